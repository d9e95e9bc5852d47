"""The schematic areas of a case as a map draws them: hatched, with a dashed rim, and named as schematic."""

from __future__ import annotations

from typing import TYPE_CHECKING

from geo.memo import once_per_case
from geo.names import place_names
from geo.picture.layers import Area

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from shapely import MultiPolygon, Polygon

    from geo.case.case import Case
    from geo.picture.layers import Point

KEPT_CASES = 16
"""Cases and name modes whose areas are kept; each as-known date is a case of its own."""


def areas_on(case: Case, names: str, day: date) -> tuple[Area, ...]:
    """Return the areas that stand on a day; one whose first or last day is not known is not cut off there.

    Parameters
    ----------
    case
        The case.
    names
        A name mode of ``geo.names``.
    day
        The day.

    Returns
    -------
    tuple of Area
        Rings as (longitude, latitude) in degrees, EPSG:4326, holes among them.
    """
    return tuple(
        area
        for area, first, last in dated_areas(case, names)
        if (not first or first <= day.isoformat()) and (not last or day.isoformat() <= last)
    )


@once_per_case(KEPT_CASES)
def dated_areas(case: Case, names: str) -> tuple[tuple[Area, str, str], ...]:
    """Return each area with the first and the last day it stands for, empty where that is not known.

    Those that are a place's own outline are drawn with its events alone: `geo.picture.place_outlines`.
    """
    frame = case.areas[case.areas["place_id"].eq("")]
    columns = (frame["area_id"], place_names(frame, names), frame.geometry, frame["start"], frame["end"])
    return tuple(
        (Area(area_id, f"{name} (schematic)", tuple(rings_of(shape))), first, last)
        for area_id, name, shape, first, last in zip(*columns, strict=True)
    )


def rings_of(shape: Polygon | MultiPolygon) -> Iterator[tuple[Point, ...]]:
    """Yield the rings of a shape, holes among them, as longitude and latitude in degrees (EPSG:4326).

    Parameters
    ----------
    shape
        A polygon or several, EPSG:4326.

    Yields
    ------
    tuple
        The points of one ring.
    """
    for polygon in getattr(shape, "geoms", [shape]):
        for ring in (polygon.exterior, *polygon.interiors):
            yield tuple((x, y) for x, y, *_ in ring.coords)
