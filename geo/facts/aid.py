"""Consignments: what was delivered, refused or left waiting, and how long ago."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Any

import pandas as pd

from geo.cell_values import as_flag, as_number, as_text
from geo.facts.provenance import sources_of
from geo.lists import items
from geo.memo import once_per_frame

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from geo.case.load import Case

OUTCOMES = ("delivered", "partial", "passed", "blocked", "suspended", "pledged")
GOODS = frozenset({"food", "medical", "fuel", "mixed"})
ARRIVED = frozenset({"delivered", "partial"})
PASSED = frozenset({"delivered", "partial", "passed"})
RUNNING_TOTAL = "a running total, which is never added to single consignments"
AMOUNT_NOT_STATED = "its amount in this unit is not stated"
THROUGH_ROLES = frozenset({"corridor", "bypass"})


@dataclass(frozen=True)
class Consignment:
    """One aid movement; ``first``..``last`` bound its days, ``quantity`` is in ``unit``."""

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


@dataclass(frozen=True)
class Quantity:
    """A sum of single consignments in one unit; running totals are never in it."""

    unit: str
    total: float
    consignments: int


@dataclass(frozen=True)
class OutcomeCount:
    """Consignments of one outcome: how many, how much where stated, and their rows."""

    outcome: str
    count: int
    quantities: tuple[Quantity, ...]
    without_quantity: int
    consignment_ids: tuple[str, ...]
    source_ids: tuple[str, ...]


@dataclass(frozen=True)
class Waiting:
    """A blocked consignment still held at a place; ``days`` counts the as-at day too."""

    consignment: Consignment
    place_id: str
    since: date
    days: int


@dataclass(frozen=True)
class LastDelivery:
    """The last delivery of goods overall, on one route or by one carrier."""

    group: str
    key: str
    on: date
    days_ago: int
    consignment_ids: tuple[str, ...]
    source_ids: tuple[str, ...]


def consignments(
    case: Case,
    first: date | None = None,
    last: date | None = None,
    at: datetime | None = None,
) -> tuple[Consignment, ...]:
    """Consignments that touch ``first``..``last`` and began by ``at``."""
    rows = _read(case.consignments)
    return tuple(
        one
        for one in rows
        if (first is None or one.last >= first)
        and (last is None or one.first <= last)
        and (at is None or one.first <= at.date())
    )


def single(rows: Iterable[Consignment]) -> tuple[Consignment, ...]:
    """Single consignments: without running totals, which restate others."""
    return tuple(one for one in rows if not one.cumulative)


def statements(rows: Iterable[Consignment]) -> tuple[Consignment, ...]:
    """Running totals as stated; they stand beside the consignments and are never added."""
    return tuple(one for one in rows if one.cumulative)


def through(case: Case, rows: Iterable[Consignment]) -> tuple[Consignment, ...]:
    """Consignments on a road that leads in or out: what moves on an approach has not passed yet."""
    leading = _leading(case.routes)
    return tuple(one for one in rows if one.route_id in leading)


def by_outcome(rows: Sequence[Consignment]) -> tuple[OutcomeCount, ...]:
    """Single consignments counted by outcome, in the order of ``OUTCOMES``, empty ones left out."""
    found: dict[str, list[Consignment]] = {outcome: [] for outcome in OUTCOMES}
    for one in single(rows):
        if one.outcome in found:
            found[one.outcome].append(one)
    return tuple(_outcome(outcome, own) for outcome, own in found.items() if own)


def waiting(rows: Sequence[Consignment], day: date) -> tuple[Waiting, ...]:
    """Blocked consignments held at a named place on ``day`` and not released by then."""
    held = [one for one in single(rows) if one.outcome == "blocked" and one.held_at_id and one.first <= day]
    return tuple(
        Waiting(one, one.held_at_id, one.first, (day - one.first).days + 1)
        for one in held
        if not one.held_until or day <= date.fromisoformat(one.held_until[:10])
    )


def last_deliveries(rows: Sequence[Consignment], day: date) -> tuple[LastDelivery, ...]:
    """Days since goods last came through up to ``day``: overall, then by route, then by carrier.

    Transfers of patients and people, and money, are not deliveries.
    """
    latest: dict[tuple[str, str], list[Consignment]] = {}
    for one in single(rows):
        if one.outcome in ARRIVED and one.cargo_kind in GOODS:
            _keep_latest(latest, ("overall", ""), one, day)
            _keep_latest(latest, ("carrier", one.carrier), one, day)
            if one.route_id:
                _keep_latest(latest, ("route", one.route_id), one, day)
    groups = ("overall", "route", "carrier")
    found = [
        LastDelivery(
            group=group,
            key=key,
            on=_on(held[0], day),
            days_ago=(day - _on(held[0], day)).days,
            consignment_ids=tuple(one.consignment_id for one in held),
            source_ids=sources_of(held),
        )
        for (group, key), held in latest.items()
    ]
    return tuple(sorted(found, key=lambda one: (groups.index(one.group), one.days_ago, one.key)))


def running_totals(
    rows: Sequence[Consignment], unit: str, kinds: frozenset[str] | None = None
) -> tuple[tuple[date, float, Consignment], ...]:
    """Day, total so far and the consignment that raised it, over delivered ones in ``unit``.

    Only stated quantities of single consignments are added, so the line is a lower bound.
    """
    total = 0.0
    steps = []
    for one in sorted(single(rows), key=lambda row: (row.last, row.consignment_id)):
        fits = kinds is None or one.cargo_kind in kinds
        if one.outcome in ARRIVED and one.unit == unit and one.quantity is not None and fits:
            total += one.quantity
            steps.append((one.last, total, one))
    return tuple(steps)


def left_out_of_sum(
    rows: Sequence[Consignment], unit: str, kinds: frozenset[str] | None = None
) -> tuple[tuple[Consignment, str], ...]:
    """Consignments of the kinds that ``running_totals`` does not add, each with the reason."""
    left = []
    for one in rows:
        if kinds is not None and one.cargo_kind not in kinds:
            continue
        if one.cumulative:
            left.append((one, RUNNING_TOTAL))
        elif one.outcome not in ARRIVED:
            left.append((one, f"its outcome is: {one.outcome}"))
        elif one.unit != unit or one.quantity is None:
            left.append((one, AMOUNT_NOT_STATED))
    return tuple(left)


def _outcome(outcome: str, rows: Sequence[Consignment]) -> OutcomeCount:
    sums: dict[str, list[float]] = {}
    for one in rows:
        if one.quantity is not None:
            sums.setdefault(one.unit, []).append(one.quantity)
    quantities = tuple(Quantity(unit, sum(sums[unit]), len(sums[unit])) for unit in sorted(sums))
    return OutcomeCount(
        outcome=outcome,
        count=len(rows),
        quantities=quantities,
        without_quantity=sum(one.quantity is None for one in rows),
        consignment_ids=tuple(one.consignment_id for one in rows),
        source_ids=sources_of(rows),
    )


def _keep_latest(
    latest: dict[tuple[str, str], list[Consignment]],
    key: tuple[str, str],
    one: Consignment,
    day: date,
) -> None:
    held = latest.get(key, [])
    if not held or _on(one, day) > _on(held[0], day):
        latest[key] = [one]
    elif _on(one, day) == _on(held[0], day):
        latest[key] = [*held, one]


def _on(one: Consignment, day: date) -> date:
    return min(one.last, day)


@once_per_frame
def _leading(routes: pd.DataFrame) -> frozenset[str]:
    """The roads that lead in or out."""
    return frozenset(routes.loc[routes["role"].isin(list(THROUGH_ROLES)), "route_id"])


@once_per_frame
def _read(frame: pd.DataFrame) -> tuple[Consignment, ...]:
    rows = (_consignment(row) for row in frame.to_dict("records"))
    return tuple(sorted(rows, key=lambda one: (one.first, one.consignment_id)))


def _consignment(row: dict[Any, Any]) -> Consignment:
    return Consignment(
        consignment_id=row["consignment_id"],
        first=row["start"].date(),
        last=(row["end"] - timedelta(seconds=1)).date(),
        precision=as_text(row["date_precision"]) or "day",
        carrier=as_text(row["carrier"]),
        route_id=as_text(row["route_id"]),
        origin_id=as_text(row["origin_id"]),
        destination_id=as_text(row["destination_id"]),
        held_at_id=as_text(row["held_at_id"]),
        held_until=as_text(row["held_until"]),
        cargo=as_text(row["cargo"]),
        cargo_kind=as_text(row["cargo_kind"]),
        quantity=as_number(row["quantity"]),
        qualifier=as_text(row["qualifier"]) or "exact",
        unit=as_text(row["unit"]),
        cumulative=as_flag(row["cumulative"]),
        outcome=row["outcome"],
        uncertain=as_flag(row["uncertain"]),
        doubt=as_text(row["doubt"]),
        source_ids=items(row["source_ids"]),
        event_id=as_text(row["event_id"]),
    )
