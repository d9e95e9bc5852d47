"""The rows of a table as figures to be explained."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from geo.answer import KeyFigure
from geo.basis import Basis
from geo.listings import HIDDEN, LEFT, ROWS, RULE, SOURCES

if TYPE_CHECKING:
    import pandas as pd


def of_rows(table: pd.DataFrame, title: str) -> tuple[KeyFigure, ...]:
    """Return each row as one figure: its cells, its rule, what it was made of, what was left out."""
    rule = table.attrs.get(RULE, "")
    return tuple(
        KeyFigure(
            value=", ".join(_head(row)),
            label="",
            when="",
            source_ids=tuple(row.get(SOURCES, ())),
            explain=(title, "; ".join(f"{name}: {cell}" for name, cell in _seen(row).items())),
            basis=Basis(rule, tuple(row.get(ROWS, ())), tuple(row.get(LEFT, ()))),
        )
        for row in table.to_dict("records")
    )


def counted(table: pd.DataFrame, title: str) -> KeyFigure:
    """Return how many rows a table has as one figure, made of what all of them were made of."""
    rows, cited = (
        tuple(dict.fromkeys(one for own in table.get(column, ()) for one in own))
        for column in (ROWS, SOURCES)
    )
    return KeyFigure(f"{len(table):,}", title, "", cited, (), Basis(table.attrs.get(RULE, ""), rows))


def _seen(row: dict[Any, Any]) -> dict[Any, str]:
    """The cells that are shown and hold something."""
    return {name: str(cell) for name, cell in row.items() if name not in HIDDEN and str(cell).strip()}


def _head(row: dict[Any, Any]) -> list[str]:
    return [cell for cell in map(str, list(row.values())[:2]) if cell.strip()]
