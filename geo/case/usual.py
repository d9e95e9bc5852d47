"""What the rows of a case say where its settings do not: the days and the ground most of them are about."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from geo.case.settings import MOST_LATITUDE, WORLD
from geo.dates import Period

if TYPE_CHECKING:
    from collections.abc import Mapping

    from geo.case.settings import Box

_DATED = ("events", "route_status", "consignments", "movements")
_FAR = pd.Timedelta(days=36_525)
# Places further from the middle than so many times the usual distance, and than so many degrees, are far.
_TIMES, _DEGREES = 4.0, 5.0
_FEWEST = 3
_MARGIN = 0.5
_HALF = 180.0


def usual_period(frames: Mapping[str, pd.DataFrame]) -> Period | None:
    """The days of the rows that have dates.

    Rows a century and more from most of the others do not count: theirs is likely a slip of the year.

    Parameters
    ----------
    frames
        Tables by name, those with dates with the columns ``start`` and ``end``.

    Returns
    -------
    Period or None
        From the first day of any row to the last; None where no row has dates.
    """
    spans = pd.concat([frames[name][["start", "end"]] for name in _DATED], ignore_index=True).dropna()
    if spans.empty:
        return None
    middle = spans["start"].sort_values().iloc[len(spans) // 2]
    near = spans[((spans["start"] - middle).abs() < _FAR) & ((spans["end"] - middle).abs() < _FAR)]
    return Period(near["start"].min().date(), (near["end"].max() - pd.Timedelta(seconds=1)).date())


def usual_home(places: pd.DataFrame) -> Box:
    """The box most places lie in.

    Parameters
    ----------
    places
        ``lat`` and ``lon`` in degrees (EPSG:4326).

    Returns
    -------
    tuple of float
        West, south, east, north in degrees, half a degree wider than the places not far from the middle of
        all, east beyond 180 where that keeps them together; the world where there are fewer than three.
    """
    if len(places) < _FEWEST:
        return WORLD
    plain = _near(places[["lon", "lat"]])
    beyond = _near(places[["lon", "lat"]].assign(lon=places["lon"] % 360))
    near = min(plain, beyond, key=lambda points: float(np.ptp(points["lon"])) - len(points) * 360)
    west, east = near["lon"].min() - _MARGIN, near["lon"].max() + _MARGIN
    if west >= _HALF:
        west, east = west - 360, east - 360
    south, north = near["lat"].min() - _MARGIN, near["lat"].max() + _MARGIN
    if near is plain:
        west, east = max(west, -_HALF), min(east, _HALF)
    return float(west), max(float(south), -MOST_LATITUDE), float(east), min(float(north), MOST_LATITUDE)


def _near(points: pd.DataFrame) -> pd.DataFrame:
    """The points that are not far from the middle of all."""
    off = (points - points.median()).abs()
    return points[(off < max(_DEGREES, _TIMES * float(off.median().max()))).all(axis=1)]
