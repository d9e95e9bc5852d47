"""Consignments: aid on its way, as each stood at a moment, and how many came to which end."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from geo.case.rows import read_row
from geo.cells import as_text
from geo.dates import end_of_day
from geo.facts.aid_stages import (
    NOT_STATED,
    UNFINISHED,
    Ledger,
    Stage,
    begun,
    ledger_of,
    outcome_of,
    stage_of_outcome,
    stages_by_consignment,
)
from geo.facts.provenance import sources_of
from geo.facts.weights import TONNES, in_unit, is_weight
from geo.memo import once_per_case, once_per_frame

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import date, datetime

    import pandas as pd

    from geo.case.case import Case

OUTCOMES = (
    "delivered", "partial", "passed", "sent", "blocked", "returned", "seized", "lost", "suspended",
    "approved", "requested", "pledged", UNFINISHED, NOT_STATED,
)  # fmt: skip
ARRIVED = frozenset({"delivered", "partial"})
# Over the road, if not told to have come to its end.
_THROUGH = ARRIVED | {"passed"}
# What the goods of one kind are called where kinds stand apart: mixed loads nearly always hold food.
FOOD, MEDICAL, FUEL = "food or mixed aid", "medical supplies alone", "fuel"
PATIENTS, PEOPLE = "patients", "people"
CARGO = {
    "food": FOOD, "mixed": FOOD, "medical": MEDICAL, "fuel": FUEL, "patients": PATIENTS, "people": PEOPLE,
}  # fmt: skip
KINDS_OF = {name: frozenset(kind for kind, own in CARGO.items() if own == name) for name in CARGO.values()}
GOODS = (FOOD, MEDICAL, FUEL)
TRAVELLERS = (PATIENTS, PEOPLE)
RUNNING_TOTAL = "a running total, which is never added to single consignments"
AMOUNT_NOT_STATED = "its amount in this unit is not stated"
PART_NOT_STATED = "how much of it was delivered is not stated"
DOUBTFUL = "it is uncertain, and what is uncertain is in no sum"
LEADING_ROLES = frozenset({"corridor", "bypass", "air"})
# Cases whose consignments are read, and moments at which they stood; each as-known date is a case of its own.
_KEPT, _KEPT_MOMENTS = 8, 32


@dataclass(frozen=True)
class Consignment:
    """One load, or one aid movement; ``first``..``last`` bound its days, ``quantity`` is in ``unit``.

    ``outcome`` is how it stood at the moment it was asked for, after ``stages``.
    """

    consignment_id: str
    first: date
    last: date
    precision: str
    carrier: str
    route_id: str
    origin_id: str
    destination_id: str
    held_at_id: str
    held_until: str
    cargo: str
    cargo_kind: str
    quantity: float | None
    qualifier: str
    unit: str
    cumulative: bool
    outcome: str
    uncertain: bool
    doubt: str
    source_ids: tuple[str, ...]
    event_id: str = ""
    """The event that tells of it too."""
    stages: tuple[Stage, ...] = ()
    """Those begun by the moment; one read from the outcome where the row has none of its own."""

    @property
    def kind(self) -> str:
        """What its cargo counts as: food or mixed aid, medical supplies, fuel, patients, people, else ""."""
        return CARGO.get(self.cargo_kind, "")

    @property
    def ended(self) -> date | None:
        """The last day on which a suspended service stood still; None while no end is reported."""
        if not self.own_stages:
            return self.last
        last = self.stages[-1]
        return last.first - timedelta(days=1) if last.stage == "approved" else None

    @property
    def ledger(self) -> Ledger | None:
        """What became of its amount, by the stages begun; None where an amount is not stated."""
        return ledger_of(self.stages, self.quantity, self.unit) if self.own_stages else None

    @property
    def own_stages(self) -> tuple[Stage, ...]:
        """The stages that stand in a table of their own."""
        return tuple(stage for stage in self.stages if stage.stage_id)


@dataclass(frozen=True)
class Quantity:
    """A sum of single consignments in one unit; running totals are never in it."""

    unit: str
    total: float
    consignments: int


@dataclass(frozen=True)
class OutcomeCount:
    """Consignments of one outcome: how many, how much where stated, and their rows.

    The uncertain ones are counted, and how many they are is said; their amounts are in no sum.
    """

    outcome: str
    count: int
    uncertain: int
    quantities: tuple[Quantity, ...]
    without_quantity: int
    consignment_ids: tuple[str, ...]
    source_ids: tuple[str, ...]


def consignments(
    case: Case, first: date | None = None, last: date | None = None, at: datetime | None = None
) -> tuple[Consignment, ...]:
    """Consignments that touch ``first``..``last`` and had begun by ``at``, each as it stood then."""
    return tuple(
        row
        for row in _standing(case, at)
        if (first is None or row.last >= first) and (last is None or row.first <= last)
    )


@once_per_case(_KEPT_MOMENTS)
def _standing(case: Case, at: datetime | None) -> tuple[Consignment, ...]:
    """All consignments begun by a moment as they stood then: one step asks for them several times."""
    rows = (as_stood(row, at) for row in as_written(case))
    return tuple(row for row in rows if row is not None)


def as_stood(row: Consignment, at: datetime | None) -> Consignment | None:
    """A consignment as it stood after the stages begun by ``at``; None where it had not begun.

    Of days that were not over by then neither the outcome nor the amount is told: both are those of the end.
    A running total has then nothing to tell.
    """
    stages = begun(row.stages, at)
    if row.own_stages:
        return _after(row, stages) if stages else None
    if at is None:
        return row
    if row.first > at.date():
        return None
    over = (
        len(stages) == len(row.stages) if row.stages else row.last < at.date() or at >= end_of_day(row.last)
    )
    if not over and row.cumulative:
        return None
    return row if over else replace(row, stages=stages, outcome=UNFINISHED, quantity=None)


def promised(row: Consignment) -> bool:
    """Whether a row is a pledge, or money asked for: nothing that was on its way."""
    return row.outcome == "pledged" or (row.outcome == "requested" and row.cargo_kind == "money")


def without_running_totals(rows: Iterable[Consignment]) -> tuple[Consignment, ...]:
    """Single consignments: without running totals, which restate others."""
    return tuple(row for row in rows if not row.cumulative)


def statements(rows: Iterable[Consignment]) -> tuple[Consignment, ...]:
    """The running totals that sources state; they stand beside the consignments and are never added."""
    return tuple(row for row in rows if row.cumulative)


def roads_in_or_out(case: Case) -> frozenset[str]:
    """The roads that lead in or out: what moves on an approach has not passed yet."""
    return _leading(case.routes)


def by_outcome(rows: Sequence[Consignment]) -> tuple[OutcomeCount, ...]:
    """Single consignments counted by outcome, in the order of ``OUTCOMES``, empty ones left out."""
    own: dict[str, list[Consignment]] = {outcome: [] for outcome in OUTCOMES}
    for row in without_running_totals(rows):
        own[row.outcome].append(row)
    return tuple(_outcome(outcome, counted) for outcome, counted in own.items() if counted)


def with_people(rows: Sequence[Consignment]) -> list[Consignment]:
    """Single consignments with which patients or other people, and no goods, came through.

    A trip that was refused, turned back or not made took nobody.
    """
    return [row for row in only_people(rows) if row.outcome in _THROUGH]


def only_people(rows: Iterable[Consignment]) -> list[Consignment]:
    """Single consignments for patients or other people, whatever became of them."""
    return [row for row in without_running_totals(rows) if row.kind in TRAVELLERS]


def people_words(rows: Iterable[Consignment]) -> str:
    """Whom consignments took: patients, or people where others were among them."""
    return PATIENTS if {row.kind for row in rows} == {PATIENTS} else PEOPLE


def running_totals(
    rows: Sequence[Consignment], unit: str, kinds: frozenset[str] | None = None
) -> tuple[tuple[date, float, Consignment], ...]:
    """Day, total so far and the consignment that raised it, over delivered ones, in ``unit``.

    Weights in any unit read here are converted. Only stated amounts of single consignments that are not
    uncertain are added, so the line is a lower bound.

    Parameters
    ----------
    rows
        Consignments, in any order.
    unit
        Unit of the totals.
    kinds
        Kinds of cargo that count; None for all.

    Returns
    -------
    tuple
        Day, total in ``unit`` so far, and the consignment that raised it, by day.
    """
    total = 0.0
    steps = []
    arrived = [(row, amount) for row in rows if (amount := _arrived(row, unit, kinds)) is not None]
    for row, amount in sorted(arrived, key=lambda pair: (pair[0].last, pair[0].consignment_id)):
        total = round(total + amount, 3)
        steps.append((row.last, total, row))
    return tuple(steps)


def left_out_of_sum(
    rows: Sequence[Consignment], unit: str, kinds: frozenset[str] | None = None
) -> tuple[tuple[Consignment, str], ...]:
    """Consignments of the kinds that ``running_totals`` does not add, each with the reason."""
    left = []
    for row in rows:
        if kinds is not None and row.cargo_kind not in kinds:
            continue
        if reason := _why_not_added(row, unit):
            left.append((row, reason))
    return tuple(left)


def _arrived(row: Consignment, unit: str, kinds: frozenset[str] | None) -> float | None:
    """What of a consignment is added to a sum in ``unit``; None where it is not."""
    if (kinds is not None and row.cargo_kind not in kinds) or _why_not_added(row, unit):
        return None
    return _delivered(row, unit)


def _why_not_added(row: Consignment, unit: str) -> str:
    if row.cumulative:
        return RUNNING_TOTAL
    if row.outcome not in ARRIVED:
        return f"its outcome is: {row.outcome}"
    if _delivered(row, unit) is None:
        if row.outcome == "partial" and row.quantity is not None:
            return PART_NOT_STATED
        if row.quantity is not None and row.unit and not (is_weight(row.unit) and is_weight(unit)):
            return f"its amount is in {row.unit}"
        return AMOUNT_NOT_STATED
    return DOUBTFUL if row.uncertain else ""


def _delivered(row: Consignment, unit: str) -> float | None:
    """How much of it was delivered, in ``unit``, by its ledger where it has stages of its own."""
    ledger = row.ledger
    if ledger is not None:
        return in_unit(ledger.delivered, ledger.unit, unit)
    if row.quantity is None or row.outcome == "partial":
        # What was sent is no amount of what came.
        return None
    return in_unit(row.quantity, row.unit, unit)


def _outcome(outcome: str, rows: Sequence[Consignment]) -> OutcomeCount:
    sums: dict[str, list[float]] = {}
    for row in rows:
        if row.quantity is not None and not row.uncertain:
            unit = TONNES if is_weight(row.unit) else row.unit
            sums.setdefault(unit, []).append(in_unit(row.quantity, row.unit, unit) or 0.0)
    return OutcomeCount(
        outcome=outcome,
        count=len(rows),
        uncertain=sum(row.uncertain for row in rows),
        quantities=tuple(Quantity(unit, round(sum(sums[unit]), 3), len(sums[unit])) for unit in sorted(sums)),
        without_quantity=sum(row.quantity is None for row in rows),
        consignment_ids=tuple(row.consignment_id for row in rows),
        source_ids=sources_of(rows),
    )


@once_per_frame
def _leading(routes: pd.DataFrame) -> frozenset[str]:
    return frozenset(routes.loc[routes["role"].isin(list(LEADING_ROLES)), "route_id"])


@once_per_case(_KEPT)
def as_written(case: Case) -> tuple[Consignment, ...]:
    """All consignments as their rows have them, with all their stages, in order of time."""
    own = stages_by_consignment(case.aid_stages)
    rows = (
        _consignment(row, own.get(row["consignment_id"], ())) for row in case.consignments.to_dict("records")
    )
    return tuple(sorted(rows, key=_begin))


def _begin(row: Consignment) -> tuple[date, str]:
    """When a consignment began, by its own stages where it has any."""
    first = min((stage.first for stage in row.own_stages), default=row.first)
    return first, row.consignment_id


def _consignment(row: Mapping[Any, Any], stages: tuple[Stage, ...]) -> Consignment:
    outcome = as_text(row["outcome"]) or NOT_STATED
    return read_row(Consignment, row, outcome=outcome, stages=stages or stage_of_outcome(row))


def _after(row: Consignment, stages: tuple[Stage, ...]) -> Consignment:
    """The consignment as the stages leave it: its outcome, its days, where it stands and what it rests on."""
    now = max(stages, key=lambda stage: stage.order)
    place, until = (now.place_id, now.end) if now.stage == "waiting" else ("", None)
    row = _with_amount(row, stages)
    return replace(
        row,
        first=min(stage.first for stage in stages),
        last=max(stage.last for stage in stages),
        outcome=outcome_of(stages, row.quantity, row.unit),
        held_at_id=place,
        held_until="" if until is None else until.isoformat(timespec="minutes"),
        uncertain=row.uncertain or now.uncertain,
        doubt=row.doubt or now.doubt,
        source_ids=sources_of((row, *stages)),
        stages=stages,
    )


def _with_amount(row: Consignment, stages: Sequence[Stage]) -> Consignment:
    """The consignment with its amount: its own, else the last one that its stages give for the whole."""
    with_amount = [stage for stage in stages if stage.amount is not None and not stage.part]
    if row.quantity is not None or not with_amount:
        return row
    last = with_amount[-1]
    return replace(row, quantity=last.amount, qualifier=last.qualifier, unit=last.unit)
