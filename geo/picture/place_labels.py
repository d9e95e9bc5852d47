"""Names of a case's places for the map's labels: all name modes at once, sent under a content hash."""

import gzip
import hashlib
import json
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field

import geopandas as gpd
import numpy as np
import pandas as pd

from geo.names import name_modes, place_names

# From this zoom a place of the kind is named; one of another kind, or of none, as a village is.
NAMED_FROM = {
    "capital": 3,
    "city": 7,
    "town": 8,
    "border crossing": 8,
    "checkpoint": 9,
    "village": 10,
}
# These are no points: they have no dot.
AREA_KINDS = frozenset({"country", "region", "district", "area"})
# Places that a reader looks for first are named from here, on the widest maps of a crisis, and set in bold.
FIRST_NAMED_FROM = 3
# No map names more places of a case than these; events are drawn at the others all the same.
MOST_LABELS = 3000
# Degrees to four places are eleven metres: finer than any outline is drawn.
_DECIMALS = 4


@dataclass(frozen=True)
class PlaceLabel:
    """One place's dot and its names in the order of the labels' `modes`."""

    id: str
    lon: float
    lat: float
    names: tuple[str, ...]
    zoom: int
    first: bool
    geonames_id: int | None


@dataclass(frozen=True)
class Outline:
    """The outline of a place that is an area, tied to its events by equal numbers."""

    area_id: str
    names: tuple[str, ...]
    """In the order of the labels' `modes`, each saying that it is schematic."""
    x: float
    y: float
    """The place's point as the columns of events have it."""
    accuracy: int
    """The byte of its accuracy there."""
    rings: tuple[tuple[tuple[float, float], ...], ...]
    """Longitude and latitude in degrees, EPSG:4326, holes among them."""


@dataclass(frozen=True)
class PlaceLabels:
    """The labels of one case, those to be placed first leading; `body` is JSON for the browser."""

    modes: tuple[str, ...]
    labels: tuple[PlaceLabel, ...] = field(repr=False)
    outlines: tuple[Outline, ...] = field(repr=False)
    body: bytes = field(repr=False)
    digest: str


def place_labels(
    places: gpd.GeoDataFrame,
    first: Sequence[str] = (),
    outlines: tuple[Outline, ...] = (),
    events_at: Sequence[str] = (),
) -> PlaceLabels:
    """Labels of the places that are points, at most `MOST_LABELS`; the ids `first` lead in their order.

    Parameters
    ----------
    places
        The places of a case, geometry as points (EPSG:4326).
    first
        Ids of the places named first.
    outlines
        Outlines of places, which go along.
    events_at
        The place of each event: of a case with more places than are named those with most events are.

    Returns
    -------
    PlaceLabels
        The labels, those named first before all others.
    """
    pointed = _foremost(places[~places["kind"].isin(list(AREA_KINDS))], first, events_at)
    modes = name_modes(places.columns)
    names = zip(*(place_names(pointed, mode) for mode in modes), strict=True)
    numbers = [_number(value) for value in pointed["geonames_id"]]
    rows = zip(pointed["place_id"], pointed["kind"], pointed.geometry, names, numbers, strict=True)
    labels = [
        PlaceLabel(
            place,
            round(point.x, 5),
            round(point.y, 5),
            tuple(spelled),
            min(_named_from(kind), FIRST_NAMED_FROM) if place in first else _named_from(kind),
            place in first,
            number,
        )
        for place, kind, point, spelled, number in rows
    ]
    rank = {place: number for number, place in enumerate(first)}
    labels.sort(key=lambda label: (rank.get(label.id, len(rank)), label.zoom))
    return _packed(modes, tuple(labels), outlines)


def _named_from(kind: str) -> int:
    return NAMED_FROM.get(kind, NAMED_FROM["village"])


def _foremost(
    pointed: gpd.GeoDataFrame, first: Collection[str], events_at: Sequence[str]
) -> gpd.GeoDataFrame:
    """The places to be named, the most wanted ones of a case that has more than a map can carry."""
    if len(pointed) <= MOST_LABELS:
        return pointed
    counts = pd.Series(events_at, dtype="str").value_counts()
    events = pointed["place_id"].map(counts).fillna(0).to_numpy()
    others = ~pointed["place_id"].isin(list(first)).to_numpy()
    wanted = np.lexsort((pointed["kind"].map(_named_from).to_numpy(), -events, others))
    return pointed.iloc[wanted[:MOST_LABELS]]


def packed(labels: PlaceLabels) -> bytes:
    """The labels as they go over the wire, gzip; the same bytes for the same labels."""
    return gzip.compress(labels.body, compresslevel=6, mtime=0)


def _number(value: object) -> int | None:
    text = str(value).removesuffix(".0")
    return int(text) if text.isdigit() else None


def _packed(
    modes: tuple[str, ...], labels: tuple[PlaceLabel, ...], outlines: tuple[Outline, ...]
) -> PlaceLabels:
    rows = [
        [label.id, label.lon, label.lat, label.zoom, int(label.first), label.geonames_id, *label.names]
        for label in labels
    ]
    shapes = [
        [
            outline.x,
            outline.y,
            outline.accuracy,
            outline.area_id,
            list(map(_line, outline.rings)),
            *outline.names,
        ]
        for outline in outlines
    ]
    message = {"modes": modes, "places": rows, "outlines": shapes}
    body = json.dumps(message, ensure_ascii=False, separators=(",", ":")).encode()
    return PlaceLabels(modes, labels, outlines, body, hashlib.sha256(body).hexdigest()[:32])


def _line(ring: Sequence[tuple[float, float]]) -> list[float]:
    return [round(part, _DECIMALS) for point in ring for part in point]
