"""The map of the Aid page: what became of loads by road, and what stands waiting where."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from geo.facts import aid
from geo.picture.base_picture import base_picture, home_of_key_places, spots_of
from geo.picture.layers import PointMark
from geo.picture.road_lines import status_lines
from geo.report.aid_words import OUTCOME_SHORT, since_words, waiting_amount
from geo.words import counted

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from geo.case.case import Case
    from geo.facts.state import State
    from geo.facts.waiting import Waiting
    from geo.picture.layers import MapInputs, MapPicture, Point, RouteLine
    from geo.view.view import ViewState


def aid_picture(case: Case, view: ViewState, state: State, inputs: MapInputs) -> MapPicture:
    """Return what moved along which road in the period, and what stood waiting where."""
    rows = aid.consignments(case, view.first, view.last, view.at)
    lines = _counted_lines(case, state, rows)
    return replace(
        base_picture(case, view, inputs, "Aid by road, and what stood waiting"),
        categories=("aid",),
        routes=lines,
        home=home_of_key_places(inputs.places, lines) or case.settings.home,
        marks=waiting_marks(state, spots_of(case)),
    )  # fmt: skip


def _counted_lines(case: Case, state: State, rows: Sequence[aid.Consignment]) -> tuple[RouteLine, ...]:
    """The roads by their state, each with what passed and what did not in the period."""
    by_road: dict[str, list[aid.Consignment]] = {}
    for row in aid.without_running_totals(rows):
        by_road.setdefault(row.route_id, []).append(row)
    words = {road: _outcomes(own) for road, own in by_road.items()}
    return tuple(
        replace(line, label=f"{line.name}: {words[line.id]}" if line.label and line.id in words else "")
        for line in status_lines(case, state)
    )


def _outcomes(rows: Sequence[aid.Consignment]) -> str:
    """What became of the loads of a road, and how many took people: "6 delivered; 4 with people"."""
    counts, people = Counter(row.outcome for row in rows), aid.with_people(rows)
    words = ", ".join(
        f"{counts[outcome]} {OUTCOME_SHORT[outcome]}" for outcome in aid.OUTCOMES if counts[outcome]
    )
    return f"{words}; {len(people)} with {aid.people_words(people)}" if people else words


@dataclass(frozen=True)
class WaitingWords:
    """A load at the place where it waits, or was last reported to, as the map words it."""

    consignment_id: str
    place_id: str
    since_day: int
    words: str
    faded: bool


def words_of(load: Waiting) -> WaitingWords:
    """Return the words on the map for one waiting load: since when it waits, or its last report."""
    joint = ", " if load.faded else " "
    words = f"{waiting_amount(load) or 'a load'}{joint}{since_words(load)}"
    if load.consignment.uncertain:
        words += " (uncertain)"
    return WaitingWords(
        load.consignment.consignment_id, load.place_id, load.since.toordinal(), words, load.faded
    )


def waiting_marks(state: State, spots: Mapping[str, Point]) -> tuple[PointMark, ...]:
    """Return a mark for each place where loads wait; a hollow one where nobody vouches for any of them.

    Parameters
    ----------
    state
        The state at a moment.
    spots
        Longitude and latitude in degrees (EPSG:4326) by place id; places without are not drawn.

    Returns
    -------
    tuple
        One mark a place.
    """
    at: dict[str, list[WaitingWords]] = {}
    for load in map(words_of, state.waiting):
        if load.place_id in spots:
            at.setdefault(load.place_id, []).append(load)
    return tuple(_mark(place, loads, spots[place]) for place, loads in at.items())


def _mark(place: str, loads: Sequence[WaitingWords], spot: Point) -> PointMark:
    """The load that has stood longest, and how many more: all of them in one line would cross the map."""
    vouched = _vouched(loads) or loads
    first = min(vouched, key=lambda load: load.since_day)
    more = len(vouched) - 1
    others = f" and {counted(more, 'more load')}" if more else ""
    return PointMark(
        f"waiting-{place}",
        *spot,
        f"{first.words}{others}",
        "waiting",
        "aid",
        hollow=first.faded,
        cards=tuple(f"consignment:{load.consignment_id}" for load in vouched),
    )


def _vouched(loads: Iterable[WaitingWords]) -> list[WaitingWords]:
    return [load for load in loads if not load.faded]
