"""A briefing made anew over the tables as they are, or as at another date, with what is different."""

from __future__ import annotations

from datetime import date
from functools import partial
from typing import TYPE_CHECKING

import streamlit as st

from components.brief import briefing_session
from components.session import session_case
from components.session.text import bold, plain
from components.widgets import lazy_section
from geo.briefing.refresh import refreshed, with_scenes
from geo.dates import end_of_day

if TYPE_CHECKING:
    from components.brief.briefing_session import Opened
    from geo.briefing.refresh import SceneRefresh
    from geo.case.case import Case

_ROWS = "briefing_refreshed"


def show(opened_case: Case, opened: Opened) -> None:
    """Show the question, and after it what each scene says otherwise."""
    lazy_section.show(
        "Refresh: what is different by now?", lambda: _form(opened_case, opened), key="briefing_refresh"
    )


def _form(opened_case: Case, opened: Opened) -> None:
    st.date_input(
        "As at, for every scene; empty to keep each scene's own date",
        None,
        key="renew_at",
        min_value=opened_case.settings.period.first,
        max_value=date(2100, 12, 31),
        format="DD.MM.YYYY",
    )
    st.button("Compare", key="renew_compare", on_click=_compare, disabled=not opened.briefing.scenes)
    compared = st.session_state.get(_ROWS)
    if compared is None or compared[0] != opened.stored.digest:
        return
    rows: list[SceneRefresh] = compared[1]
    for number, row in enumerate(rows, start=1):
        _scene(number, row)
    st.button(
        "Take this over for every scene",
        key="renew_take",
        on_click=briefing_session.change,
        args=(partial(with_scenes, rows=rows), *(row.before.id for row in rows)),
    )


def _compare() -> None:
    full_case, day = session_case.full_case(), st.session_state["renew_at"]
    opened = briefing_session.current()
    at = end_of_day(day) if day is not None else None
    rows = list(refreshed(full_case, opened.briefing, session_case.terms(full_case), at))
    st.session_state[_ROWS] = (opened.stored.digest, rows)


def _scene(number: int, row: SceneRefresh) -> None:
    st.markdown(f"{number}. {bold(row.before.title)}")
    if row.tables_differ:
        st.markdown("The tables are others than those it was made from.")
    for line in (*row.differs, *row.changes):
        st.markdown(f"- {plain(line)}")
    if row.unchanged:
        st.markdown("- Nothing it says is different.")
