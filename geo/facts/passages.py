"""The last time traffic of each kind passed on each route."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from geo.cells import items
from geo.facts.aid import consignments, roads_in_or_out, without_running_totals
from geo.facts.aid_stages import ARRIVING
from geo.facts.deliveries import arrived, last_dated, newest, risen
from geo.facts.displacement import movements
from geo.facts.provenance import sources_of
from geo.facts.reports import report_days
from geo.facts.status import WATCHED_ROLES, last_known, status_spans
from geo.memo import once_per_frame

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date, datetime

    import pandas as pd

    from geo.case.load import Case

ORDINARY = "ordinary traffic"
CIVILIANS = "civilians"
# Mixed loads nearly always hold food, so that food alone would look older than it is.
KIND_OF_CARGO = {
    "food": "food or mixed aid",
    "mixed": "food or mixed aid",
    "medical": "medical supplies alone",
    "fuel": "fuel alone",
    "patients": "medical evacuation",
    "people": CIVILIANS,
    "passage": "other vehicles",
}
KINDS = tuple(dict.fromkeys((ORDINARY, CIVILIANS, *KIND_OF_CARGO.values())))


@dataclass(frozen=True)
class Passage:
    """The last time traffic of one kind passed on one route; ``rows`` are what shows it.

    ``by`` says that it passed by that day at the latest, as a running total shows it; ``uncertain`` is true
    only where no certain passage is known. ``later_on`` is the day of a later report that is uncertain.
    """

    kind: str
    route_id: str
    on: date
    days_ago: int
    what: str
    source_ids: tuple[str, ...]
    rows: tuple[str, ...]
    """Each as ``kind:id``: a status, a consignment and its stage, or a movement."""
    by: bool = False
    uncertain: bool = False
    later_on: date | None = None
    later_rows: tuple[str, ...] = ()
    dated: date | None = None
    """Where it passed ``by`` that day: the last day that is itself shown."""


@dataclass(frozen=True)
class _Seen:
    kind: str
    route_id: str
    on: date
    what: str
    source_ids: tuple[str, ...]
    rows: tuple[str, ...]
    by: bool = False
    uncertain: bool = False


def last_passages(case: Case, at: datetime) -> tuple[Passage, ...]:
    """The last passage of each kind on each route up to ``at``, by kind, then the latest first.

    Consignments count on roads that lead in or out, by the stages at which they crossed or were delivered;
    running totals that rose count by their day. A movement of people counts on its own route or, when that
    has no status of its own, on the corridors it shares more than half of their legs with.
    """
    seen: dict[tuple[str, str], list[_Seen]] = {}
    for row in (*_statuses(case, at), *_loads(case, at), *_totals(case, at), *_movements(case, at)):
        seen.setdefault((row.kind, row.route_id), []).append(row)
    passages = (_passage(rows, at.date()) for rows in seen.values())
    return tuple(sorted(passages, key=lambda row: (KINDS.index(row.kind), row.days_ago, row.route_id)))


def _statuses(case: Case, at: datetime) -> Iterator[_Seen]:
    reports, days = report_days(case, at.date()), case.settings.silence_days
    # Of one kind of traffic alone nothing is said of the rest.
    for span in () if case.traffic else status_spans(case, last=at.date()):
        if span.status == "open":
            yield _Seen(
                ORDINARY, span.route_id, last_known(span, reports.get(span.route_id, ()), at.date(), days),
                span.who_could_pass, span.source_ids, (f"status:{span.status_id}",), uncertain=span.uncertain,
            )  # fmt: skip


def _loads(case: Case, at: datetime) -> Iterator[_Seen]:
    leading = roads_in_or_out(case)
    for load in without_running_totals(consignments(case, at=at)):
        if load.cargo_kind not in KIND_OF_CARGO:
            continue
        for stage in load.stages:
            road = stage.route_id or load.route_id
            if stage.stage in ARRIVING and road in leading:
                own = (f"stage:{stage.stage_id}",) if stage.stage_id else ()
                on, by = arrived(load, stage)
                yield _Seen(
                    KIND_OF_CARGO[load.cargo_kind], road, on, load.cargo, stage.source_ids,
                    (f"consignment:{load.consignment_id}", *own), by=by,
                    uncertain=stage.uncertain if own else load.uncertain,
                )  # fmt: skip


def _totals(case: Case, at: datetime) -> Iterator[_Seen]:
    leading = roads_in_or_out(case)
    for load in risen(consignments(case, at=at)):
        if load.cargo_kind in KIND_OF_CARGO and load.route_id in leading:
            yield _Seen(
                KIND_OF_CARGO[load.cargo_kind], load.route_id, load.last, load.cargo, load.source_ids,
                (f"consignment:{load.consignment_id}",), by=True, uncertain=load.uncertain,
            )  # fmt: skip


def _movements(case: Case, at: datetime) -> Iterator[_Seen]:
    over = _roads_under(case.routes)
    for move in movements(case, last=at.date()):
        for road in over.get(move.via_route_id, ()):
            yield _Seen(
                CIVILIANS, road, min(move.last, at.date()), move.people, move.source_ids,
                (f"movement:{move.movement_id}",), uncertain=move.uncertain,
            )  # fmt: skip


def _passage(rows: list[_Seen], day: date) -> Passage:
    last, later = newest(rows)
    return Passage(
        kind=last[0].kind,
        route_id=last[0].route_id,
        on=last[0].on,
        days_ago=(day - last[0].on).days,
        what="; ".join(dict.fromkeys(row.what for row in last)),
        source_ids=sources_of(last),
        rows=tuple(dict.fromkeys(name for row in last for name in row.rows)),
        by=last[0].by,
        uncertain=last[0].uncertain,
        later_on=later[0].on if later else None,
        later_rows=tuple(dict.fromkeys(name for row in later for name in row.rows)),
        dated=last_dated(rows) if last[0].by else None,
    )


@once_per_frame
def _roads_under(routes: pd.DataFrame) -> dict[str, tuple[str, ...]]:
    """For each route the roads whose passage it shows: for a path the corridors it runs along."""
    table = zip(routes["route_id"], routes["place_ids"], strict=True)
    legs = {route: {frozenset(leg) for leg in pairwise(items(cell))} for route, cell in table}
    corridors = routes.loc[routes["role"] == "corridor", "route_id"].tolist()
    # Boats or flights between the ends of a road pass beside it, not on it.
    themselves = set(routes.loc[routes["role"].isin(WATCHED_ROLES), "route_id"])
    return {
        route: (route,) if route in themselves else _shared(own, corridors, legs) or (route,)
        for route, own in legs.items()
    }


def _shared(
    own: set[frozenset[str]], corridors: list[str], legs: dict[str, set[frozenset[str]]]
) -> tuple[str, ...]:
    return tuple(route_id for route_id in corridors if 2 * len(legs[route_id] & own) > len(legs[route_id]))
