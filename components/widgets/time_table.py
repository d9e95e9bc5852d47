"""What the map's time bar shows, as a table: for those who cannot see it, and for copying numbers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from components import lazy_table
from components.drawn import undated
from geo.select import overview
from geo.timeline import explained

if TYPE_CHECKING:
    from geo.case import Case
    from geo.view import ViewState


def show(case: Case, view: ViewState) -> None:
    """Show the case's events that pass every filter but the period, counted by days and category."""
    lazy_table.show(
        case, lambda: explained(overview(case, undated(case, view)), case.settings.period), key="time_table",
        label="The time bar as a table: events known to the day",
    )  # fmt: skip
