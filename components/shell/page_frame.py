"""What stands on every page once the case is read: header, filters, what to note, and the page itself."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import streamlit as st

from components.sections import corrections_line
from components.session import frozen_view, selection, session_case, slots, view_url
from components.session.text import plain
from components.shell import filters, header, notices
from geo.case.set_aside import CaseError

if TYPE_CHECKING:
    from streamlit.navigation.page import StreamlitPage

    from geo.case.case import Case
    from geo.view.view import ViewState


def show(pages: Sequence[StreamlitPage], page: StreamlitPage) -> None:
    """Run one page under the shared header and filters.

    What stands above is laid first when a browser opens, so that nothing moves down. From then on the page
    leads: its map and answer are what a step is made for, and they leave while the rest is still made.
    """
    try:
        opened = session_case.whole()
    except CaseError as error:
        notices.refuse(str(error))
        return
    view = view_url.open_view(opened.settings, session_case.terms(opened))
    view_url.publish(opened.settings)
    if slots.stands():
        try:
            _below(page)
        finally:
            _above(pages, page, opened, view)
    else:
        _above(pages, page, opened, view)
        _below(page)


def _above(pages: Sequence[StreamlitPage], page: StreamlitPage, opened: Case, view: ViewState) -> None:
    known = session_case.current()
    with slots.storey("masthead"):
        header.show(pages, page, opened.settings, view)
        filters.show(known, session_case.terms(known), view, selection.current())
    with slots.storey("where"):
        st.markdown(plain(filters.in_words(opened, view)))
    with slots.storey("stage_notes"):
        notices.show((*view_url.notes(), *frozen_view.sentences(page.url_path)))
        corrections_line.show(opened, view)


def _below(page: StreamlitPage) -> None:
    with slots.storey("stage_below"):
        page.run()
