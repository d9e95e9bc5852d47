"""People by province beside the inhabitants there, from the list that holds at the as-at date."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from components.session.text import plain
from components.widgets import lazy_table, small_table
from geo.facts.displacement import accommodation_at
from geo.facts.provinces import bases, rates
from geo.report.dated_text import by
from geo.report.displacement_answer import housed_figures, housed_words
from geo.report.displacement_tables import inhabitants_words, list_title, provinces

if TYPE_CHECKING:
    from geo.case.case import Case
    from geo.facts.displacement import Accommodation
    from geo.view.view import ViewState


def show(case: Case, view: ViewState, *, key: str) -> None:
    """Show the list of the as-at date, and behind a section the fullest one of each basis."""
    now, area = accommodation_at(case, view.at), case.settings.words.area
    if now is not None:
        rows = rates(case, now)
        small_table.show(
            case, provinces(case, rows, view.names), key=key,
            title=housed_words(case, now).rstrip("."), nothing=f"The list names no {area}.",
            also=lambda: housed_figures(case, now),
        )  # fmt: skip
        st.markdown(f":small[{plain(by(inhabitants_words(case, rows), view.at))}]")
    for rank, row in enumerate(bases(case)):
        if now is None or row.rows != now.rows:
            _behind(case, view, row, key=f"{key}_{rank}")


def _behind(case: Case, view: ViewState, housing: Accommodation, *, key: str) -> None:
    area = case.settings.words.area
    lazy_table.show(
        case, lambda: provinces(case, rates(case, housing), view.names),
        key=key, also=lambda: housed_figures(case, housing),
        label=f"{by(list_title(case, housing), view.at)}, by {area} and per 1,000 inhabitants",
    )  # fmt: skip
