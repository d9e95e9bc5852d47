"""Words on a map, placed by rank: none over another, over a sign, or over a panel."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np

from components.paper import label_offers
from components.paper.pen import INK, LINE_HEIGHT, text_width, wrapped
from geo.picture.label_ranks import (
    BRIEF_LETTERS,
    CALLOUT_LETTERS,
    CALLOUT_REACHES,
    DIRECTIONS,
    LEAST_LETTERS,
    callout,
)
from geo.picture.name_room import LEAD_STEP, boxes_along, clear, offset, rim

if TYPE_CHECKING:
    from collections.abc import Sequence

    from components.paper.pen import Box, Pen, Point

PLATE = "#ffffff"
GAP = LEAD_STEP / 3
AIR = 2.0  # points between words in a box and what is near
# Where there is hardly room, words are tried at these distances.
FINE_REACHES = tuple(range(10, 250, 12))
# There a box above, below or beside its point is also tried moved along by so much of its length.
SLIDES = (0.0, 0.25, -0.25, 0.5, -0.5, 0.6, -0.6, 0.8, -0.8)


@dataclass
class Taken:
    """Boxes that are in use, and the area within which words may stand; all in points."""

    inner: Box
    boxes: list[Box] = field(default_factory=list)
    roads: list[Box] = field(default_factory=list)
    """Boxes that lines run through: words keep off them where there is other room."""
    firm: list[Box] = field(default_factory=list)
    """Boxes that nothing may cover, not even what must find room: key places, their names, panels."""
    plates: list[Box] = field(default_factory=list)
    """Boxes with words that no other's lead runs over."""
    words: list[tuple[str, Box]] = field(default_factory=list)
    """What was written where."""

    def free(self, box: Box) -> bool:
        """Whether a box touches none in use."""
        return clear(box, self.boxes)

    def tells(self, text: str) -> bool:
        """Whether some words written hold the text."""
        return any(text in item for item, _ in self.words)

    def clear_of_roads(self, box: Box) -> bool:
        """Whether no line runs through a box."""
        return clear(box, self.roads)

    def clear_of_firm(self, box: Box) -> bool:
        """Whether a box covers nothing of what may never be covered."""
        return clear(box, self.firm)

    def inside(self, box: Box) -> bool:
        """Whether a box lies within the map."""
        left, low, right, high = self.inner
        return box[0] >= left and box[1] >= low and box[2] <= right and box[3] <= high

    def take(self, box: Box) -> None:
        """Put a box in use."""
        self.boxes.append(box)


@dataclass(frozen=True)
class Style:
    """How a name is set; `gap` is how far it keeps from its point, in points."""

    size: float
    colour: str = INK
    bold: bool = False
    italic: bool = False
    gap: float = 5.0
    centred: bool = False


def name(pen: Pen, taken: Taken, at: Point, text: str, style: Style) -> bool:
    """Write a name beside its point where there is room; tell whether there was."""
    if not text:
        return False
    x, y = at
    wide, high = text_width(text, style.size, bold=style.bold), style.size * LINE_HEIGHT
    offers = [(-wide / 2, -high / 2)] if style.centred else _beside(wide, high, style.gap)
    boxes = [(x + dx - 1.5, y + dy, x + dx + wide + 1.5, y + dy + high) for dx, dy in offers]
    fitting = [box for box in boxes if taken.inside(box) and taken.free(box)]
    if not fitting:
        return False
    box = next((item for item in fitting if clear(item, taken.roads)), fitting[0])
    taken.take(box)
    taken.words.append((text, box))
    pen.words(
        box[0] + 1.5, (box[1] + box[3]) / 2, text, style.size,
        colour=style.colour, bold=style.bold, italic=style.italic, halo=True,
    )  # fmt: skip
    return True


def _beside(wide: float, high: float, gap: float) -> list[Point]:
    """Where a name may stand beside its point, the best first."""
    return [offset(side, gap, wide, high, 1) for side in DIRECTIONS]


@dataclass(frozen=True)
class _Form:
    """Words set in lines, each with whether it is bold, and the box they need, points."""

    text: str
    lines: tuple[tuple[str, bool], ...]
    size: float
    width: float
    height: float


def plate(
    pen: Pen,
    taken: Taken,
    anchors: Sequence[Point],
    text: str,
    colour: str,
    size: float,
    *,
    off: float = LEAD_STEP,
) -> bool:
    """Words in a box beside a line, or a sign whose half is `off`, with a lead to it; first off the roads."""
    # Other than a road in use they rather go unsaid than run over a name or hide what signs count.
    between = (CALLOUT_LETTERS + BRIEF_LETTERS) // 2
    letters = (BRIEF_LETTERS,) if _narrow(taken, size) else (CALLOUT_LETTERS, between, BRIEF_LETTERS)
    forms = [_set(text, (text, ""), size, most) for most in letters]
    count = text.rpartition(": ")[2]
    # At last what they count alone.
    least = [_set(text, (count, ""), size, most) for most in (BRIEF_LETTERS, LEAST_LETTERS)]
    last = (_last(pen, taken, anchors, form, _off_words(taken)[:1], off) for form in (*forms, *least))
    place = _offered(pen, taken, anchors, forms, off) or next(filter(None, last), None)
    return _written(pen, taken, place, colour)


def road_plate(
    pen: Pen, taken: Taken, anchors: Sequence[Point], text: str, colour: str, size: float, *, in_use: bool
) -> bool:
    """A road's words, in full or by its state and days; one in use finds room over signs and lines."""
    full, brief = callout(text)
    short = _set(text, brief, size, BRIEF_LETTERS)
    wide = [_set(text, full, size, letters) for letters in (CALLOUT_LETTERS, BRIEF_LETTERS)]
    forms = [short] if _narrow(taken, size) else [*wide, short]
    place = _offered(pen, taken, anchors, forms)
    if place is None and in_use:
        # Rather in more lines than over words.
        ways = (short, _set(text, brief, size, LEAST_LETTERS))
        last = (_last(pen, taken, anchors, form, (suits,)) for suits in _off_words(taken) for form in ways)
        place = next(filter(None, last), None)
    return _written(pen, taken, place, colour)


def _last(
    pen: Pen,
    taken: Taken,
    anchors: Sequence[Point],
    form: _Form,
    tries: Sequence[Suits],
    off: float = LEAD_STEP,
) -> _Found | None:
    """The last resort: the first room of several kinds, the best kind first."""
    return next(
        (place for suits in tries if (place := _room(pen, taken, anchors, form, suits, off, FINE_REACHES))),
        None,
    )


def _off_words(taken: Taken) -> tuple[Suits, ...]:
    """For a road in use: with a lead over signs, then standing on them, then with a lead over words."""
    return (
        Suits(airy=taken.boxes, lead=taken.plates),
        Suits(box=taken.firm, lead=taken.plates),
        Suits(airy=taken.boxes),
        Suits(box=taken.firm),
    )


def _narrow(taken: Taken, size: float) -> bool:
    return taken.inner[2] - taken.inner[0] < size * 45


def _set(text: str, parts: Sequence[str], size: float, letters: int) -> _Form:
    # However few the letters, no word is cut.
    words = (text_width(word, size, bold=row == 0) for row, part in enumerate(parts) for word in part.split())
    most = max(letters * size * 0.56, *words)
    lines = tuple(
        (line, row == 0)
        for row, part in enumerate(parts)
        if part
        for line in wrapped(part, size, most, bold=row == 0)
    )
    width = max(text_width(line, size, bold=bold) for line, bold in lines) + 1.3 * size
    return _Form(text, lines, size, width, len(lines) * size * LINE_HEIGHT + size * 0.5)


_Found = tuple["Box", "list[Point]", _Form]


@dataclass(frozen=True)
class Suits:
    """What a box of words keeps off, what it keeps off with air between, and what its lead keeps off."""

    box: Sequence[Box] = ()
    airy: Sequence[Box] = ()
    lead: Sequence[Box] = ()


def _offered(
    pen: Pen, taken: Taken, anchors: Sequence[Point], forms: Sequence[_Form], off: float = LEAD_STEP
) -> _Found | None:
    """First off roads, with a lead that crosses no words, then with one over words, then over roads."""
    words = [box for _, box in taken.words]
    suits = (
        Suits(taken.roads, taken.boxes, [*taken.firm, *words]),
        Suits(taken.roads, taken.boxes, taken.firm),
        Suits((), taken.boxes, taken.firm),
    )
    tries = (_room(pen, taken, anchors, form, suit, off) for suit in suits for form in forms)
    return next((place for place in tries if place), None)


def _written(pen: Pen, taken: Taken, place: _Found | None, colour: str) -> bool:
    if place is None:
        return False
    box, lead, form = place
    taken.take(box)
    taken.firm.append(box)
    taken.plates.append(box)
    taken.words.append((form.text, box))
    taken.boxes += boxes_along(lead[0], lead[1], LEAD_STEP)
    pen.line(lead, colour, 1.4)
    pen.box(box, PLATE, colour, 1.4, 4)
    for row, (line, bold) in enumerate(form.lines):
        middle = box[3] - form.size * 0.25 - (row + 0.5) * form.size * LINE_HEIGHT
        pen.words(box[0] + form.size * 0.6, middle, line, form.size, bold=bold)
    return True


def _room(
    pen: Pen,
    taken: Taken,
    anchors: Sequence[Point],
    form: _Form,
    suits: Suits,
    off: float,
    reaches: Sequence[float] = CALLOUT_REACHES,
) -> _Found | None:
    slides = SLIDES if reaches is FINE_REACHES else SLIDES[:1]
    if not anchors:
        return None
    far = [pixels * pen.pixel for pixels in reaches]
    points, boxes = label_offers.offers(anchors, (form.width, form.height), far, slides)
    left = np.flatnonzero(label_offers.inside(label_offers.wider(boxes, AIR), taken.inner))
    for others, air in ((suits.airy, AIR), (suits.box, 0.0)):
        if others:
            left = left[label_offers.apart(label_offers.wider(boxes[left], air), np.array(others))]
    if suits.lead:
        # A lead is two points wide, and keeps a gap.
        near = label_offers.wider(np.array(suits.lead), 1 + GAP)
        left = left[label_offers.leads_apart(points[left], boxes[left], off, near)]
    if not len(left):
        return None
    x, y = points[left[0]].tolist()
    west, south, east, north = boxes[left[0]].tolist()
    box = (west, south, east, north)
    return box, [(x, y), rim(box, (x, y))], form
