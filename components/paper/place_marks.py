"""Dots and names of places on paper, the case's own before the gazetteer's; names of countries and seas."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import product
from typing import TYPE_CHECKING

import numpy as np

from components.paper import basemap_shapes
from components.paper.label_layout import Style, name
from components.paper.pen import INK, SOFT
from components.paper.sheet_frame import unit
from data.basemap import gazetteer
from geo.picture.grammar import GAZETTEER_FROM, PROVINCE_NAMES, SAME_PLACE, SMALL_PROVINCE, THEMES
from geo.picture.label_ranks import MOST_BUSY
from geo.picture.spots import lying

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from components.paper.label_layout import Taken
    from components.paper.pen import Pen, Point
    from components.paper.sheet_frame import Frame
    from geo.picture.layers import MapPicture
    from geo.picture.place_labels import PlaceLabels

WATER = THEMES["light"]["water"]
# Parts of the world's width within which an event's spot is a place's, looked for in the cells around too.
_FINE = 4e6
_AROUND = tuple(product((0, -1, 1), repeat=2))
EDGE = 4.0  # points from the rim of the map within which no dot stands


@dataclass(frozen=True)
class Named:
    """A place that may be named: its id, where it is on the unit square, its name, how much it matters."""

    key: str
    x: float
    y: float
    text: str
    zoom: float
    first: bool
    of_case: bool
    busy: bool = False
    """Whether it is among those in sight of which most events are shown."""


def ranked(labels: PlaceLabels | None, mode: str, ground: str = "") -> list[Named]:
    """The places of the case, then those of the gazetteer that none of them stands for."""
    spelled = labels.modes.index(mode) if labels and mode in labels.modes else 0
    own = labels.labels if labels else ()
    x, y = unit(np.array([label.lon for label in own]), np.array([label.lat for label in own]))
    named = [
        Named(place.id, float(x[n]), float(y[n]), place.names[spelled], place.zoom, place.first, of_case=True)
        for n, place in enumerate(own)
    ]
    known = {str(label.geonames_id) for label in own if label.geonames_id}
    for row in _gazetteer(ground):
        apart = len(x) == 0 or float(np.min(np.maximum(abs(x - row.x), abs(y - row.y)))) >= SAME_PLACE
        if row.key not in known and apart:
            text = row.names.get(f"name_{mode}") or row.names["name"]
            named.append(Named(row.key, row.x, row.y, text, row.zoom, first=False, of_case=False))
    return named


def busy_first(frame: Frame, picture: MapPicture, places: Sequence[Named]) -> list[Named]:
    """The places with those of which most events are shown in front, beside the key places, as on screen."""
    _, x, y = lying(picture)
    points = np.column_stack(frame.from_unit(x, y))
    seen = np.all((points >= 0) & (points < (frame.width, frame.height)), axis=1)
    spots, counts = np.unique(np.column_stack([x, y])[seen], axis=0, return_counts=True)
    index = {_spot(place.x, place.y): place for place in places if place.of_case}
    busy: dict[str, Named] = {}
    # Of two spots of one place, and of key places, some are no further name.
    for x_, y_ in spots[np.argsort(-counts, kind="stable")[: 2 * MOST_BUSY]].tolist():
        near = (index.get(_spot(x_ + dx / _FINE, y_ + dy / _FINE)) for dx, dy in _AROUND)
        place = next(filter(None, near), None)
        if place and not place.first:
            busy[place.key] = replace(place, busy=True)
    first = list(busy.values())[:MOST_BUSY]
    keys = {place.key for place in first}
    return [*first, *(place for place in places if not (place.of_case and place.key in keys))]


def _spot(x: float, y: float) -> tuple[int, int]:
    return round(x * _FINE), round(y * _FINE)


def dots(
    pen: Pen, frame: Frame, places: Iterable[Named], taken: Taken, most: int | None
) -> list[tuple[Named, Point]]:
    """Draw a dot at each place to be named here and return them; at most `most` of them, the foremost."""
    shown = []
    for place in places:
        at = frame.point(place.x, place.y)
        inside = EDGE < at[0] < frame.width - EDGE and EDGE < at[1] < frame.height - EDGE
        spot = (at[0] - EDGE / 2, at[1] - EDGE / 2, at[0] + EDGE / 2, at[1] + EDGE / 2)
        if inside and (place.busy or frame.zoom >= place.zoom) and taken.free(spot):
            shown.append((place, at))
    for place, at in shown[:most]:
        radius = (3.1 if place.of_case else 2.2) * pen.pixel
        pen.disc(at, radius, fill="#ffffff", line=INK if place.of_case else SOFT, width=1.5)
        taken.take((at[0] - radius, at[1] - radius, at[0] + radius, at[1] + radius))
    return shown[:most]


def names(pen: Pen, taken: Taken, shown: Iterable[tuple[Named, Point]], size: float) -> None:
    """Write the names of the places that have a dot."""
    for place, at in shown:
        colour = INK if place.of_case else SOFT
        name(pen, taken, at, place.text, Style(size, colour, gap=6.5 * pen.pixel))


def ground_names(pen: Pen, frame: Frame, taken: Taken, mode: str, size: float, ground: str = "") -> None:
    """Countries, seas, and where the map is fine enough provinces and districts."""
    field = f"name_{mode}"
    layers, zoom = basemap_shapes.features(ground), frame.zoom
    for kind in ("country", "sea"):
        for feature in layers.get(f"names:{kind}", ()):
            if not feature.about["zoom_min"] <= zoom < feature.about["zoom_max"] + 1:
                continue
            text = feature.about.get(field) or feature.about["name"]
            sea = kind == "sea"
            shown = text if sea else "\u200a".join(text.upper())
            look = Style(size, WATER if sea else SOFT, bold=not sea, italic=sea, centred=True)
            name(pen, taken, _point(frame, feature), shown, look)
    if not PROVINCE_NAMES[0] <= zoom <= PROVINCE_NAMES[1]:
        return
    for row in layers.get("admin1:name", ()):
        if row.about.get("size", 1) < SMALL_PROVINCE and zoom < PROVINCE_NAMES[0] + 1:
            continue
        text = row.about.get(field) or row.about["name"]
        look = Style(size * 0.92, SOFT, italic=True, centred=True)
        name(pen, taken, _point(frame, row), text, look)


def _point(frame: Frame, row: basemap_shapes.Feature) -> Point:
    x, y = frame.from_unit(*row.lines[0])
    return float(x[0]), float(y[0])


@dataclass(frozen=True)
class _Row:
    key: str
    x: float
    y: float
    zoom: float
    names: dict[str, str]


@lru_cache(maxsize=4)
def _gazetteer(ground: str) -> tuple[_Row, ...]:
    rows = gazetteer(ground)
    x, y = unit(np.array([row["lon"] for row in rows]), np.array([row["lat"] for row in rows]))
    return tuple(
        _Row(
            str(row["geonames_id"]),
            float(x[n]),
            float(y[n]),
            next(zoom for least, zoom in GAZETTEER_FROM if row["population"] >= least),
            {field: name for field, name in row.items() if field.startswith("name")},
        )
        for n, row in enumerate(rows)
    )
