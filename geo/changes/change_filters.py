"""Which changes pass the filters of a view.

An event passes as it does in every list. What a filter can mean for a road, a figure, a load or a
movement stands in docs/dates.md; each of the last three passes too where the event that tells of it does.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from geo.dates import Period, matches
from geo.facts.doubt import DISPUTED, POSSIBLE, SINGLE, one_publisher
from geo.memo import once_per_case
from geo.names import names_by_id
from geo.view.box import happened_in, places_in
from geo.view.search import beside, find
from geo.view.select import index_of, passing

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    import numpy.typing as npt

    from geo.case.case import Case
    from geo.changes.fact import Fact
    from geo.view.view import ViewState

    Mask = npt.NDArray[np.bool_]

# Combinations of case and filters for which is kept which events pass: a byte for each event.
KEPT = 8
# The categories of events that tell of the same.
CATEGORIES = {
    "route": frozenset({"blockade", "infrastructure"}),
    "figure": frozenset({"displacement"}),
    "consignment": frozenset({"aid"}),
    "movement": frozenset({"displacement"}),
}


def narrows(view: ViewState) -> bool:
    """Whether the view has a filter besides its dates."""
    parts = (
        view.categories, view.actors, view.places, view.confidence, view.doubts, view.dated, view.search,
        view.box,
    )  # fmt: skip
    return any(parts)


@once_per_case(KEPT)
def events_passing(case: Case, view: ViewState) -> Mask:
    """Which events of the case pass every filter of the view but its dates.

    Parameters
    ----------
    case
        The case as known.
    view
        The view.

    Returns
    -------
    ndarray of bool, shape (events,)
        True where the event passes; one whose place is a seat or a subject passes no box.
    """
    mask = passing(case, replace(view, known=None))
    return mask if view.box is None else mask & happened_in(case, view.box)


def marked(case: Case, view: ViewState, events: Mask, side: Mapping[str, Fact]) -> dict[str, Fact]:
    """The facts of one side of a comparison, each with whether it passes the filters.

    Parameters
    ----------
    case
        The case as known.
    view
        The view whose filters are asked.
    events
        What ``events_passing`` gives for them, shape (events,).
    side
        Facts by key.

    Returns
    -------
    dict of str to Fact
        The same facts with ``shown`` set.
    """
    asked, rows = _Asked(case, view), _event_rows(case)
    searched = _matching(case, view.search, tuple(side.values()))
    return {
        key: replace(
            event,
            shown=(key in searched and asked.passes(event))
            or (event.event_id in rows and bool(events[rows[event.event_id]])),
        )
        for key, event in side.items()
    }


@dataclass(frozen=True)
class _Asked:
    """What a view asks of a fact that is no event."""

    case: Case
    view: ViewState

    def passes(self, fact: Fact) -> bool:
        """Whether every filter that is set takes the fact, the search aside."""
        view = self.view
        tests: Sequence[tuple[object, Callable[[Fact], bool]]] = (
            (view.categories, lambda fact: bool(CATEGORIES[fact.table] & set(view.categories))),
            (view.actors, lambda fact: bool(set(fact.actors) & set(view.actors))),
            (view.places, lambda fact: bool(set(fact.place_ids) & set(view.places))),
            (view.box, self._inside),
            # Only an event has a degree of confidence.
            (view.confidence, lambda _: False),
            (view.doubts, self._doubted),
            (view.dated, self._dated),
        )
        return all(test(fact) for asked, test in tests if asked)

    def _inside(self, fact: Fact) -> bool:
        return self.view.box is not None and bool(places_in(self.case, self.view.box) & set(fact.place_ids))

    def _doubted(self, fact: Fact) -> bool:
        doubted = {SINGLE: one_publisher(self.case, fact.source_ids), DISPUTED: fact.disputed}
        return any(doubted[kind] for kind in self.view.doubts)

    def _dated(self, fact: Fact) -> bool:
        possible = fact.key in _possible(self.case, Period(self.view.first, self.view.last))
        return possible == (self.view.dated == POSSIBLE)


@once_per_case(KEPT)
def _possible(case: Case, period: Period) -> frozenset[str]:
    """Keys of the loads and movements dated too roughly to be certainly in the period."""
    names: list[str] = []
    for table, frame in (("consignment", case.consignments), ("movement", case.movements)):
        _, possible = matches(frame["start"], frame["end"], frame["date_precision"], period)
        names += [f"{table}:{item}" for item in frame.loc[possible, f"{table}_id"]]
    return frozenset(names)


@once_per_case(KEPT)
def _event_rows(case: Case) -> dict[str, int]:
    """The positions of the events that loads, movements and claims name."""
    tables = (case.consignments, case.movements, case.claims)
    named = pd.concat([frame["event_id"] for frame in tables]).drop_duplicates()
    at = np.flatnonzero(case.events["event_id"].isin(named).to_numpy())
    return dict(zip(case.events["event_id"].iloc[at], at.tolist(), strict=True))


def _matching(case: Case, search: str, side: Sequence[Fact]) -> frozenset[str]:
    """Keys of the facts in which the search is found: their words, places, who acted, and their sources."""
    if not search or not side:
        return frozenset(row.key for row in side)
    names = names_by_id(case.places)
    rows = pd.DataFrame(
        {
            "event_id": [row.key for row in side],
            "title": [f"{row.subject} {row.words}" for row in side],
            "summary": [" ".join(names.get(place, "") for place in row.place_ids) for row in side],
            "actors": [";".join(row.actors) for row in side],
            "source_ids": [";".join(row.source_ids) for row in side],
            "place_id": "",
        }
    )
    return frozenset(side[row].key for row in find(beside(index_of(case), rows, case.sources), search))
