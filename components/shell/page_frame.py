"""What stands on every page once the case is read: header, filters, what to note, and the page itself."""

from __future__ import annotations

from collections.abc import Sequence
from importlib import import_module
from typing import TYPE_CHECKING

import streamlit as st

from components.sections import corrections_line, downloads
from components.session import compartment, frozen_view, selection, session_case, slots, view_url
from components.session.compartment import part
from components.session.text import bold, plain
from components.shell import case_choice, filters, header, notices
from geo.case import inventory
from geo.case.set_aside import CaseError
from geo.picture import registry
from geo.report import lacks
from geo.view.view import write
from geo.words import at_in_words

if TYPE_CHECKING:
    from streamlit.navigation.page import StreamlitPage

    from geo.case.case import Case
    from geo.view.view import ViewState

_WHOLE = "last_whole_view"


def show(pages: Sequence[StreamlitPage], page: StreamlitPage) -> None:
    """Run one page under the shared header and filters.

    What stands above is laid first when a browser opens, so that nothing moves down. From then on the page
    leads: its map and answer are what a step is made for, and they leave while the rest is still made.
    """
    compartment.begin()
    try:
        opened = session_case.full_case()
    except CaseError as error:
        notices.refuse(str(error))
        case_choice.show("")
        return
    with session_case.of_this_run(opened):
        view = view_url.open_view(opened.settings, session_case.terms(opened))
        view_url.publish(opened.settings)
        if slots.stands():
            _below(page, opened, view)
            _above(pages, page, opened, view)
        else:
            _above(pages, page, opened, view)
            _below(page, opened, view)
        with slots.storey("stage_notes"):
            _way_out(pages, page, opened, view)


def _above(pages: Sequence[StreamlitPage], page: StreamlitPage, opened: Case, view: ViewState) -> None:
    with slots.storey("masthead"):
        with part("The top line"):
            header.show(pages, page, opened.settings, view)
        with part("The filter bar"):
            known_case = session_case.known_case()
            filters.show(known_case, session_case.terms(known_case), view, selection.current())
    with slots.storey("where"), part("The line of dates"):
        words = f"{plain(filters.in_words(opened, view))}{_outside(opened)}"
        # The class that Streamlit makes of the key is what connection.js looks for.
        with st.container(key=f"session_{slots.session_name()}"):
            st.markdown(f"{_heading(page.title, opened, view)}\n\n{words}")
    with slots.storey("stage_notes"):
        with part("The notes on this view"):
            lost = [inventory.notice(opened)] if inventory.losses(opened).lost else []
            notices.show((*view_url.notes(), *lost, *frozen_view.sentences(page.url_path)))
        with part("What the case lacks"):
            topic = registry.topic_of(page.url_path)
            whole = lacks.lacks(opened) if topic is registry.TOPICS[0] or lacks.is_empty(opened) else ""
            notices.tell(whole or lacks.absent(opened, topic.tables))
        with part("The line of corrections"):
            corrections_line.show(opened, view)


def _heading(title: str, opened: Case, view: ViewState) -> str:
    """Return the page and the day it is about, for the line that a phone shows in place of the header."""
    return f"{bold(title)} {plain(at_in_words(view.at, opened.settings.zone))}"


def _outside(opened: Case) -> str:
    """What lies outside the case's period, where the notes tell of no other loss."""
    losses = inventory.losses(opened)
    return f" · {losses} (see Data)" if losses.outside and not losses.lost else ""


def _below(page: StreamlitPage, opened: Case, view: ViewState) -> None:
    """Run the page; of one that has nothing to tell only its map is shown."""
    topic = registry.topic_of(page.url_path)
    nothing = lacks.absent(opened, topic.tables) or (topic.picture and lacks.is_empty(opened))
    with slots.storey("stage_below"):
        with part("This page"):
            if not nothing:
                page.run()
            elif topic.picture:
                _bare_map(view, topic.key)
        # The list of events has it above its rows.
        if not nothing and topic.key != "events":
            with part("The files to take away"):
                downloads.foot(session_case.known_case(), view)


def _bare_map(view: ViewState, key: str) -> None:
    """Show a page's map alone; its component is served only where a session imports it."""
    import_module("components.sections.view_map").show(session_case.known_case(), view, key)


def _way_out(pages: Sequence[StreamlitPage], page: StreamlitPage, opened: Case, view: ViewState) -> None:
    """Remember a view shown whole; where a part is missing, offer the Data page and the last such view."""
    address = write(view, opened.settings)
    if not compartment.failed():
        st.session_state[_WHOLE] = (page.url_path, address)
        return
    by_path = {other.url_path: other for other in pages}
    last_path, last_address = st.session_state.get(_WHOLE, ("", {}))
    with st.container(horizontal=True, key="way_out"):
        st.page_link(
            by_path["data"], label="Data: what was set aside, and how to mend it", query_params=address
        )
        if (last_path, last_address) != (page.url_path, address):
            label = "The last view that was shown whole" if last_address else "The view this case opens with"
            st.page_link(by_path[last_path], label=label, query_params=last_address)
