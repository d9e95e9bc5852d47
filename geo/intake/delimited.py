"""Tables of text: encoding and delimiter found, titles passed over, then read as a case's own tables are."""

from __future__ import annotations

import codecs
import csv
import io
import re
from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING

import pandas as pd
from charset_normalizer import from_bytes

from geo.case.csv_reader import DAMAGED, read_table
from geo.case.set_aside import shortened
from geo.intake.date_above import date_above
from geo.intake.headings import LOOKED_AT, Heading, heading_of
from geo.intake.source_sheet import MEGABYTE, MOST_COLUMNS, NoRowsError, RefusedFileError, Sheet
from geo.words import counted

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from geo.case.csv_reader import TableText

_SAMPLE = 256 * 1024
_GUESSED = 64 * 1024
_LEAST_DBASE = 33
_LONG = 100_000
_LONGEST_LINE = 16 * MEGABYTE
# Letters that no text has, but for the breaks and tabs of a table.
_FEW_CONTROLS = 8
_CONTROLS = re.compile(r"[\x01-\x08\x0e-\x1f]")
_DELIMITERS = {",": "commas", ";": "semicolons", "\t": "tabs", "|": "upright bars"}
_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF32_LE, "utf-32"), (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"),
)  # fmt: skip
# Encodings people's files have; a guess among all there are names odd ones for short texts.
_ENCODINGS = [
    "cp1252", "cp1251", "cp1256", "cp1254", "cp1250", "cp1253", "cp1255", "cp1257", "cp874", "koi8_r",
    "iso8859_6", "gb18030", "big5", "shift_jis", "euc_kr", "mac_roman", "cp437", "cp850", "cp866", "utf_8",
]  # fmt: skip
# Names that one and the same mark parts, though the table was read as one column.
_UNPARTED = re.compile(r"[\w ]+(?:([\^~:!,;|])[\w ]+)(?:\1[\w ]+)+")
_ODD = re.compile(r"(?<=[^\W\d_])[^\w\s\x00-\x7f‘’·](?=[^\W\d_])")
# Of letters beyond ASCII so many have to be UTF-8 for the rest to be slips.
_MOSTLY = 0.9


@dataclass(frozen=True)
class Outline:
    """How a text is to be read."""

    encoding: str
    delimiter: str
    heading: Heading
    line: int
    """Physical line of the heading, or of the first row where there is none; the first is 1."""
    last_skipped: int
    """Physical line before the first row of data."""
    day: str = ""
    """The date in the titles above the heading."""


def encoding_of(path: Path) -> str:
    """The encoding of a text file, as Python calls it.

    Parameters
    ----------
    path
        The file.

    Returns
    -------
    str
        ``utf-8`` wherever the whole file is that, or nearly.
    """
    with path.open("rb") as file:
        head = file.read(_SAMPLE)
        for mark, name in _MARKS:
            if head.startswith(mark):
                return name
        # Marks, digits and breaks have a zero on one side only, whatever the script of the words is.
        for name, zeros, letters in (
            ("utf-16-le", head[1::2], head[0::2]),
            ("utf-16-be", head[0::2], head[1::2]),
        ):
            if zeros.count(0) * 20 > len(zeros) > 0 and letters.count(0) * 10 < zeros.count(0):
                return name
        decode = codecs.getincrementaldecoder("utf-8")().decode
        piece, bad = head, b""
        while piece:
            try:
                decode(piece)
            except UnicodeDecodeError as error:
                at = error.start
                bad = piece[max(0, at - _GUESSED // 2) : at + _GUESSED // 2]
                break
            piece = file.read(4 * MEGABYTE)
    return "utf-8" if not bad or _nearly_utf8(bad) else _guessed(bad)


def encoding_of_dbase(path: Path) -> str:
    """The encoding of a shapefile's table where neither its own mark nor a .cpg says it.

    Parameters
    ----------
    path
        The .dbf file; its .cpg, where there is one, lies beside it.

    Returns
    -------
    str
        The encoding as Python calls it; empty where it is named, or where every letter is ASCII.
    """
    with path.open("rb") as file:
        raw = file.read(_SAMPLE)
    with suppress(OSError, LookupError, UnicodeDecodeError):
        codecs.lookup(path.with_suffix(".cpg").read_bytes()[:20].decode("ascii").strip())
        return ""
    body = raw[int.from_bytes(raw[8:10], "little") :]
    # The mark is the byte 29; that of ANSI is written whatever the encoding.
    if len(raw) < _LEAST_DBASE or raw[29] not in (0, 0x57) or body.isascii():
        return ""
    return "utf-8" if _nearly_utf8(body) else _guessed(body)


def _nearly_utf8(sample: bytes) -> bool:
    text = sample.decode("utf-8", "replace")
    slips = text.count("\ufffd")
    good = sum(letter > "\x7f" for letter in text) - slips
    return good > 0 and good >= _MOSTLY * (good + slips)


def _guessed(sample: bytes) -> str:
    best = from_bytes(sample, cp_isolation=_ENCODINGS).best()
    # Of a few letters a guess may make signs in the middle of words: then the most usual one stands.
    if best is None or (_ODD.search(str(best)) and not _ODD.search(sample.decode("cp1252", "replace"))):
        return "cp1252"
    return best.encoding


def outline_of(path: Path, name: str) -> Outline:
    """Encoding, delimiter and heading of a text file; RefusedFileError where it is no table."""
    encoding = encoding_of(path)
    with path.open("rb") as file:
        raw = file.read(_SAMPLE)
    text = raw.decode(encoding, "replace").replace("\0", "")
    if len(raw) == _SAMPLE and "\n" in text:
        text = text[: text.rindex("\n") + 1]
    if encoding.startswith("utf-8") and raw.count(0) * 20 > len(raw):
        raise RefusedFileError(f"'{name}' is no text: many of its bytes are zero.")
    if len(_CONTROLS.findall(text)) > max(_FEW_CONTROLS, len(text) // 50):
        raise RefusedFileError(f"'{name}' is no text: many of its letters cannot be printed.")
    _refuse_endless_lines(path, name)
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    delimiter, skipped = _stated(text)
    candidates = [delimiter] if delimiter else list(_DELIMITERS)
    parsed = {mark: _rows(text, mark) for mark in candidates}
    delimiter = max(candidates, key=lambda mark: _score(parsed[mark]))
    rows = parsed[delimiter][skipped:]
    heading = heading_of([row for _, row in rows])
    if heading is None:
        raise RefusedFileError(f"'{name}' holds no table: no row has cells.")
    if len(heading.names) == 1 and _UNPARTED.fullmatch(heading.names[0]):
        raise RefusedFileError(
            f"'{name}' is one column, '{heading.names[0][:60]}': part it by commas, semicolons, tabs or bars."
        )
    if len(heading.names) > MOST_COLUMNS:
        raise RefusedFileError(f"'{name}' has {len(heading.names):,} columns: it is no table.")
    lines = [line for line, _ in rows]
    line = lines[max(heading.at, 0)] if heading.at >= 0 else lines[heading.first]
    all_lines = text.count("\n") + (not text.endswith("\n"))
    before = lines[heading.first] - 1 if heading.first < len(lines) else all_lines
    day = date_above(cell for _, row in rows[: max(0, heading.at)] for cell in row)
    return Outline(encoding, delimiter, heading, line, before, day)


def _refuse_endless_lines(path: Path, name: str) -> None:
    """Refuse a text without a line break for longer than any cell is; raises RefusedFileError."""
    if path.stat().st_size < _LONGEST_LINE:
        return
    without = 0
    with path.open("rb") as file:
        while piece := file.read(MEGABYTE):
            without = 0 if b"\n" in piece or b"\r" in piece else without + len(piece)
            if without > _LONGEST_LINE:
                raise RefusedFileError(
                    f"'{name}' has a line of over {_LONGEST_LINE // MEGABYTE} MB: it is no table."
                )


def _stated(text: str) -> tuple[str, int]:
    first = text.lstrip("\ufeff").split("\n", 1)[0].strip().strip('"')
    if first.lower().startswith("sep=") and len(first) == len("sep=;"):
        return first[-1], 1
    return ("\t", 1) if first.lower() in ("sep=\\t", "sep=") else ("", 0)


def _rows(text: str, delimiter: str) -> list[tuple[int, list[str]]]:
    """The first rows with the physical line each begins on."""
    reader = csv.reader(io.StringIO(text.lstrip("\ufeff")), delimiter=delimiter)
    rows: list[tuple[int, list[str]]] = []
    line = 1
    try:
        for row in reader:
            if any(cell.strip() for cell in row):
                rows.append((line, row))
            line = reader.line_num + 1
            if len(rows) >= LOOKED_AT:
                break
    except csv.Error:
        pass
    return rows


def _score(rows: Sequence[tuple[int, list[str]]]) -> tuple[float, int]:
    """How much the rows look like a table: how many are of one length, and how long that is."""
    widths = [len(row) for _, row in rows if len(row) > 1]
    if not widths:
        return (0.0, 1)
    usual = max(set(widths), key=lambda width: (widths.count(width), width))
    return (widths.count(usual) / max(1, len(rows)) * min(usual, 4), usual)


def read_text(
    path: Path, name: str, folder: Path, names: Sequence[str] = (), columns: Sequence[str] = ()
) -> Sheet:
    """Read a table of text.

    Parameters
    ----------
    path
        The file.
    name
        What the user calls it.
    folder
        A private folder for a copy in UTF-8, where one is needed.
    names
        Names of the columns of a table without a heading; empty where there is none to give.
    columns
        Columns to read; all where empty.

    Returns
    -------
    Sheet
        Cells by line of the file; RefusedFileError where nothing of it can be read, NoRowsError where
        a heading stands alone.
    """
    outline = outline_of(path, name)
    heading = outline.heading
    if heading.at < 0 and len(names) == len(heading.names):
        heading = Heading(tuple(names), -1, heading.first)
    ready = _prepared(path, folder / _safe(name), outline, heading)
    read = read_table(ready, [column for column in columns if column in heading.names])
    if not read.readable:
        raise RefusedFileError(f"'{name}' cannot be read: {read.set_aside[-1].reason}.")
    cells = _cleaned(read, shift=int(heading.at < 0 and outline.last_skipped == 0))
    if cells.empty and (lost := [report for report in read.set_aside if report.scope == "row"]):
        raise RefusedFileError(
            f"'{name}': all {len(lost):,} rows are bad, such as row {lost[0].row}: {lost[0].reason}."
        )
    if cells.empty:
        raise NoRowsError(f"'{name}' has a heading and no rows.")
    how = [
        f"encoding {_shown(outline.encoding)}",
        f"separated by {_DELIMITERS.get(outline.delimiter, outline.delimiter)}",
    ]
    if heading.at < 0:
        how.append("without a heading")
    elif outline.line > 1:
        how.append(f"heading on line {outline.line}")
    if read.damaged or ready is not path:
        how += _damaged(cells, how[0])
    odd = tuple(report for report in read.set_aside if "separated by" not in report.reason)
    return Sheet(name, "", cells, None, dict(heading.tags), odd, tuple(how), day=outline.day)


def _damaged(cells: pd.DataFrame, encoding: str) -> list[str]:
    """A note where letters could not be read, with the first cell of them."""
    counts = {column: int(cells[column].str.contains(DAMAGED, regex=False).sum()) for column in cells.columns}
    column = next((column for column, count in counts.items() if count), None)
    if column is None:
        return []
    row = cells.index[cells[column].str.contains(DAMAGED, regex=False)][0]
    cells_hit = counted(sum(counts.values()), "cell")
    return [
        (
            f"letters of {cells_hit} are not of the {encoding} and stand as {DAMAGED},"
            f" such as row {row}, column '{shortened(column)}'"
        )
    ]


def _safe(name: str) -> str:
    plain = "".join(letter if letter.isalnum() or letter in "._- " else "_" for letter in name)[-100:]
    return plain.lstrip(".") or "table.csv"


def _shown(encoding: str) -> str:
    return {"utf-8-sig": "UTF-8", "utf-8": "UTF-8"}.get(encoding, encoding.replace("_", "-").upper())


def _prepared(path: Path, target: Path, outline: Outline, heading: Heading) -> Path:
    """The file itself where it reads as it stands, else a copy in UTF-8 under the heading the rows belong to.

    The copy keeps each row on its line: what stands above the rows becomes blank lines.
    """
    plain = outline.encoding in ("utf-8", "utf-8-sig") and heading.at == 0 and not heading.tags
    with path.open("rb") as file:
        first = file.readline(MEGABYTE)
    plain = (
        plain and outline.line == 1 and outline.last_skipped == 1 and b"\r" not in first.removesuffix(b"\r\n")
    )
    if plain and tuple(_cells(first, outline)) == heading.names and _widest(first, outline.delimiter):
        return path
    with path.open("r", encoding=outline.encoding, errors="replace", newline=None) as source:
        for _ in range(outline.last_skipped):
            source.readline()
        out = io.StringIO()
        csv.writer(out, delimiter=outline.delimiter, lineterminator="\n").writerow(heading.names)
        # A table without a heading has no line to spare for one: its first row counts as line 1 all the same.
        above = max(0, outline.last_skipped - 1)
        start = [f"sep={outline.delimiter}\n", *["\n"] * (above - 1)] if above else []
        with target.open("w", encoding="utf-8", newline="") as copy:
            copy.writelines([*start, out.getvalue()])
            while piece := source.read(4 * MEGABYTE):
                copy.write(piece)
    return target


def _cells(line: bytes, outline: Outline) -> list[str]:
    text = line.decode("utf-8", "replace").lstrip("\ufeff").strip("\r\n")
    try:
        return [" ".join(cell.split()) for cell in next(csv.reader([text], delimiter=outline.delimiter), [])]
    except csv.Error:
        return []


def _widest(line: bytes, delimiter: str) -> bool:
    """Whether the reader of tables would take the same delimiter: that which stands there most."""
    counts = {mark: line.count(mark.encode()) for mark in _DELIMITERS}
    return all(counts[mark] < counts.get(delimiter, 0) for mark in _DELIMITERS if mark != delimiter)


def _bare(cells: pd.Series) -> pd.Series:
    """The cells without the sign of a formula by which some programs keep Excel from changing a text."""
    signed = cells.str.startswith('="')
    return cells.mask(signed, cells[signed].str.strip('="')) if signed.any() else cells


def _cleaned(read: TableText, *, shift: int) -> pd.DataFrame:
    """The cells trimmed, each on its line of the file: a heading put above moved them down by one."""
    frame = read.frame.set_axis(read.frame.index - shift, axis=0) if shift else read.frame
    # One after the other: all cells of a long table never stand in memory twice. Of a wide one each column
    # taken out costs as much as there are columns.
    take = frame.pop if len(frame) > _LONG else frame.__getitem__
    clean = {name: _bare(take(name).str.strip()) for name in list(frame.columns)}
    return pd.DataFrame(clean, index=frame.index, copy=False)
