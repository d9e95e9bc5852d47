"""A short table that wraps its texts, with the sources of every row one click away."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from components import citation_list
from components.text import bold, plain, plain_cells
from geo.listings import SOURCES

if TYPE_CHECKING:
    import pandas as pd

    from geo.case import Case


def show(case: Case, table: pd.DataFrame, *, key: str, title: str, nothing: str) -> None:
    """Show the table under its title; the sentence ``nothing`` where it has no row.

    The sources of each row are listed in a section that is closed, and empty, at first.
    """
    st.markdown(f"##### {plain(title)}")
    if table.empty:
        st.markdown(plain(nothing))
        return
    seen = table.drop(columns=SOURCES, errors="ignore")
    kept = [name for name in seen.columns if seen[name].astype(str).str.strip().ne("").any()]
    with st.container(key=f"{key}_scroll"):
        st.table(plain_cells(seen[kept]).set_index(plain(kept[0])), border="horizontal")
    if SOURCES in table:
        _sources(case, table, key)


def _sources(case: Case, table: pd.DataFrame, key: str) -> None:
    count = len({one for ids in table[SOURCES] for one in ids})
    box = st.expander(f"Sources of this table ({count})", key=f"{key}_sources", on_change="rerun")
    if not box.open:
        return
    with box:
        for row in table.to_dict("records"):
            head = [str(cell) for cell in list(row.values())[:2] if str(cell).strip()]
            st.markdown(bold(", ".join(head)))
            citation_list.show(case, row[SOURCES])
