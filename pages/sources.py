"""Sources: every source known on the as-known date with what rests on it; one can be opened."""

from components import case, source_view, view_url

opened, view = case.current(), view_url.current()

source_view.show_open(opened, view)
source_view.show(opened, view)
