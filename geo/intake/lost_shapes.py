"""Shapes that a GeoJSON or KML file states and GDAL passes over in silence, named with what is wrong."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import numpy as np
from shapely import Point

from geo.intake.kml_shapes import kml_faults

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    import geopandas as gpd

_KINDS = ("geojson", "geojsonseq")
# A larger file is not read a second time, which its note says.
_LARGEST = 32 * 1024 * 1024
_NAMED = 5
_RING = 4
_TYPES = frozenset(
    {
        "Point", "MultiPoint", "LineString", "MultiLineString", "Polygon", "MultiPolygon",
        "GeometryCollection",
    }
)  # fmt: skip


def lost_shapes(
    path: Path, kind: str, layer: str, placed: gpd.GeoSeries | None
) -> tuple[gpd.GeoSeries | None, tuple[str, ...]]:
    """What is wrong with the shapes of rows that were read without one.

    Parameters
    ----------
    path
        The file.
    kind
        Its kind; of others than KML and GeoJSON, whole or a feature a line, nothing is known.
    layer
        Name of the layer in it.
    placed
        The shapes as read, in the order of the file.

    Returns
    -------
    placed : geopandas.GeoSeries or None
        The shapes, without points of 0, 0 that the driver made of what is none.
    notes : tuple of str
        One note, or none where the file states no shape for any of the rows, or cannot be held against them.
    """
    if placed is None or kind not in (*_KINDS, "kml"):
        return placed, ()
    lost = placed.isna() | placed.is_empty
    if kind == "kml":
        # Of what is no number the driver makes nothing, which is 0.
        lost |= placed.geom_type.eq("Point") & placed.geom_equals(Point(0, 0))
    rows = np.flatnonzero(lost).tolist()
    if not rows:
        return placed, ()
    if path.stat().st_size > _LARGEST:
        note = f"{len(rows):,} rows have no shape that can be read; why is not looked for over 32 MB"
        return placed, (note,)
    faults = kml_faults(path, layer, len(placed)) if kind == "kml" else _json_faults(path, rows)
    if len(faults) != len(placed):
        return placed, ()
    wrong = [(row + 1, faults[row]) for row in rows if faults[row]]
    if not wrong:
        return placed, ()
    named = "; ".join(f"row {row}: {fault}" for row, fault in wrong[:_NAMED])
    more = f" and {len(wrong) - _NAMED:,} more" if len(wrong) > _NAMED else ""
    count = "the shape of 1 row" if len(wrong) == 1 else f"the shapes of {len(wrong):,} rows"
    there = ~placed.index.isin(placed.index[[row - 1 for row, _ in wrong]])
    return placed.where(there), (f"{count} cannot be read; kept without a place ({named}{more})",)


def _json_faults(path: Path, rows: list[int]) -> list[str]:
    """What is wrong with the shapes of some rows, empty for the others; no entry where none is known."""
    try:
        shapes = [feature.get("geometry") for feature in _features(path.read_text("utf-8-sig"))]
    except (ValueError, AttributeError, RecursionError):
        return []
    asked = set(rows)
    return [_fault(shape) if row in asked and shape is not None else "" for row, shape in enumerate(shapes)]


def _features(text: str) -> list[Any]:
    try:
        whole = json.loads(text)
    except json.JSONDecodeError:
        # A feature a line, each perhaps behind a record separator.
        return [json.loads(line) for line in map(_bare, text.split("\n")) if line]
    features = whole.get("features")
    return features if isinstance(features, list) else [whole]


def _bare(line: str) -> str:
    return line.strip(" \t\r\x1e")


def _fault(shape: Any) -> str:
    kind = shape.get("type") if isinstance(shape, dict) else None
    if not isinstance(kind, str) or kind not in _TYPES:
        return f"'{str(kind)[:30]}' is no kind of shape"
    inner = shape.get("geometries" if kind == "GeometryCollection" else "coordinates")
    if not inner:
        return f"a {kind} without coordinates"
    if any(isinstance(value, str) for value in _values(inner)):
        return "its coordinates are texts, not numbers"
    polygons = {"Polygon": [inner], "MultiPolygon": inner}.get(kind, [])
    if any(len(ring) < _RING for polygon in _lists(polygons) for ring in _lists(polygon)):
        return "a ring of fewer than four points"
    return f"what it holds cannot be read as a {kind}"


def _lists(part: Any) -> list[list[Any]]:
    """The lists in a list, of whatever else it holds."""
    return [inner for inner in part if isinstance(inner, list)] if isinstance(part, list) else []


def _values(part: Any) -> Iterator[Any]:
    """Every number or text in nested lists."""
    waiting = [part]
    while waiting:
        value = waiting.pop()
        if isinstance(value, list):
            waiting += value
        else:
            yield value
