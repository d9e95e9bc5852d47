"""The colours of what charts draw, by the theme. Apart from their axes, which need Altair."""

from __future__ import annotations

from components.session.theme import theme
from geo.signs import LEAST_CONTRAST, STATUSES, contrast

# By so many hundredths of the ink a colour is drawn nearer to it until it stands out.
_STEP = 5


def ink() -> str:
    """Colour of lines and letters on the page's ground."""
    return "#E6EBEF" if theme() == "dark" else "#1B2733"


def ground() -> str:
    """Colour of the page, for the halo of letters that stand on marks."""
    return "#12181E" if theme() == "dark" else "#FFFFFF"


def accent() -> str:
    """The one accent of the theme."""
    return "#5CB8BE" if theme() == "dark" else "#0F5C63"


def of_status(status: str) -> str:
    """Colour of a road's state, nearer to the ink where it would not stand out: charts draw no casing."""
    mixed = (_mixed(STATUSES[status].colour, ink(), share) for share in range(0, 100, _STEP))
    return next((colour for colour in mixed if contrast(colour, ground()) >= LEAST_CONTRAST), ink())


def _mixed(colour: str, other: str, share: int) -> str:
    """The colour with so many hundredths of another in it."""
    pairs = zip(bytes.fromhex(colour[1:]), bytes.fromhex(other[1:]), strict=True)
    return "#" + bytes(round((part * (100 - share) + more * share) / 100) for part, more in pairs).hex()
