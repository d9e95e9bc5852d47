"""Whether the figures add up: every check with its gap, and who the people were as far as sources tell."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from components.session.text import plain
from components.widgets import lazy_table, small_table
from geo.facts.reconciliation import LIST, checks
from geo.report.displacement_figures import checks_counted
from geo.report.displacement_tables import checks as table
from geo.report.displacement_tables import people

if TYPE_CHECKING:
    from geo.case.case import Case
    from geo.facts.reconciliation import Check


def show(case: Case, *, key: str) -> None:
    """Show how many checks of the whole case agree, the gaps of the others, and who the people were."""
    st.markdown("##### Do the figures add up?")
    _checks(case, checks(case), key)
    small_table.show(
        case, people(case), key=f"{key}_people",
        title="Who they were: sex and age, as far as sources tell",
        nothing="No source here gives age or sex.",
    )  # fmt: skip


def _checks(case: Case, checks: tuple[Check, ...], key: str) -> None:
    if not checks:
        st.markdown("No two figures can be held against each other yet.")
        return
    gaps = [row for row in checks if row.gap]
    lists = [gap for gap in gaps if gap.kind == LIST]
    agree = len(checks) - len(gaps)
    sentence = (
        f"Of {len(checks)} checks over the whole case {agree} agree and {len(gaps)} do not; {len(lists)} of"
        " these are lists whose provinces do not add up to the total stated. Registration is not arrival: the"
        " register grew after the last arrivals were counted."
    )
    st.markdown(plain(sentence))
    lazy_table.show(
        case, lambda: table(checks), key=f"{key}_table", label="Every check, gaps first, explained",
        also=lambda: checks_counted(checks),
    )  # fmt: skip
