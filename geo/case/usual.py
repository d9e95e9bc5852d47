"""What the rows of a case say where its settings do not: the days and the ground most of them are about."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from geo.case.settings import WORLD
from geo.dates import Period

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from geo.case.settings import Box

_DATED = ("events", "route_status", "consignments", "movements")
_FAR = pd.Timedelta(days=36_525)
# Places further from the middle than so many times the usual distance, and than so many degrees, are far.
_TIMES, _DEGREES = 4.0, 5.0
_FEWEST = 3
_MARGIN = 0.5
_MERCATOR = 85.0


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
        all; the world where there are fewer than three.
    """
    if len(places) < _FEWEST:
        return WORLD
    off = (places[["lon", "lat"]] - places[["lon", "lat"]].median()).abs()
    reach = max(_DEGREES, _TIMES * float(off.median().max()))
    near = places[(off < reach).all(axis=1)]
    west, east = _widened(near["lon"], 180.0)
    south, north = _widened(near["lat"], _MERCATOR)
    return west, south, east, north


def _widened(degrees: Iterable[float], most: float) -> tuple[float, float]:
    least, greatest = min(degrees), max(degrees)
    return max(least - _MARGIN, -most), min(greatest + _MARGIN, most)
