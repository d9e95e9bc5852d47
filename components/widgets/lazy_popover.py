"""A popover whose content is made and sent while it is open, and not with every step before."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

import streamlit as st

from components.session.compartment import part

if TYPE_CHECKING:
    from collections.abc import Callable


class _Label(str):
    """A label that may change: a popover is told from others by ``str(label)``, and another one is closed."""

    __slots__ = ()

    def __str__(self) -> str:
        """Return the same for every label; what is shown are the letters themselves."""
        return ""


def show(
    label: str,
    content: Callable[[], object],
    *,
    key: str,
    type: Literal["secondary", "tertiary"] = "secondary",  # noqa: A002 - as Streamlit calls it
) -> None:
    """Show the button, and while it is open what ``content`` shows; it stays open while its label changes."""
    box = st.popover(_Label(label), key=key, type=type, on_change="rerun")
    if box.open:
        with box, part("What opens here"):
            content()
