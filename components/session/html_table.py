"""A table as HTML: what is read at once needs no script, and no letter of it is more than a letter."""

from __future__ import annotations

from datetime import date
from html import escape
from typing import TYPE_CHECKING

from geo.dates import format_date
from geo.words import in_order

if TYPE_CHECKING:
    import pandas as pd


def html_table(frame: pd.DataFrame) -> str:
    """Return the table without its index, the first column as the heading of each row.

    Each cell bears the name of its column, for a narrow window that shows rows as a list. A cell without a
    value is empty.
    """
    names = [escape(in_order(str(name))) for name in frame.columns]
    head = "".join(f"<th scope=col>{name}</th>" for name in names)
    rows = "".join(f"<tr>{_row(names, row)}</tr>" for row in frame.itertuples(index=False))
    return f"<table class=rows role=table><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table>"


def _row(names: list[str], row: tuple[object, ...]) -> str:
    first, *others = map(_cell, row)
    cells = [f'<td data-label="{name}">{cell}</td>' for name, cell in zip(names[1:], others, strict=True)]
    return f"<th scope=row>{first}</th>{''.join(cells)}"


def _cell(cell: object) -> str:
    if cell is None or cell != cell:  # noqa: PLR0124 - what is missing is unlike itself
        return ""
    return escape(in_order(format_date(cell) if isinstance(cell, date) else str(cell)))
