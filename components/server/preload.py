"""What the first page shows and the libraries it needs, made before the first session asks for them."""

from __future__ import annotations

from contextlib import suppress
from importlib import import_module

from components.session import session_case
from geo.briefing import briefing_store
from geo.view.select import selected
from geo.view.view import opening

# What the shell and the first page import. Not what embeds the map, because it imports streamlit_folium,
# whose component is only served when a session imports it.
_MODULES = (
    "folium.plugins",
    "components.sections.answer_block",
    "components.sections.event_list",
    "components.widgets.time_table",
    "components.shell.page_frame",
    "geo.view.nearest",
    "geo.picture.situation_picture",
    "geo.report.situation_answer",
)
# What other pages, and slides, import that takes a good part of a second.
_OTHERS = ("altair", "networkx", "components.paper.deck")


def prepare() -> None:
    """Load the libraries, and work out of the view that opens first what its plain answer had no need of.

    A case with nothing to show is left to the page, which says so.
    """
    for name in _MODULES:
        import_module(name)
    with suppress(Exception):
        opened = session_case.case_of("")
        selected(opened, opening(opened.settings))
        briefing_store.remove_leftovers(opened)


def read_others() -> None:
    """Read what only other pages need, so that nobody waits for it at the first switch to one."""
    for name in _OTHERS:
        import_module(name)
