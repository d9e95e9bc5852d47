"""Shapes that a GeoJSON file states and GDAL passes over in silence, named with what is wrong with them."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    import geopandas as gpd

_KINDS = ("geojson", "geojsonseq")
# A larger file is not read a second time.
_LARGEST = 32 * 1024 * 1024
_NAMED = 5
_RING = 4
_TYPES = frozenset(
    {
        "Point", "MultiPoint", "LineString", "MultiLineString", "Polygon", "MultiPolygon",
        "GeometryCollection",
    }
)  # fmt: skip


def lost_shapes(path: Path, kind: str, placed: gpd.GeoSeries | None) -> tuple[str, ...]:
    """What is wrong with the shapes of rows that were read without one.

    Parameters
    ----------
    path
        The file.
    kind
        Its kind; of others than GeoJSON, whole or a feature a line, nothing is known.
    placed
        The shapes as read, in the order of the file.

    Returns
    -------
    tuple of str
        One note, or none where the file states no shape for any of the rows, or cannot be held against them.
    """
    if placed is None or kind not in _KINDS or path.stat().st_size > _LARGEST:
        return ()
    rows = np.flatnonzero(placed.isna() | placed.is_empty).tolist()
    if not rows:
        return ()
    try:
        shapes = [feature.get("geometry") for feature in _features(path.read_text("utf-8-sig"))]
    except (ValueError, AttributeError, RecursionError):
        return ()
    if len(shapes) != len(placed):
        return ()
    wrong = [(row + 1, _fault(shapes[row])) for row in rows if shapes[row] is not None]
    if not wrong:
        return ()
    named = "; ".join(f"row {row}: {fault}" for row, fault in wrong[:_NAMED])
    more = f" and {len(wrong) - _NAMED:,} more" if len(wrong) > _NAMED else ""
    count = "the shape of 1 row" if len(wrong) == 1 else f"the shapes of {len(wrong):,} rows"
    return (f"{count} cannot be read; kept without a place ({named}{more})",)


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
