"""The table of events: one row each, sortable, bound to what is open on the map."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import streamlit as st

from components.widgets import chosen_table, grid

if TYPE_CHECKING:
    import pandas as pd


def show(table: pd.DataFrame, *, key: str = "events_table", height: int = 420) -> None:
    """Show the events of `geo.report.tables.event_table`; the chosen one opens on the map as well."""
    chosen_table.show(
        table,
        kind="event",
        key=key,
        columns=_columns(),
        listed=("What", "When", "Category", "Place", "Doubt"),
        height=height,
        alt="Events shown, one row each; the files to download hold the same rows.",
    )


def show_plain(table: pd.DataFrame, *, key: str) -> None:
    """Show events that rest on something else, without a choice."""
    columns = _columns()
    grid.show(table, key=key, columns=columns, order=tuple(columns), alt="Events, one row each.")


def _columns() -> dict[str, Any]:
    text, day = st.column_config.TextColumn, st.column_config.DateColumn
    return {
        "From": day("First day", format="YYYY-MM-DD", width=100),
        "When": text("When", width=150),
        "Category": text("Category", width=165),
        "What": text("What", width=320),
        "Place": text("Place", width=170),
        "Place is": text("The place", width=140),
        "Who": text("Who", width=200),
        "Sources": text("Sources", width=240),
        "Doubt": text("Doubt", width=220),
    }
