"""Days on which a road or a place was reported on: what silence and fading are counted from."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from itertools import pairwise
from typing import TYPE_CHECKING, Protocol, TypeVar

import numpy as np
import pandas as pd

from geo.cells import items
from geo.memo import once_per_case, once_per_frame

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator
    from datetime import date

    import numpy.typing as npt

    from geo.case.case import Case
    from geo.dates import Period

EXACT = ("hour", "day")
INEXACT = "its date is not known to the day"
ROAD, PLACE = "road", "place"
_SECOND = timedelta(seconds=1)
# A moment that names its day has this many letters at least: 2023-09-24.
_TO_THE_DAY = 10
# Stages at which nothing moves on a road yet.
_NOT_ON_THE_ROAD = ("pledged", "requested")
# Cases whose figures are kept; each as-known date is a case of its own.
_KEPT = 8


class Row(Protocol):
    """A row with its days."""

    @property
    def first(self) -> date:
        """Its first day."""

    @property
    def last(self) -> date:
        """Its last day."""

    @property
    def precision(self) -> str:
        """How exactly these are known."""


_Row = TypeVar("_Row", bound=Row)


def certainly_in(rows: Iterable[_Row], period: Period) -> tuple[_Row, ...]:
    """Rows of a period without those dated so roughly that they may lie outside it."""
    return tuple(row for row in rows if _is_certain(row, period))


def roughly_in(rows: Iterable[_Row], period: Period) -> tuple[_Row, ...]:
    """Rows of a period that are dated so roughly that they may lie outside it."""
    return tuple(row for row in rows if not _is_certain(row, period))


def _is_certain(row: Row, period: Period) -> bool:
    return row.precision in EXACT or (period.first <= row.first and row.last <= period.last)


@dataclass(frozen=True)
class Reports:
    """The reports on one road or place, in the order of their tables; one entry of each column a report."""

    first: npt.NDArray[np.datetime64]
    last: npt.NDArray[np.datetime64]
    """The day of each one's end, included; as ``first`` a whole day."""
    source_ids: npt.NDArray[np.object_]
    """Keys of sources as they stand in the cell, separated by ";"."""

    def __len__(self) -> int:
        return len(self.first)


def reports_by_key(
    case: Case, day: date, *, keys: Collection[str] | None = None
) -> dict[tuple[str, str], Reports]:
    """The reports on each road and place of what had begun by ``day``, by kind and key.

    Events, consignments, stages of them and figures given for a place are reports. ``keys`` are the
    roads and places asked for, None for all.
    """
    until = np.datetime64(day, "D")
    parts = []
    for table in (*(_on_anything(frame) for frame, _ in _reporting(case)), _figures(case)):
        rows = table if keys is None else table[table["key"].isin(keys)]
        begun = rows["first"].to_numpy("datetime64[D]") <= until
        parts.append(rows[begun])
    both = pd.concat(parts, ignore_index=True)
    codes, named = pd.factorize(pd.MultiIndex.from_frame(both[["kind", "key"]]))
    order = np.argsort(codes, kind="stable")
    edges = np.searchsorted(codes[order], np.arange(len(named) + 1))
    first, last = (both[name].to_numpy("datetime64[D]")[order] for name in ("first", "last"))
    cells = both["source_ids"].to_numpy(dtype=object)[order]
    return {
        key: Reports(first[a:b], last[a:b], cells[a:b])
        for key, (a, b) in zip(named, pairwise(edges), strict=True)
    }


def cited(cells: npt.NDArray[np.object_]) -> tuple[str, ...]:
    """The sources named in the cells of some reports, each once.

    Parameters
    ----------
    cells
        Keys of sources as the cells have them, separated by ";".

    Returns
    -------
    tuple of str
        Keys in order of first mention.
    """
    return tuple(dict.fromkeys(source for cell in dict.fromkeys(cells) for source in items(cell)))


@dataclass(frozen=True)
class Report:
    """One report by the name of its row, as ``kind:id``, with its first and last day."""

    row: str
    first: date
    last: date


def reports_on(
    case: Case, kind: str, key: str, day: date
) -> tuple[tuple[Report, ...], tuple[tuple[str, str], ...]]:
    """The reports on one road or place begun by ``day``, and the rows too inexact to count, with that reason.

    The same rows as ``reports_by_key`` counts, by name: for those who ask what a silence was counted from.
    """
    exact_reports, inexact = [], []
    for frame, row_kind in _reporting(case):
        asked = [keys.eq(key) for row_kind, keys in _reported_on(frame) if row_kind == kind]
        own = frame[np.logical_or.reduce(asked) & frame["start"].lt(pd.Timestamp(day) + timedelta(days=1))]
        names, exact = row_kind + ":" + own[f"{row_kind}_id"].astype("str"), own["date_precision"].isin(EXACT)
        inexact += [(name, INEXACT) for name in names[~exact]]
        spans = _days(own[exact])
        days = (spans[column].dt.date for column in ("first", "last"))
        exact_reports += [Report(*row) for row in zip(names[exact], *days, strict=True)]
    figures = _figures(case) if kind == PLACE else _figures(case).iloc[:0]
    figures = figures[figures["key"].eq(key) & (figures["first"] <= pd.Timestamp(day))]
    names, days = "claim:" + figures["claim_id"].astype("str"), figures["first"].dt.date
    exact_reports += [Report(*row) for row in zip(names, days, days, strict=True)]
    return tuple(exact_reports), tuple(inexact)


def report_days(case: Case, day: date) -> dict[str, list[date]]:
    """For each road the distinct last days of the reports on it, none after ``day``, in order."""
    until = np.datetime64(day, "D")
    days: dict[str, set[date]] = {}
    for frame, _ in _reporting(case):
        for road, (_, firsts, lasts) in _by_road(frame).items():
            own = np.minimum(lasts[firsts <= until], until)
            if len(own):
                days.setdefault(road, set()).update(np.unique(own).tolist())
    return {road: sorted(dated) for road, dated in days.items()}


def report_spans(case: Case) -> dict[str, list[tuple[date, date]]]:
    """For each road the distinct first and last days of the reports on it, in order."""
    spans: dict[str, set[tuple[date, date]]] = {}
    for frame, _ in _reporting(case):
        rows = _on_roads(frame)
        rows = rows.drop_duplicates(["route_id", "first", "last"])
        for road, own in rows.groupby("route_id", observed=True):
            ends = (own[column].to_numpy("datetime64[D]").tolist() for column in ("first", "last"))
            spans.setdefault(str(road), set()).update(zip(*ends, strict=True))
    return {road: sorted(dated) for road, dated in spans.items()}


def reported_days(case: Case) -> dict[str, list[date]]:
    """For each road every day that lies in a report on it, in order."""
    days: dict[str, set[date]] = {}
    for road, spans in report_spans(case).items():
        for first, last in spans:
            days.setdefault(road, set()).update(
                first + timedelta(days=n) for n in range((last - first).days + 1)
            )
    return {road: sorted(dated) for road, dated in days.items()}


@once_per_case(_KEPT)
def _reporting(case: Case) -> tuple[tuple[pd.DataFrame, str], ...]:
    """The tables whose dated rows are reports, each with what a row is called.

    A consignment with stages of its own reports by these: each on its road, or the consignment's, and place.
    """
    loads, stages = case.consignments, case.aid_stages
    if stages.empty:
        return (case.events, "event"), (loads, "consignment")
    roads = dict(zip(loads["consignment_id"], loads["route_id"], strict=True))
    own = stages[stages["consignment_id"].isin(loads["consignment_id"])]
    road = own["route_id"].where(own["route_id"].ne(""), own["consignment_id"].map(roads))
    shown = own.assign(route_id=road.where(~own["stage"].isin(_NOT_ON_THE_ROAD), "").astype("str"))
    bare = loads[~loads["consignment_id"].isin(stages["consignment_id"])]
    return (case.events, "event"), (bare, "consignment"), (shown, "stage")


@once_per_frame
def _on_roads(frame: pd.DataFrame) -> pd.DataFrame:
    """The rows known to the day that name a road, by first and last day; equal ones once."""
    exact = frame[frame["route_id"].ne("") & frame["date_precision"].isin(EXACT)]
    return _days(exact).assign(route_id=exact["route_id"]).drop_duplicates(ignore_index=True)


@once_per_frame
def _by_road(frame: pd.DataFrame) -> dict[str, tuple[np.ndarray, np.ndarray, np.ndarray]]:
    """For each road the rows of ``_on_roads`` that name it, their first and their last days."""
    rows = _on_roads(frame)
    firsts, lasts = (rows[name].to_numpy("datetime64[D]") for name in ("first", "last"))
    places = rows.groupby("route_id", observed=True, sort=False).indices
    return {str(road): (rows, firsts[rows], lasts[rows]) for road, rows in places.items()}


@once_per_frame
def _on_anything(frame: pd.DataFrame) -> pd.DataFrame:
    """The rows known to the day, by first and last day, once for each road or place they tell of."""
    exact = frame[frame["date_precision"].isin(EXACT)]
    spans = _days(exact)
    parts = [spans.assign(kind=kind, key=keys)[keys.ne("")] for kind, keys in _reported_on(exact)]
    return pd.concat(parts).sort_index(kind="stable")


def _reported_on(frame: pd.DataFrame) -> Iterator[tuple[str, pd.Series]]:
    """What each row tells of: an event of its road and site, aid of its road, its ends and where it waits."""
    yield ROAD, frame["route_id"]
    if "stage" in frame:
        yield PLACE, frame["place_id"]
        return
    if "place_role" in frame:
        yield PLACE, frame["place_id"].where(frame["place_role"].eq("site"), "")
        return
    waits_at, to, start = (frame[name] for name in ("held_at_id", "destination_id", "origin_id"))
    yield PLACE, waits_at
    yield PLACE, to.where(to.ne(waits_at), "")
    yield PLACE, start.where(start.ne(waits_at) & start.ne(to), "")


@once_per_case(_KEPT)
def _figures(case: Case) -> pd.DataFrame:
    """The figures given for a place on a day, those of the same sources once.

    One that the sources of an event or a consignment of that place and day give is the same report.
    """
    exact = case.claims[case.claims["place_id"].ne("") & case.claims["as_of"].str.len().ge(_TO_THE_DAY)]
    first = exact["start"].dt.floor("D")
    figures = exact[["claim_id", "source_ids"]].assign(
        first=first, last=first, kind=PLACE, key=exact["place_id"]
    )
    figures = figures.drop_duplicates(["key", "first", "source_ids"], ignore_index=True)
    others = pd.concat([_on_anything(frame) for frame, _ in _reporting(case)])
    others = others[others["kind"].eq(PLACE) & others["key"].isin(figures["key"])]
    pairs = figures.reset_index().merge(others, on=["key", "first"], suffixes=("", "_other"))
    same = [
        set(items(own)) <= set(items(other))
        for own, other in zip(pairs["source_ids"], pairs["source_ids_other"], strict=True)
    ]
    return figures.drop(index=pairs.loc[same, "index"].unique())


def _days(frame: pd.DataFrame) -> pd.DataFrame:
    """First and last day of each row, and its sources."""
    spans = {"first": frame["start"].dt.floor("D"), "last": (frame["end"] - _SECOND).dt.floor("D")}
    return frame[["source_ids"]].assign(**spans)
