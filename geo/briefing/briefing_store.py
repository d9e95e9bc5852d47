"""Where a case's briefing is kept, and reading and changing it there.

A user's own case keeps it in its folder. The shipped case is part of the program, so its briefing, once
changed, lies in the user's own data folder; until then it is the one that ships.

Every change is made on the file as it is at that moment, under its lock, and names what it was made on: where
somebody else has changed the same scene since, it is refused.
"""

from __future__ import annotations

import hashlib
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from data import DATA
from geo.briefing import versioned_file
from geo.briefing.briefing import Briefing
from geo.briefing.briefing_file import FILE, MOST_BYTES, BriefingError, read_briefing, write_briefing
from geo.case.current_folder import real_path
from geo.case.raw_text import UnreadableError, file_bytes
from geo.user_data import user_data

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from datetime import datetime

    from geo.case.case import Case
    from geo.case.set_aside import SetAside
    from geo.view.view import Vocabulary

    Edit = Callable[[Briefing], Briefing]

# Of a file that is too large for a briefing so much is read, to tell whether it changes.
_MOST_READ = 20 * MOST_BYTES
CHANGED = "The briefing was changed elsewhere and is shown anew; this change was not kept."


@dataclass(frozen=True)
class Stored:
    """A briefing as it was read from its file."""

    briefing: Briefing
    set_aside: tuple[SetAside, ...] = ()
    digest: str = ""
    """SHA-256 (hex) of the file; empty where there is none."""
    fault: str = ""
    """Why nothing of the file can be read, in one sentence; the briefing is empty then."""
    own: bool = False
    """Whether it is the file that changes are written to, and not the one that ships."""


@dataclass(frozen=True)
class Version:
    """An earlier briefing, which can be put back."""

    stored: Stored
    written: datetime
    """When it was written, in UTC."""


def own_path(case: Case) -> Path:
    """Return the file changes to the case's briefing are written to; never one of the program's own."""
    if _is_shipped(case):
        return user_data() / case.settings.id / FILE
    return real_path(case.folder / FILE)


def path(case: Case) -> Path:
    """Return the file the case's briefing is read from: the user's own, else the one that ships."""
    own = own_path(case)
    return own if own.exists() else case.folder / FILE


def open_briefing(case: Case, vocabulary: Vocabulary) -> Stored:
    """Return the case's briefing: an empty one where there is none, and why where it cannot be read."""
    place = path(case)
    own = place == own_path(case)
    try:
        content = file_bytes(place, _MOST_READ)
    except UnreadableError as error:
        if str(error) == "is missing":
            return Stored(_empty(case))
        return Stored(_empty(case), fault=f"'{FILE}' {error}.", own=own)
    return _read(content, case, vocabulary, own=own)


def digest(case: Case) -> str:
    """Return the hash of the file the briefing is read from; empty where there is none to be read."""
    try:
        return _hash(file_bytes(path(case), _MOST_READ))
    except UnreadableError:
        return ""


def is_gone(case: Case, base: Stored) -> bool:
    """Tell whether the file a briefing was read from is no longer there."""
    return base.own and not own_path(case).exists()


def change(
    case: Case, vocabulary: Vocabulary, base: Stored, edit: Edit, scenes: tuple[str, ...] = ()
) -> Stored:
    """Change the briefing as it is now and return it; when it returns the change is on the disk.

    `base` is what the change was made on. BriefingError where one of the `scenes` (ids) the edit is about is
    no longer as it was there, where the file can no longer be read, or cannot be written. Where the file
    itself is gone, it is written anew from `base`.
    """
    with _locked(case) as place:
        gone = is_gone(case, base)
        now = base if gone else open_briefing(case, vocabulary)
        if now.fault:
            raise BriefingError(now.fault)
        if now.digest != base.digest and _scenes(now, scenes) != _scenes(base, scenes):
            raise BriefingError(CHANGED)
        stored, content = _edited(case, vocabulary, now.briefing, edit)
        if not place.exists():  # so that there is a way back to it
            before = write_briefing(base.briefing).encode() if gone else _first_content(case)
            versioned_file.write(place, before)
        versioned_file.write(place, content)
    return stored


def replace_file(case: Case, vocabulary: Vocabulary, base: Stored, content: bytes) -> Stored:
    """Put another file in the briefing's place, whatever is in that now, and return its briefing.

    BriefingError where no scene of it can be read, the briefing is no longer `base`, or cannot be written.
    """
    stored = _read(content, case, vocabulary, own=True)
    if stored.fault:
        raise BriefingError(stored.fault)
    if not stored.briefing.scenes:
        faults = "".join(f" {fault}" for fault in stored.set_aside[:1])
        raise BriefingError(f"It has no scene that can be used; the briefing stays as it is.{faults}")
    _write_whole(case, base, content)
    return stored


def begin_anew(case: Case, vocabulary: Vocabulary, base: Stored) -> Stored:
    """Put the briefing that ships in the briefing's place, or an empty one where none does.

    BriefingError where the briefing is no longer `base`, or cannot be written.
    """
    content = _first_content(case)
    _write_whole(case, base, content)
    return _read(content, case, vocabulary, own=True)


def versions(case: Case, vocabulary: Vocabulary) -> tuple[Version, ...]:
    """Return the briefings before the present one that are kept, the newest first."""
    return tuple(
        Version(_read(version.content, case, vocabulary, own=True), version.written)
        for version in versioned_file.versions(own_path(case))
    )


def version_digests(case: Case) -> tuple[str, ...]:
    """Return the hashes of the versions that are kept, the newest first."""
    return tuple(_hash(version.content) for version in versioned_file.versions(own_path(case)))


def restore(case: Case, vocabulary: Vocabulary, base: Stored, version: str) -> Stored:
    """Put the version with a hash back, letter for letter; the present briefing becomes a version.

    BriefingError where it is no longer kept, the briefing is no longer `base`, or cannot be written.
    """
    for earlier in versioned_file.versions(own_path(case)):
        if _hash(earlier.content) == version:
            _write_whole(case, base, earlier.content)
            return _read(earlier.content, case, vocabulary, own=True)
    raise BriefingError("That version is no longer kept.")


def remove_leftovers(case: Case) -> None:
    """Remove what writes left behind that were ended by force. For the start of a program."""
    versioned_file.remove_leftovers(own_path(case))


def _is_shipped(case: Case) -> bool:
    return real_path(case.folder).is_relative_to(DATA)


def _empty(case: Case) -> Briefing:
    return Briefing(case.settings.id, case.settings.title)


def _first_content(case: Case) -> bytes:
    """The file before the first change: the one that ships, or one without a scene."""
    shipped = case.folder / FILE
    if _is_shipped(case) and shipped.is_file():
        return shipped.read_bytes()
    return write_briefing(_empty(case)).encode()


def _edited(case: Case, vocabulary: Vocabulary, briefing: Briefing, edit: Edit) -> tuple[Stored, bytes]:
    """Make an edit, and refuse what could not be read again from the file."""
    try:
        edited = edit(briefing)
        content = write_briefing(edited).encode()
    except ValueError as error:
        raise BriefingError(str(error)) from None
    stored = _read(content, case, vocabulary, own=True)
    if len(stored.briefing.scenes) != len(edited.scenes):
        raise BriefingError(stored.fault or str(stored.set_aside[-1]))
    return stored, content


def _hash(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def _read(content: bytes, case: Case, vocabulary: Vocabulary, *, own: bool) -> Stored:
    file_hash = _hash(content)
    try:
        briefing, set_aside = read_briefing(content, case.settings, vocabulary)
    except BriefingError as error:
        return Stored(_empty(case), (), file_hash, str(error), own)
    return Stored(briefing, set_aside, file_hash, "", own)


def _scenes(stored: Stored, ids: tuple[str, ...]) -> list[object]:
    return [scene for scene in stored.briefing.scenes if scene.id in ids]


def _write_whole(case: Case, base: Stored, content: bytes) -> None:
    with _locked(case) as place:
        if digest(case) != base.digest and not is_gone(case, base):
            raise BriefingError(CHANGED)
        versioned_file.write(place, content)


@contextmanager
def _locked(case: Case) -> Iterator[Path]:
    """Hold the lock of the briefing's file; what the system refuses is a BriefingError."""
    place = own_path(case)
    try:
        if _is_shipped(case):
            place.parent.mkdir(parents=True, exist_ok=True)
        with versioned_file.locked(place):
            yield place
    except OSError as error:
        raise BriefingError(f"'{FILE}' cannot be written: {error.strerror}.") from None
