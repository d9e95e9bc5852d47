"""What every map begins with: all events of the view, its dates in words, and where places and roads lie."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pandas as pd

from data import basemap
from geo.case.case import Case
from geo.case.settings import MOST_LATITUDE
from geo.cells import items
from geo.dates import Period, format_date, format_period
from geo.facts.silent_places import marking
from geo.memo import once_per_frame
from geo.names import names_by_id
from geo.picture.area_shapes import areas_on
from geo.picture.layers import (
    MapInputs,
    MapPicture,
    Point,
    RouteLine,
    window,
)
from geo.picture.place_labels import PlaceLabels
from geo.view.view import ViewState
from geo.words import at_in_words

Box = tuple[float, float, float, float]
# Degrees round the key places that a map opens at, for the names beside them.
KEY_MARGIN = 0.06


def base_picture(case: Case, view: ViewState, inputs: MapInputs, title: str) -> MapPicture:
    """All events of the view on the map, and nothing else: what each topic's map begins with."""
    ground = basemap.key_of(case.settings.home)
    return MapPicture(
        title=title,
        subtitle=subtitle(case, view),
        case_version=case.version,
        home=case.settings.home,
        window=window(view.first, view.last, view.at),
        events=inputs.events,
        places=inputs.places,
        names=view.names,
        selected=view.selected,
        categories=view.categories,
        kinds=case.settings.categories,
        attribution=basemap.attribution(ground),
        ground=ground,
        disclaimer=case.settings.disclaimer,
        silence_rule=marking(case),
        areas=areas_on(case, view.names, view.at.date()),
    )


def subtitle(case: Case, view: ViewState) -> str:
    """The dates a map stands for, in words."""
    until = max(view.first, min(view.last, view.at.date()))
    parts = [
        f"as at {at_in_words(view.at, case.settings.zone)}",
        f"events of {format_period(Period(view.first, until))}",
    ]
    if view.known is not None:
        parts.append(f"as known on {format_date(view.known)}")
    if case.traffic:
        parts.append(f"roads as {case.settings.traffic[case.traffic]} could use them")
    return " · ".join(parts)


def spots_of(case: Case) -> Mapping[str, Point]:
    """Longitude and latitude of each place by its id.

    Parameters
    ----------
    case
        The case.

    Returns
    -------
    Mapping
        Longitude and latitude in degrees (EPSG:4326), of places that have them.
    """
    return _points(case.places)


@once_per_frame
def _points(places: pd.DataFrame) -> dict[str, Point]:
    points = zip(places["lon"].tolist(), places["lat"].tolist(), strict=True)
    return dict(zip(places["place_id"], points, strict=True))


@once_per_frame
def waypoints(routes: pd.DataFrame) -> dict[str, tuple[str, ...]]:
    """Return the places each road passes, in order, by its id.

    Parameters
    ----------
    routes
        The table of routes.

    Returns
    -------
    dict
        Ids of places by route id.
    """
    return {key: items(cell) for key, cell in zip(routes["route_id"], routes["place_ids"], strict=True)}


def names_of(case: Case, view: ViewState) -> Mapping[str, str]:
    """Return the name of each place by its id, in the name mode of the view."""
    return names_by_id(case.places, view.names)


def home_of_key_places(places: PlaceLabels, lines: Sequence[RouteLine]) -> Box | None:
    """The box round the places named first, or round the roads; the same on every date.

    Parameters
    ----------
    places
        Labels of places, of which some are to be named first.
    lines
        The roads.

    Returns
    -------
    tuple of float or None
        West, south, east, north in degrees (EPSG:4326); None where there is neither.
    """
    key = [(place.lon, place.lat) for place in places.labels if place.first]
    return box_round(key, margin=KEY_MARGIN) if len(key) > 1 else home_of_lines(lines)


def home_of_lines(lines: Sequence[RouteLine]) -> Box | None:
    """Return the box round the roads, as a map opens with it; None without any.

    Parameters
    ----------
    lines
        The roads.

    Returns
    -------
    tuple of float or None
        West, south, east, north in degrees (EPSG:4326).
    """
    return box_round([point for line in lines for point in line.coordinates], margin=0.1)


def box_round(points: Sequence[Point], margin: float = 2.0) -> Box | None:
    """West, south, east, north round the points, ``margin`` degrees wider; None without any.

    Parameters
    ----------
    points
        Longitude and latitude in degrees (EPSG:4326); they run on beyond 180 where the case does.
    margin
        Degrees added on each side.

    Returns
    -------
    tuple of float or None
        West, south, east, north in degrees, no further to a pole than maps are drawn.
    """
    if not points:
        return None
    lons, lats = [lon for lon, _ in points], [lat for _, lat in points]
    south, north = max(min(lats) - margin, -MOST_LATITUDE), min(max(lats) + margin, MOST_LATITUDE)
    return (min(lons) - margin, south, max(lons) + margin, north) if south < north else None
