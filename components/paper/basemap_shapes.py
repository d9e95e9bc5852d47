"""The base map on paper: land, water, relief, lines between countries; the same files as on screen."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Any

import numpy as np
from matplotlib.path import Path
from PIL import Image

from components.paper.sheet_frame import unit
from data.basemap import BOX, RELIEF, layers
from geo.picture.grammar import DARKENING, THEMES

if TYPE_CHECKING:
    from collections.abc import Iterable

    from components.paper.pen import Pen
    from components.paper.sheet_frame import Box, Floats, Frame

SEA, LAND, LAKE, RIVER, ADMIN, COAST, BORDER = (
    THEMES["light"][key] for key in ("sea", "land", "lake", "river", "admin", "coast", "border")
)
# Nothing of the relief is finer than this on paper.
MOST_PIXELS = 1400


@dataclass(frozen=True)
class Feature:
    """One feature of a layer: its properties, and its lines on the unit square."""

    about: dict[str, Any]
    lines: tuple[tuple[Floats, Floats], ...]
    bounds: tuple[Box, ...]


def draw(pen: Pen, frame: Frame, ground: str = "") -> None:
    """Draw the ground over the whole of the map's box."""
    pen.axes.set_facecolor(SEA)
    shown, zoom = features(ground), frame.zoom
    pen.path(_traced([*shown.get("world:land", ()), *shown.get("borders:land", ())], frame), fill=LAND)
    if not ground:
        _relief(pen, frame)
    pen.path(_traced(shown.get("water:lake", ()), frame), fill=LAKE)
    styles: tuple[tuple[str, str, float, tuple[float, ...], float], ...] = (
        ("water:river", RIVER, 1.3, (), 6),
        ("admin1:line", ADMIN, 0.8, (3, 3), 7),
        ("borders:coast", COAST, 1.0, (), 0),
        ("world:border", BORDER, 1.5, (), 0),
        ("borders:border", BORDER, 1.5, (), 0),
        ("world:disputed", BORDER, 1.5, (3, 3), 0),
    )
    for key, colour, width, dash, least in styles:
        if zoom >= least:
            path = _traced(shown.get(key, ()), frame)
            if np.size(path.vertices):
                pen.path(path, line=colour, width=width, dash=dash)


@lru_cache(maxsize=4)
def features(ground: str = "") -> dict[str, tuple[Feature, ...]]:
    """Every feature of a ground under "layer:kind", read once."""
    by_layer: dict[str, list[Feature]] = {}
    for layer, items in layers(ground).items():
        for item in items:
            key = f"{layer}:{item['properties'].get('kind')}"
            by_layer.setdefault(key, []).append(_feature(item))
    return {key: tuple(rows) for key, rows in by_layer.items()}


def _feature(item: dict[str, Any]) -> Feature:
    lines = []
    for line in _lines(item["geometry"]):
        points = np.asarray(line, dtype=float)
        lines.append(unit(points[:, 0], points[:, 1]))
    bounds = tuple((x.min(), y.min(), x.max(), y.max()) for x, y in lines)
    return Feature(item["properties"], tuple(lines), bounds)


def _lines(shape: dict[str, Any]) -> Iterable[Any]:
    kind, parts = shape["type"], shape["coordinates"]
    if kind == "Point":
        return [[parts]]
    if kind == "LineString":
        return [parts]
    if kind == "MultiPolygon":
        return [ring for polygon in parts for ring in polygon]
    return list(parts)


def _traced(rows: Iterable[Feature], frame: Frame) -> Path:
    """All lines the map sees as one path; points nearer than half a pixel to the last are left out."""
    vertices, codes = [np.empty((0, 2))], [np.empty(0, dtype=np.uint8)]
    for row in rows:
        for (unit_x, unit_y), bounds in zip(row.lines, row.bounds, strict=True):
            if not frame.sees(bounds):
                continue
            x, y = frame.from_unit(unit_x, unit_y)
            line = _thinned(np.column_stack([x, y]), frame.pixel / 2)
            vertices.append(line)
            code = np.full(len(line), Path.LINETO, dtype=np.uint8)
            code[0] = Path.MOVETO
            codes.append(code)
    return Path(np.vstack(vertices), np.concatenate(codes))


def _thinned(line: Floats, near: float) -> Floats:
    cells = np.round(line / near)
    mask = np.ones(len(line), dtype=bool)
    mask[1:-1] = np.any(cells[1:-1] != cells[:-2], axis=1)
    return line[mask]


def _relief(pen: Pen, frame: Frame) -> None:
    """Shade the land: black, as see-through as the relief is light, which is what multiplying gives."""
    (west, east), (south, north) = unit(np.array(BOX[0::2]), np.array(BOX[1::2]))
    shade = _shade()
    high, wide = shade.shape
    left, right = (np.clip(v / frame.scale, west, east) for v in (frame.left, frame.left + frame.width))
    top, bottom = (np.clip(v / frame.scale, north, south) for v in (frame.top, frame.top + frame.height))
    columns = [round(float((v - west) / (east - west) * wide)) for v in (left, right)]
    rows = [round(float((v - north) / (south - north) * high)) for v in (top, bottom)]
    part = shade[rows[0] : rows[1], columns[0] : columns[1]]
    if not part.size:
        return
    step = max(max(part.shape) // MOST_PIXELS, 1)
    picture = np.zeros((*part[::step, ::step].shape, 4), dtype=np.uint8)
    picture[..., 3] = ((255 - part[::step, ::step]) * DARKENING["light"]).astype(np.uint8)
    x = [west + c / wide * (east - west) for c in columns]
    y = [north + r / high * (south - north) for r in rows]
    (x0, x1), (y1, y0) = frame.from_unit(np.array(x), np.array(y))
    pen.layer += 0.001
    pen.axes.imshow(
        picture, extent=(x0, x1, y0, y1), aspect="auto", interpolation="bilinear", zorder=pen.layer
    )


@lru_cache(maxsize=1)
def _shade() -> Any:
    with Image.open(RELIEF) as picture:
        return np.asarray(picture.convert("L"))
