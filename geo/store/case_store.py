"""Versions of a user's case on disk: a full set of tables each, switched by one rename, listed, undone.

The one interface of what is stored: a database with finer revisions may stand behind it one day.
"""

from __future__ import annotations

import getpass
import json
import os
import re
import shutil
import time
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from geo.case.current_folder import POINTER, VERSIONS, folder_name, pointer_of, real_path
from geo.case.raw_text import UnreadableError, file_bytes
from geo.case.schema import BY_NAME
from geo.case.set_aside import CaseError
from geo.case.settings import load_settings
from geo.case.toml_values import FILE
from geo.file_lock import lock_at_once, sync_folder, unlock
from geo.intake.layouts import TARGETS
from geo.store.merge import Choice, merged
from geo.store.own_copy import home_of
from geo.store.table_files import write_table

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

    import pandas as pd

    from geo.intake.preview import Preview

TABLE_NAMES = tuple(dict.fromkeys([*TARGETS, *BY_NAME]))
"""Tables a file may be read as."""
_LOCK, _DRAFT, _ABOUT = "lock", ".draft", "version.json"
_LOCK_SECONDS, _PAUSE = 30.0, 0.01
_COPIED = (".csv", ".toml", ".geojson", ".md")
_MOST_LISTED = 500
_LARGEST_ABOUT = 1024 * 1024


@dataclass(frozen=True)
class CaseVersion:
    """One full set of tables, and how it came to be."""

    number: int
    when: str
    """UTC, as an ISO moment."""
    who: str
    why: str
    file: str = ""
    source_id: str = ""
    parent: int = 0
    """The version it was made from; 0 for the first."""
    changes: dict[str, dict[str, int]] = field(default_factory=dict)
    """Rows ``new``, ``changed`` and ``gone`` by table."""


def accept(
    case: Path,
    preview: Preview,
    choice: Choice | None = None,
    *,
    who: str = "",
    why: str = "",
    tick: Callable[[], None] = lambda: None,
) -> CaseVersion:
    """Store what is accepted of an import as the newest version of the user's case.

    Parameters
    ----------
    case
        Folder of the case; one outside the store is copied into it first and stays as it is.
    preview
        The import.
    choice
        What of it is accepted; None for all.
    who
        Who accepts it; empty takes the name the system has.
    why
        Why, in words.
    tick
        Called between tables; what it raises leaves the old version standing and nothing behind.

    Returns
    -------
    CaseVersion
        The version, on the disk. CaseError where it cannot be written, or nothing is accepted.
    """
    home = home_of(case)
    try:
        home.mkdir(parents=True, exist_ok=True)
        with _locked(home):
            if not pointer_of(home):
                _begin(home, case, who)
            state = pointer_of(home)
            current = home / VERSIONS / f"{state['current']:06d}"
            tables, changes = merged(current, preview, choice or Choice())
            if not any(sum(counts.values()) for counts in changes.values()):
                raise CaseError("Nothing of the import is new: nothing was stored.")
            about = CaseVersion(
                max(state["versions"]) + 1, _now(), who or _user(), why, preview.file, preview.source_id,
                int(state["current"]), changes,
            )  # fmt: skip
            draft = _draft(home, about.number)
            try:
                _fill(draft, current, tables, tick)
                _finish(home, draft, about, state)
            except BaseException:
                shutil.rmtree(draft, ignore_errors=True)
                raise
            return about
    except (OSError, TimeoutError) as error:
        raise CaseError(f"The import cannot be stored: {error.strerror or error}.") from None


def _fill(
    draft: Path, current: Path, tables: Mapping[str, Iterable[pd.DataFrame]], tick: Callable[[], None]
) -> None:
    """Put the tables that change into a draft, and links to all other files of the version that holds."""
    for source in current.iterdir():
        if source.is_file() and source.name not in tables and source.name != _ABOUT:
            _linked(source, draft / source.name)
    for file, pieces in tables.items():
        tick()
        write_table(draft / file, pieces, tick)


def versions(case: Path) -> tuple[CaseVersion, ...]:
    """The versions of the user's case, the newest first; empty where it has none."""
    home = home_of(case)
    state = pointer_of(home)
    listed = []
    for number in sorted(state.get("versions", ()), reverse=True)[:_MOST_LISTED]:
        try:
            about = json.loads(file_bytes(home / VERSIONS / f"{number:06d}" / _ABOUT, _LARGEST_ABOUT))
            listed.append(_version(about, number))
        except (UnreadableError, AttributeError, RecursionError, TypeError, ValueError):
            listed.append(CaseVersion(number, "", "", "what it is cannot be read"))
    return tuple(listed)


def _version(about: dict[str, Any], number: int) -> CaseVersion:
    """A version as its file tells of it; an error where that is not of its form."""
    version = CaseVersion(**about)
    texts = (version.when, version.who, version.why, version.file, version.source_id)
    counts = [count for table in version.changes.values() for count in table.values()]
    if version.number != number or not all(isinstance(text, str) for text in texts):
        raise ValueError
    if not all(isinstance(count, int) for count in (version.parent, *counts)):
        raise ValueError
    return version


def current_version(case: Path) -> int:
    """Number of the version that holds.

    Parameters
    ----------
    case
        Folder of the case.

    Returns
    -------
    int
        The number; 0 where the case has no versions.
    """
    return int(pointer_of(home_of(case)).get("current", 0))


def folder_of(case: Path, number: int) -> Path:
    """Folder of the tables of one version.

    Parameters
    ----------
    case
        Folder of the case.
    number
        Number of the version.

    Returns
    -------
    pathlib.Path
        The folder.

    Raises
    ------
    CaseError
        Where there is no version of that number.
    """
    home = home_of(case)
    if number not in pointer_of(home).get("versions", ()):
        raise CaseError(f"The case has no version {number}.")
    return home / VERSIONS / f"{number:06d}"


def go_back(case: Path, number: int | None = None) -> int:
    """Let an earlier version hold again: that of a number, or the one the present was made from.

    Parameters
    ----------
    case
        Folder of the case.
    number
        Number of the version; None undoes the last import.

    Returns
    -------
    int
        The version that holds now; no version is deleted.

    Raises
    ------
    CaseError
        Where there is none to go back to, or it cannot be written.
    """
    home = home_of(case)
    if not pointer_of(home):
        raise CaseError("The case has no versions yet: nothing was imported.")
    try:
        with _locked(home):
            state = pointer_of(home)
            wanted = number
            if wanted is None:
                listed = [version for version in versions(home) if version.number == state["current"]]
                wanted = listed[0].parent if listed else 0
            if wanted not in state["versions"]:
                raise CaseError("There is no earlier version to go back to.")
            _switch(home, {**state, "current": wanted})
            return wanted
    except (OSError, TimeoutError) as error:
        raise CaseError(f"The version cannot be switched: {error}.") from None


def _begin(home: Path, case: Path, who: str) -> None:
    """Copy a case from outside as its first version."""
    settings, _ = load_settings(case)
    about = CaseVersion(1, _now(), who or _user(), f"copied from {folder_name(case)}")
    draft = _draft(home, 1)
    try:
        for source in case.iterdir():
            if source.is_file() and not source.is_symlink() and source.suffix in _COPIED:
                shutil.copyfile(source, draft / source.name)
                _sync(draft / source.name)
        toml = draft / FILE
        text = toml.read_bytes().removeprefix(b"\xef\xbb\xbf")
        if not re.search(rb"^\s*id\s*=", text, re.MULTILINE):
            # A case without an id is called by its folder, and that has another name now.
            toml.write_bytes(f"id = {json.dumps(settings.id)}\n".encode() + text)
            _sync(toml)
        _finish(home, draft, about, {"versions": [], "origin": str(real_path(case))})
    except BaseException:
        shutil.rmtree(draft, ignore_errors=True)
        raise


def _draft(home: Path, number: int) -> Path:
    """An empty folder for a version; what writes ended by force have left is removed first."""
    folder = home / VERSIONS
    folder.mkdir(exist_ok=True)
    listed = {f"{known:06d}" for known in pointer_of(home).get("versions", ())}
    for left in folder.iterdir():
        if left.name not in listed:
            shutil.rmtree(left, ignore_errors=True)
    draft = folder / f"{_DRAFT}-{number:06d}"
    draft.mkdir()
    return draft


def _finish(home: Path, draft: Path, about: CaseVersion, state: dict[str, Any]) -> None:
    """Have a version on the disk under its number, then let it hold: by one rename."""
    (draft / _ABOUT).write_text(json.dumps(about.__dict__, ensure_ascii=False, indent=1), "utf-8")
    _sync(draft / _ABOUT)
    sync_folder(draft)
    target = home / VERSIONS / f"{about.number:06d}"
    draft.rename(target)
    sync_folder(target.parent)
    numbers = [*state["versions"], about.number]
    _switch(home, {**state, "versions": numbers, "current": about.number})


def _switch(home: Path, state: dict[str, Any]) -> None:
    draft = home / f"{POINTER}.draft"
    draft.write_text(json.dumps(state, ensure_ascii=False), "utf-8")
    _sync(draft)
    draft.replace(home / POINTER)
    sync_folder(home)


def _linked(source: Path, target: Path) -> None:
    """The same file under another name; a version never changes, so both may be one on the disk."""
    if source.suffix == ".toml":
        shutil.copyfile(source, target)
        return
    try:
        os.link(source, target)
    except OSError:
        shutil.copyfile(source, target)
        _sync(target)


def _sync(path: Path) -> None:
    with path.open("rb+") as file:
        os.fsync(file.fileno())


@contextmanager
def _locked(home: Path) -> Iterator[None]:
    deadline = time.monotonic() + _LOCK_SECONDS
    with (home / _LOCK).open("ab") as file:
        while not lock_at_once(file):
            if time.monotonic() > deadline:
                raise TimeoutError("another program is storing something in it")
            time.sleep(_PAUSE)
        try:
            yield
        finally:
            unlock(file)


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")


def _user() -> str:
    try:
        return getpass.getuser()
    except (OSError, KeyError):
        return "unknown"
