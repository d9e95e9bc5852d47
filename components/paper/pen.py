"""A pen over one map's box: lines, shapes and words in points, each later one over the earlier."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import lru_cache
from typing import TYPE_CHECKING, Any

import numpy as np
from matplotlib.font_manager import FontProperties, findfont, get_font
from matplotlib.ft2font import LoadFlags
from matplotlib.patches import FancyBboxPatch, PathPatch
from matplotlib.path import Path
from matplotlib.patheffects import Stroke

from components.paper.letters import has, set_in_type
from components.paper.sheet import POINTS_PER_INCH
from geo.picture.grammar import THEMES
from geo.signs import CATEGORIES, Category

if TYPE_CHECKING:
    from collections.abc import Sequence

    from matplotlib.axes import Axes
    from matplotlib.figure import Figure
    from matplotlib.text import Text

    from components.paper.sheet_frame import Floats

Point = tuple[float, float]
Box = tuple[float, float, float, float]

INK, SOFT, PAPER = (THEMES["light"][key] for key in ("text", "soft", "panel"))
HALO = THEMES["light"]["halo"][:7]
RULE = "#cfd6dd"
LINE_HEIGHT = 1.28


@dataclass
class Pen:
    """Draws on one axes whose units are points; `pixel` is one pixel of the screen on this paper."""

    axes: Axes
    pixel: float
    layer: float = 1.0
    clip: Any = field(default=None, repr=False)
    kinds: tuple[Category, ...] = field(default=CATEGORIES, repr=False)
    """The categories of the case drawn, whose signs and colours they have."""

    def kind(self, key: str) -> Category | None:
        """The category of a key."""
        return next((kind for kind in self.kinds if kind.key == key), None)

    def line(
        self,
        points: Sequence[Point],
        colour: str,
        width: float,
        dash: Sequence[float] = (),
        cap: str = "butt",
        name: str = "",
    ) -> None:
        """A line of so many pixels; `dash` is in pixels too."""
        self.path(
            Path(np.asarray(points, dtype=float)), line=colour, width=width, dash=dash, cap=cap, name=name
        )

    def path(
        self,
        path: Path,
        *,
        fill: str | None = None,
        line: str | None = None,
        width: float = 0.0,
        dash: Sequence[float] = (),
        cap: str = "round",
        **more: Any,
    ) -> None:
        """A path, filled or drawn or both; `alpha`, `hatch` and `name` may be given beside."""
        patch = PathPatch(
            path,
            facecolor=fill or "none",
            edgecolor=line or "none",
            linewidth=width * self.pixel,
            capstyle=cap,
            joinstyle="round",
            alpha=more.get("alpha"),
            hatch=more.get("hatch"),
            zorder=self._next(),
        )
        if dash:
            patch.set_linestyle((0, tuple(part / width for part in dash)))
        self._add(patch, more.get("name", ""))

    def disc(self, centre: Point, radius: float, **look: Any) -> None:
        """A circle of so many points."""
        circle = Path.circle(centre, radius)
        self.path(circle, **look)

    def box(self, box: Box, fill: str, line: str, width: float, rounded: float = 3.0) -> None:
        """A rectangle with rounded corners."""
        x0, y0, x1, y1 = box
        style = f"round,pad=0,rounding_size={rounded * self.pixel}"
        patch = FancyBboxPatch(
            (x0, y0), x1 - x0, y1 - y0, boxstyle=style, facecolor=fill, edgecolor=line,
            linewidth=width * self.pixel, zorder=self._next(), mutation_aspect=1,
        )  # fmt: skip
        self._add(patch, "")

    def words(self, x: float, y: float, text: str, size: float, **look: Any) -> None:
        """One line of text, its left end and middle at the point; `size` in points."""
        look = {"colour": INK, "vertical": "center_baseline", "align": "left", **look}
        if look.get("halo"):  # apart from the letters, which so stay text in an SVG or a PDF
            edge = Stroke(linewidth=2.6 * self.pixel, foreground=HALO)
            self._text(x, y, text, size, look).set_path_effects([edge])
        self._text(x, y, text, size, look)

    def _text(self, x: float, y: float, text: str, size: float, look: dict[str, Any]) -> Text:
        words, families = set_in_type(text)
        return self.axes.text(
            x,
            y,
            words,
            fontfamily=families,
            fontsize=size,
            color=look["colour"],
            fontweight="bold" if look.get("bold") else "normal",
            fontstyle="italic" if look.get("italic") else "normal",
            verticalalignment=look["vertical"],
            horizontalalignment=look["align"],
            zorder=self._next(),
            parse_math=False,
            clip_on=True,
        )

    def _add(self, patch: Any, name: str) -> None:
        if name:
            patch.set_gid(name)
        self.axes.add_artist(patch)  # unlike add_patch, it does not work out new limits each time

    def _next(self) -> float:
        self.layer += 0.001
        return self.layer


def text_width(text: str, size: float, *, bold: bool = False) -> float:
    """Width of one line of text, points."""
    words, families = set_in_type(text)
    return sum(_advance(letter, families, bold) for letter in words) * size


@lru_cache(maxsize=20_000)
def _advance(letter: str, families: tuple[str, ...], bold: bool) -> float:  # noqa: FBT001 - a key of the cache
    """Width of a letter, in sizes of its type: setting a whole text takes a hundred times as long."""
    family = next((family for family in families if has(family, letter)), families[0])
    font = get_font(_font_file(family, bold))
    font.set_size(100.0, POINTS_PER_INCH)
    return float(font.load_char(ord(letter), flags=LoadFlags.NO_HINTING).linearHoriAdvance) / 65_536 / 100


@lru_cache(maxsize=64)
def _font_file(family: str, bold: bool) -> str:  # noqa: FBT001 - a key of the cache
    return str(findfont(FontProperties(family=family, weight="bold" if bold else "normal")))


def wrapped(text: str, size: float, width: float, *, bold: bool = False) -> list[str]:
    """The text in lines no wider than `width` points; a longer word is cut."""
    lines, long, space = [""], 0.0, text_width(" ", size, bold=bold)
    for unbroken in text.split():
        for word in _pieces(unbroken, size, width, bold=bold):
            wide = text_width(word, size, bold=bold)
            if lines[-1] and long + space + wide > width:
                lines.append(word)
                long = wide
            else:
                long += wide + (space if lines[-1] else 0.0)
                lines[-1] = f"{lines[-1]} {word}".strip()
    return lines


def _pieces(word: str, size: float, width: float, *, bold: bool) -> list[str]:
    if text_width(word, size, bold=bold) <= width:
        return [word]
    letters = max(int(len(word) * width / text_width(word, size, bold=bold)), 1)
    return [word[start : start + letters] for start in range(0, len(word), letters)]


def as_points(x: Floats, y: Floats) -> list[Point]:
    """Two arrays as a list of points."""
    return list(zip(x.tolist(), y.tolist(), strict=True))


def say(figure: Figure, x: float, y: float, text: str, size: float, **look: object) -> None:
    """One line of text on the sheet, `x` and `y` in points from its lower left corner."""
    wide, high = (side * POINTS_PER_INCH for side in figure.get_size_inches())
    words, families = set_in_type(text)
    figure.text(
        x / wide,
        y / high,
        words,
        fontfamily=families,
        fontsize=size,
        color=str(look.get("colour", "#1b2733")),
        fontweight="bold" if look.get("bold") else "normal",
        horizontalalignment="right" if look.get("align") == "right" else "left",
        verticalalignment="center_baseline",
        parse_math=False,
    )
