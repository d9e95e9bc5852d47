"""Exactly what is shown, as files to take away."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from functools import partial

import streamlit as st

from components.session.text import plain
from components.widgets import explanation
from geo.case.case import Case
from geo.facts.provenance import named
from geo.memo import once_per_case
from geo.report.answer import KeyFigure
from geo.report.count_figures import in_file
from geo.report.export import Export, file_name, prepare, to_csv, to_geojson
from geo.view.select import Selection, at_rest, selected
from geo.view.view import ViewState
from geo.words import counted

Writer = Callable[[Export, datetime], bytes]

FORMATS: tuple[tuple[str, str, str, Writer], ...] = (
    ("Download CSV", "csv", "text/csv", to_csv),
    ("Download GeoJSON", "geojson", "application/geo+json", to_geojson),
)

# Choices whose counts are kept.
KEPT = 64


def show(case: Case, view: ViewState, selection: Selection) -> None:
    """Show one button for each format, and say how many rows the files hold."""
    exported, withheld = _counts(case, at_rest(case, view))
    with st.container(horizontal=True, vertical_alignment="center", key="downloads"):
        for label, kind, mime, write in FORMATS:
            st.download_button(
                label,
                data=partial(_file, case, view, selection, write),
                file_name=file_name(case, view, kind),
                mime=mime,
                key=f"download_{kind}",
                on_click="ignore",
                disabled=not exported,
            )
        st.markdown(plain(_rows_sentence(exported, withheld)))
        explanation.show_several(
            case, lambda: (_counted(case, view, selection),), key="held_counted", title="rows in the files"
        )


@once_per_case(KEPT)
def _counts(case: Case, view: ViewState) -> tuple[int, int]:
    """Return how many rows the files of one choice hold and how many are held back."""
    export = prepare(case, view, selected(case, view).events)
    return export.total, export.withheld


def _counted(case: Case, view: ViewState, selection: Selection) -> KeyFigure:
    """Return how many rows the files hold, with those held back."""
    events = selection.events
    return in_file(prepare(case, view, events), named("event", events["event_id"]))


def _file(case: Case, view: ViewState, selection: Selection, write: Writer) -> bytes:
    """Return the file as of the moment it is asked for; until then nothing of it is kept."""
    export = prepare(case, view, selection.events)
    return write(export, datetime.now(case.settings.zone))


def _rows_sentence(total: int, withheld: int) -> str:
    rows = counted(total, "row")
    if not withheld:
        return f"The files hold {rows}, as shown."
    return f"The files hold {rows}; {withheld:,} are held back, since their sources may not be passed on."
