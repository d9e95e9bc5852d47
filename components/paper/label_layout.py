"""Words on a map, placed by rank: none over another, over a sign, or over a panel."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from components.paper.pen import INK, LINE_HEIGHT, text_width, wrapped
from geo.picture.grammar import PLATE_REACHES

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from components.paper.pen import Box, Pen, Point

PLATE = "#ffffff"
PLATE_LETTERS, PLATE_NARROW = 34, 24


@dataclass
class Taken:
    """Boxes that are in use, and the area within which words may stand; all in points."""

    inner: Box
    boxes: list[Box] = field(default_factory=list)
    roads: list[Box] = field(default_factory=list)
    """Boxes that lines run through: words keep off them where there is other room."""
    words: list[tuple[str, Box]] = field(default_factory=list)
    """What was written where."""

    def free(self, box: Box) -> bool:
        """Whether a box touches none in use."""
        x0, y0, x1, y1 = box
        return all(x0 >= b[2] or x1 <= b[0] or y0 >= b[3] or y1 <= b[1] for b in self.boxes)

    def tells(self, text: str) -> bool:
        """Whether some words written hold the text."""
        return any(text in item for item, _ in self.words)

    def clear_of_roads(self, box: Box) -> bool:
        """Whether no line runs through a box."""
        return _clear(box, self.roads)

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
    box = next((item for item in fitting if _clear(item, taken.roads)), fitting[0])
    taken.take(box)
    taken.words.append((text, box))
    pen.words(
        box[0] + 1.5, (box[1] + box[3]) / 2, text, style.size,
        colour=style.colour, bold=style.bold, italic=style.italic, halo=True,
    )  # fmt: skip
    return True


def _beside(wide: float, high: float, gap: float) -> list[Point]:
    """Where a name may stand beside its point: right, left, above, below, then the corners."""
    near = gap * 0.75
    return [
        (gap, -high / 2),
        (-gap - wide, -high / 2),
        (-wide / 2, gap),
        (-wide / 2, -gap - high),
        (near, near),
        (near, -near - high),
        (-near - wide, near),
        (-near - wide, -near - high),
    ]


def plate(
    pen: Pen,
    taken: Taken,
    anchors: Sequence[Point],
    text: str,
    colour: str,
    size: float,
    *,
    over_roads: bool = True,
) -> bool:
    """Words in a box beside a line, with a lead to it; first where they cover no road."""
    wide = PLATE_NARROW if taken.inner[2] - taken.inner[0] < size * 45 else PLATE_LETTERS
    lines = wrapped(text, size, wide * size * 0.56, bold=True)
    pad = size * 0.5
    width = max(text_width(line, size, bold=True) for line in lines) + 2 * pad
    height = len(lines) * size * LINE_HEIGHT + pad
    found = _room(pen, taken, anchors, (width, height), lambda box: _clear(box, taken.roads))
    if found is None and over_roads:
        found = _room(pen, taken, anchors, (width, height), lambda _: True)
    if found is None:
        return False
    box, lead = found
    taken.take(box)
    taken.words.append((text, box))
    pen.line(lead, colour, 1.4)
    pen.box(box, PLATE, colour, 1.4, 4)
    for row, line in enumerate(lines):
        middle = box[3] - pad / 2 - (row + 0.5) * size * LINE_HEIGHT
        pen.words(box[0] + pad, middle, line, size, bold=True)
    return True


def _clear(box: Box, others: Iterable[Box]) -> bool:
    return all(box[0] >= b[2] or box[2] <= b[0] or box[1] >= b[3] or box[3] <= b[1] for b in others)


def _room(
    pen: Pen, taken: Taken, anchors: Sequence[Point], size: Point, suits: Callable[[Box], bool]
) -> tuple[Box, list[Point]] | None:
    width, height = size
    for pixels in PLATE_REACHES:
        reach = pixels * pen.pixel
        for x, y in anchors:
            for dx, dy in _round(width, height, reach):
                box = (x + dx, y + dy, x + dx + width, y + dy + height)
                wider = (box[0] - 2, box[1] - 2, box[2] + 2, box[3] + 2)
                if taken.inside(wider) and taken.free(wider) and suits(box):
                    near = (min(max(x, box[0]), box[2]), min(max(y, box[1]), box[3]))
                    return box, [(x, y), near]
    return None


def _round(width: float, height: float, reach: float) -> list[Point]:
    return [
        (reach, -height / 2),
        (-reach - width, -height / 2),
        (-width / 2, reach),
        (-width / 2, -reach - height),
        (reach, -reach / 2 - height),
        (-reach - width, -reach / 2 - height),
        (reach, reach / 2),
        (-reach - width, reach / 2),
    ]
