"""Events that began between two moments, as facts of a list of changes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from geo.change_facts import Fact
from geo.dates import format_date, format_moment
from geo.known import known_mask, known_sources
from geo.lists import items

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import date, datetime

    import numpy.typing as npt

    from geo.case import Case

CATEGORY_WEIGHTS = {
    "agreement": 86, "military": 85, "blockade": 80, "displacement": 72, "detention": 68,
    "infrastructure": 62, "aid": 55, "diplomacy": 54, "protest": 44, "other": 40, "statement": 35,
}  # fmt: skip
# What both sides did on a day the case marks as a key date is read before the rest.
KEY_DAY, KEY_CATEGORIES = 12, ("agreement", "military", "blockade", "displacement", "infrastructure")
_COLUMNS = [
    "event_id", "start", "date_precision", "category", "title", "source_ids", "uncertain", "doubt",
]  # fmt: skip
TOPICS = {
    "blockade": "blockade", "infrastructure": "blockade", "aid": "aid", "displacement": "displacement",
    "diplomacy": "diplomacy", "agreement": "diplomacy", "statement": "diplomacy",
}  # fmt: skip


def events_begun(
    case: Case,
    after: datetime,
    until: datetime,
    known: date | None,
    among: Collection[str] | None,
    most: int | None,
) -> tuple[dict[str, Fact], int]:
    """Events whose dates begin after ``after`` and by ``until``, by key, and how many were left out.

    Aid told by its consignments is not told again. One dated to a month or year begins with it.
    """
    sources, starts = known_sources(case.sources, known), case.events["start"].to_numpy()
    in_time = np.flatnonzero((starts > np.datetime64(after, "s")) & (starts <= np.datetime64(until, "s")))
    events = case.events[_COLUMNS].iloc[in_time]
    told = known_mask(events, sources) & ~_told_by_loads(case, events, sources)
    if among is not None:
        told &= events["event_id"].isin(list(among)).to_numpy()
    begun = events[told]
    weights = _weights(case, begun)
    order = np.argsort(-weights, kind="stable")[:most]
    kept = begun.iloc[order].to_dict("records")
    found = [_fact(row, int(weight), sources) for row, weight in zip(kept, weights[order], strict=True)]
    return {one.key: one for one in found}, len(begun) - len(found)


def _told_by_loads(case: Case, events: pd.DataFrame, sources: frozenset[str] | None) -> npt.NDArray[np.bool_]:
    """Which of the events are of aid and have a consignment that is known and begins when they do."""
    loads = case.consignments
    loads = loads[loads["event_id"].isin(events["event_id"])]
    loads = loads[known_mask(loads, sources)]
    begins = loads.groupby("event_id", observed=True)["start"].min()
    same = pd.to_datetime(events["event_id"].map(begins.to_dict())) == events["start"]
    told: npt.NDArray[np.bool_] = (same & events["category"].eq("aid")).to_numpy()
    return told


def _weights(case: Case, events: pd.DataFrame) -> npt.NDArray[np.int64]:
    weights = events["category"].astype(str).map(CATEGORY_WEIGHTS).fillna(0).to_numpy(dtype=np.int64)
    key_days = pd.to_datetime([one.day for one in case.settings.key_dates])
    marked = events["start"].dt.normalize().isin(key_days) & events["category"].isin(KEY_CATEGORIES)
    heavier: npt.NDArray[np.int64] = weights + KEY_DAY * marked.to_numpy()
    return heavier


def _fact(row: dict[Any, Any], weight: int, sources: frozenset[str] | None) -> Fact:
    return Fact(
        key=f"event:{row['event_id']}",
        value=("begun",),
        kind=str(row["category"]),
        topic=TOPICS.get(row["category"], ""),
        weight=weight,
        day=row["start"].date(),
        turned=row["start"].date(),
        words=f"{_when(row)}: {row['title']}.",
        source_ids=tuple(one for one in items(row["source_ids"]) if sources is None or one in sources),
        doubt=row["doubt"] if row["uncertain"] == "yes" else "",
    )


def _when(row: dict[Any, Any]) -> str:
    start, precision = row["start"], row["date_precision"]
    if precision == "hour":
        return format_moment(start.to_pydatetime())
    if precision == "day":
        return format_date(start.date())
    return f"Some time in {format_moment(start.strftime('%Y-%m' if precision == 'month' else '%Y'))}"
