"""Situation: the state on the as-at date, the map of everything with its time bar, and the events."""

from components.charts import competing_figures
from components.sections import answer_block, empty_view, event_list, view_map
from components.session import map_inputs, selection, session_case, view_url
from components.session.compartment import part
from components.widgets import time_table
from geo.facts.state import state
from geo.picture.situation_topic import situation_picture
from geo.report.situation_answer import answer as answer_of
from geo.view.nearest import nearest_events

opened, view = session_case.current(), view_url.current()

with part("The answer"):
    answer_block.show(opened, answer_of(opened, state(opened, view.at), view.names))
with part("The map"):
    view_map.show(
        opened,
        view,
        lambda seen: situation_picture(opened, seen, state(opened, seen.at), map_inputs.current()),
    )
with part("The time bar as a table"):
    time_table.show(opened, view)
with part("The competing figures"):
    competing_figures.section(opened, view)
with part("The list of events"):
    shown = selection.current()
    if shown.total:
        event_list.show(opened, view, shown)
    else:
        empty_view.show(opened, nearest_events(opened, view))
