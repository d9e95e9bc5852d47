"""About: what this is for, who made it, by which rules, what it does not know, and its versions."""

from components.sections import about_text, topic_head
from components.session import session_case, view_url
from components.session.compartment import part

opened, view = session_case.known_case(), view_url.current()

with part("What the page opens with"):
    topic_head.show(opened, view, "about")
with part("About"):
    about_text.show(opened)
