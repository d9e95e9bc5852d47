"""Events: every event of the view on the map and as a table, with its card and downloads."""

from components import (
    case,
    downloads,
    drawn,
    empty,
    event_list,
    selection,
    view_map,
    view_url,
)
from geo.nearest import nearest_events
from geo.pictures import everything

opened, view, shown = case.current(), view_url.current(), selection.current()

if not shown.total:
    empty.show(opened, nearest_events(opened, view))
view_map.show(opened, view, lambda seen: everything(opened, seen, drawn.current(), "Events"))
if shown.total:
    downloads.show(opened, view, shown)
    event_list.show(opened, view, shown)
