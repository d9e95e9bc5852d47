"""Whether the figures add up: every check with its gap, and who the people were as far as sources tell."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from components.session.text import plain
from components.widgets import lazy_table, small_table
from geo.facts.reconciliation import checks, holds_from
from geo.report.displacement_figures import checks_counted, checks_words
from geo.report.displacement_tables import checks as table
from geo.report.displacement_tables import people

if TYPE_CHECKING:
    from datetime import datetime

    from geo.case.case import Case
    from geo.facts.reconciliation import Check
    from geo.view.view import ViewState


def show(case: Case, view: ViewState, *, key: str) -> None:
    """Show how many checks of the whole case agree, the gaps of the others, and who the people were."""
    st.markdown("##### Do the figures add up?")
    _checks(case, checks(case), view.at, key)
    small_table.show(
        case, people(case), key=f"{key}_people",
        title="Who they were: sex and age, as far as sources tell",
        nothing="No source here gives age or sex.",
    )  # fmt: skip


def _checks(case: Case, checks: tuple[Check, ...], at: datetime, key: str) -> None:
    if not checks:
        st.markdown("No two figures can be held against each other yet.")
        return
    by_then = [check for check in checks if holds_from(case, check) <= at]
    st.markdown(plain(checks_words(case, by_then)))
    lazy_table.show(
        case, lambda: table(case, checks), key=f"{key}_table", label="Every check, gaps first, explained",
        also=lambda: checks_counted(case, by_then),
    )  # fmt: skip
