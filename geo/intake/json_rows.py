"""A table in JSON, as interfaces of providers answer: a list of objects or of arrays, or of columns."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pandas as pd

from geo.case.set_aside import shortened
from geo.intake.headings import LOOKED_AT, heading_of
from geo.intake.source_sheet import (
    MEGABYTE,
    MOST_CELLS,
    MOST_COLUMNS,
    NoRowsError,
    RefusedFileError,
    Sheet,
    cell_text,
    text_frame,
)

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

# JSON takes some eight times its bytes while it is read.
_MOST_BYTES = 100 * MEGABYTE
_DEPTH = 2
_TOO_DEEP = "'{}' is no table: its JSON is nested too deep."


def _bytes_of(path: Path, name: str) -> bytes:
    """What stands in a file that is not too large to be read as one piece."""
    if path.stat().st_size > _MOST_BYTES:
        most = _MOST_BYTES // MEGABYTE
        raise RefusedFileError(f"'{name}' is over {most:,} MB of JSON: bring it as CSV, or in parts.")
    return path.read_bytes()


def read_json(path: Path, name: str) -> Any:
    """What a JSON file holds; RefusedFileError where it is damaged, or too large to be read as one piece."""
    try:
        return json.loads(_bytes_of(path, name))
    except RecursionError:
        raise RefusedFileError(_TOO_DEEP.format(name)) from None
    except ValueError:
        raise RefusedFileError(f"'{name}' is no whole JSON: it is damaged or was cut off.") from None


def read_rows(path: Path, name: str) -> Sheet:
    """The rows of a list of objects, or of arrays under a heading, or of an array for each column.

    Parameters
    ----------
    path
        The file.
    name
        What the user calls it.

    Returns
    -------
    Sheet
        A column for each name in the objects, inner names after a bar ("location/lat"), by number of the row;
        RefusedFileError where there are several such lists or rows of unlike length, NoRowsError where there
        is none.
    """
    answer = read_json(path, name)
    objects = _lists(answer, _DEPTH + 1)
    arrays = [] if objects else _arrays(answer, name, _DEPTH + 1)
    return _sheet_of_arrays(arrays, name) if arrays else _sheet_of(objects, name, "a list of rows in JSON")


def read_lines(path: Path, name: str) -> Sheet:
    """The rows of a file with an object on each line.

    Parameters
    ----------
    path
        The file.
    name
        What the user calls it.

    Returns
    -------
    Sheet
        As ``read_rows`` gives it; RefusedFileError where a line is no JSON.
    """
    rows: list[Any] = []
    text = _bytes_of(path, name).decode("utf-8-sig", "replace")
    for number, line in enumerate(text.splitlines(), start=1):
        try:
            rows.append(json.loads(line) if line.strip() else None)
        except (ValueError, RecursionError):
            raise RefusedFileError(
                f"'{name}' is damaged or was cut off: line {number:,} is no JSON."
            ) from None
    return _sheet_of([rows], name, "an object of JSON on each line")


def _lists(answer: Any, depth: int) -> list[list[Any]]:
    """Lists of objects: the answer itself, or those under its names and the names inside them."""
    if isinstance(answer, list):
        return [answer] if any(isinstance(row, dict) for row in answer) else []
    inner = answer.values() if isinstance(answer, dict) and depth else ()
    return [rows for value in inner for rows in _lists(value, depth - 1)]


def _arrays(answer: Any, name: str, depth: int) -> list[list[list[Any]]]:
    """Tables whose rows are arrays, the heading the first: so written, or an array for each column."""
    if isinstance(answer, list):
        return [answer] if _are_rows(answer) else []
    if not isinstance(answer, dict):
        return []
    if len(answer) > 1 and all(_is_row(values) for values in answer.values()):
        return [_turned(answer, name)]
    names = answer.get("columns")
    rows = answer.get("data")
    if isinstance(names, list) and isinstance(rows, list) and _are_rows([names, *rows]):
        return [[names, *rows]]
    inner = answer.values() if depth else ()
    return [table for value in inner for table in _arrays(value, name, depth - 1)]


def _are_rows(rows: list[Any]) -> bool:
    return bool(rows) and _is_row(rows[0]) and all(isinstance(row, list) for row in rows)


def _is_row(value: object) -> bool:
    return isinstance(value, list) and bool(value) and not isinstance(value[0], list | dict)


def _turned(columns: dict[str, list[Any]], name: str) -> list[list[Any]]:
    """Rows of arrays that each hold the values of one column."""
    first = next(iter(columns))
    for column, values in columns.items():
        if len(values) != len(columns[first]):
            least = min(len(values), len(columns[first])) + 1
            raise RefusedFileError(
                f"'{name}': from row {least:,} on column '{shortened(column)}' ({len(values):,} values) and "
                f"'{shortened(first)}' ({len(columns[first]):,}) differ: write null for what is not known."
            )
    return [list(columns), *map(list, zip(*columns.values(), strict=True))]


def _only(tables: list[list[Any]], name: str) -> list[Any]:
    """The one list of rows that a file may hold."""
    if len(tables) > 1:
        raise RefusedFileError(f"'{name}' holds {len(tables)} lists of rows: bring one at a time.")
    if not tables:
        raise NoRowsError(f"'{name}' is JSON without a list of rows.")
    return tables[0]


def _within_limits(rows: int, columns: int, name: str) -> None:
    if columns > MOST_COLUMNS or rows * columns > MOST_CELLS:
        raise RefusedFileError(f"'{name}' has too many columns ({columns:,}): it is no table.")


def _sheet_of_arrays(tables: list[list[list[Any]]], name: str) -> Sheet:
    table = _only(tables, name)
    width = len(table[0])
    for number, row in enumerate(table, start=1):
        if len(row) != width:
            raise RefusedFileError(
                f"'{name}': row {number:,} has {len(row):,} cells and the first {width:,}: "
                "give every row as many, null for what is not known."
            )
    _within_limits(len(table), width, name)
    heading = heading_of([[cell_text(value) for value in row] for row in table[:LOOKED_AT]])
    if heading is None or heading.first >= len(table):
        raise NoRowsError(f"'{name}' has a heading and no rows.")
    named = [(at, title) for at, title in enumerate(heading.names) if title]
    frame = pd.DataFrame({title: [_flat(row[at]) for row in table[heading.first :]] for at, title in named})
    frame.index = pd.RangeIndex(heading.first + 1, len(table) + 1)
    return Sheet(name, "", text_frame(frame), None, dict(heading.tags), (), ("a table of arrays in JSON",))


def _sheet_of(tables: list[list[Any]], name: str, how: str) -> Sheet:
    rows = {number: row for number, row in enumerate(_only(tables, name), start=1) if isinstance(row, dict)}
    columns: set[str] = set()
    for row in rows.values():
        columns.update(_columns(row, _DEPTH))
        _within_limits(len(rows), len(columns), name)
    try:
        frame = pd.json_normalize(list(rows.values()), sep="/", max_level=_DEPTH)
        frame.index = pd.Index(list(rows))
        for column in frame.columns[frame.dtypes == "object"]:
            frame[column] = frame[column].map(_flat)
    except RecursionError:
        raise RefusedFileError(_TOO_DEEP.format(name)) from None
    return Sheet(name, "", text_frame(frame), None, {}, (), (how,))


def _columns(row: dict[str, Any], depth: int) -> Iterator[str]:
    """The columns a row needs, those of objects inside it too."""
    for name, value in row.items():
        if depth and isinstance(value, dict):
            yield from (f"{name}/{inner}" for inner in _columns(value, depth - 1))
        else:
            yield name


def _flat(value: object) -> object:
    """Pieces of a text as that text; other lists and objects as JSON, so that nothing of them is lost."""
    if isinstance(value, list) and any(isinstance(part, dict) for part in value):
        pieces = [_piece(part) for part in value]
        if None not in pieces:
            return "".join(map(str, pieces))
    return json.dumps(value, ensure_ascii=False) if isinstance(value, list | dict) and value else value


def _piece(part: object) -> str | None:
    """A piece of a message in several: plain, or an object that says how its text looks."""
    inner = part.get("text") if isinstance(part, dict) and "type" in part else part
    return inner if isinstance(inner, str) else None
