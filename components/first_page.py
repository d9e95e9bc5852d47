"""The first page's case, files and libraries, read before the first session asks for them."""

from __future__ import annotations

from contextlib import suppress
from importlib import import_module

from components import case
from components.map.assets import digest
from geo.set_aside import CaseError

# What pages import that the application itself does not; each takes a good part of a second. Not
# streamlit_folium: its component is only served when a session imports it.
_MODULES = ("folium.plugins", "altair")


def prepare() -> None:
    """Load the case, the map's files and the pages' libraries; a case with nothing to show says so itself."""
    with suppress(CaseError):
        case.terms(case.whole())
    digest()
    for name in _MODULES:
        import_module(name)
