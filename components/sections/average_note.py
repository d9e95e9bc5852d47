"""A claimed average of arrivals a day, beside what the counts give."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

import streamlit as st

from components.session.text import plain
from components.widgets import explanation
from geo.dates import format_moment
from geo.report.dated_text import Dated, by
from geo.report.displacement_figures import averages
from geo.words import days, number

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from geo.case.case import Case
    from geo.facts.displacement import DailyAverage


def show(case: Case, claimed: Sequence[DailyAverage], at: datetime) -> None:
    """Show one sentence for each claimed average, with its sources; nothing without any."""
    for place, row in enumerate(claimed):
        doubt = f"In doubt: {row.claimed.doubt}" if row.claimed.doubt else ""
        value = number(row.claimed.value or 0)
        words = (
            f"{row.claimed.claimant} ({format_moment(row.claimed.as_of)}) gave an average of"
            f" {value} people a day. The counts up to the as-at date give"
            f" {number(round(row.counted))}: {number(row.arrivals)} people in {days(row.days)}."
            f" {doubt}"
        )
        st.markdown(plain(by(Dated(words, (row.claimed.moment, None)), at)))
        explanation.show_several(
            case, partial(averages, case, row), key=f"average_{place}", title="average a day"
        )
