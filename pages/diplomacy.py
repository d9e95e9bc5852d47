"""Diplomacy: who met or spoke with whom, and who only made a statement."""

from components.sections import contact_list, empty_view, event_card, topic_head
from components.session import session_case, view_url
from components.session.compartment import part
from components.widgets import small_table
from geo.facts import diplomacy
from geo.report import listings
from geo.report.diplomacy_answer import certain_contacts, contacts_of
from geo.view.nearest import nearest_contacts

opened, view = session_case.known_case(), view_url.current()


with part("What the page opens with"):
    topic_head.show(opened, view, "diplomacy")
with part("The card of an event"):
    if contacts_of(opened, view):
        event_card.show(opened, view, height=200)
    else:
        empty_view.show(opened, nearest_contacts(opened, view), "meetings, calls or statements")
for key, kind, title in (
    ("met", diplomacy.together, "Meetings, calls and sessions"),
    ("said", diplomacy.statements, "Statements"),
    ("else", diplomacy.others, "Documents, court acts, visits and what gives no second party"),
):
    with part(title):
        listed = listings.contacts(opened, kind(contacts_of(opened, view)), view.names)
        contact_list.show(opened, listed, key=key, title=title)
with part("The table of who came together"):
    small_table.show(
        opened, listings.pairs(diplomacy.pairs(certain_contacts(opened, view))[:15]), key="pairs",
        title="Who came together most often",
        nothing="No two parties are reported to have met or spoken.",
    )  # fmt: skip
