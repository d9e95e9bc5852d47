"""The ground of any box on earth, cut from Natural Earth and GeoNames: fine inside, coarse outside."""

import csv
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from math import ceil, floor, log2
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow.parquet as pq
import shapely
from shapely.affinity import translate
from shapely.geometry import mapping
from shapely.geometry.base import BaseGeometry

FOLDER = Path(__file__).parent
Box = tuple[float, float, float, float]
WORLD = "world"
ATTRIBUTION = "Land and borders: Natural Earth; no provinces, water or relief | Places: GeoNames CC BY 4.0"
# So much of a box's own size is cut round it, and a degree at least; wider ones are the coarse world.
AROUND, LEAST, WIDEST = 0.6, 1.0, 120.0
# A line is as fine as a box drawn so many points wide asks for.
POINTS = 4000
SCALE = 10_000
"""Parts of a degree in the files of the ground."""
MOST_PLACES, MOST_POLE = 2500, 85.0
# Pixels of a country's name, for the zoom from which it has room, and how many zooms it stays.
NAME_PIXELS, NAME_ZOOMS = 110, 4
CUTS = 16
LINES = ("coast", "border", "disputed")


@dataclass(frozen=True)
class Ground:
    """One edition of the world: its land, its lines by kind, and each country's shape by ISO number."""

    land: tuple[BaseGeometry, ...]
    lines: dict[str, tuple[BaseGeometry, ...]]
    countries: dict[str, BaseGeometry]


def key_of(home: Box) -> str:
    """The cut that stands round a home, as a name for it: whole degrees, or `world`.

    >>> key_of((177.0, -19.0, 181.0, -16.0)), key_of((-180.0, -90.0, 180.0, 90.0))
    ('174_-22_184_-13', 'world')
    """
    west, south, east, north = home
    more = max(AROUND * (east - west), AROUND * (north - south), LEAST)
    box = floor(west - more), floor(south - more), ceil(east + more), ceil(north + more)
    return WORLD if box[2] - box[0] > WIDEST else "_".join(map(str, box))


def box_of(key: str) -> Box | None:
    """West, south, east and north of a cut; None for the world."""
    if key == WORLD:
        return None
    west, south, east, north = (float(side) for side in key.split("_"))
    return west, max(south, -MOST_POLE), east, min(north, MOST_POLE)


@lru_cache(maxsize=CUTS)
def layers(key: str) -> dict[str, list[dict[str, Any]]]:
    """The features of a cut by layer, as GeoJSON has them; beyond 180 degrees longitudes run on."""
    box = box_of(key)
    coarse = _ground("coarse")
    if box is None:
        world = _features("land", coarse.land)
        for kind in ("border", "disputed"):
            world += _features(kind, coarse.lines[kind])
        return {"world": world, "borders": [], "names": _names(coarse, None)}
    fine, near, hole = _ground("fine"), max(box[2] - box[0], box[3] - box[1]) / POINTS, shapely.box(*box)

    def inside(shapes: Iterable[BaseGeometry]) -> list[BaseGeometry]:
        valid = (shapely.make_valid(shape) for shape in _turned(shapes, box))
        return [_cut(shape, box).simplify(near) for shape in valid]

    def outside(shapes: Iterable[BaseGeometry]) -> list[BaseGeometry]:
        near_by = list(_turned(shapes, box, reach=180.0))
        met = shapely.intersects(shapely.envelope(near_by), hole)
        return [
            shapely.difference(shapely.make_valid(shape), hole) if meets else shape
            for shape, meets in zip(near_by, met, strict=True)
        ]

    return {
        "world": [
            *_features("land", outside(coarse.land)),
            *_features("border", outside(coarse.lines["border"])),
            *_features("disputed", [*outside(coarse.lines["disputed"]), *inside(fine.lines["disputed"])]),
        ],
        "borders": [
            *_features("land", inside(fine.land)),
            *_features("coast", inside(fine.lines["coast"])),
            *_features("border", inside(fine.lines["border"])),
        ],
        "names": _names(coarse, box),
    }


@lru_cache(maxsize=CUTS)
def places(key: str) -> list[dict[str, Any]]:
    """The populated places of a cut, those with most people first."""
    west, south, east, north = box_of(key) or (-180.0, -MOST_POLE, 180.0, MOST_POLE)
    found = []
    for turn in (-360.0, 0.0, 360.0):
        least, most = max(west - turn, -180.0), min(east - turn, 180.0)
        if least >= most:
            continue
        inside = [("lon", ">=", least), ("lon", "<", most), ("lat", ">", south), ("lat", "<", north)]
        rows = pq.read_table(FOLDER / "places.parquet", filters=inside)
        rows = rows.sort_by([("population", "descending")]).slice(0, MOST_PLACES)
        found += [{**row, "lon": row["lon"] + turn} for row in rows.to_pylist()]
    found.sort(key=lambda row: (-row["population"], row["geonames_id"]))
    return [{name: "" if cell is None else cell for name, cell in row.items()} for row in found[:MOST_PLACES]]


def _features(kind: str, shapes: Iterable[BaseGeometry]) -> list[dict[str, Any]]:
    """Shapes as one feature of a kind, none where nothing is left of them."""
    parts = [part for shape in shapes for part in shapely.get_parts(shape) if not part.is_empty]
    areas = [part for part in parts if part.geom_type == "Polygon"]
    lines = [part for part in parts if part.geom_type == "LineString"]
    whole = shapely.MultiPolygon(areas) if kind == "land" else shapely.MultiLineString(lines)
    return [] if whole.is_empty else [{"properties": {"kind": kind}, "geometry": mapping(whole)}]


def _names(ground: Ground, box: Box | None) -> list[dict[str, Any]]:
    """Where each country of an ISO number is named: inside the largest part of it that the box shows."""
    with (FOLDER / "countries.csv").open(encoding="utf-8", newline="") as file:
        names = {row["iso_numeric"]: row["name"] for row in csv.DictReader(file)}
    found = []
    for number, shape in ground.countries.items():
        turned = [shape] if box is None else [_cut(part, box) for part in _turned([shape], box)]
        parts = [part for whole in turned for part in shapely.get_parts(whole) if part.area > 0]
        if not parts or number not in names:
            continue
        largest = max(parts, key=lambda part: part.area)
        point, (west, _, east, _) = shapely.point_on_surface(largest), largest.bounds
        zoom = min(max(log2(NAME_PIXELS * 360 / 256 / max(east - west, 0.01)), 2.0), 9.0)
        about = {"kind": "country", "name": names[number], "zoom_min": round(zoom, 1)}
        about["zoom_max"] = round(zoom + NAME_ZOOMS, 1)
        found.append({"properties": about, "geometry": mapping(point)})
    return found


def _turned(shapes: Iterable[BaseGeometry], box: Box, reach: float = 0.0) -> Iterator[BaseGeometry]:
    """The shapes a box meets, moved a whole turn where it lies beyond 180 degrees.

    With a ``reach`` every shape comes once or more, wherever it lies at most so far from the box's middle.
    """
    middle = (box[0] + box[2]) / 2
    west, east = (middle - reach, middle + reach) if reach else (box[0], box[2])
    south, north = (-90.0, 90.0) if reach else (box[1], box[3])
    for shape in shapes:
        left, bottom, right, top = shape.bounds if not shape.is_empty else (999.0, 0.0, 999.0, 0.0)
        for turn in (-360.0, 0.0, 360.0):
            if left + turn < east and right + turn > west and bottom < north and top > south:
                yield translate(shape, turn) if turn else shape


def _cut(shape: BaseGeometry, box: Box) -> BaseGeometry:
    return shapely.clip_by_rect(shape, *box)


@cache
def _ground(scale: str) -> Ground:
    """One edition of the world as `scripts/derive_world.py` writes it, read once."""
    table = pq.read_table(FOLDER / f"ground_{scale}.parquet")
    shapes: dict[str, list[BaseGeometry]] = {kind: [] for kind in ("land", *LINES)}
    countries: dict[str, list[BaseGeometry]] = {}
    rings = table["rings"].combine_chunks()
    own, starts = rings.offsets.to_numpy(), rings.values.offsets.to_numpy()
    steps = rings.values.values.to_numpy().reshape(-1, 2)
    ends = np.cumsum(steps, axis=0)
    for row, (kind, number) in enumerate(
        zip(table["kind"].to_pylist(), table["number"].to_pylist(), strict=True)
    ):
        lines = [
            _line(steps, ends, starts[ring] // 2, starts[ring + 1] // 2)
            for ring in range(own[row], own[row + 1])
        ]
        shape = shapely.LineString(lines[0]) if kind in LINES else shapely.Polygon(lines[0], lines[1:])
        (countries.setdefault(number, []) if kind == "country" else shapes[kind]).append(shape)
    return Ground(
        tuple(shapes["land"]),
        {kind: tuple(shapes[kind]) for kind in LINES},
        {number: shapely.multipolygons(own) for number, own in countries.items()},
    )


def _line(steps: Any, ends: Any, start: int, end: int) -> Any:
    """The points of one line: the sums of its steps, the first of which is a place and no step."""
    return (ends[start:end] - ends[start] + steps[start]) / SCALE
