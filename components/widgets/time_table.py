"""What the map's time bar shows, as a table: for those who cannot see it, and for copying numbers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from components.session.map_inputs import undated
from components.widgets import lazy_table
from geo.dates import Period
from geo.report.timeline import explained
from geo.view.select import overview

if TYPE_CHECKING:
    from geo.case.case import Case
    from geo.view.view import ViewState


def show(case: Case, view: ViewState) -> None:
    """Show the case's events that pass every filter but the period, counted by days and category."""
    lazy_table.show(
        case, lambda: explained(
            overview(case, undated(case, view)), _axis(case), case.settings.kinds
        ), key="time_table",
        label="The time bar as a table: events known to the day",
    )  # fmt: skip


def _axis(case: Case) -> Period:
    """Return the days of the case, those after its as-known date left out."""
    period = case.settings.period
    last = min(period.last, case.known or period.last)
    return Period(period.first, max(last, period.first))
