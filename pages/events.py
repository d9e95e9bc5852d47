"""Events: every event of the view on the map and as a table, with its card and downloads."""

from components import (
    case,
    downloads,
    drawn,
    empty,
    event_card,
    event_table,
    selection,
    view_map,
    view_url,
)
from geo.pictures import everything
from geo.tables import event_table as table_of

opened, view, shown = case.current(), view_url.current(), selection.current()

if not shown.total:
    empty.show(opened)
view_map.show(everything(opened, view, drawn.current(), "Events"), view, key="events_map", height=420)
if shown.total:
    event_card.show(opened, view)
    downloads.show(opened, view, shown)
    event_table.show(table_of(opened, shown.events, view.names), height=560)
