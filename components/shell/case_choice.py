"""The choice of a case, where the server has several; each reader has a choice of their own."""

from __future__ import annotations

from contextlib import suppress

import streamlit as st

from components.session import fields, session_case
from components.session.text import plain
from geo.case.set_aside import CaseError

CASES = "cases"


def show(key: str) -> None:
    """Show the choice with the case of a key chosen; nothing where there is no other."""
    with suppress(CaseError):
        keys = list(session_case.cases())
        if len(keys) > (key in keys):
            _choice(keys, key)


def _choice(keys: list[str], key: str) -> None:
    listed = session_case.cases()
    st.radio(
        "Case",
        keys,
        index=keys.index(key) if key in keys else None,
        key=fields.key(CASES, key),
        format_func=lambda other: plain(listed[other].title),
        on_change=_choose,
    )


def _choose() -> None:
    session_case.choose(str(fields.value(CASES)))
