"""A list of diplomatic events; the row chosen is the event that is open."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

import streamlit as st

from components.session import view_url
from components.session.text import plain
from components.widgets import chosen_table, explanation, table_file
from geo.report.dated_text import table_by
from geo.report.table_figures import events_counted

if TYPE_CHECKING:
    import pandas as pd

    from geo.case.case import Case

_WIDTHS: dict[str, int | Literal["small", "medium", "large"]] = {
    "When": 205,
    "Form": "small",
    "Who": "medium",
    "What": "large",
    "Place": "small",
}


def show(case: Case, table: pd.DataFrame, *, key: str, title: str) -> None:
    """Show the rows under their title and number; nothing for an empty list."""
    if table.empty:
        return
    st.markdown(f"##### {plain(title)} ({len(table)})")
    shown = table_by(table, view_url.current().at)
    chosen_table.show(
        shown[list(_WIDTHS)],
        kind="event",
        key=f"contacts_{key}",
        columns={name: st.column_config.TextColumn(width=width) for name, width in _WIDTHS.items()},
        listed=("What", "When", "Form", "Who", "Place"),
        alt=f"{title}, one row each. Choosing one opens it above with its sources.",
    )
    with st.container(horizontal=True):
        explanation.show_several(
            case, lambda: (events_counted(table, title),), key=f"contacts_{key}_sources", title=title
        )
        table_file.show(case, shown, key=f"contacts_{key}", title=title)
