"""Rows of a CSV file one by one, each with the line it begins on: for a file that is not well formed.

What is read goes to Arrow in batches and what is wrong is counted: memory follows from the file's size.
"""

from __future__ import annotations

import csv
from array import array
from collections import Counter
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import pandas as pd
import pyarrow as pa

from geo.case.set_aside import FIRST_LINES, Fault, Scope, SetAside

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

LONGEST_LINE = 4 * 1024 * 1024
MOST_EMPTY_CELLS = 30_000_000
# So many rows are read one by one: some ten seconds.
_MOST_ROWS = 4_000_000
_BATCH = 20_000
# Of a table with more columns only those asked for are read.
_WIDE = 200
# A cell may be as long as a line; beyond, a quote was left open.
csv.field_size_limit(LONGEST_LINE)


@dataclass(frozen=True)
class Head:
    """Where the rows begin, and which cells of each belong to which column."""

    begin: int
    line: int
    delimiter: str
    names: tuple[str, ...]
    places: dict[str, int]
    """Position of each column that is read."""

    @property
    def read_in(self) -> list[int]:
        """Positions of the columns to read: of a wide table only those asked for."""
        return list(range(len(self.names)) if len(self.names) <= _WIDE else self.places.values())

    def too_many(self, rows: int, size: int) -> bool:
        """Whether a file's rows are mostly empty cells, too many to hold in memory.

        Parameters
        ----------
        rows
            Count of rows.
        size
            Size of the file in bytes.

        Returns
        -------
        bool
            True where the rows have more cells than ``MOST_EMPTY_CELLS`` and than a third of the bytes.
        """
        return rows * len(self.read_in) > max(MOST_EMPTY_CELLS, size // 3)


@dataclass
class Rows:
    """The rows of a file by the position of their columns, each with the line it begins on."""

    columns: dict[int, pa.ChunkedArray]
    lines: Sequence[int] | None
    """None where cells that hold line breaks have yet to be counted."""
    first: int
    set_aside: list[SetAside]


def row_by_row(file: str, raw: bytes | bytearray, head: Head) -> Rows | SetAside:
    """Read a file row by row: rows of the wrong length, quotes left open, letters that are not UTF-8.

    A file of too many such rows is refused: what is read goes to Arrow in batches, what is wrong is counted.
    """
    read_in = head.read_in
    batches: dict[int, list[pa.Array]] = {at: [] for at in read_in}
    batch: list[list[str]] = []
    lines, faults = array("q"), _Faults()
    width = len(head.names)
    for number, (line, row) in enumerate(_rows(raw, head)):
        if number >= _MOST_ROWS or head.too_many(len(lines), len(raw)):
            reason = f"rows have another length than the heading, or a quote is left open, and row {number:,}"
            reason += " is the last that can be read one by one"
            return SetAside(file, None, "", "", reason, "Mend those rows, or split the file.", "table")
        if isinstance(row, str):
            faults.add(row, line, "")
            continue
        if not any(row):
            continue
        if len(row) != width:
            more = any(cell.strip() for cell in row[width:])
            reason = _TOO_LONG if more else _TOO_SHORT if len(row) < width else ""
            if reason:
                faults.add(reason, line, f"{row[0]}: {len(row)} cells, not {width}")
            if more:
                continue
            row = [*row, *[""] * (width - len(row))]  # noqa: PLW2901 - the row, filled up
        lines.append(line)
        batch.append(row)
        if len(batch) == _BATCH:
            _to_arrow(batch, batches)
    _to_arrow(batch, batches)
    columns = {at: pa.chunked_array(pieces, pa.string()) for at, pieces in batches.items()}
    return Rows(columns, lines, head.line + 1, faults.reports(file))


def _to_arrow(batch: list[list[str]], batches: dict[int, list[pa.Array]]) -> None:
    for at, pieces in batches.items():
        pieces.append(pa.array([row[at] for row in batch], pa.string()))
    batch.clear()


class _Faults:
    """What is wrong with rows, counted by its kind: of each only the first rows are named."""

    def __init__(self) -> None:
        self.first: dict[str, dict[int, str]] = {}
        self.counts: Counter[str] = Counter()

    def add(self, reason: str, line: int, shown: str) -> None:
        """Count one row, and keep its line where it is one of the first of its kind."""
        self.counts[reason] += 1
        rows = self.first.setdefault(reason, {})
        if len(rows) < FIRST_LINES:
            rows[line] = shown

    def reports(self, file: str) -> list[SetAside]:
        """One report of each kind."""
        return [
            replace(
                Fault("", pd.Series(rows), reason, *_REMEDIES[reason]).report(file), count=self.counts[reason]
            )
            for reason, rows in self.first.items()
        ]


_TOO_LONG = "the row has more cells than the heading"
_TOO_SHORT = "the row has fewer cells than the heading; the others are taken as empty"
_OPEN = "a quote in this row is not closed or stands in the middle of a cell"
_ENDLESS = "the line is longer than 4 MB"
_REMEDIES: dict[str, tuple[str, Scope]] = {
    _TOO_LONG: ("Put quotes round a text that holds a comma.", "row"),
    _TOO_SHORT: ("Look whether the file was cut off.", "value"),
    _OPEN: ("Close it, or write it twice if it is text.", "row"),
    _ENDLESS: ("Look whether line breaks were lost.", "row"),
}


def _rows(raw: bytes | bytearray, head: Head) -> Iterator[tuple[int, list[str] | str]]:
    """Each row with the line it begins on; for one that cannot be told apart the reason.

    Reading goes on at the line after such a row's first, so that no good row is lost.
    """
    at, line = head.begin, head.line + 1

    def feed() -> Iterator[str]:
        nonlocal at, line
        while at < len(raw):
            end = raw.find(b"\n", at) + 1 or len(raw)
            text = raw[at:end].decode("utf-8", "replace")
            at, line = end, line + 1
            yield text

    def rows() -> Iterator[list[str]]:
        return csv.reader(feed(), delimiter=head.delimiter, strict=True)

    reader = rows()
    while at < len(raw):
        begin, begin_line = at, line
        end = raw.find(b"\n", at) + 1 or len(raw)
        try:
            if end - begin > LONGEST_LINE:
                at, line = end, line + 1
                yield begin_line, _ENDLESS
                continue
            yield begin_line, next(reader)
        except csv.Error:
            yield begin_line, _OPEN
            at, line = end, begin_line + 1
            reader = rows()
