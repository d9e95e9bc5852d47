"""Status of each route on a day: since when, who could pass, when it was last confirmed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Any

import pandas as pd

from geo.known import known_cited, known_rows, known_sources

if TYPE_CHECKING:
    from collections.abc import Sequence

    from geo.load import Case

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
    """What is known of one route on a day. Counts of days include the as-at day itself."""

    route_id: str
    name: str
    short_name: str
    status: str
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


@dataclass(frozen=True)
class StatusSpan:
    """One period of one status on one route, both days included."""

    status_id: str
    route_id: str
    short_name: str
    status: str
    direction: str
    who_could_pass: str
    first: date
    last: date
    confirmed_on: date | None
    uncertain: bool
    doubt: str
    source_ids: tuple[str, ...]


def route_states(case: Case, at: datetime, known: date | None = None) -> tuple[RouteState, ...]:
    """The state of every watched route on the day of ``at``, in the order of the routes table.

    Watched are corridors, by-passes and any route the case gives a status for.
    """
    spans = status_spans(case, known=known)
    reports = _report_days(case, at, known)
    states = []
    for route in case.routes.drop(columns="geometry").to_dict("records"):
        own = [span for span in spans if span.route_id == route["route_id"]]
        if own or route["role"] in WATCHED_ROLES:
            states.append(_route_state(route, own, at.date(), reports.get(route["route_id"], ())))
    return tuple(states)


def status_spans(
    case: Case,
    first: date | None = None,
    last: date | None = None,
    known: date | None = None,
) -> tuple[StatusSpan, ...]:
    """Status periods that touch ``first``..``last`` (both included), by route, then in time."""
    sources = known_sources(case.sources, known)
    frame = known_rows(case.route_status, sources)
    order = {route: rank for rank, route in enumerate(case.routes["route_id"])}
    names = dict(zip(case.routes["route_id"], case.routes["short_name"], strict=True))
    spans = [_span(row, names, sources, known) for row in frame.to_dict("records")]
    kept = [
        span
        for span in spans
        if (first is None or span.last >= first) and (last is None or span.first <= last)
    ]
    return tuple(sorted(kept, key=lambda span: (order[span.route_id], span.first)))


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
        source_ids=tuple(dict.fromkeys(one for span in run for one in span.source_ids)),
    )


def _confirmed(now: StatusSpan | None, day: date, reports: Sequence[date]) -> date | None:
    if now is None:
        return None
    seen = [report for report in reports if now.first <= report <= day]
    if now.confirmed_on is not None:
        seen.append(min(now.confirmed_on, day))
    return max(seen, default=None)


def _report_days(case: Case, at: datetime, known: date | None) -> dict[str, list[date]]:
    """Days on which an event or a consignment was reported on each route, up to ``at``."""
    sources = known_sources(case.sources, known)
    days: dict[str, list[date]] = {}
    for frame in (case.events, case.consignments):
        rows = known_rows(frame[frame["route_id"].notna() & (frame["start"] <= at)], sources)
        exact = rows[rows["date_precision"].isin(["hour", "day"])]
        for route, end in zip(exact["route_id"], exact["end"], strict=True):
            last = (end - pd.Timedelta(seconds=1)).date()
            days.setdefault(route, []).append(min(last, at.date()))
    return days


def _span(
    row: dict[Any, Any],
    names: dict[str, str],
    sources: frozenset[str] | None,
    known: date | None,
) -> StatusSpan:
    confirmed = _day(row["confirmed_on"])
    if confirmed is not None and known is not None:
        confirmed = min(confirmed, known)
    return StatusSpan(
        status_id=row["status_id"],
        route_id=row["route_id"],
        short_name=names[row["route_id"]],
        status=row["status"],
        direction=_text(row["direction"]),
        who_could_pass=_text(row["who_could_pass"]),
        first=row["start"].date(),
        last=(row["end"] - pd.Timedelta(seconds=1)).date(),
        confirmed_on=confirmed,
        uncertain=row["uncertain"] in ("yes", True),
        doubt=_text(row["doubt"]),
        source_ids=known_cited(row["source_ids"], sources),
    )


def _day(value: object) -> date | None:
    if isinstance(value, str) and value:
        return date.fromisoformat(value[:10])
    return None


def _text(value: object) -> str:
    return value if isinstance(value, str) else ""
