"""Situation: the state on the as-at date, the map of everything, and events over time."""

from components import answer, case, empty, event_card, event_table, selection, timeline, view_url
from geo.select import overview
from geo.state import state
from geo.summary import situation
from geo.tables import event_table as table_of

opened, view, shown = case.current(), view_url.current(), selection.current()

answer.show(opened, situation(opened, state(opened, view.at, view.known), view.names))
timeline.show(opened, view, overview(opened, view))
if shown.total:
    event_card.show(opened, view)
    event_table.show(table_of(opened, shown.events, view.names))
else:
    empty.show(opened)
