"""The rows of a table as figures to be explained."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from geo.facts.provenance import Provenance, named
from geo.report.answer import KeyFigure
from geo.report.listings import HIDDEN, LEFT, ROWS, RULE, SOURCES

if TYPE_CHECKING:
    import pandas as pd


def of_rows(table: pd.DataFrame, title: str) -> tuple[KeyFigure, ...]:
    """Return each row of a table as one figure.

    Parameters
    ----------
    table
        A table as ``geo.report.listings`` makes them.
    title
        What the table is called.

    Returns
    -------
    tuple of KeyFigure
        One a row: its cells, its rule, the rows it was made of and those left out.
    """
    rule = table.attrs.get(RULE, "")
    return tuple(
        KeyFigure(
            value=", ".join(_head(row)),
            label="",
            when="",
            source_ids=tuple(row.get(SOURCES, ())),
            explain=(title, "; ".join(f"{name}: {cell}" for name, cell in _seen(row).items())),
            provenance=Provenance(rule, tuple(row.get(ROWS, ())), tuple(row.get(LEFT, ()))),
        )
        for row in table.to_dict("records")
    )


def events_counted(table: pd.DataFrame, title: str) -> KeyFigure:
    """Return the count of events in a table as one figure.

    Parameters
    ----------
    table
        Events, indexed by their ids.
    title
        What is counted.

    Returns
    -------
    KeyFigure
        The count, the sources cited and the events it was made of.
    """
    cited = tuple(dict.fromkeys(source for own in table.get(SOURCES, ()) for source in own))
    provenance = Provenance(table.attrs.get(RULE, ""), named("event", table.index))
    return KeyFigure(f"{len(table):,}", title, "", cited, (), provenance)


def _seen(row: dict[Any, Any]) -> dict[Any, str]:
    """The cells that are shown and hold something."""
    return {name: str(cell) for name, cell in row.items() if name not in HIDDEN and str(cell).strip()}


def _head(row: dict[Any, Any]) -> list[str]:
    return [cell for cell in map(str, list(row.values())[:2]) if cell.strip()]
