"""Signs and road states on paper, after the same grammar as on screen: pattern, then mark, colour last."""

from __future__ import annotations

import math
import re
from functools import lru_cache
from itertools import pairwise
from typing import TYPE_CHECKING, Any

import numpy as np
from matplotlib.path import Path
from matplotlib.transforms import Affine2D

from components.paper.pen import HALO, INK, PAPER
from geo.picture.grammar import FADED, ROAD
from geo.signs import BY_KEY, STATUSES, glyph

if TYPE_CHECKING:
    from collections.abc import Sequence

    from components.paper.pen import Pen, Point

_TOKEN = re.compile(r"[MLHVAZ]|-?(?:\d+\.?\d*|\.\d+)")
_PARTS = {"M": 2, "L": 2, "H": 1, "V": 1, "A": 7, "Z": 0}
ARC_STEPS = 24


def sign(
    pen: Pen, at: Point, half: float, key: str, category: str = "", *, look: str = "", name: str = ""
) -> None:
    """A category's or other sign of so many points half width; `look` as of `signs`."""
    signs(pen, [(at, half)], key, category, look=look, name=name)


def signs(
    pen: Pen,
    spots: Sequence[tuple[Point, float]],
    key: str,
    category: str = "",
    *,
    look: str = "",
    name: str = "",
) -> None:
    """The same sign at each spot, of so many points half width.

    `look` is `hollow` where it is in doubt and `ended` where it no longer goes on at the as-at date.
    """
    colour = (pen.kind(category or key) or BY_KEY["other"]).colour_light
    own = pen.kind(key)
    path = outline(own.path if own else glyph(key))
    shape = Path.make_compound_path(
        *(Affine2D().scale(half, -half).translate(*at).transform_path(path) for at, half in spots)
    )
    pen.path(shape, line=HALO, width=4.2)
    if not look:
        pen.path(shape, fill=colour, name=name)
        return
    pen.path(shape, fill=PAPER)
    if look == "ended":
        pen.path(shape, fill=colour, alpha=FADED)
    pen.path(shape, line=colour, width=1.2 if look == "ended" else 1.7, name=name)


@lru_cache(maxsize=64)
def outline(text: str) -> Path:
    """An SVG path of absolute M, L, H, V, Z and circular A as a path, y downwards as there."""
    tokens = _TOKEN.findall(text)
    vertices: list[Point] = []
    codes: list[Any] = []
    here, start, command, at = (0.0, 0.0), (0.0, 0.0), "", 0
    while at < len(tokens):
        if tokens[at].isalpha():
            command, at = tokens[at], at + 1
        count = _PARTS[command]
        numbers = [float(item) for item in tokens[at : at + count]]
        at += count
        if command == "Z":
            vertices.append(start)
            codes.append(Path.CLOSEPOLY)
            here = start
            continue
        steps = _steps(command, numbers, here)
        codes += [Path.MOVETO if command == "M" else Path.LINETO] * len(steps)
        vertices += steps
        here = steps[-1]
        if command == "M":
            start, command = here, "L"
    return Path(np.array(vertices), codes)


def _steps(command: str, numbers: list[float], here: Point) -> list[Point]:
    if command == "H":
        return [(numbers[0], here[1])]
    if command == "V":
        return [(here[0], numbers[0])]
    if command == "A":
        end = (numbers[5], numbers[6])
        return _arc(here, end, numbers[0], large=bool(numbers[3]), sweep=bool(numbers[4]))
    return [(numbers[0], numbers[1])]


def _arc(start: Point, end: Point, radius: float, *, large: bool, sweep: bool) -> list[Point]:
    """Points along a circle from start to end (SVG 1.1, F.6.5, for equal radii)."""
    middle = ((start[0] + end[0]) / 2, (start[1] + end[1]) / 2)
    half = math.dist(start, end) / 2
    away = math.sqrt(max(radius * radius - half * half, 0.0)) * (1 if large != sweep else -1)
    ux, uy = (end[0] - start[0]) / (2 * half), (end[1] - start[1]) / (2 * half)
    centre = (middle[0] - uy * away, middle[1] + ux * away)
    first = math.atan2(start[1] - centre[1], start[0] - centre[0])
    turn = math.atan2(end[1] - centre[1], end[0] - centre[0]) - first
    turn = turn % (2 * math.pi) if sweep else -(-turn % (2 * math.pi))
    angles = [first + turn * step / ARC_STEPS for step in range(1, ARC_STEPS + 1)]
    reach = max(radius, half)
    return [(centre[0] + reach * math.cos(a), centre[1] + reach * math.sin(a)) for a in angles]


def along(points: Sequence[Point], gap: float, first: float) -> list[Point]:
    """Points each `gap` along a line, the first of them so far from its start."""
    spaced, left = [], first
    for (ax, ay), (bx, by) in pairwise(points):
        length = math.hypot(bx - ax, by - ay)
        while left <= length and length > 0:
            share = left / length
            spaced.append((ax + (bx - ax) * share, ay + (by - ay) * share))
            left += gap
        left -= length
    return spaced


def differs(pen: Pen, points: Sequence[Point]) -> None:
    """The two lines between which a road lies whose state is another on the date compared with."""
    pen.line(points, INK, ROAD["differs"], (), "round")
    pen.line(points, PAPER, ROAD["differsInside"], (), "round")


def road(pen: Pen, points: Sequence[Point], status: str, name: str = "") -> None:
    """One stretch of road in its state."""
    look = STATUSES[status]
    if status == "unknown":
        pen.line(points, look.casing_light, ROAD["dotsCasing"], (0.1, ROAD["dotGap"]), "round")
        pen.line(points, look.colour, ROAD["dots"], (0.1, ROAD["dotGap"]), "round", name)
        return
    if look.dash:
        pen.line(points, look.casing_light, look.width + ROAD["casing"], (), "round")
        pen.line(points, look.colour, look.width, look.dash, "butt", name)
        if look.mark == "plus":
            for at in along(points, ROAD["plusGap"] * pen.pixel, ROAD["plusGap"] * pen.pixel / 2):
                _plus(pen, at)
        return
    pen.line(points, look.casing_light, look.width + ROAD["casing"], (), "round")
    pen.line(points, look.colour, look.width, (), "round", name)
    if look.mark == "cross":
        _crosses(pen, points, look.casing_light, look.colour)


def one_way(pen: Pen, points: Sequence[Point], way: int) -> None:
    """Heads along a line, for traffic that passes one way only: 1 along its points, -1 against them."""
    total = sum(math.dist(a, b) for a, b in pairwise(points))
    gap, size = ROAD["arrowGap"] * pen.pixel, ROAD["arrow"] * pen.pixel
    first = min(gap, total / 2)  # between the plus signs
    ends, tips = along(points, gap, first), along(points, gap, first + 0.1)
    for (x, y), (x1, y1) in zip(ends, tips, strict=False):
        turn = math.atan2(y1 - y, x1 - x) + (0 if way > 0 else math.pi)
        head = [(size, 0.0), (-0.8 * size, -size), (-0.8 * size, size), (size, 0.0)]
        shape = Affine2D().rotate(turn).translate(x, y).transform_path(Path(np.array(head), closed=True))
        pen.path(shape, line=PAPER, width=3.4)
        pen.path(shape, fill=PAPER, line=INK, width=1.4)


def _plus(pen: Pen, at: Point) -> None:
    x, y = at
    pen.disc(at, ROAD["plusDisc"] * pen.pixel, fill=PAPER, line=INK, width=1.2)
    arm = ROAD["plusArm"] * pen.pixel
    pen.line([(x - arm, y), (x + arm, y)], INK, 1.5)
    pen.line([(x, y - arm), (x, y + arm)], INK, 1.5)


def _crosses(pen: Pen, points: Sequence[Point], casing: str, colour: str) -> None:
    total = sum(math.dist(a, b) for a, b in pairwise(points))
    gap = max(ROAD["crossGap"] * pen.pixel, total / 400)
    arm = ROAD["crossArm"] * pen.pixel
    vertices, codes = [], []
    for x, y in along(points, gap, min(gap / 2, total / 2)):
        vertices += [(x - arm, y - arm), (x + arm, y + arm), (x - arm, y + arm), (x + arm, y - arm)]
        codes += [Path.MOVETO, Path.LINETO] * 2
    if not vertices:
        return
    for width, shade in ((ROAD["crossCasing"], casing), (ROAD["cross"], colour)):
        pen.path(Path(vertices, codes), line=shade, width=width)
