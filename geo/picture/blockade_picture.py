"""The map of the Blockade page: each road in its state, who had no way out, and silences."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from itertools import pairwise

from geo.case.case import Case
from geo.facts.access import Access, access, if_closed, segment_of
from geo.facts.network import SHUT, UNKNOWN, network, segment_id, users_of
from geo.facts.silent_places import KIND as SILENCE
from geo.facts.silent_places import silences_at
from geo.facts.state import State
from geo.picture.base_picture import (
    base_picture,
    home_of_key_places,
    names_of,
    spots_of,
    waypoints,
)
from geo.picture.layers import (
    MapInputs,
    MapPicture,
    PointMark,
    SilentPlace,
)
from geo.picture.road_lines import status_lines
from geo.report.closure import segment_name
from geo.view.view import ViewState

_CUT_OFF = {
    SHUT: ("no_way", "closed", "no way {}"),
    UNKNOWN: ("way_unknown", "unknown", "way {} not known"),
}


def blockade_picture(case: Case, view: ViewState, state: State, inputs: MapInputs) -> MapPicture:
    """The state of each road on the as-at date, who had no way out, and the events about roads.

    Where the view has a stretch open, the places are marked as they would be if it were closed too.
    """
    names, ways = names_of(case, view), access(case, state.at)
    closed = if_closed(ways, segment_of(view.selected))
    lines = status_lines(case, state, legs_of(case, names))
    what_if = () if closed is None else (f"As if {segment_name(closed.segment, names)} were closed too.",)
    return replace(
        base_picture(case, view, inputs, "Which road could be used"),
        categories=("blockade",),
        routes=lines,
        marks=tuple(_cut_off(case, ways if closed is None else closed.after, names)),
        silences=silent_places(case, view),
        home=home_of_key_places(inputs.places, lines) or case.settings.home,
        notes=what_if,
    )  # fmt: skip


def legs_of(case: Case, names: Mapping[str, str]) -> dict[str, tuple[tuple[str, str], ...]]:
    """The id and the name of each stretch of each road in the network, in the order of its coordinates."""
    by_id, spots, legs = network(case).by_id, spots_of(case), {}
    for route, way in waypoints(case.routes).items():
        ids = [segment_id(*leg) for leg in pairwise(place for place in way if place in spots)]
        if all(segment in by_id for segment in ids):
            legs[route] = tuple((segment, segment_name(by_id[segment], names)) for segment in ids)
    return legs


def cut_off(case: Case) -> dict[int, tuple[str, str, str]]:
    """Sign, status and words of a place whose way is none or not known.

    Parameters
    ----------
    case
        The case, which says for which traffic a way is asked first.

    Returns
    -------
    dict of int to tuple of str
        Sign, status and words by level of the way (``SHUT``, ``UNKNOWN``).
    """
    _, direction = users_of(case)[0]
    return {level: (sign, kind, words.format(direction)) for level, (sign, kind, words) in _CUT_OFF.items()}


def _cut_off(case: Case, access: Access, names: Mapping[str, str]) -> Iterator[PointMark]:
    """A ring round each place without a way, or without a known one, for the traffic asked for first."""
    signs, spots = cut_off(case), spots_of(case)
    for way in access.ways[users_of(case)[0]]:
        if way.level in signs:
            sign, status, words = signs[way.level]
            label = f"{names[way.place_id]}: {words}"
            card = (f"place:{way.place_id}",)
            yield PointMark(f"way-{way.place_id}", *spots[way.place_id], label, sign, status, cards=card)


def silent_places(case: Case, view: ViewState) -> tuple[SilentPlace, ...]:
    """The places that nobody had reported on for longer than usual by the as-at date."""
    spots, names, day = spots_of(case), names_of(case, view), view.at.date()
    return tuple(
        SilentPlace(
            silence.place_id, *spots[silence.place_id], silence.days(day),
            silence.words(names[silence.place_id], day),
            (f"{SILENCE}:{silence.key}", f"place:{silence.place_id}"),
        )
        for silence in silences_at(case, day)
    )  # fmt: skip
