"""The tables of a case as text, read when they are asked for: what an import is held against."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd
import pyarrow as pa

from geo.case import schema
from geo.case.csv_reader import pieces_of, read_table
from geo.case.set_aside import CaseError
from geo.intake.packed_table import PackedTable

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from geo.case.csv_reader import TableText
    from geo.case.table import Table


class CaseTables:
    """The tables of a case as the text that stands in its files, each read when it is asked for.

    A table the case has no file of has no rows; one that cannot be read is a CaseError.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._read: dict[str, PackedTable] = {}

    def __getitem__(self, name: str) -> PackedTable:
        """The table of a name of the schema, with all its columns."""
        if name not in self._read:
            self._read[name] = self._table(schema.BY_NAME[name])
            # Arrow keeps for later what it needed while reading: as much again as the table.
            pa.default_memory_pool().release_unused()
        return self._read[name]

    def _table(self, table: Table) -> PackedTable:
        path = self.folder / table.file
        if not path.exists():
            return PackedTable(list(table.columns))
        try:
            return _packed(pieces_of(path), table)
        except (OSError, ValueError):
            # It is not well formed, which is known for sure only at its end: it is read whole instead.
            read = read_table(path)
        if read.readable:
            return _packed(iter([read]), table)
        if path.stat().st_size:
            raise CaseError(f"{table.file} of the case cannot be read: {read.set_aside[-1].reason}.")
        return PackedTable(list(table.columns))


def _packed(pieces: Iterator[TableText], table: Table) -> PackedTable:
    packed = None
    for read in pieces:
        frame = _all_columns(read, table)
        packed = PackedTable(list(frame.columns)) if packed is None else packed
        packed.add(frame)
    if packed is None:
        raise ValueError
    return packed


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
