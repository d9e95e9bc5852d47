"""One cell of a row as the value it stands for: a text, a number, a yes, or several keys parted by ";"."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

if TYPE_CHECKING:
    from collections.abc import Collection

_PIECE = 50_000

# A spreadsheet runs a cell that begins like this as a formula; an apostrophe before it is the agreed guard.
_FORMULA = r"\s*[=+\-@\uff1d\uff0b\uff0d\uff20]"
FORMULA = rf"'*{_FORMULA}|[\t\r\n]"
"""What needs a guard; with one before it already it gets another, so that taking one away gives it back."""
GUARDED = rf"'+{_FORMULA}"
"""What has a guard: its first letter, to be taken away where the file is read again."""


def as_text(cell: object) -> str:
    """Text of a cell; empty where it holds none.

    >>> as_text("a"), as_text(float("nan"))
    ('a', '')
    """
    return cell if isinstance(cell, str) else ""


def as_number(cell: Any) -> float | None:
    """The number in a cell.

    Parameters
    ----------
    cell
        A number, or the text of one.

    Returns
    -------
    float or None
        The number; None for an empty or missing cell.

    Raises
    ------
    ValueError
        When the cell holds a text that is no number.

    Examples
    --------
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


def most_bytes(cells: pd.Series) -> int:
    """How long the longest cell is.

    Parameters
    ----------
    cells
        Texts.

    Returns
    -------
    int
        Bytes in UTF-8, so at least as many as it has letters; 0 where all cells are empty.

    Examples
    --------
    >>> most_bytes(pd.Series(["a", "bcd", ""])), most_bytes(pd.Series([""]))
    (3, 0)
    """
    return pc.max(pc.binary_length(pa.array(cells.array, pa.large_string()))).as_py() or 0


def again(cells: pd.Series) -> pd.Series:
    """Which cells stand in an earlier row already.

    Parameters
    ----------
    cells
        Texts.

    Returns
    -------
    pandas.Series
        bool, under the index of ``cells``.

    Examples
    --------
    >>> again(pd.Series(["a", "b", "a"])).tolist()
    [False, False, True]
    """
    # Numbers made of the texts piece by piece are a tenth of them in memory, and are mostly all unlike.
    codes = np.zeros(len(cells), dtype=np.uint64)
    for at in range(0, len(cells), _PIECE):
        piece = cells.iloc[at : at + _PIECE].to_numpy(dtype=object)
        codes[at : at + _PIECE] = pd.util.hash_array(piece, categorize=False)
    if len(np.unique(codes)) == len(cells):
        return pd.Series(data=False, index=cells.index)
    return cells.duplicated()


def repeated(text: str, index: pd.Index) -> pd.Series:
    """One text in every row, which weighs the same in memory however many rows there are.

    Parameters
    ----------
    text
        The text.
    index
        The rows.

    Returns
    -------
    pandas.Series
        The text under the index.

    Examples
    --------
    >>> repeated("no", pd.RangeIndex(2)).tolist()
    ['no', 'no']
    """
    block = pa.repeat(pa.scalar(text, pa.large_string()), min(len(index), _PIECE))
    sizes = [min(_PIECE, len(index) - at) for at in range(0, len(index), _PIECE)]
    blocks = pa.chunked_array([block.slice(0, size) for size in sizes], pa.large_string())
    return pd.Series(pd.array(blocks, dtype="str"), index=index)


def split_keys(cells: pd.Series) -> pd.Series:
    """The keys of cells parted by ";", one entry a key.

    Parameters
    ----------
    cells
        Texts, each with keys parted by ";" or empty.

    Returns
    -------
    pandas.Series
        One key an entry, trimmed, under the index of its cell; empty cells give none.

    Examples
    --------
    >>> split_keys(pd.Series(["a;b", "", "c"])).to_dict() == {0: "b", 2: "c"}
    True
    """
    parts = cells.str.split(";").explode().str.strip()
    return parts[parts.fillna("").ne("")]


def mentions_any(cells: pd.Series, wanted: Collection[str]) -> pd.Series:
    """Which cells parted by ";" hold at least one of the wanted keys as a whole entry.

    Parameters
    ----------
    cells
        Texts, each with keys parted by ";" or empty.
    wanted
        The keys; with none of them no cell matches.

    Returns
    -------
    pandas.Series
        bool, with the index of ``cells``.

    Examples
    --------
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
