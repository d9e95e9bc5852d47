"""What a map shows, as plain frozen values: the same list for the screen and for a map on paper.

Coordinates are (longitude, latitude) in degrees, EPSG:4326; lengths on screen are CSS pixels.
"""

import math
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import Any

import numpy as np

from geo.categories import BY_KEY, STATUSES, glyph
from geo.columns import UNCERTAIN, Columns, minutes
from geo.labels import PlaceLabels

Point = tuple[float, float]

DISCLAIMER = (
    "The boundaries and names shown and the designations used on this map do not imply endorsement "
    "or acceptance by the authors of this product or by the sources cited."
)
# The largest circle and the widest flow, in pixels; areas and widths are to scale below it.
CIRCLE_MAX = 34.0
FLOW_MAX = 16.0
FLOW_MIN = 2.0
# A place known no better than this many metres has a ring to scale round it.
RING_METRES = 2400


@dataclass(frozen=True)
class Window:
    """The time drawn: events that overlap the half-open [start, end), state as at `at`."""

    start: datetime
    end: datetime
    at: datetime


def window(first: date, last: date, at: datetime) -> Window:
    """The window of a period up to its as-at moment: what came later is not drawn yet.

    >>> window(date(2023, 9, 12), date(2023, 10, 4), datetime(2023, 9, 28, 20, 0)).end
    datetime.datetime(2023, 9, 28, 20, 1)
    """
    after = datetime.combine(last + timedelta(days=1), time())
    cut = (at + timedelta(minutes=1)).replace(second=0, microsecond=0)
    start = datetime.combine(first, time())
    return Window(start, max(min(after, cut), start + timedelta(minutes=1)), at)


@dataclass(frozen=True)
class RouteLine:
    """A route with its state in words; `label` stands beside it, empty for none."""

    id: str
    name: str
    coordinates: tuple[Point, ...]
    status: str
    label: str
    schematic: bool = True


@dataclass(frozen=True)
class Flow:
    """A curved arrow: people displaced, a contact or aid. `cards` are the "kind:id" it opens."""

    id: str
    start: Point
    end: Point
    persons: int | None
    label: str
    kind: str
    cards: tuple[str, ...] = ()


@dataclass(frozen=True)
class Circle:
    """A count at a point, drawn by area."""

    id: str
    lon: float
    lat: float
    value: float
    label: str
    sub: str = ""
    cards: tuple[str, ...] = ()


@dataclass(frozen=True)
class Area:
    """Rings of an area; a `hull` is schematic and dashed, a `region` only hatched."""

    id: str
    name: str
    rings: tuple[tuple[Point, ...], ...]
    kind: str = "hull"
    cards: tuple[str, ...] = ()


@dataclass(frozen=True)
class PointMark:
    """A single mark of its own, such as waiting freight; `glyph` is a category's or a sign's key."""

    id: str
    lon: float
    lat: float
    label: str
    glyph: str
    category: str = "other"
    count: int = 1
    hollow: bool = False
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
    categories: tuple[str, ...] = ()
    names: str = "both"
    selected: str | None = None
    circle_title: str = "People (area of circle)"
    notes: tuple[str, ...] = ()
    attribution: str = ""
    disclaimer: str = DISCLAIMER
    extra_legend: tuple[LegendEntry, ...] = field(default=())

    @property
    def legend(self) -> tuple[LegendEntry, ...]:
        """Entries for what is drawn, and for nothing else."""
        return (
            *_route_entries(self),
            *_event_entries(self),
            *_flow_entries(self),
            *_circle_entries(self),
            *_area_entries(self),
            *self.extra_legend,
        )


def circle_radius(value: float, largest: float) -> float:
    """Radius in pixels so that areas are to scale; the largest gets `CIRCLE_MAX`.

    >>> circle_radius(25, 100), circle_radius(0, 0)
    (17.0, 0.0)
    """
    return round(CIRCLE_MAX * math.sqrt(value / largest), 1) if largest > 0 and value > 0 else 0.0


def flow_width(persons: int | None, largest: int) -> float:
    """Width in pixels, to scale from `FLOW_MIN`; a flow without a count gets the least.

    >>> flow_width(None, 100), flow_width(100, 100)
    (2.0, 16.0)
    """
    if not persons or not largest:
        return FLOW_MIN
    return round(max(FLOW_MIN, FLOW_MAX * persons / largest), 1)


def legend_sizes(largest: float) -> tuple[float, ...]:
    """At most three round values for the sizes of the legend, the greatest first.

    >>> legend_sizes(46409), legend_sizes(7), legend_sizes(0)
    ((40000, 10000, 2000), (7,), ())
    """
    if largest <= 0:
        return ()
    if largest < 10:  # noqa: PLR2004 - below ten one sample says it all
        return (math.floor(largest),)
    power = 10 ** math.floor(math.log10(largest))
    top = math.floor(largest / power) * power
    return tuple(value for value in (top, _round(top / 4), _round(top / 20)) if value >= 1)


def own_stretches(routes: tuple[RouteLine, ...]) -> tuple[tuple[tuple[Point, ...], ...], ...]:
    """The stretches each route is drawn on: a shared one is drawn by the route that can best pass."""
    best: dict[frozenset[Point], int] = {}
    for number, route in enumerate(routes):
        for leg in _legs(route):
            held = best.get(leg)
            if held is None or _passable(route) > _passable(routes[held]):
                best[leg] = number
    return tuple(_stretches(route, number, best) for number, route in enumerate(routes))


def as_json(picture: MapPicture) -> dict[str, Any]:
    """The picture as the browser's message: columns and labels by their hash, the rest in full."""
    most = max((circle.value for circle in picture.circles), default=0)
    widest = max((flow.persons or 0 for flow in picture.flows), default=0)
    shown = picture.window
    return {
        "title": picture.title,
        "subtitle": picture.subtitle,
        "notes": picture.notes,
        "attribution": picture.attribution,
        "disclaimer": picture.disclaimer,
        "version": picture.case_version,
        "home": picture.home,
        "window": [minutes(shown.start), minutes(shown.end), minutes(shown.at)],
        "columns": picture.events.digest if picture.events else None,
        "labels": picture.places.digest if picture.places else None,
        "categories": picture.categories,
        "names": picture.names,
        "select": picture.selected,
        "routes": [
            _route_json(route, parts)
            for route, parts in zip(picture.routes, own_stretches(picture.routes), strict=True)
        ],
        "flows": [_flow_json(flow, widest) for flow in picture.flows],
        "circles": [_circle_json(circle, most) for circle in picture.circles],
        "areas": [_area_json(area) for area in picture.areas],
        "marks": [_mark_json(mark) for mark in picture.marks],
        "legend": [_legend_json(entry) for entry in picture.legend],
    }


def _passable(route: RouteLine) -> int:
    return STATUSES[route.status].passable


def _legs(route: RouteLine) -> list[frozenset[Point]]:
    pairs = zip(route.coordinates, route.coordinates[1:], strict=False)
    return [frozenset(pair) for pair in pairs]


def _stretches(
    route: RouteLine, number: int, best: dict[frozenset[Point], int]
) -> tuple[tuple[Point, ...], ...]:
    found: list[list[Point]] = []
    open_end = False
    for leg, (start, end) in zip(
        _legs(route), zip(route.coordinates, route.coordinates[1:], strict=False), strict=True
    ):
        if best[leg] != number:
            open_end = False
        elif open_end:
            found[-1].append(end)
        else:
            found.append([start, end])
            open_end = True
    return tuple(tuple(stretch) for stretch in found)


def _round(value: float) -> int:
    """The value cut to its first figure."""
    if value < 1:
        return 0
    power = 10 ** math.floor(math.log10(value))
    return int(value // power * power)


def _line(points: tuple[Point, ...]) -> list[float]:
    return [round(part, 4) for point in points for part in point]


def _route_json(route: RouteLine, parts: tuple[tuple[Point, ...], ...]) -> dict[str, Any]:
    return {
        "id": route.id,
        "name": route.name,
        "status": route.status,
        "label": route.label,
        "parts": [_line(part) for part in parts],
    }


def _flow_json(flow: Flow, widest: int) -> dict[str, Any]:
    return {
        "id": flow.id,
        "line": _line((flow.start, flow.end)),
        "width": flow_width(flow.persons, widest),
        "label": flow.label,
        "kind": flow.kind,
        "cards": flow.cards or (f"flow:{flow.id}",),
    }


def _circle_json(circle: Circle, most: float) -> dict[str, Any]:
    return {
        "id": circle.id,
        "at": _line(((circle.lon, circle.lat),)),
        "r": circle_radius(circle.value, most),
        "label": circle.label,
        "sub": circle.sub,
        "cards": circle.cards or (f"circle:{circle.id}",),
    }


def _area_json(area: Area) -> dict[str, Any]:
    return {
        "id": area.id,
        "name": area.name,
        "kind": area.kind,
        "rings": [_line(ring) for ring in area.rings],
        "cards": area.cards or (f"area:{area.id}",),
    }


def _mark_json(mark: PointMark) -> dict[str, Any]:
    return {
        "id": mark.id,
        "at": _line(((mark.lon, mark.lat),)),
        "label": mark.label,
        "glyph": glyph(mark.glyph),
        "category": mark.category,
        "count": mark.count,
        "hollow": mark.hollow,
        "cards": mark.cards or (f"mark:{mark.id}",),
    }


def _legend_json(entry: LegendEntry) -> list[str | float]:
    return [entry.group, entry.sign, entry.key, entry.label, entry.size]


def _route_entries(picture: MapPicture) -> list[LegendEntry]:
    present = {route.status for route in picture.routes}
    entries = [
        LegendEntry("Road", "status", key, status.label)
        for key, status in STATUSES.items()
        if key in present
    ]
    if any(route.schematic for route in picture.routes):
        entries.append(LegendEntry("Road", "text", "", "Lines between places, not surveyed roads"))
    return entries


def _event_entries(picture: MapPicture) -> list[LegendEntry]:
    if picture.events is None:
        return []
    span = minutes(picture.window.start), minutes(picture.window.end)
    present = picture.events.categories(*span)
    shown = [key for key in present if not picture.categories or key in picture.categories]
    entries = [LegendEntry("Event", "category", key, BY_KEY[key].label) for key in shown]
    drawn = picture.events.drawn(*span)
    if np.any(picture.events.flags[drawn] & UNCERTAIN):
        entries.append(LegendEntry("Event", "hollow", "", "Uncertain, or only possibly in the period"))
    if np.any(picture.events.accuracy[drawn] >= RING_METRES):
        entries.append(LegendEntry("Event", "ring", "", "Place known only within the ring"))
    return entries


def _flow_entries(picture: MapPicture) -> list[LegendEntry]:
    words = {
        "displacement": "People displaced (not the road taken)",
        "contact": "Contact",
        "aid": "Aid sent",
    }
    present = {flow.kind for flow in picture.flows}
    widest = max((flow.persons or 0 for flow in picture.flows), default=0)
    entries = [
        LegendEntry("Movement", "flow", kind, text) for kind, text in words.items() if kind in present
    ]
    if widest:
        entries.append(LegendEntry("Movement", "text", "", f"Widest arrow: {widest:,} people"))
    return entries


def _circle_entries(picture: MapPicture) -> list[LegendEntry]:
    most = max((circle.value for circle in picture.circles), default=0)
    return [
        LegendEntry(picture.circle_title, "circle", "", f"{size:,.0f}", circle_radius(size, most))
        for size in legend_sizes(most)
    ]


def _area_entries(picture: MapPicture) -> list[LegendEntry]:
    words = {"hull": "Schematic area round named settlements", "region": "Area, no exact point"}
    present = {area.kind for area in picture.areas}
    return [LegendEntry("Area", "area", kind, text) for kind, text in words.items() if kind in present]
