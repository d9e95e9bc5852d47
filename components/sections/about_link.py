"""The way to the page About."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from components.session import page_files
from geo.view.view import write

if TYPE_CHECKING:
    from geo.case.settings import Settings
    from geo.view.view import ViewState


def show(settings: Settings, view: ViewState) -> None:
    """Show the link; it carries the view along."""
    label = "About Passage"
    st.page_link(page_files.of("about"), label=label, query_params=write(view, settings), width="content")
