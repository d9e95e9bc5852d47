"""A deck of slides, 13.333 x 7.5 inches, that opens without repair in any office program."""

from __future__ import annotations

from typing import Any

import pptx
from pptx.util import Inches

WIDTH, HEIGHT = 13.333, 7.5


def new_deck() -> Any:
    """An empty 16:9 presentation."""
    deck = pptx.Presentation()
    deck.slide_width, deck.slide_height = Inches(WIDTH), Inches(HEIGHT)
    return deck
