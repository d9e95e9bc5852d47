"""A list of rows in JSON, as interfaces of providers answer: bare, or under one name among others."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pandas as pd

from geo.intake.source_sheet import (
    MEGABYTE,
    MOST_CELLS,
    MOST_COLUMNS,
    NoRowsError,
    RefusedFileError,
    Sheet,
    text_frame,
)

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

# JSON takes some eight times its bytes while it is read.
_MOST_BYTES = 100 * MEGABYTE
_DEPTH = 2


def read_json(path: Path, name: str) -> Any:
    """What a JSON file holds; RefusedFileError where it is damaged, or too large to be read as one piece."""
    if path.stat().st_size > _MOST_BYTES:
        most = _MOST_BYTES // MEGABYTE
        raise RefusedFileError(f"'{name}' is over {most:,} MB of JSON: bring it as CSV, or in parts.")
    try:
        return json.loads(path.read_bytes())
    except (ValueError, RecursionError):
        raise RefusedFileError(f"'{name}' is no whole JSON: it is damaged or was cut off.") from None


def read_rows(path: Path, name: str) -> Sheet:
    """The rows of a list of objects.

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
        RefusedFileError where there are several such lists, NoRowsError where there is none.
    """
    answer = read_json(path, name)
    lists = (
        [answer] if isinstance(answer, list) else list(answer.values()) if isinstance(answer, dict) else []
    )
    tables = [rows for rows in lists if isinstance(rows, list) and any(isinstance(row, dict) for row in rows)]
    if len(tables) > 1:
        raise RefusedFileError(f"'{name}' holds {len(tables)} lists of rows: bring one at a time.")
    if not tables:
        raise NoRowsError(f"'{name}' is JSON without a list of rows.")
    rows = {number: row for number, row in enumerate(tables[0], start=1) if isinstance(row, dict)}
    columns: set[str] = set()
    for row in rows.values():
        columns.update(_columns(row, _DEPTH))
        if len(columns) > MOST_COLUMNS or len(rows) * len(columns) > MOST_CELLS:
            raise RefusedFileError(f"'{name}' has too many columns ({len(columns):,}): it is no table.")
    frame = pd.json_normalize(list(rows.values()), sep="/", max_level=_DEPTH)
    frame.index = pd.Index(list(rows))
    for column in frame.columns[frame.dtypes == "object"]:
        frame[column] = frame[column].map(_flat)
    return Sheet(name, "", text_frame(frame), None, {}, (), ("a list of rows in JSON",))


def _columns(row: dict[str, Any], depth: int) -> Iterator[str]:
    """The columns a row needs, those of objects inside it too."""
    for name, value in row.items():
        if depth and isinstance(value, dict):
            yield from (f"{name}/{inner}" for inner in _columns(value, depth - 1))
        else:
            yield name


def _flat(value: object) -> object:
    """Lists and objects inside a cell as JSON, so that nothing of them is lost."""
    return json.dumps(value, ensure_ascii=False) if isinstance(value, list | dict) and value else value
