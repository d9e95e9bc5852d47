"""What changed between the compare date and the as-at date: a list to read aloud, to copy, and as a table."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

import streamlit as st

from components.sections import corrections_line
from components.session import map_inputs
from components.session import session_case as opened
from components.session.text import plain
from components.widgets import explanation, lazy_popover, lazy_section, long_table
from geo.case.case import Case
from geo.changes.change_figures import explained, sentences
from geo.changes.changes import Change, Changes, between, of_topics
from geo.changes.changes_text import as_text, heading, left_out_words, nothing_words
from geo.changes.corrections import corrections_between
from geo.changes.corrections_text import explained_between
from geo.dates import format_date
from geo.memo import once_per_case
from geo.picture.registry import topic_of
from geo.view.view import ViewState

# Pairs of dates whose list is kept, and the most events one tells of: no more can be read aloud.
KEPT = 32
MOST_EVENTS = 300
# Changes in sight at first; the rest opens below them.
IN_SIGHT = 3


def show(case: Case, view: ViewState, topic: str) -> None:
    """Show the changes that a page lists. Nothing without a compare date."""
    changes = _of_view(case, view, topic)
    if changes is None:
        return
    with st.container(key="changes"):
        with st.container(horizontal=True, vertical_alignment="center", key="changes_more"):
            st.markdown(f"##### {plain(heading(case, changes))}", width="content")
            if changes.rows:
                _rest(changes)
                _sources(case, changes)
                _copy(case, changes)
        st.markdown(_lines(changes.rows[:IN_SIGHT]) or nothing_words(changes))
        if left_out := left_out_words(changes):
            with st.container(key="changes_left_out"):
                st.markdown(plain(left_out))


def show_table(case: Case, view: ViewState, topic: str) -> None:
    """Show the same as a table, and what was corrected in between, both folded; nothing without two dates."""
    changes = _of_view(case, view, topic)
    if changes is None:
        return
    if changes.rows:
        label = f"Every change as a table ({len(changes.rows)})"
        lazy_section.show(label, lambda: _table(case, changes), key="changes_table")
    label = f"Corrections of days up to {format_date(changes.first.date())} published in between"
    lazy_section.show(label, lambda: _corrected(changes), key="changes_corrections")


def _table(case: Case, changes: Changes) -> None:
    title = heading(case, changes)
    long_table.show(case, explained(case, changes), key="changed", title=title, nothing="")


def _corrected(changes: Changes) -> None:
    """Show what was published between the two dates about days before them."""
    full_case = opened.full_case()
    corrections = corrections_between(full_case, changes.first, changes.last, changes.known)
    corrections_line.listed(full_case, corrections, explained_between(corrections), key="between")


def _of_view(case: Case, view: ViewState, topic: str) -> Changes | None:
    if view.versus is None:
        return None
    # The period is no filter of this list, unless events are chosen by how surely they lie in it.
    filters = replace(map_inputs.undated(case, view), known=None, box=view.box)
    changes = _between(case, view.versus, view.at, view.names, filters)
    return of_topics(changes, topic_of(topic).changes)


def _rest(changes: Changes) -> None:
    rest = changes.rows[IN_SIGHT:]
    if not rest:
        return
    box = st.popover(f"{len(rest)} more changes", key="changes_rest", on_change="rerun")
    if box.open:
        with box:
            st.markdown(_lines(rest))


def _sources(case: Case, changes: Changes) -> None:
    explanation.show_sentences(
        case, lambda: sentences(case, changes, changes.rows[:IN_SIGHT]), key="changes_sources",
        label="Explain these sentences, sources",
    )  # fmt: skip


def _copy(case: Case, changes: Changes) -> None:
    lazy_popover.show(
        "Copy as text",
        lambda: st.code(as_text(case, changes), language=None, wrap_lines=True),
        key="changes_text",
    )


def _lines(rows: tuple[Change, ...]) -> str:
    return "\n".join(f"- {plain(change.sentence)}{_doubt(change)}" for change in rows)


def _doubt(change: Change) -> str:
    """Return the mark of what is not certain; why stands with its sources, in the text and the table."""
    return " *Not certain.*" if change.doubt else ""


@once_per_case(KEPT)
def _between(case: Case, versus: datetime, at: datetime, names: str, filters: ViewState) -> Changes:
    """Return the list from the earlier date to the later, as the maps stand from left to right."""
    earlier, later = sorted((versus, at))
    return between(case, earlier, later, names=names, filters=filters, most_events=MOST_EVENTS)
