"""A light picture of a map as SVG: borders, roads by their state, arrows, and the names of key places.

It is what a reader sees before any script has come, and all that one without scripts sees. Made from the same
list of layers as the map itself; positions are Web Mercator, fitted to the case's box.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import lru_cache
from html import escape
from itertools import pairwise
from typing import TYPE_CHECKING

from shapely import clip_by_rect, line_merge
from shapely.geometry import MultiLineString, shape

from data.basemap import layers
from geo.picture.label_ranks import IN_USE, callout, two_lines
from geo.picture.name_room import SIDE_AIR, Ground, Room, Wanted, rim, rooms
from geo.signs import STATUSES

if TYPE_CHECKING:
    from collections.abc import Generator, Iterable, Iterator, Sequence

    from shapely.geometry.base import BaseGeometry

    from geo.picture.layers import MapPicture

WIDTH, HEIGHT = 1000.0, 560.0
MARGIN = 0.06
WIDE_TEXT, NARROW_TEXT = 17.0, 30.0
"""Size of the words in units of the picture, in a wide window and on a phone."""
LETTER, LINE = 0.58, 1.12
"""What a letter of a name is wide, generously, and a line of it high, as part of its size."""
ROAD_AIR, DOT_AIR, STEPS = 4.0, 7.0, 8
COARSE, SCRAP = 1.5, 4.0
"""How far a line of the base map may stray, and what is too short to be seen, in units of the picture."""
# Lines of the base map with their class; the detailed borders hold only inside their box.
LINES = (
    ("world", "border"),
    ("world", "disputed"),
    ("borders", "border"),
    ("water", "river"),
    ("water", "lake"),
)
Box = tuple[float, float, float, float]
Point = tuple[float, float]
Named = tuple[str, Point, tuple[tuple[str, ...], ...]]
"""A key, where it lies, and the ways to write its words in lines, the best first."""


@dataclass(frozen=True)
class Frame:
    """How degrees become units of the picture: the scale, and the corner of the box on the unit square."""

    west: float
    north: float
    scale: float
    box: Box

    def at(self, lon: float, lat: float) -> Point:
        """Return where a point lies in the picture."""
        x, y = _unit(lon, lat)
        return round((x - self.west) * self.scale, 1), round((y - self.north) * self.scale, 1)


def draw(picture: MapPicture, alternative: str) -> str:
    """Return the picture as one SVG element that carries its description."""
    frame = framed(picture.home)
    parts = [
        f'<svg class="map" viewBox="0 0 {WIDTH:g} {HEIGHT:g}" role="img" aria-label="{escape(alternative)}">',
        _ground(frame, picture.ground),
        *_roads(picture, frame),
        *_arrows(picture, frame),
        *_words(picture, frame, "wide", WIDE_TEXT),
        *_words(picture, frame, "narrow", NARROW_TEXT),
        "</svg>",
    ]
    return "".join(parts)


def framed(home: Box) -> Frame:
    """Return the frame that holds the whole box (west, south, east, north in degrees) with room round it."""
    west, south, east, north = home
    (left, top), (right, bottom) = _unit(west, north), _unit(east, south)
    across, down = max(right - left, 1e-9), max(bottom - top, 1e-9)
    scale = min(WIDTH / (across * (1 + MARGIN)), HEIGHT / (down * (1 + MARGIN)))
    x = (left + right) / 2 - WIDTH / scale / 2
    y = (top + bottom) / 2 - HEIGHT / scale / 2
    box = (x * 360 - 180, _lat(y + HEIGHT / scale), (x + WIDTH / scale) * 360 - 180, _lat(y))
    return Frame(x, y, scale, box)


@lru_cache(maxsize=16)
def _ground(frame: Frame, ground: str) -> str:
    """Return borders, rivers and lakes inside the frame, as coarse as the picture is."""
    by_kind: dict[str, list[tuple[Point, ...]]] = {}
    for layer, kind in LINES:
        for feature in _layer(ground, layer, kind):
            by_kind.setdefault(kind, []).extend(_lines(clip_by_rect(feature, *frame.box)))
    paths = {kind: _whole(lines, frame) for kind, lines in by_kind.items()}
    return "".join(f'<path class="{kind}" d="{path}"/>' for kind, path in paths.items() if path)


def _whole(lines: Sequence[tuple[Point, ...]], frame: Frame) -> str:
    """Lines joined where two meet, as coarse as the picture is: pieces would each keep both their ends."""
    unit = 360 / frame.scale
    joined = line_merge(MultiLineString(lines)).simplify(COARSE * unit)
    seen = [line for line in getattr(joined, "geoms", [joined]) if line.length > SCRAP * unit]
    return "".join(_path(line.coords, frame, 0) for line in seen)


@lru_cache(maxsize=8)
def _layer(ground: str, name: str, kind: str) -> tuple[BaseGeometry, ...]:
    return tuple(
        shape(feature["geometry"])
        for feature in layers(ground)[name]
        if feature["properties"].get("kind") == kind
    )


def _lines(geometry: BaseGeometry) -> Iterator[tuple[Point, ...]]:
    for part in getattr(geometry, "geoms", [geometry]):
        ring = getattr(part, "exterior", part)
        if ring.geom_type in ("LineString", "LinearRing") and not ring.is_empty:
            yield tuple((x, y) for x, y, *_ in ring.coords)


def _path(points: Iterable[Point], frame: Frame, digits: int = 1) -> str:
    places = (frame.at(lon, lat) for lon, lat in points)
    steps = dict.fromkeys((round(x, digits), round(y, digits)) for x, y in places)
    if len(steps) == 1:
        return ""
    return "".join(f"{'L' if number else 'M'}{x:g} {y:g}" for number, (x, y) in enumerate(steps))


def _roads(picture: MapPicture, frame: Frame) -> Iterator[str]:
    """Yield each road as casing and line, those that let most pass last, so that they lie on top."""
    for route in sorted(picture.routes, key=lambda route: STATUSES[route.status].passable):
        d = _path(route.coordinates, frame)
        words = f"<title>{escape(route.label)}</title>"
        lines = f'<path class="casing" d="{d}"/><path d="{d}"/>'
        yield f'<g class="road {escape(route.status)}">{words}{lines}</g>'


def _arrows(picture: MapPicture, frame: Frame) -> Iterator[str]:
    for flow in picture.flows:
        (x0, y0), (x1, y1) = frame.at(*flow.start), frame.at(*flow.end)
        bend = f"{(x0 + x1) / 2 + (y1 - y0) * 0.2:g} {(y0 + y1) / 2 - (x1 - x0) * 0.2:g}"
        path = f'<path d="M{x0:g} {y0:g}Q{bend} {x1:g} {y1:g}"/>'
        yield f'<g class="flow"><title>{escape(flow.label)}</title>{path}</g>'


def _words(picture: MapPicture, frame: Frame, kind: str, size: float) -> Iterator[str]:
    """Yield the key places with their names, then the words of roads in use, none over another.

    Each kind of window, `wide` or `narrow`, has a group of its own with type of its size.
    """
    labels = picture.places
    places = [place for place in labels.labels if place.first] if labels else []
    mode = labels.modes.index(picture.names) if labels and picture.names in labels.modes else 0
    at = {place.id: frame.at(place.lon, place.lat) for place in places}
    inside = [place for place in places if _inside(at[place.id])]
    lines = [_coarse(route.coordinates, frame) for route in picture.routes]
    roads = tuple(_round(point, ROAD_AIR) for line in lines for point in line)
    names: list[Named] = []
    for place in inside:
        name = place.names[mode]
        names.append((place.id, at[place.id], ((name,), two_lines(name))))
    named: list[Named] = []
    for route, line in zip(picture.routes, lines, strict=True):
        if route.label and route.status in IN_USE and line:
            forms = callout(route.label)[-1:] if kind == "narrow" else callout(route.label)
            rows = tuple(tuple(filter(None, form)) for form in forms)
            named.append((route.id, line[len(line) // 2], rows))
    yield f'<g class="{kind}">'
    dots = tuple(_round(point, DOT_AIR) for _, point, _ in names)
    taken = yield from _set(names, dots, roads, size)
    yield from (f'<circle class="place" cx="{x:g}" cy="{y:g}" r="4.5"/>' for _, (x, y), _ in names)
    yield '<g class="callout">'
    yield from _set(named, taken, roads, size)
    yield "</g></g>"


def _set(
    wanted: list[Named], taken: tuple[Box, ...], roads: tuple[Box, ...], size: float
) -> Generator[str, None, tuple[Box, ...]]:
    """Yield words in the cheapest room there is; return what is taken then."""
    high = size * LINE
    sized = [
        Wanted(key, at, tuple((max(map(len, form)) * LETTER * size, len(form) * high) for form in forms))
        for key, at, forms in wanted
    ]
    forms_of = {key: forms for key, _, forms in wanted}
    placed = rooms(sized, Ground((0.0, 0.0, WIDTH, HEIGHT), taken, roads, pixel=1.0, up=-1))
    for room in placed:
        if room.lead:
            (x, y), (x1, y1) = room.at, rim(room.box, room.at)
            yield f'<path class="leader" d="M{x:g} {y:g}L{x1:g} {y1:g}"/>'
        left, anchor = _edge(room)
        for number, line in enumerate(forms_of[room.key][room.form]):
            y = round(room.box[1] + high * (number + 0.8), 1)
            yield f'<text x="{left:g}" y="{y:g}" text-anchor="{anchor}">{escape(line)}</text>'
    return taken + tuple(box for room in placed for box in (room.box, *room.lead))


def _edge(room: Room) -> tuple[float, str]:
    """Where the words of a room begin, and how they are aligned there."""
    if room.side > 0:
        return round(room.box[0] + SIDE_AIR, 1), "start"
    if room.side < 0:
        return round(room.box[2] - SIDE_AIR, 1), "end"
    return round((room.box[0] + room.box[2]) / 2, 1), "middle"


def _inside(at: Point) -> bool:
    return 0 <= at[0] <= WIDTH and 0 <= at[1] <= HEIGHT


def _coarse(points: Iterable[Point], frame: Frame) -> list[Point]:
    """A line's points inside the picture, and so many between them that words can keep off it."""
    ends = [frame.at(lon, lat) for lon, lat in points]
    steps = [
        (a[0] + (b[0] - a[0]) * n / STEPS, a[1] + (b[1] - a[1]) * n / STEPS)
        for a, b in pairwise(ends)
        for n in range(STEPS)
    ]
    return [at for at in steps if _inside(at)]


def _round(at: Point, air: float) -> Box:
    return at[0] - air, at[1] - air, at[0] + air, at[1] + air


def _unit(lon: float, lat: float) -> Point:
    """Return a point of EPSG:4326 on the unit square of Web Mercator, y downwards."""
    lat = min(max(lat, -85.05), 85.05)
    y = 0.5 - math.log(math.tan(math.pi / 4 + math.radians(lat) / 2)) / (2 * math.pi)
    return (lon + 180) / 360, y


def _lat(y: float) -> float:
    return math.degrees(math.atan(math.sinh(math.pi * (1 - 2 * y))))
