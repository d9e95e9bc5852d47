"""The legend on paper: an entry for what is drawn, in one panel or in rows under a map."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from matplotlib.path import Path

from components.paper import sign_marks
from components.paper.pen import INK, LINE_HEIGHT, PAPER, RULE, SOFT, text_width, wrapped
from components.paper.silence_marks import balloon
from geo.picture.grammar import FLOW_COLOURS
from geo.signs import BY_KEY

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from components.paper.pen import Box, Pen
    from geo.picture.layers import LegendEntry

SMALLEST = 0.62  # of the map's text
SAMPLE = 34.0  # pixels kept for the sample before an entry's words


@dataclass(frozen=True)
class _Line:
    """One line of the panel: a heading, an entry, or the rest of a long one."""

    entry: LegendEntry | None
    text: str
    height: float
    indent: float = 0.0
    heading: bool = False


def fitting(pen: Pen, entries: Sequence[LegendEntry], width: float, size: float, room: float) -> float:
    """The largest size of text, up to `size`, in which the panel is no higher than there is room."""
    shares = (1.0, 0.9, 0.8, 0.7, SMALLEST)
    sizes = [size * share for share in shares]
    return next((item for item in sizes if _height(pen, entries, width, item) <= room), sizes[-1])


def _height(pen: Pen, entries: Sequence[LegendEntry], width: float, size: float) -> float:
    return sum(line.height for line in _lines(pen, entries, width - 1.6 * size, size)) + 1.6 * size


def panel(
    pen: Pen, entries: Sequence[LegendEntry], corner: tuple[float, float], width: float, size: float
) -> Box:
    """Draw the legend with its upper right corner at a point; the box it takes."""
    pad = size * 0.8
    lines = _lines(pen, entries, width - 2 * pad, size)
    height = sum(line.height for line in lines) + 2 * pad
    right, top = corner
    box = (right - width, top - height, right, top)
    pen.box(box, PAPER, RULE, 1.0, 5)
    y = top - pad
    for line in lines:
        middle = y - line.height / 2
        _draw_line(pen, line, box[0] + pad, middle, size)
        y -= line.height
    return box


def _draw_line(pen: Pen, line: _Line, x: float, y: float, size: float) -> None:
    if line.heading:
        pen.words(x, y - size * 0.1, line.text, size * 0.95, bold=True, colour=SOFT)
        return
    if line.entry is not None and line.indent:
        sample(pen, line.entry, x + (line.indent - 6 * pen.pixel) / 2, y)
    pen.words(x + line.indent, y, line.text, size, colour=INK if line.indent else SOFT)


def _lines(pen: Pen, entries: Sequence[LegendEntry], width: float, size: float) -> list[_Line]:
    lines: list[_Line] = []
    group = ""
    for entry in entries:
        if entry.group != group:
            group = entry.group
            heads = wrapped(group, size * 0.95, width, bold=True)
            lines += [_Line(None, head, size * 1.5, heading=True) for head in heads]
        indent = _indent(entries, entry) * pen.pixel
        high = size * LINE_HEIGHT
        for number, text in enumerate(wrapped(entry.label, size, width - indent)):
            tall = max(high * 1.12, 2 * entry.size * pen.pixel + 2) if number == 0 else high
            lines.append(_Line(entry if number == 0 else None, text, tall, indent))
    return lines


def _indent(entries: Sequence[LegendEntry], entry: LegendEntry) -> float:
    """Pixels before an entry's words: room for the widest sample of its group."""
    if entry.sign == "text":
        return 0.0
    widest = max(2 * row.size + 4 for row in entries if row.group == entry.group)
    return max(SAMPLE, widest) + 6


def rows(pen: Pen, entries: Sequence[LegendEntry], box: Box, size: float) -> None:
    """Draw the legend's entries one after the other in rows, from the top of a box."""
    left, _, right, top = box
    x, y = left, top - size
    step = size * 1.75
    for entry in entries:
        plain = entry.sign == "text"
        lead = 0.0 if plain else max(SAMPLE, 2 * entry.size + 4) * pen.pixel + 4 * pen.pixel
        wide = lead + text_width(entry.label, size) + 14 * pen.pixel
        if x > left and x + wide > right:
            x, y = left, y - step
        if not plain:
            sample(pen, entry, x + lead / 2 - 2 * pen.pixel, y)
        pen.words(x + lead, y, entry.label, size, colour=SOFT if plain else INK)
        x += wide


def rows_needed(entries: Sequence[LegendEntry], width: float, size: float, pixel: float) -> float:
    """Height in points that `rows` takes in a box so wide."""
    count, x = 1, 0.0
    for entry in entries:
        lead = 0.0 if entry.sign == "text" else max(SAMPLE, 2 * entry.size + 4) * pixel + 4 * pixel
        wide = lead + text_width(entry.label, size) + 14 * pixel
        if x > 0 and x + wide > width:
            count, x = count + 1, 0.0
        x += wide
    return height_of(count, size)


def height_of(count: int, size: float) -> float:
    """Height in points of so many rows."""
    return count * size * 1.75 + size * 0.4


def sample(pen: Pen, entry: LegendEntry, x: float, y: float) -> None:
    """The sign of an entry, its middle at a point."""
    _SAMPLES[entry.sign](pen, entry, x, y)


def _status(pen: Pen, entry: LegendEntry, x: float, y: float) -> None:
    half = SAMPLE * pen.pixel / 2 - 2
    sign_marks.road(pen, [(x - half, y), (x + half, y)], entry.key)


def _differs(pen: Pen, entry: LegendEntry, x: float, y: float) -> None:
    del entry
    half = SAMPLE * pen.pixel / 2 - 8 * pen.pixel
    sign_marks.differs(pen, [(x - half, y), (x + half, y)])


def _category(pen: Pen, entry: LegendEntry, x: float, y: float) -> None:
    sign_marks.sign(pen, (x, y), 6.4 * pen.pixel, entry.key)


def _density(pen: Pen, entry: LegendEntry, x: float, y: float) -> None:
    del entry
    for across, half in ((-13, 3.2), (-4, 4.8), (9, 6.6)):
        sign_marks.sign(pen, (x + across * pen.pixel, y), half * pen.pixel, "aid", "infrastructure")


def _hollow(pen: Pen, entry: LegendEntry, x: float, y: float) -> None:
    del entry
    sign_marks.sign(
        pen, (x - 8 * pen.pixel, y), 5.6 * pen.pixel, "displacement", "infrastructure", look="hollow"
    )
    sign_marks.sign(pen, (x + 8 * pen.pixel, y), 5.6 * pen.pixel, "aid", "infrastructure", look="hollow")


def _ended(pen: Pen, entry: LegendEntry, x: float, y: float) -> None:
    del entry
    sign_marks.sign(pen, (x, y), 6 * pen.pixel, "aid", "infrastructure", look="ended")


def _single(pen: Pen, entry: LegendEntry, x: float, y: float) -> None:
    del entry
    half = 6 * pen.pixel
    sign_marks.sign(pen, (x, y + pen.pixel), half, "aid", "infrastructure")
    low = y - half - 1.6 * pen.pixel
    pen.line([(x - 0.6 * half, low), (x + 0.6 * half, low)], SOFT, 1.6)


def _sign(pen: Pen, entry: LegendEntry, x: float, y: float) -> None:
    glyph, _, category = entry.key.partition(";")
    sign_marks.sign(pen, (x, y), 7.5 * pen.pixel, glyph, category)


def _ring(pen: Pen, entry: LegendEntry, x: float, y: float) -> None:
    del entry
    pen.disc((x, y), 7 * pen.pixel, line=SOFT, width=1.4, dash=(4, 3))


def _circle(pen: Pen, entry: LegendEntry, x: float, y: float) -> None:
    colour = BY_KEY["displacement"].colour_light
    pen.disc((x, y), entry.size * pen.pixel, fill=colour, alpha=0.3)
    pen.disc((x, y), entry.size * pen.pixel, line=colour, width=1.6)


def _area(pen: Pen, entry: LegendEntry, x: float, y: float) -> None:
    del entry
    half, high = SAMPLE * pen.pixel / 2 - 2, 6 * pen.pixel
    corners = [(x - half, y - high), (x + half, y - high), (x + half, y + high), (x - half, y + high)]
    box = Path([*corners, corners[0]], closed=True)
    pen.path(box, line=SOFT, alpha=0.6, hatch="////")
    pen.path(box, line=SOFT, width=1.0, dash=(4, 3))


def _flow(pen: Pen, entry: LegendEntry, x: float, y: float) -> None:
    colour = BY_KEY[FLOW_COLOURS.get(entry.key, "other")].colour_light
    half, tip = SAMPLE * pen.pixel / 2 - 1, 9 * pen.pixel
    width = 6.0 if entry.key == "displacement" else 2.2
    pen.line([(x - half, y), (x + half - tip, y)], colour, width)
    back, wing = x + half - tip, 5.5 * pen.pixel
    pen.path(
        Path([(x + half, y), (back, y - wing), (back, y + wing), (x + half, y)], closed=True), fill=colour
    )


def _silence(pen: Pen, entry: LegendEntry, x: float, y: float) -> None:
    del entry
    size, half = 9 * pen.pixel, 15 * pen.pixel
    box = (x - half + 2 * pen.pixel, y - size * 0.6, x + half + 2 * pen.pixel, y + size * 0.8)
    balloon(pen, box, (x - half - 3 * pen.pixel, y - size * 0.9), "15 d", size)


_SAMPLES: dict[str, Callable[[Pen, LegendEntry, float, float], None]] = {
    "status": _status,
    "differs": _differs,
    "category": _category,
    "density": _density,
    "hollow": _hollow,
    "ended": _ended,
    "single": _single,
    "sign": _sign,
    "ring": _ring,
    "circle": _circle,
    "area": _area,
    "outline": _area,
    "flow": _flow,
    "silence": _silence,
}
