"""Situation: the state on the as-at date, the map of everything with its time bar, and the events."""

from components.charts import competing_figures
from components.sections import answer_block, empty_view, event_list, view_map
from components.session import map_inputs, selection, session_case, view_url
from components.widgets import time_table
from geo.facts.state import state_of
from geo.picture.situation_topic import situation_picture
from geo.report.situation_answer import answer as answer_of
from geo.view.nearest import nearest_events

opened, view, shown = session_case.current(), view_url.current(), selection.current()
now = state_of(opened, view)

answer_block.show(opened, answer_of(opened, now, view.names))
view_map.show(
    opened, view, lambda seen: situation_picture(opened, seen, state_of(opened, seen), map_inputs.current())
)
time_table.show(opened, view)
competing_figures.section(opened, view)
if shown.total:
    event_list.show(opened, view, shown)
else:
    empty_view.show(opened, nearest_events(opened, view))
