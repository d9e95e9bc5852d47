"""The three storeys of every page: the answer, the map, and what lies below it.

The map's place belongs to the shell and not to a page, so that one frame serves all pages: a page
switch sends it a message where a frame of the page's own would have to be loaded anew.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

import streamlit as st
from streamlit.runtime.scriptrunner import get_script_run_ctx

if TYPE_CHECKING:
    from streamlit.delta_generator import DeltaGenerator

_STAGE = "stage"


def lay() -> DeltaGenerator:
    """Lay the storeys and return the lowest, where a page writes unless a widget says otherwise."""
    above, middle, below = (st.container(key=f"stage_{name}") for name in ("above", "map", "below"))
    st.session_state[_STAGE] = above, middle
    return below


def above() -> DeltaGenerator:
    """Return the storey above the map, for the answer and what qualifies it."""
    storey: DeltaGenerator = st.session_state[_STAGE][0]
    return storey


@contextmanager
def of_the_shell() -> Iterator[None]:
    """Put what is shown into the map's storey, as a part of the shell that outlives the page."""
    context = get_script_run_ctx()
    if context is None:  # outside a running app, as when a test imports a page
        yield
        return
    with (
        st.session_state[_STAGE][1],
        context.run_with_active_hash(context.pages_manager.main_script_hash),
    ):
        yield
