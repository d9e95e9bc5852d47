"""A long table: sortable, each row with its sources in words."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from components.session import view_url
from components.session.text import plain
from components.widgets import explanation, grid, lazy_section, table_file
from geo.case.citations import cite, source_lines
from geo.report.aid_tables import FIRST_DAY
from geo.report.dated_text import table_by
from geo.report.listings import HIDDEN, SOURCES
from geo.report.table_figures import of_rows

if TYPE_CHECKING:
    from collections.abc import Callable

    import pandas as pd

    from geo.case.case import Case

DATE_WIDTH = 110


def show(case: Case, table: pd.DataFrame, *, key: str, title: str, nothing: str) -> None:
    """Show the table under its title; the sentence ``nothing`` where it has no row."""
    st.markdown(f"##### {plain(title)}")
    _rows(case, table, key=key, title=title, nothing=nothing)


def fold(case: Case, make: Callable[[], pd.DataFrame], *, key: str, title: str, nothing: str) -> None:
    """Show a closed section of that title; the table is made and sent only once somebody opens it.

    A row that comes with a day would otherwise send all rows anew at each date step.
    """
    lazy_section.show(
        plain(title),
        lambda: _rows(case, make(), key=key, title=title, nothing=nothing),
        key=f"{key}_list",
    )


def _rows(case: Case, table: pd.DataFrame, *, key: str, title: str, nothing: str) -> None:
    if table.empty:
        st.markdown(plain(nothing))
        return
    table, lines = table_by(table, view_url.current().at), source_lines(case)
    shown = table.assign(Sources=[cite(lines, ids) for ids in table[SOURCES]])
    grid.show(
        shown.drop(columns=list(HIDDEN), errors="ignore"),
        key=key,
        columns={FIRST_DAY: st.column_config.DateColumn(format="D MMM YYYY", width=DATE_WIDTH)},
        alt=f"{title}. One row each; every column can be sorted.",
    )
    with st.container(horizontal=True):
        explanation.show_several(case, lambda: of_rows(table, title), key=f"{key}_sources", title=title)
        table_file.show(case, table, key=key, title=title)
