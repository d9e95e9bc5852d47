"""Places that are areas: an event known only to one is drawn as its outline, hatched, named as schematic."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from geo.accuracy import as_bytes, as_metres
from geo.memo import once_per_case
from geo.names import name_modes, names_by_id
from geo.picture.area_shapes import rings_of
from geo.picture.label_ranks import key_places
from geo.picture.layers import Area
from geo.picture.place_labels import Outline, PlaceLabels, place_labels
from geo.picture.spots import sited, spots
from geo.view.event_columns import on_unit_square

if TYPE_CHECKING:
    import numpy.typing as npt
    from shapely import MultiPolygon, Polygon

    from geo.case.case import Case
    from geo.picture.layers import MapPicture

# An outline is simplified to this share of its extent: hatched and named as schematic it looks the same.
FINENESS = 1 / 400


def labels_of(case: Case) -> PlaceLabels:
    """Return the labels of a case's places: key places first, with outlines, and those with most events."""
    return place_labels(case.places, key_places(case), outlines_of(case), case.events["place_id"])


@once_per_case(8)
def outlines_of(case: Case) -> tuple[Outline, ...]:
    """The outlines of the places where something happened.

    There is none where another place has the same point and accuracy: their events are one spot.
    """
    happened = case.events.loc[case.events["place_role"].eq("site"), "place_id"]
    areas = case.areas[case.areas["place_id"].isin(happened) & case.areas["place_id"].ne("")]
    if areas.empty:
        return ()
    at = _spots(case.places)
    at = at[~at.duplicated(keep=False)]
    areas = areas[areas["place_id"].isin(at.index)].drop_duplicates("place_id")
    at = at.loc[areas["place_id"]]
    called = [names_by_id(case.places, mode) for mode in name_modes(case.places.columns)]
    columns = areas["area_id"], areas["place_id"], areas.geometry, at["x"], at["y"], at["accuracy"]
    return tuple(
        Outline(
            area,
            tuple(f"{names[place]} (schematic)" for names in called),
            x,
            y,
            int(accuracy),
            tuple(rings_of(_simplified(shape))),
        )
        for area, place, shape, x, y, accuracy in zip(*columns, strict=True)
    )


def _spots(places: pd.DataFrame) -> pd.DataFrame:
    """Point and accuracy of each place by its id, as the columns of its events have them."""
    x, y = on_unit_square(places["lon"].to_numpy(float), places["lat"].to_numpy(float))
    accuracy = as_bytes(places["accuracy_m"].to_numpy(float))
    parts = {"x": x.astype(float), "y": y.astype(float), "accuracy": accuracy}
    return pd.DataFrame(parts, index=places["place_id"].to_numpy())


def _simplified(shape: Polygon | MultiPolygon) -> Polygon | MultiPolygon:
    west, south, east, north = shape.bounds
    simple: Polygon | MultiPolygon = shape.simplify(max(east - west, north - south) * FINENESS)
    return simple


def outlined(picture: MapPicture) -> tuple[tuple[Area, ...], npt.NDArray[np.bool_]]:
    """The outlines of the events a picture draws, and which of its events they stand for.

    Parameters
    ----------
    picture
        The picture.

    Returns
    -------
    areas : tuple of Area
        Outlines in EPSG:4326, those with most events first, named in the picture's name mode.
    rows : numpy.ndarray
        bool, one an event of the picture's columns.
    """
    columns, labels = picture.events, picture.places
    rows = np.zeros(0 if columns is None else len(columns), dtype=np.bool_)
    if columns is None or labels is None or not labels.outlines:
        return (), rows
    mode = labels.modes.index(picture.names) if picture.names in labels.modes else 0
    exact = as_metres(np.array([outline.accuracy for outline in labels.outlines], dtype=np.uint8)).tolist()
    by_spot = {
        (outline.x, outline.y, metres): outline
        for outline, metres in zip(labels.outlines, exact, strict=True)
    }
    areas = []
    for spot in spots(columns, sited(picture)):
        outline = by_spot.get((spot.x, spot.y, spot.metres))
        if outline is not None:
            areas.append(Area(outline.area_id, outline.names[mode], outline.rings))
            rows[list(spot.rows)] = True
    return tuple(areas), rows
