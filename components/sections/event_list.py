"""The events of the view as a table, and beside it the one that is open, in room that never changes."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from components.sections import event_card
from components.session.text import plain
from components.widgets import event_table, lazy_section
from components.widgets.chosen_table import chosen
from geo.memo import once_per_case
from geo.report.tables import event_table as in_words
from geo.report.tables import later_words
from geo.view.select import at_rest, selected

if TYPE_CHECKING:
    import pandas as pd

    from geo.case.case import Case
    from geo.view.select import Selection
    from geo.view.view import ViewState

HEIGHT = 480
# A table of more rows than anyone reads would slow every step; the count above it is that of all.
MOST_ROWS = 1000
# Choices whose table is kept.
KEPT = 32


def show(case: Case, view: ViewState, selection: Selection) -> None:
    """Show table and card side by side; the row chosen opens on the map too."""
    table, card = st.columns([7, 4], gap="small")
    with table:
        _table(case, view, selection)
    with card:
        event_card.show(case, view, height=HEIGHT)


def fold(case: Case, view: ViewState, selection: Selection) -> None:
    """Show the event that is open, and a closed section with the table: its scripts load once it is open."""
    if chosen("event"):
        event_card.show(case, view, height="content")
    label = f"The {selection.total:,} events as a list"
    lazy_section.show(label, lambda: _table(case, view, selection), key="events_list")


def _table(case: Case, view: ViewState, selection: Selection) -> None:
    # Said in one line: marks in the rows would send the whole table anew at each date step.
    if later := later_words(selection, view.at):
        with st.container(key="events_later"):
            st.markdown(f":small[{plain(later)}]")
    event_table.show(_in_words(case, at_rest(case, view), view.names), height=HEIGHT)
    if selection.total > MOST_ROWS:
        st.markdown(
            f"The first {MOST_ROWS:,} of {selection.total:,} events in order of time. A shorter period"
            " or a filter shows others; the files to download hold all."
        )


@once_per_case(KEPT)
def _in_words(case: Case, view: ViewState, names: str) -> pd.DataFrame:
    """Return the first rows of one choice in words."""
    return in_words(case, selected(case, view).first(MOST_ROWS), names)
