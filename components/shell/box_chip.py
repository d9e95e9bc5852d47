"""The selection made with a box on the map: how many events it holds, and the way out of it."""

from __future__ import annotations

from dataclasses import replace

import streamlit as st

from components.session import view_url
from geo.view.view import ViewState
from geo.words import counted


def show(view: ViewState, total: int) -> None:
    """Show the chip while a box is selected; a click on it clears the selection."""
    if view.box is None:
        return
    events = counted(total, "event")
    st.button(
        f"Selection on the map: {events} – clear",
        key="clear_box",
        on_click=view_url.change,
        args=(lambda now: replace(now, box=None),),
    )
