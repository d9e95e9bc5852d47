"""The briefing of a session: what it last read, each change written to the file at once, and the way back."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from threading import RLock

import streamlit as st

from components.session import session_case
from components.session.text import plain
from geo.briefing import briefing_store
from geo.briefing.briefing import Briefing, added, changed, same_view, what_changed, words
from geo.briefing.briefing_file import BriefingError
from geo.briefing.briefing_store import Stored
from geo.briefing.scene import shown
from geo.briefing.scene_text import suggested
from geo.case.set_aside import SetAside
from geo.view.view import ViewState

Words = dict[str, str | tuple[str, ...]]
_SESSION = "briefing"
GONE = (
    "The briefing's file is no longer in its folder. What stands here is what this window last read;"
    " the next change writes it anew."
)
ELSEWHERE = "The briefing was changed in another window, and is shown as it is now"


@dataclass
class Opened:
    """The briefing as this session knows it."""

    stored: Stored
    case_version: str
    undo: tuple[str, ...] = ()
    """Hashes of the versions that Undo puts back, the next one last."""
    note: str = ""
    """What happened to the briefing by others' hands."""
    refused: str = ""
    """Why the last change of this session was not made."""
    editions: dict[str, int] = field(default_factory=dict)
    """By scene id: grows where its words changed by other hands than its fields, which are then made anew."""
    lock: RLock = field(default_factory=RLock, repr=False)
    """Held for each change: Streamlit begins the next run while a callback of the one before still works."""

    @property
    def briefing(self) -> Briefing:
        """The scenes, none where the file cannot be read."""
        return self.stored.briefing

    @property
    def set_aside(self) -> tuple[SetAside, ...]:
        """What of the file could not be read."""
        return self.stored.set_aside


def current() -> Opened:
    """Return the briefing of the session, read from its file where that is newer."""
    full_case = session_case.full_case()
    opened: Opened | None = st.session_state.to_dict().get(_SESSION)
    if opened is None or opened.case_version != full_case.version:
        stored = briefing_store.open_briefing(full_case, session_case.terms(full_case))
        opened = st.session_state[_SESSION] = Opened(stored, full_case.version, _way_back())
        return opened
    with opened.lock:
        if briefing_store.is_gone(full_case, opened.stored):
            opened.note = GONE
        elif opened.stored.digest != briefing_store.digest(full_case):
            before = opened.briefing
            _take(opened, briefing_store.open_briefing(full_case, session_case.terms(full_case)), _way_back())
            opened.note = f"{ELSEWHERE}: {what_changed(before, opened.briefing)}."
    return opened


def is_behind() -> bool:
    """Tell whether the file is newer than what the session shows."""
    opened = _seen()
    return opened.stored.digest != briefing_store.digest(session_case.full_case()) and opened.note != GONE


def change(edit: Callable[[Briefing], Briefing], *scenes: str) -> None:
    """Change the briefing, in its file at once. For callbacks of controls.

    The change is made on what the session shows: it is refused where one of the `scenes` (ids) it is about
    was changed elsewhere meanwhile; `refused` of the session's briefing says why.
    """
    opened, full_case = _seen(), session_case.full_case()
    _write(
        opened,
        lambda: briefing_store.change(full_case, session_case.terms(full_case), opened.stored, edit, scenes),
    )


def reword(scene_id: str, typed: Words) -> None:
    """Change words of a scene only: the fields that show them stay as they are, and keep the cursor."""
    opened = _seen()
    with opened.lock:
        edition = opened.editions.get(scene_id, 0)
        change(lambda now: changed(now, scene_id, **typed), scene_id)
        if opened.refused:
            opened.refused += f" What was typed: {_typed_words(typed)}"
        else:
            opened.editions[scene_id] = edition


def undo() -> None:
    """Put back the briefing as it was before the last change."""
    opened = _seen()
    with opened.lock:
        if not opened.undo:
            return
        *rest, last = opened.undo
        put_back(last)
        if not opened.refused:
            versions = briefing_store.version_digests(session_case.full_case())
            opened.undo = tuple(version for version in rest if version in versions)


def put_back(version: str) -> None:
    """Put an earlier version back, by its hash."""
    opened, full_case = _seen(), session_case.full_case()
    _write(
        opened,
        lambda: briefing_store.restore(full_case, session_case.terms(full_case), opened.stored, version),
    )


def take_in(content: bytes) -> None:
    """Put another file in the place of the briefing."""
    opened, full_case = _seen(), session_case.full_case()
    _write(
        opened,
        lambda: briefing_store.replace_file(full_case, session_case.terms(full_case), opened.stored, content),
    )


def begin_anew() -> None:
    """Put the briefing that ships, or an empty one, in the place of the briefing."""
    opened, full_case = _seen(), session_case.full_case()
    _write(opened, lambda: briefing_store.begin_anew(full_case, session_case.terms(full_case), opened.stored))


def add_view(page: str, view: ViewState) -> None:
    """Add what a page shows of a view as the last scene, its words taken from the data."""
    opened = current()
    try:
        scene = suggested(session_case.full_case(), shown(session_case.full_case(), page, view))
    except BriefingError as error:
        st.toast(plain(error))
        return
    change(lambda now: added(now, scene))
    st.toast(plain(opened.refused or _what_was_added(opened.briefing)))
    opened.refused = ""


def _what_was_added(briefing: Briefing) -> str:
    *before, scene = briefing.scenes
    text = f"Added as scene {len(briefing.scenes)}: {scene.title}"
    number = same_view(replace(briefing, scenes=tuple(before)), scene)
    if number is None:
        return text
    return f"{text} – the very view of scene {number + 1}. Undo on the Briefing page takes it out again."


def _seen() -> Opened:
    """Return the briefing as the session shows it, which a change is made on.

    Read so that a press which follows at once does not end the change: Streamlit looks for one wherever a key
    of the session's state is asked for, and gives up the callback it is in.
    """
    opened: Opened | None = st.session_state.to_dict().get(_SESSION)
    return current() if opened is None else opened


def _write(opened: Opened, write: Callable[[], Stored]) -> None:
    """Write a change, and remember the version before it as the way back."""
    full_case = session_case.full_case()
    with opened.lock:
        others = not briefing_store.is_gone(full_case, opened.stored) and is_behind()
        try:
            stored = write()
        except BriefingError as error:
            opened.refused = str(error)
            return
        opened.refused = ""
        opened.note = f"{ELSEWHERE}, with this change." if others else ""
        last = briefing_store.version_digests(full_case)[:1]
        earlier = tuple(version for version in opened.undo if version not in last)
        _take(opened, stored, _way_back() if others else (*earlier, *last))


def _way_back() -> tuple[str, ...]:
    return tuple(reversed(briefing_store.version_digests(session_case.full_case())))


def _take(opened: Opened, stored: Stored, undo: tuple[str, ...]) -> None:
    before = {scene.id: words(scene) for scene in opened.briefing.scenes}
    for scene in stored.briefing.scenes:
        if before.get(scene.id, words(scene)) != words(scene):
            opened.editions[scene.id] = opened.editions.get(scene.id, 0) + 1
    opened.stored, opened.undo = stored, undo


def _typed_words(typed: Words) -> str:
    texts = (text if isinstance(text, str) else " / ".join(text) for text in typed.values())
    return "; ".join(f"“{text}”" for text in texts)
