"""A briefing told again over the tables as they are, or as at another date, with what is different."""

from __future__ import annotations

from datetime import date
from functools import partial
from typing import TYPE_CHECKING

import streamlit as st

from components.brief import briefing_session
from components.session import session_case
from components.session.text import bold, plain
from geo.briefing.refresh import renew, told_again
from geo.dates import end_of_day

if TYPE_CHECKING:
    from components.brief.briefing_session import Opened
    from geo.briefing.refresh import Renewed
    from geo.case.case import Case

_ROWS = "briefing_told_again"


def show(opened_case: Case, opened: Opened) -> None:
    """Show the question, and after it what each scene says otherwise."""
    with st.expander("Tell it again: what is different?"):
        st.date_input(
            "As at, for every scene; empty to keep each scene's own date",
            None,
            key="renew_at",
            min_value=opened_case.settings.period.first,
            max_value=date(2100, 12, 31),
            format="DD.MM.YYYY",
        )
        st.button("Compare", key="renew_compare", on_click=_compare, disabled=not opened.briefing.scenes)
        held = st.session_state.get(_ROWS)
        if held is None or held[0] != opened.edition:
            return
        rows: list[Renewed] = held[1]
        for number, one in enumerate(rows, start=1):
            _scene(number, one)
        st.button(
            "Take this over for every scene",
            key="renew_take",
            on_click=briefing_session.change,
            args=(partial(told_again, rows=rows),),
        )


def _compare() -> None:
    whole, day = session_case.whole(), st.session_state["renew_at"]
    opened = briefing_session.current()
    at = end_of_day(day) if day is not None else None
    rows = list(renew(whole, opened.briefing, session_case.terms(whole), at))
    st.session_state[_ROWS] = (opened.edition, rows)


def _scene(number: int, one: Renewed) -> None:
    st.markdown(f"{number}. {bold(one.before.title)}")
    if one.tables_differ:
        st.markdown("The tables are others than those it was made from.")
    for line in (*one.differs, *one.changes):
        st.markdown(f"- {plain(line)}")
    if one.unchanged:
        st.markdown("- Nothing it says is different.")
