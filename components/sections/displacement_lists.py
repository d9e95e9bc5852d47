"""The tables below the charts of displacement: figures published, movements, and the words sources use."""

from __future__ import annotations

from typing import TYPE_CHECKING

from components.session.compartment import part
from components.widgets import long_table, small_table
from geo.facts.displacement import terms
from geo.report import listings

if TYPE_CHECKING:
    from collections.abc import Sequence

    from geo.case.case import Case
    from geo.facts.displacement import Count, Movement
    from geo.view.view import ViewState


def show(case: Case, view: ViewState, counts: Sequence[Count], moved: Sequence[Movement]) -> None:
    """Show the tables, the long ones folded: what a grid needs is as much again as the charts."""
    with part("The table of figures published"):
        long_table.fold(
            case, lambda: listings.claims(case, counts), key="claims",
            title="Every figure published up to the as-at date, with who gave it",
            nothing="No figure of arrivals is published up to the as-at date.",
        )  # fmt: skip
    with part("The table of movements"):
        long_table.fold(
            case, lambda: listings.movements(case, moved, view.names), key="movements",
            title="Movements of people in this period",
            nothing="No movement of people is reported in this period.",
        )  # fmt: skip
    with part("The words for the people"):
        small_table.show(
            case, listings.terms(terms(moved)), key="terms", title="Words sources use for the people",
            nothing="No source of this period names the people displaced.",
        )  # fmt: skip
