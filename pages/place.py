"""Place: one place as at the date: its ways out and in, the last reports, its figures and its names."""

from components.sections import place_sections, topic_head
from components.session import session_case, view_url
from components.session.compartment import part
from geo.facts.state import state

opened, view = session_case.known_case(), view_url.current()

with part("What the page opens with"):
    topic_head.show(opened, view, "place")
with part("The tables of the place"):
    place_sections.show(opened, view, state(opened, view.at))
