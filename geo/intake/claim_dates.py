"""The moment at which a figure holds: that of its row, or of its column where months stand side by side."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from geo.case.set_aside import shortened
from geo.intake.build import dates_of
from geo.intake.month_columns import BARE

if TYPE_CHECKING:
    from geo.intake.build import Built, Surroundings
    from geo.intake.layouts import Layout, Values
    from geo.intake.source_sheet import Sheet


def rows_moment(sheet: Sheet, layout: Layout, around: Surroundings, built: Built) -> pd.Series:
    """The moment of each row; empty where all figures have that of their column.

    Parameters
    ----------
    sheet
        The sheet.
    layout
        The layout, bound to it.
    around
        What its dates are read against.
    built
        Where faults and notes go.

    Returns
    -------
    pandas.Series
        Moments as ``geo.dates`` writes them, by row of the sheet.
    """
    monthly = [entry for entry in layout.counts if entry.as_of]
    if monthly:
        first, last = monthly[0], monthly[-1]
        groups = list(dict.fromkeys(entry.subject for entry in monthly))
        counted = f" for {shortened(', '.join(groups))}" if len(groups) > 1 else ""
        built.notes.append(
            f"{len(monthly):,} columns stand side by side by date ('{first.columns[0]}' to "
            f"'{last.columns[0]}', as of {first.as_of} to {last.as_of}){counted}: "
            "each filled cell is a figure of its column's date, an empty one is not known"
        )
    if monthly and all(len(entry.as_of) > BARE for entry in layout.counts):
        return pd.Series("", index=sheet.cells.index, dtype="str")
    dated = dates_of(sheet, layout, around, built)
    return _moment(dated.start, dated.end)


def held_at(entry: Values, as_of: pd.Series) -> pd.Series:
    """The moment at which each figure of a column holds.

    Parameters
    ----------
    entry
        The column.
    as_of
        Moments of the rows.

    Returns
    -------
    pandas.Series
        Moments under the index of ``as_of``.
    """
    if not entry.as_of:
        return as_of
    if len(entry.as_of) == BARE:
        return (as_of.str.slice(0, 4) + f"-{entry.as_of}").where(as_of.ne(""), "").astype("str")
    return pd.Series(entry.as_of, index=as_of.index, dtype="str")


def _moment(start: pd.Series, end: pd.Series) -> pd.Series:
    """One moment for a period: its month or year where it is that whole month or year, else its last day."""
    month = (
        start.str.endswith("-01") & start.str.slice(0, 7).eq(end.str.slice(0, 7)) & end.str.slice(8).ge("28")
    )
    year = (
        start.str.endswith("-01-01")
        & end.str.endswith("-12-31")
        & start.str.slice(0, 4).eq(end.str.slice(0, 4))
    )
    moment = end.where(end.ne(""), start)
    return moment.where(~month, start.str.slice(0, 7)).where(~year, start.str.slice(0, 4)).astype("str")
