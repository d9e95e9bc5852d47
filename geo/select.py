"""What of a case a view shows: events by period, filters, search and as-known date."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta

import pandas as pd

from geo.dates import Period, matches
from geo.join import Joined, join
from geo.known import known_rows, known_sources
from geo.lists import items, mentions_any
from geo.load import Case
from geo.schema import CATEGORIES
from geo.search import Index, build, find
from geo.view import ViewState, Vocabulary

# Indexes of the cases last searched, by version; a search index of 200 events takes 20 ms to make.
_KEPT_INDEXES = 4
_indexes: dict[str, Index] = {}


@dataclass(frozen=True)
class Selection:
    """The events a view shows, and those of them that only possibly fall in its period."""

    events: pd.DataFrame
    """Rows of the case's events in order of time, with `possible` (bool) beside the case's columns."""
    joined: Joined
    """The same events with the geometry of their places, and those without a known place."""

    @property
    def total(self) -> int:
        """How many events are shown."""
        return len(self.events)

    @property
    def possible(self) -> int:
        """How many of them are dated too roughly to be certainly in the period."""
        return int(self.events["possible"].sum())

    @property
    def unplaced(self) -> int:
        """How many of them have no place on the map."""
        return len(self.joined.unplaced)


def select(case: Case, view: ViewState) -> Selection:
    """Return what the view shows of the case."""
    within = _filtered(case, view)
    certain, possible = matches(
        within["start"], within["end"], within["date_precision"], Period(view.first, view.last)
    )
    shown = within.assign(possible=possible)[certain | possible]
    shown = shown.sort_values(["start", "end", "event_id"], kind="stable")
    return Selection(shown, join(case.places, shown))


def nearest_period(case: Case, view: ViewState) -> Period | None:
    """Return the period of the same length that holds the nearest event, or None without any.

    Asked when a view shows nothing: the other filters stay, only the days move.
    """
    within = _filtered(case, view)
    if within.empty:
        return None
    wanted = Period(view.first, view.last)
    start, end = pd.Timestamp(wanted.start), pd.Timestamp(wanted.end)
    gaps = pd.concat([within["start"] - end, start - within["end"]], axis=1).max(axis=1)
    nearest = within.loc[gaps.idxmin()]
    length = wanted.last - wanted.first
    if nearest["start"] >= end:
        first = nearest["start"].date()
        return Period(first, first + length)
    last = (nearest["end"] - timedelta(seconds=1)).date()
    return Period(last - length, last)


def overview(case: Case, view: ViewState) -> pd.DataFrame:
    """Return the events of the whole case that pass every filter but the period, for a time bar."""
    return _filtered(case, view)


def vocabulary(case: Case) -> Vocabulary:
    """Return what the filters of a case may hold, most frequent first where that helps to find it."""
    present = set(case.events["category"])
    return Vocabulary(
        categories=tuple(name for name in CATEGORIES if name in present),
        actors=_by_frequency(part for cell in case.events["actors"] for part in items(cell)),
        places=_by_frequency(place for place in case.events["place_id"] if place),
    )


def count_sentence(selection: Selection) -> str:
    """Return how much is visible, in words.

    The period is not named: it stands beside the sentence on every page.
    """
    total, possible = selection.total, selection.possible
    if not total:
        return "No events in this period"
    counted = "1 event" if total == 1 else f"{total:,} events"
    if not possible:
        return counted
    if possible == total:
        return f"{counted}, only possibly in this period"
    return f"{counted}, {possible:,} of them only possibly in this period"


def _filtered(case: Case, view: ViewState) -> pd.DataFrame:
    """Return the events that pass every filter but the period."""
    events = case.events
    if view.search:
        events = events.iloc[sorted(find(_index(case), view.search))]
    if view.categories:
        events = events[events["category"].isin(view.categories)]
    if view.places:
        events = events[events["place_id"].isin(view.places)]
    if view.actors:
        events = events[mentions_any(events["actors"], view.actors)]
    return known_rows(events, known_sources(case.sources, view.known))


def _index(case: Case) -> Index:
    if case.version not in _indexes:
        while len(_indexes) >= _KEPT_INDEXES:
            _indexes.pop(next(iter(_indexes)))
        _indexes[case.version] = build(case.events, case.places, case.sources)
    return _indexes[case.version]


def _by_frequency(keys: Iterable[str]) -> tuple[str, ...]:
    return tuple(key for key, _ in Counter(keys).most_common())
