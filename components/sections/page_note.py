"""The note a case gives for a page, such as who disputes a word on it; on the first what the case is for."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from components.sections import about_link
from components.session import slots
from components.session.text import plain
from geo.picture.registry import TOPICS

if TYPE_CHECKING:
    from geo.case.case import Case
    from geo.view.view import ViewState


def show(case: Case, view: ViewState, page: str) -> None:
    """Show the case's note for the page, on the first with its purpose and the way to About.

    A comparison needs the room for its two maps.
    """
    if view.versus is not None:
        return
    note = note_of(case, view, page)
    if page == TOPICS[0].key:
        with slots.above(), st.container(horizontal=True, vertical_alignment="center", key="purpose"):
            st.markdown(f":small[{plain(f'{case.settings.purpose} {note}')}]", width="content")
            about_link.show(case.settings, view)
    elif note:
        slots.above().markdown(f":small[{plain(note)}]")


def note_of(case: Case, view: ViewState, page: str) -> str:
    """The page's note, once what it is about had come about and was known."""
    day = case.settings.page_notes_from.get(page)
    if day and min(view.at.date(), view.known or view.at.date()) < day:
        return ""
    return case.settings.page_notes.get(page, "")
