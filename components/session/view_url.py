"""The view of a session, and the address that says the same.

The session holds the view; each run writes it into the address, so that a copied link, a reload and the
browser's Back and Forward open it again. An address that differs from what was last written came from
outside (a link, Back, an edited query) and is read, unless a control of this run was the one that moved.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from urllib.parse import urlencode, urlsplit, urlunsplit

import streamlit as st

from geo.briefing.briefing import Frozen
from geo.briefing.frozen_link import read_frozen, signed, write_frozen
from geo.case.settings import Settings
from geo.view.view import MAP, ViewState, Vocabulary, opening, read, write, write_whole

_VIEW, _WRITTEN, _MOVED, _NOTES = "view", "view_written", "view_moved", "view_notes"
_FROZEN = "view_frozen"


def open_view(settings: Settings, vocabulary: Vocabulary) -> ViewState:
    """Return the view of this run: the address's where that was changed from outside, else the session's.

    Where the map stands is always the address's: the map writes it there while it is moved, without a run.
    """
    query = st.query_params.to_dict()
    moved = st.session_state.pop(_MOVED, False)
    asked, unread = read(query, settings, vocabulary)
    outside = _still(query) != _still(st.session_state.get(_WRITTEN, {}))
    other = _VIEW in st.session_state and current().case != settings.id
    if _VIEW not in st.session_state or other or (outside and not moved):
        frozen_values, more = read_frozen(query)
        st.session_state[_VIEW], st.session_state[_NOTES] = asked, (*unread, *more)
        st.session_state[_FROZEN] = frozen_values
    else:
        st.session_state[_VIEW] = replace(current(), map=asked.map)
    return current()


def _still(query: dict[str, str]) -> dict[str, str]:
    """Return a query without where the map stands."""
    return {name: value for name, value in query.items() if name != MAP}


def current() -> ViewState:
    """Return the view of the session."""
    view: ViewState = st.session_state[_VIEW]
    return view


def forget() -> None:
    """Forget the view, so that the next run opens the one of the address. For use in callbacks."""
    for key in (_VIEW, _MOVED, _NOTES, _FROZEN):
        st.session_state.pop(key, None)


def notes() -> tuple[str, ...]:
    """Return what could not be used of the address, one sentence each."""
    sentences: tuple[str, ...] = st.session_state.get(_NOTES, ())
    return sentences


def frozen() -> Frozen | None:
    """Return what the link that opened this view remembers; None once another view is looked at."""
    frozen_values: Frozen | None = st.session_state.get(_FROZEN)
    return frozen_values


def change(changed: Callable[[ViewState], ViewState]) -> None:
    """Move the session to another view. For use in callbacks of controls."""
    before = current()
    after = st.session_state[_VIEW] = changed(before)
    if replace(after, map=None, selected=None) != replace(before, map=None, selected=None):
        st.session_state[_FROZEN] = None
    st.session_state[_NOTES] = ()
    st.session_state[_MOVED] = True


def map_to_home() -> None:
    """Forget where the map was moved to, so that it opens where its page wants it. For use in callbacks."""
    if MAP in st.query_params:
        del st.query_params[MAP]


def say(sentence: str) -> None:
    """Note what could not be done as asked. For use in callbacks, behind any change of the view."""
    st.session_state[_NOTES] = (*notes(), sentence)


def reset(settings: Settings) -> None:
    """Go back to the view the case opens with."""
    change(lambda _: opening(settings))


def publish(settings: Settings) -> None:
    """Write the session's view into the address where it is not there yet."""
    query = _query(current(), frozen(), settings)
    if st.query_params.to_dict() != query:
        st.query_params.from_dict(query)
    st.session_state[_WRITTEN] = query


def link(settings: Settings) -> str:
    """Return the whole address of the current page and view, as another browser would open it."""
    return _address(_query(current(), None, settings))


def frozen_link(page: str, settings: Settings, frozen_values: Frozen) -> str:
    """Return the address of a page and the current view that remembers what was shown, signed."""
    return _address(_query(current(), signed(frozen_values, page, whole_query(settings)), settings))


def whole_query(settings: Settings) -> dict[str, str]:
    """Return the query of the current view with its dates in full."""
    return write_whole(current(), settings)


def _address(query: dict[str, str]) -> str:
    here = urlsplit(st.context.url or "")
    return urlunsplit((here.scheme, here.netloc, here.path, urlencode(query), ""))


def _query(view: ViewState, frozen_values: Frozen | None, settings: Settings) -> dict[str, str]:
    """A frozen link says its dates in full, so that they stay when the case's own change."""
    return (
        write(view, settings)
        if frozen_values is None
        else write_whole(view, settings) | write_frozen(frozen_values)
    )
