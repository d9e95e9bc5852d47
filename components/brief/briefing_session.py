"""The briefing of a session: what it holds, each change kept in its file at once, and the way back."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

import streamlit as st

from components.session import session_case
from components.session.text import plain
from geo.briefing import briefing_store
from geo.briefing.briefing import Briefing, added
from geo.briefing.briefing_file import BriefingError
from geo.briefing.scene import shown
from geo.briefing.scene_text import suggested
from geo.case.set_aside import SetAside
from geo.view.view import ViewState

_SESSION = "briefing"
MOST_UNDO = 30


@dataclass
class Opened:
    """The briefing as this session knows it."""

    briefing: Briefing
    set_aside: tuple[SetAside, ...]
    digest: str
    version: str
    undo: list[Briefing] = field(default_factory=list)
    note: str = ""
    edition: int = 0
    """Grows with each change, so that fields that show a scene are made anew."""


def current() -> Opened:
    """Return the briefing of the session, read from its file where that is newer."""
    whole = session_case.whole()
    held: Opened | None = st.session_state.get(_SESSION)
    if held is not None and held.version == whole.version and held.digest == briefing_store.digest(whole):
        return held
    kept = briefing_store.open_briefing(whole, session_case.terms(whole))
    opened = Opened(kept.briefing, kept.set_aside, kept.digest, whole.version)
    if held is not None:
        opened.edition, opened.note = held.edition + 1, held.note
    st.session_state[_SESSION] = opened
    return opened


def change(changed: Callable[[Briefing], Briefing]) -> None:
    """Change the briefing, keep it in its file, and remember how it was. For callbacks of controls."""
    opened = current()
    try:
        _keep(opened, changed(opened.briefing), [*opened.undo, opened.briefing][-MOST_UNDO:])
    except (BriefingError, ValueError) as error:
        opened.note = str(error)


def reword(changed: Callable[[Briefing], Briefing]) -> None:
    """Change words only: the fields that show them stay as they are, and keep the cursor."""
    edition = current().edition
    change(changed)
    if not current().note:
        current().edition = edition


def undo() -> None:
    """Go back to how the briefing was before the last change."""
    opened = current()
    if opened.undo:
        try:
            _keep(opened, opened.undo[-1], opened.undo[:-1])
        except BriefingError as error:
            opened.note = str(error)


def _keep(opened: Opened, briefing: Briefing, undo: list[Briefing]) -> None:
    opened.digest = briefing_store.save(session_case.whole(), briefing, opened.digest)
    opened.briefing, opened.undo, opened.note = briefing, undo, ""
    opened.edition += 1


def add_view(page: str, view: ViewState) -> None:
    """Add what a page shows of a view as the last scene, its words taken from the data."""
    try:
        scene = suggested(session_case.whole(), shown(session_case.whole(), page, view))
        change(lambda now: added(now, scene))
        said = current().note or f"Added as scene {len(current().briefing.scenes)}: {scene.title}"
    except BriefingError as error:
        said = str(error)
    st.toast(plain(said))
