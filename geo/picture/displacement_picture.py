"""The map of the Displacement page: where people went, and where they were housed."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import pairwise

from geo.case.case import Case
from geo.cells import items
from geo.dates import Period, format_period
from geo.facts.displacement import (
    Accommodation,
    Movement,
    accommodation_at,
    accommodation_lists,
    counts_so_far,
    movements,
)
from geo.facts.state import State
from geo.picture.base_picture import (
    Box,
    base_picture,
    box_round,
    names_of,
    spots_of,
)
from geo.picture.layers import (
    Circle,
    Flow,
    MapInputs,
    MapPicture,
    Point,
)
from geo.picture.place_labels import AREA_KINDS
from geo.picture.road_lines import status_lines
from geo.view.view import ViewState
from geo.words import number


def displacement_picture(case: Case, view: ViewState, state: State, inputs: MapInputs) -> MapPicture:
    """Where people went by the as-at date, the road they took, and where they were housed."""
    spots, names = spots_of(case), names_of(case, view)
    movements_shown = movements(case, view.first, min(view.last, view.at.date()))
    housed = accommodation_at(case, view.at)
    circles = circles_of(housed, spots, names) if housed and _inside(housed, view) else ()
    listed = {row.place_id for list_ in accommodation_lists(case) for row in list_.rows}
    flows = tuple(
        flow
        for movement in movements_shown
        if is_way(movement, spots, listed)
        for flow in _movement_flows(case, movement, state, spots, names)
    )
    return replace(
        base_picture(case, view, inputs, "Where people went"),
        categories=("displacement",),
        routes=tuple(replace(line, label="") for line in status_lines(case, state)),
        flows=flows,
        circles=circles,
        circle_title=f"People {housed.what} (area of circle)" if housed else "",
        home=_round_shapes(case, flows, circles),
    )  # fmt: skip


def is_way(movement: Movement, spots: Mapping[str, Point], listed: set[str]) -> bool:
    """Whether a movement is drawn as an arrow: both ends known, and its people not drawn as a circle.

    Parameters
    ----------
    movement
        The movement.
    spots
        Longitude and latitude in degrees (EPSG:4326) by place id.
    listed
        Ids of places whose people are drawn as circles.

    Returns
    -------
    bool
        Whether an arrow is drawn.
    """
    known = movement.from_id in spots and movement.to_id in spots
    return known and movement.from_id != movement.to_id and movement.to_id not in listed


def stops_of(case: Case, movement: Movement) -> tuple[str, ...]:
    """The places where a movement's arrows end: its own ends, and on its road the ends of corridors.

    An end that is a region is none to draw to: there the arrow ends with the road. People counted at the end
    of a corridor went on from there, how many where is not known.
    """
    table = case.routes.set_index("route_id")
    road = items(table["place_ids"].get(movement.via_route_id, ""))
    if not road:
        return movement.from_id, movement.to_id
    way = _along(case, road, movement)
    corridors = [items(cell) for cell in table.loc[table["role"] == "corridor", "place_ids"]]
    ends = {end for places in corridors for end in (*places[:1], *places[-1:])}
    return (way[0], *(place for place in way[1:-1] if place in ends), *way[1:][-1:])


def _along(case: Case, way: Sequence[str], movement: Movement) -> list[str]:
    """The way-points from where a movement began to where it went, its own ends first and last."""
    spots = spots_of(case)
    ends = movement.from_id, movement.to_id
    if _goes_back(way, ends, spots):
        way = way[::-1]
    begin, end = (way.index(place) if place in way else None for place in ends)
    part = list(way[begin : None if end is None else end + 1])
    places = case.places[~case.places["kind"].isin(list(AREA_KINDS))]
    points = set(places["place_id"])
    before = [movement.from_id] if begin is None and movement.from_id in points else []
    after = [movement.to_id] if end is None and movement.to_id in points else []
    return [*before, *part, *after]


def _goes_back(way: Sequence[str], ends: tuple[str, str], spots: Mapping[str, Point]) -> bool:
    """Whether a movement goes along a road against the order of its way-points."""
    if all(place in way for place in ends):
        return way.index(ends[0]) > way.index(ends[1])
    if not {*ends, way[0], way[-1]} <= set(spots):
        return ends[0] == way[-1] or ends[1] == way[0]
    first, last = spots[way[0]], spots[way[-1]]
    start, end = (spots[place] for place in ends)
    return math.dist(start, last) + math.dist(end, first) < math.dist(start, first) + math.dist(end, last)


def _movement_flows(
    case: Case, movement: Movement, state: State, spots: Mapping[str, Point], names: Mapping[str, str]
) -> list[Flow]:
    """Arrows from stop to stop; the first carries the count and the words."""
    so_far = [count for count in counts_so_far(case, movement) if count.moment <= state.at]
    until = movement.last if so_far and so_far[-1].whole else min(movement.last, state.at.date())
    count = f": {number(so_far[-1].persons)}" if so_far else ""
    card = (f"movement:{movement.movement_id}",)
    ways = list(pairwise(stop for stop in stops_of(case, movement) if stop in spots))
    flows = [
        Flow(
            f"{movement.movement_id}-{rank}",
            spots[start],
            spots[end],
            None,
            "",
            "displacement",
            card,
            ends=(names[start], names[end]),
        )
        for rank, (start, end) in enumerate(ways)
    ]
    if not flows:
        return []
    words = f"{movement.people}{count} ({format_period(Period(movement.first, until))})"
    first = replace(flows[0], persons=int(so_far[-1].persons) if so_far else None, label=words)
    return [first, *flows[1:]]


def _inside(housed: Accommodation, view: ViewState) -> bool:
    return view.first <= housed.moment.date() <= view.last


def circles_of(
    housed: Accommodation, spots: Mapping[str, Point], names: Mapping[str, str]
) -> tuple[Circle, ...]:
    """A circle for each place of a list of people housed.

    Parameters
    ----------
    housed
        A list of people housed.
    spots
        Longitude and latitude in degrees (EPSG:4326) by place id.
    names
        Name of each place by id.

    Returns
    -------
    tuple
        One circle a place; its area is drawn in proportion to the people.
    """
    return tuple(
        Circle(
            f"housed-{row.place_id}",
            *spots[row.place_id],
            row.persons,
            f"{names[row.place_id]}: {number(row.persons)}",
            cards=(f"accommodation:{row.accommodation_id}",),
        )
        for row in housed.rows
        if row.place_id in spots
    )


def _round_shapes(case: Case, flows: Sequence[Flow], circles: Sequence[Circle]) -> Box:
    """The case's own box, made wider where arrows or circles reach beyond it."""
    west, south, east, north = case.settings.home
    points = [point for flow in flows for point in (flow.start, flow.end)]
    points += [(circle.lon, circle.lat) for circle in circles]
    return box_round([*points, (west, south), (east, north)], margin=0.0) or case.settings.home
