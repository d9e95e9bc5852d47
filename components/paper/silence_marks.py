"""Silent places on paper: at each one's dot an empty balloon with the days since the last report."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from components.paper.pen import PAPER, SOFT, text_width

if TYPE_CHECKING:
    from collections.abc import Iterable

    from components.paper.label_layout import Taken
    from components.paper.pen import Box, Pen, Point
    from components.paper.place_marks import Named
    from geo.picture.layers import MapPicture

SMALLER = 0.9  # of the running text
REACHES = (7, 14, 24, 38)
DOT = 4.0  # pixels that a lead keeps from the middle of its place


def silences(
    pen: Pen, picture: MapPicture, shown: Iterable[tuple[Named, Point]], taken: Taken, size: float
) -> tuple[str, ...]:
    """Draw the silences of the places that have a dot, where there is room; return those places' ids."""
    dots = {place.key: at for place, at in shown if place.of_case}
    drawn = []
    for silence in picture.silences:
        words, at = f"{silence.days:,} d", dots.get(silence.id)
        box = _room(pen, taken, at, text_width(words, size * SMALLER, bold=True), size) if at else None
        if at and box:
            balloon(pen, box, at, words, size * SMALLER, name=f"silence:{silence.id}")
            taken.take(box)
            taken.words.append((words, box))
            drawn.append(silence.id)
    return tuple(drawn)


def balloon(pen: Pen, box: Box, at: Point, words: str, size: float, name: str = "") -> None:
    """A dashed rim round the words, with a lead to the place that nothing is heard of."""
    x0, y0, x1, y1 = box
    near = (min(max(at[0], x0 + 3), x1 - 3), min(max(at[1], y0), y1))
    share = DOT * pen.pixel / (math.dist(at, near) or 1.0)
    start = (at[0] + (near[0] - at[0]) * share, at[1] + (near[1] - at[1]) * share)
    pen.line([start, near], SOFT, 1.2)
    pen.box(box, PAPER, PAPER, 0.0, 5)
    corners = [(x0, y0), (x1, y0), (x1, y1), (x0, y1), (x0, y0)]
    pen.line(corners, SOFT, 1.2, (3, 2), name=name)
    pen.words(x0 + size * 0.4, (y0 + y1) / 2, words, size, colour=SOFT, bold=True)


def _room(pen: Pen, taken: Taken, at: Point, wide: float, size: float) -> Box | None:
    """A box beside a place that touches nothing in use, best one that covers no road."""
    (x, y), w, h = at, wide + size * SMALLER * 0.8, size * SMALLER * 1.4
    boxes = []
    for reach in (item * pen.pixel for item in REACHES):
        for dx, dy in ((reach, reach), (-reach - w, reach), (reach, -reach - h), (-reach - w, -reach - h)):
            box = (x + dx, y + dy, x + dx + w, y + dy + h)
            if taken.inside(box) and taken.free((box[0] - 2, box[1] - 2, box[2] + 2, box[3] + 2)):
                boxes.append(box)
    clear = (box for box in boxes if taken.clear_of_roads(box))
    return next(clear, boxes[0] if boxes else None)
