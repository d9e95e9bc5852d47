"""The event that is open: what is known of it and the sources it rests on."""

from __future__ import annotations

from dataclasses import replace
from typing import Literal

import streamlit as st

from components.session import view_url
from components.session.text import bold, plain
from components.widgets import citation_list
from components.widgets.chosen_table import chosen
from geo.case.case import Case
from geo.report.cards import as_at, card
from geo.view.view import ViewState


def show(case: Case, view: ViewState, *, height: int | Literal["content"]) -> None:
    """Show the open event, or a line that says how to open one; the room is kept either way."""
    with st.container(key="event_card", border=True, height=height):
        opened = chosen("event")
        content = card(case, "event", opened, view.names) if opened else None
        if content is None:
            st.markdown("Choose an event on the map or in the table to read it here with its sources.")
            return
        shown = as_at(content, view.at)
        st.markdown(bold(shown["title"]))
        for line in shown["lines"]:
            st.markdown(plain(line))
        citation_list.show(case, [source["id"] for source in shown["sources"]])
        st.button(
            "Close",
            key="close_event",
            on_click=view_url.change,
            args=(lambda now: replace(now, selected=None),),
        )
