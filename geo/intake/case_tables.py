"""The tables of a case as text, read when they are asked for: what an import is held against."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from geo.case import schema
from geo.case.csv_reader import read_table
from geo.case.set_aside import CaseError

if TYPE_CHECKING:
    from pathlib import Path

    from geo.case.csv_reader import TableText
    from geo.case.table import Table


class CaseTables:
    """The tables of a case as the text that stands in its files, each read when it is asked for.

    A table the case has no file of has no rows; one that cannot be read is a CaseError.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._read: dict[str, pd.DataFrame] = {}

    def __getitem__(self, name: str) -> pd.DataFrame:
        """The table of a name of the schema, with all its columns."""
        if name not in self._read:
            self._read[name] = self._table(schema.BY_NAME[name])
        return self._read[name]

    def _table(self, table: Table) -> pd.DataFrame:
        path = self.folder / table.file
        if path.exists():
            read = read_table(path)
            if read.readable:
                return _all_columns(read, table)
            if path.stat().st_size:
                raise CaseError(f"{table.file} of the case cannot be read: {read.set_aside[-1].reason}.")
        return pd.DataFrame({name: pd.Series(dtype="str") for name in table.columns})


def _all_columns(read: TableText, table: Table) -> pd.DataFrame:
    """The columns of a file, those of the user's own beside ours, and those it lacks as empty ones."""
    empty = pd.Series("", index=read.frame.index, dtype="str")
    names = [*read.frame.columns, *(name for name in table.columns if name not in read.frame)]
    frame = pd.DataFrame({name: read.frame.get(name, empty) for name in names}, copy=False)
    if read.delimiter == ";":
        # Who parts cells by semicolons parts ids by commas.
        for name in table.of_kind("list"):
            if table.columns[name].refers_to not in ("", "actors"):
                frame[name] = frame[name].str.replace(",", ";", regex=False)
    return frame
