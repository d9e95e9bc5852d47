"""A section closed at first, whose content is made and sent once somebody opens it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from components.session.compartment import part

if TYPE_CHECKING:
    from collections.abc import Callable


def show(label: str, content: Callable[[], object], *, key: str) -> None:
    """Show the section under its label in markdown, and while it is open what ``content`` shows."""
    box = st.expander(label, key=key, on_change="rerun")
    if box.open:
        with box, part("What opens here"):
            content()
