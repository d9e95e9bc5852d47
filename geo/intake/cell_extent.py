"""How far apart the cells of a workbook lie, looked at before its reader makes room for all between them."""

from __future__ import annotations

import re
import zipfile
import zlib
from typing import TYPE_CHECKING

from geo.intake import archive
from geo.intake.guard import pieces
from geo.intake.source_sheet import RefusedFileError

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path
    from typing import IO

# Cells between the first and the last of a sheet; each takes 24 bytes of its reader's memory.
MOST_AREA = 36_000_000
LAST_ROW, LAST_COLUMN = 1_048_576, 16_384
_PART = re.compile(r"(?:(?:worksheets/[^/]+|content)\.xml|worksheets/[^/]+\.bin)$", re.IGNORECASE)
_ROW = re.compile(rb"<(?:\w+:)?row\b[^>]*?\sr\s*=\s*[\"']\s*([0-9]+)")
_FAR_ROW = re.compile(rb"\sr\s*=\s*[\"']\s*[A-Za-z]+([0-9]{6,})")
_COLUMN = re.compile(rb"\sr\s*=\s*[\"']\s*([A-Za-z]{2,})[0-9]")
_WIDEST_PLAIN = 26
_OF_ODS = re.compile(rb"<(?:[\w.-]+:)?table-(row|cell)\b([^>]*)>")
_REPEATED_ROWS = re.compile(rb"number-rows-repeated\s*=\s*[\"']([0-9]{1,9})")
_REPEATED_CELLS = re.compile(rb"number-columns-repeated\s*=\s*[\"']([0-9]{1,9})")
# Records of XLSB: the row that begins, and the first and last kind of a cell in it.
_ROW_RECORD, _FIRST_CELL, _LAST_CELL = 0, 1, 11


def refuse_far_cells(path: Path, name: str, tick: Callable[[], None]) -> None:
    """Refuse a workbook whose cells lie so far apart that what is between would fill the memory.

    Parameters
    ----------
    path
        A workbook that is a zip archive.
    name
        What the user calls it; RefusedFileError names it.
    tick
        Called between pieces, so that a cancel is heard.
    """
    with archive.opened(path, name) as book:
        for member in book.infolist():
            if not _PART.search(member.filename):
                continue
            measure = _of_records if member.filename.lower().endswith(".bin") else _of_markup
            try:
                with book.open(member) as file:
                    rows, columns = measure(file, tick)
            except (zipfile.BadZipFile, zlib.error, OSError, NotImplementedError, EOFError):
                raise RefusedFileError(f"'{name}' is damaged or was cut off.") from None
            if rows * columns > MOST_AREA or rows > LAST_ROW or columns > LAST_COLUMN:
                apart = f"cells lie {rows:,} rows and {columns:,} columns apart"
                stands = f"it stands for {rows:,} cells" if columns == 1 else apart
                raise RefusedFileError(f"A sheet of '{name}' is no table: {stands}.")


def _of_markup(file: IO[bytes], tick: Callable[[], None]) -> tuple[int, int]:
    """Rows and columns of a sheet in XML; of an ODS the cells that its repeats stand for, as one column."""
    rows, columns, cells, repeated = 1, 1, 0, 1
    for piece in pieces(file, tick):
        rows = max([rows, *(_bounded(hit) for hit in set(_ROW.findall(piece)))])
        if rows < 10**5:
            rows = max([rows, *(_bounded(hit) for hit in set(_FAR_ROW.findall(piece)))])
        columns = max([columns, *(_number(hit) for hit in set(_COLUMN.findall(piece)))])
        if b"table-cell" in piece:
            for kind, rest in _OF_ODS.findall(piece):
                if kind == b"row":
                    repeated = _times(_REPEATED_ROWS, rest)
                elif not rest.endswith(b"/"):
                    cells += repeated * _times(_REPEATED_CELLS, rest)
    return (cells, 1) if cells > MOST_AREA else (rows, max(columns, _WIDEST_PLAIN))


def _bounded(digits: bytes) -> int:
    return int(digits) if len(digits) < 10 else 10**9  # noqa: PLR2004 - no row has a number of ten digits


def _number(letters: bytes) -> int:
    """The number of a column.

    >>> _number(b"A"), _number(b"XFD")
    (1, 16384)
    """
    if len(letters) > 3:  # noqa: PLR2004 - XFD is the last
        return 10**6
    return sum((letter - 64) * 26**power for power, letter in enumerate(reversed(letters.upper())))


def _times(pattern: re.Pattern[bytes], rest: bytes) -> int:
    hit = pattern.search(rest)
    return int(hit[1]) if hit else 1


def _of_records(file: IO[bytes], tick: Callable[[], None]) -> tuple[int, int]:
    """Rows and columns of a sheet of XLSB: records of a kind, a length, and so many bytes."""
    data = file.read()
    at, rows, columns, count = 0, 1, 1, 0
    while at < len(data):
        count += 1
        if not count % 100_000:
            tick()
        kind, at = _varying(data, at, 2)
        length, at = _varying(data, at, 4)
        if kind <= _LAST_CELL and length >= 4:  # noqa: PLR2004 - a number of four bytes
            number = int.from_bytes(data[at : at + 4], "little") + 1
            if kind == _ROW_RECORD:
                rows = max(rows, number)
            else:
                columns = max(columns, number)
        at += length
    return rows, columns


def _varying(data: bytes, at: int, most: int) -> tuple[int, int]:
    """A number of seven bits a byte, and where it ends."""
    value = 0
    for place in range(most):
        if at >= len(data):
            break
        byte = data[at]
        at += 1
        value |= (byte & 0x7F) << (7 * place)
        if byte < 0x80:  # noqa: PLR2004 - the last byte of the number
            break
    return value, at
