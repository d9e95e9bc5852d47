"""The events of the view as a table, and beside it the one that is open, in room that never changes."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from components import event_card, event_table
from geo.tables import event_table as in_words

if TYPE_CHECKING:
    from geo.case import Case
    from geo.select import Selection
    from geo.view import ViewState

HEIGHT = 480


def show(case: Case, view: ViewState, selection: Selection) -> None:
    """Show table and card side by side; the row chosen opens on the map too."""
    table, card = st.columns([7, 4], gap="small")
    with table:
        event_table.show(in_words(case, selection.events, view.names), height=HEIGHT)
    with card:
        event_card.show(case, view, height=HEIGHT)
