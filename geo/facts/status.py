"""Periods of one status of a road each: from which moment, on which part, what passes, who shows it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING, Any

from geo.case.cited_by import last_day, publication_dates
from geo.case.rows import read_row
from geo.cells import items
from geo.dates import Period
from geo.facts.fading import vouched
from geo.facts.reports import report_days
from geo.facts.traffic import PassageRow, passage_rows
from geo.memo import once_per_case, once_per_frame

if TYPE_CHECKING:
    from collections.abc import Sequence

    import pandas as pd

    from geo.case.case import Case

NOT_REPORTED = "No source tells."
NOT_CONFIRMED = "No longer confirmed by any source; last shown as"
WATCHED_ROLES = frozenset({"corridor", "bypass", "air"})
INFERRED, RECORD = "inferred", "record"

STATUS_LABELS = {
    "open": "open",
    "restricted": "restricted",
    "humanitarian_only": "humanitarian traffic only",
    "closed": "closed",
    "unknown": "not known",
}
# Cases whose statuses are cached; each as-known date is a case of its own.
_CASES = 8
_SECOND = timedelta(seconds=1)


@dataclass(frozen=True)
class StatusSpan:
    """One period of one status on one road or a part of it: half-open [start, end), local time."""

    status_id: str
    route_id: str
    status: str
    direction: str
    start: datetime
    end: datetime
    who_could_pass: str = ""
    begun: str = ""
    """The start as the row has it, with the hour where that is known."""
    start_basis: str = ""
    end_basis: str = ""
    from_id: str = ""
    to_id: str = ""
    """The way-points between which it holds; both empty for the whole road."""
    confirmed_on: date | None = None
    shown: tuple[date, ...] = ()
    """Days on which a source showed it: those of its publication, and the last one it confirms."""
    uncertain: bool = False
    doubt: str = ""
    source_ids: tuple[str, ...] = ()
    passages: tuple[PassageRow, ...] = ()
    replaced_by: str = ""
    """The road to which its traffic had moved, by id."""
    disputed_by: tuple[str, ...] = ()
    disputed_in: tuple[str, ...] = ()
    """Sources in which they dispute it."""

    @property
    def first(self) -> date:
        """The day in which it begins."""
        return self.start.date()

    @property
    def last(self) -> date:
        """The last day of which some part belongs to it."""
        return (self.end - _SECOND).date()

    @property
    def part(self) -> tuple[str, str]:
        """The ends of the part of the road it is about."""
        return self.from_id, self.to_id

    @property
    def inferred(self) -> bool:
        """Whether it follows from something else and no source states it."""
        return self.start_basis == INFERRED and self.confirmed_on is None


def status_spans(case: Case, first: date | None = None, last: date | None = None) -> tuple[StatusSpan, ...]:
    """Status periods that touch ``first``..``last`` (both included), by route, then in time."""
    return tuple(
        span
        for span in _every_span(case)
        if (first is None or span.last >= first) and (last is None or span.first <= last)
    )


@once_per_case(_CASES)
def _every_span(case: Case) -> tuple[StatusSpan, ...]:
    order = {route: rank for rank, route in enumerate(case.routes["route_id"])}
    published, passages = publication_dates(case.sources), passage_rows(case.passage)
    spans = [
        _span(row, passages.get(row["status_id"], ()), published)
        for row in case.route_status.to_dict("records")
    ]
    # Where the table of roads could not be read, roads are known by their ids alone.
    return tuple(
        sorted(spans, key=lambda span: (order.get(span.route_id, len(order)), span.route_id, span.start))
    )


def _span(row: dict[Any, Any], passages: tuple[PassageRow, ...], published: dict[str, str]) -> StatusSpan:
    sources = items(row["source_ids"])
    confirmed = date.fromisoformat(row["confirmed_on"]) if row["confirmed_on"] else None
    span = read_row(
        StatusSpan,
        row,
        start=row["start"].to_pydatetime(),
        end=row["end"].to_pydatetime(),
        begun=row["date_from"],
        from_id=row["from_place_id"],
        to_id=row["to_place_id"],
        confirmed_on=confirmed,
        passages=passages,
    )
    cited = {*sources, *(source for passage in passages for source in passage.source_ids)}
    days = {last_day(published[source]) for source in cited if published.get(source)}
    shown = {day for day in days if span.first <= day <= span.last} | ({confirmed} if confirmed else set())
    return replace(span, shown=tuple(sorted(shown)))


def with_gaps(spans: Sequence[StatusSpan], first: date, last: date) -> tuple[StatusSpan, ...]:
    """The spans of several routes with the time of ``first``..``last`` that none covers as unknown.

    Spans come by route, then in time, as ``status_spans`` gives them.
    """
    period, filled = Period(first, last), []
    for route in dict.fromkeys(span.route_id for span in spans):
        free = period.start
        for span in (span for span in spans if span.route_id == route):
            if span.start > free:
                filled.append(_gap(route, free, span.start))
            filled.append(span)
            free = max(free, span.end)
        if free < period.end:
            filled.append(_gap(route, free, period.end))
    return tuple(filled)


def _gap(route_id: str, start: datetime, end: datetime) -> StatusSpan:
    name = f"{route_id}-{start.date().isoformat()}"
    return StatusSpan(name, route_id, "unknown", "", start, end, NOT_REPORTED)


def covering(spans: Sequence[StatusSpan], moment: datetime) -> StatusSpan | None:
    """The span of one road and part that covers a moment; of several the one that began last."""
    own = [span for span in spans if span.start <= moment < span.end]
    return max(own, key=lambda span: span.start, default=None)


def unbroken(spans: Sequence[StatusSpan], span: StatusSpan) -> tuple[StatusSpan, ...]:
    """The run of adjacent spans of the same status and direction that ends in ``span``, oldest first."""
    run = [span]
    while True:
        begin = run[0].start
        before = [
            other
            for other in spans
            if (other.status, other.direction) == (span.status, span.direction)
            and other.start < begin <= other.end
        ]
        if not before:
            return tuple(run)
        run.insert(0, min(before, key=lambda other: other.start))


def last_open(spans: Sequence[StatusSpan], moment: datetime) -> StatusSpan | None:
    """The last span up to a moment in which ordinary traffic could pass the whole road both ways."""
    own = [span for span in spans if _open_both_ways(span) and span.start <= moment and not any(span.part)]
    return max(own, key=lambda span: span.end, default=None)


def _open_both_ways(span: StatusSpan) -> bool:
    return span.status == "open" and span.direction in ("", "both")


def confirmed_days(span: StatusSpan, reports: Sequence[date], day: date) -> list[date]:
    """The days up to ``day`` on which a source or a report on the road showed the status."""
    return sorted({shown for shown in (*span.shown, *reports) if span.first <= shown <= min(day, span.last)})


def vouched_parts(span: StatusSpan, reports: Sequence[date], days: int) -> list[Period]:
    """The days on which a road's status counts as known, as periods.

    Parameters
    ----------
    span
        A span of a road's status.
    reports
        Days of reports on the road.
    days
        Days for which a report or a source vouches.

    Returns
    -------
    list
        Periods in order, apart.
    """
    return vouched(Period(span.first, span.last), span.confirmed_on, [*span.shown, *reports], days)


def last_known(span: StatusSpan, reports: Sequence[date], day: date, days: int) -> date:
    """The last day up to ``day`` on which a status is known to have held.

    Parameters
    ----------
    span
        A span of a road's status that began by ``day``.
    reports
        Days of reports on the road.
    day
        The as-at day.
    days
        Days for which a report or a source vouches.

    Returns
    -------
    date
        Its last day where it ended before; ``day`` while it is vouched for, else the day it was last shown.
    """
    if span.last < day:
        return span.last
    by_then = [report for report in reports if report <= day]
    if any(part.first <= day <= part.last for part in vouched_parts(span, by_then, days)):
        return day
    return max(confirmed_days(span, by_then, day), default=span.first)


def as_shown(case: Case, spans: Sequence[StatusSpan]) -> tuple[StatusSpan, ...]:
    """The spans of status, cut so that days without a confirmed status are spans of their own, unknown.

    A report vouches for the days after it only, so each day shows what it showed on that day.
    """
    reports, days = report_days(case, date.max), case.settings.silence_days
    shown: list[StatusSpan] = []
    for span in spans:
        free = span.start
        for part in vouched_parts(span, reports.get(span.route_id, ()), days):
            start, end = max(span.start, _midnight(part.first)), min(span.end, part.end)
            if start > free:
                shown.append(_silent(span, free, start))
            shown.append(replace(span, start=start, end=end))
            free = end
        if free < span.end:
            shown.append(_silent(span, free, span.end))
    return tuple(shown)


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time())


def _silent(span: StatusSpan, start: datetime, end: datetime) -> StatusSpan:
    return replace(
        span,
        status_id=f"{span.status_id}-{start.date().isoformat()}",
        status="unknown",
        direction="",
        who_could_pass=f"{NOT_CONFIRMED} {STATUS_LABELS[span.status]}.",
        start=start,
        end=end,
    )


@once_per_frame
def watched_routes(routes: pd.DataFrame) -> list[dict[Any, Any]]:
    """Key, names, role and way-points of each route, in the order of the table.

    Parameters
    ----------
    routes
        The table of routes.

    Returns
    -------
    list of dict
        One row a route.
    """
    rows: list[dict[Any, Any]]
    rows = routes[["route_id", "name", "short_name", "role", "place_ids"]].to_dict("records")
    return rows
