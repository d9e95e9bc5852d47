"""The map's storey as a part of the shell: what Streamlit lets nobody but itself say.

Streamlit takes away what a page has laid when another page runs. What stands here was laid by the main
script as far as Streamlit knows, and so outlives the page.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from typing import Any

from components.server.foreign.pieces import LOG, MissingPieceError, method, piece
from components.session import slots

_SCRIPTS = "streamlit.runtime.scriptrunner"
_CONTEXT = "streamlit.runtime.scriptrunner_utils.script_run_context:ScriptRunContext"


@contextmanager
def of_the_shell() -> Iterator[None]:
    """Put what is shown into the map's storey, as a part of the shell that outlives the page."""
    context = _context()
    with slots.storey("stage_map"):
        if context is None:
            yield
            return
        with context.run_with_active_hash(context.pages_manager.main_script_hash):
            yield


def _context() -> Any:
    """Return what Streamlit knows of the run that asks; None outside one, and where it is not as known."""
    return piece(f"{_SCRIPTS}:get_script_run_ctx")() if _fits() else None


@cache
def _fits() -> bool:
    try:
        piece(f"{_SCRIPTS}:get_script_run_ctx")
        method(f"{_CONTEXT}.run_with_active_hash", "self", "page_hash")
        method(f"{_CONTEXT}.set_mpa_v2_page", "self", reads=("pages_manager", "main_script_hash"))
    except MissingPieceError as missing:
        LOG.warning("%s: the map is loaded anew on each page.", missing)
        return False
    return True
