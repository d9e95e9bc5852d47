"""How many events the view shows, those certainly in the period told apart, and a choice between them."""

from __future__ import annotations

import re
from dataclasses import replace

import streamlit as st

from components.session import fields, view_url
from components.session.text import plain
from components.widgets import explanation, lazy_popover
from geo.case.case import Case
from geo.facts.doubt import CERTAIN, DATINGS, POSSIBLE
from geo.report.counted import events_shown
from geo.view.select import Selection, count_sentence
from geo.view.view import ViewState

DATED = "show_dated"
# What a narrow window leaves to screen readers and to the popover: the style sheet hides what is emphasised.
_ASIDE = re.compile(r"of them|dated only")
_LABELS = {
    "": "All of them",
    CERTAIN: "Certainly in the period",
    POSSIBLE: "Dated only roughly, to the month or year: possibly in the period",
}


def show(case: Case, view: ViewState, selection: Selection) -> None:
    """Show the count as the way to choose by how surely an event lies in the period."""
    with st.container(key="count"):
        label = _ASIDE.sub(r"*\g<0>*", plain(count_sentence(selection)))
        lazy_popover.show(label, lambda: _show_count(case, view, selection), key="counted", type="tertiary")


def _show_count(case: Case, view: ViewState, selection: Selection) -> None:
    offered = ("", *DATINGS)
    st.radio(
        "Events to show, by their dates",
        offered,
        index=offered.index(view.dated),
        key=fields.key(DATED, view.dated),
        format_func=_LABELS.__getitem__,
        on_change=_set_dated,
    )
    explanation.tell(case, events_shown(selection, view), key="counted")


def _set_dated() -> None:
    dated = fields.value(DATED)
    view_url.change(lambda now: replace(now, dated=dated))
