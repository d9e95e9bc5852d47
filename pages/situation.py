"""Situation: the state on the as-at date, the map of everything with its time bar, and the events."""

from components import (
    answer,
    case,
    drawn,
    empty,
    event_list,
    rival_figures,
    selection,
    time_table,
    view_map,
    view_url,
)
from geo.nearest import nearest_events
from geo.situation import situation_picture
from geo.situation_answer import answer as answer_of
from geo.state import state_of

opened, view, shown = case.current(), view_url.current(), selection.current()
now = state_of(opened, view)

answer.show(opened, answer_of(opened, now, view.names))
view_map.show(
    opened, view, lambda seen: situation_picture(opened, seen, state_of(opened, seen), drawn.current())
)
time_table.show(opened, view)
rival_figures.section(opened, view)
if shown.total:
    event_list.show(opened, view, shown)
else:
    empty.show(opened, nearest_events(opened, view))
