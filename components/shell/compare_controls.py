"""Compare with: a second date beside the as-at date, on every map and as a list of what changed."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import replace
from datetime import date

import streamlit as st

from components.session import view_url
from components.session.text import plain
from components.shell import moment_label
from components.widgets import date_field, lazy_popover
from geo.case.case import Case
from geo.dates import end_of_day, format_date
from geo.view.compare import compared, presets, since_last_visit
from geo.view.view import ViewState
from geo.words import at_in_words

DAY = "compare_day"
SAID = "link_seen_said"


def show(case: Case, view: ViewState) -> None:
    """Show the control; off until a date is chosen."""
    label = "Compare"
    if view.versus:
        label = f"Compare with {_moment(case, view)}"
    lazy_popover.show(label, lambda: _fields(view), key="compare")
    since = since_last_visit(view, case.settings)
    if view.versus is None and view.seen is not None and since is not None and SAID not in st.session_state:
        _offer(view.seen, since)


def _moment(case: Case, view: ViewState) -> str:
    same_year = view.versus is not None and view.versus.year == view.at.year
    return moment_label.of(in_words(case, view), beside_year=same_year)


def _fields(view: ViewState) -> None:
    st.markdown("A second date: two maps in one, and the list of what changed between the two.")
    for number, (label, moment) in enumerate(presets(view)):
        st.button(
            plain(label),
            key=f"compare_{number}",
            width="stretch",
            on_click=view_url.change,
            args=(lambda now, moment=moment: compared(now, moment),),
        )
    compared_with = None if view.versus is None else view.versus.date()
    date_field.show("Date to compare with, empty for none", DAY, compared_with, _typed)
    st.button(
        "No comparison",
        key="compare_off",
        disabled=view.versus is None,
        on_click=view_url.change,
        args=(lambda now: compared(now, None),),
    )


def in_words(case: Case, view: ViewState) -> str:
    """Return the date compared with in words, or "none"."""
    return "none" if view.versus is None else at_in_words(view.versus, case.settings.zone)


def link_seen() -> None:
    """Show the choice to let a copied link say which date was looked at last."""
    view = view_url.current()
    day = view.at.date()
    st.checkbox(
        f"Let the link say that I looked at {format_date(day)}: opened later, it offers what changed since",
        value=view.seen == day,
        key=f"link_seen_{day}",
        on_change=_remember,
        args=(f"link_seen_{day}",),
    )


def _offer(seen: date, since: ViewState) -> None:
    """Offer what changed; not to who said on this very visit that the link shall tell of it."""
    st.button(
        plain(f"What changed since {format_date(seen)}, my last visit"),
        key="since_last_visit",
        on_click=view_url.change,
        args=(lambda _: since,),
    )


def _remember(key: str) -> None:
    st.session_state[SAID] = True
    seen = view_url.current().at.date() if st.session_state[key] else None
    view_url.change(lambda now: replace(now, seen=seen))


def _typed() -> None:
    with suppress(date_field.UnreadableDayError):
        day = date_field.typed(DAY)
        view_url.change(lambda now: compared(now, None if day is None else end_of_day(day)))
