"""Lines through the way-points of a route; coordinates are degrees (EPSG:4326, longitude first)."""

from __future__ import annotations

from typing import TYPE_CHECKING

import geopandas as gpd
import shapely

from geo.cells import split_keys

if TYPE_CHECKING:
    import pandas as pd

_MIN_POINTS = 2


def route_lines(routes: pd.DataFrame, places: gpd.GeoDataFrame) -> gpd.GeoSeries:
    """Schematic lines through ``place_ids`` in order, one a row of ``routes``, EPSG:4326.

    Parameters
    ----------
    routes
        One row a route, with ``place_ids`` parted by ";".
    places
        Points, EPSG:4326, with ``lon`` and ``lat`` in degrees.

    Returns
    -------
    GeoSeries
        Lines, EPSG:4326, one a row under its index. Way-points that ``places`` does not hold are passed
        over; a route with fewer than two left gets an empty line.
    """
    entries = split_keys(routes["place_ids"])
    spots = places.drop_duplicates("place_id").set_index("place_id")[["lon", "lat"]]
    stops = spots.reindex(entries.to_numpy()).set_index(entries.index).dropna()
    lines = {
        row: shapely.LineString(own.to_numpy())
        for row, own in stops.groupby(level=0)
        if len(own) >= _MIN_POINTS
    }
    drawn = [lines.get(row, shapely.LineString()) for row in routes.index]
    return gpd.GeoSeries(drawn, index=routes.index, crs="EPSG:4326")
