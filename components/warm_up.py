"""What the first page needs, made ready while the first browser still loads Streamlit's own files."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from importlib import import_module
from threading import Thread
from typing import Any

from streamlit.starlette import App

from components import case
from components.map.assets import digest
from geo.set_aside import CaseError

# What pages import that the application itself does not; each takes a good part of a second. Not
# streamlit_folium: its component is only served when a session imports it.
_MODULES = ("folium.plugins", "altair")


@asynccontextmanager
async def warm_up(_app: App) -> AsyncIterator[dict[str, Any] | None]:
    """Start to prepare as the server starts; no request has to wait for it."""
    Thread(target=prepare, name="warm-up", daemon=True).start()
    yield None


def prepare() -> None:
    """Load the case, the map's files and the pages' libraries; a case with nothing to show says so itself."""
    with suppress(CaseError):
        case.terms()
    digest()
    for name in _MODULES:
        import_module(name)
