"""Events that may be the same one twice: same place, date and category, or the same words on a day."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
import pyarrow as pa
from rapidfuzz import fuzz

from geo.intake.field_cells import among

if TYPE_CHECKING:
    from geo.intake.packed_table import PackedTable

MOST_PAIRS = 200
# Groups of more rows than this are a busy place, not one event told again and again.
_MOST_ALIKE = 12
_NEAR_TEXT = 88
_MOST_ROWS = 20_000
# Letters of a day, and the number of an empty cell.
_DAY, _EMPTY = 10, -1
_KEYS = {"date_start": "day", "place_id": "place_id", "category": "category"}
_WANTED = ["event_id", "date_start", "place_id", "category", "title"]
_COLUMNS = ("first", "second", "why", "first_title", "second_title", "date", "place_id")


def none() -> pd.DataFrame:
    """No pair.

    Returns
    -------
    pandas.DataFrame
        The columns of pairs without a row.
    """
    return pd.DataFrame({name: pd.Series(dtype="str") for name in _COLUMNS})


def of(events: pd.DataFrame, outcome: pd.Series, before: PackedTable) -> tuple[pd.DataFrame, int]:
    """Pairs of events of an import, or of one and the case, that may be the same.

    Parameters
    ----------
    events
        Rows of events to be imported.
    outcome
        Outcome of each; rows the case has already are not held against themselves.
    before
        The case's own events.

    Returns
    -------
    pairs : pandas.DataFrame
        ``first``, ``second`` (ids), ``why``, both titles, ``date``, ``place_id``; the first ``MOST_PAIRS``.
    count : int
        How many pairs there are in all.
    """
    if events.empty:
        return none(), 0
    fresh = np.flatnonzero(outcome.eq("new"))
    ids = before.frame(["event_id"])["event_id"]
    old = np.flatnonzero(~among(ids, events["event_id"].iloc[fresh]))
    keyed = _keyed(events, fresh, before, old)
    pairs: list[dict[str, str]] = []
    count = 0
    # Words are held against one another where that does not take minutes.
    for near in (False, True) if len(keyed) <= _MOST_ROWS else (False,):
        keys = ["day", "category"] if near else ["day", "place_id", "category"]
        at, whole = _groups(keyed[keyed[keys[1]].ne(_EMPTY)], keys, len(fresh), every=near)
        alike = _at(at, events, fresh, before, old)
        some = [pair for _, group in alike.groupby(keys, sort=False) for pair in _pairs(group, near=near)]
        pairs += some
        count += len(some) if near else whole
    return (pd.DataFrame(pairs[:MOST_PAIRS])[list(_COLUMNS)] if pairs else none()), count


def _groups(keyed: pd.DataFrame, keys: list[str], fresh: int, *, every: bool) -> tuple[np.ndarray, int]:
    """Positions of rows alike, of all or of the groups listed first, and how many pairs all make."""
    alike = keyed[keyed.duplicated(keys, keep=False)]
    number = alike.groupby(keys, sort=False).ngroup().to_numpy()
    rows, olds = np.bincount(number), np.bincount(number, weights=alike.index >= fresh).astype(np.int64)
    pairs = (rows * (rows - 1) - olds * (olds - 1)) // 2 * (rows <= _MOST_ALIKE)
    wanted = pairs > 0
    if not every:
        wanted &= np.cumsum(pairs) - pairs < MOST_PAIRS
    return alike.index.to_numpy()[wanted[number]], int(pairs.sum())


def _keyed(events: pd.DataFrame, fresh: np.ndarray, before: PackedTable, old: np.ndarray) -> pd.DataFrame:
    """Day, place and category as numbers, ``_EMPTY`` for none, of rows known to the day: new ones first."""
    columns = {}
    for name, key in _KEYS.items():
        # Column by column: of a million rows that the case has no more is unpacked at once.
        cells = before.frame([name])[name]
        olds = [cells if len(old) == len(cells) else cells.iloc[old]] if len(old) else []
        codes, words = pd.factorize(pd.concat([events[name].iloc[fresh], *olds]))
        del cells, olds
        texts = pd.Series(words, dtype="str")
        if name == "date_start":
            texts = texts.str.slice(0, _DAY)
            texts = texts.where(texts.str.len().eq(_DAY), "")
        columns[key] = pd.factorize(texts.where(texts.ne("")))[0].astype(np.int32)[codes]
    pa.default_memory_pool().release_unused()
    keyed = pd.DataFrame(columns)
    return keyed[keyed["day"].ne(_EMPTY)]


def _at(
    at: np.ndarray, events: pd.DataFrame, fresh: np.ndarray, before: PackedTable, old: np.ndarray
) -> pd.DataFrame:
    """Rows at places of ``_keyed`` with their words, and whether each is new."""
    new = at < len(fresh)
    parts = [events[_WANTED].iloc[fresh[at[new]]].assign(fresh=True)]
    if not new.all():
        parts.append(before.rows(old[at[~new] - len(fresh)], _WANTED).assign(fresh=False))
    rows = pd.concat(parts, ignore_index=True)
    return rows.assign(day=rows["date_start"].str.slice(0, _DAY)).astype("object")


def _pairs(group: pd.DataFrame, *, near: bool) -> list[dict[str, str]]:
    records = group.to_dict("records")
    pairs = []
    for at, one_row in enumerate(records):
        for other in records[at + 1 :]:
            if not (one_row["fresh"] or other["fresh"]):
                continue
            if near and one_row["place_id"] and one_row["place_id"] == other["place_id"]:
                # Such a pair stands there for its place already.
                continue
            if near and fuzz.token_set_ratio(str(one_row["title"]), str(other["title"])) < _NEAR_TEXT:
                continue
            why = "nearly the same words on one day" if near else "same place, date and category"
            pairs.append(
                {
                    "first": str(other["event_id"]), "second": str(one_row["event_id"]), "why": why,
                    "first_title": str(other["title"]), "second_title": str(one_row["title"]),
                    "date": str(one_row["day"]), "place_id": str(one_row["place_id"]),
                }
            )  # fmt: skip
    return pairs
