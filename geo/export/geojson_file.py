"""The first table as GeoJSON (RFC 7946): longitude, latitude in degrees, five decimals, about one metre."""

from __future__ import annotations

import json
import math
from typing import TYPE_CHECKING, Any

import pandas as pd
import shapely

from geo.export.contents import plain
from geo.export.csv_file import day_texts

if TYPE_CHECKING:
    from geo.export.contents import Contents


def to_geojson(contents: Contents) -> bytes:
    """Return the rows as a FeatureCollection; a row without a place has a null geometry."""
    frame = contents.first
    table = plain(frame)
    cells = {name: _json_column(table[name]) for name in table.columns}
    ids = next(iter(cells.values()))
    rows = zip(*cells.values(), strict=True)
    features = [
        {
            "type": "Feature",
            "id": key,
            "geometry": _geometry(shape),
            "properties": dict(zip(cells, row, strict=True)),
        }
        for key, shape, row in zip(ids, frame.geometry, rows, strict=True)
    ]
    collection = {"type": "FeatureCollection", "metadata": dict(contents.about), "features": features}
    return json.dumps(collection, ensure_ascii=False, allow_nan=False, indent=1).encode("utf-8")


def _geometry(shape: Any) -> dict[str, Any] | None:
    if shape is None or shape.is_empty:
        return None
    geometry: dict[str, Any] = shapely.geometry.mapping(shape)
    return geometry


def _json_column(column: pd.Series) -> list[Any]:
    if pd.api.types.is_datetime64_any_dtype(column):
        return list(day_texts(column))
    if pd.api.types.is_float_dtype(column):
        return [None if math.isnan(value) else value for value in column]
    return list(column.tolist())
