"""What the map's time bar shows, as a table: for those who cannot see it, and for copying numbers."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from components import same_as_table
from components.drawn import undated
from geo.select import overview
from geo.timeline import as_table, bars

if TYPE_CHECKING:
    import pandas as pd

    from geo.case import Case
    from geo.view import ViewState

# Choices of events whose tables are kept.
KEPT = 64


def show(case: Case, view: ViewState) -> None:
    """Show the case's events that pass every filter but the period, counted by days and category."""
    table = _counted(case.version, undated(case, view), case)
    same_as_table.show(table, key="time_table", label="The time bar as a table: events known to the day")


@st.cache_resource(show_spinner=False, max_entries=KEPT)
def _counted(version: str, view: ViewState, _case: Case) -> pd.DataFrame:
    """Return the table of one choice of events; version and choice are the key."""
    del version
    return as_table(bars(overview(_case, view), _case.settings.period))
