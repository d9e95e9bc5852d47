"""Sheets of paper and slides: their sizes, and the type every one of them is set in."""

from __future__ import annotations

from dataclasses import dataclass

import matplotlib as mpl
from matplotlib.figure import Figure

# The one family that comes with matplotlib itself: Latin, Cyrillic, Greek, Armenian, Georgian on any machine.
FONT = "DejaVu Sans"
POINTS_PER_INCH = 72.0
MILLIMETRES_PER_INCH = 25.4

mpl.rcParams.update(
    {
        "font.family": [FONT],
        "pdf.fonttype": 42,  # text stays text that can be searched and copied
        "svg.fonttype": "none",
        "svg.hashsalt": "passage",  # the same map gives the same file
        "path.simplify": True,
    }
)


@dataclass(frozen=True)
class Sheet:
    """A size to draw on, in inches, with the size of its running text in points."""

    key: str
    width: float
    height: float
    text: float
    """Size of the running text, points."""
    dpi: int = 200
    """Pixels an inch where the sheet becomes a picture."""


A4 = Sheet("A4", 297 / MILLIMETRES_PER_INCH, 210 / MILLIMETRES_PER_INCH, 7.6)
A3 = Sheet("A3", 420 / MILLIMETRES_PER_INCH, 297 / MILLIMETRES_PER_INCH, 10.2)
WIDE = Sheet("16x9", 13.333, 7.5, 10.0, 144)
SHEETS: dict[str, Sheet] = {sheet.key: sheet for sheet in (A4, A3, WIDE)}


def blank(sheet: Sheet) -> Figure:
    """An empty white figure of the sheet's size."""
    return Figure(figsize=(sheet.width, sheet.height), dpi=sheet.dpi, facecolor="white")
