"""Requests for passage: how many were asked for and what was answered, in all and by what they were for."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import streamlit as st

from components.charts import requests_chart
from components.widgets import small_table
from geo.facts.requests import counts, requests
from geo.names import names_by_id
from geo.report import aid_tables

if TYPE_CHECKING:
    from collections.abc import Sequence

    from geo.case.case import Case
    from geo.facts.requests import Answers
    from geo.view.view import ViewState

TITLE = "Movements asked for, by answer"
_ALL, _NOWHERE = "*", "Area not stated"


def show(case: Case, view: ViewState, *, key: str) -> None:
    """Show the requests of the period up to the as-at date; nothing in a case without any."""
    rows = requests(case, view.first, view.last, view.at)
    if not rows:
        return
    totals = counts(case, rows)
    st.markdown(f"##### {TITLE}")
    bars = [replace(totals.every, key=_ALL), *(totals.by_area if _named(totals.by_area) else ())]
    # A place that was set aside is called by its id.
    names = {_ALL: "All", "": _NOWHERE, **names_by_id(case.places, view.names)}
    called = {row.key: names.get(row.key, row.key) for row in bars}
    requests_chart.show(case.version, bars, called, key=f"{key}_chart")
    for head, part in (
        ("Area", totals.by_area), ("Road", totals.by_road), ("Carrier", totals.by_carrier),
        ("Purpose", totals.by_purpose),
    ):  # fmt: skip
        if _named(part):
            small_table.show(
                case, aid_tables.requests(case, part, view.names, head=head), key=f"{key}_{head.lower()}",
                title=f"By {head.lower()}", nothing="",
            )  # fmt: skip


def _named(rows: Sequence[Answers]) -> bool:
    """Whether any request of the rows says what these are counted by."""
    return any(row.key for row in rows)
