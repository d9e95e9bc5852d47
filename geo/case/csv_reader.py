"""One CSV file as text, with the line each row begins on and what could not be read.

A well-formed file is read at once by Arrow. One with rows of another length, quotes left open or letters that
are not UTF-8 is gone through row by row, up to a size: memory and time follow from the file's bytes alone.
"""

from __future__ import annotations

import csv
import re
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

import pandas as pd
import pyarrow as pa
from pyarrow import csv as arrow_csv

from geo.case.raw_text import raw_text
from geo.case.set_aside import FIRST_LINES, Fault, Scope, SetAside, shortened

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator
    from pathlib import Path

DAMAGED = "\ufffd"
_LONGEST_LINE = 4 * 1024 * 1024
_MOST_CAREFUL = 32 * 1024 * 1024
_MOST_EMPTY_CELLS = 30_000_000
# Of a table with more columns only those asked for are read.
_WIDE = 200
_BLOCK_BYTES = 16 * 1024 * 1024
_DELIMITERS = {",": "commas", ";": "semicolons", "\t": "tabs", "|": "upright bars"}
_BLANK = re.compile(rb"[\s,;|]*")
_STATED = re.compile(rb'"?sep=(.)"?[\s,;|]*\Z', re.DOTALL)
# Letters nobody sees, marks of direction, and what breaks a line in some programs and not in others.
_ODD = re.compile(
    rb"[\x00-\x08\x0b-\x1f\x7f]|\xc2[\x80-\x9f\xad]|\xe2\x80[\x8b-\x8f\xa8-\xae]|\xe2\x81\xa0|\xef\xbb\xbf"
)
# A cell may be as long as a line; beyond, a quote was left open.
csv.field_size_limit(_LONGEST_LINE)


@dataclass(frozen=True)
class TableText:
    """Cells of a CSV file as text (empty string for an empty cell).

    The index of ``frame`` is the line each row begins on, the first of the file being line 1.
    ``readable`` is False when nothing could be read and the whole file is set aside.
    """

    frame: pd.DataFrame
    set_aside: list[SetAside] = field(default_factory=list)
    """What was left out, in the order it was met."""
    readable: bool = True
    extra: tuple[str, ...] = ()
    """Names of columns that were not asked for."""
    odd: bool = False
    """Whether a cell may hold a line break or a letter nobody sees."""
    delimiter: str = ","
    damaged: bool = False
    """Whether letters could not be read; ``DAMAGED`` stands for each."""


@dataclass(frozen=True)
class _Head:
    """Where the rows begin, and which cells of each belong to which column."""

    begin: int
    line: int
    delimiter: str
    names: tuple[str, ...]
    places: dict[str, int]
    """Position of each column that is read."""


def read_table(path: Path, columns: Collection[str] = ()) -> TableText:
    """Read ``columns`` of a CSV file, all of them where none is named; never raises for its content.

    Separated by commas, semicolons, tabs or bars; UTF-8, or UTF-16 with its mark. Columns the file does not
    have are missing in the frame.
    """
    raw, reports = raw_text(path)
    if raw is None:
        return TableText(pd.DataFrame(), reports, readable=False)
    head = _head(path.name, raw, columns)
    if isinstance(head, SetAside):
        return TableText(pd.DataFrame(), [head], readable=False)
    reports += _of_head(path.name, head)
    extra = tuple(name for name in head.names if name and name not in head.places)
    odd = bool(_ODD.search(raw, head.begin)) or b'"' in raw
    careful_reports: list[SetAside] = []
    damaged = False
    cells = _at_once(raw, head)
    if cells is None:
        if len(raw) - head.begin > _MOST_CAREFUL:
            return TableText(pd.DataFrame(), [_too_large(path.name, raw)], readable=False)
        damaged = not _decodes(raw)
        if damaged:
            head, raw = replace(head, begin=0), raw[head.begin :].decode("utf-8", "replace").encode()
            cells = _at_once(raw, head)
    if cells is None:
        cells, careful_reports = _careful(path.name, raw, head)
    frame, bare = _of_columns(path.name, cells, head)
    return TableText(
        frame,
        [*reports, *careful_reports, *bare],
        extra=extra,
        odd=odd,
        delimiter=head.delimiter,
        damaged=damaged,
    )


def _head(file: str, raw: bytes, columns: Collection[str]) -> _Head | SetAside:
    begin, delimiter, end = 0, "", 0
    for _ in range(2):
        blank = _BLANK.match(raw, begin)
        begin = max(begin, raw.rfind(b"\n", begin, blank.end() if blank else begin) + 1)
        end = raw.find(b"\n", begin)
        end = len(raw) if end < 0 else end
        stated = None if end - begin > len('"sep=,",,,') * 20 else _STATED.match(raw[begin:end])
        if stated is None:
            break
        delimiter, begin = stated[1].decode("utf-8", "replace"), end + 1
    if end - begin > _LONGEST_LINE // 4:
        return _whole(file, "the first line is longer than 1 MB", "Begin with a line of column names.")
    line = raw[begin:end].decode("utf-8", "replace")
    tried = {mark: _names(line, mark) for mark in ([delimiter] if delimiter else _DELIMITERS)}
    delimiter = max(tried, key=lambda mark: (len(set(columns) & set(tried[mark])), len(tried[mark])))
    names = tried[delimiter]
    if not any(names):
        return _whole(file, "the file is empty", "Begin it with a line of column names.")
    if columns and not set(columns) & set(names):
        return _whole(file, "the first line names none of the columns", "Begin with a line of column names.")
    wanted = set(columns) or set(names) - {""}
    places = {name: names.index(name) for name in names if name in wanted}
    return _Head(min(end + 1, len(raw)), raw.count(b"\n", 0, begin) + 1, delimiter, names, places)


def _names(line: str, delimiter: str) -> tuple[str, ...]:
    try:
        return tuple(_name(cell) for cell in next(csv.reader([line.strip("\r\n")], delimiter=delimiter), []))
    except csv.Error:
        return ()


def _name(cell: str) -> str:
    return "".join(letter for letter in cell if letter.isprintable()).strip()


def _of_head(file: str, head: _Head) -> list[SetAside]:
    """What is odd about the heading: another separator, a column named twice."""
    reports = []
    if head.delimiter != ",":
        mark = _DELIMITERS.get(head.delimiter, repr(head.delimiter))
        reason = f"the file is separated by {mark} and was read so"
        reports.append(SetAside(file, head.line, "", "", reason, "Nothing need be done.", "note"))
    twice = [name for at, name in enumerate(head.names) if name in head.places and at != head.places[name]]
    if twice:
        reason = "the column stands there twice; its first was read"
        named = shortened(", ".join(dict.fromkeys(twice[:FIRST_LINES])))
        reports.append(
            SetAside(file, head.line, named, "", reason, "Rename or drop one.", "value", len(twice))
        )
    return reports


def _whole(file: str, reason: str, remedy: str) -> SetAside:
    return SetAside(file, None, "", "", reason, remedy, "table")


def _too_large(file: str, raw: bytes) -> SetAside:
    size = f"{len(raw) / 1024 / 1024:,.0f} MB"
    reason = f"rows have another length than the heading, or a quote is left open, in a file of {size}"
    return _whole(file, reason, f"Mend it, or split it: up to {_MOST_CAREFUL >> 20} MB are read row by row.")


def _decodes(raw: bytes) -> bool:
    try:
        raw.decode()
    except UnicodeDecodeError:
        return False
    return True


def _at_once(raw: bytes, head: _Head) -> pd.DataFrame | None:
    """All rows of a well-formed file at once, without turning it into one text; None for any other.

    Such a file is UTF-8, has no row of another length, no quote left open and not mostly empty rows.
    """
    body = memoryview(raw)[head.begin :]
    rows = raw.count(b"\n", head.begin)
    if raw.count(b'"', head.begin) % 2 or not len(body):
        return None
    if rows * len(head.names) > max(_MOST_EMPTY_CELLS, len(body) // 2):
        return None
    names = [str(at) for at in range(len(head.names))]
    read_in = names if len(names) <= _WIDE else [str(at) for at in head.places.values()]
    try:
        read = arrow_csv.read_csv(
            pa.BufferReader(pa.py_buffer(body)),
            arrow_csv.ReadOptions(column_names=names, block_size=_BLOCK_BYTES),
            arrow_csv.ParseOptions(
                delimiter=head.delimiter, newlines_in_values=True, ignore_empty_lines=False
            ),
            arrow_csv.ConvertOptions(column_types=dict.fromkeys(names, pa.string()), include_columns=read_in),
        )
    except (pa.ArrowInvalid, ValueError):
        return None
    columns = {}
    for at in read_in:
        # One after the other: Arrow's pieces and the whole of all columns never stand in memory together.
        columns[int(at)] = _cells(read.column(0))
        read = read.remove_column(0)
    frame = pd.DataFrame(columns, copy=False)
    breaks = rows - raw.endswith(b"\n")
    if breaks >= len(frame) and len(read_in) < len(names):
        return None
    frame.index = pd.Index(_first_lines(frame, breaks, head.line + 1))
    return frame


def _of_columns(file: str, cells: pd.DataFrame, head: _Head) -> tuple[pd.DataFrame, list[SetAside]]:
    """The columns read, by name, without blank rows; and what stands in columns without a name."""
    frame = cells[list(head.places.values())].set_axis(list(head.places), axis=1)
    bare = [at for at, name in enumerate(head.names) if not name and at in cells.columns]
    reports = []
    if bare:
        filled = sum(int(cells[at].str.strip().ne("").sum()) for at in bare)
        reason = "columns without a name were passed over" + ("" if filled else ": they are empty")
        remedy = "Name them." if filled else "Nothing need be done."
        count = filled or len(bare)
        reports.append(SetAside(file, None, "", "", reason, remedy, "value" if filled else "note", count))
    return _without_blank_rows(frame), reports


def _cells(column: pa.ChunkedArray) -> pd.Series:
    """One column as text, in one piece: pieces slow down everything that is done with it later."""
    return pd.Series(column.cast(pa.large_string()).combine_chunks(), dtype="str")


def _first_lines(frame: pd.DataFrame, breaks: int, first: int) -> pd.Series | range:
    """Line each row begins on; cells that hold line breaks push the rows after them down."""
    if breaks < len(frame):
        return range(first, len(frame) + first)
    lines = pd.Series(1, index=frame.index)
    for column in frame.columns:
        lines += frame[column].str.count("\n")
    return lines.cumsum().shift(fill_value=0) + first


def _without_blank_rows(frame: pd.DataFrame) -> pd.DataFrame:
    blank = pd.Series(data=True, index=frame.index)
    for column in frame.columns:
        blank &= frame[column].eq("")
        if not blank.any():
            return frame
    return frame[~blank]


def _careful(file: str, raw: bytes, head: _Head) -> tuple[pd.DataFrame, list[SetAside]]:
    """Row by row, for rows of the wrong length, quotes left open or letters that are not UTF-8."""
    width = len(head.names)
    good: dict[int, list[str]] = {at: [] for at in range(width)}
    lines: list[int] = []
    faults: dict[str, dict[int, str]] = {}
    for line, row in _rows(raw, head):
        reason = row if isinstance(row, str) else ""
        if not isinstance(row, str):
            if not any(row):
                continue
            more = any(cell.strip() for cell in row[width:])
            reason = _TOO_LONG if more else _TOO_SHORT if len(row) < width else ""
        if reason:
            first = "" if isinstance(row, str) else f"{row[0]}: {len(row)} cells, not {width}"
            faults.setdefault(reason, {})[line] = first
        if reason in {"", _TOO_SHORT}:
            lines.append(line)
            for at, cells in good.items():
                cells.append(row[at] if at < len(row) else "")
    frame = pd.DataFrame({at: pd.Series(cells, dtype="str") for at, cells in good.items()})
    reports = [
        Fault("", pd.Series(rows), reason, *_REMEDIES[reason]).report(file) for reason, rows in faults.items()
    ]
    return frame.set_axis(lines, axis=0), reports


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


def _rows(raw: bytes, head: _Head) -> Iterator[tuple[int, list[str] | str]]:
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
            if end - begin > _LONGEST_LINE:
                at, line = end, line + 1
                yield begin_line, _ENDLESS
                continue
            yield begin_line, next(reader)
        except csv.Error:
            yield begin_line, _OPEN
            at, line = end, begin_line + 1
            reader = rows()
