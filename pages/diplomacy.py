"""Diplomacy: who met or spoke with whom, and who only made a statement."""

from functools import cache

from components.sections import answer_block, contact_list, empty_view, event_card, page_note, view_map
from components.session import map_inputs, selection, session_case, view_url
from components.session.compartment import part
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


with part("The answer"):
    answer_block.show(opened, answer_of(met(view), Period(view.first, view.at.date())))
with part("The note on this page"):
    page_note.show(opened, "diplomacy")
with part("The map"):
    view_map.show(opened, view, lambda seen: diplomacy_picture(opened, seen, met(seen), map_inputs.current()))
with part("The card of an event"):
    if met(view):
        event_card.show(opened, view, height=200)
    else:
        empty_view.show(opened, nearest_contacts(opened, view), "meetings, calls or statements")
for key, kind, title in (
    ("met", diplomacy.together, "Meetings, calls and sessions"),
    ("said", diplomacy.statements, "Statements"),
    ("else", diplomacy.others, "Documents, court acts, visits and what gives no second party"),
):
    with part(title):
        listed = listings.contacts(opened, kind(met(view)), view.names)
        contact_list.show(opened, listed, key=key, title=title)
with part("The table of who came together"):
    small_table.show(
        opened, listings.pairs(diplomacy.pairs(met(view))[:15]), key="pairs",
        title="Who came together most often",
        nothing="No two parties are reported to have met or spoken.",
    )  # fmt: skip
