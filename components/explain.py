"""A figure explained, once somebody asks: its rule, its rows, what was left out and why, as a file too."""

from __future__ import annotations

from datetime import datetime
from functools import partial
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

import streamlit as st

from components import citation_list, view_url
from components.text import bold, plain
from geo.explain import as_file, file_name, left_out_of, rows_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from geo.answer import KeyFigure
    from geo.case import Case
    from geo.explain import Row
    from geo.view import ViewState

# Rows told on the page; the file holds all.
MOST_SHOWN = 12


def show(case: Case, figure: KeyFigure, *, key: str) -> None:
    """Show the way to the explanation; nothing of it is made or sent before it is opened."""
    box = st.popover("Explain, sources", type="tertiary", key=key, on_change="rerun")
    if box.open:
        with box:
            tell(case, figure, key=key)


def tell(case: Case, figure: KeyFigure, *, key: str) -> None:
    """Tell what the figure was made of, where the caller stands on the page."""
    view = view_url.current()
    st.markdown(bold(f"{figure.value} {figure.label}, {figure.when}"))
    for line in figure.explain:
        st.markdown(plain(line))
    rule(figure.basis.rule)
    _rows("Made of", rows_of(case, figure.basis.rows[:MOST_SHOWN], view.names), len(figure.basis.rows))
    left = figure.basis.left_out
    _rows("Left out", left_out_of(case, figure, view.names)[:MOST_SHOWN], len(left))
    if figure.source_ids:
        st.markdown(bold("Sources"))
        citation_list.show(case, figure.source_ids[:MOST_SHOWN])
    download(case, view, (figure,), label=figure.label, key=key)


def rule(words: str) -> None:
    """Show the rule a figure follows; nothing where it has none."""
    if words:
        st.markdown(f"{bold('Rule')}: {plain(words)}")


def download(case: Case, view: ViewState, figures: Sequence[KeyFigure], *, label: str, key: str) -> None:
    """Show the button for the file; what it holds is worked out when it is asked for."""
    st.download_button(
        "Download this explanation (JSON)",
        data=partial(_file, case, view, figures),
        file_name=file_name(case, view, label),
        mime="application/json",
        key=f"{key}_file",
        on_click="ignore",
    )


def line(row: Row) -> str:
    """Return one row as safe markdown: what it says, who published it, and why it was left out."""
    by = "; ".join(
        ", ".join(part for part in (one["publisher"], one["published"]) if part) for one in row.sources
    )
    told = ". ".join(part.rstrip(".") for part in (row.title, *row.lines[:2], by) if part)
    reason = f" – {bold(row.reason)}" if row.reason else ""
    return f"{plain(told)} ({plain(row.name.partition(':')[2])}){reason}"


def _rows(title: str, rows: Sequence[Row], total: int) -> None:
    if not rows:
        return
    st.markdown(f"{bold(title)} ({total:,})")
    st.markdown("\n".join(f"- {line(one)}" for one in rows))
    if total > len(rows):
        st.markdown(plain(f"{total - len(rows):,} more stand in the file."))


def _file(case: Case, view: ViewState, figures: Sequence[KeyFigure]) -> bytes:
    """Return the file as of the moment it is asked for."""
    return as_file(case, view, figures, datetime.now(ZoneInfo(case.settings.timezone)))
