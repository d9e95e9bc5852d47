"""Which places had a way out over the watched roads, by what, and how long it was.

What counts as out, and for which places it is asked, is said by the case (``[network]`` in case.toml).
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from typing import TYPE_CHECKING

from geo.facts.network import LIMITED, OPEN, SHUT, UNKNOWN, segment_id
from geo.memo import Late, once_per_case

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    import networkx as nx

    from geo.facts.network import Levels, Network
else:
    nx = Late("networkx")

# A kilometre that is not known to be passable costs as much as so many that are.
_DEAR = 1000
KEPT_LEVELS = 256
"""Networks, each with levels of its stretches, whose ways out are kept."""


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


def without(levels: Levels, segment: str) -> Levels:
    """How well each stretch could be passed if one of them were shut.

    Parameters
    ----------
    levels
        How well each stretch can be passed.
    segment
        Id of the stretch that is shut.

    Returns
    -------
    dict of str to int
        Levels by id of the stretch; those given are left as they were.
    """
    return {**levels, segment: SHUT}


def ways_out(roads: Network, levels: Levels) -> tuple[WayOut, ...]:
    """The best way out of each place asked for.

    Parameters
    ----------
    roads
        The stretches of all roads.
    levels
        How well each stretch can be passed.

    Returns
    -------
    tuple of WayOut
        One a place. The better level goes first, then the shorter way (Dijkstra over geodesic
        kilometres); of ways that are not known it is the one with the least that is not known.
    """
    return _ways_out(roads, tuple(levels.items()))


@once_per_case(KEPT_LEVELS)
def _ways_out(roads: Network, by_stretch: tuple[tuple[str, int], ...]) -> tuple[WayOut, ...]:
    """The best ways out, kept: on most days every stretch is as it was on the day before."""
    levels = dict(by_stretch)

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
    """Stretches of at least ``level`` without which some place asked for loses its way out of that level.

    Parameters
    ----------
    roads
        The stretches of all roads.
    levels
        How well each stretch can be passed.
    level
        Least level that counts.

    Returns
    -------
    tuple of str
        Ids of the stretches, in the order of the network (bridges of a graph, by networkx).
    """
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
    """The passable stretches of the shortest other way between a stretch's two ends.

    Parameters
    ----------
    roads
        The stretches of all roads.
    levels
        How well each stretch can be passed.
    segment
        Id of the stretch that is closed.

    Returns
    -------
    tuple of str
        Ids of stretches from one end to the other (Dijkstra over geodesic kilometres); empty where there
        is no way.
    """
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
    levels
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
