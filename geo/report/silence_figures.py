"""Silences as figures to be explained: how long since the last report, what was usual, each long run."""

from __future__ import annotations

from typing import TYPE_CHECKING

from geo.dates import Period, format_date, format_period
from geo.facts.provenance import SILENCE, SILENT_RUN, Provenance, named
from geo.facts.reports import ROAD, reports_on
from geo.facts.silence import SILENT, calendar, gap_words
from geo.facts.status import status_spans
from geo.report.answer import KeyFigure
from geo.report.dated_text import over
from geo.words import days, number

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date

    from geo.case.case import Case
    from geo.facts.silence import Silence


def provenance_of(case: Case, silence: Silence, at: date) -> Provenance:
    """The reports that a road's or place's silence was counted from, and those too inexact to count."""
    reports, left = reports_on(case, silence.kind, silence.key, at)
    latest = sorted(reports, key=lambda row: row.last, reverse=True)
    return Provenance(SILENCE, tuple(row.row for row in latest), left)


def last_reports(watched: Sequence[Silence]) -> str:
    """How long ago each road was last reported on and what was usual, the longest first."""
    roads = [row for row in watched if row.kind == ROAD]
    late = sorted((row for row in roads if row.days), key=lambda row: -(row.days or 0))
    parts = [
        f"{row.name}: last report {days(row.days or 0)} before ({gap_words(row.usual_gap)})" for row in late
    ]
    parts += [f"{row.name}: no event or consignment reported so far" for row in roads if not row.reports]
    if parts:
        return f"{'. '.join(parts)}."
    return "Every road has a report of the as-at date itself." if roads else ""


def now(case: Case, silences: Sequence[Silence], at: date) -> tuple[KeyFigure, ...]:
    """How long ago the last report of each road and place was, and what was usual."""
    return tuple(figure for item in silences for figure in _now(case, item, at))


def _now(case: Case, silence: Silence, at: date) -> list[KeyFigure]:
    provenance = provenance_of(case, silence, at)
    when = f"as at {format_date(at)}"
    if silence.last is None:
        return [KeyFigure("0 reports", f"of {silence.name}", when, (), (), provenance)]
    last = f"since the last report of {silence.name}, {format_date(silence.last)}"
    figures = [KeyFigure(days(silence.days or 0), last, when, silence.source_ids, (), provenance)]
    if silence.usual_gap is not None:
        gap = f"{number(silence.usual_gap)} days"
        figures.append(
            KeyFigure(
                gap, f"usual gap between reports of {silence.name}", when, silence.source_ids, (), provenance
            )
        )
    return figures


def runs(
    case: Case, period: Period, rows: Iterable[tuple[str, str, str]], least: float
) -> tuple[KeyFigure, ...]:
    """Runs of days on which nothing was reported of a road or place.

    Parameters
    ----------
    case
        The case as known.
    period
        The days looked at.
    rows
        Kind, key and name of each road or place.
    least
        Days a run lasts at least.

    Returns
    -------
    tuple of KeyFigure
        One a run, its days in words.
    """
    calendars, every = calendar(case, period), status_spans(case, period.first, period.last)
    figures = []
    for kind, key, name in rows:
        reports, left = reports_on(case, kind, key, period.last)
        own = tuple(report.row for report in reports if report.last >= period.first)
        shown = (
            road.status_id
            for road in every
            if kind == ROAD and road.route_id == key and road.confirmed_on and road.status != "unknown"
        )
        provenance = Provenance(SILENT_RUN, (*own, *named("status", shown)), left)
        spans = calendars.get((kind, key))
        silent = [(part.first, part.last) for part in spans if part.level == SILENT] if spans else [
            (period.first, period.last)
        ]  # fmt: skip
        for first, last in silent:
            span = Period(first, last)
            if span.days >= least:
                label = f"without a report of {name}"
                figures.append(
                    KeyFigure(over(days(span.days), last), label, format_period(span), (), (), provenance)
                )
    return tuple(figures)
