"""The cases in a folder: each a folder of its own with a case.toml, known by its id."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from geo.case.set_aside import CaseError
from geo.case.settings import load_settings
from geo.case.toml_values import FILE

if TYPE_CHECKING:
    from pathlib import Path

MOST_CASES = 200


@dataclass(frozen=True)
class Listed:
    """One case that may be opened: what links name it by, its title, and where it lies."""

    key: str
    title: str
    folder: Path


def cases_in(root: Path) -> dict[str, Listed]:
    """The cases in a folder, by the name of their folders; of two with one id the later goes by its folder.

    A case whose settings cannot be read is listed by its folder, so that opening it says why.

    Parameters
    ----------
    root
        The folder that holds them.

    Returns
    -------
    dict of str to Listed
        By key, at most `MOST_CASES`.

    Raises
    ------
    CaseError
        When there is no such folder, or no case in it.
    """
    if not root.is_dir():
        raise CaseError(f"There is no folder '{root.name}' of cases.")
    folders = sorted(path for path in root.iterdir() if (path / FILE).is_file())
    cases: dict[str, Listed] = {}
    for folder in folders[:MOST_CASES]:
        key, title = _named(folder)
        key = folder.name if key in cases else key
        cases.setdefault(key, Listed(key, title, folder))
    if not cases:
        raise CaseError(f"No folder in '{root.name}' holds a {FILE}.")
    return cases


def _named(folder: Path) -> tuple[str, str]:
    try:
        settings, _ = load_settings(folder)
    except CaseError:
        return folder.name, f"{folder.name} (cannot be read)"
    return settings.id, settings.title
