"""Diplomacy: who met or spoke with whom, and who only made a statement."""

from functools import cache

from components import (
    answer,
    case,
    contact_list,
    drawn,
    empty,
    event_card,
    page_note,
    selection,
    small_table,
    view_map,
    view_url,
)  # fmt: skip
from geo import diplomacy, listings
from geo.dates import Period
from geo.diplomacy_answer import answer as answer_of
from geo.nearest import nearest_contacts
from geo.pictures import diplomacy_picture
from geo.view import ViewState

opened, view = case.current(), view_url.current()


@cache
def met(seen: ViewState) -> tuple[diplomacy.Contact, ...]:
    """Return the contacts of a view, read once for the page and its map."""
    return diplomacy.contacts(selection.of(opened, seen).events, seen.at)


rows = met(view)

answer.show(opened, answer_of(rows, Period(view.first, view.at.date())))
page_note.show(opened, "diplomacy")
view_map.show(opened, view, lambda seen: diplomacy_picture(opened, seen, met(seen), drawn.current()))
if rows:
    event_card.show(opened, view, height=200)
else:
    empty.show(opened, nearest_contacts(opened, view), "meetings, calls or statements")
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
