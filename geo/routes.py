"""Lines through the way-points of a route, their lengths and positions along them.

Coordinates are degrees (EPSG:4326, longitude first), lengths kilometres along the geodesic
of the WGS 84 ellipsoid (Karney 2013, as in PROJ), never degrees.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import geopandas as gpd
import numpy as np
import shapely
from pyproj import Geod

from geo.lists import exploded

if TYPE_CHECKING:
    import numpy.typing as npt
    import pandas as pd
    from shapely import LineString, Point

_GEOD = Geod(ellps="WGS84")
_MIN_POINTS = 2


def route_lines(routes: pd.DataFrame, places: gpd.GeoDataFrame) -> gpd.GeoSeries:
    """Schematic lines through ``place_ids`` in order, one a row of ``routes``, EPSG:4326.

    Way-points that ``places`` does not hold are passed over; a route with fewer than two
    left gets an empty line.
    """
    entries = exploded(routes["place_ids"])
    spots = places.drop_duplicates("place_id").set_index("place_id")[["lon", "lat"]]
    found = spots.reindex(entries.to_numpy()).set_index(entries.index).dropna()
    lines = {
        row: shapely.LineString(own.to_numpy())
        for row, own in found.groupby(level=0)
        if len(own) >= _MIN_POINTS
    }
    drawn = [lines.get(row, shapely.LineString()) for row in routes.index]
    return gpd.GeoSeries(drawn, index=routes.index, crs="EPSG:4326")


def length_km(line: LineString) -> float:
    """Geodesic length of a line in kilometres; 0 for an empty one.

    >>> round(length_km(shapely.LineString([(46, 40), (47, 40)])), 3)
    85.393
    """
    return 0.0 if line.is_empty else _GEOD.geometry_length(line) / 1000


def lengths_km(routes: gpd.GeoDataFrame) -> pd.Series:
    """Geodesic length of each route's line in kilometres."""
    return routes.geometry.map(length_km).astype(float).rename("length_km")


def point_at(line: LineString, fraction: float) -> Point:
    """Point at a fraction (0 to 1) of a line's geodesic length from its start.

    ValueError when the fraction lies outside 0 to 1 or the line is empty.

    >>> point_at(shapely.LineString([(46, 40), (48, 40)]), 0.5).wkt[:10]
    'POINT (47 '
    """
    if line.is_empty or not 0 <= fraction <= 1:
        raise ValueError(f"no point at {fraction} of this line")
    lon, lat = _lon_lat(line)
    azimuths, _, steps = _GEOD.inv(lon[:-1], lat[:-1], lon[1:], lat[1:])
    so_far = np.concatenate([[0.0], np.cumsum(steps)])
    wanted = fraction * so_far[-1]
    leg = min(int(np.searchsorted(so_far, wanted, side="right")) - 1, len(steps) - 1)
    x, y, _ = _GEOD.fwd(lon[leg], lat[leg], azimuths[leg], wanted - so_far[leg])
    return shapely.Point(x, y)


def position(line: LineString, point: Point) -> float:
    """How far along a line (0 to 1 of its geodesic length) its nearest point to ``point`` is.

    The nearest point is sought on a plane scaled to the line's middle latitude, which is
    exact enough for routes of a few hundred kilometres. ValueError for an empty line.

    >>> position(shapely.LineString([(46, 40), (48, 40)]), shapely.Point(46.5, 40.1))
    0.25
    """
    if line.is_empty:
        raise ValueError("an empty line has no positions")
    lon, lat = _lon_lat(line)
    steps = np.asarray(_GEOD.inv(lon[:-1], lat[:-1], lon[1:], lat[1:])[2])
    scale = np.cos(np.radians((lat.min() + lat.max()) / 2))
    x, y = lon * scale, lat
    along_x, along_y = np.diff(x), np.diff(y)
    squared = np.maximum(along_x**2 + along_y**2, np.finfo(float).tiny)
    share = ((point.x * scale - x[:-1]) * along_x + (point.y - y[:-1]) * along_y) / squared
    share = np.clip(share, 0, 1)
    away = np.hypot(x[:-1] + share * along_x - point.x * scale, y[:-1] + share * along_y - point.y)
    leg = int(np.argmin(away))
    total = steps.sum()
    reached = steps[:leg].sum() + share[leg] * steps[leg]
    return float(round(reached / total, 9)) if total else 0.0


def _lon_lat(line: LineString) -> tuple[npt.NDArray[np.float64], npt.NDArray[np.float64]]:
    coordinates = shapely.get_coordinates(line)
    return coordinates[:, 0], coordinates[:, 1]
