"""The fonts of Streamlit's style sheet: the system's for words, and for icons those few that are shown.

Streamlit sends 546 kB of fonts before its first word. Our theme is set in fonts of the system, and of the
four thousand icons forty may be shown: `scripts/icons.py` cut those out of the installed font.
"""

from __future__ import annotations

import base64
import re
from functools import cache
from pathlib import Path

ICONS = Path(__file__).parent / "icons.woff2"
"""Glyphs cut from Material Symbols (Apache 2.0) as Streamlit ships it."""
NAMES = (
    "add", "arrow_drop_down", "arrow_right", "cancel", "check", "check_circle", "chevron_right", "close",
    "content_copy", "dark_mode", "delete", "download", "error", "expand_less", "expand_more", "info",
    "keyboard_arrow_down", "keyboard_arrow_right", "keyboard_arrow_up", "keyboard_double_arrow_left",
    "keyboard_double_arrow_right", "light_mode", "link", "menu", "more_horiz", "more_vert", "open_in_new",
    "refresh", "remove", "schedule", "search", "star", "today", "translate", "unfold_more", "upload",
    "upload_file", "visibility", "visibility_off", "warning",
)  # fmt: skip
"""The icons that Streamlit's elements on our pages may show."""
_WORDS = ("Source Sans", "Source Serif", "Source Code Pro")
_ICON_FONT = "Material Symbols Rounded"
_FACE = re.compile(rb"@font-face\s*\{[^}]*\}")


def without_fonts(sheet: bytes) -> bytes:
    """Return a style sheet without the fonts of words, and with the icons that are shown written into it."""
    return _FACE.sub(lambda face: _replaced(face[0]), sheet)


def _replaced(face: bytes) -> bytes:
    if any(name.encode() in face for name in _WORDS):
        return b""
    return _icon_face() if _ICON_FONT.encode() in face else face


@cache
def _icon_face() -> bytes:
    data = base64.b64encode(ICONS.read_bytes()).decode()
    source = f"url(data:font/woff2;base64,{data})format('woff2')"
    return (
        f'@font-face{{font-family:"{_ICON_FONT}";font-style:normal;font-weight:400;font-display:block;'
        f"src:{source}}}"
    ).encode()
