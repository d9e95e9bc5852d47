"""A short table that wraps its texts, with what every row was made of and its sources one click away."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from components.session import view_url
from components.session.html_table import html_table
from components.session.text import plain
from components.widgets import explanation, lazy_section, table_file
from geo.report.answer import Figures, no_figures
from geo.report.dated_text import table_by
from geo.report.listings import HIDDEN, ROWS, SOURCES
from geo.report.table_figures import of_rows

if TYPE_CHECKING:
    import pandas as pd

    from geo.case.case import Case


def show(
    case: Case, table: pd.DataFrame, *, key: str, title: str, nothing: str,
    also: Figures = no_figures,
) -> None:  # fmt: skip
    """Show the table under its title; the sentence ``nothing`` where it has no row.

    What each row was made of, by which rule and from which sources, stands in a section below it, and
    before the rows the figures of ``also``, such as those of the title.
    """
    st.markdown(f"##### {plain(title)}")
    if table.empty:
        st.markdown(plain(nothing))
        return
    table = table_by(table, view_url.current().at)
    seen = table.drop(columns=list(HIDDEN), errors="ignore")
    filled = [name for name in seen.columns if any(str(cell).strip() for cell in seen[name])]
    with st.container(key=f"{key}_scroll"):
        st.html(html_table(seen[filled]))
    _explained(case, table, key, title, also)


def _explained(case: Case, table: pd.DataFrame, key: str, title: str, also: Figures) -> None:
    """Show what each row was made of, and the table's file, in a section closed, and empty, at first."""
    if SOURCES not in table and ROWS not in table:
        table_file.show(case, table, key=key, title=title)
        return
    cited = table.get(SOURCES, ())
    count = len({source_id for ids in cited for source_id in ids})
    label = f"Explain this table, sources ({count})" if count else "Explain this table"
    lazy_section.show(
        f"{label}, download", lambda: _tell(case, table, key, title, also), key=f"{key}_sources"
    )


def _tell(case: Case, table: pd.DataFrame, key: str, title: str, also: Figures) -> None:
    explanation.tell_several(case, (*also(), *of_rows(table, title)), key=key, title=title)
    table_file.tell(case, table, key=key, title=title)
