"""One cell of a row as the value it stands for: a text, a number, a yes, or several keys parted by ";"."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import pandas as pd

if TYPE_CHECKING:
    from collections.abc import Collection


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


def items(cell: str) -> tuple[str, ...]:
    """Entries of one cell, in order, without blanks.

    >>> items("seed-1; s-012;")
    ('seed-1', 's-012')
    """
    return tuple(part.strip() for part in cell.split(";") if part.strip())


def split_keys(cells: pd.Series) -> pd.Series:
    """One entry a row, under the index of the cell it stands in; empty cells give none.

    >>> split_keys(pd.Series(["a;b", "", "c"])).to_dict() == {0: "b", 2: "c"}
    True
    """
    parts = cells.str.split(";").explode().str.strip()
    return parts[parts.fillna("").ne("")]


def mentions_any(cells: pd.Series, wanted: Collection[str]) -> pd.Series:
    """Which cells hold at least one of ``wanted`` as a whole entry.

    >>> mentions_any(pd.Series(["a;bc", "b"]), ["b"]).tolist()
    [False, True]
    """
    if not wanted:
        return pd.Series(data=False, index=cells.index)
    any_of = "|".join(re.escape(word) for word in wanted)
    codes, distinct = pd.factorize(cells.fillna(""))
    texts = pd.Series(distinct, dtype="str")
    mask = texts.str.contains(rf"(?:^|;)\s*(?:{any_of})\s*(?:;|$)", regex=True).to_numpy(dtype=bool)
    return pd.Series(mask[codes], index=cells.index)
