"""Which folder holds the tables of a case: the folder itself, or the version its pointer names."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from geo.case.raw_text import UnreadableError, file_bytes
from geo.words import writable

if TYPE_CHECKING:
    from pathlib import Path

POINTER, VERSIONS = "current.json", "versions"
_LARGEST = 1024 * 1024


def pointer_of(folder: Path) -> dict[str, Any]:
    """What the pointer of a folder says: ``current``, ``versions``, ``origin``; empty without one."""
    try:
        state = json.loads(file_bytes(folder / POINTER, _LARGEST))
    except (UnreadableError, ValueError, RecursionError):
        return {}
    good = isinstance(state, dict) and isinstance(state.get("current"), int)
    numbers = state.get("versions") if good else None
    if not isinstance(numbers, list) or not all(isinstance(number, int) for number in numbers):
        return {}
    return dict(state)


def current_folder(folder: Path) -> Path:
    """The folder whose tables hold.

    Parameters
    ----------
    folder
        Folder of a case, with or without versions.

    Returns
    -------
    pathlib.Path
        The folder of its current version, or the folder itself.
    """
    number = pointer_of(folder).get("current")
    return folder / VERSIONS / f"{number:06d}" if number is not None else folder


def real_path(path: Path) -> Path:
    """Where a path leads; the path itself where links lead in a circle."""
    try:
        return path.resolve()
    except (OSError, RuntimeError):
        return path.absolute()


def folder_name(folder: Path) -> str:
    """What a folder is called, in letters that every program can write."""
    return writable(real_path(folder).name)
