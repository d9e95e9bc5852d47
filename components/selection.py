"""What the session's view shows, worked out once a run and shared by the bar and the page."""

from __future__ import annotations

import streamlit as st

from components import case, view_url
from geo.select import Selection, select

_KEY = "selection"


def current() -> Selection:
    """Return what the view of this session shows of the case."""
    opened, view = case.current(), view_url.current()
    made_for = (
        opened.version,
        view.known,
        view.first,
        view.last,
        view.search,
        view.categories,
        view.actors,
        view.places,
    )
    kept = st.session_state.get(_KEY)
    if kept is None or kept[0] != made_for:
        kept = made_for, select(opened, view)
        st.session_state[_KEY] = kept
    selection: Selection = kept[1]
    return selection
