"""One CSV file as text, with the line each row begins on and what could not be read."""

from __future__ import annotations

import codecs
import csv
import io
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import pandas as pd
import pyarrow as pa
from pyarrow import csv as arrow_csv

from geo.case.set_aside import SetAside, shortened

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_LONGEST_HEADER = 100_000
_BLOCK_BYTES = 16 * 1024 * 1024
_DAMAGED = "\ufffd"


@dataclass(frozen=True)
class TableText:
    """Cells of a CSV file as text (empty string for an empty cell).

    The index of ``frame`` is the line each row begins on, the header being line 1.
    ``readable`` is False when nothing could be read and the whole file is set aside.
    """

    frame: pd.DataFrame
    set_aside: list[SetAside] = field(default_factory=list)
    """What was left out, in the order it was met."""
    readable: bool = True


def read_table(path: Path) -> TableText:
    """Read a UTF-8 CSV file (a byte order mark is accepted); never raises for its content."""
    try:
        raw = path.read_bytes()
    except FileNotFoundError:
        return _unread(path.name, "the file is missing", "Put it back or leave the table empty.")
    except OSError as error:
        return _unread(path.name, f"the file cannot be opened: {error.strerror}", "Check it.")
    if b"\x00" in raw:
        return _unread(
            path.name,
            f"the file is not UTF-8 text (byte {raw.index(0)} is zero, as in UTF-16)",
            "Save it as CSV UTF-8.",
        )
    fast = _at_once(raw.removeprefix(codecs.BOM_UTF8))
    if fast is not None:
        return TableText(fast)
    try:
        return _parsed(path.name, raw.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        return _partly_decoded(path.name, raw, error)


def _unread(file: str, reason: str, remedy: str) -> TableText:
    return TableText(pd.DataFrame(), [SetAside(file, None, "", "", reason, remedy, "table")], readable=False)


def _partly_decoded(file: str, raw: bytes, error: UnicodeDecodeError) -> TableText:
    """Rows without a broken letter are good; each of the others is set aside."""
    first = SetAside(
        file,
        raw.count(b"\n", 0, error.start) + 1,
        "",
        "",
        f"the file is not UTF-8 (first seen at byte {error.start})",
        "Save it as CSV UTF-8; rows in plain letters were kept.",
        "value",
    )
    table = _parsed(file, raw.decode("utf-8-sig", errors="replace"))
    broken = pd.Series(data=False, index=table.frame.index)
    reports = [first, *table.set_aside]
    for column in table.frame.columns:
        hit = table.frame[column].str.contains(_DAMAGED, regex=False)
        reports += [
            _damaged(file, int(line), str(column), str(value))
            for line, value in table.frame.loc[hit & ~broken, column].items()
        ]
        broken |= hit
    return TableText(table.frame[~broken], reports, table.readable)


def _damaged(file: str, line: int, column: str, value: str) -> SetAside:
    reason, remedy = "letters here are not UTF-8", "Save the file as CSV UTF-8."
    return SetAside(file, line, column, shortened(value), reason, remedy)


def _parsed(file: str, text: str) -> TableText:
    header = _header(text)
    names = [name.strip() for name in header]
    if not any(names):
        return _unread(file, "the file is empty", "Begin it with a line of column names.")
    twice = sorted({name for name in names if names.count(name) > 1})
    if twice:
        return _unread(file, f"the column '{twice[0]}' stands there twice", "Rename or drop one.")
    frame = _at_once(text.encode())
    return _careful(file, text, names) if frame is None else TableText(frame)


def _header(text: str) -> list[str]:
    """Names of the columns as they stand in the first line."""
    return next(csv.reader(io.StringIO(text[:_LONGEST_HEADER], newline="")), [])


def _at_once(raw: bytes) -> pd.DataFrame | None:
    """All rows of a well-formed file at once, without turning it into one text; None for any other.

    Such a file is UTF-8, has a heading of distinct names, no row of another length and no quote left open.
    """
    if raw.count(b'"') % 2:
        return None
    try:
        header = _header(raw[:_LONGEST_HEADER].partition(b"\n")[0].decode())
        names = [name.strip() for name in header]
        if not any(names) or len(set(names)) < len(names):
            return None
        read = arrow_csv.read_csv(
            pa.BufferReader(raw),
            arrow_csv.ReadOptions(block_size=_BLOCK_BYTES),
            arrow_csv.ParseOptions(newlines_in_values=True, ignore_empty_lines=False),
            arrow_csv.ConvertOptions(column_types=dict.fromkeys(header, pa.large_string())),
        )
    except (pa.ArrowInvalid, UnicodeDecodeError):
        return None
    if read.column_names != header:
        return None
    frame = pd.DataFrame({name: _cells(read.column(at)) for at, name in enumerate(header)})
    frame.columns = pd.Index(names)
    frame.index = pd.Index(_first_lines(frame, raw))
    return _without_blank_rows(frame)


def _cells(column: pa.ChunkedArray) -> pd.Series:
    """One column as text, in one piece: pieces slow down everything that is done with it later."""
    return pd.Series(column.combine_chunks(), dtype="str")


def _first_lines(frame: pd.DataFrame, raw: bytes) -> pd.Series | range:
    """Line each row begins on; cells that hold line breaks push the rows after them down."""
    if raw.count(b"\n") - raw.endswith(b"\n") <= len(frame):
        return range(2, len(frame) + 2)
    breaks = pd.Series(1, index=frame.index)
    for column in frame.columns:
        breaks += frame[column].str.count("\n")
    return breaks.cumsum().shift(fill_value=0) + 2


def _without_blank_rows(frame: pd.DataFrame) -> pd.DataFrame:
    blank = pd.Series(data=True, index=frame.index)
    for column in frame.columns:
        blank &= frame[column].eq("")
        if not blank.any():
            return frame
    return frame[~blank]


def _careful(file: str, text: str, names: list[str]) -> TableText:
    """Row by row, for a file with rows of the wrong length or quotes left open."""
    good: dict[int, list[str]] = {}
    reports: list[SetAside] = []
    for line, row in _rows(text.splitlines(keepends=True)):
        if row is None:
            reports.append(_open_quote(file, line))
        elif any(cell.strip() for cell in row[len(names) :]):
            reports.append(_too_long(file, line, row, len(names)))
        elif any(row) and line > 1:
            good[line] = [*row, *[""] * len(names)][: len(names)]
    frame = pd.DataFrame(list(good.values()), columns=pd.Index(names), index=list(good), dtype=str)
    return TableText(frame, reports)


def _rows(lines: list[str]) -> Iterator[tuple[int, list[str] | None]]:
    """Each row with the line it begins on; None for one whose quotes do not match.

    Reading goes on at the line after such a row's first, so that no good row is lost.
    """
    at = 0

    def feed() -> Iterator[str]:
        nonlocal at
        while at < len(lines):
            at += 1
            yield lines[at - 1]

    reader = csv.reader(feed(), strict=True)
    while at < len(lines):
        begin = at
        try:
            yield begin + 1, next(reader)
        except csv.Error:
            yield begin + 1, None
            at = begin + 1
            reader = csv.reader(feed(), strict=True)


def _open_quote(file: str, line: int) -> SetAside:
    reason = "a quote in this row is not closed or stands in the middle of a cell"
    return SetAside(file, line, "", "", reason, "Close it, or write it twice if it is text.")


def _too_long(file: str, line: int, row: list[str], wanted: int) -> SetAside:
    return SetAside(
        file,
        line,
        "",
        shortened(row[0]),
        f"the row has {len(row)} cells where the header has {wanted}",
        "Put quotes round a text that holds a comma.",
    )
