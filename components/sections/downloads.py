"""Exactly what is shown, as files to take away."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

import streamlit as st

from components.session.text import plain
from components.widgets import explanation, file_choice, lazy_popover
from geo.export.share_check import share_check
from geo.export.shown_rows import file_name, prepare
from geo.export.view_tables import contents
from geo.facts.provenance import named
from geo.memo import once_per_case
from geo.report.count_figures import in_file
from geo.view.select import at_rest, selected
from geo.words import counted, plural

if TYPE_CHECKING:
    from geo.case.case import Case
    from geo.report.answer import KeyFigure
    from geo.view.select import Selection
    from geo.view.view import ViewState

LABEL = "Download what is shown"
# Choices whose counts are kept.
KEPT = 64


def show(case: Case, view: ViewState, selection: Selection) -> None:
    """Show the way to the files, and say how many rows they hold."""
    exported, withheld = _counts(case, at_rest(case, view))
    with st.container(horizontal=True, vertical_alignment="center", key="downloads"):
        foot(case, view)
        st.markdown(plain(_rows_sentence(exported, withheld)))
        explanation.show_several(
            case, lambda: (_counted(case, view, selection),), key="held_counted", title="rows in the files"
        )


def foot(case: Case, view: ViewState) -> None:
    """Show the way to the files alone; nothing of it is made or sent before it is opened."""
    lazy_popover.show(LABEL, lambda: _choice(case, view), key="taken_away")


def _choice(case: Case, view: ViewState) -> None:
    export = prepare(case, view, selected(case, view).events)
    st.markdown(plain(_rows_sentence(export.total, export.withheld)))
    file_choice.show(
        lambda: contents(export, datetime.now(case.settings.zone)),
        share_check(export),
        lambda ending: file_name(case, view, ending),
        key="take_away",
        mapped=True,
        empty=not export.total,
    )


@once_per_case(KEPT)
def _counts(case: Case, view: ViewState) -> tuple[int, int]:
    """Return how many rows the files of one choice hold and how many are held back."""
    export = prepare(case, view, selected(case, view).events)
    return export.total, export.withheld


def _counted(case: Case, view: ViewState, selection: Selection) -> KeyFigure:
    """Return how many rows the files hold, with those held back."""
    events = selection.events
    exported = prepare(case, view, events).rows["event_id"]
    return in_file(exported, named("event", events["event_id"]))


def _rows_sentence(total: int, withheld: int) -> str:
    rows = counted(total, "row")
    if not withheld:
        return f"The files hold {rows}, as shown."
    are, whose = plural(withheld, "is", "are"), plural(withheld, "its", "their")
    return f"The files hold {rows}; {withheld:,} {are} held back, since {whose} sources may not be passed on."
