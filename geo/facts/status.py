"""Status of each route on a day: since when, who could pass, when it was last confirmed."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Any

import pandas as pd

from geo.dates import Period, format_date
from geo.facts.fading import vouched
from geo.facts.provenance import sources_of
from geo.facts.reports import report_days, reported_days
from geo.lists import items
from geo.memo import once_per_frame

if TYPE_CHECKING:
    from collections.abc import Sequence

    from geo.case.load import Case

NOT_TOLD = "No source tells."
NOT_CONFIRMED = "No longer confirmed by any source; last shown as"
WATCHED_ROLES = frozenset({"corridor", "bypass"})

STATUS_LABELS = {
    "open": "open",
    "restricted": "restricted",
    "humanitarian_only": "humanitarian traffic only",
    "closed": "closed",
    "unknown": "not known",
}


@dataclass(frozen=True)
class RouteState:
    """What is known of one route on a day. Counts of days include the as-at day itself.

    ``status`` is "unknown" once nobody has vouched for ``last_status`` for the case's
    ``silence_days``; ``since``, ``days`` and ``who_could_pass`` then tell of that last status.
    """

    route_id: str
    name: str
    short_name: str
    status: str
    last_status: str
    direction: str
    who_could_pass: str
    since: date | None
    days: int | None
    last_open: date | None
    days_without_ordinary: int | None
    watched_from: date | None
    confirmed_on: date | None
    days_since_confirmed: int | None
    uncertain: bool
    doubt: str
    status_ids: tuple[str, ...]
    source_ids: tuple[str, ...]
    open_ids: tuple[str, ...] = ()
    """Rows that show the last day of ordinary traffic both ways."""

    @property
    def faded(self) -> bool:
        """Whether a status was reported once, but too long ago to count as known."""
        return self.status != self.last_status


@dataclass(frozen=True)
class StatusSpan:
    """One period of one status on one route, both days included."""

    status_id: str
    route_id: str
    status: str
    direction: str
    who_could_pass: str
    first: date
    last: date
    confirmed_on: date | None
    uncertain: bool
    doubt: str
    source_ids: tuple[str, ...]


def route_states(case: Case, at: datetime) -> tuple[RouteState, ...]:
    """The state of every watched route on the day of ``at``, in the order of the routes table.

    Watched are corridors, by-passes and any route the case gives a status for.
    """
    spans = status_spans(case)
    reports = report_days(case, at.date())
    patience, states = case.settings.silence_days, []
    for route in _read_routes(case.routes):
        own = [span for span in spans if span.route_id == route["route_id"]]
        if own or route["role"] in WATCHED_ROLES:
            state = _route_state(route, own, at.date(), reports.get(route["route_id"], ()))
            states.append(_faded(state, own, reports.get(route["route_id"], ()), at.date(), patience))
    return tuple(states)


def state_frames(case: Case) -> dict[str, tuple[tuple[date, RouteState], ...]]:
    """Of each road with a status the days on which its state may turn, and the state from each of them on.

    Up to the next of these days nothing of the state changes but its counts of days.
    """
    spans, patience = status_spans(case), case.settings.silence_days
    reported, frames = reported_days(case), {}
    for route in _read_routes(case.routes):
        own = [span for span in spans if span.route_id == route["route_id"]]
        days = reported.get(route["route_id"], [])
        turns = sorted(_turning_days(own, days, patience))
        frames[route["route_id"]] = tuple((day, _state_on(route, own, days, day, patience)) for day in turns)
    return {route: found for route, found in frames.items() if found}


def _turning_days(spans: Sequence[StatusSpan], reported: Sequence[date], patience: int) -> set[date]:
    """Days on which a status begins, is over, fades, or is shown again."""
    parts = [Period(span.first, span.last) for span in spans]
    parts += [part for span in spans for part in _known_parts(span, reported, patience)]
    return {day for part in parts for day in (part.first, part.last + timedelta(days=1))}


def _state_on(
    route: dict[Any, Any], spans: list[StatusSpan], reported: Sequence[date], day: date, patience: int
) -> RouteState:
    seen = reported[: bisect_right(reported, day)]
    return _faded(_route_state(route, spans, day, seen), spans, seen, day, patience)


def status_spans(
    case: Case,
    first: date | None = None,
    last: date | None = None,
) -> tuple[StatusSpan, ...]:
    """Status periods that touch ``first``..``last`` (both included), by route, then in time."""
    rows = _read(case.route_status)
    order = _order(case.routes)
    kept = [
        span
        for span in rows
        if (first is None or span.last >= first) and (last is None or span.first <= last)
    ]
    return tuple(sorted(kept, key=lambda span: (order[span.route_id], span.first)))


def with_gaps(spans: Sequence[StatusSpan], first: date, last: date) -> tuple[StatusSpan, ...]:
    """The spans of several routes with the days of ``first``..``last`` that none covers as unknown.

    Spans come by route, then in time, as ``status_spans`` gives them.
    """
    found: list[StatusSpan] = []
    for route in dict.fromkeys(span.route_id for span in spans):
        free = first
        for span in (one for one in spans if one.route_id == route):
            if span.first > free:
                found.append(_gap(route, free, span.first - timedelta(days=1)))
            found.append(span)
            free = max(free, span.last + timedelta(days=1))
        if free <= last:
            found.append(_gap(route, free, last))
    return tuple(found)


def _gap(route_id: str, first: date, last: date) -> StatusSpan:
    return StatusSpan(
        status_id=f"{route_id}-{first.isoformat()}",
        route_id=route_id,
        status="unknown",
        direction="",
        who_could_pass=NOT_TOLD,
        first=first,
        last=last,
        confirmed_on=None,
        uncertain=False,
        doubt="",
        source_ids=(),
    )


def covering(spans: Sequence[StatusSpan], day: date) -> StatusSpan | None:
    """The span of one route that covers ``day``; of several the one that began last."""
    held = [span for span in spans if span.first <= day <= span.last]
    return max(held, key=lambda span: span.first, default=None)


def unbroken(spans: Sequence[StatusSpan], span: StatusSpan) -> tuple[StatusSpan, ...]:
    """The run of adjacent spans of the same status that ends in ``span``, oldest first."""
    run = [span]
    while True:
        begin = run[0].first
        before = [
            one
            for one in spans
            if one.status == span.status and one.first < begin and one.last >= begin - timedelta(days=1)
        ]
        if not before:
            return tuple(run)
        run.insert(0, min(before, key=lambda one: one.first))


def last_open_day(spans: Sequence[StatusSpan], day: date) -> date | None:
    """The last day up to ``day`` on which ordinary civilians could pass both ways."""
    open_spans = [span for span in spans if span.status == "open" and span.first <= day]
    return max((min(span.last, day) for span in open_spans), default=None)


def _route_state(
    route: dict[Any, Any], spans: list[StatusSpan], day: date, reports: Sequence[date]
) -> RouteState:
    now = covering(spans, day)
    run = unbroken(spans, now) if now else ()
    since = run[0].first if run else None
    opened = last_open_day(spans, day)
    confirmed = _confirmed(now, day, reports)
    begun = [span.first for span in spans if span.first <= day]
    return RouteState(
        route_id=route["route_id"],
        name=route["name"],
        short_name=route["short_name"],
        status=now.status if now else "unknown",
        last_status=now.status if now else "unknown",
        direction=now.direction if now else "",
        who_could_pass=now.who_could_pass if now else "",
        since=since,
        days=(day - since).days + 1 if since else None,
        last_open=opened,
        days_without_ordinary=(day - opened).days if opened else None,
        watched_from=min(begun, default=None),
        confirmed_on=confirmed,
        days_since_confirmed=(day - confirmed).days if confirmed else None,
        uncertain=bool(now and now.uncertain),
        doubt=now.doubt if now else "",
        status_ids=tuple(span.status_id for span in run),
        source_ids=sources_of(run[::-1]),
        open_ids=tuple(
            span.status_id
            for span in spans
            if opened and span.status == "open" and _until(span, day) == opened
        ),
    )


def _until(span: StatusSpan, day: date) -> date | None:
    """The last day of the span up to ``day``; None where it begins later."""
    return min(span.last, day) if span.first <= day else None


def _confirmed(now: StatusSpan | None, day: date, reports: Sequence[date]) -> date | None:
    if now is None:
        return None
    seen = [report for report in reports if now.first <= report <= day]
    if now.confirmed_on is not None:
        seen.append(min(now.confirmed_on, day))
    return max(seen, default=None)


def _faded(
    state: RouteState, spans: Sequence[StatusSpan], reports: Sequence[date], day: date, days: int
) -> RouteState:
    """The state with an unknown status where nobody vouched for it in the last ``days`` days."""
    now = covering(spans, day)
    if now is None or any(part.first <= day <= part.last for part in _known_parts(now, reports, days)):
        return state
    return replace(state, status="unknown", direction="")


def _known_parts(span: StatusSpan, reports: Sequence[date], days: int) -> list[Period]:
    return vouched(Period(span.first, span.last), span.confirmed_on, reports, days)


def as_shown(case: Case, spans: Sequence[StatusSpan]) -> tuple[StatusSpan, ...]:
    """The spans cut where nobody vouched for them: those days are spans of their own, unknown.

    A report vouches for the days after it only, so each day shows what it showed on that day.
    """
    reports, days = report_days(case, date.max), case.settings.silence_days
    found: list[StatusSpan] = []
    for span in spans:
        free = span.first
        for part in _known_parts(span, reports.get(span.route_id, ()), days):
            if part.first > free:
                found.append(_silent(span, free, part.first - timedelta(days=1)))
            found.append(replace(span, first=part.first, last=part.last))
            free = part.last + timedelta(days=1)
        if free <= span.last:
            found.append(_silent(span, free, span.last))
    return tuple(found)


def _silent(span: StatusSpan, first: date, last: date) -> StatusSpan:
    return replace(
        span,
        status_id=f"{span.status_id}-{first.isoformat()}",
        status="unknown",
        direction="",
        who_could_pass=f"{NOT_CONFIRMED} {STATUS_LABELS[span.status]}.",
        first=first,
        last=last,
    )


@once_per_frame
def _order(routes: pd.DataFrame) -> dict[str, int]:
    return {route: rank for rank, route in enumerate(routes["route_id"])}


@once_per_frame
def _read_routes(frame: pd.DataFrame) -> list[dict[Any, Any]]:
    rows: list[dict[Any, Any]]
    rows = frame[["route_id", "name", "short_name", "role"]].to_dict("records")
    return rows


@once_per_frame
def _read(frame: pd.DataFrame) -> tuple[StatusSpan, ...]:
    return tuple(
        StatusSpan(
            status_id=row["status_id"],
            route_id=row["route_id"],
            status=row["status"],
            direction=row["direction"],
            who_could_pass=row["who_could_pass"],
            first=row["start"].date(),
            last=_last(row["end"]),
            confirmed_on=date.fromisoformat(row["confirmed_on"]) if row["confirmed_on"] else None,
            uncertain=row["uncertain"] == "yes",
            doubt=row["doubt"],
            source_ids=items(row["source_ids"]),
        )
        for row in frame.to_dict("records")
    )


def _last(end: pd.Timestamp) -> date:
    last: date = (end - pd.Timedelta(seconds=1)).date()
    return last


def last_shown(one: RouteState) -> str:
    """Return that a road's state is not known, with what a source last showed, and when."""
    when = one.confirmed_on or one.since
    if not (one.faded and when):
        return "not known"
    return f"not known, last shown {STATUS_LABELS[one.last_status]} on {format_date(when)}"
