"""Where the file of each page lies."""

from pathlib import Path

FOLDER = Path(__file__).resolve().parents[2] / "pages"


def of(key: str) -> Path:
    """Return the file of the page of a key of ``geo.picture.registry``."""
    return FOLDER / f"{key}.py"
