"""A light picture of a map as SVG: borders, roads by their state, arrows, and the names of the first places.

It is what a reader sees before any script has come, and all that one without scripts sees. Made from the same
list of layers as the map itself; positions are Web Mercator, fitted to the case's box.
"""

from __future__ import annotations

import json
import math
from dataclasses import dataclass
from functools import lru_cache
from html import escape
from typing import TYPE_CHECKING

from shapely import clip_by_rect
from shapely.geometry import shape

from data.basemap import FOLDER
from geo.names import NAME_MODES
from geo.signs import STATUSES

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from shapely.geometry.base import BaseGeometry

    from geo.picture.layers import MapPicture

WIDTH, HEIGHT = 1000.0, 560.0
MARGIN = 0.06
TEXT, LETTER = 17.0, 8.8
"""Size of the names in units of the picture, and what a letter of them is wide, generously."""
# Lines of the base map with their class; the detailed borders hold only inside their box.
LINES = (("world", "border"), ("borders", "border"), ("water", "river"), ("water", "lake"))
Box = tuple[float, float, float, float]
Point = tuple[float, float]


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
        _ground(frame),
        *_roads(picture, frame),
        *_arrows(picture, frame),
        *_places(picture, frame),
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
def _ground(frame: Frame) -> str:
    """Return borders, rivers and lakes inside the frame, as coarse as the picture is."""
    found: dict[str, list[str]] = {}
    for layer, kind in LINES:
        for feature in _layer(layer, kind):
            inside = clip_by_rect(feature, *frame.box).simplify(360 / frame.scale)
            found.setdefault(kind, []).extend(_path(line, frame) for line in _lines(inside))
    return "".join(f'<path class="{kind}" d="{"".join(paths)}"/>' for kind, paths in found.items() if paths)


@lru_cache(maxsize=8)
def _layer(name: str, kind: str) -> tuple[BaseGeometry, ...]:
    collection = json.loads((FOLDER / f"{name}.geojson").read_text(encoding="utf-8"))
    return tuple(
        shape(feature["geometry"])
        for feature in collection["features"]
        if feature["properties"].get("kind") == kind
    )


def _lines(geometry: BaseGeometry) -> Iterator[tuple[Point, ...]]:
    for part in getattr(geometry, "geoms", [geometry]):
        ring = getattr(part, "exterior", part)
        if ring.geom_type in ("LineString", "LinearRing") and not ring.is_empty:
            yield tuple((x, y) for x, y, *_ in ring.coords)


def _path(points: Iterable[Point], frame: Frame) -> str:
    steps = dict.fromkeys(frame.at(lon, lat) for lon, lat in points)
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


def _places(picture: MapPicture, frame: Frame) -> Iterator[str]:
    """Yield the first places with their names, each where its name lies on no other's."""
    if picture.places is None:
        return
    mode, taken = NAME_MODES.index(picture.names), list[Box]()
    for label in picture.places.labels:
        x, y = frame.at(label.lon, label.lat)
        if not label.first or not (0 <= x <= WIDTH and 0 <= y <= HEIGHT):
            continue
        name = label.names[mode]
        yield f'<circle class="place" cx="{x:g}" cy="{y:g}" r="4.5"/>'
        spot = next(filter(None, (_free(box, taken) for box in _spots(x, y, len(name) * LETTER))), None)
        if spot is not None:
            taken.append(spot)
            yield f'<text x="{spot[0]:g}" y="{spot[3] - 4:g}">{escape(name)}</text>'


def _spots(x: float, y: float, wide: float) -> Iterator[Box]:
    """Yield where a name may stand by its dot: right, left, above, below, and aslant."""
    for left, top in (
        (x + 8, y - TEXT / 2), (x - 8 - wide, y - TEXT / 2), (x - wide / 2, y - TEXT - 7),
        (x - wide / 2, y + 7), (x + 6, y - TEXT - 4), (x + 6, y + 4), (x - wide - 6, y + 4),
    ):  # fmt: skip
        yield left, top, left + wide, top + TEXT


def _free(box: Box, taken: list[Box]) -> Box | None:
    west, top, east, bottom = box
    inside = west >= 0 and top >= 0 and east <= WIDTH and bottom <= HEIGHT
    over = any(west < e and w < east and top < b and t < bottom for w, t, e, b in taken)
    return box if inside and not over else None


def _unit(lon: float, lat: float) -> Point:
    """Return a point of EPSG:4326 on the unit square of Web Mercator, y downwards."""
    lat = min(max(lat, -85.05), 85.05)
    y = 0.5 - math.log(math.tan(math.pi / 4 + math.radians(lat) / 2)) / (2 * math.pi)
    return (lon + 180) / 360, y


def _lat(y: float) -> float:
    return math.degrees(math.atan(math.sinh(math.pi * (1 - 2 * y))))
