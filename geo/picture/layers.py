"""What a map shows, as plain frozen values: the same list for the screen and for a map on paper.

Coordinates are (longitude, latitude) in degrees, EPSG:4326; lengths on screen are CSS pixels.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING, NamedTuple

from geo.case.settings import DISCLAIMER
from geo.signs import CATEGORIES, STATUSES, Category

if TYPE_CHECKING:
    from geo.picture.place_labels import PlaceLabels
    from geo.view.event_columns import Columns

Point = tuple[float, float]

# The largest circle and the widest flow, in pixels; areas and widths are to scale below it.
CIRCLE_MAX = 34.0
FLOW_MAX = 16.0
FLOW_MIN = 2.0


class MapInputs(NamedTuple):
    """What a map keeps over every date step: the view's events as columns, and the labels of the case."""

    events: Columns
    places: PlaceLabels


@dataclass(frozen=True)
class Window:
    """The time drawn: events that overlap the half-open [start, end), state as at `at`."""

    start: datetime
    end: datetime
    at: datetime
    until: datetime | None = None
    """Where the whole period ends, half-open; `end` is cut at the as-at moment. None: the same as `end`."""


def window(first: date, last: date, at: datetime) -> Window:
    """The window of a period up to its as-at moment: what came later is not drawn yet.

    >>> window(date(2023, 9, 12), date(2023, 10, 4), datetime(2023, 9, 28, 20, 0)).end
    datetime.datetime(2023, 9, 28, 20, 1)
    """
    after = datetime.combine(last + timedelta(days=1), time())
    cut = (at + timedelta(minutes=1)).replace(second=0, microsecond=0)
    start = datetime.combine(first, time())
    return Window(start, max(min(after, cut), start + timedelta(minutes=1)), at, after)


@dataclass(frozen=True)
class RouteLine:
    """A route with its state in words; `label` stands beside it, empty for none.

    `legs` are the id and the name of each stretch between two coordinates, where each can be chosen.
    """

    id: str
    name: str
    coordinates: tuple[Point, ...]
    status: str
    label: str
    legs: tuple[tuple[str, str], ...] = ()
    span: tuple[int, int] | None = None
    """First and last of the road's way-points that it joins, where it is a part of it; None for all of it."""
    way: int = 0
    """1 where traffic passes only along its coordinates, -1 only against them, else 0."""
    differs: bool = False
    """Whether its state is another on the date compared with."""


@dataclass(frozen=True)
class Flow:
    """A curved arrow: people displaced or a contact. `cards` are the "kind:id" it opens."""

    id: str
    start: Point
    end: Point
    persons: int | None
    label: str
    kind: str
    cards: tuple[str, ...] = ()
    ends: tuple[str, str] = ("", "")
    """Names of where it begins and ends, for paper; an area has no name of its own on a map."""


@dataclass(frozen=True)
class Circle:
    """A count at a point, drawn by area."""

    id: str
    lon: float
    lat: float
    value: float
    label: str
    cards: tuple[str, ...] = ()


@dataclass(frozen=True)
class Area:
    """Rings of a schematic area, holes among them: a hull round named places, no boundary."""

    id: str
    name: str
    rings: tuple[tuple[Point, ...], ...]

    @property
    def cards(self) -> tuple[str, ...]:
        """The one card it opens, as "kind:id"."""
        return (f"area:{self.id}",)


@dataclass(frozen=True)
class PointMark:
    """A single mark of its own, such as waiting freight; `glyph` is a category's or a sign's key."""

    id: str
    lon: float
    lat: float
    label: str
    glyph: str
    category: str = "other"
    cards: tuple[str, ...] = ()
    hollow: bool = False
    """Where nobody vouches for it any more."""


@dataclass(frozen=True)
class SilentPlace:
    """A place that nobody has reported on for so many days; shown where its dot is, never elsewhere."""

    id: str
    lon: float
    lat: float
    days: int
    label: str
    cards: tuple[str, ...] = ()


@dataclass(frozen=True)
class LegendEntry:
    """One line of the legend; `group` is its heading, `sign` says how to draw the sample."""

    group: str
    sign: str
    key: str
    label: str
    size: float = 0.0


@dataclass(frozen=True)
class MapPicture:
    """All that one map shows. `notes` are short sentences under the title."""

    title: str
    subtitle: str
    case_version: str
    home: tuple[float, float, float, float]
    window: Window
    events: Columns | None = None
    places: PlaceLabels | None = None
    routes: tuple[RouteLine, ...] = ()
    flows: tuple[Flow, ...] = ()
    circles: tuple[Circle, ...] = ()
    areas: tuple[Area, ...] = ()
    marks: tuple[PointMark, ...] = ()
    silences: tuple[SilentPlace, ...] = ()
    categories: tuple[str, ...] = ()
    kinds: tuple[Category, ...] = CATEGORIES
    """All categories of the case, in the order of its columns."""
    names: str = "both"
    selected: str | None = None
    circle_title: str = "People (area of circle)"
    notes: tuple[str, ...] = ()
    attribution: str = ""
    ground: str = ""
    """Which ground it stands on, by `data.basemap.key_of`."""
    disclaimer: str = DISCLAIMER
    silence_rule: tuple[int, int] = (0, 0)
    """Days without a report up to which no place is silent, and how many at most are marked, 0 for all."""
    compare: MapPicture | None = None
    """The same for another date, to stand beside it; its events are those of this one."""
    topic: str = ""
    """Key of the page it is of, in `geo.picture.registry`."""
    playback: tuple[str, ...] = ()
    """What moves along with the time bar, by `PLAYBACK_LAYERS` of the registry; empty for events alone."""


def circle_radius(value: float, largest: float) -> float:
    """Radius in pixels so that areas are to scale; the largest gets `CIRCLE_MAX`.

    Parameters
    ----------
    value, largest
        The count of this circle, and the greatest on the map.

    Returns
    -------
    float
        Pixels, so that areas are to scale; 0 where there is nothing to draw.

    Examples
    --------
    >>> circle_radius(25, 100), circle_radius(0, 0)
    (17.0, 0.0)
    """
    return round(CIRCLE_MAX * math.sqrt(value / largest), 1) if largest > 0 and value > 0 else 0.0


def flow_width(persons: int | None, largest: int) -> float:
    """Width in pixels, to scale from `FLOW_MIN`; a flow without a count gets the least.

    Parameters
    ----------
    persons
        People of this arrow; None where nobody counted.
    largest
        The greatest number on the map.

    Returns
    -------
    float
        Pixels, in proportion to the people, from `FLOW_MIN` to `FLOW_MAX`.

    Examples
    --------
    >>> flow_width(None, 100), flow_width(100, 100)
    (2.0, 16.0)
    """
    if not persons or not largest:
        return FLOW_MIN
    return round(max(FLOW_MIN, FLOW_MAX * persons / largest), 1)


def own_stretches(routes: tuple[RouteLine, ...]) -> tuple[tuple[tuple[Point, ...], ...], ...]:
    """The stretches each road is drawn on; one shared by several is drawn for the most passable road.

    Parameters
    ----------
    routes
        Roads with their points as longitude and latitude in degrees (EPSG:4326).

    Returns
    -------
    tuple
        For each road its stretches, each a tuple of points; empty where others draw all of it.
    """
    best: dict[frozenset[Point], int] = {}
    for number, route in enumerate(routes):
        for leg in _legs(route):
            owner = best.get(leg)
            if owner is None or _passable(route) > _passable(routes[owner]):
                best[leg] = number
    return tuple(_stretches(route, number, best) for number, route in enumerate(routes))


def _passable(route: RouteLine) -> int:
    return STATUSES[route.status].passable


def _legs(route: RouteLine) -> list[frozenset[Point]]:
    pairs = zip(route.coordinates, route.coordinates[1:], strict=False)
    return [frozenset(pair) for pair in pairs]


def _stretches(
    route: RouteLine, number: int, best: dict[frozenset[Point], int]
) -> tuple[tuple[Point, ...], ...]:
    stretches: list[list[Point]] = []
    open_end = False
    for leg, (start, end) in zip(
        _legs(route), zip(route.coordinates, route.coordinates[1:], strict=False), strict=True
    ):
        if best[leg] != number:
            open_end = False
        elif open_end:
            stretches[-1].append(end)
        else:
            stretches.append([start, end])
            open_end = True
    return tuple(tuple(stretch) for stretch in stretches)
