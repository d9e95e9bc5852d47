"""Schematic areas: hulls of named settlements, and the file they are kept in.

An area is no boundary. It shows roughly where a set of named places lies, and is labelled so.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import geopandas as gpd
import pandas as pd
import shapely

from geo.case.schema import AREA_PROPERTIES
from geo.case.set_aside import SetAside, shortened
from geo.case.settings import WORLD
from geo.dates import parse_date

if TYPE_CHECKING:
    from collections.abc import Collection
    from pathlib import Path

    from shapely import Polygon

MARGIN_M = 3000.0
"""How far a hull reaches beyond its settlements, so that none lies on its edge."""
_ARC_SEGMENTS = 8
_DECIMALS = 5


def hull(places: gpd.GeoDataFrame, place_ids: Collection[str], ratio: float = 1.0) -> Polygon:
    """Hull of the named places with a margin of 3 km, EPSG:4326, 5 decimals.

    ``ratio`` is that of ``shapely.concave_hull``: 1 gives the convex hull, less follows the
    places more closely. Worked out in metres on an azimuthal equidistant plane centred on
    the places. KeyError names the places that are not there.
    """
    chosen = places[places["place_id"].isin(list(place_ids))]
    unknown = sorted(set(place_ids) - set(chosen["place_id"]))
    if unknown or chosen.empty:
        raise KeyError(", ".join(unknown) or "no place named")
    centre = shapely.MultiPoint(chosen.geometry.to_list()).centroid
    plane = f"+proj=aeqd +lat_0={centre.y} +lon_0={centre.x} +datum=WGS84 +units=m"
    spots = chosen.geometry.to_crs(plane)
    outline = shapely.concave_hull(shapely.MultiPoint(spots.to_list()), ratio=ratio)
    grown = gpd.GeoSeries([outline.buffer(MARGIN_M, quad_segs=_ARC_SEGMENTS)], crs=plane)
    back = grown.to_crs("EPSG:4326").iloc[0]
    return shapely.transform(back, lambda degrees: degrees.round(_DECIMALS))


def read_areas(path: Path) -> tuple[gpd.GeoDataFrame, list[SetAside]]:
    """Areas of a GeoJSON file (EPSG:4326) and what could not be used of it.

    ``row`` of a report is the number of the feature, counted from 1. No file, no areas. A first or last day
    that is no date is dropped, and the area stands without it.
    """
    if not path.is_file():
        return _frame([]), []
    try:
        features = json.loads(path.read_text("utf-8-sig"))["features"]
        entries = list(enumerate(features, start=1))
    except (ValueError, KeyError, TypeError) as error:
        reason = "the file is not GeoJSON"
        return _frame([]), [SetAside(path.name, None, "", shortened(error), reason, "Mend it.", "table")]
    good: dict[str, dict[str, Any]] = {}
    found: list[SetAside] = []
    for number, feature in entries:
        try:
            row = _feature(feature, good)
            found += _without_bad_days(path.name, number, row)
            good[row["area_id"]] = row
        except (ValueError, KeyError, TypeError, AttributeError, shapely.GEOSException) as error:
            reason = str(error) if isinstance(error, ValueError) else "this is not a feature"
            found.append(SetAside(path.name, number, "", "", reason, "Mend the feature."))
    return _frame(list(good.values())), found


def _feature(feature: Any, above: Collection[str]) -> dict[str, Any]:
    texts = {name: str(feature["properties"].get(name) or "") for name in AREA_PROPERTIES}
    if not texts["area_id"] or not texts["name_en"]:
        raise ValueError("area_id or name_en is empty")
    if texts["area_id"] in above:
        raise ValueError("another area above has this id")
    shape = shapely.geometry.shape(feature["geometry"])
    if shape.geom_type not in ("Polygon", "MultiPolygon") or shape.is_empty or not shape.is_valid:
        raise ValueError("the geometry is not a valid polygon")
    if not shapely.box(*WORLD).covers(shape):
        raise ValueError("the coordinates are not degrees, longitude first")
    return {**texts, "geometry": shape}


def _without_bad_days(file: str, number: int, row: dict[str, Any]) -> list[SetAside]:
    """Empty the first or last day of an area that is no date, and report each."""
    found = []
    for name in ("start", "end"):
        try:
            row[name] = parse_date(row[name]).isoformat() if row[name] else ""
        except ValueError as error:
            remedy = "Write YYYY-MM-DD, or leave it empty where it is not known."
            found.append(SetAside(file, number, name, shortened(row[name]), str(error), remedy, "value"))
            row[name] = ""
    return found


def _frame(rows: list[dict[str, Any]]) -> gpd.GeoDataFrame:
    frame = pd.DataFrame(rows, columns=pd.Index([*AREA_PROPERTIES, "geometry"]))
    return gpd.GeoDataFrame(frame, geometry="geometry", crs="EPSG:4326")
