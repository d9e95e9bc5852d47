"""Fields that hold a copy of one part of the view each, moved by the reader or by the view.

A field in a closed popover hears of no new value, and would send back its old one with the next run. So one
that the view moves gets a key of its own, and one that is typed in keeps its key.
"""

from __future__ import annotations

from typing import Any

import streamlit as st

_TURNS = "field_turns"


def key(name: str, wanted: object) -> str:
    """Return a key under which a field holds what is wanted: another one where it holds something else."""
    turns = st.session_state.setdefault(_TURNS, {})
    if st.session_state.get(_key(name), wanted) != wanted:
        turns[name] = turns.get(name, 0) + 1
    return _key(name)


def key_of_emptiable(name: str, wanted: object) -> str:
    """Return the same for a field that may be empty: with a default it never could, so it is set each run."""
    own = key(name, wanted)
    st.session_state[own] = wanted
    return own


def value(name: str) -> Any:
    """Return what a field holds. For use in callbacks."""
    return st.session_state[_key(name)]


def _key(name: str) -> str:
    turn = st.session_state.get(_TURNS, {}).get(name)
    return f"{name}_{turn}" if turn else name
