"""Sources: every source known on the as-known date with what rests on it; one can be opened."""

from components.sections import source_view
from components.session import session_case, view_url

opened, view = session_case.current(), view_url.current()

source_view.show_open(opened, view)
source_view.show(opened, view)
