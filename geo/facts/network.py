"""The watched roads as a network of stretches, and how well each can be passed.

Stretches join way-points that follow one another on a road. Their lengths are geodesic (WGS 84,
kilometres) and schematic: straight between way-points, and so shorter than the road.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from typing import TYPE_CHECKING

from pyproj import Geod

from geo.cells import items
from geo.facts.status import WATCHED_ROLES
from geo.facts.traffic import IN, OUT
from geo.memo import once_per_case, once_per_frame

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    import geopandas as gpd
    import pandas as pd

    from geo.case.case import Case
    from geo.facts.road_state import RouteState
    from geo.facts.traffic import Passing

_GEOD = Geod(ellps="WGS84")
JOIN = ".."

# How well one can pass, from not at all to freely. What is not known is never taken for open.
SHUT, UNKNOWN, LIMITED, OPEN = range(4)
Levels = dict[str, int]

_LEVELS = {"free": OPEN, "limited": LIMITED, "none": SHUT, "": UNKNOWN}

# For whom a way is asked: a kind of traffic and its direction, seen from the area.
User = tuple[str, str]
ANYONE, PATIENTS_OUT, GOODS_IN, AID = ("people", OUT), ("patients", OUT), ("goods", IN), ("aid", IN)
USERS = (ANYONE, PATIENTS_OUT, GOODS_IN, AID)


@dataclass(frozen=True)
class Segment:
    """A stretch of road between two way-points, and the roads that run along it.

    ``inside`` tells that both ends lie in the area asked about: a road's status tells of ways in
    and out, so that a closed road does not say that nobody could drive there.
    """

    id: str
    ends: tuple[str, str]
    length_km: float
    route_ids: tuple[str, ...]
    inside: bool


def part_of(way: tuple[str, ...], start: str, end: str) -> tuple[int, int]:
    """Ranks of the first and last way-point of a part of a road; twice the same where an end is unknown.

    Parameters
    ----------
    way
        Ids of the way-points of a road, in order.
    start
        Id of the way-point the part begins at; empty for the road's first.
    end
        Id of the way-point it ends at; empty for the road's last.

    Returns
    -------
    tuple of int
        Ranks of both ends, the lesser first.

    Examples
    --------
    >>> part_of(("a", "b", "c"), "c", "b"), part_of(("a", "b"), "", ""), part_of(("a", "b"), "x", "")
    ((1, 2), (0, 1), (0, 0))
    """
    if any(place and place not in way for place in (start, end)):
        return 0, 0
    ends = (way.index(start) if start else 0, way.index(end) if end else len(way) - 1)
    return min(ends), max(ends)


@dataclass(frozen=True)
class Network:
    """All stretches, the places that count as out, and the places the question is asked for."""

    segments: tuple[Segment, ...]
    exits: tuple[str, ...]
    asked: tuple[str, ...]
    ways: Mapping[str, tuple[str, ...]]
    """The way-points of each road that have a place on the map, in order."""

    def legs(self, route: str, start: str, end: str) -> frozenset[str]:
        """The ids of a road's stretches between two way-points; an empty one means the road's own end."""
        way = self.ways[route]
        first, last = part_of(way, start, end)
        return frozenset(segment_id(*leg) for leg in pairwise(way[first : last + 1]))

    @cached_property
    def by_id(self) -> Mapping[str, Segment]:
        """The stretches by their ids."""
        return {segment.id: segment for segment in self.segments}

    @cached_property
    def route_ids(self) -> tuple[str, ...]:
        """The roads of the network, in the order of the case."""
        return tuple(dict.fromkeys(route for segment in self.segments for route in segment.route_ids))


def users_of(case: Case) -> tuple[User, ...]:
    """For whom ways are asked: traffic the case names; where none of it is ours, the way out of each."""
    kinds = case.settings.traffic
    return tuple(user for user in USERS if user[0] in kinds) or tuple((kind, OUT) for kind in kinds)


@once_per_case(4)
def network(case: Case) -> Network:
    """The network of the case's watched roads; without exits in the settings no way out is asked for."""
    watched = set(case.routes.loc[case.routes["role"].isin(WATCHED_ROLES), "route_id"])
    watched |= set(case.route_status["route_id"])
    inside = places_inside(case)
    spots = _spots(case.places)
    ways = {
        route: tuple(place for place in items(cell) if place in spots)
        for route, cell in zip(case.routes["route_id"], case.routes["place_ids"], strict=True)
        if route in watched
    }
    segments = _segments(ways, spots, inside)
    touched = {end for segment in segments for end in segment.ends}
    exits = tuple(place for place in case.settings.exits if place in touched)
    # In the order in which the roads pass them.
    order = dict.fromkeys(place for way in ways.values() for place in way)
    asked = tuple(place for place in order if place in inside and place in touched) if exits else ()
    return Network(segments, exits, asked, ways)


def places_inside(case: Case) -> frozenset[str]:
    """The places of the area that the case asks about.

    Parameters
    ----------
    case
        The case.

    Returns
    -------
    frozenset of str
        Their ids; none where the case asks about no area.
    """
    own = case.areas[case.areas["area_id"] == case.settings.asked_area]
    return frozenset(place for cell in own["place_ids"] for place in items(cell))


def _segments(
    ways: Mapping[str, tuple[str, ...]], spots: Mapping[str, tuple[float, float]], inside: frozenset[str]
) -> tuple[Segment, ...]:
    along: dict[tuple[str, str], list[str]] = {}
    for route, places in ways.items():
        for start, end in pairwise(places):
            along.setdefault((min(start, end), max(start, end)), []).append(route)
    return tuple(
        Segment(
            segment_id(*ends), ends, _between(spots[ends[0]], spots[ends[1]]),
            tuple(dict.fromkeys(routes)), inside.issuperset(ends),
        )
        for ends, routes in along.items()
    )  # fmt: skip


def segment_id(start: str, end: str) -> str:
    """The id of the stretch between two places, whichever way round they are given.

    >>> segment_id("ford", "bridge")
    'bridge..ford'
    """
    return JOIN.join(sorted((start, end)))


def _between(start: tuple[float, float], end: tuple[float, float]) -> float:
    return float(_GEOD.inv(*start, *end)[2]) / 1000


@once_per_frame
def _spots(places: gpd.GeoDataFrame | pd.DataFrame) -> dict[str, tuple[float, float]]:
    points = zip(places["lon"].tolist(), places["lat"].tolist(), strict=True)
    return dict(zip(places["place_id"].tolist(), points, strict=True))


def levels(roads: Network, states: Iterable[RouteState], user: User) -> Levels:
    """How well a kind of traffic could pass each stretch in its direction.

    Parameters
    ----------
    roads
        The stretches of all roads.
    states
        The roads' states at one moment.
    user
        Kind of traffic and its direction.

    Returns
    -------
    dict of str to int
        ``SHUT``, ``UNKNOWN``, ``LIMITED`` or ``OPEN`` by id of the stretch. A stretch that several roads
        share is as good as the best of them; one inside the area is not known rather than shut.
    """
    by_route = {state.route_id: state for state in states}
    return {
        segment.id: max(
            UNKNOWN if segment.inside else SHUT,
            *(_level(roads, by_route.get(route), segment.id, user) for route in segment.route_ids),
        )
        for segment in roads.segments
    }


def _level(roads: Network, state: RouteState | None, segment: str, user: User) -> int:
    """How well a stretch of one road could be passed, by the part whose state is reported apart, if any."""
    if state is None:
        return UNKNOWN
    if not state.parts:
        return level_of(state.passings, user)
    own = (
        part
        for part in reversed(state.parts)
        if segment in roads.legs(state.route_id, part.from_id, part.to_id)
    )
    return next((level_of(part.passings, user) for part in own), UNKNOWN)


def level_of(passings: Iterable[Passing], user: User) -> int:
    """How well one kind of traffic could pass in its direction, of what is said of all kinds.

    Parameters
    ----------
    passings
        Passings of one road at one moment.
    user
        Kind of traffic and its direction.

    Returns
    -------
    int
        A level: ``SHUT``, ``UNKNOWN``, ``LIMITED`` or ``OPEN``.

    Examples
    --------
    >>> from geo.facts.traffic import Passing
    >>> level_of([Passing("aid", "in", "limited")], AID), level_of([], AID)
    (2, 1)
    """
    return next((_LEVELS[own.passage] for own in passings if (own.traffic, own.direction) == user), UNKNOWN)
