"""Diplomacy: who met or spoke with whom, and who only made a statement."""

from functools import cache

from components.sections import answer_block, contact_list, empty_view, event_card, page_note, view_map
from components.session import map_inputs, selection, session_case, view_url
from components.widgets import small_table
from geo.dates import Period
from geo.facts import diplomacy
from geo.picture.topics import diplomacy_picture
from geo.report import listings
from geo.report.diplomacy_answer import answer as answer_of
from geo.view.nearest import nearest_contacts
from geo.view.view import ViewState

opened, view = session_case.current(), view_url.current()


@cache
def met(seen: ViewState) -> tuple[diplomacy.Contact, ...]:
    """Return the contacts of a view, read once for the page and its map."""
    return diplomacy.contacts(selection.of(opened, seen).events, seen.at)


rows = met(view)

answer_block.show(opened, answer_of(rows, Period(view.first, view.at.date())))
page_note.show(opened, "diplomacy")
view_map.show(opened, view, lambda seen: diplomacy_picture(opened, seen, met(seen), map_inputs.current()))
if rows:
    event_card.show(opened, view, height=200)
else:
    empty_view.show(opened, nearest_contacts(opened, view), "meetings, calls or statements")
for key, part, title in (
    ("met", diplomacy.together(rows), "Meetings, calls and sessions"),
    ("said", diplomacy.statements(rows), "Statements"),
    ("else", diplomacy.others(rows), "Documents, court acts, visits and what gives no second party"),
):
    contact_list.show(opened, listings.contacts(opened, part, view.names), key=key, title=title)
small_table.show(
    opened,
    listings.pairs(diplomacy.pairs(rows)[:15]),
    key="pairs",
    title="Who came together most often",
    nothing="No two parties are reported to have met or spoken.",
)
