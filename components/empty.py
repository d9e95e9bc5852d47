"""What is said where a view shows nothing, with the nearest period that has something."""

from __future__ import annotations

import streamlit as st

from components import view_url
from components.text import plain
from geo.case import Case
from geo.dates import Period, format_period
from geo.select import nearest_period
from geo.view import with_period


def show(case: Case, what: str = "events") -> None:
    """Say that nothing matches and offer the nearest period in which the same filters find something."""
    view = view_url.current()
    period = format_period(Period(view.first, view.last))
    with st.container(border=True, key="nothing"):
        st.markdown(plain(f"No {what} match this view: {period}, with the filters as set."))
        nearest = nearest_period(case, view)
        if nearest is None:
            st.markdown("No other period has any either: take a filter away, or reset the view.")
            st.button("Reset the view", key="nothing_reset", on_click=view_url.reset, args=(case.settings,))
            return
        st.button(
            plain(f"Go to the nearest with something: {format_period(nearest)}"),
            key="nothing_nearest",
            on_click=view_url.change,
            args=(lambda now: with_period(now, nearest.first, nearest.last, case.settings),),
        )
