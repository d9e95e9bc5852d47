"""A short table that wraps its texts, with the sources of every row one click away."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import streamlit as st

from components import citation_list, explain, lean, view_url
from components.text import bold, plain, plain_cells
from geo.answer import KeyFigure
from geo.basis import Basis
from geo.explain import rows_of
from geo.listings import ROWS, RULE, SOURCES

if TYPE_CHECKING:
    import pandas as pd

    from geo.case import Case


def show(case: Case, table: pd.DataFrame, *, key: str, title: str, nothing: str) -> None:
    """Show the table under its title; the sentence ``nothing`` where it has no row.

    What each row was made of, by which rule and from which sources, stands in a section below it.
    """
    st.markdown(f"##### {plain(title)}")
    if table.empty:
        st.markdown(plain(nothing))
        return
    seen = table.drop(columns=[SOURCES, ROWS], errors="ignore")
    kept = [name for name in seen.columns if any(str(cell).strip() for cell in seen[name])]
    with st.container(key=f"{key}_scroll"):
        st.table(lean.rows(plain_cells(seen[kept]).set_index(plain(kept[0]))), border="horizontal")
    if SOURCES in table or ROWS in table:
        _explained(case, table, key, title)


def _explained(case: Case, table: pd.DataFrame, key: str, title: str) -> None:
    """Show what each row was made of, in a section that is closed, and empty, at first."""
    cited = table.get(SOURCES, ())
    count = len({one for ids in cited for one in ids})
    label = f"Explain this table, sources ({count})" if count else "Explain this table"
    box = st.expander(label, key=f"{key}_sources", on_change="rerun")
    if not box.open:
        return
    with box:
        explain.rule(table.attrs.get(RULE, ""))
        for row in table.to_dict("records"):
            st.markdown(bold(", ".join(_head(row))))
            made = rows_of(case, row.get(ROWS, ())[: explain.MOST_SHOWN], view_url.current().names)
            if made:
                st.markdown("\n".join(f"- {explain.line(one)}" for one in made))
            if row.get(SOURCES):
                citation_list.show(case, row[SOURCES])
        explain.download(case, view_url.current(), _figures(table, title), label=title, key=key)


def _figures(table: pd.DataFrame, title: str) -> tuple[KeyFigure, ...]:
    """Return the rows of the table as figures, each with its rule and what it was made of."""
    rule = table.attrs.get(RULE, "")
    return tuple(
        KeyFigure(
            value="; ".join(f"{name}: {cell}" for name, cell in row.items() if name not in (SOURCES, ROWS)),
            label=title,
            when=", ".join(_head(row)),
            source_ids=tuple(row.get(SOURCES, ())),
            basis=Basis(rule, tuple(row.get(ROWS, ()))),
        )
        for row in table.to_dict("records")
    )


def _head(row: dict[Any, Any]) -> list[str]:
    return [str(cell) for cell in list(row.values())[:2] if str(cell).strip()]
