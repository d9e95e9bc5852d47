"""The top line of every page: the way to each page, the choice of names, and the link to this view."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import nullcontext
from dataclasses import replace
from typing import TYPE_CHECKING

import streamlit as st

from components.brief import briefing_session
from components.present import link
from components.session import fields, frozen_view, session_case, view_url
from components.session.text import bold
from components.shell import compare_controls, place_field
from components.widgets import lazy_popover
from geo.case.settings import Settings
from geo.names import BOTH
from geo.picture import registry
from geo.view.view import ViewState, write

if TYPE_CHECKING:
    from streamlit.navigation.page import StreamlitPage

NAMES = "names"


def show(pages: Sequence[StreamlitPage], current: StreamlitPage, settings: Settings, view: ViewState) -> None:
    """Show the line; every link to a page carries the view along."""
    with st.container(horizontal=True, vertical_alignment="center", gap="small", key="top"):
        with st.container(key="brand", width="content"):
            st.markdown("**Passage**")
        query = write(view, settings)
        for page in pages:
            if registry.topic_of(page.url_path).in_line:
                _page_link(page, current, query)
        st.space("stretch")
        place_field.show(pages, current, view)
        _names(settings, view)
        _copy_link(current.url_path, settings)
        _add_scene(current, view)
        _present()


def _page_link(page: StreamlitPage, current: StreamlitPage, query: dict[str, str]) -> None:
    """The link, in a box of its own that the style sheet marks where its page is the one shown."""
    key = f"nav_here_{page.url_path or 'home'}"
    with st.container(key=key, width="content") if page.url_path == current.url_path else nullcontext():
        st.page_link(page, label=page.title, query_params=query)


def _names(settings: Settings, view: ViewState) -> None:
    if settings.names == (BOTH,):
        return
    label = f"Names {bold(settings.name_form(view.names).short)}"
    lazy_popover.show(label, lambda: _name_modes(settings, view), key="names_popover")


def _name_modes(settings: Settings, view: ViewState) -> None:
    st.radio(
        "Names of places",
        settings.names,
        index=settings.names.index(view.names),
        key=fields.key(NAMES, view.names),
        format_func=lambda mode: settings.name_form(mode).label,
        on_change=_set_names,
    )


def _set_names() -> None:
    names = fields.value(NAMES)
    view_url.change(lambda now: replace(now, names=names))


def _copy_link(page: str, settings: Settings) -> None:
    lazy_popover.show("Copy link", lambda: _links(page, settings), key="copy_link")


def _links(page: str, settings: Settings) -> None:
    st.markdown("This address opens the same view in any browser. The press of “Copy link” has copied it.")
    compare_controls.link_seen()
    st.code(view_url.link(settings), language=None, wrap_lines=True)
    frozen_view.offer(page, settings)


def _add_scene(current: StreamlitPage, view: ViewState) -> None:
    """One click puts what is shown at the end of the briefing."""
    st.button(
        "Add to briefing",
        key="add_scene",
        on_click=briefing_session.add_view,
        args=(current.url_path or "situation", view),
    )


def _present() -> None:
    """The way to present what is shown: a script of the page lays it over, with where the map stands."""
    with st.container(key="present", width="content"):
        st.link_button("Present", link.to_view(session_case.full_case()))
