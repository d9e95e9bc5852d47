"""Days on which a road or a place was reported on: what silence and fading are counted from."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Any

import numpy as np

from geo.known import as_known, known_mask, known_sources
from geo.lists import items
from geo.once import once_per_frame

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    import pandas as pd

    from geo.case import Case

EXACT = ("hour", "day")
_SECOND = timedelta(seconds=1)


@dataclass(frozen=True)
class Report:
    """One event or consignment known to the day, where it happened and on which road."""

    row_id: str
    route_id: str
    place_ids: tuple[str, ...]
    first: date
    last: date
    source_ids: tuple[str, ...]


def reports(case: Case, day: date, known: date | None = None) -> Iterator[Report]:
    """Reports of what had begun by ``day``, from sources published by ``known``."""
    sources = known_sources(case.sources, known)
    for read, frame in ((_events, case.events), (_consignments, case.consignments)):
        for one in as_known(read(frame), sources):
            if one.first <= day:
                yield one


def report_days(case: Case, day: date, known: date | None = None) -> dict[str, list[date]]:
    """For each road the distinct last days of the reports on it, none after ``day``, in order."""
    sources, until = known_sources(case.sources, known), np.datetime64(day, "D")
    days: dict[str, set[date]] = {}
    for frame in (case.events, case.consignments):
        told = _on_roads(frame)
        told = told[known_mask(told, sources) & (told["first"].to_numpy("datetime64[D]") <= until)]
        lasts = np.minimum(told["last"].to_numpy("datetime64[D]"), until)
        roads = told["route_id"].to_numpy(dtype=object)
        for road in dict.fromkeys(roads):
            days.setdefault(road, set()).update(np.unique(lasts[roads == road]).tolist())
    return {road: sorted(found) for road, found in days.items()}


def report_spans(case: Case, known: date | None = None) -> dict[str, list[tuple[date, date]]]:
    """For each road the distinct first and last days of the reports on it, in order."""
    sources = known_sources(case.sources, known)
    spans: dict[str, set[tuple[date, date]]] = {}
    for frame in (case.events, case.consignments):
        told = _on_roads(frame)
        told = told[known_mask(told, sources)].drop_duplicates(["route_id", "first", "last"])
        for road, own in told.groupby("route_id", observed=True):
            ends = (own[column].to_numpy("datetime64[D]").tolist() for column in ("first", "last"))
            spans.setdefault(str(road), set()).update(zip(*ends, strict=True))
    return {road: sorted(found) for road, found in spans.items()}


@once_per_frame
def _on_roads(frame: pd.DataFrame) -> pd.DataFrame:
    """The rows known to the day that name a road, by first and last day; equal ones once."""
    exact = frame[frame["route_id"].ne("") & frame["date_precision"].isin(EXACT)]
    spans = {"first": exact["start"].dt.floor("D"), "last": (exact["end"] - _SECOND).dt.floor("D")}
    return exact[["route_id", "source_ids"]].assign(**spans).drop_duplicates(ignore_index=True)


@once_per_frame
def _events(frame: pd.DataFrame) -> tuple[Report, ...]:
    return tuple(
        _report(row, row["event_id"], (row["place_id"],) if row["place_role"] == "site" else ())
        for row in _exact(frame)
    )


@once_per_frame
def _consignments(frame: pd.DataFrame) -> tuple[Report, ...]:
    return tuple(
        _report(row, row["consignment_id"], (row["held_at_id"], row["destination_id"]))
        for row in _exact(frame)
    )


def _exact(frame: pd.DataFrame) -> list[dict[Any, Any]]:
    rows: list[dict[Any, Any]] = frame[frame["date_precision"].isin(EXACT)].to_dict("records")
    return rows


def _report(row: dict[Any, Any], row_id: str, places: tuple[str, ...]) -> Report:
    return Report(
        row_id=row_id,
        route_id=row["route_id"],
        place_ids=tuple(dict.fromkeys(place for place in places if place)),
        first=row["start"].date(),
        last=_last(row["end"]),
        source_ids=items(row["source_ids"]),
    )


def _last(end: pd.Timestamp) -> date:
    last: date = (end - _SECOND).date()
    return last
