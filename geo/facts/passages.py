"""The last time traffic of each kind passed on each route."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from geo.facts.aid import PASSED, consignments, single, through
from geo.facts.displacement import movements
from geo.facts.provenance import sources_of
from geo.facts.status import status_spans
from geo.lists import items
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
    "food": "food and mixed aid",
    "mixed": "food and mixed aid",
    "medical": "medical supplies alone",
    "fuel": "fuel alone",
    "patients": "medical evacuation",
    "people": CIVILIANS,
    "passage": "other vehicles",
}
KINDS = tuple(dict.fromkeys((ORDINARY, CIVILIANS, *KIND_OF_CARGO.values())))


@dataclass(frozen=True)
class Passage:
    """The last time traffic of one kind passed on one route; ``row_ids`` are what shows it."""

    kind: str
    route_id: str
    on: date
    days_ago: int
    what: str
    row_ids: tuple[str, ...]
    source_ids: tuple[str, ...]
    row_kinds: tuple[str, ...]
    """What each row is: a status, a consignment or a movement."""

    @property
    def rows(self) -> tuple[str, ...]:
        """The rows as ``kind:id``."""
        return tuple(f"{kind}:{row}" for kind, row in zip(self.row_kinds, self.row_ids, strict=True))


def last_passages(case: Case, at: datetime) -> tuple[Passage, ...]:
    """The last passage of each kind on each route up to ``at``, by kind, then the latest first.

    Consignments count on roads that lead in or out. A movement of people counts on its own
    route or, when that is not a corridor, on those it shares more than half of their legs with.
    """
    day = at.date()
    latest: dict[tuple[str, str], Passage] = {}
    for one in _seen(case, at):
        held = latest.get((one.kind, one.route_id))
        if held is None or one.on > held.on:
            latest[one.kind, one.route_id] = one
        elif one.on == held.on:
            latest[one.kind, one.route_id] = _joined(held, one, day)
    return tuple(sorted(latest.values(), key=lambda one: (KINDS.index(one.kind), one.days_ago, one.route_id)))


def _seen(case: Case, at: datetime) -> Iterator[Passage]:
    day = at.date()
    for span in status_spans(case, last=day):
        if span.status == "open":
            yield _passage(
                (ORDINARY, span.route_id), min(span.last, day), day,
                (span.who_could_pass, "status", span.status_id, span.source_ids),
            )  # fmt: skip
    for load in single(through(case, consignments(case, at=at))):
        if load.outcome in PASSED and load.cargo_kind in KIND_OF_CARGO:
            yield _passage(
                (KIND_OF_CARGO[load.cargo_kind], load.route_id), min(load.last, day), day,
                (load.cargo, "consignment", load.consignment_id, load.source_ids),
            )  # fmt: skip
    over = _roads_under(case.routes)
    for move in movements(case, last=day):
        for road in over.get(move.via_route_id, ()):
            yield _passage(
                (CIVILIANS, road), min(move.last, day), day,
                (move.people, "movement", move.movement_id, move.source_ids),
            )  # fmt: skip


def _passage(
    key: tuple[str, str], on: date, day: date, shown: tuple[str, str, str, tuple[str, ...]]
) -> Passage:
    what, row_kind, row, sources = shown
    return Passage(*key, on, (day - on).days, what, (row,), sources, (row_kind,))


def _joined(one: Passage, other: Passage, day: date) -> Passage:
    return Passage(
        kind=one.kind,
        route_id=one.route_id,
        on=one.on,
        days_ago=(day - one.on).days,
        what="; ".join(dict.fromkeys((one.what, other.what))),
        row_ids=(*one.row_ids, *other.row_ids),
        source_ids=sources_of((one, other)),
        row_kinds=(*one.row_kinds, *other.row_kinds),
    )


@once_per_frame
def _roads_under(routes: pd.DataFrame) -> dict[str, tuple[str, ...]]:
    """For each route the roads whose passage it shows: for a path the corridors it runs along."""
    table = zip(routes["route_id"], routes["place_ids"], strict=True)
    legs = {route: {frozenset(leg) for leg in pairwise(items(cell))} for route, cell in table}
    corridors = routes.loc[routes["role"] == "corridor", "route_id"].tolist()
    return {
        route: (route,) if route in corridors else _shared(own, corridors, legs) or (route,)
        for route, own in legs.items()
    }


def _shared(
    own: set[frozenset[str]], corridors: list[str], legs: dict[str, set[frozenset[str]]]
) -> tuple[str, ...]:
    return tuple(one for one in corridors if 2 * len(legs[one] & own) > len(legs[one]))
