"""When aid of each kind last came in or went out: by single loads, and by running totals that rose.

A running total that is greater than the one before it, or than all single loads of its kind by then, shows
that something was delivered by its moment, though not on which day. What is uncertain never is the last
delivery; where it is later than that, it stands beside it.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING, Protocol, TypeVar

from geo.facts.aid import roads_in_or_out, running_totals, statements, without_running_totals
from geo.facts.aid_stages import ARRIVING
from geo.facts.network import places_inside
from geo.facts.provenance import sources_of
from geo.facts.weights import TONNES, in_unit, is_weight

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Sequence
    from datetime import date, datetime

    from geo.case.case import Case
    from geo.facts.aid import Consignment
    from geo.facts.aid_stages import Stage

GROUPS = ("kind", "route", "carrier")


@dataclass(frozen=True)
class Evidence:
    """One row that shows a delivery on a day, or ``by`` it at the latest."""

    kind: str
    on: date
    carrier: str
    route_id: str
    consignment_id: str
    stage_id: str
    source_ids: tuple[str, ...]
    by: bool
    uncertain: bool

    @property
    def row_names(self) -> tuple[str, ...]:
        """The rows that show it, as ``kind:id``."""
        load = f"consignment:{self.consignment_id}"
        return (load, f"stage:{self.stage_id}") if self.stage_id else (load,)


@dataclass(frozen=True)
class Later:
    """An uncertain report after the last one that is certain; ``by`` as in ``LastDelivery``."""

    on: date
    by: bool
    row_names: tuple[str, ...]
    source_ids: tuple[str, ...]


class Dated(Protocol):
    """What shows something to have come on a day, or ``by`` it at the latest."""

    @property
    def on(self) -> date:
        """The day."""

    @property
    def by(self) -> bool:
        """Whether it may have come before."""

    @property
    def uncertain(self) -> bool:
        """Whether a second reading could not settle it."""


Shown = TypeVar("Shown", bound=Dated)


@dataclass(frozen=True)
class LastDelivery:
    """The last delivery of one kind of cargo: of all, on one route, or by one carrier.

    ``group`` is one of ``GROUPS`` and ``key`` which route or carrier, empty for a kind alone. ``by`` says
    that it came by that day at the latest, as a running total shows it. ``uncertain`` is true only where no
    certain delivery is known.
    """

    group: str
    key: str
    kind: str
    on: date
    days_ago: int
    by: bool
    uncertain: bool
    consignment_ids: tuple[str, ...]
    source_ids: tuple[str, ...]
    row_names: tuple[str, ...]
    """The rows that show it, as ``kind:id``."""
    later: Later | None = None
    dated: date | None = None
    """Where it came ``by`` that day: the last day of a load that is dated."""


def last_deliveries(case: Case, rows: Sequence[Consignment], at: datetime) -> tuple[LastDelivery, ...]:
    """The last delivery of each kind up to ``at``: of all, then by route, then by carrier.

    Rows are as they stood at ``at``. What moves on a road that does not lead in or out has not come through
    yet; what is flown has no road and counts for its kind and its carrier.
    """
    seen = sorted(evidence(case, rows), key=lambda row: (row.kind, row.on))
    shown: list[LastDelivery] = []
    for group in GROUPS:
        keyed = [(_key(row, group), row) for row in seen if group != "route" or row.route_id]
        for (key, kind), own in groupby(
            sorted(keyed, key=lambda pair: (pair[0], pair[1].kind)), key=lambda pair: (pair[0], pair[1].kind)
        ):
            shown.append(_last(group, key, kind, [row for _, row in own], at.date()))
    return tuple(
        sorted(shown, key=lambda last: (GROUPS.index(last.group), last.days_ago, last.key, last.kind))
    )


def evidence(case: Case, rows: Sequence[Consignment]) -> Iterator[Evidence]:
    """The rows that show that goods, patients or people of a known kind arrived."""
    leading, inside = roads_in_or_out(case), places_inside(case)
    for row in without_running_totals(rows):
        if not row.kind or _stayed(row, inside):
            continue
        for stage in row.stages:
            road = stage.route_id or row.route_id
            if stage.stage in ARRIVING and (not road or road in leading):
                # Doubt about what a load held is no doubt that it came.
                doubtful = stage.uncertain if stage.stage_id else row.uncertain
                on, by = arrived(row, stage)
                yield Evidence(
                    row.kind, on, row.carrier, road, row.consignment_id, stage.stage_id,
                    stage.source_ids, by=by, uncertain=doubtful,
                )  # fmt: skip
    for row in risen(rows):
        yield Evidence(
            row.kind, row.last, row.carrier, row.route_id, row.consignment_id, "", row.source_ids, by=True,
            uncertain=row.uncertain,
        )  # fmt: skip


def _stayed(row: Consignment, inside: Collection[str]) -> bool:
    """Whether a load left and reached one place, or began inside the area and is not said to have left it."""
    if row.origin_id == row.destination_id != "":
        return True
    within = row.destination_id in inside or not (row.destination_id or row.route_id)
    return row.origin_id in inside and within


def arrived(row: Consignment, stage: Stage) -> tuple[date, bool]:
    """The day on which a load surely had arrived, and whether it may have come before.

    Parameters
    ----------
    row
        A single load.
    stage
        The stage at which it arrived.

    Returns
    -------
    tuple of date and bool
        The last day of those it is dated to; true where these are several, as of a month.
    """
    last = stage.certain.date()
    return last, stage.first != last if stage.stage_id else row.first != row.last


def risen(rows: Sequence[Consignment]) -> tuple[Consignment, ...]:
    """Running totals greater than any before them, and than their carrier's single loads of the kind."""
    higher = []
    for row in statements(rows):
        before = [
            in_unit(other.quantity, other.unit, row.unit) or 0.0
            for other in statements(rows)
            if (other.last, other.consignment_id) < (row.last, row.consignment_id)
            and (other.carrier, other.kind) == (row.carrier, row.kind)
            and other.quantity is not None
        ]
        steps = running_totals(
            [
                load
                for load in without_running_totals(rows)
                if (load.carrier, load.kind) == (row.carrier, row.kind) and load.last <= row.last
            ],
            TONNES if is_weight(row.unit) else row.unit,
        )
        loads = in_unit(steps[-1][1], TONNES, row.unit) if steps and is_weight(row.unit) else None
        loads = steps[-1][1] if steps and loads is None else loads or 0.0
        # A total dated to a month shows nothing before the month is over: it has no stage by then.
        if (
            row.stages
            and row.kind
            and row.quantity is not None
            and row.quantity > max([*before, loads], default=0.0)
        ):
            higher.append(row)
    return tuple(higher)


def _key(row: Evidence, group: str) -> str:
    return {"kind": "", "route": row.route_id, "carrier": row.carrier}[group]


def _last(group: str, key: str, kind: str, rows: Sequence[Evidence], day: date) -> LastDelivery:
    last, beside = newest(rows)
    return LastDelivery(
        group=group,
        key=key,
        kind=kind,
        on=last[0].on,
        days_ago=(day - last[0].on).days,
        by=last[0].by,
        uncertain=last[0].uncertain,
        consignment_ids=tuple(dict.fromkeys(row.consignment_id for row in last)),
        source_ids=sources_of(last),
        row_names=names_of(last),
        later=Later(beside[0].on, beside[0].by, names_of(beside), sources_of(beside)) if beside else None,
        dated=last_dated(rows) if last[0].by else None,
    )


def last_dated(rows: Sequence[Dated]) -> date | None:
    """The last day of the certain rows that give the day itself, not only a day by which something came."""
    return max((row.on for row in rows if not row.by and not row.uncertain), default=None)


def newest(rows: Sequence[Shown]) -> tuple[list[Shown], list[Shown]]:
    """The rows of the last day with a certain arrival, and uncertain ones of the last day after it.

    Where all are uncertain the first are those of the last day, and there are no others. A row that shows
    the day says more than one that shows only by when, such as a running total.
    """
    certain = [row for row in rows if not row.uncertain]
    last = _of_last_day(certain or rows)
    later = [row for row in rows if row.uncertain and row.on > last[0].on]
    return last, _of_last_day(later) if later else []


def names_of(rows: Iterable[Evidence]) -> tuple[str, ...]:
    """The consignments and stages that are the evidence, by name."""
    return tuple(dict.fromkeys(name for row in rows for name in row.row_names))


def _of_last_day(rows: Sequence[Shown]) -> list[Shown]:
    on = max(row.on for row in rows)
    own = [row for row in rows if row.on == on]
    return [row for row in own if not row.by] or own
