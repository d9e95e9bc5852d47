"""The note a case gives for a page, such as who disputes a word that stands on it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from components.session import slots
from components.session.text import plain

if TYPE_CHECKING:
    from geo.case.case import Case


def show(case: Case, page: str) -> None:
    """Show the case's note for the page; nothing when it has none."""
    note = case.settings.page_notes.get(page, "")
    if note:
        slots.above().markdown(f":small[{plain(note)}]")
