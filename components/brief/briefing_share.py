"""A briefing as a file to pass on, and one taken in from a file."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from components.brief import briefing_session
from components.session.text import plain
from components.widgets import lazy_section
from geo.briefing.briefing_file import write_briefing
from geo.report.surround import code
from geo.words import counted

if TYPE_CHECKING:
    from components.brief.briefing_session import Opened
    from geo.case.case import Case

MOST_MB = 1
"""Megabytes of a file taken in: no briefing is larger."""
_SAID = "briefing_taken_in"


def show(opened_case: Case, opened: Opened) -> None:
    """Show the two buttons, and what came of the last file taken in, once they are asked for."""
    lazy_section.show("Share as a file", lambda: _ways(opened_case, opened), key="briefing_share")


def _ways(opened_case: Case, opened: Opened) -> None:
    st.download_button(
        "Download the briefing (.toml)",
        data=lambda: write_briefing(opened.briefing).encode(),
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
        max_upload_size=MOST_MB,
    )
    if _SAID in st.session_state:
        st.markdown(plain(st.session_state[_SAID]))


def _take_in() -> None:
    file = st.session_state["briefing_upload"]
    if file is None:
        return
    briefing_session.take_in(file.getvalue())
    opened = briefing_session.current()
    count, aside = len(opened.briefing.scenes), opened.set_aside
    if opened.refused:
        st.session_state[_SAID] = f"“{file.name}” was not taken in. {opened.refused}"
        opened.refused = ""
    else:
        st.session_state[_SAID] = f"Taken in: {counted(count, 'scene')}; {len(aside)} set aside."
