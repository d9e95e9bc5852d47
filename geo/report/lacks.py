"""What a case has no rows for, in one line, and what to do next where it has none at all."""

from __future__ import annotations

from typing import TYPE_CHECKING

from geo.case.inventory import FILES
from geo.words import joined

if TYPE_CHECKING:
    from collections.abc import Iterable

    from geo.case.case import Case

# What a reader misses, by the tables that would tell of it.
_SUBJECTS = {
    "roads": ("routes", "route_status"),
    "aid": ("consignments", "requests"),
    "figures": ("claims",),
    "people displaced": ("movements", "accommodation"),
}
FIRST_STEP = (
    "This case is empty. Bring in a file on the Data page; or fill places.csv, sources.csv and events.csv in"
    " its folder, in this order, then start Passage anew. docs/data.md describes every column."
)


def is_empty(case: Case) -> bool:
    """Whether no table of a case holds a row."""
    return not any(len(frame) for frame in case.tables().values())


def absent(case: Case, tables: Iterable[str]) -> str:
    """What a page about these tables cannot tell, and why; empty where one of them holds a row."""
    names = tuple(tables)
    if not names or any(len(case.tables()[name]) for name in names):
        return ""
    if is_empty(case):
        return FIRST_STEP
    files = joined([FILES[name] for name in names], "or")
    return f"This case has no row in {files}, so this page shows its map alone."


def lacks(case: Case) -> str:
    """What a case that holds rows says nothing of, in one line; empty where there is nothing like that.

    >>> from types import SimpleNamespace
    >>> tables = {name: [1] for names in _SUBJECTS.values() for name in names}
    >>> lacks(SimpleNamespace(tables=lambda: tables | {"movements": [], "accommodation": [], "claims": []}))
    'This case has no rows on figures and people displaced; what would tell of them is left out.'
    """
    if is_empty(case):
        return FIRST_STEP
    rows = case.tables()
    missing = [about for about, names in _SUBJECTS.items() if not any(len(rows[name]) for name in names)]
    if not missing:
        return ""
    return f"This case has no rows on {joined(missing)}; what would tell of them is left out."
