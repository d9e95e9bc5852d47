"""Silences as figures to be explained: how long since the last report, what was usual, each long run."""

from __future__ import annotations

from typing import TYPE_CHECKING

from geo.dates import Period, format_date, format_period
from geo.facts.provenance import SILENCE, SILENT_RUN, Basis, named
from geo.facts.reports import ROAD, reports_on
from geo.facts.silence import SILENT, calendar
from geo.facts.status import status_spans
from geo.report.answer import KeyFigure
from geo.words import days, number

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date

    from geo.case.case import Case
    from geo.facts.silence import Silence


def basis_of(case: Case, one: Silence, at: date) -> Basis:
    """The reports that a road's or place's silence was counted from, and those too inexact to count."""
    reports, left = reports_on(case, one.kind, one.key, at)
    latest = sorted(reports, key=lambda row: row.last, reverse=True)
    return Basis(SILENCE, tuple(row.row for row in latest), left)


def now(case: Case, found: Sequence[Silence], at: date) -> tuple[KeyFigure, ...]:
    """Of each road and place how long ago its last report was, and what was usual."""
    return tuple(figure for one in found for figure in _now(case, one, at))


def _now(case: Case, one: Silence, at: date) -> list[KeyFigure]:
    made = basis_of(case, one, at)
    when = f"as at {format_date(at)}"
    if one.last is None:
        return [KeyFigure("0 reports", f"of {one.name}", when, (), (), made)]
    last = f"since the last report of {one.name}, {format_date(one.last)}"
    told = [KeyFigure(days(one.days or 0), last, when, one.source_ids, (), made)]
    if one.usual_gap is not None:
        gap = f"{number(one.usual_gap)} days"
        told.append(
            KeyFigure(gap, f"usual gap between reports of {one.name}", when, one.source_ids, (), made)
        )
    return told


def runs(
    case: Case, period: Period, rows: Iterable[tuple[str, str, str]], least: float
) -> tuple[KeyFigure, ...]:
    """Each run of days of at least ``least`` days on which nothing was reported of a kind, key and name."""
    told, every = calendar(case, period), status_spans(case, period.first, period.last)
    found = []
    for kind, key, name in rows:
        reports, left = reports_on(case, kind, key, period.last)
        own = tuple(one.row for one in reports if one.last >= period.first)
        shown = (
            one.status_id
            for one in every
            if kind == ROAD and one.route_id == key and one.confirmed_on and one.status != "unknown"
        )
        made = Basis(SILENT_RUN, (*own, *named("status", shown)), left)
        spans = told.get((kind, key))
        silent = [(one.first, one.last) for one in spans if one.told == SILENT] if spans else [
            (period.first, period.last)
        ]  # fmt: skip
        for first, last in silent:
            span = Period(first, last)
            if span.days >= least:
                label = f"without a report of {name}"
                found.append(KeyFigure(days(span.days), label, format_period(span), (), (), made))
    return tuple(found)
