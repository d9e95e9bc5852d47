"""A briefing as a file to pass on, and one taken in from a file."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from components.brief import briefing_session
from components.session import session_case
from components.session.text import plain
from geo.briefing.briefing_file import BriefingError, read_briefing, write_briefing
from geo.report.surround import code

if TYPE_CHECKING:
    from components.brief.briefing_session import Opened
    from geo.case.case import Case

_SAID = "briefing_taken_in"


def show(opened_case: Case, opened: Opened) -> None:
    """Show the two buttons, and what came of the last file taken in."""
    with st.expander("Share as a file"):
        st.download_button(
            "Download the briefing (.toml)",
            write_briefing(opened.briefing).encode(),
            file_name=f"{code(opened_case)}_briefing.toml",
            mime="application/toml",
            key="briefing_download",
            on_click="ignore",
        )
        st.file_uploader(
            "Take in a briefing; it replaces this one, and Undo brings this one back",
            type="toml",
            key="briefing_upload",
            on_change=_take_in,
        )
        for line in st.session_state.get(_SAID, ()):
            st.markdown(plain(line))


def _take_in() -> None:
    file = st.session_state["briefing_upload"]
    if file is None:
        return
    whole = session_case.whole()
    try:
        found, aside = read_briefing(file.getvalue(), whole.settings, session_case.terms(whole), file.name)
    except BriefingError as error:
        st.session_state[_SAID] = (str(error),)
        return
    briefing_session.change(lambda _: found)
    said = (f"Taken in: {len(found.scenes)} scenes; {len(aside)} set aside.", *map(str, aside))
    st.session_state[_SAID] = (briefing_session.current().note,) if briefing_session.current().note else said
