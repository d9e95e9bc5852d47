"""Key places on paper: named first and always, beside their dot, or further off with a leader line to it."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

from components.paper.pen import INK, LINE_HEIGHT, text_width
from components.paper.place_marks import EDGE
from geo.picture.label_ranks import APART, DOT, ONE_LINE, two_lines
from geo.picture.name_room import SIDE_AIR, Ground, Room, Wanted, rim, rooms

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from components.paper.label_layout import Taken
    from components.paper.pen import Pen, Point
    from components.paper.place_marks import Named
    from components.paper.sheet_frame import Frame


@dataclass(frozen=True)
class _Form:
    lines: tuple[str, ...]
    size: float
    width: float
    height: float


@dataclass(frozen=True)
class Planned:
    """A key place's name, set in lines, and the room it has."""

    text: str
    form: _Form
    room: Room


def dots(
    pen: Pen, frame: Frame, places: Iterable[Named], taken: Taken, most: int | None
) -> list[tuple[Named, Point]]:
    """Return the key places on the map, at most `most` and none under a panel; keep words off their dots."""
    shown: list[tuple[Named, Point]] = []
    for place in places:
        at = frame.point(place.x, place.y)
        inside = EDGE < at[0] < frame.width - EDGE and EDGE < at[1] < frame.height - EDGE
        alone = all(math.dist(at, other) >= APART * pen.pixel for _, other in shown)
        if place.first and inside and frame.zoom >= place.zoom and alone and taken.free((*at, *at)):
            shown.append((place, at))
    shown = shown[:most]
    half = (DOT + 1.5) * pen.pixel
    for _, (x, y) in shown:
        box = (x - half, y - half, x + half, y + half)
        taken.take(box)
        taken.firm.append(box)
    return shown


def draw_dots(pen: Pen, shown: Iterable[tuple[Named, Point]]) -> None:
    """Draw the dots of key places over what lies under them."""
    for _, at in shown:
        pen.disc(at, DOT * pen.pixel, fill="#ffffff", line=INK, width=2.2)


def plan(pen: Pen, taken: Taken, shown: Sequence[tuple[Named, Point]], size: float) -> list[Planned]:
    """Give the names of key places the cheapest rooms there are, and keep everything else off them."""
    forms = {place.key: _forms(taken, place.text, size, pen.pixel) for place, _ in shown}
    texts = {place.key: place.text for place, _ in shown}
    wanted = [
        Wanted(place.key, at, tuple((form.width, form.height) for form in forms[place.key]))
        for place, at in shown
    ]
    ground = Ground(taken.inner, tuple(taken.boxes), tuple(taken.roads), pen.pixel, up=1)
    planned = [Planned(texts[room.key], forms[room.key][room.form], room) for room in rooms(wanted, ground)]
    for item in planned:
        for box in (item.room.box, *item.room.lead):
            taken.take(box)
            taken.firm.append(box)
        taken.plates.append(item.room.box)
        taken.words.append((item.text, item.room.box))
    return planned


def _forms(taken: Taken, text: str, size: float, pixel: float) -> tuple[_Form, ...]:
    """The ways to write a name, the best first: on one line, or one name a line."""
    one_row = _form((text,), size * 1.15)
    parts = two_lines(text)
    if len(parts) == 1:
        return (one_row,)
    split = _form(parts, size * 1.15)
    narrow = taken.inner[2] - taken.inner[0] < size * 45
    return (split, one_row) if narrow or one_row.width > ONE_LINE * pixel else (one_row, split)


def _form(lines: tuple[str, ...], size: float) -> _Form:
    width = max(text_width(line, size, bold=row == 0) for row, line in enumerate(lines))
    return _Form(lines, size, width, len(lines) * size * LINE_HEIGHT)


def draw_names(pen: Pen, planned: Iterable[Planned]) -> None:
    """Write the planned names, with a leader line to the dot of those that stand off it."""
    for item in planned:
        room = item.room
        if room.lead:
            pen.line([room.at, rim(room.box, room.at)], INK, 1.2)
        for row, line in enumerate(item.form.lines):
            spare = item.form.width - text_width(line, item.form.size, bold=row == 0)
            left = room.box[0] + SIDE_AIR + (spare if room.side < 0 else 0.0 if room.side > 0 else spare / 2)
            middle = room.box[3] - (row + 0.5) * item.form.size * LINE_HEIGHT
            pen.words(left, middle, line, item.form.size, bold=row == 0, halo=True)
