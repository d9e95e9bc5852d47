"""The map of a slide: a picture with its legend under it, large type, and few names."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

from matplotlib.figure import Figure

from components.paper import legend_panel, map_panel
from components.paper.sheet import POINTS_PER_INCH
from components.paper.static_map import PRESS
from geo.picture.legend import legend as entries_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from components.paper.map_panel import Drawn
    from geo.briefing.scene import Shown
    from geo.picture.layers import LegendEntry

# Inches: with its row of legend; the map alone is three fifths of a slide.
WIDTH, HEIGHT = 9.35, 6.78
TEXT = 12.0  # points on the slide
LEGEND_TEXT = TEXT * 0.92
MARGIN = 0.4 * POINTS_PER_INCH  # before the legend, under which the slide's dates begin
ROWS = 1  # of legend on a slide: the map is what it is for
# Signs by how much a slide needs them explained; circles carry their number, and text explains itself.
BEFORE = (
    "status", "flow", "sign", "category", "ring", "silence", "area", "hollow", "ended", "single"
)  # fmt: skip
MOST_PLACES = 7
DPI = 150


def picture(what: Shown) -> tuple[bytes, Drawn]:
    """Return the scene's map as PNG, and what it draws."""
    with PRESS:
        figure, drawn = compose(what)
        out = io.BytesIO()
        figure.savefig(out, format="png", pil_kwargs={"compress_level": 3})
    return out.getvalue(), drawn


def compose(what: Shown) -> tuple[Figure, Drawn]:
    """Return the figure of a scene's map with its legend, and what it draws."""
    figure = Figure(figsize=(WIDTH, HEIGHT), dpi=DPI, facecolor="white")
    wide, high = WIDTH * POINTS_PER_INCH, HEIGHT * POINTS_PER_INCH
    pixel = TEXT / map_panel.SCREEN_TEXT
    entries = foremost(entries_of(what.picture), wide - MARGIN, pixel)
    foot = legend_panel.rows_needed(entries, wide - MARGIN, LEGEND_TEXT, pixel) if entries else 0.0
    drawn = map_panel.draw(
        figure, (0.6, foot, wide - 0.6, high - 0.6), what.picture, TEXT,
        position=what.view.map, most_places=MOST_PLACES, with_legend=False,
    )  # fmt: skip
    if entries:
        pen = map_panel.pen_over(figure, (0, 0, wide, foot), pixel, framed=False)
        legend_panel.rows(pen, entries, (MARGIN, 0, wide, foot - 3), LEGEND_TEXT)
    return figure, drawn


def foremost(entries: Sequence[LegendEntry], width: float, pixel: float) -> list[LegendEntry]:
    """The entries that fit the rows a slide has for a legend, in their order; the least go first."""
    entries_left = [entry for entry in entries if entry.sign in BEFORE]
    most = legend_panel.height_of(ROWS, LEGEND_TEXT)
    while entries_left and legend_panel.rows_needed(entries_left, width, LEGEND_TEXT, pixel) > most:
        entries_left.remove(max(reversed(entries_left), key=lambda entry: BEFORE.index(entry.sign)))
    return entries_left
