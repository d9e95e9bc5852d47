"""Cases that lie across the meridian of 180 degrees: in memory their longitudes run on beyond it.

So all that measures, draws or fits has one unbroken ground before it; files have -180 to 180 again.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np
import shapely
from shapely.affinity import translate

if TYPE_CHECKING:
    import geopandas as gpd
    import pandas as pd
    from shapely.geometry.base import BaseGeometry

    from geo.case.case import Case
    from geo.case.settings import Box

HALF, WHOLE = 180.0, 360.0
# A place over the meridian that lies so many degrees from the middle of a home stands on its ground.
NEAR = 90.0


def crosses(home: Box) -> bool:
    """Whether a home reaches over 180 degrees, its east written beyond it.

    Parameters
    ----------
    home
        West, south, east, north in degrees (EPSG:4326).

    Returns
    -------
    bool
        Whether it does.

    Examples
    --------
    >>> crosses((177.0, -19.0, 181.0, -16.0)), crosses((31.0, 13.0, 37.0, 20.0))
    (True, False)
    """
    return home[2] > HALF


def reaching(home: Box, lon: pd.Series) -> Box:
    """The home, written a circle on where it lies just east of 180 degrees and a place just west of them.

    Parameters
    ----------
    home
        West, south, east, north in degrees (EPSG:4326).
    lon
        Degrees east of the places, -180 to 180.

    Returns
    -------
    tuple of float
        West, south, east, north in degrees, so that longitudes of the places can run on to it.

    Examples
    --------
    >>> import pandas as pd
    >>> reaching((-176.0, -22.0, -173.0, -15.0), pd.Series([-175.2, 178.4]))
    (184.0, -22.0, 187.0, -15.0)
    """
    over = not crosses(home) and lon.gt((home[0] + home[2]) / 2 + WHOLE - NEAR).any()
    return (home[0] + WHOLE, home[1], home[2] + WHOLE, home[3]) if over else home


def run_on(lon: pd.Series, home: Box) -> pd.Series:
    """Longitudes that run on beyond 180 degrees where the home does, or where they lie near it so.

    Parameters
    ----------
    lon
        Degrees east, -180 to 180.
    home
        West, south, east, north in degrees.

    Returns
    -------
    pandas.Series
        Degrees east, each less than half a circle from the middle of the home where that reaches over 180.
    """
    least = _least(home)
    return lon.mask(lon < least, lon + WHOLE)


def _least(home: Box) -> float:
    """The degrees east below which a longitude stands a circle further on."""
    return (home[0] + home[2]) / 2 - (HALF if crosses(home) else WHOLE - NEAR)


def shapes_run_on(shapes: gpd.GeoSeries, home: Box) -> gpd.GeoSeries:
    """Shapes whose points run on beyond 180 degrees where the home does, EPSG:4326.

    Parameters
    ----------
    shapes
        Shapes, EPSG:4326.
    home
        West, south, east, north in degrees.

    Returns
    -------
    geopandas.GeoSeries
        The shapes; parts split at 180 degrees lie side by side.
    """
    least = _least(home)
    if shapes.empty or not shapes.total_bounds[0] < least:
        return shapes
    moved = shapely.transform(
        shapes.to_numpy(),
        lambda points: np.where(points < (least, -np.inf), points + np.array((WHOLE, 0.0)), points),
    )
    return type(shapes)(moved, index=shapes.index, crs=shapes.crs)


def as_in_files(case: Case) -> Case:
    """The case with all longitudes from -180 to 180, shapes parted at 180 degrees as RFC 7946 asks.

    Parameters
    ----------
    case
        A case as it stands in memory.

    Returns
    -------
    Case
        The same case where nothing of it lies beyond 180 degrees.
    """
    lon = case.places["lon"]
    if not lon.gt(HALF).any() and not (len(case.areas) and case.areas.total_bounds[2] > HALF):
        return case
    places = case.places.assign(lon=lon.mask(lon > HALF, lon - WHOLE))
    return replace(
        case,
        places=places.set_geometry(parted(places.geometry)),
        routes=case.routes.set_geometry(parted(case.routes.geometry)),
        areas=case.areas.set_geometry(parted(case.areas.geometry)),
    )


def parted(shapes: gpd.GeoSeries) -> gpd.GeoSeries:
    """Shapes of a case as files have them: those that run on beyond 180 degrees parted there.

    Parameters
    ----------
    shapes
        Shapes as they stand in memory, EPSG:4326.

    Returns
    -------
    geopandas.GeoSeries
        The shapes, longitudes from -180 to 180.
    """
    return shapes.map(_parted) if len(shapes) and shapes.total_bounds[2] > HALF else shapes


def _parted(shape: BaseGeometry) -> BaseGeometry:
    if shape.is_empty or shape.bounds[2] <= HALF:
        return shape
    here = shape.intersection(shapely.box(-WHOLE, -90, HALF, 90))
    beyond = translate(shape.intersection(shapely.box(HALF, -90, HALF + WHOLE, 90)), -WHOLE)
    return shapely.union_all([part for part in (here, beyond) if not part.is_empty])
