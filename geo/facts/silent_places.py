"""Places that were reported on and that nobody reports on now: their silences over the whole case.

A silence begins on the day that is one too many by the rule of ``geo.facts.silence`` and ends only with a
report. It is worked out once a case, so that any day is looked up, here and in the browser.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import TYPE_CHECKING

import numpy as np

from geo.dates import format_date
from geo.facts.reports import PLACE, cited, reports_by_key
from geo.facts.silence import KEPT, gap_words, patience, usual_gap, watched_places
from geo.memo import once_per_case
from geo.words import days, joined

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from geo.case.case import Case
    from geo.facts.reports import Reports

# A map marks the silence of at most so many places, those with most reports.
MOST_PLACES = 100
# So many of them are named in a sentence.
MOST_NAMED = 3
# What a map's reference to a silence begins with, and what in it parts the place from the last report's day.
KIND, _PARTED = "silence", ".."


@dataclass(frozen=True)
class PlaceSilence:
    """Days on which a place counts as silent, after ``reports`` reports.

    ``first`` is the first such day, ``last`` the last, None while no report has come. ``reported`` is
    the day of the last report before and ``usual_gap`` what was usual until then, in days.
    """

    place_id: str
    first: date
    last: date | None
    reported: date
    usual_gap: float | None
    reports: int
    source_ids: tuple[str, ...]

    @property
    def key(self) -> str:
        """Its id: the place and the day of the last report."""
        return f"{self.place_id}{_PARTED}{self.reported.isoformat()}"

    def days(self, at: date) -> int:
        """How many days ago the last report was.

        Parameters
        ----------
        at
            The as-at day, not before the last report.

        Returns
        -------
        int
            Days between the two.
        """
        return (at - self.reported).days

    def words(self, name: str, at: date) -> str:
        """How long the place has been without a report on a day, in words."""
        return days(self.days(at)).join(self.words_round(name))

    def words_round(self, name: str) -> tuple[str, str]:
        """The words before and after the number of days, which are the same on every day."""
        last = f", the last on {format_date(self.reported)} ({gap_words(self.usual_gap)})"
        return f"{name}: no report for ", last


@once_per_case(KEPT)
def place_silences(case: Case) -> Mapping[str, tuple[PlaceSilence, ...]]:
    """The silences of each place that was ever silent, in time order; places in the order of the case."""
    watched = watched_places(case)
    reports = reports_by_key(case, date.max, keys=watched)
    reported = [(place, reports[PLACE, place]) for place in watched if (PLACE, place) in reports]
    most = {place for place, _ in sorted(reported, key=lambda item: -len(item[1]))[:MOST_PLACES]}
    silences = {
        place: tuple(_silences(place, own, case.settings.silence_days))
        for place, own in reported
        if place in most
    }
    return {place: own for place, own in silences.items() if own}


@once_per_case(KEPT)
def marking(case: Case) -> tuple[int, int]:
    """Days without a report up to which no place is silent, and how many places are looked at; 0 for all.

    Parameters
    ----------
    case
        The case.

    Returns
    -------
    tuple of int
        Days, and number of places.
    """
    return case.settings.silence_days, MOST_PLACES if len(watched_places(case)) > MOST_PLACES else 0


def silences_at(case: Case, at: date) -> list[PlaceSilence]:
    """The silences that cover a day, those after most reports first, without the day they end.

    A day knows nothing of what comes later.
    """
    silent = [
        replace(row, last=None)
        for own in place_silences(case).values()
        for row in own
        if row.first <= at and (row.last is None or at <= row.last)
    ]
    return sorted(silent, key=lambda row: -row.reports)


def sentence(silent: Sequence[PlaceSilence], names: Mapping[str, str], at: date) -> str:
    """The silences of a day in one sentence to read aloud: the first few places by name, the rest counted."""
    if not silent:
        return "No place is silent for longer than usual."
    named = [f"{names[place.place_id]} ({days(place.days(at))})" for place in silent[:MOST_NAMED]]
    more = [f"{len(silent) - MOST_NAMED} more"] if len(silent) > MOST_NAMED else []
    return f"Silent longer than usual: {joined([*named, *more])}."


def silence_of(case: Case, key: str) -> PlaceSilence | None:
    """The silence with an id; None where there is none."""
    own = place_silences(case).get(key.rpartition(_PARTED)[0], ())
    return next((row for row in own if row.key == key), None)


def _silences(place: str, own: Reports, silence_days: int) -> Iterator[PlaceSilence]:
    order = np.argsort(own.first, kind="stable")
    first, last = own.first[order].astype(np.int64), own.last[order].astype(np.int64)
    # What the reports so far reach to; a silence lies between that and the next one's first day.
    reach = np.maximum.accumulate(last)
    for n in np.flatnonzero(np.append(first[1:] - reach[:-1] > silence_days + 1, True)).tolist():
        gap = usual_gap(own.first[order][: n + 1])
        begins = int(reach[n]) + patience(gap, silence_days) + 1
        ends = int(first[n + 1]) - 1 if n + 1 < len(first) else None
        if ends is None or begins <= ends:
            cells = own.source_ids[order][: n + 1][last[: n + 1] == reach[n]]
            yield PlaceSilence(
                place_id=place,
                first=_day(begins),
                last=None if ends is None else _day(ends),
                reported=_day(int(reach[n])),
                usual_gap=gap,
                reports=n + 1,
                source_ids=cited(cells),
            )


def _day(number: int) -> date:
    return date(1970, 1, 1) + timedelta(days=number)
