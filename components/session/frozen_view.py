"""Links that remember what they showed: made for the current view, and what is said when one is opened."""

from __future__ import annotations

import streamlit as st

from components.session import session_case, view_url
from geo.briefing.frozen_link import claimed_sentences, freeze, is_signed
from geo.briefing.frozen_link import sentences as signed_sentences
from geo.case.settings import Settings
from geo.facts.state import state
from geo.picture.registry import answer_of, topic_of
from geo.report.answer import Answer

_EXPLAINED = (
    "A frozen link opens this view as well. It remembers the figures and the state of the case's tables, and"
    " whoever opens it here is told what has changed since. It is signed: what is altered in it is told."
)


def offer(page: str, settings: Settings) -> None:
    """Offer a frozen link of the current view; it is made when asked for."""
    if st.button("Make a frozen link", key="make_frozen", help=_EXPLAINED):
        frozen = freeze(session_case.full_case(), _answer(page) or Answer(()))
        st.markdown(_EXPLAINED)
        st.code(view_url.frozen_link(page, settings, frozen), language=None, wrap_lines=True)


def sentences(page: str) -> tuple[str, ...]:
    """Return what to say of the frozen link the view was opened by; nothing where it was none."""
    frozen, full_case = view_url.frozen(), session_case.full_case()
    if frozen is None:
        return ()
    ours = is_signed(frozen, page, view_url.whole_query(full_case.settings))
    return (signed_sentences if ours else claimed_sentences)(full_case, frozen, _answer(page))


def _answer(page: str) -> Answer | None:
    """What a page says first, for the pages that say something of a view."""
    if topic_of(page).picture is None:
        return None
    opened, view = session_case.known_case(), view_url.current()
    return answer_of(page, opened, view, state(opened, view.at))
