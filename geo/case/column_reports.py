"""What is said of a table whose columns are not those of a case: what is missing, what is not known."""

from __future__ import annotations

from difflib import get_close_matches
from typing import TYPE_CHECKING

from geo.case.set_aside import FIRST_LINES, SetAside, shortened

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from geo.case.set_aside import Scope

# Of two headings more than so much alike one is likely the other misspelled.
_ALIKE = 0.7


def column_reports(
    file: str, lost: Sequence[str], missing: Sequence[str], extra: Sequence[str]
) -> list[SetAside]:
    """Reports on the headings of one table.

    Parameters
    ----------
    file
        Name of the table's file.
    lost
        Columns that are missing and without which the table means nothing.
    missing
        Columns that are missing and counted as empty, ``lost`` perhaps among them.
    extra
        Columns of the file that a case does not know.

    Returns
    -------
    list of SetAside
        At most two: on what is missing, and on what is not known, with what may be meant by it.
    """
    if lost:
        reason = "the column is missing, so the table was not used"
        reports = _report(file, lost, reason, "Add the column.", "table")
    else:
        reason = "the column is missing and taken as empty"
        reports = _report(file, missing, reason, "Add the column.", "note")
    likely = [f"{name} to {meant}" for name in extra for meant in _meant(name, [*lost, *missing])]
    rename = f"Rename {shortened(', '.join(likely[:FIRST_LINES]))}" if likely else "Rename it"
    return reports + _report(
        file, extra, "the column is not known here", f"{rename}, or keep it elsewhere.", "note"
    )


def _meant(name: str, missing: Sequence[str]) -> Iterator[str]:
    """The missing column that a heading stands for, where that is likely: "latitude" for "lat"."""
    plain = name.strip().casefold().replace(" ", "_")
    for column in missing:
        if plain.startswith(column) or column.startswith(plain) or column.endswith(f"_{plain}"):
            yield column
            return
    yield from get_close_matches(plain, missing, n=1, cutoff=_ALIKE)


def _report(file: str, names: Sequence[str], reason: str, remedy: str, scope: Scope) -> list[SetAside]:
    if not names:
        return []
    column = shortened(", ".join(names[:FIRST_LINES]))
    return [SetAside(file, None, column, "", reason, remedy, scope, len(names))]
