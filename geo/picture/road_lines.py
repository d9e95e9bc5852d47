"""Roads as the map draws them: whole, or in parts where their state is reported apart."""

from __future__ import annotations

from dataclasses import replace
from itertools import groupby
from typing import TYPE_CHECKING

from geo.facts.network import network, part_of
from geo.facts.traffic import FREE, LIMITED, OUT
from geo.memo import once_per_frame
from geo.picture.layers import RouteLine
from geo.report.road_words import status_words

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    import pandas as pd

    from geo.case.case import Case
    from geo.facts.road_state import RoadPart, RouteState
    from geo.facts.state import State
    from geo.facts.traffic import Passing
    from geo.picture.layers import Point

Legs = tuple[tuple[str, str], ...]
# A part of a road with the first and the last way-point it joins; None where nothing is reported of it.
Run = tuple["RoadPart | None", int, int]


def set_apart(lines: Sequence[RouteLine], others: Sequence[RouteLine]) -> tuple[RouteLine, ...]:
    """The lines, those marked whose state is another among the lines of another date.

    Parameters
    ----------
    lines
        Lines of roads on one date.
    others
        Those of the other date.

    Returns
    -------
    tuple of RouteLine
        The lines in their order; one that the other date does not have differs too.
    """
    there = {_state_of(line) for line in others}
    return tuple(replace(line, differs=_state_of(line) not in there) for line in lines)


def _state_of(line: RouteLine) -> tuple[str, tuple[int, int] | None, str, int]:
    return line.id, line.span, line.status, line.way


def status_lines(case: Case, state: State, legs: Mapping[str, Legs] | None = None) -> tuple[RouteLine, ...]:
    """The roads whose state is reported, as lines with their status in words.

    Parameters
    ----------
    case
        The case as known.
    state
        The state at the as-at moment.
    legs
        Id and name of each stretch of each road, by road, where stretches can be chosen; None for no such
        map.

    Returns
    -------
    tuple of RouteLine
        Longitude and latitude in degrees (EPSG:4326); one or more a road.
    """
    lines, ways, own = coordinates(case.routes), network(case).ways, legs or {}
    return tuple(
        line
        for road in state.routes
        if road.status_ids and lines[road.route_id]
        for line in _lines(
            road,
            ways[road.route_id],
            lines[road.route_id],
            own.get(road.route_id, ()),
            outward(ways[road.route_id], case.settings.exits),
        )
    )


def outward(way: tuple[str, ...], exits: Collection[str]) -> int:
    """1 where a road's way-points lead out of the area, -1 where they lead into it, 0 where not known.

    Parameters
    ----------
    way
        Ids of the way-points of a road, in order.
    exits
        Ids of places outside the area.

    Returns
    -------
    int
        1, -1 or 0.

    Examples
    --------
    >>> outward(("ford", "mill"), ("ford",)), outward(("a", "b"), ("c",))
    (-1, 0)
    """
    return int(way[-1] in exits) - int(way[0] in exits) if way else 0


def one_way(passings: Sequence[Passing], outwards: int) -> int:
    """1 where what passes goes only along the way-points of a road, -1 only against them, else 0.

    Parameters
    ----------
    passings
        Passings of a road.
    outwards
        What ``outward`` says of the road.

    Returns
    -------
    int
        1, -1 or 0; 0 also where both ways or none are open.
    """
    directions = {passing.direction for passing in passings if passing.passage in (FREE, LIMITED)}
    if len(directions) != 1:
        return 0
    return outwards if directions == {OUT} else -outwards


def _lines(
    road: RouteState, way: tuple[str, ...], points: tuple[Point, ...], legs: Legs, outwards: int
) -> list[RouteLine]:
    """One line, or one for each part of a road; the words stand beside the part whose state is the road's."""
    label = f"{road.short_name}: {status_words(road)}"
    if not road.parts:
        only = one_way(road.passings, outwards)
        return [RouteLine(road.route_id, road.short_name, points, road.status, label, legs=legs, way=only)]
    return [
        RouteLine(
            road.route_id,
            road.short_name,
            points[first : last + 1],
            part.status if part else "unknown",
            label if part is not None and part.status_id == road.status_ids[-1] else "",
            legs=legs[first:last],
            span=(first, last),
            way=one_way(part.passings if part else (), outwards),
        )
        for part, first, last in runs(road, way)
    ]


def runs(road: RouteState, way: tuple[str, ...]) -> list[Run]:
    """The parts of a road along its way-points, each with the first and the last of them that it joins."""
    legs = [_part_at(road, way, leg) for leg in range(len(way) - 1)]
    joined: list[Run] = []
    for part, own in groupby(enumerate(legs), key=lambda leg: leg[1]):
        places = [at for at, _ in own]
        joined.append((part, places[0], places[-1] + 1))
    return joined


def _part_at(road: RouteState, way: tuple[str, ...], leg: int) -> RoadPart | None:
    """The part that a leg lies in; what holds of the rest of the road gives way to any other."""
    for part in reversed(road.parts):
        first, last = part_of(way, part.from_id, part.to_id)
        if first <= leg < last:
            return part
    return None


@once_per_frame
def coordinates(routes: pd.DataFrame) -> dict[str, tuple[Point, ...]]:
    """The line of each road as (longitude, latitude) in degrees, without a point where it has no line.

    Parameters
    ----------
    routes
        The table of routes, geometry as lines (EPSG:4326).

    Returns
    -------
    dict
        Points by route id.
    """
    lines = zip(routes["route_id"], routes.geometry, strict=True)
    return {route: tuple((x, y) for x, y in line.coords) for route, line in lines}
