"""What the map's time bar shows, as a table: for those who cannot see it, and for copying numbers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from components.session.map_inputs import undated
from components.widgets import lazy_table
from geo.report.timeline import explained
from geo.view.select import overview

if TYPE_CHECKING:
    from geo.case.case import Case
    from geo.view.view import ViewState


def show(case: Case, view: ViewState) -> None:
    """Show the case's events that pass every filter but the period, counted by days and category."""
    lazy_table.show(
        case, lambda: explained(overview(case, undated(case, view)), case.settings.period), key="time_table",
        label="The time bar as a table: events known to the day",
    )  # fmt: skip
