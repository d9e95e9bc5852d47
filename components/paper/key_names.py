"""Key places on paper: named first and always, beside their dot, or further off with a leader line to it."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

from components.paper.label_layout import boxes_along, clear, offset
from components.paper.pen import INK, LINE_HEIGHT, text_width
from geo.picture.label_ranks import APART, DIRECTIONS, NAME_REACHES, ONE_LINE, two_lines

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from components.paper.label_layout import Taken
    from components.paper.pen import Box, Pen, Point
    from components.paper.place_marks import Named
    from components.paper.sheet_frame import Frame

# What a name costs for each step it lies further off, for standing on a road, in its lesser form, for a side.
FURTHER, ON_ROAD, OTHER_FORM, LATER_SIDE = 3.0, 4.0, 2.0, 0.2
UNNAMED = 100.0
DOT = 4.8
EDGE = 4.0  # points from the rim of the map within which no dot stands


@dataclass(frozen=True)
class _Form:
    lines: tuple[str, ...]
    size: float
    width: float
    height: float


@dataclass(frozen=True)
class Planned:
    """Where a key place's name stands, and how far off its dot, in steps."""

    place: Named
    at: Point
    form: _Form
    box: Box
    steps: int
    side: int


def dots(pen: Pen, frame: Frame, places: Iterable[Named], taken: Taken) -> list[tuple[Named, Point]]:
    """Return the key places on the map, none under a panel, and keep words off their dots."""
    shown: list[tuple[Named, Point]] = []
    for place in places:
        at = frame.point(place.x, place.y)
        inside = EDGE < at[0] < frame.width - EDGE and EDGE < at[1] < frame.height - EDGE
        alone = all(math.dist(at, other) >= APART * pen.pixel for _, other in shown)
        if place.first and inside and frame.zoom >= place.zoom and alone and taken.free((*at, *at)):
            shown.append((place, at))
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
    """Give the names of key places the cheapest rooms there are, and keep everything else off them.

    Where one name stands decides what is left for the next, so several orders are tried.
    """
    trials = [_in_order(pen, taken, order, size) for order in _orders(shown)]
    _, best = min(trials, key=lambda trial: trial[0], default=(0.0, []))
    for item in best:
        for box in (item.box, *_lead_boxes(item, pen.pixel)):
            taken.take(box)
            taken.firm.append(box)
        taken.words.append((item.place.text, item.box))
    return best


def _orders(shown: Sequence[tuple[Named, Point]]) -> list[list[tuple[Named, Point]]]:
    """By rank, then from each side of the map."""
    rows = list(shown)
    east, north = sorted(rows, key=lambda row: row[1][0]), sorted(rows, key=lambda row: row[1][1])
    return [rows, rows[::-1], east, east[::-1], north, north[::-1]]


def _in_order(
    pen: Pen, taken: Taken, rows: Sequence[tuple[Named, Point]], size: float
) -> tuple[float, list[Planned]]:
    """Names placed one after the other, and what they cost in all; one without room costs most."""
    total, planned, others = 0.0, list[Planned](), list["Box"]()
    for place, at in rows:
        cost, best = min(
            _offers(pen, taken, place, at, size, others), key=lambda offer: offer[0], default=(UNNAMED, None)
        )
        total += cost
        if best is not None:
            planned.append(best)
            others += [best.box, *_lead_boxes(best, pen.pixel)]
    return total, planned


def _offers(
    pen: Pen, taken: Taken, place: Named, at: Point, size: float, others: Sequence[Box]
) -> Iterator[tuple[float, Planned]]:
    """Every free box a name may stand in, with what it costs."""
    for steps, pixels in enumerate(NAME_REACHES):
        for rank, form in enumerate(_forms(taken, place.text, size, pen.pixel)):
            for turn, side in enumerate(DIRECTIONS):
                dx, dy = offset(side, pixels * pen.pixel, form.width, form.height)
                box = (at[0] + dx - 2, at[1] + dy, at[0] + dx + form.width + 2, at[1] + dy + form.height)
                offer = Planned(place, at, form, box, steps, side[0])
                lead = _lead_boxes(offer, pen.pixel)
                if (
                    taken.inside(box)
                    and taken.free(box)
                    and clear(box, others)
                    and _open(lead, taken, others)
                ):
                    cost = steps * FURTHER + rank * OTHER_FORM + turn * LATER_SIDE
                    cost += 0.0 if taken.clear_of_roads(box) else ON_ROAD
                    yield cost, offer


def _open(lead: Sequence[Box], taken: Taken, others: Sequence[Box]) -> bool:
    """Whether a leader line runs over no other key place, name or panel."""
    return all(taken.clear_of_firm(box) and clear(box, others) for box in lead)


def _lead_boxes(item: Planned, pixel: float) -> list[Box]:
    """Small boxes along a name's leader line, none where it has none; they begin off its own dot."""
    if not item.steps:
        return []
    near = (min(max(item.at[0], item.box[0]), item.box[2]), min(max(item.at[1], item.box[1]), item.box[3]))
    return boxes_along(item.at, near, (DOT + 3) * pixel)


def _forms(taken: Taken, text: str, size: float, pixel: float) -> tuple[_Form, ...]:
    """The ways to write a name, the best first: on one line, or one name a line."""
    whole = _form((text,), size * 1.15)
    parts = two_lines(text)
    if len(parts) == 1:
        return (whole,)
    split = _form(parts, size * 1.15)
    narrow = taken.inner[2] - taken.inner[0] < size * 45
    return (split, whole) if narrow or whole.width > ONE_LINE * pixel else (whole, split)


def _form(lines: tuple[str, ...], size: float) -> _Form:
    width = max(text_width(line, size, bold=row == 0) for row, line in enumerate(lines))
    return _Form(lines, size, width, len(lines) * size * LINE_HEIGHT)


def draw_names(pen: Pen, planned: Iterable[Planned]) -> None:
    """Write the planned names, with a leader line to the dot of those that stand off it."""
    for item in planned:
        (x0, y0, x1, y1), (x, y) = item.box, item.at
        if item.steps:
            near = (min(max(x, x0), x1), min(max(y, y0), y1))
            pen.line([(x, y), near], INK, 1.2)
        for row, line in enumerate(item.form.lines):
            spare = item.form.width - text_width(line, item.form.size, bold=row == 0)
            left = x0 + 2 + (spare if item.side < 0 else 0.0 if item.side > 0 else spare / 2)
            middle = y1 - (row + 0.5) * item.form.size * LINE_HEIGHT
            pen.words(left, middle, line, item.form.size, bold=row == 0, halo=True)
