"""What makes a row of a case unfit: its cells, its cells together, and what it refers to.

Each check takes a table of text or of loaded columns whose index is the line in the file,
and returns the rows at fault as ``SetAside``; it never changes what it is given.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from geo.case.set_aside import Scope, SetAside, shortened
from geo.dates import PRECISIONS
from geo.lists import items, split_keys

if TYPE_CHECKING:
    from geo.case.schema import Table
    from geo.case.settings import Box

_NEEDED_LENGTH = dict(zip(PRECISIONS, (10, 10, 7, 4), strict=True))
_HOME_MARGIN = 1.0
"""Degrees by which a place may lie outside the case's home box and still belong to it."""


def reports(
    table: Table, column: str, cells: pd.Series, reason: str, remedy: str, scope: Scope = "row"
) -> list[SetAside]:
    """One report for each cell of ``cells``, whose index is the line in the file."""
    return [
        SetAside(table.file, int(line), column, shortened(value), reason, remedy, scope)
        for line, value in cells.items()
    ]


def bad_cells(table: Table, texts: pd.DataFrame) -> list[SetAside]:
    """Cells that may not stand in their column, a second row of the same id included."""
    return [
        report
        for name, column in table.columns.items()
        for check, cells in column.faults(texts[name])
        for report in reports(table, name, cells, check.reason, check.remedy)
    ]


def wrong_order(table: Table, frame: pd.DataFrame) -> list[SetAside]:
    """Rows that end before they begin, or whose lowest figure exceeds the highest."""
    found = []
    if table.dates:
        backwards = frame["end"].notna() & (frame["end"] <= frame["start"])
        cells = frame.loc[backwards, table.dates[1]]
        found += reports(table, table.dates[1], cells, "the end is before the start", "Mend either.")
    if {"low", "high"} <= set(frame.columns):
        cells = frame.loc[frame["low"] > frame["high"], "low"]
        found += reports(table, "low", cells, "the low figure exceeds the high one", "Mend either.")
    return found


def too_precise(table: Table, frame: pd.DataFrame) -> list[SetAside]:
    """Rows that claim a precision finer than their dates are written with."""
    if "date_precision" not in frame.columns or table.dates is None:
        return []
    needed = frame["date_precision"].map(_NEEDED_LENGTH).astype(float)
    start, end = table.dates
    short = frame[start].str.len() < needed
    short |= frame[end].ne("") & (frame[end].str.len() < needed)
    reason = "the dates are written less precisely than this"
    cells = frame.loc[short, "date_precision"]
    return reports(table, "date_precision", cells, reason, "Write fuller dates or a coarser word.")


def exchanged_coordinates(table: Table, places: pd.DataFrame, home: Box) -> list[SetAside]:
    """Places outside the home box that would lie inside it with lat and lon exchanged.

    Such a point can be right (Rostov is Baku's neighbourhood mirrored), so a place is only
    suspected when its region is empty, or is that of a place at home, or no place is at home.
    """
    here = _inside(places["lon"], places["lat"], home)
    mirrored = _inside(places["lat"], places["lon"], home)
    regions = set(places.loc[here, "region"]) | {""}
    suspect = ~here & mirrored & (places["region"].isin(regions) | (not here.any()))
    cells = places.loc[suspect, "lat"].astype(str) + ", " + places.loc[suspect, "lon"].astype(str)
    reason = "latitude and longitude look exchanged"
    remedy = "Exchange them, or give the region if the point is right."
    return reports(table, "lat", cells, reason, remedy)


def _inside(lon: pd.Series, lat: pd.Series, box: Box) -> pd.Series:
    west, south, east, north = box
    return lon.between(west - _HOME_MARGIN, east + _HOME_MARGIN) & lat.between(
        south - _HOME_MARGIN, north + _HOME_MARGIN
    )


def overlapping_statuses(table: Table, statuses: pd.DataFrame) -> list[SetAside]:
    """Statuses that begin before an earlier one of the same route has ended."""
    lines: list[int] = []
    for _, own in statuses.sort_values("start", kind="stable").groupby("route_id"):
        until = pd.Timestamp.min
        for line, start, end in zip(own.index, own["start"], own["end"], strict=True):
            if start < until:
                lines.append(int(line))
            else:
                until = end
    reason = "this status overlaps an earlier one of the same route"
    cells = statuses.loc[sorted(lines), "date_from"]
    return reports(table, "date_from", cells, reason, "Let one end the day before the next begins.")


def resolved(cells: pd.Series, known: pa.Array) -> tuple[pd.Series, pd.Series]:
    """``cells`` (";" lists or single keys) less what is not ``known``, and what was not.

    The second series has one unknown key an entry, under the index of its cell.
    """
    unknown = _unknown(cells, known)
    if not unknown:
        return cells, split_keys(cells.iloc[:0])
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
