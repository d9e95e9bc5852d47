"""Data: what is loaded, what was set aside and why, licences and attributions."""

from components.sections import inventory_tables
from components.session import session_case

inventory_tables.show(session_case.whole())
