"""What is said where a view shows nothing, with the nearest period that has something."""

from __future__ import annotations

from dataclasses import replace

import streamlit as st

from components.session import view_url
from components.session.text import plain
from geo.case.case import Case
from geo.dates import Period, format_date, format_period
from geo.view.view import ViewState, unfiltered, with_at, with_period


def show(case: Case, nearest: Period | None, what: str = "events") -> None:
    """Say that nothing matches and offer the nearest period that has some; None where no period has."""
    view = view_url.current()
    period = Period(view.first, view.last)
    with st.container(border=True, key="nothing"):
        filtered = unfiltered(replace(view, box=None)) != view
        # What comes after the as-at date is offered below: it is not missing.
        asked = Period(view.first, max(view.first, view.at.date())) if nearest == period else period
        out = f" published by {format_date(view.known)}" if view.known else ""
        words = f"The tables have no {what}{out} for {format_period(asked)}."
        if filtered:
            words = f"No {what} match this view: {format_period(asked)}, with the filters as set."
        st.markdown(plain(words))
        if nearest is None:
            way_out = ": take a filter away, or reset the view" if filtered else ""
            st.markdown(f"No other period has any either{way_out}.")
            if filtered:
                reset = (case.settings,)
                st.button("Reset the view", key="nothing_reset", on_click=view_url.reset, args=reset)
            return
        offer = f"Go to the nearest with something: {format_period(nearest)}"
        if nearest == period:
            offer = f"Some come after the as-at date: go to {format_date(nearest.last)}"
        st.button(plain(offer), key="nothing_nearest", on_click=_go, args=(case, nearest))


def _go(case: Case, nearest: Period) -> None:
    """Move to the period and the end of it, so that no as-at date hides what was offered."""

    def moved(now: ViewState) -> ViewState:
        return with_at(with_period(now, nearest.first, nearest.last, case.settings), nearest.last)

    view_url.change(moved)
