"""Sources: every source known on the as-known date with what rests on it; one can be opened."""

from components.sections import source_view, topic_head
from components.session import session_case, view_url
from components.session.compartment import part

opened, view = session_case.known_case(), view_url.current()

with part("What the page opens with"):
    topic_head.show(opened, view, "sources")
with part("The source that is open"):
    source_view.show_open(opened, view)
with part("The table of sources"):
    source_view.show(opened, view)
