"""The count of events a view shows, as a figure that can be explained."""

from __future__ import annotations

from typing import TYPE_CHECKING

from geo.dates import Period, format_period
from geo.facts import provenance
from geo.facts.provenance import Provenance, named
from geo.report.answer import KeyFigure
from geo.report.explain import MOST_ROWS
from geo.report.tables import later_words
from geo.view.select import in_period
from geo.words import counted

if TYPE_CHECKING:
    from geo.view.select import Selection
    from geo.view.view import ViewState


def events_shown(selection: Selection, view: ViewState) -> KeyFigure:
    """The count of events shown as a figure, with how many others there are and why they are not shown."""
    case, total = selection.case, selection.total
    certain, possible = in_period(case.events, view)
    inside = int((certain | possible).sum())
    explain = [
        f"{total - selection.possible:,} certainly in the period, {selection.possible:,} only possibly.",
        f"Hidden by filters: {counted(inside - total, 'more event')} of the period.",
        f"Outside the period: {counted(len(case.events) - inside, 'event')} of the case.",
    ]
    if later := later_words(selection, view.at):
        explain.append(later)
    if total > MOST_ROWS:
        explain.append(f"The first {MOST_ROWS:,} are named here; the files of the Events page hold all.")
    ids = selection.first(MOST_ROWS)["event_id"]
    period = format_period(Period(view.first, view.last))
    return KeyFigure(
        f"{total:,}",
        "events shown",
        period,
        (),
        tuple(explain),
        Provenance(provenance.EVENTS, named("event", ids)),
    )
