"""What of a case a view shows: events by period, filters and search."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt
import pandas as pd

from geo.case.load import Case
from geo.cells import mentions_any, split_keys
from geo.dates import Period, matches
from geo.facts.claims import figures_of
from geo.facts.doubt import CERTAIN, DISPUTED, POSSIBLE, SINGLE, doubts
from geo.in_order import rising
from geo.memo import once_per_case, once_per_frame
from geo.view.box import happened_in
from geo.view.join import Joined, join
from geo.view.search import Index, build, find
from geo.view.view import ViewState, Vocabulary, opening
from geo.words import counted

# Indexes of the cases last searched, by version; a search index of 200 events takes 20 ms to make.
_KEPT_INDEXES = 4
# A selection holds five bytes for each event it shows.
KEPT = 32
_indexes: dict[str, Index] = {}


@dataclass(frozen=True)
class Selection:
    """The events a view shows, and those of them that only possibly fall in its period.

    It holds positions in the tables of its case, not rows: one may be kept for each view that was asked
    for, and shared. What gives rows takes them anew.
    """

    case: Case
    rows: npt.NDArray[np.int64]
    """Positions of the events shown among those of the case, in order of time."""
    doubtful: npt.NDArray[np.bool_]
    """Which of these are dated too roughly to be certainly in the period."""

    @property
    def events(self) -> pd.DataFrame:
        """The events shown, in order of time, with `possible` (bool) beside the case's columns."""
        return self.first(self.total)

    @property
    def joined(self) -> Joined:
        """The same events with the geometry of their places, and those without a known place."""
        return join(self.case.places, self.events)

    @property
    def total(self) -> int:
        """How many events are shown."""
        return len(self.rows)

    @property
    def possible(self) -> int:
        """How many of them are dated too roughly to be certainly in the period."""
        return int(np.count_nonzero(self.doubtful))

    @property
    def unplaced(self) -> int:
        """How many of them have no place on the map."""
        return int(np.count_nonzero(_without_place(self.case.events)[self.rows]))

    def first(self, number: int) -> pd.DataFrame:
        """The first events shown, as `events` gives them.

        Parameters
        ----------
        number
            How many at most.

        Returns
        -------
        pandas.DataFrame
            Rows of events with the column `possible` (bool).
        """
        return self.case.events.take(self.rows[:number]).assign(possible=self.doubtful[:number])


def at_rest(case: Case, view: ViewState) -> ViewState:
    """Return the view with only its period, as-known date and filters, all else as the case opens."""
    return replace(
        opening(case.settings),
        first=view.first,
        last=view.last,
        known=view.known,
        traffic=view.traffic,
        categories=view.categories,
        actors=view.actors,
        places=view.places,
        confidence=view.confidence,
        doubts=view.doubts,
        dated=view.dated,
        box=view.box,
        search=view.search,
    )


def selected(case: Case, view: ViewState) -> Selection:
    """Return what the view shows of the case, worked out once for all who ask for the same."""
    return _selected(case, at_rest(case, view))


@once_per_case(KEPT)
def _selected(case: Case, view: ViewState) -> Selection:
    return select(case, view)


def select(case: Case, view: ViewState) -> Selection:
    """Return what the view shows of the case."""
    events = case.events
    certain, possible = in_period(events, view)
    shown = (certain | possible).to_numpy() & passing(case, view)
    if view.box is not None:
        shown &= happened_in(case, view.box)
    in_time = _in_time(events)
    rows = in_time[shown[in_time]]
    return Selection(case, rows, possible.to_numpy()[rows])


def overview(case: Case, view: ViewState) -> pd.DataFrame:
    """Return the events that pass every filter but the period; the case's own table where all do.

    Parameters
    ----------
    case
        The case.
    view
        The view whose filters are asked.

    Returns
    -------
    pandas.DataFrame
        Rows of the case's events, with their index.
    """
    mask = passing(case, view)
    return case.events if mask.all() else case.events[mask]


def vocabulary(case: Case) -> Vocabulary:
    """Return what the filters of a case may hold, most frequent first where that helps to find it."""
    events = case.events
    present = set(events["category"].unique())
    actors = events["actors"].value_counts()
    entries = split_keys(pd.Series(actors.index.astype("str"), index=actors.to_numpy()))
    parts = pd.Series(entries.index, index=entries.to_numpy()).groupby(level=0, sort=False).sum()
    places = events["place_id"].value_counts()
    return Vocabulary(
        categories=tuple(name for name in case.settings.kinds if name in present),
        actors=_by_frequency(parts),
        places=_by_frequency(places[places.index != ""]),
        figures=tuple(f"{measure}:{subject}" for measure, own in figures_of(case).items() for subject in own),
        all_places=frozenset(case.places["place_id"].astype("str")),
    )


def count_sentence(selection: Selection) -> str:
    """Return how much is visible, in words, those certainly in the period told apart.

    The period is not named: it stands beside the sentence on every page.
    """
    total, possible = selection.total, selection.possible
    if not total:
        return "No events match this view"
    events = counted(total, "event")
    if not possible:
        return events
    if possible == total:
        return f"{events}, dated only roughly"
    return f"{events}, {possible:,} of them dated only roughly"


def passing(case: Case, view: ViewState) -> npt.NDArray[np.bool_]:
    """Return which events pass every filter but the period.

    Parameters
    ----------
    case
        The case as known.
    view
        Its filters; dates of the period play no part, except in ``dated``.

    Returns
    -------
    ndarray of bool, shape (events,)
        In the order of the events table.
    """
    events = case.events
    mask = np.ones(len(events), dtype=bool)
    if view.search:
        matching = np.zeros(len(events), dtype=bool)
        matching[list(find(index_of(case), view.search))] = True
        mask &= matching
    if view.categories:
        mask &= events["category"].isin(view.categories).to_numpy()
    if view.places:
        mask &= events["place_id"].isin(view.places).to_numpy()
    if view.actors:
        mask &= mentions_any(events["actors"], view.actors).to_numpy()
    if view.confidence:
        mask &= events["confidence"].isin(view.confidence).to_numpy()
    return mask & _as_doubted(case, view)


def _as_doubted(case: Case, view: ViewState) -> npt.NDArray[np.bool_]:
    """Return which events have a doubt the view asks for, and a date as sure as it asks for."""
    asked = np.ones(len(case.events), dtype=bool)
    if view.doubts:
        doubtful = doubts(case)
        masks = {SINGLE: doubtful.single, DISPUTED: doubtful.disputed}
        asked &= np.any([masks[doubt] for doubt in view.doubts], axis=0)
    if view.dated in (CERTAIN, POSSIBLE):
        possible = in_period(case.events, view)[1].to_numpy()
        asked &= possible if view.dated == POSSIBLE else ~possible
    return asked


def in_period(events: pd.DataFrame, view: ViewState) -> tuple[pd.Series, pd.Series]:
    """Return which events lie in the period for certain, and which only possibly.

    Parameters
    ----------
    events
        Rows with `start`, `end` and `date_precision`.
    view
        The view whose period is asked.

    Returns
    -------
    tuple of pandas.Series
        Certain and possible, bool, with the index of ``events``; no row is in both.
    """
    period = Period(view.first, view.last)
    return matches(events["start"], events["end"], events["date_precision"], period)


@once_per_frame
def _in_time(events: pd.DataFrame) -> npt.NDArray[np.int64]:
    """Return the positions of the events in order of time."""
    if rising(events["event_id"]):
        return np.lexsort((events["end"].to_numpy(), events["start"].to_numpy()))
    keys = events[["start", "end", "event_id"]].reset_index(drop=True)
    ordered = keys.sort_values(["start", "end", "event_id"], kind="stable")
    positions: npt.NDArray[np.int64] = ordered.index.to_numpy()
    return positions


@once_per_frame
def _without_place(events: pd.DataFrame) -> npt.NDArray[np.bool_]:
    empty: npt.NDArray[np.bool_] = events["place_id"].eq("").to_numpy()
    return empty


def index_of(case: Case) -> Index:
    """Return the search index of a case's events; kept for the cases last searched."""
    if case.version not in _indexes:
        while len(_indexes) >= _KEPT_INDEXES:
            _indexes.pop(next(iter(_indexes)))
        _indexes[case.version] = build(case.events, case.places, case.sources)
    return _indexes[case.version]


def _by_frequency(counts: pd.Series) -> tuple[str, ...]:
    return tuple(counts.sort_values(ascending=False, kind="stable").index.to_numpy())
