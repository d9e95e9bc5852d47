"""Events that began between two moments, as facts of a list of changes."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from functools import partial
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from geo.cells import items
from geo.changes.fact import Fact
from geo.changes.harm import covered_by_figures, death_words, deaths, weight_of
from geo.dates import Period, format_date, format_moment, format_period
from geo.memo import once_per_case, once_per_frame

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    import numpy.typing as npt

    from geo.case.case import Case

    Mask = npt.NDArray[np.bool_]

# Cases, in full and as known on a day, whose weights are kept: a byte for each event.
KEPT_CASES = 8
CATEGORY_WEIGHTS = {
    "agreement": 86, "military": 85, "blockade": 80, "displacement": 72, "detention": 68,
    "infrastructure": 62, "aid": 55, "diplomacy": 54, "protest": 44, "other": 40, "statement": 35,
}  # fmt: skip
# What both sides did on a day the case marks as a key date is read before the rest.
KEY_DAY, KEY_CATEGORIES = 12, ("agreement", "military", "blockade", "displacement", "infrastructure")
_COLUMNS = [
    "event_id", "date_precision", "category", "title", "source_ids", "uncertain", "doubt",
]  # fmt: skip
TOPICS = {
    "blockade": "blockade", "infrastructure": "blockade", "aid": "aid", "displacement": "displacement",
    "diplomacy": "diplomacy", "agreement": "diplomacy", "statement": "diplomacy",
}  # fmt: skip


@dataclass(frozen=True)
class EventsBegun:
    """Events that begin between two moments: the weightiest as facts, and how many more of each topic."""

    facts: dict[str, Fact]
    left_out: Mapping[str, int]
    """How many of each topic were of less weight than those asked for."""
    hidden: Mapping[str, int]
    """How many of each topic do not pass the filters."""


def events_begun(
    case: Case,
    after: datetime,
    until: datetime,
    passing: Mask | None,
    most: int | None,
) -> EventsBegun:
    """Events whose dates begin after ``after`` and by ``until``, the ``most`` weightiest of them told.

    Aid told by its consignments, and a count told by a figure, is not told again. One dated to a month or
    year begins with it.
    ``passing`` tells of each event of the case whether it passes the filters; all do without.

    Parameters
    ----------
    case
        The case.
    after
        Local moment before which nothing counts.
    until
        Local moment up to which it counts.
    passing
        bool, one an event; None where there are no filters.
    most
        How many are listed at most; None for all.

    Returns
    -------
    EventsBegun
        Those listed, and by topic how many are left out or hidden by the filters.
    """
    starts = case.events["start"].to_numpy()
    begun = (starts > np.datetime64(after, "s")) & (starts <= np.datetime64(until, "s"))
    begun[_covered_by_consignments(case)] = False
    begun[covered_by_figures(case)] = False
    hidden = np.flatnonzero(begun & ~passing) if passing is not None else np.empty(0, dtype=np.intp)
    shown = np.flatnonzero(begun & passing if passing is not None else begun)
    weights = _weights(case)[shown]
    # Of eight bits each, so that numpy sorts them by counting.
    order = np.argsort(-weights, kind="stable")
    listed, left = order[:most], shown[order[most:]] if most is not None else shown[:0]
    rows = _rows(case.events, shown[listed])
    dead = deaths(case)
    facts = [
        _fact(row, int(weight), death_words(dead.get(row["event_id"], ()), until), until)
        for row, weight in zip(rows, weights[listed], strict=True)
    ]
    return EventsBegun({row.key: row for row in facts}, _by_topic(case, left), _by_topic(case, hidden))


def _rows(events: pd.DataFrame, at: npt.NDArray[np.intp]) -> list[dict[str, Any]]:
    """The rows at these positions, their start and end as Python's own datetime."""
    columns = {name: events[name].take(at).to_list() for name in _COLUMNS}
    # Not by pandas, which takes longer over three hundred of its own moments than over all the rest.
    for name in ("start", "end"):
        columns[name] = events[name].to_numpy()[at].astype("datetime64[s]").tolist()
    return [dict(zip(columns, row, strict=True)) for row in zip(*columns.values(), strict=True)]


def _by_topic(case: Case, rows: npt.NDArray[np.intp]) -> dict[str, int]:
    codes, names = _categories(case.events)
    counts: dict[str, int] = {}
    for name, count in zip(names, np.bincount(codes[rows], minlength=len(names)), strict=True):
        topic = TOPICS.get(name, "")
        counts[topic] = counts.get(topic, 0) + int(count)
    return {topic: count for topic, count in counts.items() if count}


@once_per_frame
def _categories(events: pd.DataFrame) -> tuple[npt.NDArray[np.int8], tuple[str, ...]]:
    """The category of each event as a number, and what the numbers stand for."""
    codes, names = pd.factorize(events["category"])
    return codes.astype(np.int8), tuple(str(name) for name in names)


def _covered_by_consignments(case: Case) -> npt.NDArray[np.intp]:
    """Positions of the events of aid that have a consignment that is known and begins when they do."""
    rows, loads = _occasions(case)
    begins = loads["start"].groupby(rows).min()
    events = begins.index.to_numpy(dtype=np.intp)
    by_loads: npt.NDArray[np.intp] = events[case.events["start"].to_numpy()[events] == begins.to_numpy()]
    return by_loads


@once_per_case(KEPT_CASES)
def _occasions(case: Case) -> tuple[npt.NDArray[np.intp], pd.DataFrame]:
    """The consignments told by an event of aid, and for each of them that event's position."""
    loads = case.consignments[["event_id", "start", "source_ids"]]
    at = np.flatnonzero(case.events["event_id"].isin(loads["event_id"]) & case.events["category"].eq("aid"))
    positions = dict(zip(case.events["event_id"].iloc[at], at, strict=True))
    of_events = loads["event_id"].isin(list(positions))
    rows = [positions[event] for event in loads.loc[of_events, "event_id"]]
    return np.array(rows, dtype=np.intp), loads[of_events]


@once_per_case(KEPT_CASES)
def _weights(case: Case) -> npt.NDArray[np.int8]:
    """The weight of each event of the case."""
    codes, names = _categories(case.events)
    base = np.array([CATEGORY_WEIGHTS.get(name, CATEGORY_WEIGHTS["other"]) for name in names], dtype=np.int8)
    on_key_days = np.array([KEY_DAY * (name in KEY_CATEGORIES) for name in names], dtype=np.int8)
    days = case.events["start"].to_numpy().astype("datetime64[D]")
    marked = np.isin(
        days, np.array([key_date.day for key_date in case.settings.key_dates], dtype="datetime64[D]")
    )
    heavier: npt.NDArray[np.int8] = base[codes] + on_key_days[codes] * marked
    for event, claims in deaths(case).items():
        heavier[(case.events["event_id"] == event).to_numpy()] = weight_of(claims)
    return heavier


def _fact(row: dict[Any, Any], weight: int, dead: tuple[str, tuple[str, ...]], until: datetime) -> Fact:
    words, sources = dead
    return Fact(
        key=f"event:{row['event_id']}",
        value=("begun",),
        kind=str(row["category"]),
        topic=TOPICS.get(row["category"], ""),
        weight=weight,
        day=row["start"].date(),
        turned=row["start"].date(),
        say=partial(_words, row, words, until),
        source_ids=tuple(dict.fromkeys((*items(row["source_ids"]), *sources))),
        doubt=row["doubt"] if row["uncertain"] == "yes" else "",
    )


def _words(row: dict[Any, Any], dead: str, until: datetime) -> str:
    return f"{_when(row, until)}: {row['title']}{f'; {dead}' if dead else ''}."


def _when(row: dict[Any, Any], until: datetime) -> str:
    """When it was, no finer than its precision; of what lasts beyond ``until`` its first day."""
    start, precision = row["start"], row["date_precision"]
    if precision == "hour":
        return format_moment(start)
    if precision == "day":
        days = Period(start.date(), (row["end"] - timedelta(seconds=1)).date())
        if days.last > until.date():
            return f"From {format_date(days.first)}"
        return format_period(days)
    return f"Some time in {format_moment(start.strftime('%Y-%m' if precision == 'month' else '%Y'))}"
