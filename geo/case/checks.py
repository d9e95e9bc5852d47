"""What makes a row of a case unfit: its cells, its cells together, and what it refers to.

Each check takes a table of text or of loaded columns whose index is the line in the file,
and yields the cells at fault; it never changes what it is given.
"""

from __future__ import annotations

from datetime import datetime, timedelta, timezone
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from geo.case.csv_reader import DAMAGED
from geo.case.meridian import run_on
from geo.case.set_aside import Fault, Scope
from geo.case.settings import MOST_LATITUDE
from geo.case.toml_values import FILE
from geo.cells import items, split_keys
from geo.dates import PRECISIONS

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from geo.case.settings import Box
    from geo.case.table import Table

_NEEDED_LENGTH = dict(zip(PRECISIONS, (10, 10, 7, 4), strict=True))
_HOME_MARGIN = 1.0
"""Degrees by which a place may lie outside the case's home box and still belong to it."""
# Where a day begins first.
_EARLIEST_ZONE = timezone(timedelta(hours=14))


def bad_cells(table: Table, texts: pd.DataFrame) -> Iterator[Fault]:
    """Cells that may not stand in their column, a second row of the same id included.

    Parameters
    ----------
    table
        What the schema says of the table.
    texts
        Its cells as text, indexed by the line in the file.

    Yields
    ------
    Fault
        One for each column and check that fails; a row is lost only with a cell it means nothing without,
        any other cell is left out alone.
    """
    for name, column in table.columns.items():
        for check, cells in column.faults(texts[name]):
            yield Fault(name, cells, check.reason, check.remedy, "row" if column.required else "value")


def damaged(table: Table, texts: pd.DataFrame) -> Iterator[Fault]:
    """Cells with letters that could not be read.

    Parameters
    ----------
    table
        What the schema says of the table.
    texts
        Its cells as text, indexed by the line in the file.

    Yields
    ------
    Fault
        One a column; empty where every cell could be read.
    """
    for name, column in table.columns.items():
        cells = texts.loc[texts[name].str.contains(DAMAGED, regex=False), name]
        scope: Scope = "row" if column.required else "value"
        yield Fault(name, cells, "letters here are not UTF-8", "Save the file as CSV UTF-8.", scope)


def unknown_words(table: Table, texts: pd.DataFrame) -> Iterator[Fault]:
    """Words that are not in the list of their column, but are kept.

    Parameters
    ----------
    table
        What the schema says of the table.
    texts
        Its cells as text, indexed by the line in the file.

    Yields
    ------
    Fault
        One note for each column that knows some words and keeps others; empty where all are known.
    """
    for name, column in table.columns.items():
        if column.known:
            strange = texts[name].ne("") & ~texts[name].isin(column.vocabulary)
            yield Fault(name, texts.loc[strange, name], "this word is not known here", column.known, "note")


def wrong_order(table: Table, frame: pd.DataFrame) -> Iterator[Fault]:
    """Rows that end before they begin, and ranges whose low figure exceeds the high one.

    Parameters
    ----------
    table
        What the schema says of the table.
    frame
        Its rows as loaded, indexed by the line in the file; ``end`` is half-open.

    Yields
    ------
    Fault
        For the dates the row is lost, for a range both its figures are left out; empty where all are in
        order.
    """
    if table.dates:
        backwards = frame["end"].notna() & (frame["end"] <= frame["start"])
        cells = frame.loc[backwards, table.dates[1]]
        yield Fault(table.dates[1], cells, "the end is before the start", "Mend either.")
    if {"low", "high"} <= set(frame.columns):
        for name in ("low", "high"):
            cells = frame.loc[frame["low"] > frame["high"], name]
            yield Fault(name, cells, "the low figure exceeds the high one", "Mend either.", "value")


def in_the_future(table: Table, frame: pd.DataFrame, in_advance: Collection[str]) -> Iterator[Fault]:
    """Rows whose date has not come yet, anywhere on earth: a slip of the year, or a day set in advance.

    Parameters
    ----------
    table
        What the schema says of the table.
    frame
        Its rows as loaded, indexed by the line in the file.
    in_advance
        Keys of the rows that the case itself says were set in advance.

    Yields
    ------
    Fault
        One note, perhaps empty; none for a table without dates.
    """
    if not table.dates:
        return
    ahead = frame["start"] >= pd.Timestamp(datetime.now(_EARLIEST_ZONE).date() + timedelta(days=1))
    cells = frame.loc[ahead & ~frame[table.key].isin(in_advance), table.dates[0]]
    remedy = f"Mend the date, or name the row in set_in_advance of {FILE}."
    yield Fault(table.dates[0], cells, "this day has not come yet", remedy, "note")


def too_precise(table: Table, texts: pd.DataFrame) -> Iterator[Fault]:
    """Cells that claim a precision finer than the dates of their row are written with.

    Parameters
    ----------
    table
        What the schema says of the table.
    texts
        Its cells as text, indexed by the line in the file.

    Yields
    ------
    Fault
        One, perhaps empty; none for a table without dates.
    """
    if "date_precision" not in texts.columns or table.dates is None:
        return
    codes, words = pd.factorize(texts["date_precision"])
    needed = np.array([_NEEDED_LENGTH.get(word, 0) for word in words], dtype=int)[codes]
    start, end = table.dates
    short = texts[start].str.len() < needed
    short |= texts[end].ne("") & (texts[end].str.len() < needed)
    reason = "the dates are written less precisely than this"
    remedy = "Write fuller dates or a coarser word."
    yield Fault("date_precision", texts.loc[short, "date_precision"], reason, remedy, "value")


def exchanged_coordinates(places: pd.DataFrame, home: Box, *, stated: bool) -> Iterator[Fault]:
    """Places outside the home box that would lie inside it with lat and lon exchanged.

    Parameters
    ----------
    places
        ``lat`` and ``lon`` in degrees (EPSG:4326), and ``region``.
    home
        West, south, east, north of the case in degrees.
    stated
        Whether the case states its home; where it is only that of most places, a place in doubt stays.

    Yields
    ------
    Fault
        One, with the points in doubt; a point can be right by chance, so a
        place is only suspected when its region is empty, or that of a place at home, or no place is at home.
    """
    here = _inside(places["lon"], places["lat"], home)
    mirrored = _inside(places["lat"], places["lon"], home)
    regions = set(places.loc[here, "region"]) | {""}
    suspect = ~here & mirrored & (places["region"].isin(regions) | (not here.any()))
    remedy = "Exchange them, or give the region if the point is right."
    if not here.any():
        # As likely as all places the one box is written latitude first.
        remedy = "Exchange them, or mend home of case.toml: west, south, east, north, longitude first."
    scope: Scope = "row" if stated else "note"
    yield Fault("lat", _points(places[suspect]), "latitude and longitude look exchanged", remedy, scope)


def null_island(places: pd.DataFrame, home: Box) -> Iterator[Fault]:
    """Places at 0, 0, which stands for "not known" in many a program, where that is far from home.

    Parameters
    ----------
    places
        ``lat`` and ``lon`` in degrees (EPSG:4326).
    home
        West, south, east, north of the case in degrees.

    Yields
    ------
    Fault
        One, with the points at the origin.
    """
    at_zero = places["lat"].eq(0) & places["lon"].eq(0) & ~_inside(places["lon"], places["lat"], home)
    reason = "the point is 0, 0, far outside the home of the case"
    yield Fault("lat", _points(places[at_zero]), reason, "Give the place its coordinates.", "note")


def off_the_map(places: pd.DataFrame) -> Iterator[Fault]:
    """Places nearer to a pole than maps are drawn.

    Parameters
    ----------
    places
        ``lat`` and ``lon`` in degrees (EPSG:4326).

    Yields
    ------
    Fault
        One, with the points beyond.
    """
    reason = f"maps are drawn up to {MOST_LATITUDE:g} degrees: the place lies off them"
    beyond = places[places["lat"].abs() > MOST_LATITUDE]
    yield Fault("lat", _points(beyond), reason, "Nothing need be done; lists and files have it.", "note")


def _points(places: pd.DataFrame) -> pd.Series:
    return places["lat"].astype(str) + ", " + places["lon"].astype(str)


def _inside(lon: pd.Series, lat: pd.Series, box: Box) -> pd.Series:
    west, south, east, north = box
    return run_on(lon, box).between(west - _HOME_MARGIN, east + _HOME_MARGIN) & lat.between(
        south - _HOME_MARGIN, north + _HOME_MARGIN
    )


def words_not_listed(frame: pd.DataFrame, column: str, listed: Collection[str]) -> Iterator[Fault]:
    """Words that the case's own list does not hold; they are kept as they stand.

    Parameters
    ----------
    frame
        Rows indexed by the line in the file.
    column
        The column to check; empty cells are in order.
    listed
        The words of the list.

    Yields
    ------
    Fault
        One note, perhaps empty.
    """
    cells = frame.loc[~frame[column].isin([*listed, ""]), column]
    remedy = f"Use one of: {', '.join(listed)}; or add it to the list."
    yield Fault(column, cells, "this word is not in the list of case.toml", remedy, "note")


def resolved(cells: pd.Series, known: pa.Array) -> tuple[pd.Series, pd.Series]:
    """Cells without the keys that lead to no row, and those keys.

    Parameters
    ----------
    cells
        Texts, each one key or keys parted by ";".
    known
        The keys that lead to a row.

    Returns
    -------
    left : pandas.Series
        The cells with known keys alone, under their index.
    unknown : pandas.Series
        One unknown key an entry, under the index of its cell.
    """
    unknown = _unknown(cells, known)
    if not unknown:
        return cells, cells.iloc[:0]
    doubted = [cell for cell in cells.unique().to_numpy() if not unknown.isdisjoint(items(cell))]
    affected = cells[cells.isin(doubted)]
    entries = split_keys(affected)
    good = ~entries.isin(list(unknown))
    left = entries[good].groupby(level=0, sort=False).agg(";".join)
    mended = cells.copy()
    mended.loc[affected.index] = left.reindex(affected.index, fill_value="")
    return mended, entries[~good]


def _unknown(cells: pd.Series, known: pa.Array) -> frozenset[str]:
    """The distinct entries of ``cells`` that are not ``known``."""
    distinct = pa.array(cells.unique(), pa.large_string())
    entries = pc.utf8_trim_whitespace(pc.list_flatten(pc.split_pattern(distinct, ";")))
    lost = entries.filter(pc.invert(pc.is_in(entries, value_set=known)))
    return frozenset(lost.to_pylist()) - {""}
