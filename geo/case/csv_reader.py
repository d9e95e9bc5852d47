"""One CSV file as text, with the line each row begins on and what could not be read.

A well-formed file is read at once by Arrow. One with rows of another length, quotes left open or letters that
are not UTF-8 is gone through row by row, up to a number: memory and time follow from the file's bytes alone.
"""

from __future__ import annotations

import codecs
import csv
import re
from dataclasses import dataclass, field, replace
from itertools import islice
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc
from pyarrow import csv as arrow_csv

from geo.case.csv_rows import LONGEST_LINE, Head, Rows, row_by_row
from geo.case.raw_text import raw_text
from geo.case.set_aside import FIRST_LINES, SetAside, shortened

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator
    from pathlib import Path

DAMAGED = "\ufffd"
_TEXT = pd.StringDtype(na_value=np.nan)
_SMALL = 64 * 1024 * 1024
_PIECE = 1024 * 1024
_BLOCK_BYTES = 16 * 1024 * 1024
# Of a file that is read piece by piece 32 blocks are read ahead, so they are small; a row is no longer.
_BLOCK_READ_AHEAD, _BLOCKS_TOGETHER = 512 * 1024, 16
_DELIMITERS = {",": "commas", ";": "semicolons", "\t": "tabs", "|": "upright bars"}
_BLANK = re.compile(rb"[\s,;|]*")
_STATED = re.compile(rb'"?sep=(.)"?[\s,;|]*\Z', re.DOTALL)
# An apostrophe before what a spreadsheet would run as a formula.
_GUARD = re.compile(rb"'\s*(?:[=+@-]|\xef\xbc[\x8b\x8d\x9d\xa0])")
# Letters nobody sees, marks of direction, and what breaks a line in some programs and not in others: one
# pattern for each first byte, which is looked for several times as fast as all of them at once.
_CONTROLS = bytes([*range(0x09), *range(0x0B, 0x20), 0x7F])
_UNSEEN = [
    re.compile(pattern)
    for pattern in (
        rb"\xc2[\x80-\x9f\xad]",
        rb"\xe2(?:\x80[\x8b-\x8f\xa8-\xae]|\x81\xa0)",
        rb"\xef\xbb\xbf",
    )
]


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
    guarded: bool = False
    """Whether a cell may have an apostrophe before what a spreadsheet would run as a formula."""
    damaged: bool = False
    """Whether letters could not be read; ``DAMAGED`` stands for each."""


def read_table(
    path: Path, columns: Collection[str] = (), further: Callable[[str], bool] = lambda _: False
) -> TableText:
    """Read ``columns`` of a CSV file, all of them where none is named; never raises for its content.

    Those whose name is ``further`` too are read beside them.

    Separated by commas, semicolons, tabs or bars; UTF-8, or UTF-16 with its mark. Columns the file does not
    have are missing in the frame.
    """
    raw: bytes | bytearray | None
    raw, reports = raw_text(path)
    if raw is None:
        return TableText(pd.DataFrame(), reports, readable=False)
    head = _head(path.name, raw, columns, further)
    if isinstance(head, SetAside):
        return TableText(pd.DataFrame(), [head], readable=False)
    reports += _of_head(path.name, head)
    extra = tuple(name for name in head.names if name and name not in head.places)
    odd = _is_odd(raw, head.begin)
    guarded = bool(_GUARD.search(raw, head.begin))
    damaged = False
    rows: Rows | SetAside | None = _at_once(raw, head)
    if rows is None and not _decodes(raw, head.begin):
        damaged = True
        mended = _with_marks(raw, head.begin)
        if mended is None:
            whole = _whole(path.name, "the file is not UTF-8", "Save it as CSV UTF-8.")
            return TableText(pd.DataFrame(), [whole], readable=False)
        head, raw = replace(head, begin=0), mended
        del mended
        rows = _at_once(raw, head)
    if rows is None:
        rows = row_by_row(path.name, raw, head)
    # What the rows were read from must not stand in memory beside them twice.
    del raw
    if isinstance(rows, SetAside):
        return TableText(pd.DataFrame(), [rows], readable=False)
    frame, bare = _of_columns(path.name, _in_one_piece(rows), head)
    # Arrow keeps for later what it needed while reading: as much again as the table.
    pa.default_memory_pool().release_unused()
    return TableText(
        frame,
        [*reports, *rows.set_aside, *bare],
        extra=extra,
        odd=odd,
        guarded=guarded,
        delimiter=head.delimiter,
        damaged=damaged,
    )


def _head(
    file: str, raw: bytes | bytearray, columns: Collection[str], further: Callable[[str], bool]
) -> Head | SetAside:
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
    if end - begin > LONGEST_LINE // 4:
        return _whole(file, "the first line is longer than 1 MB", "Begin with a line of column names.")
    line = raw[begin:end].decode("utf-8", "replace")
    tried = {mark: _names(line, mark) for mark in ([delimiter] if delimiter else _DELIMITERS)}
    delimiter = max(tried, key=lambda mark: (len(set(columns) & set(tried[mark])), len(tried[mark])))
    names = tried[delimiter]
    if not any(names):
        empty = not raw[begin : begin + LONGEST_LINE].strip()
        reason = "the file is empty" if empty else "the first line is no line of column names"
        return _whole(file, reason, "Begin it with a line of column names.")
    if columns and not set(columns) & set(names):
        return _whole(file, "the first line names none of the columns", "Begin with a line of column names.")
    wanted = set(columns) | {name for name in names if further(name)} or set(names) - {""}
    places = {name: names.index(name) for name in names if name in wanted}
    return Head(min(end + 1, len(raw)), raw.count(b"\n", 0, begin) + 1, delimiter, names, places)


def _names(line: str, delimiter: str) -> tuple[str, ...]:
    try:
        return tuple(_name(cell) for cell in next(csv.reader([line.strip("\r\n")], delimiter=delimiter), []))
    except csv.Error:
        return ()


def _name(cell: str) -> str:
    return "".join(letter for letter in cell if letter.isprintable()).strip()


def _of_head(file: str, head: Head) -> list[SetAside]:
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


def _is_odd(raw: bytes | bytearray, begin: int) -> bool:
    """Whether a cell may hold a line break or a letter nobody sees."""
    return (
        b'"' in raw
        or any(
            len(piece.translate(None, _CONTROLS)) < len(piece)
            for piece in (raw[at : at + _PIECE] for at in range(begin, len(raw), _PIECE))
        )
        or (not raw.isascii() and any(pattern.search(raw, begin) for pattern in _UNSEEN))
    )


def _whole(file: str, reason: str, remedy: str) -> SetAside:
    return SetAside(file, None, "", "", reason, remedy, "table")


def _decodes(raw: bytes | bytearray, begin: int) -> bool:
    decode = codecs.getincrementaldecoder("utf-8")().decode
    try:
        for at in range(begin, len(raw), _PIECE):
            decode(raw[at : at + _PIECE])
        decode(b"", final=True)
    except UnicodeDecodeError:
        return False
    return True


def _with_marks(raw: bytes | bytearray, begin: int) -> bytearray | None:
    """The text with ``DAMAGED`` for each letter that was not read; None for a large file mostly of those.

    Piece by piece, so that text and bytes never stand in memory together.
    """
    decode = codecs.getincrementaldecoder("utf-8")("replace").decode
    out = bytearray()
    most = max(_SMALL, len(raw) * 5 // 4)
    for at in range(begin, len(raw), _PIECE):
        out += decode(raw[at : at + _PIECE]).encode()
        if len(out) > most:
            return None
    out += decode(b"", final=True).encode()
    return out


def _at_once(raw: bytes | bytearray, head: Head) -> Rows | None:
    """All rows of a well-formed file at once, without turning it into one text; None for any other.

    Such a file is UTF-8, has no row of another length, no quote left open and not mostly empty rows.
    """
    body = memoryview(raw)[head.begin :]
    breaks = raw.count(b"\n", head.begin)
    if raw.count(b'"', head.begin) % 2 or not len(body):
        return None
    if head.too_many(breaks, len(body)):
        return None
    try:
        read = arrow_csv.read_csv(pa.BufferReader(pa.py_buffer(body)), **_for_arrow(head, _BLOCK_BYTES))
    except (pa.ArrowInvalid, ValueError):
        return None
    breaks -= raw.endswith(b"\n")
    first = head.line + 1
    lines = range(first, len(read) + first) if breaks < len(read) else None
    if lines is None and len(head.read_in) < len(head.names):
        return None
    return Rows({int(name): read.column(name) for name in read.column_names}, lines, first, [])


def _for_arrow(head: Head, block: int) -> dict[str, Any]:
    """How Arrow is to read the rows: each column as text, called by its position."""
    names = [str(at) for at in range(len(head.names))]
    return {
        "read_options": arrow_csv.ReadOptions(column_names=names, block_size=block),
        "parse_options": arrow_csv.ParseOptions(
            delimiter=head.delimiter, newlines_in_values=True, ignore_empty_lines=False
        ),
        "convert_options": arrow_csv.ConvertOptions(
            column_types=dict.fromkeys(names, pa.string()), include_columns=[str(at) for at in head.read_in]
        ),
    }


def pieces_of(path: Path) -> Iterator[TableText]:
    """The rows of a well-formed CSV file piece by piece: neither they nor its bytes stand in memory together.

    Parameters
    ----------
    path
        The file.

    Yields
    ------
    TableText
        Some rows, as ``read_table`` gives them, but for their lines and for what is odd.

    Raises
    ------
    ValueError
        At any piece, where the file is not well formed or not in UTF-8: ``read_table`` knows what to do then.
    """
    if not path.is_file():
        raise ValueError
    with path.open("rb") as file:
        first = file.read(LONGEST_LINE)
        mark = len(codecs.BOM_UTF8) * first.startswith(codecs.BOM_UTF8)
        head = _head(path.name, first[mark:], (), lambda _: False)
        del first
        if isinstance(head, SetAside):
            raise ValueError(head.reason)  # noqa: TRY004 - of the text, not of its type
        file.seek(mark + head.begin)
        zeros = quotes = breaks = size = 0
        while piece := file.read(_PIECE):
            size += len(piece)
            zeros, quotes = zeros + piece.count(0), quotes + piece.count(b'"')
            breaks += piece.count(b"\n")
        if zeros or quotes % 2 or not size or head.too_many(breaks, size):
            raise ValueError
        file.seek(mark + head.begin)
        reader = arrow_csv.open_csv(file, **_for_arrow(head, _BLOCK_READ_AHEAD))
        while batches := list(islice(reader, _BLOCKS_TOGETHER)):
            read = pa.Table.from_batches(batches)
            columns = {int(name): read.column(name) for name in read.column_names}
            frame = _in_one_piece(Rows(columns, range(len(read)), 0, []))
            yield TableText(_of_columns(path.name, frame, head)[0], delimiter=head.delimiter)


def _in_one_piece(rows: Rows) -> pd.DataFrame:
    """The rows as a frame by line; pieces slow down everything that is done with a column later."""
    columns: dict[int, pd.Series] = {}
    empty: pd.Series | None = None
    for at in list(rows.columns):
        # One after the other: pieces and the whole of all columns never stand in memory together.
        pieces = rows.columns.pop(at)
        if empty is not None and not _letters(pieces):
            columns[at] = empty
            continue
        columns[at] = pd.Series(_TEXT.__from_arrow__(pieces.cast(pa.large_string()).combine_chunks()))
        if not _letters(pieces):
            empty = columns[at]
    frame = pd.DataFrame(columns, copy=False)
    lines = _first_lines(frame, rows.first) if rows.lines is None else rows.lines
    return frame.set_axis(pd.Index(lines if isinstance(lines, range) else np.asarray(lines)), axis=0)


def _letters(cells: pa.ChunkedArray) -> int:
    """How many letters a column holds in all."""
    return pc.sum(pc.binary_length(cells)).as_py() or 0


def _of_columns(file: str, cells: pd.DataFrame, head: Head) -> tuple[pd.DataFrame, list[SetAside]]:
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


def _first_lines(frame: pd.DataFrame, first: int) -> pd.Series:
    """Line each row begins on; cells that hold line breaks push the rows after them down."""
    lines = pd.Series(1, index=frame.index)
    for column in frame.columns:
        lines += frame[column].str.count("\n")
    return lines.cumsum().shift(fill_value=0) + first


def _without_blank_rows(frame: pd.DataFrame) -> pd.DataFrame:
    blank = pd.Series(data=True, index=frame.index)
    for column in frame.columns:
        blank &= frame[column].eq("") | frame[column].str.isspace()
        if not blank.any():
            return frame
    return frame[~blank]
