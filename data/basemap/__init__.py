"""Loader of the base map: the detailed ground of this folder, or a cut of the world, for screen and paper."""

import csv
import json
from functools import cache
from pathlib import Path
from typing import Any

from data.basemap import world

FOLDER = Path(__file__).parent
RELIEF = FOLDER / "relief.webp"
# Corners of the relief image (Web Mercator) and of the detailed layers: west, south, east, north.
BOX = (43.0, 38.0, 51.0, 42.0)
WORLD_FILES = tuple(sorted(FOLDER.glob("*.parquet")))
# So far beyond the box a home may reach and still have the detailed ground.
SLACK = 1.0
# Parts of a degree that each layer is sent in.
SCALES = {"world": 100, "borders": 10_000, "admin1": 1_000, "water": 1_000, "names": 100}
ATTRIBUTION = (
    "Borders © OpenStreetMap contributors (ODbL) | Admin-1, water, world: Natural Earth | "
    "Relief: NOAA GLOBE | Places: GeoNames CC BY 4.0"
)


def key_of(home: tuple[float, float, float, float]) -> str:
    """Which ground a case has whose map opens at a home: empty for the detailed one, else that of a cut."""
    west, south, east, north = home
    inside = BOX[0] - SLACK <= west and east <= BOX[2] + SLACK and BOX[1] - SLACK <= south
    return "" if inside and north <= BOX[3] + SLACK else world.key_of(home)


def attribution(key: str = "") -> str:
    """The credit of what a ground shows."""
    return world.ATTRIBUTION if key else ATTRIBUTION


def layers(key: str = "") -> dict[str, list[dict[str, Any]]]:
    """The features of each layer of a ground, as GeoJSON has them; one it does not have is empty."""
    own = world.layers(key) if key else _own_layers()
    return {name: own.get(name, []) for name in SCALES}


def gazetteer(key: str = "") -> list[dict[str, Any]]:
    """The populated places of a ground: id, position, people, and names by columns that begin so."""
    return world.places(key) if key else _own_gazetteer()


def load(key: str = "") -> dict[str, Any]:
    """All vector layers and names; coordinates as whole numbers, each but a line's first as a step.

    A line is `[x0, y0, dx, dy, ...]` in degrees times `scale` of its layer, x to the east.
    """
    own = layers(key)
    return {
        "box": None if key else BOX,
        **{name: _layer(own[name], scale) for name, scale in SCALES.items()},
        "gazetteer": _columns(gazetteer(key)),
    }


@cache
def _own_layers() -> dict[str, list[dict[str, Any]]]:
    return {name: json.loads((FOLDER / f"{name}.geojson").read_text("utf-8"))["features"] for name in SCALES}


@cache
def _own_gazetteer() -> list[dict[str, Any]]:
    with (FOLDER / "gazetteer.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    numbers = {"geonames_id": int, "population": int, "lon": float, "lat": float}
    return [row | {name: read(row[name]) for name, read in numbers.items()} for row in rows]


def _layer(features: list[dict[str, Any]], scale: int) -> dict[str, Any]:
    return {"scale": scale, "features": [_feature(f, scale) for f in features]}


def _feature(feature: dict[str, Any], scale: int) -> dict[str, Any]:
    shape = feature["geometry"]
    nested = {"Point": -1, "LineString": 0, "MultiLineString": 1, "Polygon": 1, "MultiPolygon": 2}
    lines: list[Any] = shape["coordinates"]
    for _ in range(max(nested[shape["type"]], 0), 1, -1):
        lines = [ring for polygon in lines for ring in polygon]
    if nested[shape["type"]] <= 0:
        lines = [[lines] if nested[shape["type"]] < 0 else lines]
    return {**feature["properties"], "lines": [_steps(line, scale) for line in lines]}


def _steps(line: list[list[float]], scale: int) -> list[int]:
    """One line as whole numbers, steps after the first point, points that fall together dropped.

    >>> _steps([[43.0, 38.0], [43.01, 38.0], [43.01, 38.0]], 100)
    [4300, 3800, 1, 0]
    """
    steps: list[int] = []
    last = (0, 0)
    for lon, lat, *_ in line:
        point = (round(lon * scale), round(lat * scale))
        if steps and point == last:
            continue
        steps += (point[0] - last[0], point[1] - last[1])
        last = point
    return steps


def _columns(rows: list[dict[str, Any]]) -> dict[str, list[Any]]:
    forms = [name for name in (rows[0] if rows else ("name",)) if name.startswith("name")]
    return {
        "id": [row["geonames_id"] for row in rows],
        "lon": [round(row["lon"], 3) for row in rows],
        "lat": [round(row["lat"], 3) for row in rows],
        "people": [row["population"] for row in rows],
        **{form: [row[form] for row in rows] for form in forms},
    }
