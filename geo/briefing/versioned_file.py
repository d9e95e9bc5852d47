"""One small file that several threads and processes change.

A lock makes reading, checking and writing one step; a write is on the disk before it returns; the versions
before the present one are kept in a folder beside the file. All that is passing lies in that folder too.
"""

from __future__ import annotations

import errno
import os
import time
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from geo.file_lock import lock_at_once, sync_folder, unlock

if TYPE_CHECKING:
    from collections.abc import Iterator

MOST_VERSIONS = 10
LOCK_SECONDS = 20.0
_PAUSE = 0.005
_LOCK, _DRAFT = "lock", "draft"
# Drafts of earlier releases, which lay beside the file.
_OLD_DRAFTS = ".briefing-*"


@dataclass(frozen=True)
class FileVersion:
    """An earlier content of the file."""

    name: str
    content: bytes
    written: datetime
    """When it was written, in UTC."""


def versions_folder(place: Path) -> Path:
    """Return the folder of a file's lock, draft and earlier versions."""
    return place.with_suffix(".versions")


@contextmanager
def locked(place: Path) -> Iterator[None]:
    """Hold the file's lock, against other threads as well as other processes.

    The system frees it when its holder dies. The folder the file lies in has to be there. Raises
    TimeoutError where somebody holds it for longer than `LOCK_SECONDS`, OSError where the lock is no file.
    """
    deadline = time.monotonic() + LOCK_SECONDS
    while True:
        versions_folder(place).mkdir(exist_ok=True)
        lock = versions_folder(place) / _LOCK
        if lock.exists() and not lock.is_file():
            raise OSError(errno.EINVAL, "its lock is no regular file")
        with lock.open("ab") as file:
            while not lock_at_once(file):
                if time.monotonic() > deadline:
                    raise TimeoutError(None, "another program holds its lock")
                time.sleep(_PAUSE)
            try:
                # Whoever removed the folder meanwhile has removed the lock with it: take the new one.
                if lock.exists() and lock.stat().st_ino == os.fstat(file.fileno()).st_ino:
                    yield
                    return
            finally:
                unlock(file)


def write(place: Path, content: bytes) -> None:
    """Put the content in the file's place at once, its mode kept; the content before becomes a version.

    Only while the lock is held. When it returns, the content is on the disk; OSError where it cannot be put
    there.
    """
    mode = None
    if place.exists():
        if not place.is_file():
            raise OSError(errno.EINVAL, "it is no regular file")
        before = place.read_bytes()
        if before == content:
            return
        mode = place.stat().st_mode & 0o7777
        _keep_version(place, before, mode)
    _put(place, place, content, mode)


def versions(place: Path) -> tuple[FileVersion, ...]:
    """Return the earlier contents of the file, the newest first."""
    contents = []
    for path in sorted(_version_files(place), reverse=True):
        with suppress(OSError):
            written = datetime.fromtimestamp(path.stat().st_mtime, UTC)
            contents.append(FileVersion(path.stem, path.read_bytes(), written))
    return tuple(contents)


def remove_leftovers(place: Path) -> None:
    """Remove what writes left behind that were ended by force; where that is not allowed it stays."""
    with suppress(OSError):
        for old in place.parent.glob(_OLD_DRAFTS):
            old.unlink(missing_ok=True)
        draft = versions_folder(place) / _DRAFT
        if draft.exists():
            with locked(place):
                draft.unlink(missing_ok=True)


def _keep_version(place: Path, content: bytes, mode: int) -> None:
    """Make the file's content its newest version; one and the same content is kept once."""
    before = versions(place)
    number = int(before[0].name) + 1 if before else 1
    target = versions_folder(place) / f"{number:06d}{place.suffix}"
    _put(place, target, content, mode, place.stat().st_mtime_ns)
    others = [version.name for version in before if version.content != content]
    wanted = {target.stem, *others[: MOST_VERSIONS - 1]}
    for path in _version_files(place):
        if path.stem not in wanted:
            path.unlink(missing_ok=True)


def _version_files(place: Path) -> list[Path]:
    paths = versions_folder(place).glob(f"*{place.suffix}")
    return [path for path in paths if path.stem.isascii() and path.stem.isdigit() and path.is_file()]


def _put(place: Path, target: Path, content: bytes, mode: int | None, written_ns: int | None = None) -> None:
    """Write a draft, and give it the target's name only once it is on the disk."""
    draft = versions_folder(place) / _DRAFT
    try:
        draft.unlink(missing_ok=True)
        with draft.open("xb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        if mode is not None:
            draft.chmod(mode)
        if written_ns is not None:
            os.utime(draft, ns=(written_ns, written_ns))
        draft.replace(target)
    except OSError:
        with suppress(OSError):
            draft.unlink()
        raise
    sync_folder(target.parent)
