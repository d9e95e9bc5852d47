"""A box on the map, and the events that happened in it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from geo.memo import once_per_case

if TYPE_CHECKING:
    from geo.case.case import Case

Box = tuple[float, float, float, float]
"""West, south, east, north in degrees, EPSG:4326."""

# Degrees to four places are eleven metres.
_PLACES = 4
# Degrees north or south that a Web Mercator map can show, and east or west of a case across 180 degrees.
_LEAST, _MOST = (-180, -85, -180, -85), (540, 85, 540, 85)
# Boxes of which the places are kept.
_KEPT = 8


def read_box(text: str) -> Box:
    """Return the box an address writes as `west,south,east,north`; ValueError where it is none.

    Parameters
    ----------
    text
        `west,south,east,north` in degrees, EPSG:4326.

    Returns
    -------
    tuple of float
        West, south, east, north, rounded to 4 decimals.

    Raises
    ------
    ValueError
        Where it is no box: not four numbers, an edge off the map, or east not beyond west.

    Examples
    --------
    >>> read_box("46.5,39.7,46.9,39.9")
    (46.5, 39.7, 46.9, 39.9)
    """
    west, south, east, north = (round(float(part), _PLACES) for part in text.split(","))
    box = (west, south, east, north)
    if not all(least <= part <= most for least, part, most in zip(_LEAST, box, _MOST, strict=True)):
        raise ValueError(text)
    if west >= east or south >= north:
        raise ValueError(text)
    return box


def write_box(box: Box) -> str:
    """Return the box as an address writes it.

    Parameters
    ----------
    box
        West, south, east, north in degrees (EPSG:4326).

    Returns
    -------
    str
        The four parts with four decimals each.

    Examples
    --------
    >>> write_box((46.5, 39.7, 46.9, 39.9))
    '46.5000,39.7000,46.9000,39.9000'
    """
    return ",".join(f"{part:.{_PLACES}f}" for part in box)


def happened_in(case: Case, box: Box) -> npt.NDArray[np.bool_]:
    """Which events of the case happened at a point in the box, its edges included.

    Parameters
    ----------
    case
        The case looked at.
    box
        West, south, east, north in degrees, EPSG:4326.

    Returns
    -------
    ndarray of bool, shape (events,)
        True where the event's place is its site and lies in the box, edges included. A seat or a subject is
        not where something happened.
    """
    events = case.events
    inside = events["place_id"].isin(list(places_in(case, box))) & events["place_role"].eq("site")
    mask: npt.NDArray[np.bool_] = inside.to_numpy(dtype=bool)
    return mask


@once_per_case(_KEPT)
def places_in(case: Case, box: Box) -> frozenset[str]:
    """Ids of the places in the box, its edges included.

    Parameters
    ----------
    case
        The case looked at.
    box
        West, south, east, north in degrees, EPSG:4326; edges are inside.

    Returns
    -------
    frozenset of str
        The ids.
    """
    west, south, east, north = box
    places = case.places
    lon, lat = places.geometry.x.to_numpy(), places.geometry.y.to_numpy()
    inside = (lon >= west) & (lon <= east) & (lat >= south) & (lat <= north)
    return frozenset(places["place_id"][inside])
