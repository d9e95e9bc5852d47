"""A table in which one row can be chosen; the choice is part of the view, so a link carries it.

A narrow window has no room for its columns: there its rows are a list, of which one can be chosen as well.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, Any

import streamlit as st

from components.session import arrow, fields, view_url
from components.session.text import plain
from components.widgets.grid import ROW_HEIGHT
from geo.memo import once_per_frame

if TYPE_CHECKING:
    import pandas as pd
    import pyarrow as pa

# Rows a list begins with, and how many each press on its foot adds.
FIRST_LISTED, MORE_LISTED = 25, 100


def show(
    table: pd.DataFrame,
    *,
    kind: str,
    key: str,
    columns: Mapping[str, Any],
    listed: tuple[str, ...],
    alt: str,
    height: int = 420,
) -> None:
    """Show the columns named of a table whose index holds the ids; the chosen row opens as `kind:id`.

    What is chosen elsewhere (map, link) is marked here too. In a narrow window each row says the columns
    ``listed``, the first as its title.
    """
    ids, rows = _ready(table)
    _mark(key, ids, kind)
    # The style sheet shows one of the two, by the width of the window.
    with st.container(key=f"{key}_as_grid"):
        st.dataframe(
            rows,
            key=key,
            height=min(height, ROW_HEIGHT * (len(ids) + 1) + 4),
            row_height=ROW_HEIGHT,
            hide_index=True,
            column_config=dict(columns),
            column_order=list(columns),
            on_select=partial(_choose, key, ids, kind),
            selection_mode="single-row",
            alt=alt,
        )
    with st.container(key=f"{key}_as_list"):
        _list(table, ids, kind, key, listed, alt)


def _list(
    table: pd.DataFrame, ids: Sequence[str], kind: str, key: str, listed: tuple[str, ...], alt: str
) -> None:
    """Show the first rows as a list, and the way to more of them."""
    count = st.session_state.setdefault(f"{key}_count", FIRST_LISTED)
    first = table.iloc[:count]
    if first.empty:
        return
    title, *rest = ([str(cell) for cell in first[name]] for name in listed)
    shown = list(ids[:count])
    opened = chosen(kind)
    words = dict(zip(shown, title, strict=True))
    st.radio(
        alt,
        shown,
        index=shown.index(opened) if opened in words else None,
        key=fields.key(f"{key}_listed", opened if opened in words else None),
        format_func=lambda item: plain(words[item]),
        captions=[plain(" · ".join(filter(None, cells))) for cells in zip(*rest, strict=True)],
        label_visibility="collapsed",
        on_change=partial(_choose_listed, key, kind),
    )
    if len(ids) > count:
        st.button(
            f"Show more of {len(ids):,}",
            key=f"{key}_more",
            on_click=partial(_list_more, key),
            type="tertiary",
        )


@once_per_frame
def _ready(table: pd.DataFrame) -> tuple[list[str], pa.Table]:
    """Return the ids and the rows as they are sent, so that a kept table is not converted at each run."""
    return [str(item) for item in table.index], arrow.rows(table)


def chosen(kind: str) -> str | None:
    """Return the id that is open of one kind, or None."""
    opened, _, key = (view_url.current().selected or "").partition(":")
    return key if opened == kind else None


def _mark(key: str, ids: Sequence[str], kind: str) -> None:
    """Set the table's selection to what the view says, where it is not so already."""
    opened = chosen(kind)
    wanted = [ids.index(opened)] if opened in ids else []
    state = st.session_state.get(key)
    # What is set goes out with the table, so setting nothing at first would send all of it once more.
    if (list(state["selection"]["rows"]) if state else []) != wanted:
        st.session_state[key] = {"selection": {"rows": wanted, "columns": [], "cells": []}}


def _choose(key: str, ids: Sequence[str], kind: str) -> None:
    """Open the row just chosen, or close what was open when the choice was taken back."""
    rows = st.session_state[key]["selection"]["rows"]
    selected = f"{kind}:{ids[rows[0]]}" if rows and rows[0] < len(ids) else None
    view_url.change(lambda now: replace(now, selected=selected))


def _choose_listed(key: str, kind: str) -> None:
    """Open the row just chosen in the list."""
    row = fields.value(f"{key}_listed")
    view_url.change(lambda now: replace(now, selected=f"{kind}:{row}" if row else None))


def _list_more(key: str) -> None:
    st.session_state[f"{key}_count"] += MORE_LISTED
