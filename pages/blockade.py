"""Blockade: which roads could be used on the as-at date, for how long not, and what passed last."""

from components import (
    answer,
    case,
    closure,
    drawn,
    empty,
    page_note,
    silence_calendar,
    small_table,
    status_bars,
    view_map,
    view_url,
)  # fmt: skip
from geo import listings
from geo.blockade import answer as answer_of
from geo.closure import access, if_closed, segment_of
from geo.nearest import nearest_statuses
from geo.pictures import blockade
from geo.state import state_of
from geo.status import as_shown, status_spans, with_gaps

opened, view = case.current(), view_url.current()
now = state_of(opened, view)
ways = access(opened, view.at, view.known)
closed = if_closed(ways, segment_of(view.selected))
spans = as_shown(opened, status_spans(opened, view.first, view.last, view.known), view.known)

answer.show(opened, answer_of(opened, now))
page_note.show(opened, "blockade")
view_map.show(opened, view, lambda seen: blockade(opened, seen, state_of(opened, seen), drawn.current()))
if not spans:
    empty.show(opened, nearest_statuses(opened, view), "states of roads")
closure.show(opened, view, ways, closed)
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
