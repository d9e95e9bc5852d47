"""Blockade: which roads could be used on the as-at date, for how long not, and what passed last."""

from components.charts import silence_calendar, status_bars
from components.sections import answer_block, closure_section, empty_view, page_note, view_map
from components.session import map_inputs, session_case, view_url
from components.widgets import small_table
from geo.facts.state import state_of
from geo.facts.status import as_shown, status_spans, with_gaps
from geo.picture.topics import blockade
from geo.report import listings
from geo.report.blockade import answer as answer_of
from geo.report.closure import access, if_closed, segment_of
from geo.view.nearest import nearest_statuses

opened, view = session_case.current(), view_url.current()
now = state_of(opened, view)
ways = access(opened, view.at)
closed = if_closed(ways, segment_of(view.selected))
spans = as_shown(opened, status_spans(opened, view.first, view.last))

answer_block.show(opened, answer_of(opened, now))
page_note.show(opened, "blockade")
view_map.show(opened, view, lambda seen: blockade(opened, seen, state_of(opened, seen), map_inputs.current()))
if not spans:
    empty_view.show(opened, nearest_statuses(opened, view), "states of roads")
closure_section.show(opened, view, ways, closed)
status_bars.show(
    opened,
    listings.statuses(opened, with_gaps(spans, view.first, view.last)),
    view,
    key="blockade_bars",
)
silence_calendar.show(opened, view, key="silence")
small_table.show(
    opened,
    listings.routes(now),
    key="roads",
    title="Each road on the as-at date",
    nothing="No road of this case has a state.",
)
small_table.show(
    opened,
    listings.passages(opened, now),
    key="passages",
    title="Last passage of each kind",
    nothing="No passage is reported up to the as-at date.",
)
