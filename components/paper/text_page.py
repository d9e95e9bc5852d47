"""Pages of text and maps: words set one under the other on a sheet, each page one figure of a PDF."""

from __future__ import annotations

import io
from dataclasses import dataclass
from typing import TYPE_CHECKING

from matplotlib.backends.backend_pdf import PdfPages

from components.paper import legend_panel, map_panel
from components.paper.pen import INK, LINE_HEIGHT, RULE, SOFT, say, wrapped
from components.paper.sheet import POINTS_PER_INCH, Sheet, blank
from geo.picture.legend import as_density
from geo.picture.legend import legend as entries_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import datetime

    from matplotlib.figure import Figure

    from geo.briefing.scene import Shown
    from geo.picture.layers import LegendEntry

UPRIGHT = Sheet("A4", 210 / 25.4, 297 / 25.4, 8.0)
EDGE = 44.0


@dataclass
class Page:
    """One sheet being filled from the top; `y` is where the next line begins, points from below."""

    figure: Figure
    left: float
    right: float
    y: float
    low: float
    """Where the text has to end: what stands below is the page's foot."""

    @property
    def width(self) -> float:
        """Width of the text, points."""
        return self.right - self.left

    @property
    def room(self) -> float:
        """Height that is left, points."""
        return self.y - self.low

    def text(
        self, text: str, size: float, *, bold: bool = False, colour: str = INK, after: float = 3.0
    ) -> None:
        """A paragraph over the whole width."""
        for line in wrapped(text, size, self.width, bold=bold):
            self.y -= size * LINE_HEIGHT
            say(self.figure, self.left, self.y + size * 0.4, line, size, bold=bold, colour=colour)
        self.y -= after

    def heading(self, text: str, size: float) -> None:
        """A heading with a rule under it."""
        self.y -= size * 0.5
        self.text(text, size, bold=True, after=1.0)
        self.rule()
        self.y -= 2.0

    def rule(self) -> None:
        """A thin line over the width."""
        wide, high = (side * POINTS_PER_INCH for side in self.figure.get_size_inches())
        axes = self.figure.add_axes((self.left / wide, self.y / high, self.width / wide, 0.6 / high))
        axes.set_facecolor(RULE)
        axes.set_xticks([])
        axes.set_yticks([])
        for side in axes.spines.values():
            side.set_visible(False)

    def table(self, rows: Iterable[Sequence[str]], shares: Sequence[float], size: float) -> None:
        """Rows whose columns take these shares of the width; the first column is bold."""
        for row in rows:
            cells = [
                wrapped(text, size, share * self.width - 6, bold=column == 0)
                for column, (text, share) in enumerate(zip(row, shares, strict=True))
            ]
            tall = max(len(lines) for lines in cells) * size * LINE_HEIGHT
            x = self.left
            for column, (lines, share) in enumerate(zip(cells, shares, strict=True)):
                for number, line in enumerate(lines):
                    y = self.y - (number + 1) * size * LINE_HEIGHT + size * 0.4
                    say(self.figure, x, y, line, size, bold=column == 0)
                x += share * self.width
            self.y -= tall + 1.5


def heights(texts: Iterable[str], size: float, width: float, after: float = 3.0) -> float:
    """Height that paragraphs take, points."""
    return sum(len(wrapped(text, size, width)) * size * LINE_HEIGHT + after for text in texts)


def table_height(rows: Iterable[Sequence[str]], shares: Sequence[float], size: float, width: float) -> float:
    """Height that a table takes, points."""
    total = 0.0
    for row in rows:
        lines = (
            len(wrapped(text, size, share * width - 6, bold=column == 0))
            for column, (text, share) in enumerate(zip(row, shares, strict=True))
        )
        total += max(lines) * size * LINE_HEIGHT + 1.5
    return total


def page(foot: Sequence[str], size: float = 6.8) -> Page:
    """A new upright A4 page with its foot written: dates, disclaimer, credits, page number."""
    figure = blank(UPRIGHT)
    wide, high = UPRIGHT.width * POINTS_PER_INCH, UPRIGHT.height * POINTS_PER_INCH
    lines = [line for text in foot for line in wrapped(text, size, wide - 2 * EDGE)]
    step = size * LINE_HEIGHT
    y = EDGE * 0.6 + step * (len(lines) - 1)
    top = y + step
    for line in lines:
        say(figure, EDGE, y, line, size, colour=SOFT)
        y -= step
    return Page(figure, EDGE, wide - EDGE, high - EDGE, top + step)


def under_map(sheet: Page, what: Shown, height: float, text: float) -> None:
    """Set what a scene shows as a map over the whole width, its legend in rows under it, and go below."""
    pixel = text / map_panel.SCREEN_TEXT
    bottom = sheet.y - height
    drawn = map_panel.draw(
        sheet.figure, (sheet.left, bottom, sheet.right, sheet.y), what.picture, text,
        position=what.view.map, with_legend=False,
    )  # fmt: skip
    entries = _in_rows(drawn.legend)
    high = legend_panel.rows_needed(entries, sheet.width, text, pixel) if entries else 0.0
    if entries:
        under = (sheet.left, bottom - high - 3, sheet.right, bottom - 3)
        pen = map_panel.pen_over(sheet.figure, under, pixel, framed=False)
        pen.kinds = what.picture.kinds
        legend_panel.rows(pen, entries, (0, 0, sheet.width, high), text)
    sheet.y = bottom - high - 6


def legend_height(what: Shown, width: float, text: float) -> float:
    """Height the rows of the legend take at most under a map so wide, points."""
    single = entries_of(what.picture)
    ways = [_in_rows(legend) for legend in (single, as_density(single))]
    pixel = text / map_panel.SCREEN_TEXT
    return max(legend_panel.rows_needed(way, width, text, pixel) for way in ways if way) + 6


def _in_rows(legend: Sequence[LegendEntry]) -> list[LegendEntry]:
    """What rows under a map explain: circles carry their number, and text explains itself."""
    return [entry for entry in legend if entry.sign not in ("circle", "text")]


def bound(pages: Iterable[Page], title: str, subject: str, created: datetime) -> bytes:
    """The pages as one PDF, with title and dates in its properties."""
    out = io.BytesIO()
    about = {"Title": title, "Subject": subject, "Creator": "Passage", "CreationDate": created}
    with PdfPages(out, metadata=about) as book:
        for page in pages:
            book.savefig(page.figure)
    return out.getvalue()
