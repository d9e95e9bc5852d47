"""The colours of what charts draw, by the theme. Apart from their axes, which need Altair."""

from __future__ import annotations

from components.session.theme import theme


def ink() -> str:
    """Colour of lines and letters on the page's ground."""
    return "#E6EBEF" if theme() == "dark" else "#1B2733"


def ground() -> str:
    """Colour of the page, for the halo of letters that stand on marks."""
    return "#12181E" if theme() == "dark" else "#FFFFFF"


def accent() -> str:
    """The one accent of the theme."""
    return "#5CB8BE" if theme() == "dark" else "#0F5C63"
