"""Rows of an import held against those the case has: new, changed, there as they are, or gone."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
import pyarrow as pa

from geo.case import schema
from geo.case.column_kinds import numbers
from geo.cells import most_bytes, repeated
from geo.intake.field_cells import alike, among, places_among
from geo.intake.layouts import OWN

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    import numpy.typing as npt

    from geo.case.table import Table
    from geo.intake.build import Built
    from geo.intake.case_tables import CaseTables
    from geo.intake.packed_table import PackedTable
    from geo.intake.sheet_part import Part

# Of an earlier import so many ids have to be in the new one for it to be a newer edition of the same.
_SAME_SOURCE = 0.3
_WORDS = ("new", "changed", "same", "gone")
# No part of either outcome: who else tells of a row, and where.
_BESIDE = ("source_ids", "note")
NEW, CHANGED, SAME, GONE = _WORDS


def keep_columns(built: Built, before: CaseTables) -> None:
    """Let rows of ours that the case has keep what stands in columns their file does not have.

    Parameters
    ----------
    built
        The rows, which are changed.
    before
        The tables of the case.
    """
    for name, rows in built.tables.items():
        key, old = schema.BY_NAME[name].key, before[name]
        at = places_among(rows[key], old.frame([key])[key])
        columns = {
            column: _cells_at(old.frame([column])[column], at, rows.index)
            for column in built.lacking
            if column in old.columns and column in rows.columns
        }
        built.tables[name] = rows.assign(**columns)


def _cells_at(cells: pd.Series, at: npt.NDArray[np.int64], index: pd.Index) -> pd.Series:
    """The cells at some positions, empty for -1, under an index."""
    if not most_bytes(cells):
        return repeated("", index)
    return pd.Series(cells.array.take(at, allow_fill=True, fill_value=""), index=index)


def outcome_of(rows: pd.DataFrame, before: PackedTable, table: Table) -> pd.Series:
    """Whether each row is new to the case, changed, or there as it is; sources are no change.

    Parameters
    ----------
    rows
        Rows of an import, each with an id of its own.
    before
        The case's table.
    table
        What the schema says of it.

    Returns
    -------
    pandas.Series
        ``new``, ``changed`` or ``same``, under the index of ``rows``.
    """
    at = places_among(rows[table.key], before.frame([table.key])[table.key])
    known = np.flatnonzero(at >= 0)
    if not len(known):
        return repeated(NEW, rows.index)
    columns = [name for name in rows.columns if name not in _BESIDE and name in before.columns]
    # In the order of what they are held against, of which a few rows at a time are unpacked.
    known = known[np.argsort(at[known], kind="stable")]
    words = np.zeros(len(rows), dtype=np.int8)
    for then in before.pieces(columns):
        first, last = np.searchsorted(at[known], (then.index.start, then.index.stop))
        mine = known[first:last]
        theirs, now = then.iloc[at[mine] - then.index.start], rows[columns].iloc[mine]
        same = np.ones(len(mine), dtype=bool)
        for name in columns:
            column = table.columns.get(name)
            same &= _equal(theirs[name], now[name], number=column is not None and column.kind == "number")
        words[mine] = np.where(same, _WORDS.index(SAME), _WORDS.index(CHANGED))
    texts = pa.DictionaryArray.from_arrays(words, list(_WORDS)).cast(pa.large_string())
    pa.default_memory_pool().release_unused()
    return pd.Series(pd.array(texts, dtype="str"), index=rows.index)


def _equal(then: pd.Series, now: pd.Series, *, number: bool) -> npt.NDArray[np.bool_]:
    """Which cells say the same."""
    equal = alike(then, now)
    if number and not equal.all():
        # 39.8177 and 39.81770 are one number.
        equal |= numbers(then).to_numpy() == numbers(now).to_numpy()
    return equal


def gone_of(
    parts: Sequence[Part], tables: Mapping[str, pd.DataFrame], before: CaseTables, key: str
) -> dict[str, tuple[str, ...]]:
    """Rows of the last edition that this one has not: taken back, or left out of the days both cover.

    Parameters
    ----------
    parts
        What the sheets of the file become.
    tables
        Their rows by table.
    before
        The tables of the case.
    key
        What editions of the file share in the ids of their sources.

    Returns
    -------
    dict of str to tuple of str
        Ids by table.
    """
    back = {identity for part in parts for identity in part.built.withdrawn}
    gone: dict[str, tuple[str, ...]] = {}
    sources = before["sources"].frame(["source_id"])["source_id"]
    if not back and (key == OWN or not sources.str.fullmatch(rf"{re.escape(key)}-\d{{8}}").any()):
        return gone
    for name in ("events", "claims", "routes", "route_status", "consignments"):
        if not back and name not in tables:
            continue
        table = schema.BY_NAME[name]
        ids: list[str] = []
        if back:
            keys = before[name].frame([table.key])[table.key]
            ids = list(keys[keys.isin(back | {f"{entry}-n" for entry in back})])
        rows = tables.get(name)
        if key != OWN and name != "route_status" and rows is not None and len(rows):
            ids += _left_out(before[name], rows, table, key)
        if ids:
            gone[name] = tuple(dict.fromkeys(ids))
    return gone


def _left_out(old: PackedTable, rows: pd.DataFrame, table: Table, key: str) -> list[str]:
    """Ids of the last edition's rows that this has not, of the days both cover."""
    day = [] if table.dates is None else [table.dates[0]]
    keys = old.frame([table.key])[table.key]
    absent = ~among(keys, rows[table.key]).to_numpy()
    edition = rf"(?:^|;){re.escape(key)}-\d{{8}}(?:;|$)"
    mine, missing = 0, [pd.DataFrame(columns=[table.key, *day], dtype="str")]
    for piece in old.pieces([table.key, "source_ids", *day]):
        rest_on_it = piece["source_ids"].str.contains(edition, regex=True).to_numpy(bool)
        mine += int(rest_on_it.sum())
        missing.append(piece[rest_on_it & absent[piece.index]])
    left = pd.concat(missing)
    if not mine or 1 - len(left) / mine < _SAME_SOURCE:
        return []
    for column in day:
        left = left[left[column].between(rows[column].min(), rows[column].max())]
    return list(left[table.key])
