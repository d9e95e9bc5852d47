"""When a road or a place was reported on, and when nothing was: silence told from "nothing happened".

Only events, consignments and a place's figures known to the day count as reports, each on all the
days it lasted. A source may also show a road's state on a day without any happening: that is no silence.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

import numpy as np

from geo.cells import items
from geo.dates import Period
from geo.facts.network import network
from geo.facts.reports import PLACE, ROAD, cited, reports_by_key
from geo.facts.status import WATCHED_ROLES, status_spans
from geo.memo import once_per_case
from geo.names import names_by_id
from geo.words import number

if TYPE_CHECKING:
    from datetime import date

    import numpy.typing as npt

    from geo.case.case import Case
    from geo.facts.reports import Reports

# What is told of a day, from nothing at all to several reports.
SILENT, SHOWN, ONE, SEVERAL = range(4)
CLASS_WORDS = {
    SILENT: "nothing reported",
    SHOWN: "a source shows the road's state, nothing happened",
    ONE: "one report",
    SEVERAL: "several reports",
}
# Silent is what nobody reports on for longer than so many of its usual gaps, and than the case's days.
USUAL_GAPS = 2
# Days and periods whose answers are kept.
KEPT = 32


@dataclass(frozen=True)
class Run:
    """Days in a row, both ends included, of which as much is reported."""

    first: date
    last: date
    level: int

    @property
    def days(self) -> int:
        """How many days it lasts."""
        return (self.last - self.first).days + 1


@dataclass(frozen=True)
class Silence:
    """How one road or place was reported on up to the as-at date.

    ``usual_gap`` is the median number of days from the first day of one report to that of the next;
    None with reports of one day only. ``days`` is how long ago the last one was, ``longest`` the longest
    run of days without any, from the first report on.
    """

    kind: str
    key: str
    name: str
    reports: int
    last: date | None
    days: int | None
    usual_gap: float | None
    longest: Run | None
    source_ids: tuple[str, ...]
    silent: bool
    """Whether the last report is longer ago than usual; False where there is none at all."""


@once_per_case(KEPT)
def silences(case: Case, at: date, names: str = "both") -> tuple[Silence, ...]:
    """Every watched road and every reported place on the roads or in the areas, as at a day.

    Roads come first in their own order, then places, those with most reports first.
    """
    watched = _watched(case, names)
    reports = reports_by_key(case, at, keys=[key for _, key, _ in watched])
    watched_rows = [
        _silence((kind, key, name), reports[kind, key], at, case.settings.silence_days)
        if (kind, key) in reports
        else Silence(kind, key, name, 0, None, None, None, None, (), silent=False)
        for kind, key, name in watched
        if kind == ROAD or (kind, key) in reports
    ]
    return tuple(
        sorted(watched_rows, key=lambda row: (row.kind != ROAD, 0 if row.kind == ROAD else -row.reports))
    )


@once_per_case(KEPT)
def silence_of_place(case: Case, place: str, at: date, names: str = "both") -> Silence:
    """How one place was reported on up to a day, whether or not its silence is watched."""
    name, reports = names_by_id(case.places, names)[place], reports_by_key(case, at, keys=[place])
    if (PLACE, place) not in reports:
        return Silence(PLACE, place, name, 0, None, None, None, None, (), silent=False)
    return _silence((PLACE, place, name), reports[PLACE, place], at, case.settings.silence_days)


@once_per_case(KEPT)
def calendar(case: Case, period: Period) -> dict[tuple[str, str], tuple[Run, ...]]:
    """How much was reported on each road and place over a period, as runs of days.

    What is told of a day does not depend on any as-at date.
    """
    reports = reports_by_key(case, period.last)
    counts = {key: _counts(own, period) for key, own in reports.items()}
    shown = {key: np.zeros(period.days, dtype=bool) for key in counts}
    for span in status_spans(case, period.first, period.last):
        if span.status != "unknown" and span.confirmed_on is not None:
            key = (ROAD, span.route_id)
            counts.setdefault(key, np.zeros(period.days, dtype=np.int64))
            mask = shown.setdefault(key, np.zeros(period.days, dtype=bool))
            mask[_slice(span.first, span.confirmed_on, period)] = True
    return {
        key: _runs(np.where(own, np.minimum(own + 1, SEVERAL), shown[key]), period)
        for key, own in counts.items()
    }


def patience(usual_gap: float | None, silence_days: int) -> int:
    """Days without a report up to which a road or place does not count as silent yet.

    Parameters
    ----------
    usual_gap
        Days between reports as they usually come; None with reports of one day only.
    silence_days
        The case's own number of days.

    Returns
    -------
    int
        Days: the greater of the case's own and twice the usual gap, rounded down.

    Examples
    --------
    >>> patience(None, 14), patience(5, 14), patience(24.5, 14)
    (14, 14, 49)
    """
    return max(silence_days, math.floor(USUAL_GAPS * (usual_gap or 0)))


def usual_gap(first: npt.NDArray[np.datetime64]) -> float | None:
    """The median number of days from one report's first day to the next one's; None for one day only.

    Parameters
    ----------
    first
        First days of the reports, in any order; a long event is one report, not one a day.

    Returns
    -------
    float or None
        Days: the median of the steps between distinct days; None for one day only.
    """
    gaps = np.diff(np.unique(first.astype(np.int64)))
    return float(np.median(gaps)) if len(gaps) else None


def gap_words(gap: float | None) -> str:
    """The usual number of days between two reports, in words.

    Parameters
    ----------
    gap
        Days from one report to the next; None for reports of one day only.

    Returns
    -------
    str
        Words for it.

    Examples
    --------
    >>> gap_words(1), gap_words(24.5), gap_words(None)
    ('usually one every day', 'usually one every 24.5 days', 'no earlier one')
    """
    if gap is None:
        return "no earlier one"
    return "usually one every day" if gap == 1 else f"usually one every {number(gap)} days"


def watched_places(case: Case) -> list[str]:
    """The places on the roads or in the areas of a case, whose silence is watched, in the case's order."""
    inside = {end for segment in network(case).segments for end in segment.ends}
    inside |= {place for cell in case.areas["place_ids"] for place in items(cell)}
    return [place for place in case.places["place_id"].to_numpy() if place in inside]


@once_per_case(KEPT)
def _watched(case: Case, names: str) -> list[tuple[str, str, str]]:
    """Kind, key and name of all that silence is asked of."""
    roads = [
        (ROAD, row["route_id"], row["short_name"])
        for row in case.routes[["route_id", "short_name", "role"]].to_dict("records")
        if row["role"] in WATCHED_ROLES
    ]
    called = names_by_id(case.places, names)
    return roads + [(PLACE, place, called[place]) for place in watched_places(case)]


def _silence(named: tuple[str, str, str], own: Reports, at: date, silence_days: int) -> Silence:
    kind, key, name = named
    span = Period(own.first.min().item(), at)
    counts, gap = _counts(own, span), usual_gap(own.first)
    last = span.first + timedelta(days=int(np.flatnonzero(counts)[-1]))
    quiet = [run for run in _runs(np.minimum(counts, 1), span) if run.level == SILENT]
    latest = own.source_ids[np.minimum(own.last, np.datetime64(at, "D")) == np.datetime64(last, "D")]
    return Silence(
        kind=kind,
        key=key,
        name=name,
        reports=len(own),
        last=last,
        days=(at - last).days,
        usual_gap=gap,
        longest=max(quiet, key=lambda run: run.days, default=None),
        source_ids=cited(latest),
        silent=(at - last).days > patience(gap, silence_days),
    )


def _counts(own: Reports, period: Period) -> npt.NDArray[np.int64]:
    """How many reports fall on each day of a period; none of them begins after it."""
    begin = np.datetime64(period.first, "D")
    starts = np.maximum((own.first - begin).astype(np.int64), 0)
    stops = np.clip((own.last - begin).astype(np.int64) + 1, starts, period.days)
    begun, ended = (np.bincount(days, minlength=period.days + 1) for days in (starts, stops))
    counts: npt.NDArray[np.int64] = np.cumsum(begun - ended)[:-1]
    return counts


def _slice(first: date, last: date, period: Period) -> slice:
    start = max((first - period.first).days, 0)
    return slice(start, max((min(last, period.last) - period.first).days + 1, start))


def _runs(levels: npt.NDArray[np.int64], period: Period) -> tuple[Run, ...]:
    starts = np.concatenate([[0], np.flatnonzero(np.diff(levels)) + 1])
    ends = np.append(starts[1:], len(levels)) - 1
    return tuple(
        Run(period.first + timedelta(days=int(a)), period.first + timedelta(days=int(b)), int(levels[a]))
        for a, b in zip(starts, ends, strict=True)
    )
