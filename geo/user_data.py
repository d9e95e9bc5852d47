"""Where the user's own data lies."""

from __future__ import annotations

import os
import sys
from pathlib import Path


def user_data() -> Path:
    """Return the user's own data folder: `PASSAGE_DATA`, or where the system keeps such things."""
    folder = os.environ.get("PASSAGE_DATA")
    if folder:
        return Path(folder)
    if sys.platform == "win32":
        return Path(os.environ.get("LOCALAPPDATA") or Path.home() / "AppData" / "Local") / "Passage"
    if sys.platform == "darwin":
        return Path.home() / "Library" / "Application Support" / "Passage"
    return Path(os.environ.get("XDG_DATA_HOME") or Path.home() / ".local" / "share") / "passage"
