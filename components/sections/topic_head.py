"""What a page opens with, by the registry of pages: its answer, the case's note on it, and its map."""

from __future__ import annotations

from typing import TYPE_CHECKING

from components.sections import answer_block, page_note, view_map
from components.session.compartment import part
from geo.facts.state import state
from geo.picture.registry import answer_of, topic_of

if TYPE_CHECKING:
    from geo.case.case import Case
    from geo.view.view import ViewState


def show(case: Case, view: ViewState, key: str) -> None:
    """Show what the page of a key opens with; a page without an answer or a map begins with the rest."""
    topic = topic_of(key)
    if topic.answer is not None:
        with part("The answer"):
            answer_block.show(case, answer_of(key, case, view, state(case, view.at)))
    with part("The note on this page"):
        page_note.show(case, view, key)
    if topic.picture is not None:
        with part("The map"):
            view_map.show(case, view, key)
