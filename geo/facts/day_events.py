"""What happened on the as-at day that comes before the roads: agreements, hostilities, departures.

An event known to the hour has happened from that hour on, one known to the day at the end of its last day;
hostilities of several days go on until then. What is uncertain is left out.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Any

import numpy as np

from geo.case.rows import read_row
from geo.cells import as_flag
from geo.facts.claims import Claim, claims_of
from geo.facts.reports import EXACT
from geo.memo import once_per_case

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    import pandas as pd
    from pandas.api.extensions import ExtensionArray

    from geo.case.case import Case

AGREEMENT, HOSTILITIES, LEAVING = "agreement", "military", "displacement"
# An assembly's own vote is no agreement between parties.
_OWN_VOTE = "session"
_ORDER = (AGREEMENT, HOSTILITIES, LEAVING)
# For so many days after an event at its place, such as an explosion, those who died of it are told of.
TOLD_DAYS = 3
# Cases whose events with people who left are cached; each as-known date is a case of its own.
_CASES = 8
_READ = (
    "event_id", "category", "form", "title", "start", "end", "date_precision", "place_id", "place_role",
    "uncertain", "seed", "confidence", "source_ids",
)  # fmt: skip
_CONFIDENCE = ("high", "medium", "low")


@dataclass(frozen=True)
class DayEvent:
    """One event of the day; ``over`` says whether it had ended by the moment asked for."""

    event_id: str
    category: str
    precision: str
    title: str
    start: datetime
    last: date
    place_id: str
    over: bool
    source_ids: tuple[str, ...]


def day_events(case: Case, at: datetime) -> tuple[DayEvent, ...]:
    """The agreements, hostilities and departures of the day up to ``at``, the most important first.

    What is over comes before what goes on, agreements before hostilities and these before departures; then
    what the first reports tell of, what happened at its place, and what is known with more confidence.
    """
    day = datetime(at.year, at.month, at.day)
    left = _left_on(case)
    of_day = [
        row
        for row in _between(_foremost(case), day, at)
        if not as_flag(row["uncertain"])
        and (row["category"] != LEAVING or row["event_id"] in left)
        and (_over(row, at) or (row["category"] == HOSTILITIES and _going_on(row, at)))
    ]
    return tuple(_event(row, at) for row in sorted(of_day, key=lambda row: _rank(row, at)))


def casualties(case: Case, events: Sequence[DayEvent], at: datetime) -> tuple[Claim, ...]:
    """The latest counts of dead given by then on the occasions of the day, then of wounded.

    The greatest count of each claimant comes first, so that each is heard; wounded are counted here only for
    claimants who gave no dead.
    """
    occasions = {event.event_id for event in events}
    dead, wounded = (
        sorted(
            _latest(row for row in claims_of(case, measure, at) if row.event_id in occasions),
            key=lambda row: -(row.value or 0),
        )
        for measure in ("dead", "wounded")
    )
    claimants = {row.claimant for row in dead}
    greatest = _first_of_each(dead)
    others = [row for row in dead if row not in greatest]
    return (*greatest, *_first_of_each([row for row in wounded if row.claimant not in claimants]), *others)


def deaths_after(case: Case, at: datetime) -> tuple[DayEvent, tuple[Claim, ...]] | None:
    """The latest event of another kind of the last days of which people died, with the counts by then.

    Parameters
    ----------
    case
        The case as known.
    at
        The as-at moment, local to the case.

    Returns
    -------
    tuple or None
        The event, which was over by ``at`` and no more than `TOLD_DAYS` days before, and of each claimant the
        latest count of dead, then of wounded; None where nobody counted any dead.
    """
    since = datetime(at.year, at.month, at.day) - timedelta(days=TOLD_DAYS)
    counted = None
    for row in sorted(_between(_others_at_sites(case), since, at), key=lambda row: row["start"]):
        dead, wounded = (
            _latest(claim for claim in claims_of(case, measure, at) if claim.event_id == row["event_id"])
            for measure in ("dead", "wounded")
        )
        if dead and _over(row, at) and not as_flag(row["uncertain"]):
            counted = _event(row, at), (*dead, *wounded)
    return counted


def hostilities_before(case: Case, at: datetime) -> tuple[tuple[DayEvent, ...], tuple[Claim, ...]]:
    """The hostilities of the last days of which people died, with the counts of dead given by then.

    Parameters
    ----------
    case
        The case as known.
    at
        The as-at moment, local to the case.

    Returns
    -------
    tuple of tuple
        The events that were over by ``at`` and no more than `TOLD_DAYS` days before, in order of time, and
        the latest count of each claimant and subject, the greatest of each claimant first; empty where
        nobody counted any dead.
    """
    since = datetime(at.year, at.month, at.day) - timedelta(days=TOLD_DAYS)
    fought = [
        _event(row, at)
        for row in sorted(_between(_foremost(case), since, at), key=lambda row: row["start"])
        if row["category"] == HOSTILITIES and _over(row, at) and not as_flag(row["uncertain"])
    ]
    dead = tuple(claim for claim in casualties(case, fought, at) if claim.measure == "dead")
    occasions = {claim.event_id for claim in dead}
    return tuple(event for event in fought if event.event_id in occasions), dead


def _between(exact: Mapping[str, ExtensionArray], since: datetime, at: datetime) -> list[dict[str, Any]]:
    """The events that lasted beyond ``since`` and had begun by ``at``, cut out before any text is read."""
    begun = exact["start"] <= np.datetime64(at)
    lasting = exact["end"] > np.datetime64(since)
    rows = np.flatnonzero(begun & lasting)
    columns = [column.take(rows) for column in exact.values()] if len(rows) else []
    return [dict(zip(exact, row, strict=True)) for row in zip(*columns, strict=True)]


@once_per_case(_CASES)
def _foremost(case: Case) -> dict[str, ExtensionArray]:
    """Agreements, hostilities and departures known to the day or hour, with the columns that are read."""
    events = case.events[case.events["date_precision"].isin(EXACT)]
    return _columns(events[events["category"].isin(_ORDER) & events["form"].ne(_OWN_VOTE)])


@once_per_case(_CASES)
def _others_at_sites(case: Case) -> dict[str, ExtensionArray]:
    """Events of other kinds known to the day or hour at the place where they happened."""
    events = case.events[case.events["date_precision"].isin(EXACT)]
    return _columns(events[~events["category"].isin(_ORDER) & events["place_role"].eq("site")])


def _columns(events: pd.DataFrame) -> dict[str, ExtensionArray]:
    """The columns that are read, each by itself: a few rows are cut out of these in a tenth of the time."""
    return {name: events[name].array for name in _READ}


def displaced(case: Case, events: Sequence[DayEvent], at: datetime) -> tuple[Claim, ...]:
    """The latest counts by then of people displaced since the hostilities of the day began.

    Those that stand in movements.csv too come first.
    """
    begun = min((event.start for event in events if event.category == HOSTILITIES), default=None)
    if begun is None:
        return ()
    rows = _latest(row for row in claims_of(case, "displaced", at) if row.moment >= begun)
    moved = set(case.claims.loc[case.claims["row_id"].ne(""), "claim_id"])
    return tuple(sorted(rows, key=lambda row: (row.claim_id not in moved, row.moment)))


def _first_of_each(rows: Sequence[Claim]) -> list[Claim]:
    """The first row of each claimant."""
    return list({row.claimant: row for row in reversed(rows)}.values())[::-1]


def _latest(rows: Iterable[Claim]) -> list[Claim]:
    """Certain counts with a number, of each claimant and subject the latest."""
    latest = {
        (row.subject, row.claimant): row
        for row in sorted(rows, key=lambda row: row.moment)
        if row.value is not None and not row.uncertain
    }
    return list(latest.values())


@once_per_case(_CASES)
def _left_on(case: Case) -> set[str]:
    """The events that a movement of people of the same days belongs to, at the place they left."""
    moved = case.movements[["event_id", "start", "end"]].merge(
        case.events[["event_id", "start", "end", "place_role"]], on="event_id", suffixes=("", "_of_event")
    )
    same = moved["start"].lt(moved["end_of_event"]) & moved["end"].gt(moved["start_of_event"])
    return set(moved.loc[same & moved["place_role"].eq("site"), "event_id"])


def _over(row: dict[str, Any], at: datetime) -> bool:
    """Whether an event had happened by a moment: by its hour, or by the end of its last day."""
    if row["date_precision"] == "hour":
        return bool(row["start"] <= at)
    return bool(row["end"] - timedelta(seconds=1) <= at)


def _going_on(row: dict[str, Any], at: datetime) -> bool:
    """Whether an event of several days has begun for certain: the first of them is over."""
    return bool(row["start"] + timedelta(days=1, seconds=-1) <= at < row["end"])


def _rank(row: dict[str, Any], at: datetime) -> tuple[Any, ...]:
    confidence = row["confidence"]
    return (
        not _over(row, at),
        _ORDER.index(row["category"]),
        not row["seed"],
        row["place_role"] != "site",
        _CONFIDENCE.index(confidence) if confidence in _CONFIDENCE else len(_CONFIDENCE),
        -row["start"].timestamp(),
        row["event_id"],
    )


def _event(row: dict[str, Any], at: datetime) -> DayEvent:
    last = (row["end"] - timedelta(seconds=1)).date()
    return read_row(DayEvent, row, start=row["start"].to_pydatetime(), last=last, over=_over(row, at))
