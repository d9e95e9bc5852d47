"""One cell of a row as the value it stands for, whatever the column's type made of it."""

from __future__ import annotations

from typing import Any

import pandas as pd


def as_text(cell: object) -> str:
    """Text of a cell; empty where it holds none.

    >>> as_text("a"), as_text(float("nan"))
    ('a', '')
    """
    return cell if isinstance(cell, str) else ""


def as_number(cell: Any) -> float | None:
    """Number in a cell; None where it holds none.

    >>> as_number(361), as_number(float("nan")), as_number("")
    (361.0, None, None)
    """
    return None if pd.isna(cell) or cell == "" else float(cell)


def as_flag(cell: object) -> bool:
    """Whether a cell says yes.

    >>> as_flag("yes"), as_flag(True), as_flag("no")
    (True, True, False)
    """
    return cell in ("yes", True)
