"""Links that remember what they showed: made for the current view, and what is said when one is opened."""

from __future__ import annotations

import streamlit as st

from components.session import session_case, view_url
from geo.briefing.briefing import PAGES
from geo.briefing.frozen_link import freeze, told
from geo.briefing.scene import answer_of
from geo.case.settings import Settings
from geo.facts.state import state
from geo.report.answer import Answer

_EXPLAINED = (
    "A frozen link opens this view as well. It remembers the figures and the state of the case's tables, and"
    " whoever opens it is told what has changed since."
)


def offer(page: str, settings: Settings) -> None:
    """Offer a frozen link of the current view; it is made when asked for."""
    if st.button("Make a frozen link", key="make_frozen", help=_EXPLAINED):
        kept = freeze(session_case.whole(), _answer(page) or Answer(()))
        st.markdown(_EXPLAINED)
        st.code(view_url.link(settings, kept), language=None, wrap_lines=True)


def sentences(page: str) -> tuple[str, ...]:
    """Return what to say of the frozen link the view was opened by; nothing where it was none."""
    kept = view_url.frozen()
    return () if kept is None else told(session_case.whole(), kept, _answer(page))


def _answer(page: str) -> Answer | None:
    """What a page says first, for the pages that say something of a view."""
    name = page or PAGES[0]
    if name not in PAGES:
        return None
    opened, view = session_case.current(), view_url.current()
    return answer_of(opened, name, view, state(opened, view.at))
