"""Where the user's own copy of a case lies, for whoever only reads it."""

from __future__ import annotations

import hashlib
import re
from typing import TYPE_CHECKING

from geo.case.current_folder import POINTER, pointer_of, real_path
from geo.user_data import user_data

if TYPE_CHECKING:
    from pathlib import Path


def home_of(case: Path) -> Path:
    """The folder under the user's data where the versions of a case lie, or will lie.

    Parameters
    ----------
    case
        Folder of a case: one in the store, one that ships, or any other.

    Returns
    -------
    pathlib.Path
        The folder itself where it is in the store, else one named like it; two cases never share one.
    """
    folder = real_path(case)
    for inner in (folder, *folder.parents[:2]):
        if (inner / POINTER).is_file():
            return inner
    stem = re.sub(r"[^\w.-]+", "-", folder.name).strip(".-") or "case"
    home = user_data() / "cases" / stem
    origin = pointer_of(home).get("origin", "")
    if origin and origin != str(folder):
        home = home.with_name(f"{stem}-{hashlib.sha256(str(folder).encode()).hexdigest()[:8]}")
    return home


def users_own(case: Path) -> Path:
    """The user's own copy of a case where there is one, else the case's folder."""
    home = home_of(case)
    return home if (home / POINTER).is_file() else case
