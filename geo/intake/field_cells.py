"""What a layout's columns hold for one of our fields, row by row."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from geo.cells import most_bytes

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy.typing as npt

    from geo.intake.layouts import Layout
    from geo.intake.source_sheet import Sheet

_ID = re.compile(r"[^\w.-]+")
# What may stand in an id for sure; the pattern above, which is slower, knows other alphabets.
_ODD_ID = r"[^A-Za-z0-9_.-]"
_LONGEST_ID = 80
_MANY = 100_000
_NONE = pa.array(
    ["n/a", "na", "nan", "null", "none", "<na>", "#n/a", "nat", "no information", "not applicable",
     "not available", "not specified"], pa.large_string(),
)  # fmt: skip
_SEVERAL_LINES = "[\\x00-\\x1f\\x7f\\x{2028}\\x{2029}]|  "
FAULT_COLUMNS = ("row", "column", "value", "reason", "remedy")


@dataclass
class Faults:
    """Rows of a sheet that are set aside, and cells alone, each with column, value, reason and what to do."""

    frames: list[pd.DataFrame] = field(default_factory=list)
    cells: list[pd.DataFrame] = field(default_factory=list)

    def add(self, cells: pd.Series, reason: str | pd.Series, remedy: str) -> None:
        """Set aside the rows of these cells, whose name is the column's.

        Parameters
        ----------
        cells
            The cells at fault, by row.
        reason
            Why, for all or by row.
        remedy
            What to do about it.
        """
        if len(cells):
            self.frames.append(_listed(cells, reason, remedy))

    def add_cells(self, cells: pd.Series, reason: str, remedy: str) -> None:
        """Set aside these cells alone: what else stands in their rows is used.

        Parameters
        ----------
        cells
            The cells at fault, by row.
        reason
            Why.
        remedy
            What to do about it.
        """
        if len(cells):
            self.cells.append(_listed(cells, reason, remedy))

    def rows(self) -> pd.Series:
        """Which rows are set aside as a whole.

        Returns
        -------
        pandas.Series
            Numbers of rows.
        """
        return pd.concat([frame["row"] for frame in self.frames] or [pd.Series(dtype="int64")])

    def table(self) -> pd.DataFrame:
        """Every fault in the order of rows: the first of each row that is lost, each cell of the others.

        Returns
        -------
        pandas.DataFrame
            The columns ``FAULT_COLUMNS``.
        """
        if not self.frames and not self.cells:
            return pd.DataFrame({name: pd.Series(dtype="object") for name in FAULT_COLUMNS})
        lost = [pd.concat(self.frames).drop_duplicates("row")] if self.frames else []
        rows = self.rows()
        alone = [frame[~frame["row"].isin(rows)] for frame in self.cells]
        both = pd.concat([*lost, *alone], ignore_index=True)
        return both.sort_values("row", kind="stable").reset_index(drop=True)


def _listed(cells: pd.Series, reason: str | pd.Series, remedy: str) -> pd.DataFrame:
    whys = reason.reindex(cells.index).to_numpy() if isinstance(reason, pd.Series) else reason
    return pd.DataFrame(
        {
            "row": cells.index,
            "column": str(cells.name or ""),
            "value": cells.str.slice(0, 80).to_numpy(),
            "reason": whys,
            "remedy": remedy,
        }
    )


def column_of(sheet: Sheet, layout: Layout, ours: str) -> pd.Series:
    """The first filled of a field's columns in each row, in our words where the layout has any.

    Parameters
    ----------
    sheet
        The sheet.
    layout
        The layout, bound to the sheet's columns.
    ours
        One of our fields.

    Returns
    -------
    pandas.Series
        Texts under the rows of the sheet, named by the first column; the layout's constant where no column
        is filled.
    """
    columns = layout.columns.get(ours, ())
    cells = first_filled(sheet, columns)
    words = layout.words.get(ours)
    if words:
        for at, column in enumerate(columns):
            known = _in_words(sheet.cells[column], words)
            cells = known if not at else cells.where(cells.ne(""), known)
    constant = layout.constants.get(ours, "")
    return cells.where(cells.ne(""), constant) if constant else cells


def _in_words(cells: pd.Series, words: dict[str, str] | object) -> pd.Series:
    table = dict(words) if isinstance(words, dict) else {}
    known = {
        cell: table.get(cell.casefold(), table.get(cell.casefold().zfill(2), "")) for cell in cells.unique()
    }
    return cells.map(known).astype("str")


def first_filled(sheet: Sheet, columns: Sequence[str]) -> pd.Series:
    """The first filled of some columns in each row.

    Parameters
    ----------
    sheet
        The sheet.
    columns
        Names of its columns, the most wanted first.

    Returns
    -------
    pandas.Series
        Texts under the rows of the sheet, named by the first column; empty where none is filled.
    """
    if not columns:
        return pd.Series("", index=sheet.cells.index, dtype="str")
    cells = clean(sheet.cells[columns[0]])
    for column in columns[1:]:
        if cells.ne("").all():
            break
        cells = cells.where(cells.ne(""), clean(sheet.cells[column]))
    return cells.rename(columns[0])


def clean(cells: pd.Series) -> pd.Series:
    """The cells without words that stand for nothing.

    Parameters
    ----------
    cells
        Texts.

    Returns
    -------
    pandas.Series
        The texts, empty where one says n/a, null or the like.
    """
    nothing = pc.is_in(pc.utf8_lower(_arrow(cells)), value_set=_NONE)
    return cells.where(~nothing.to_numpy(zero_copy_only=False), "") if pc.any(nothing).as_py() else cells


def joined(sheet: Sheet, columns: Sequence[str], mark: str, longest: int) -> pd.Series:
    """The filled cells of some columns side by side, each text once.

    Parameters
    ----------
    sheet
        The sheet.
    columns
        Names of its columns.
    mark
        What stands between two texts.
    longest
        Letters that are kept.

    Returns
    -------
    pandas.Series
        Texts under the rows of the sheet.
    """
    names = list(dict.fromkeys(columns))
    whole = first_filled(sheet, names[:1]).rename(None)
    for column in names[1:]:
        cells = clean(sheet.cells[column])
        both = whole + (mark + cells).where(
            whole.ne("") & cells.ne("") & cells.ne(whole), cells.where(whole.eq(""), "")
        )
        whole = both.astype("str")
    return cut(one_line(whole), longest)


def cut(cells: pd.Series, longest: int) -> pd.Series:
    """The cells cut to so many letters: the very cells where none is longer, so that no copy is made.

    Parameters
    ----------
    cells
        Texts.
    longest
        Letters that are kept.

    Returns
    -------
    pandas.Series
        The texts.
    """
    return cells.str.slice(0, longest) if most_bytes(cells) > longest else cells


def side_by_side(*parts: pd.Series | str) -> pd.Series:
    """Texts put one after the other in one step, without a column for each step between.

    Parameters
    ----------
    *parts
        Texts under one index, or one text for all rows; one of them is a column.

    Returns
    -------
    pandas.Series
        The texts under that index.
    """
    index = next(part.index for part in parts if not isinstance(part, str))
    arrays = [pa.scalar(part, pa.large_string()) if isinstance(part, str) else _arrow(part) for part in parts]
    both = pc.binary_join_element_wise(*arrays, pa.scalar("", pa.large_string()))
    return pd.Series(pd.array(both, dtype="str"), index=index)


def one_line(cells: pd.Series) -> pd.Series:
    """The cells with every run of blanks and line breaks as one blank.

    Parameters
    ----------
    cells
        Texts.

    Returns
    -------
    pandas.Series
        The texts on one line each.
    """
    lines = pc.match_substring_regex(_arrow(cells), _SEVERAL_LINES)
    if not pc.any(lines).as_py():
        return cells
    odd = pd.Series(lines.to_numpy(zero_copy_only=False), index=cells.index)
    return cells.where(
        ~odd, cells[odd].str.replace(r"[\x00-\x20\x7f\u2028\u2029]+", " ", regex=True).str.strip()
    )


def _arrow(cells: pd.Series) -> pa.Array:
    """The texts as Arrow holds them, whose own functions are ten times as fast."""
    return pa.array(cells.array, pa.large_string())


def among(cells: pd.Series, values: pd.Series) -> pd.Series:
    """Which texts are among others; both may be long.

    Parameters
    ----------
    cells
        Texts.
    values
        The others.

    Returns
    -------
    pandas.Series
        bool, under the index of ``cells``.
    """
    texts, others = _arrow(cells), _arrow(values)
    if len(others) > len(texts):
        # What is looked up in is held in memory: of many values only those that are among the texts.
        others = others.filter(pc.is_in(others, value_set=texts))
    mask = pc.is_in(texts, value_set=others)
    _release(others)
    return pd.Series(mask.to_numpy(zero_copy_only=False), index=cells.index)


def _release(values: pa.Array) -> None:
    """Give back what it took to look many values up, which Arrow keeps for later."""
    if len(values) > _MANY:
        pa.default_memory_pool().release_unused()


def places_among(cells: pd.Series, values: pd.Series) -> npt.NDArray[np.int64]:
    """Where among others each text stands first, by position.

    Parameters
    ----------
    cells
        Texts.
    values
        The others.

    Returns
    -------
    numpy.ndarray
        Positions; -1 for a text that is not among them.
    """
    others = _arrow(values)
    places = pc.index_in(_arrow(cells), value_set=others).fill_null(-1)
    _release(others)
    return np.asarray(places.to_numpy(zero_copy_only=False), dtype=np.int64)


def alike(cells: pd.Series, others: pd.Series) -> npt.NDArray[np.bool_]:
    """Which texts are those at the same position of others.

    Parameters
    ----------
    cells
        Texts.
    others
        As many texts.

    Returns
    -------
    array of bool
        True where both are the same.
    """
    return np.asarray(pc.equal(_arrow(cells), _arrow(others)).to_numpy(zero_copy_only=False), dtype=bool)


def ids_of(prefix: str, own_ids: pd.Series, parts: Sequence[pd.Series]) -> pd.Series:
    """An id for each row: its provider's, or one made of what the row is about.

    Parameters
    ----------
    prefix
        What the ids of the file begin with.
    own_ids
        The provider's ids; empty where there is none.
    parts
        Texts that tell rows without an id from one another, none of which is a figure that may be corrected.

    Returns
    -------
    pandas.Series
        Ids of letters, digits, '.', '_' and '-'. Rows made of the same texts are numbered in their order.
    """
    odd = pc.match_substring_regex(_arrow(own_ids), _ODD_ID).to_numpy(zero_copy_only=False)
    plain = own_ids
    if odd.any():
        plain = own_ids.where(~odd, own_ids[odd].str.replace(_ID, "-", regex=True).reindex(own_ids.index))
    own = cut(side_by_side(f"{prefix}-", plain), _LONGEST_ID)
    bare = own_ids.eq("")
    if not bare.any():
        return own.astype("str")
    frame = pd.DataFrame(dict(enumerate(parts)), index=own_ids.index)[bare]
    digest = pd.util.hash_pandas_object(frame.astype("object"), index=False)
    hashed = pd.Series(
        [f"{prefix}-{value:016x}"[:_LONGEST_ID] for value in digest], index=frame.index, dtype="str"
    )
    again = hashed.groupby(hashed).cumcount()
    hashed = hashed.where(again.eq(0), hashed + "-" + (again + 1).astype("str"))
    return own.where(~bare, hashed.reindex(own_ids.index)).astype("str")


def by_word(cell: str, table: tuple[tuple[str, str], ...], other: str) -> str:
    """The first of our words whose pattern stands in a cell of somebody's.

    >>> by_word("Road_closed", (("closed", "clos"), ("open", "open")), "unknown")
    'closed'
    """
    low = cell.casefold().replace("_", " ")
    return next((ours for ours, pattern in table if re.search(pattern, low)), other)
