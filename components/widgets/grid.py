"""A table to read: a grid whose columns can be sorted, and in a narrow window a list of its first rows."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

import streamlit as st

from components.session import arrow
from components.session.html_table import html_table

if TYPE_CHECKING:
    import pandas as pd

ROW_HEIGHT = 36
HEIGHT = 420
LISTED = 25


def show(
    table: pd.DataFrame,
    *,
    key: str,
    alt: str,
    columns: Mapping[str, Any] | None = None,
    order: Sequence[str] | None = None,
) -> None:
    """Show the table without its index; of a longer one a list says how many of its rows it has."""
    # The style sheet shows one of the two, by the width of the window.
    with st.container(key=f"{key}_as_grid"):
        st.dataframe(
            arrow.in_order(table),
            key=key,
            height=min(HEIGHT, ROW_HEIGHT * (len(table) + 1) + 4),
            row_height=ROW_HEIGHT,
            hide_index=True,
            column_config=None if columns is None else dict(columns),
            column_order=order,
            alt=alt,
        )
    with st.container(key=f"{key}_as_list"):
        first = table[list(order or table.columns)].head(LISTED)
        st.html(html_table(first))
        if len(table) > LISTED:
            st.markdown(f"The first {LISTED} of {len(table):,} rows.")
