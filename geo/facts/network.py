"""The watched roads as a network: which places had a way out, by what, and how long it was.

Stretches join way-points that follow one another on a road. Their lengths are geodesic (WGS 84,
kilometres) and schematic: straight between way-points, and so shorter than the road. What counts
as out, and for which places it is asked, is said by the case (``[network]`` in case.toml).
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache, cached_property
from itertools import pairwise
from typing import TYPE_CHECKING

from pyproj import Geod

from geo.cells import items
from geo.facts.status import WATCHED_ROLES
from geo.memo import Late, once_per_case, once_per_frame

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    import geopandas as gpd
    import networkx as nx
    import pandas as pd

    from geo.case.case import Case
    from geo.facts.road_state import RouteState
    from geo.facts.traffic import Passing
else:
    nx = Late("networkx")

_GEOD = Geod(ellps="WGS84")
JOIN = ".."
# A kilometre that is not known to be passable costs as much as so many that are.
_DEAR = 1000

# How well one can pass, from not at all to freely. What is not known is never taken for open.
SHUT, UNKNOWN, LIMITED, OPEN = range(4)
Levels = dict[str, int]

_LEVELS = {"free": OPEN, "limited": LIMITED, "none": SHUT, "": UNKNOWN}

# For whom a way is asked: a kind of traffic and its direction, seen from the area.
ANYONE, PATIENTS_OUT, GOODS_IN, AID = "people out", "patients out", "goods in", "aid in"
USERS = {
    ANYONE: ("people", "out"),
    PATIENTS_OUT: ("patients", "out"),
    GOODS_IN: ("goods", "in"),
    AID: ("aid", "in"),
}


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
        """The stretches of a road between two of its way-points; its own end stands for an empty one."""
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


@dataclass(frozen=True)
class WayOut:
    """How well one could get from a place to the nearest exit; lengths in kilometres.

    ``level`` is that of the worst stretch of the best way. ``direct_km`` is the shortest way to the
    same exit if every road could be used; ``needs`` are the roads without which no way of this
    level is left.
    """

    place_id: str
    level: int
    exit_id: str
    km: float | None
    direct_km: float | None
    route_ids: tuple[str, ...]
    segment_ids: tuple[str, ...]
    unknown_ids: tuple[str, ...]
    needs: tuple[str, ...]

    @property
    def longer_km(self) -> float | None:
        """How much longer the way is than the shortest over all roads; None without a way."""
        return None if self.km is None or self.direct_km is None else self.km - self.direct_km


@once_per_case(4)
def network(case: Case) -> Network:
    """The network of the case's watched roads; without exits in its settings nothing is asked."""
    watched = set(case.routes.loc[case.routes["role"].isin(WATCHED_ROLES), "route_id"])
    watched |= set(case.route_status["route_id"])
    inside = _inside(case)
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


def _inside(case: Case) -> frozenset[str]:
    """The places of the area that the case asks about."""
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

    >>> segment_id("tegh", "goris")
    'goris..tegh'
    """
    return JOIN.join(sorted((start, end)))


def _between(start: tuple[float, float], end: tuple[float, float]) -> float:
    return float(_GEOD.inv(*start, *end)[2]) / 1000


@once_per_frame
def _spots(places: gpd.GeoDataFrame | pd.DataFrame) -> dict[str, tuple[float, float]]:
    points = zip(places["lon"].tolist(), places["lat"].tolist(), strict=True)
    return dict(zip(places["place_id"].tolist(), points, strict=True))


def levels(roads: Network, states: Iterable[RouteState], user: str) -> Levels:
    """How well a kind of traffic could pass each stretch in its direction, as ``USERS`` names them.

    A stretch that several roads share is as good as the best of them; one inside the area is not
    known rather than shut.
    """
    by_route = {state.route_id: state for state in states}
    return {
        segment.id: max(
            UNKNOWN if segment.inside else SHUT,
            *(_level(roads, by_route.get(route), segment.id, user) for route in segment.route_ids),
        )
        for segment in roads.segments
    }


def _level(roads: Network, state: RouteState | None, segment: str, user: str) -> int:
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


def level_of(passings: Iterable[Passing], user: str) -> int:
    """How well one kind of traffic could pass in its direction, of what is said of all kinds.

    >>> from geo.facts.traffic import Passing
    >>> level_of([Passing("aid", "in", "limited")], AID), level_of([], AID)
    (2, 1)
    """
    wanted = USERS[user]
    return next((_LEVELS[own.passage] for own in passings if (own.traffic, own.direction) == wanted), UNKNOWN)


def without(levels: Levels, segment: str) -> Levels:
    """The levels if one stretch were shut."""
    return {**levels, segment: SHUT}


def ways_out(roads: Network, levels: Levels) -> tuple[WayOut, ...]:
    """The best way out of each place asked for: the level first, then the shortest.

    Of ways that are not known it is the one with the least that is not known.
    """

    @cache
    def paths(least: int, without_route: str = "") -> dict[str, list[str]]:
        return _paths(_graph(roads, levels, least, without_route), roads.exits)

    every = _graph(roads, levels, SHUT)
    direct = {
        exit_id: dict(nx.single_source_dijkstra_path_length(every, exit_id, weight="km"))
        for exit_id in roads.exits
    }
    return tuple(_way_out(roads, levels, paths, direct, place) for place in roads.asked)


def _graph(roads: Network, levels: Levels, least: int, without_route: str = "") -> nx.Graph:
    """The stretches of at least that level; ``without_route`` takes away those of that road alone."""
    graph = nx.Graph()
    for segment in roads.segments:
        if levels[segment.id] >= least and segment.route_ids != (without_route,):
            dear = _DEAR if least == UNKNOWN and levels[segment.id] == UNKNOWN else 1
            graph.add_edge(*segment.ends, km=segment.length_km, cost=segment.length_km * dear, id=segment.id)
    return graph


def _way_out(
    roads: Network,
    levels: Levels,
    paths: Callable[..., dict[str, list[str]]],
    direct: Mapping[str, Mapping[str, float]],
    place: str,
) -> WayOut:
    for level in (OPEN, LIMITED, UNKNOWN):
        path = paths(level).get(place)
        if path:
            taken = tuple(segment_id(*leg) for leg in pairwise(path))
            return WayOut(
                place_id=place,
                level=level,
                exit_id=path[-1],
                km=sum(roads.by_id[segment_id].length_km for segment_id in taken),
                direct_km=float(direct[path[-1]][place]),
                route_ids=_roads_taken(roads, taken),
                segment_ids=taken,
                unknown_ids=tuple(segment_id for segment_id in taken if levels[segment_id] == UNKNOWN),
                needs=tuple(route_id for route_id in roads.route_ids if place not in paths(level, route_id)),
            )
    return WayOut(place, SHUT, "", None, None, (), (), (), ())


def _paths(graph: nx.Graph, exits: tuple[str, ...]) -> dict[str, list[str]]:
    """The cheapest path from each place that reaches an exit to the nearest one."""
    ends = [exit_id for exit_id in exits if exit_id in graph]
    if not ends:
        return {}
    ways = nx.multi_source_dijkstra(graph, ends, weight="cost")[1]
    return {place: path[::-1] for place, path in ways.items()}


def _roads_taken(roads: Network, taken: tuple[str, ...]) -> tuple[str, ...]:
    """The fewest roads that carry a way, the longest first: a shared stretch needs no road of its own."""
    left, roads_taken = list(taken), []
    while left:
        counts = {
            route: sum(route in roads.by_id[segment_id].route_ids for segment_id in left)
            for route in roads.route_ids
        }
        best = max(counts, key=counts.__getitem__)
        roads_taken.append(best)
        left = [segment_id for segment_id in left if best not in roads.by_id[segment_id].route_ids]
    return tuple(roads_taken)


def bridges(roads: Network, levels: Levels, level: int) -> tuple[str, ...]:
    """Stretches of at least ``level`` without which some place asked for loses its way out of that level."""
    graph = _graph(roads, levels, level)
    out = "\0out"
    graph.add_edges_from((out, exit_id, {"id": ""}) for exit_id in roads.exits if exit_id in graph)
    if out not in graph:
        return ()
    part = graph.subgraph(nx.node_connected_component(graph, out))
    bridge_ids = []
    for start, end in nx.bridges(part):
        cut = nx.restricted_view(part, [], [(start, end)])
        lost = set(part) - nx.node_connected_component(cut, out)
        if lost.intersection(roads.asked) and part.edges[start, end]["id"]:
            bridge_ids.append(part.edges[start, end]["id"])
    return tuple(segment.id for segment in roads.segments if segment.id in bridge_ids)


def direct_way(roads: Network, place: str, exit_id: str) -> tuple[str, ...]:
    """The stretches of the shortest way from a place to an exit if every road could be used."""
    every = _graph(roads, {segment.id: SHUT for segment in roads.segments}, SHUT)
    path = nx.shortest_path(every, place, exit_id, weight="km")
    return tuple(segment_id(*leg) for leg in pairwise(path))


def round_by(roads: Network, levels: Levels, segment: str) -> tuple[str, ...]:
    """The passable stretches of the shortest other way between a stretch's two ends; empty for no way."""
    start, end = roads.by_id[segment].ends
    graph = _graph(roads, without(levels, segment), LIMITED)
    if start not in graph or end not in graph or not nx.has_path(graph, start, end):
        return ()
    path = nx.shortest_path(graph, start, end, weight="km")
    return tuple(segment_id(*leg) for leg in pairwise(path))


def way_round(roads: Network, levels: Levels, segment: str) -> float | None:
    """Kilometres from one end of a stretch to the other by other passable stretches; None for no way.

    Parameters
    ----------
    roads
        The stretches of all roads.
    given
        How well each stretch can be passed.
    segment
        Id of the stretch that is closed.

    Returns
    -------
    float or None
        Kilometres by the shortest other passable stretches (Dijkstra over straight geodesic lengths, so less
        than the road); None for no way.
    """
    taken = round_by(roads, levels, segment)
    return sum(roads.by_id[segment_id].length_km for segment_id in taken) if taken else None
