"""Schematic areas: hulls of named settlements, and the file they are kept in.

An area is no boundary. It shows roughly where a set of named places lies, and is labelled so.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely

from geo.case.raw_text import UnreadableError, file_bytes
from geo.case.schema import AREA_PROPERTIES, AREAS_FILE
from geo.case.set_aside import Fault, SetAside, shortened
from geo.case.settings import EARTH
from geo.cells import items, split_keys
from geo.dates import parse_date
from geo.names import name_columns
from geo.words import writable

if TYPE_CHECKING:
    from collections.abc import Collection
    from pathlib import Path

    from shapely import Polygon

MARGIN_M = 3000.0
"""How far a hull reaches beyond its settlements, so that none lies on its edge."""
_LARGEST = 20 * 1024 * 1024
_LONGEST_TEXT = 10_000
_ARC_SEGMENTS = 8
_DECIMALS = 5


def hull(places: gpd.GeoDataFrame, place_ids: Collection[str], ratio: float = 1.0) -> Polygon:
    """Hull of the named places with a margin of 3 km, EPSG:4326, 5 decimals.

    Parameters
    ----------
    places
        Points, EPSG:4326, with ``place_id``.
    place_ids
        The settlements the hull holds.
    ratio
        That of ``shapely.concave_hull``: 1 gives the convex hull, less follows the places more closely.

    Returns
    -------
    Polygon
        EPSG:4326, coordinates rounded to 5 decimals of a degree (about 1 m), grown by a margin of 3 km.

    Raises
    ------
    KeyError
        Names the places that are not there.

    Notes
    -----
    Worked out in metres on an azimuthal equidistant plane centred on the places (PROJ ``aeqd``, WGS 84); the
    outline is the concave hull of Duckham et al. (2008) as GEOS has it.
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


def read_areas(
    path: Path, places: gpd.GeoDataFrame | None = None, sources: Collection[str] | None = None
) -> tuple[gpd.GeoDataFrame, list[SetAside]]:
    """The areas of a GeoJSON file, and what of it could not be used.

    Parameters
    ----------
    path
        The file; where there is none there are no areas, and nothing is reported.
    places
        The places, points in EPSG:4326; None where no area is compared with them.
    sources
        Ids of the sources; None where no area is asked for them.

    Returns
    -------
    areas : geopandas.GeoDataFrame
        One row an area, its properties as text; polygons in EPSG:4326.
    set_aside : list of SetAside
        ``row`` is the number of the feature, counted from 1. A first or last day that is no date is left
        out, and the area stands without it.
    """
    try:
        features = json.loads(file_bytes(path, _LARGEST).decode("utf-8-sig"))["features"]
        entries = list(enumerate(features, start=1))
    except UnreadableError as error:
        if str(error) == "is missing":
            return _frame([]), []
        return _frame([]), [_unread(path, f"the file {error}")]
    except (ValueError, KeyError, TypeError, RecursionError) as error:
        return _frame([]), [_unread(path, "the file is not GeoJSON", error)]
    good: dict[str, dict[str, Any]] = {}
    faults: dict[str, dict[int, str]] = {}
    days: dict[str, dict[int, str]] = {}
    for number, feature in entries:
        try:
            row = _feature(feature, good)
            _without_bad_days(number, row, days)
            good[row["area_id"]] = row | {"number": number}
        except (
            ArithmeticError, AttributeError, LookupError, RecursionError, TypeError, ValueError,
            shapely.errors.ShapelyError,
        ) as error:  # fmt: skip
            reason = str(error) if isinstance(error, AreaError) else "this is not a feature"
            faults.setdefault(reason, {})[number] = ""
    reports = _reports(path.name, days, faults)
    numbers = [row["number"] for row in good.values()]
    frame = _frame(list(good.values())).set_axis(numbers, axis=0)
    frame, odd = _agreeing(frame, places, sources)
    return frame.reset_index(drop=True), [*reports, *odd]


def _agreeing(
    frame: gpd.GeoDataFrame, places: gpd.GeoDataFrame | None, sources: Collection[str] | None
) -> tuple[gpd.GeoDataFrame, list[SetAside]]:
    """The areas without places and sources that the tables do not hold, and what is odd about them."""
    reports = []
    place_ids = None if places is None else set(places["place_id"].to_numpy())
    for column, table, keys in (
        ("place_ids", "places", place_ids),
        ("place_id", "places", place_ids),
        ("source_ids", "sources", sources),
    ):
        frame, unknown = _with_known(frame, column, keys)
        if len(unknown):
            reason, remedy = f"{table}.csv has no such row", f"Add it to {table}.csv or mend the area."
            reports.append(Fault(column, unknown, reason, remedy, "value").report(AREAS_FILE))
    if places is not None:
        reports += _without_places(frame, places)
    return frame, reports + _twice_of_a_place(frame)


def _reports(file: str, days: dict[str, dict[int, str]], faults: dict[str, dict[int, str]]) -> list[SetAside]:
    """One report for each column of days that are none, and for each reason why features are no areas."""
    remedy = "Write YYYY-MM-DD, or leave it empty where it is not known."
    kinds = [Fault(name, pd.Series(rows), "this is no day", remedy, "value") for name, rows in days.items()]
    kinds += [Fault("", pd.Series(rows), reason, "Mend the feature.") for reason, rows in faults.items()]
    return [kind.report(file) for kind in kinds]


def _with_known(
    areas: gpd.GeoDataFrame, column: str, keys: Collection[str] | None
) -> tuple[gpd.GeoDataFrame, pd.Series]:
    """``areas`` without keys that are not known, and those by the number of their area."""
    if keys is None or areas.empty:
        return areas, pd.Series(dtype="str")
    cells = areas[column].map(lambda cell: ";".join(key for key in items(cell) if key in keys))
    entries = split_keys(areas[column])
    return areas.assign(**{column: cells.astype("str")}), entries[[key not in keys for key in entries]]


def _without_places(areas: gpd.GeoDataFrame, places: gpd.GeoDataFrame) -> list[SetAside]:
    """Notes on areas that hold none of the places they are said to be drawn round, or to be."""
    odd = {}
    named = areas["place_ids"] + ";" + areas["place_id"]
    own_places = places[places["place_id"].isin(split_keys(named).unique())]
    points = dict(zip(own_places["place_id"], own_places.geometry, strict=True))
    for number, ids, shape in zip(areas.index, named, areas.geometry, strict=True):
        own = [points[key] for key in items(ids) if key in points]
        if own and not shapely.intersects(shape, np.array(own)).any():
            odd[number] = ids.strip(";")
    if not odd:
        return []
    reason = "the area holds none of its places; latitude and longitude may be exchanged"
    remedy = "Write longitude first, or mend the list of places."
    return [Fault("place_ids", pd.Series(odd), reason, remedy, "note").report(AREAS_FILE)]


def _twice_of_a_place(areas: gpd.GeoDataFrame) -> list[SetAside]:
    """Notes on areas that are a place which an area above them is already."""
    twice = areas["place_id"].ne("") & areas["place_id"].duplicated()
    if not twice.any():
        return []
    reason, remedy = "another area above is this place's and is drawn", "Write its parts as one MultiPolygon."
    return [Fault("place_id", areas.loc[twice, "place_id"], reason, remedy, "note").report(AREAS_FILE)]


def _unread(path: Path, reason: str, shown: object = "") -> SetAside:
    remedy = "Save it as GeoJSON of simple outlines, in UTF-8."
    return SetAside(path.name, None, "", shortened(shown), reason, remedy, "table")


class AreaError(ValueError):
    """Why a feature is no area, in words for the report."""


def _listed(value: Any) -> Any:
    """What a property says; ids in a list of JSON are parted by ";" as anywhere else."""
    return ";".join(map(str, value)) if isinstance(value, list) else value


def _feature(feature: Any, above: Collection[str]) -> dict[str, Any]:
    texts = {
        name: _one_line(_listed(feature["properties"].get(name) or ""))
        for name in (*AREA_PROPERTIES, *name_columns(feature["properties"]))
    }
    if not texts["area_id"] or not texts["name_en"]:
        raise AreaError("area_id or name_en is empty")
    if texts["area_id"] in above:
        raise AreaError("another area above has this id")
    shape = shapely.geometry.shape(feature["geometry"])
    if shape.geom_type not in ("Polygon", "MultiPolygon") or shape.is_empty or not shape.is_valid:
        raise AreaError("the geometry is not a valid polygon")
    if not shapely.box(*EARTH).covers(shape):
        raise AreaError("the coordinates are not degrees, longitude first")
    return {**texts, "geometry": shape}


def _one_line(value: object) -> str:
    """A property as one line of letters that every program can write: JSON may hold halves of a letter."""
    return " ".join(writable(str(value)[:_LONGEST_TEXT]).split())


def _without_bad_days(number: int, row: dict[str, Any], faults: dict[str, dict[int, str]]) -> None:
    """Empty the first or last day of an area that is no date, and note it by its column."""
    for name in ("start", "end"):
        try:
            row[name] = parse_date(row[name]).isoformat() if row[name] else ""
        except ValueError:
            faults.setdefault(name, {})[number] = row[name]
            row[name] = ""


def _frame(rows: list[dict[str, Any]]) -> gpd.GeoDataFrame:
    forms = list(dict.fromkeys(name for row in rows for name in name_columns(row)))
    columns = dict.fromkeys(["area_id", *forms, *AREA_PROPERTIES, "geometry"])
    frame = pd.DataFrame(rows, columns=pd.Index(list(columns)))
    frame[forms] = frame[forms].fillna("")
    return gpd.GeoDataFrame(frame, geometry="geometry", crs="EPSG:4326")
