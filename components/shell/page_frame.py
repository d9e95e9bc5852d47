"""What stands on every page once the case is read: header, filters, what to note, and the page itself."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import streamlit as st

from components import case, corrections_line, filters, frozen, header, notices, selection, stage, view_url
from components.text import plain
from geo.set_aside import CaseError

if TYPE_CHECKING:
    from streamlit.navigation.page import StreamlitPage

    from geo.case import Case
    from geo.view import ViewState


def show(pages: Sequence[StreamlitPage], page: StreamlitPage) -> None:
    """Run one page under the shared header and filters.

    What stands above is laid first when a browser opens, so that nothing moves down. From then on the page
    leads: its map and answer are what a step is made for, and they leave while the rest is still made.
    """
    try:
        opened = case.whole()
    except CaseError as error:
        notices.refuse(str(error))
        return
    view = view_url.open_view(opened.settings, case.terms(opened))
    view_url.publish(opened.settings)
    if stage.stands():
        try:
            _below(page)
        finally:
            _above(pages, page, opened, view)
    else:
        _above(pages, page, opened, view)
        _below(page)


def _above(pages: Sequence[StreamlitPage], page: StreamlitPage, opened: Case, view: ViewState) -> None:
    known = case.current()
    with stage.storey("masthead"):
        header.show(pages, page, opened.settings, view)
        filters.show(known, case.terms(known), view, selection.current())
    with stage.storey("where"):
        st.markdown(plain(filters.in_words(opened, view)))
    with stage.storey("stage_notes"):
        notices.show((*view_url.notes(), *frozen.sentences(page.url_path)))
        corrections_line.show(opened, view)


def _below(page: StreamlitPage) -> None:
    with stage.storey("stage_below"):
        page.run()
