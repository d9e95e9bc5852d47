"""The state of each watched road at a moment: its status, since when, who could pass, who last showed it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import time
from typing import TYPE_CHECKING, Any

from geo.facts.provenance import sources_of
from geo.facts.reports import report_days
from geo.facts.status import (
    RECORD,
    WATCHED_ROLES,
    StatusSpan,
    confirmed_days,
    covering,
    last_known,
    last_open,
    status_spans,
    unbroken,
    vouched_parts,
    watched_routes,
)
from geo.facts.traffic import FREE, LIMITED, ORDINARY, Passing, passings, weakened
from geo.names import short_names
from geo.signs import STATUSES

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date, datetime

    from geo.case.case import Case


@dataclass(frozen=True)
class RoadPart:
    """What holds on a part of a road, between two way-points; both empty for the rest of the road."""

    from_id: str
    to_id: str
    status: str
    passings: tuple[Passing, ...]
    status_id: str


@dataclass(frozen=True)
class RouteState:
    """What is known of one route at a moment. Counts of days include the as-at day itself.

    ``status`` is "unknown" once nobody has vouched for ``last_status`` for the case's
    ``silence_days``; ``since``, ``days`` and ``who_could_pass`` then speak of that last status.
    Where the parts of a road differ, it is in the state of the worst of them, as a road to drive through.
    """

    route_id: str
    name: str
    short_name: str
    status: str = "unknown"
    last_status: str = "unknown"
    direction: str = ""
    who_could_pass: str = ""
    since: date | None = None
    since_moment: str = ""
    """The same with the hour, where it is known: "2022-12-12T10:30"."""
    turned: date | None = None
    """Since when exactly the same could pass: within a status a kind of traffic may stop and begin again."""
    before_record: bool = False
    """Whether the status held already where the record begins, so that no days can be counted."""
    days: int | None = None
    last_open: date | None = None
    last_open_moment: str = ""
    """Until when ordinary traffic could pass, with the hour where it is known."""
    days_without_ordinary: int | None = None
    """Days without it, that on which it stopped and the as-at day both counted."""
    some_passed_since: bool = False
    """Whether some people or goods passed since then, so that only free passage was missing."""
    watched_from: date | None = None
    confirmed_on: date | None = None
    days_since_confirmed: int | None = None
    inferred: bool = False
    """Whether no source states the status: it follows from what is reported."""
    uncertain: bool = False
    doubt: str = ""
    status_ids: tuple[str, ...] = ()
    source_ids: tuple[str, ...] = ()
    passings: tuple[Passing, ...] = ()
    """For each kind of traffic and direction whether it could pass."""
    parts: tuple[RoadPart, ...] = ()
    """Where a state is reported of parts of the road; empty where one holds for all of it."""
    traffic: str = ""
    """What the case calls the one kind of traffic this is about; empty where it is about all of them."""
    open_ids: tuple[str, ...] = ()
    """Rows that show the last day of ordinary traffic both ways."""
    replaced_by: str = ""
    """What the road is called that took its traffic over, where its last status says so."""
    by_air: bool = False
    """Whether it is a way through the air, and no road."""
    disputed_by: tuple[str, ...] = ()
    """Who publicly disputes what is said of it."""

    @property
    def faded(self) -> bool:
        """Whether a status was reported once, but too long ago to count as known."""
        return self.status != self.last_status

    @property
    def replaced(self) -> bool:
        """Whether it is out of use because another road took its traffic over, and not one of those shut."""
        return bool(self.replaced_by) and self.last_status == "closed"

    @property
    def in_part(self) -> bool:
        """Whether its status is that of one part, and nothing is reported of the rest."""
        return len(self.parts) == 1

    def passing(self, traffic: str, direction: str) -> Passing | None:
        """How one kind of traffic could pass in one direction; None where the case has no such kind."""
        wanted = (traffic, direction)
        return next((own for own in self.passings if (own.traffic, own.direction) == wanted), None)


def route_states(case: Case, at: datetime) -> tuple[RouteState, ...]:
    """The state of every watched route at ``at``, in the order of the routes table.

    Watched are corridors, by-passes and any route the case gives a status for.
    """
    spans: dict[str, list[StatusSpan]] = {}
    for span in status_spans(case):
        spans.setdefault(span.route_id, []).append(span)
    reports = report_days(case, at.date())
    return tuple(
        route_state(case, route, spans.get(key, ()), at, reports.get(key, ()))
        for route in watched_routes(case.routes)
        if (key := route["route_id"]) in spans or route["role"] in WATCHED_ROLES
    )


def route_state(
    case: Case, route: dict[Any, Any], spans: Sequence[StatusSpan], at: datetime, reports: Sequence[date]
) -> RouteState:
    """The state of one road at a moment, from its spans of status and the days of reports on it."""
    spans_now = [span for part in _parts(spans) if (span := covering(part, at)) is not None]
    tracks = [_track(case, span, reports, at) for span in spans_now]
    ranks = [STATUSES[span.status].passable for span in spans_now]
    worst = ranks.index(min(ranks)) if ranks else None
    opened = last_open(spans, at)
    begun = [span.first for span in spans if span.start <= at]
    state = RouteState(
        route_id=route["route_id"],
        name=route["name"],
        short_name=route["short_name"],
        by_air=route["role"] == "air",
        watched_from=min(begun, default=None),
        passings=passings("unknown", "", (), at, case.settings.traffic),
        parts=tuple(tracks) if any(any(span.part) for span in spans_now) else (),
        traffic=case.settings.traffic[case.traffic] if case.traffic else "",
        **_open_until(opened, at, reports, case.settings.silence_days),
        some_passed_since=opened is not None and _some_passed(spans, opened, at),
    )
    if worst is None:
        return state
    begins = case.settings.period.first
    now, track = spans_now[worst], tracks[worst]
    state = replace(state, **_status(now, track, spans, at, reports, begins))
    state = replace(state, replaced_by=short_names(case.routes).get(now.replaced_by, ""))
    if state.faded or not now.disputed_by:
        return state
    cited = tuple(dict.fromkeys((*state.source_ids, *now.disputed_in)))
    return replace(state, disputed_by=now.disputed_by, source_ids=cited)


def _open_until(
    span: StatusSpan | None, at: datetime, reports: Sequence[date], silence_days: int
) -> dict[str, Any]:
    """Until when ordinary traffic could pass, and how many days it could not, that of the stop included."""
    if span is None:
        return {}
    over, last = span.end <= at, last_known(span, reports, at.date(), silence_days)
    return {
        "last_open": last,
        "last_open_moment": _ended(span) if over else last.isoformat(),
        "days_without_ordinary": (at.date() - span.end.date()).days + 1 if over else None,
        "open_ids": (span.status_id,),
    }


def _some_passed(spans: Sequence[StatusSpan], opened: StatusSpan, at: datetime) -> bool:
    """Whether a row has people or goods of the ordinary kinds pass after the road was last open both ways."""
    return any(
        row.traffic in ORDINARY and row.passage in (FREE, LIMITED) and (row.start or span.start) <= at
        for span in spans
        if span.start >= opened.end
        for row in span.passages
    )


def _ended(span: StatusSpan) -> str:
    """The end of a span: its hour, or else its last day."""
    return span.last.isoformat() if span.end.time() == time() else span.end.isoformat(timespec="minutes")


def _status(
    now: StatusSpan,
    track: RoadPart,
    spans: Sequence[StatusSpan],
    at: datetime,
    reports: Sequence[date],
    case_begins: date,
) -> dict[str, Any]:
    """What the span that holds says: since when, by which sources, and what is left of it once it faded."""
    run, day = unbroken(spans, now), at.date()
    shown = confirmed_days(now, reports, day)
    before = _before_record(run[0], case_begins)
    return {
        "status": track.status,
        "last_status": now.status,
        "direction": now.direction if track.status == now.status else "",
        "who_could_pass": now.who_could_pass,
        "since": run[0].first,
        "since_moment": run[0].begun,
        "turned": _turned(now, at),
        "before_record": before,
        "days": None if before else (day - run[0].first).days + 1,
        "confirmed_on": max(shown, default=None),
        "days_since_confirmed": (day - max(shown)).days if shown else None,
        "inferred": now.inferred,
        "uncertain": now.uncertain,
        "doubt": now.doubt,
        "status_ids": tuple(dict.fromkeys(span.status_id for span in run)),
        "source_ids": sources_of(run[::-1]),
        "passings": _cited(track.passings, now),
    }


def _turned(span: StatusSpan, at: datetime) -> date:
    """The last day up to a moment on which anything about a status changed: it, or one of its passages."""
    edges = (moment for row in span.passages for moment in (row.start, row.end) if moment and moment <= at)
    return max([span.start, *edges]).date()


def _before_record(span: StatusSpan, case_begins: date) -> bool:
    """Whether a status held before the tables begin: they say so, or say nothing and begin with it."""
    return span.start_basis == RECORD or (not span.start_basis and span.first <= case_begins)


def _cited(own: Iterable[Passing], span: StatusSpan) -> tuple[Passing, ...]:
    """The passings, those that follow from the status resting on its row."""
    row, sources = f"status:{span.status_id}", span.source_ids
    return tuple(
        passing if passing.row else replace(passing, row=row, source_ids=sources, uncertain=span.uncertain)
        for passing in own
    )


def _parts(spans: Iterable[StatusSpan]) -> list[list[StatusSpan]]:
    """The spans of the whole road and of each of its parts, the whole road first."""
    tracks: dict[tuple[str, str], list[StatusSpan]] = {("", ""): []}
    for span in spans:
        tracks.setdefault(span.part, []).append(span)
    return list(tracks.values())


def _track(case: Case, span: StatusSpan, reports: Sequence[date], at: datetime) -> RoadPart:
    """What a span says at a moment; once it has faded, only what could not pass is left of it."""
    day, kinds = at.date(), case.settings.traffic
    own = passings(span.status, span.direction, span.passages, at, kinds)
    parts = vouched_parts(span, [report for report in reports if report <= day], case.settings.silence_days)
    if any(part.first <= day <= part.last for part in parts):
        return RoadPart(*span.part, span.status, own, span.status_id)
    return RoadPart(*span.part, "unknown", tuple(map(weakened, own)), span.status_id)
