"""What a chart shows, as a table: for those who cannot see it, and for copying numbers."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from components.text import plain_cells

if TYPE_CHECKING:
    import pandas as pd


def show(table: pd.DataFrame, *, key: str, label: str = "Same as a table") -> None:
    """Show the table in a section that is closed at first."""
    with st.expander(label, key=key):
        st.table(plain_cells(table), border="horizontal", hide_index=True)
