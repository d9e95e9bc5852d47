"""An answer of Overpass in JSON: elements of OpenStreetMap with their tags."""

from __future__ import annotations

import math
from contextlib import suppress
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import geopandas as gpd
import pandas as pd
import shapely

from geo.intake.json_rows import read_json
from geo.intake.source_sheet import RefusedFileError, Sheet

if TYPE_CHECKING:
    from pathlib import Path

_MOST_TAGS = 300
_SITE = "https://www.openstreetmap.org/"
LINES = ("LineString", "MultiLineString")


def read_overpass(path: Path, name: str) -> Sheet:
    """The elements with tags or a point, one row each.

    Parameters
    ----------
    path
        The file.
    name
        What the user calls it.

    Returns
    -------
    Sheet
        ``@type``, ``@id`` and tags as text by number of the element, and geometry in EPSG:4326: points, lines
        of ways whose geometry or nodes are there, centres. RefusedFileError where it is no such answer.
    """
    answer = read_json(path, name)
    elements = answer.get("elements") if isinstance(answer, dict) else None
    if not isinstance(elements, list):
        raise RefusedFileError(f"'{name}' is JSON of another kind: it has no elements.")
    if isinstance(answer.get("remark"), str) and "error" in answer["remark"].lower():
        raise RefusedFileError(f"'{name}' is an answer that Overpass broke off: ask it again.")
    nodes = {
        element["id"]: point
        for element in elements
        if isinstance(element, dict) and element.get("type") == "node" and "id" in element
        if (point := _point(element)) is not None
    }
    rows: dict[int, dict[str, str]] = {}
    shapes: dict[int, Any] = {}
    for number, element in enumerate(elements, start=1):
        if not isinstance(element, dict) or not isinstance(element.get("tags"), dict) or not element["tags"]:
            continue
        tags = list(element["tags"].items())[:_MOST_TAGS]
        kind = str(element.get("type", ""))
        rows[number] = {"@type": kind, "@id": f"{kind}/{element.get('id', '')}"}
        rows[number] |= {str(tag): str(value).strip() for tag, value in tags}
        shapes[number] = _shape(element, nodes)
    if not rows:
        raise RefusedFileError(f"'{name}' has no element with tags.")
    cells = pd.DataFrame.from_dict(rows, orient="index").fillna("").astype("str")
    geometry = gpd.GeoSeries(shapes, crs="EPSG:4326").reindex(cells.index)
    return Sheet(name, "", cells, geometry, {}, (), ("an answer of Overpass",))


def parted(sheet: Sheet) -> list[Sheet]:
    """Elements of OpenStreetMap as two sheets, roads apart from all others, each with its address.

    Parameters
    ----------
    sheet
        A sheet of any file.

    Returns
    -------
    list of Sheet
        The sheet alone where it is none of OpenStreetMap's.
    """
    if "@id" not in sheet.cells.columns or sheet.geometry is None:
        return [sheet]
    cells = sheet.cells.assign(**{"@url": _SITE + sheet.cells["@id"]})
    if "highway" not in cells.columns:
        return [replace(sheet, cells=cells)]
    roads = cells["highway"].ne("") & sheet.geometry.geom_type.isin(LINES)
    parts = [
        replace(sheet, name=name, cells=cells[rows], geometry=sheet.geometry[rows])
        for name, rows in (("places", ~roads), ("roads", roads))
        if rows.any()
    ]
    return parts if len(parts) > 1 else [replace(parts[0], name=sheet.name)]


def _point(element: dict[str, Any]) -> tuple[float, float] | None:
    at = element if "lat" in element else element.get("center")
    if not isinstance(at, dict):
        return None
    lon, lat = at.get("lon"), at.get("lat")
    if not isinstance(lon, int | float) or not isinstance(lat, int | float):
        return None
    return (float(lon), float(lat)) if math.isfinite(lon) and math.isfinite(lat) else None


def _shape(element: dict[str, Any], nodes: dict[Any, tuple[float, float]]) -> Any:
    line = element.get("geometry")
    points = [_point(vertex) for vertex in line if isinstance(vertex, dict)] if isinstance(line, list) else []
    if not points and isinstance(element.get("nodes"), list):
        points = [nodes.get(node) for node in element["nodes"]]
    vertices = [point for point in points if point is not None]
    if len(vertices) > 1:
        return shapely.LineString(vertices)
    box = element.get("bounds")
    if isinstance(box, dict):
        with suppress(KeyError, TypeError, ValueError):
            # How far it stretches is how inexact its middle is.
            return shapely.box(*(float(box[side]) for side in ("minlon", "minlat", "maxlon", "maxlat")))
    own = _point(element)
    return shapely.Point(own) if own is not None else None
