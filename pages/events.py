"""Events: every event of the view on the map and as a table, with its card and downloads."""

from components.sections import downloads, empty_view, event_list, topic_head
from components.session import selection, session_case, view_url
from components.session.compartment import part
from geo.view.nearest import nearest_events

opened, view = session_case.known_case(), view_url.current()

with part("The way out of an empty view"):
    if not selection.current().total:
        empty_view.show(opened, nearest_events(opened, view))
with part("What the page opens with"):
    topic_head.show(opened, view, "events")
with part("The files to take away"):
    if selection.current().total:
        downloads.show(opened, view, selection.current())
with part("The list of events"):
    if selection.current().total:
        event_list.show(opened, view, selection.current())
