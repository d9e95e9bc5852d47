"""Data: what is loaded, what was set aside and why, licences and attributions."""

from components.intake import case_versions, file_import
from components.sections import inventory_tables, new_case, topic_head
from components.session import session_case, view_url
from components.session.compartment import part

opened, view = session_case.known_case(), view_url.current()

with part("What the page opens with"):
    topic_head.show(opened, view, "data")
with part("A file to bring in"):
    file_import.show()
with part("The versions of this case"):
    case_versions.show()
with part("The tables of this case"):
    inventory_tables.show(session_case.full_case(), opened)
with part("A new case"):
    new_case.show()
