"""Events: every event of the view on the map and as a table, with its card and downloads."""

from components.sections import downloads, empty_view, event_list, view_map
from components.session import map_inputs, selection, session_case, view_url
from geo.picture.topics import everything
from geo.view.nearest import nearest_events

opened, view, shown = session_case.current(), view_url.current(), selection.current()

if not shown.total:
    empty_view.show(opened, nearest_events(opened, view))
view_map.show(opened, view, lambda seen: everything(opened, seen, map_inputs.current(), "Events"))
if shown.total:
    downloads.show(opened, view, shown)
    event_list.show(opened, view, shown)
