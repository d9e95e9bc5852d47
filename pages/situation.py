"""Situation: the state on the as-at date, the map of everything with its time bar, and the events."""

from components.charts import competing_figures
from components.sections import empty_view, event_list, topic_head
from components.session import selection, session_case, view_url
from components.session.compartment import part
from components.widgets import time_table
from geo.view.nearest import nearest_events

opened, view = session_case.known_case(), view_url.current()

with part("What the page opens with"):
    topic_head.show(opened, view, "situation")
with part("The time bar as a table"):
    time_table.show(opened, view)
with part("The competing figures"):
    competing_figures.section(opened, view)
with part("The list of events"):
    shown = selection.current()
    if shown.total:
        event_list.fold(opened, view, shown)
    else:
        empty_view.show(opened, nearest_events(opened, view))
