"""The storeys of every page: masthead, dates in words, notes, the answer, the map, and what lies below it.

They are laid in one order and stay where they are, whatever stands in them. The map's place belongs to the
shell and not to a page, so that one frame serves all pages: a page switch sends it a message where a frame
of the page's own would have to be loaded anew.
"""

from __future__ import annotations

from secrets import token_hex
from typing import TYPE_CHECKING

import streamlit as st

if TYPE_CHECKING:
    from streamlit.delta_generator import DeltaGenerator

_STAGE, _FRAMED, _SHOWN, _NAME, _PAGE = "stage", "framed", "shown", "session_name", "page_of_the_map"
_NAMES = ("masthead", "where", "stage_notes", "stage_above", "stage_map", "stage_below")


def lay() -> None:
    """Lay the storeys, empty."""
    st.session_state[_STAGE] = {name: st.container(key=name) for name in _NAMES}


def storey(name: str) -> DeltaGenerator:
    """Return one storey; a page writes into "stage_below" unless a widget says otherwise."""
    slot: DeltaGenerator = st.session_state[_STAGE][name]
    return slot


def above() -> DeltaGenerator:
    """Return the storey above the map, for the answer and what qualifies it."""
    return storey("stage_above")


def session_name() -> str:
    """Return what names this session on the page: a server that forgot it answers with another."""
    name: str = st.session_state.setdefault(_NAME, token_hex(4))
    return name


def frame_is_due() -> bool:
    """Whether this session has not asked for the map's frame yet; from then on it has."""
    due = _FRAMED not in st.session_state
    st.session_state[_FRAMED] = True
    return due


def stands() -> bool:
    """Whether a run before this one has shown the session its page."""
    shown = _SHOWN in st.session_state
    st.session_state[_SHOWN] = True
    return shown


def page_is_new(key: str) -> bool:
    """Whether the session's map last stood on another page; it stands on this one from then on."""
    before = st.session_state.get(_PAGE, key)
    st.session_state[_PAGE] = key
    return bool(before != key)
