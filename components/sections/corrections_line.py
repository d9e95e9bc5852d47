"""With an as-known date: one line on what was learned since, which opens to the list."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from components.session.text import plain
from components.widgets import explanation, lazy_section, long_table, small_table
from geo.changes import corrections_table
from geo.changes.corrections import Corrections, LearnedSince, learned_since, revised_since
from geo.changes.corrections_text import explained, heading
from geo.dates import Period
from geo.memo import once_per_case

if TYPE_CHECKING:
    from datetime import date

    from geo.case.case import Case
    from geo.view.view import ViewState

# Combinations of as-known date and period for which what was learned is kept.
KEPT = 32


def show(full_case: Case, view: ViewState) -> None:
    """Show the line and, once opened, every figure revised and every row learned; nothing without a date."""
    if view.known is None:
        return
    period = Period(view.first, view.last)
    since = _since(full_case, view.known, period)
    corrections = Corrections(since, revised_since(full_case, since, view.at))
    with st.container(key="corrections"):
        lazy_section.show(
            plain(heading(corrections)),
            lambda: listed(full_case, corrections, explained(corrections.since), key="known"),
            key="corrections_list",
        )


def listed(full_case: Case, corrections: Corrections, words: str, *, key: str) -> None:
    """Show what counts as learned, in ``words``, and every figure and row of it."""
    st.markdown(plain(words))
    explanation.show_several(
        full_case, lambda: corrections_table.counted(corrections), key=f"{key}_counted", title="learned later"
    )
    small_table.show(
        full_case,
        corrections_table.revised(full_case, corrections),
        key=f"{key}_revised",
        title="Figures that read differently now",
        nothing="No figure reads differently now.",
    )
    long_table.show(
        full_case,
        corrections_table.learned(full_case, corrections),
        key=f"{key}_learned",
        title="What became known later",
        nothing="Nothing about these days became known later.",
    )
    if corrections.since.taken_back:
        small_table.show(
            full_case,
            corrections_table.taken_back(full_case, corrections),
            key=f"{key}_taken_back",
            title="What its source took back or worded anew",
            nothing="Nothing was taken back.",
        )


@once_per_case(KEPT)
def _since(full_case: Case, known: date, period: Period) -> LearnedSince:
    """Return what was learned of a period; a date step leaves it as it is."""
    return learned_since(full_case, known, period)
