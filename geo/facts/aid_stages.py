"""What a consignment goes through, stage by stage, and how it stands at a moment.

A stage with an hour has come from that hour on; one known to the day, month or year from the last second of
its day, month or year on, as a claim does, so that nothing is said before it can be true. What lasts has come
with its first day, anything else with the last of the days it is dated to.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Any

from geo.case.rows import read_row
from geo.case.schema import STAGES
from geo.cells import as_flag, as_number, as_text, items
from geo.dates import bounds
from geo.facts.weights import in_unit
from geo.memo import once_per_frame

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    import pandas as pd

# Stages that go on until the next one comes; all others happen once.
LASTING = frozenset({"waiting", "suspended"})
ARRIVING = frozenset({"crossed", "delivered"})
# How a consignment counts whose last stage is this one.
OUTCOME_OF = {
    "pledged": "pledged", "requested": "requested", "approved": "approved", "refused": "blocked",
    "dispatched": "sent", "suspended": "suspended", "waiting": "blocked", "crossed": "passed",
    "delivered": "delivered", "returned": "returned", "seized": "seized", "lost": "lost",
}  # fmt: skip
_STAGE_OF_OUTCOME = {
    "delivered": "delivered", "partial": "delivered", "passed": "crossed", "sent": "dispatched",
    "blocked": "refused", "returned": "returned", "seized": "seized", "lost": "lost",
    "suspended": "suspended", "approved": "approved", "requested": "requested", "pledged": "pledged",
}  # fmt: skip
NOT_STATED = "unknown"
# Of days not over by the moment asked of: what it came to in the end is not told before.
UNFINISHED = "unfinished"
_TO_THE_DAY = 10
_RANK = {stage: rank for rank, stage in enumerate(STAGES)}
# Amounts that differ by less than this share of what was sent are the same, rounded.
_ROUNDING = 0.005


@dataclass(frozen=True)
class Stage:
    """One stage of a consignment or of a ``part`` of it; ``start`` is when it began, half-open to ``end``.

    ``end`` is None where a stage that lasts has no reported end. ``stage_id`` is empty where the stage was
    read from the outcome of a row without stages of its own.
    """

    stage_id: str
    stage: str
    start: datetime
    certain: datetime
    """From when on it has surely begun: the hour, or the last second of the day, month or year written."""
    end: datetime | None
    part: str = ""
    place_id: str = ""
    route_id: str = ""
    amount: float | None = None
    qualifier: str = "exact"
    unit: str = ""
    inferred: bool = False
    uncertain: bool = False
    doubt: str = ""
    note: str = ""
    source_ids: tuple[str, ...] = ()

    @property
    def first(self) -> date:
        """The day it began."""
        return self.start.date()

    @property
    def last(self) -> date:
        """Its last day known: that on which it began where no end is reported."""
        return self.first if self.end is None else (self.end - timedelta(seconds=1)).date()

    @property
    def order(self) -> tuple[datetime, int, str]:
        """By when it had surely begun, of equals by what comes first on the way."""
        return self.certain, _RANK[self.stage], self.stage_id


@once_per_frame
def stages_by_consignment(frame: pd.DataFrame) -> Mapping[str, tuple[Stage, ...]]:
    """The stages of each consignment that has any in ``aid_stages``, in order of time.

    Parameters
    ----------
    frame
        Rows of aid_stages.csv.

    Returns
    -------
    Mapping
        The stages by consignment id, each list in order of time.
    """
    own: dict[str, list[Stage]] = {}
    for row in frame.to_dict("records"):
        own.setdefault(row["consignment_id"], []).append(_stage(row))
    return {key: tuple(sorted(stages, key=lambda stage: stage.order)) for key, stages in own.items()}


def stage_of_outcome(row: Mapping[Any, Any]) -> tuple[Stage, ...]:
    """The stage that the outcome of a row of ``aid.csv`` stands for, where it has no stages of its own."""
    stage, place = _STAGE_OF_OUTCOME.get(row["outcome"], ""), as_text(row["held_at_id"])
    if not stage:
        return ()
    start, end = row["start"].to_pydatetime(), row["end"].to_pydatetime()
    certain = _certain(as_text(row["date_start"]))
    if stage == "refused" and place:
        stage, end = "waiting", _released(as_text(row["held_until"]))
    elif stage not in LASTING and end - start > timedelta(days=1):
        # What came to its end within these days surely came to it by the last of them.
        start, certain = end - timedelta(days=1), end - timedelta(seconds=1)
    return (
        Stage(
            "", stage, start, certain, end, place_id=place,
            amount=None if row["outcome"] == "partial" else as_number(row["quantity"]),
            qualifier=as_text(row["qualifier"]) or "exact", unit=as_text(row["unit"]),
            uncertain=as_flag(row["uncertain"]), doubt=as_text(row["doubt"]),
            source_ids=items(row["source_ids"]),
        ),
    )  # fmt: skip


def begun(stages: Iterable[Stage], at: datetime | None) -> tuple[Stage, ...]:
    """The stages that had surely begun by ``at``; all of them for None."""
    return tuple(stage for stage in stages if at is None or stage.certain <= at)


def outcome_of(stages: Sequence[Stage], amount: float | None = None, unit: str = "") -> str:
    """The outcome of a consignment of ``amount`` after its stages: by its parts, or as a whole.

    Delivered is what came in full; where a part of it did not, or fewer than were sent, it is "partial".

    Parameters
    ----------
    stages
        Stages of one consignment.
    amount
        What was sent, in ``unit``; None where it is not stated.
    unit
        Unit of ``amount``; the ledger of the stages is kept in it.

    Returns
    -------
    str
        A key of the outcomes of consignments.
    """
    lasts = [part[-1] for part in parts_of(stages).values()]
    if not lasts:
        return NOT_STATED
    if any(stage.stage == "suspended" for stage in stages) and lasts[-1].stage == "approved":
        # A service that was let through again stood still for a time: it delivered nothing itself.
        return "suspended"
    delivered = [stage for stage in lasts if stage.stage == "delivered"]
    if not delivered:
        return OUTCOME_OF[max(lasts, key=lambda stage: stage.order).stage]
    ledger = ledger_of(stages, amount, unit)
    short = ledger is not None and ledger.delivered < ledger.sent * (1 - _ROUNDING)
    return "partial" if short or len(delivered) < len(lasts) else "delivered"


def parts_of(stages: Sequence[Stage]) -> dict[str, tuple[Stage, ...]]:
    """The stages of each part of a consignment, with those of the whole; one part "" where none is named."""
    names = dict.fromkeys(stage.part for stage in stages if stage.part) or dict.fromkeys(
        "" for _ in stages[:1]
    )
    return {name: tuple(stage for stage in stages if stage.part in ("", name)) for name in names}


@dataclass(frozen=True)
class Ledger:
    """What became of the amount sent, all in ``unit``; ``gap`` is what no stage accounts for.

    Below nothing, more is accounted for than was sent.
    """

    unit: str
    sent: float
    by_stage: Mapping[str, float]
    """The amount whose last stage it is."""

    @property
    def delivered(self) -> float:
        """What was delivered."""
        return self.by_stage.get("delivered", 0.0)

    @property
    def gap(self) -> float:
        """What was sent less all that is accounted for, and nothing where they differ by rounding only."""
        gap = self.sent - sum(self.by_stage.values())
        return 0.0 if abs(gap) <= self.sent * _ROUNDING else gap


def ledger_of(stages: Sequence[Stage], amount: float | None = None, unit: str = "") -> Ledger | None:
    """What became of a consignment's amount; None where what was sent or a part's amount is not stated.

    Parameters
    ----------
    stages
        Stages begun by the moment asked of, in order of time.
    amount, unit
        The consignment's own amount; without one, what its stages dispatched is what was sent.

    Returns
    -------
    Ledger or None
        Amounts in ``unit``; weights are converted, other units have to be the same word.
    """
    sent, unit = _sent(stages, amount, unit)
    if sent is None:
        return None
    by_stage: dict[str, float] = {}
    for name, own in parts_of(stages).items():
        last = own[-1]
        part = in_unit(last.amount, last.unit or unit, unit) if last.amount is not None else None
        if part is None and name and last.part == name:
            return None
        by_stage[last.stage] = by_stage.get(last.stage, 0.0) + (sent if part is None else part)
    return Ledger(unit, sent, by_stage)


def _sent(stages: Sequence[Stage], amount: float | None, unit: str) -> tuple[float | None, str]:
    if amount is not None:
        return amount, unit
    out = [stage for stage in stages if stage.stage == "dispatched"]
    if not out or any(stage.amount is None or stage.unit != out[0].unit for stage in out):
        return None, unit
    return sum(stage.amount or 0.0 for stage in out), out[0].unit


def _stage(row: Mapping[Any, Any]) -> Stage:
    lasting, until = row["stage"] in LASTING, as_text(row["date_end"])
    return read_row(
        Stage,
        row,
        start=row["start"].to_pydatetime(),
        certain=_certain(as_text(row["date_start"]) if lasting else until or as_text(row["date_start"])),
        end=_released(until) if lasting else row["end"].to_pydatetime(),
    )


def _certain(written: str) -> datetime:
    """When what is dated so has surely begun: at its hour, or in the last second of its day or month."""
    start, end = bounds(written)
    return start if len(written) > _TO_THE_DAY else end - timedelta(seconds=1)


def _released(until: str) -> datetime | None:
    """When a wait ended: at the hour given, or with the day given; None where no end is reported."""
    return None if not until else bounds(until)[0 if len(until) > _TO_THE_DAY else 1]
