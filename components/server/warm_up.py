"""What the first page needs, made ready while the first browser still loads Streamlit's own files."""

from __future__ import annotations

import gc
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from importlib import import_module
from threading import Thread
from time import sleep
from typing import Any

from streamlit.starlette import App

from components.server import index_html
from components.server.memory import return_unused

FIRST_MAP = 1.0
"""Seconds left to a first answer's map before a session's libraries are read."""
PAUSE = 5.0
"""Seconds left to the first page before the other pages' libraries are read."""


@asynccontextmanager
async def warm_up(_app: App) -> AsyncIterator[dict[str, Any] | None]:
    """Start to prepare as the server starts; no request has to wait for it."""
    Thread(target=_begin, name="warm-up", daemon=True).start()
    Thread(target=return_unused, name="memory", daemon=True).start()
    yield None


def _begin() -> None:
    prepare()
    sleep(PAUSE)
    import_module("components.server.preload").read_others()


def prepare() -> None:
    """Prepare the first answer, then what the first session needs, without stopping to collect garbage.

    Nearly all that is made meanwhile stays, so it is set apart from later collections too.
    """
    gc.disable()
    try:
        list(index_html.words_first(index_html.FIRST, {}))
        sleep(FIRST_MAP)
        import_module("components.map.map_frame").the_map()
        import_module("components.server.preload").prepare()
        gc.freeze()
    finally:
        gc.enable()
