"""Events: every event of the view as a table and on the map, with a search and downloads."""

from components import case, downloads, empty, event_card, event_table, selection, view_url
from geo.tables import event_table as table_of

opened, view, shown = case.current(), view_url.current(), selection.current()

if shown.total:
    event_card.show(opened, view)
    event_table.show(table_of(opened, shown.events, view.names))
    downloads.show(opened, view, shown)
else:
    empty.show(opened)
