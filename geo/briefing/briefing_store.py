"""Where a case's briefing is kept, and reading and writing it there.

A user's own case keeps it in its folder. The shipped case is part of the program, so its briefing, once
changed, lies in the user's own data folder; until then it is the one that ships.
"""

from __future__ import annotations

import hashlib
import os
import sys
import tempfile
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from data import DATA
from geo.briefing.briefing import Briefing
from geo.briefing.briefing_file import FILE, BriefingError, read_briefing, write_briefing

if TYPE_CHECKING:
    from geo.case.case import Case
    from geo.case.set_aside import SetAside
    from geo.view.view import Vocabulary


@dataclass(frozen=True)
class Kept:
    """A briefing as it was read: with what was set aside, and the hash of the file it came from."""

    briefing: Briefing
    set_aside: tuple[SetAside, ...]
    digest: str
    """SHA-256 (hex) of the file; empty where there was none."""


def user_data() -> Path:
    """Return the user's own data folder: `PASSAGE_DATA`, or where the system keeps such things."""
    given = os.environ.get("PASSAGE_DATA")
    if given:
        return Path(given)
    if sys.platform == "win32":
        return Path(os.environ.get("LOCALAPPDATA") or Path.home() / "AppData" / "Local") / "Passage"
    if sys.platform == "darwin":
        return Path.home() / "Library" / "Application Support" / "Passage"
    return Path(os.environ.get("XDG_DATA_HOME") or Path.home() / ".local" / "share") / "passage"


def own_path(case: Case) -> Path:
    """Return the file changes to the case's briefing are written to; never one of the program's own."""
    folder = case.folder.resolve()
    if folder.is_relative_to(DATA):
        return user_data() / case.settings.id / FILE
    return folder / FILE


def path(case: Case) -> Path:
    """Return the file the case's briefing is read from: the user's own, else the one that ships."""
    own = own_path(case)
    return own if own.is_file() else case.folder / FILE


def open_briefing(case: Case, vocabulary: Vocabulary) -> Kept:
    """Return the case's briefing, an empty one where there is none; BriefingError where it cannot be read."""
    place = path(case)
    if not place.is_file():
        return Kept(Briefing(case.settings.id, case.settings.title), (), "")
    try:
        content = place.read_bytes()
    except OSError as error:
        raise BriefingError(f"'{place}' cannot be read: {error.strerror}.") from None
    briefing, aside = read_briefing(content, case.settings, vocabulary, place.name)
    return Kept(briefing, aside, hashlib.sha256(content).hexdigest())


def digest(case: Case) -> str:
    """Return the hash of the file the briefing is read from; empty where there is none."""
    place = path(case)
    return hashlib.sha256(place.read_bytes()).hexdigest() if place.is_file() else ""


def save(case: Case, briefing: Briefing, seen: str) -> str:
    """Write the briefing as a whole and return its new hash.

    `seen` is the hash it was read with. BriefingError where the file was changed by somebody else since, or
    cannot be written.
    """
    if digest(case) != seen:
        raise BriefingError("The briefing was changed elsewhere and is shown anew; this change was not kept.")
    content = write_briefing(briefing).encode()
    place = own_path(case)
    try:
        place.parent.mkdir(parents=True, exist_ok=True)
        _replace(place, content)
    except OSError as error:
        raise BriefingError(f"'{place}' cannot be written: {error.strerror}.") from None
    return hashlib.sha256(content).hexdigest()


def _replace(place: Path, content: bytes) -> None:
    """Put the content in the file's place at once, so that no reader sees half of it."""
    number, name = tempfile.mkstemp(dir=place.parent, prefix=".briefing-")
    try:
        with os.fdopen(number, "wb") as file:
            file.write(content)
        Path(name).replace(place)
    except OSError:
        with suppress(OSError):
            Path(name).unlink()
        raise
