"""Loader of the base map: the layer files of this folder as one compact message for the browser."""

import csv
import json
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).parent
RELIEF = FOLDER / "relief.webp"
# Corners of the relief image (Web Mercator) and of the detailed layers: west, south, east, north.
BOX = (43.0, 38.0, 51.0, 42.0)
ATTRIBUTION = (
    "Borders © OpenStreetMap contributors (ODbL) | Admin-1, water, world: Natural Earth | "
    "Relief: NOAA GLOBE | Places: GeoNames CC BY 4.0"
)


def load() -> dict[str, Any]:
    """All vector layers and names; coordinates as whole numbers, each but a line's first as a step.

    A line is `[x0, y0, dx, dy, ...]` in degrees times `scale` of its layer, x to the east.
    """
    return {
        "box": BOX,
        "world": _layer("world.geojson", 100),
        "borders": _layer("borders.geojson", 10_000),
        "admin1": _layer("admin1.geojson", 1_000),
        "water": _layer("water.geojson", 1_000),
        "names": _layer("names.geojson", 100),
        "gazetteer": _gazetteer(),
    }


def _layer(name: str, scale: int) -> dict[str, Any]:
    collection = json.loads((FOLDER / name).read_text("utf-8"))
    return {"scale": scale, "features": [_feature(f, scale) for f in collection["features"]]}


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


def _gazetteer() -> dict[str, list[Any]]:
    with (FOLDER / "gazetteer.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    return {
        "id": [int(row["geonames_id"]) for row in rows],
        "lon": [round(float(row["lon"]), 3) for row in rows],
        "lat": [round(float(row["lat"]), 3) for row in rows],
        "people": [int(row["population"]) for row in rows],
        **{key: [row[key] for row in rows] for key in rows[0] if key.startswith("name")},
    }
