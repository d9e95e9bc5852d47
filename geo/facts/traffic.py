"""Which kind of traffic could pass a road in which direction: what rows say of it, and what a status does.

A row of passage.csv says it for one status; where none does, the status itself says what it can.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, replace
from datetime import datetime
from typing import TYPE_CHECKING

from geo.case.rows import read_row
from geo.cells import items
from geo.dates import bounds
from geo.memo import once_per_frame

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    import pandas as pd

PEOPLE, GOODS, AID, PATIENTS = "people", "goods", "aid", "patients"
# "Ordinary traffic"; an open road lets aid and patients pass as it does anybody.
ORDINARY = (PEOPLE, GOODS)
ON_OPEN_ROADS = (PEOPLE, GOODS, AID, PATIENTS)
OUT, IN = "out", "in"
DIRECTIONS = (OUT, IN)
FREE, LIMITED, NONE, NOT_KNOWN = "free", "limited", "none", ""
_ALLOWED = {"both": DIRECTIONS, "": DIRECTIONS, "outbound": (OUT,), "inbound": (IN,), "none": ()}
_WITH_HOUR = 16


@dataclass(frozen=True)
class PassageRow:
    """What one row says of one kind of traffic in one direction; without days those of its status."""

    passage_id: str
    traffic: str
    direction: str
    start: datetime | None
    end: datetime | None
    passage: str
    permit: str
    escort: str
    uncertain: bool
    doubt: str
    note: str
    source_ids: tuple[str, ...]

    def holds(self, moment: datetime) -> bool:
        """Whether the row of passage.csv holds at a moment."""
        return (self.start is None or self.start <= moment) and (self.end is None or moment < self.end)


@dataclass(frozen=True)
class Passing:
    """How one kind of traffic could pass in one direction: "free", "limited", "none", "" for not known."""

    traffic: str
    direction: str
    passage: str
    name: str = ""
    """What the case calls the traffic."""
    permit: str = ""
    escort: str = ""
    uncertain: bool = False
    doubt: str = ""
    note: str = ""
    row: str = ""
    """The row that says so, as ``kind:id``: one of passage.csv, or the status."""
    source_ids: tuple[str, ...] = ()
    faded: bool = False
    """Whether nobody confirms it any longer: what was last shown, and not known to hold."""


@once_per_frame
def passage_rows(frame: pd.DataFrame) -> dict[str, tuple[PassageRow, ...]]:
    """The rows of passage.csv by status, one for each kind of traffic and direction that a row names.

    Parameters
    ----------
    frame
        Rows of passage.csv.

    Returns
    -------
    dict
        Rows by status id.
    """
    by_status: defaultdict[str, list[PassageRow]] = defaultdict(list)
    for row in frame.to_dict("records"):
        for traffic in items(row["traffic"]):
            for direction in DIRECTIONS if row["direction"] == "both" else (row["direction"],):
                by_status[row["status_id"]].append(
                    read_row(
                        PassageRow,
                        row,
                        traffic=traffic,
                        direction=direction,
                        start=bounds(row["date_from"])[0] if row["date_from"] else None,
                        end=until(row["date_to"]) if row["date_to"] else None,
                    )
                )
    return {status: tuple(rows) for status, rows in by_status.items()}


def until(moment: str) -> datetime:
    """The first moment after a last day, or the hour itself at which something ended.

    >>> until("2022-12-11"), until("2022-12-12T10:30")
    (datetime.datetime(2022, 12, 12, 0, 0), datetime.datetime(2022, 12, 12, 10, 30))
    """
    start, end = bounds(moment)
    return start if len(moment) == _WITH_HOUR else end


def passings(
    status: str,
    direction: str,
    rows: Sequence[PassageRow],
    moment: datetime,
    kinds: Mapping[str, str],
) -> tuple[Passing, ...]:
    """How each kind of traffic could pass in each direction while a status held, at one moment.

    Of several rows about the same the one that began last counts, one without a first day before all others.
    """
    best: dict[tuple[str, str], PassageRow] = {}
    for row in rows:
        if row.holds(moment):
            other = best.get((row.traffic, row.direction))
            if other is None or (row.start or datetime.min) >= (other.start or datetime.min):
                best[row.traffic, row.direction] = row
    named: list[Passing] = []
    for traffic, name in kinds.items():
        for way in DIRECTIONS:
            own = best.get((traffic, way))
            passing = _of_row(own) if own else _by_status(status, direction, traffic, way)
            named.append(replace(passing, name=name))
    return tuple(named)


def _of_row(row: PassageRow) -> Passing:
    return Passing(
        traffic=row.traffic,
        direction=row.direction,
        passage=row.passage,
        permit=row.permit,
        escort=row.escort,
        uncertain=row.uncertain,
        doubt=row.doubt,
        note=row.note,
        # A case cut for one kind of traffic says what follows from a status as passages without an id.
        row=f"passage:{row.passage_id}" if row.passage_id else "",
        source_ids=row.source_ids,
    )


def _by_status(status: str, direction: str, traffic: str, way: str) -> Passing:
    """What a status alone says: a closed road lets nothing pass, an open one ordinary traffic and the like.

    On a road for humanitarian traffic only, ordinary traffic cannot pass; of the rest nothing is known.
    """
    one_way = status == "restricted" and way not in _ALLOWED[direction]
    if status == "closed" or (traffic in ORDINARY and (one_way or status == "humanitarian_only")):
        return Passing(traffic, way, NONE)
    opened = status == "open" and traffic in ON_OPEN_ROADS and way in _ALLOWED[direction]
    return Passing(traffic, way, FREE if opened else NOT_KNOWN)


def weakened(passing: Passing) -> Passing:
    """A passage nobody confirms any longer: "none" stays as last shown, of any other nothing is known."""
    if passing.passage == NONE:
        return replace(passing, faded=True)
    return replace(passing, passage=NOT_KNOWN, permit="", escort="")
