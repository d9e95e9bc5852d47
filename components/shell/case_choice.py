"""The choice of a case, where the server has several; each reader has a choice of their own."""

from __future__ import annotations

from contextlib import suppress

import streamlit as st

from components.session import fields, session_case
from components.session.text import bold, plain
from components.widgets import lazy_popover
from geo.case.set_aside import CaseError

CASES = "cases"


def show(key: str) -> None:
    """Show the choice with the case of a key chosen; nothing where there is but one."""
    with suppress(CaseError):
        listed = session_case.cases()
        if key in listed and len(listed) > 1:
            label = f"Case {bold(listed[key].title)}"
            lazy_popover.show(label, lambda: _choice(key), key="cases_popover")
        elif len(listed) > (key in listed):
            _choice(key)


def _choice(key: str) -> None:
    listed = session_case.cases()
    keys = list(listed)
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
