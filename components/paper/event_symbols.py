"""Events on paper: one sign a category at each spot, with a number where there is more than one."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from itertools import compress
from typing import TYPE_CHECKING

import numpy as np

from components.paper import sign_marks
from components.paper.pen import INK, SOFT, text_width
from geo.picture.grammar import AREA_METRES, HALF, LEAST_RING, MOST_RING, NEAR, RING_METRES
from geo.picture.label_ranks import SIGN_SIDES
from geo.picture.layers import MapPicture
from geo.picture.name_room import clear, offset
from geo.picture.spots import Chip, Spot, chips, sited, spots

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy.typing as npt

    from components.paper.label_layout import Taken
    from components.paper.pen import Box, Pen, Point
    from components.paper.sheet_frame import Frame

GAP = 5.0
WIDE_ROW, LONG_ROW = 4, 3
NUMBER_SIZE = 10.0
FAR = 120.0


@dataclass
class Laid:
    """The signs of one spot and the box they stand in, points."""

    at: Point
    spot: Spot
    signs: list[Chip]
    box: Box


def draw(
    pen: Pen, frame: Frame, picture: MapPicture, taken: Taken, by_outline: npt.NDArray[np.bool_]
) -> list[Laid]:
    """Draw the picture's events and return what stands where.

    Of its events those that `by_outline` tells of are drawn as an outline too, which holds them all.
    """
    columns = picture.events
    rows = sited(picture)
    if columns is None or not len(rows):
        return []
    joined = _gathered(frame, spots(columns, rows), pen.pixel, by_outline)
    seen = [item for item in joined if _inside(_at(frame, item), frame)]
    laid = _lay(pen, frame, seen, picture, taken)
    for row in laid:
        _draw_chips(pen, row)
        taken.take(row.box)
    return laid


def ringed(pen: Pen, frame: Frame, picture: MapPicture, by_outline: npt.NDArray[np.bool_]) -> list[Spot]:
    """The spots known roughly and without an outline whose ring is neither too small nor too wide to see."""
    columns, rows = picture.events, sited(picture)
    if columns is None:
        return []
    per_pixel = frame.metres_per_point * pen.pixel
    rough = _gathered(frame, spots(columns, rows[~by_outline[rows]]), pen.pixel, by_outline)
    return [
        spot
        for spot in rough
        if spot.metres >= RING_METRES and LEAST_RING <= spot.metres / per_pixel <= MOST_RING
    ]


def rings(pen: Pen, frame: Frame, picture: MapPicture, by_outline: npt.NDArray[np.bool_]) -> None:
    """A ring to scale round each place that is known roughly and has no outline."""
    for spot in ringed(pen, frame, picture, by_outline):
        radius = spot.metres / frame.metres_per_point
        if spot.metres >= AREA_METRES:
            pen.disc(_at(frame, spot), radius, line=SOFT, alpha=0.25, hatch="///")
        pen.disc(_at(frame, spot), radius, line=SOFT, width=1.4, dash=(6, 4))


def _at(frame: Frame, spot: Spot) -> Point:
    return frame.point(spot.x, spot.y)


def _inside(at: Point, frame: Frame) -> bool:
    return 0 <= at[0] <= frame.width and 0 <= at[1] <= frame.height


def _gathered(frame: Frame, spots: list[Spot], pixel: float, by_outline: npt.NDArray[np.bool_]) -> list[Spot]:
    """Spots nearer than a sign's width as one; areas are gathered among themselves."""
    rough = [row.metres >= AREA_METRES or bool(by_outline[row.rows[0]]) for row in spots]
    exact = [row for row, is_rough in zip(spots, rough, strict=True) if not is_rough]
    return [*_near(frame, exact, pixel), *_near(frame, list(compress(spots, rough)), pixel)]


def _near(frame: Frame, spots: list[Spot], pixel: float) -> list[Spot]:
    merged: list[Spot] = []
    points = np.empty((len(spots), 2))
    for spot in spots:
        at = _at(frame, spot)
        near = np.hypot(*(points[: len(merged)] - at).T) < NEAR * pixel
        if near.any():
            host = int(near.argmax())
            merged[host] = _with(merged[host], spot)
        else:
            points[len(merged)] = at
            merged.append(spot)
    return merged


def _with(host: Spot, spot: Spot) -> Spot:
    return replace(host, rows=host.rows + spot.rows, metres=max(host.metres, spot.metres))


def _lay(pen: Pen, frame: Frame, spots: list[Spot], picture: MapPicture, taken: Taken) -> list[Laid]:
    """Signs of all spots without one over another: a spot that finds no room is told with its neighbour."""
    columns = picture.events
    if columns is None:
        return []
    while True:
        laid: list[Laid] = []
        joined = False
        for spot in spots:
            shown = chips(columns, spot.rows, picture)
            box = _room(pen, _at(frame, spot), shown, laid, taken)
            host = None if box else _host(laid, _at(frame, spot), pen.pixel)
            if host is None:
                at = _at(frame, spot)
                laid.append(Laid(at, spot, shown, box or _off_key_places(pen, at, shown, taken)))
            else:
                host.spot, joined = _with(host.spot, spot), True
        if not joined:
            return laid
        spots = [row.spot for row in laid]


def _room(pen: Pen, at: Point, shown: list[Chip], laid: list[Laid], taken: Taken) -> Box | None:
    others = [*(row.box for row in laid), *taken.firm]
    for box in _offers(pen, at, shown):
        on_point = box[0] < at[0] < box[2] and box[1] < at[1] < box[3]
        if clear(box, others) and (on_point or (taken.free(box) and taken.inside(box))):
            return box
    return None


def _off_key_places(pen: Pen, at: Point, shown: list[Chip], taken: Taken) -> Box:
    """Where signs stand that find neither room nor a neighbour: over what yields, not over a key place."""
    offers = _offers(pen, at, shown)
    return next((box for box in offers if taken.clear_of_firm(box)), offers[-1])


def _host(laid: list[Laid], at: Point, pixel: float) -> Laid | None:
    near = [row for row in laid if math.dist(row.at, at) < FAR * pixel]
    return min(near, key=lambda row: math.dist(row.at, at), default=None)


def _offers(pen: Pen, at: Point, shown: list[Chip]) -> list[Box]:
    """Boxes for the signs: one sign on its point, else beside it; several always beside."""
    rows = _rows(shown)
    pad = 3 * pen.pixel
    wide = max(_row_width(row, pen.pixel) for row in rows) + 2 * pad
    high = len(rows) * _row_height(pen.pixel) + pad
    x, y = at
    half = HALF * pen.pixel
    on_point = [(x - half - pad, y - high / 2, x - half - pad + wide, y + high / 2)]
    corners = [
        (x + dx, y + dy)
        for off in (8 * pen.pixel, 22 * pen.pixel, 40 * pen.pixel)
        for dx, dy in (offset(side, off, wide, high, 1) for side in SIGN_SIDES)
    ]
    beside = [(left, low, left + wide, low + high) for left, low in corners]
    return [*on_point, *beside] if len(shown) == 1 else beside


def _rows(shown: list[Chip]) -> list[list[Chip]]:
    most = WIDE_ROW if len(shown) <= WIDE_ROW else LONG_ROW
    return [shown[start : start + most] for start in range(0, len(shown), most)]


def _row_height(pixel: float) -> float:
    return (2 * HALF + 6) * pixel


def _chip_width(chip: Chip, pixel: float) -> float:
    number = text_width(str(chip.count), NUMBER_SIZE * pixel, bold=True) + 3 * pixel if chip.count > 1 else 0
    return 2 * HALF * pixel + number


def _row_width(row: Sequence[Chip], pixel: float) -> float:
    return sum(_chip_width(chip, pixel) for chip in row) + GAP * pixel * (len(row) - 1)


def _draw_chips(pen: Pen, group: Laid) -> None:
    pixel, half = pen.pixel, HALF * pen.pixel
    if len(group.signs) > 1:
        pen.line([group.at, _nearest(group.at, group.box)], SOFT, 1.0)
        pen.disc(group.at, 2.2 * pixel, fill=INK)
        pen.box(group.box, "#ffffff", "#a9b0b7", 0.8, 4)
    for number, row in enumerate(_rows(group.signs)):
        x = (group.box[0] + group.box[2] - _row_width(row, pixel)) / 2
        y = group.box[3] - 1.5 * pixel - (number + 0.5) * _row_height(pixel)
        for chip in row:
            name = f"event:{group.at[0]:.0f},{group.at[1]:.0f}:{chip.category}"
            sign_marks.sign(pen, (x + half, y), half, chip.category, look=chip.look, name=name)
            if chip.single:
                low = y - half - 2.2 * pixel
                pen.line([(x + 0.4 * half, low), (x + 1.6 * half, low)], SOFT, 1.6)
            if chip.count > 1:
                size = NUMBER_SIZE * pixel
                pen.words(x + 2 * half + 2.5 * pixel, y, str(chip.count), size, bold=True, halo=True)
            x += _chip_width(chip, pixel) + GAP * pixel


def _nearest(at: Point, box: Box) -> Point:
    return min(max(at[0], box[0]), box[2]), min(max(at[1], box[1]), box[3])
