"""Where the shipped tables and the basemap lie. Files only; ``geo.load`` reads a case."""

from pathlib import Path

DATA: Path = Path(__file__).resolve().parent
BASEMAP: Path = DATA / "basemap"


def _cases() -> tuple[str, ...]:
    return tuple(sorted(entry.parent.name for entry in DATA.glob("*/case.toml")))


CASES: tuple[str, ...] = _cases()


def case_folder(name: str) -> Path:
    """Folder of the shipped case ``name``; KeyError when no such case is shipped."""
    if name not in CASES:
        raise KeyError(name)
    return DATA / name
