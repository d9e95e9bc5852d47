"""The map of a slide: a picture with its legend under it, large type, and few names."""

from __future__ import annotations

import io
from dataclasses import replace
from typing import TYPE_CHECKING

from matplotlib.figure import Figure

from components.paper import legend_panel, map_panel
from components.paper.sheet import POINTS_PER_INCH
from components.paper.static_map import PRESS
from geo.picture.label_ranks import RINGS
from geo.picture.legend import legend as entries_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from components.paper.map_panel import Drawn
    from geo.briefing.scene import Shown
    from geo.picture.layers import LegendEntry, MapPicture

# Inches: with its row of legend; the map alone is three fifths of a slide.
WIDTH, HEIGHT = 9.35, 6.78
TEXT = 12.0  # points on the slide
LEGEND_TEXT = TEXT * 0.92
MARGIN = 0.4 * POINTS_PER_INCH  # before the legend, under which the slide's dates begin
ROWS = 1  # of legend on a slide: the map is what it is for
# Signs by how much a slide needs them explained; of circles what they count, and text explains itself.
BEFORE = (
    "status", "density", "differs", "circle", "flow", "sign", "category", "ring", "outline", "silence",
    "area", "hollow", "ended", "single",
)  # fmt: skip
CIRCLE = 7.0  # pixels of a circle's radius in the legend
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
    picture = of_named_places(what.picture)
    explained = foremost(entries_of(picture), wide - MARGIN, pixel)
    foot = legend_panel.height_of(ROWS, LEGEND_TEXT) if explained else 0.0
    drawn = map_panel.draw(
        figure, (0.6, foot, wide - 0.6, high - 0.6), picture, TEXT,
        position=what.view.map, most_places=MOST_PLACES, with_legend=False,
    )  # fmt: skip
    if entries := foremost(drawn.legend, wide - MARGIN, pixel):
        pen = map_panel.pen_over(figure, (0, 0, wide, foot), pixel, framed=False)
        pen.kinds = what.picture.kinds
        legend_panel.rows(pen, entries, (MARGIN, 0, wide, foot - 3), LEGEND_TEXT)
    return figure, drawn


def of_named_places(picture: MapPicture) -> MapPicture:
    """The picture without rings round places that a slide does not name: they would hide the road."""
    labels = picture.places.labels if picture.places else ()
    named = {(label.lon, label.lat) for label in labels if label.first}
    marks = [
        mark
        for mark in picture.marks
        if mark.glyph not in RINGS or (round(mark.lon, 5), round(mark.lat, 5)) in named
    ]
    return replace(picture, marks=tuple(marks))


def foremost(entries: Sequence[LegendEntry], width: float, pixel: float) -> list[LegendEntry]:
    """As many entries as fit the rows a slide has for a legend, those most in need first; in their order."""
    most = legend_panel.height_of(ROWS, LEGEND_TEXT)
    fitting: list[LegendEntry] = []
    shown = [entry for entry in _circles_once(entries) if entry.sign in BEFORE]
    for entry in sorted(shown, key=lambda entry: BEFORE.index(entry.sign)):
        tried = [other for other in shown if other in (*fitting, entry)]
        if legend_panel.rows_needed(tried, width, LEGEND_TEXT, pixel) <= most:
            fitting = tried
    return fitting


def _circles_once(entries: Sequence[LegendEntry]) -> list[LegendEntry]:
    """The entries with what all circles count in place of their sizes: each circle bears its number."""
    sizes = [entry for entry in entries if entry.sign == "circle"]
    once = [replace(entry, label=entry.group, size=CIRCLE) for entry in sizes[-1:]]
    at = entries.index(sizes[0]) if sizes else 0
    return [*entries[:at], *once, *entries[at + len(sizes) :]]
