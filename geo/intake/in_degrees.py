"""Geometry of any reference system in degrees."""

from __future__ import annotations

import geopandas as gpd
import shapely
from pyproj.exceptions import CRSError, ProjError

from geo.intake.source_sheet import RefusedFileError

_WGS84 = "EPSG:4326"


def in_degrees(geometry: gpd.GeoSeries, name: str) -> tuple[gpd.GeoSeries, tuple[str, ...]]:
    """Geometry in EPSG:4326 and two dimensions, whatever it came in.

    Parameters
    ----------
    geometry
        Geometry with its own CRS, or none.
    name
        What the user calls the file; RefusedFileError names it where nothing says where it lies.

    Returns
    -------
    geometry : geopandas.GeoSeries
        Longitude and latitude in degrees under the same index.
    notes : tuple of str
        What was done, in short sentences.

    Raises
    ------
    RefusedFileError
        Where nothing says where it lies, or nobody knows its CRS.
    """
    notes = []
    flat = gpd.GeoSeries(shapely.force_2d(geometry.array), index=geometry.index, crs=geometry.crs)
    if bool(geometry.has_z.any()):
        notes.append("heights left out")
    if flat.crs is None:
        west, south, east, north = flat.total_bounds
        if west < -180 or east > 180 or south < -90 or north > 90:  # noqa: PLR2004 - degrees of the world
            raise RefusedFileError(
                f"'{name}' does not say its CRS, and its coordinates are no degrees: bring its .prj too."
            )
        return flat.set_crs(_WGS84), (*notes, "no CRS stated: taken as degrees (WGS 84)")
    try:
        code = flat.crs.to_epsg()
        known = flat.crs.name
        if code in (4326, 4979) or (flat.crs.is_geographic and code is None and "84" in known):
            return flat.set_crs(_WGS84, allow_override=True), tuple(notes)
        placed = flat.to_crs(_WGS84)
    except (CRSError, ProjError, ValueError):
        raise RefusedFileError(f"'{name}' has a CRS that cannot be brought to degrees.") from None
    unit = next((axis.unit_name for axis in flat.crs.axis_info), "")
    feet = ", from feet" if "foot" in unit else ""
    return placed, (*notes, f"reprojected from {known}{feet}")
