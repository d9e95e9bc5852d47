"""A column of shapes in a table of text, as WKT, GeoJSON or the hexadecimal digits of WKB."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

import geopandas as gpd
import numpy as np
import shapely

from geo.intake.in_degrees import in_degrees
from geo.intake.layouts import plain

if TYPE_CHECKING:
    import pandas as pd

    from geo.intake.source_sheet import Sheet

_NAMES = {
    "wkt",
    "wkb",
    "geojson",
    "geom",
    "geometry",
    "thegeom",
    "shape",
    "geomwkt",
    "wktgeom",
    "wkbgeometry",
}
_WKT = r"(?i)^\s*(?:SRID=\d+;)?\s*(?:MULTI)?(?:POINT|LINESTRING|POLYGON|GEOMETRYCOLLECTION)\b"
_WKB = r"^(?:00|01)[0-9A-Fa-f]{18,}$"
_GEOJSON = r'^\s*\{.*"coordinates"\s*:\s*\['
_SRID = re.compile(r"(?i)^\s*SRID=(\d{1,6});")
_MOSTLY, _LOOKED_AT = 0.8, 200


def with_geometry(sheet: Sheet) -> Sheet:
    """The sheet with the shapes of its column of WKT, WKB or GeoJSON; as it is where it has none.

    Parameters
    ----------
    sheet
        A sheet.

    Returns
    -------
    Sheet
        With geometry in EPSG:4326 where a column named as shapes are holds them; RefusedFileError where they
        are no degrees and do not say their CRS.
    """
    if sheet.geometry is not None:
        return sheet
    for column in sheet.cells.columns:
        cells = sheet.cells[column]
        sample = cells[cells.ne("")].head(_LOOKED_AT)
        if plain(column) not in _NAMES or sample.empty:
            continue
        for pattern, read in ((_WKT, _of_wkt), (_WKB, _of_wkb), (_GEOJSON, _of_geojson)):
            if sample.str.contains(pattern, regex=True).mean() >= _MOSTLY:
                placed, notes = in_degrees(read(cells), sheet.file)
                how = (*sheet.notes, f"shapes read from column '{column}'", *notes[:1])
                return replace(sheet, geometry=placed, notes=how, shape_column=column)
    return sheet


def _of_wkt(cells: pd.Series) -> gpd.GeoSeries:
    hit = _SRID.match(next((cell for cell in cells if cell), ""))
    texts = cells.str.replace(_SRID, "", regex=True).where(cells.ne(""), None)
    shapes = shapely.from_wkt(texts.to_numpy(dtype=object, na_value=None), on_invalid="ignore")
    return _series(shapes, cells.index, int(hit[1]) if hit else 0)


def _of_geojson(cells: pd.Series) -> gpd.GeoSeries:
    texts = cells.where(cells.str.contains(_GEOJSON, regex=True), None)
    shapes = shapely.from_geojson(texts.to_numpy(dtype=object, na_value=None), on_invalid="ignore")
    return _series(shapes, cells.index, 0)


def _of_wkb(cells: pd.Series) -> gpd.GeoSeries:
    texts = cells.where(cells.str.fullmatch(_WKB), None)
    shapes = shapely.from_wkb(texts.to_numpy(dtype=object, na_value=None), on_invalid="ignore")
    return _series(shapes, cells.index, int(max([0, *shapely.get_srid(shapes[shapely.is_valid(shapes)])])))


def _series(shapes: np.ndarray, index: pd.Index, srid: int) -> gpd.GeoSeries:
    return gpd.GeoSeries(shapes, index=index, crs=f"EPSG:{srid}" if srid else None)
