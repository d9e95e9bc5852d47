"""Blockade: which roads could be used on the as-at date, for how long not, and what passed last."""

from functools import cache

from components.charts import silence_calendar, status_bars
from components.sections import closure_section, empty_view, topic_head
from components.session import session_case, view_url
from components.session.compartment import part
from components.widgets import small_table
from geo.facts.access import access, if_closed, segment_of
from geo.facts.state import state
from geo.facts.status import as_shown, status_spans, with_gaps
from geo.report import listings
from geo.view.nearest import nearest_statuses

opened, view = session_case.known_case(), view_url.current()

spans = cache(lambda: as_shown(opened, status_spans(opened, view.first, view.last)))

with part("What the page opens with"):
    topic_head.show(opened, view, "blockade")
with part("The way out of an empty view"):
    if not spans():
        empty_view.show(opened, nearest_statuses(opened, view), "states of roads")
with part("What a closed road cuts off"):
    ways = access(opened, view.at)
    closure_section.show(opened, view, ways, if_closed(ways, segment_of(view.selected)))
with part("The chart of the roads' states"):
    gaps = with_gaps(spans(), view.first, view.last)
    status_bars.show(opened, listings.statuses(opened, gaps), view, key="blockade_bars")
with part("The calendar of silences"):
    silence_calendar.show(opened, view, key="silence")
with part("The table of roads"):
    small_table.show(
        opened, listings.routes(state(opened, view.at)), key="roads",
        title="Each road on the as-at date", nothing="No road of this case has a state.",
    )  # fmt: skip
with part("The table of passages"):
    small_table.show(
        opened, listings.passages(opened, state(opened, view.at)), key="passages",
        title="Last passage of each kind", nothing="No passage is reported up to the as-at date.",
    )  # fmt: skip
