"""A row of a table as the dataclass that stands for it: each field from the column of its name."""

from __future__ import annotations

from dataclasses import fields
from datetime import timedelta
from functools import lru_cache
from typing import TYPE_CHECKING, Any, TypeVar, cast

from geo.cells import as_flag, as_number, as_text, items

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

T = TypeVar("T")

_SECOND = timedelta(seconds=1)
# How a column is read, by the type of its field.
_BY_TYPE: dict[Any, Callable[[Any], Any]] = {
    "str": as_text,
    "float | None": as_number,
    "bool": as_flag,
    "tuple[str, ...]": items,
}
# Fields that are read otherwise, by name: what a row says by saying nothing, and the days of a moment.
_BY_NAME: dict[str, tuple[str, Callable[[Any], Any]]] = {
    "first": ("start", lambda start: start.date()),
    "last": ("end", lambda end: (end - _SECOND).date()),
    "precision": ("date_precision", lambda cell: as_text(cell) or "day"),
    "qualifier": ("qualifier", lambda cell: as_text(cell) or "exact"),
}


def read_row(kind: type[T], row: Mapping[Any, Any], **own: Any) -> T:
    """One row of a case's table as its dataclass.

    Parameters
    ----------
    kind
        The dataclass; each field is read from the column of its name as its type asks, `first` and `last`
        from the row's days. A field without a column keeps its default.
    row
        Cells by column, as the loader leaves them.
    **own
        Fields whose value is worked out by who calls.

    Returns
    -------
    T
        The row.
    """
    readers = ((name, column, read) for name, column, read in _readers(cast("Any", kind)) if name not in own)
    return kind(**{name: read(row[column]) for name, column, read in readers if column in row}, **own)


@lru_cache(maxsize=64)
def _readers(kind: Any) -> tuple[tuple[str, str, Callable[[Any], Any]], ...]:
    """Name, column and reader of each field that a column can give."""
    typed = {
        field.name: (field.name, _BY_TYPE[field.type]) for field in fields(kind) if field.type in _BY_TYPE
    }
    named = {field.name: _BY_NAME[field.name] for field in fields(kind) if field.name in _BY_NAME}
    return tuple((name, column, read) for name, (column, read) in (typed | named).items())
