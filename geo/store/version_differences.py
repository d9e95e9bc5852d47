"""Two versions of a case side by side: which rows are new, changed or gone, and in which columns."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from geo.case import schema
from geo.intake.case_tables import CaseTables
from geo.store.case_store import folder_of

if TYPE_CHECKING:
    from pathlib import Path

    from geo.case.table import Table

COLUMNS = ("Table", "Row", "What", "Before", "After")
# Columns that say best what a row is about, the first that a table has.
_ABOUT = ("title", "name", "name_en", "short_name", "claimant", "cargo", "status", "publisher")


def differences(case: Path, earlier: int, later: int) -> pd.DataFrame:
    """What differs between two versions of a case.

    Parameters
    ----------
    case
        Folder of the case.
    earlier, later
        Numbers of the versions.

    Returns
    -------
    pandas.DataFrame
        Text columns ``Table``, ``Row``, ``What`` ("new", "gone", or the column that changed), ``Before`` and
        ``After``; a row of the case that changed in several columns stands once for each.

    Raises
    ------
    CaseError
        Where there is no version of a number, or one of its tables cannot be read.
    """
    then, now = (CaseTables(folder_of(case, number)) for number in (earlier, later))
    parts = [_of_table(table, then[table.name].frame(), now[table.name].frame()) for table in schema.TABLES]
    rows = [row for part in parts for row in part]
    return pd.DataFrame(rows, columns=list(COLUMNS), dtype="str")


def _of_table(table: Table, then: pd.DataFrame, now: pd.DataFrame) -> list[tuple[str, ...]]:
    key = table.key
    then, now = (frame.drop_duplicates(key).set_index(key) for frame in (then, now))
    about = next((name for name in _ABOUT if name in now.columns), "")
    rows: list[tuple[str, ...]] = [
        (table.file, row, "new", "", _about(now, row, about)) for row in now.index.difference(then.index)
    ]
    rows += [
        (table.file, row, "gone", _about(then, row, about), "") for row in then.index.difference(now.index)
    ]
    both = then.index.intersection(now.index)
    for name in dict.fromkeys((*then.columns, *now.columns)):
        old, new = (_cells(frame, name, both) for frame in (then, now))
        rows += [(table.file, row, name, old[row], new[row]) for row in both[(old != new).to_numpy()]]
    return rows


def _cells(frame: pd.DataFrame, name: str, rows: pd.Index) -> pd.Series:
    """The cells of a column as text, empty where the version has no such column."""
    return frame.loc[rows, name] if name in frame.columns else pd.Series("", index=rows, dtype="str")


def _about(frame: pd.DataFrame, row: str, name: str) -> str:
    return str(frame.at[row, name]) if name else ""  # noqa: PD008 - one cell
