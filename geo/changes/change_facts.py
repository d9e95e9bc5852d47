"""What stands at a moment, fact by fact: the two sides that a list of changes is made of.

A fact has a key that stays the same over time and a value; where the value differs between two
moments, something changed. What never ends once it happened has no fact before it.
"""

from __future__ import annotations

from datetime import date
from functools import partial
from typing import TYPE_CHECKING

from geo.cells import items
from geo.changes.change_words import (
    LASTING,
    consignment_words,
    figure_words,
    happened,
    movement_words,
    route_words,
)
from geo.changes.fact import Fact
from geo.facts.aid import consignments
from geo.facts.displacement import accommodation_lists, movements
from geo.facts.state import state
from geo.facts.waiting import waiting
from geo.memo import once_per_case
from geo.names import names_by_id, short_names
from geo.report.passage_words import only

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from datetime import datetime

    from geo.case.case import Case
    from geo.facts.aid import Consignment
    from geo.facts.waiting import Waiting


# Moments whose facts are kept: while one date is held against others its side stays as it is.
KEPT_MOMENTS = 64
# How much each kind of change weighs when the list is read aloud; the heaviest is read first.
ROUTE_WEIGHTS = {"corridor": 100, "bypass": 92, "air": 92}
OTHER_ROUTE, OTHER_WAY = 70, 60
# By harm: how many people came is read after deaths (geo/changes/harm.py) and before the roads they came by.
FIGURE_WEIGHTS = {"arrivals": 104}
OTHER_FIGURE = 65
LOAD_WEIGHTS = {
    "blocked": 75, "waiting": 75, "released": 75, "suspended": 74, "ended": 74, "delivered": 70,
    "partial": 70, "passed": 50, "pledged": 45, "total": 40,
}  # fmt: skip
MOVEMENT, HOUSED = 64, 30


@once_per_case(KEPT_MOMENTS)
def facts(case: Case, at: datetime, names: str) -> Mapping[str, Fact]:
    """All facts of routes, figures, consignments and movements at local moment ``at``, by key.

    Events are not among them: what happened between two moments is found without reading all.
    """
    rows = [
        *_routes(case, at),
        *_figures(case, at),
        *_loads(case, at, names_by_id(case.places, names)),
        *_movements(case, at),
    ]
    return {row.key: row for row in rows}


def _routes(case: Case, at: datetime) -> Iterator[Fact]:
    rows = zip(*(case.routes[name] for name in ("route_id", "role", "place_ids")), strict=True)
    about = {route: (role, items(places)) for route, role, places in rows}
    for road in state(case, at).routes:
        since, (role, places) = road.since or at.date(), about[road.route_id]
        yield Fact(
            key=f"route:{road.route_id}",
            value=(road.status, "" if road.status == "unknown" else road.direction, only(road)),
            kind="route",
            topic="blockade",
            weight=ROUTE_WEIGHTS.get(role, OTHER_ROUTE),
            day=since,
            turned=road.turned or since,
            say=partial(route_words, road),
            last=road.last_status,
            subject=road.short_name,
            source_ids=road.source_ids,
            doubt=road.doubt if road.uncertain else "",
            disputed=road.uncertain,
            place_ids=places,
        )


def _figures(case: Case, at: datetime) -> Iterator[Fact]:
    for measure, figure in state(case, at).arrivals.items():
        claim, beside = figure.claim, (figure.claim, *figure.beside)
        yield Fact(
            key=f"figure:{measure}",
            value=(claim.value, figure.low, figure.high, claim.claimant),
            kind="figure",
            topic="displacement",
            weight=FIGURE_WEIGHTS.get(measure, OTHER_FIGURE),
            day=claim.moment.date(),
            turned=claim.moment.date(),
            say=partial(figure_words, figure, case.settings.zone),
            subject=claim.subject,
            source_ids=figure.source_ids,
            disputed=any(claim.uncertain for claim in beside) or figure.low != figure.high,
            actors=tuple(claim.claimant for claim in beside),
            place_ids=tuple(claim.place_id for claim in beside if claim.place_id),
            event_id=claim.event_id,
        )


def _loads(case: Case, at: datetime, places: Mapping[str, str]) -> Iterator[Fact]:
    day, rows = at.date(), consignments(case, at=at)
    waits = {load.consignment.consignment_id: load for load in waiting(rows, at, case.settings.silence_days)}
    roads = short_names(case.routes)
    for consignment in rows:
        stands = _stands(consignment, day, waits)
        ends = (consignment.origin_id, consignment.held_at_id, consignment.destination_id)
        yield Fact(
            key=f"consignment:{consignment.consignment_id}",
            value=(stands,),
            kind=stands,
            topic="aid",
            weight=LOAD_WEIGHTS.get(stands, 0),
            day=_day_of(consignment, stands),
            turned=_day_of(consignment, stands),
            say=partial(consignment_words, consignment, stands, roads.get(consignment.route_id, ""), places),
            source_ids=consignment.source_ids,
            doubt=consignment.doubt if consignment.uncertain else "",
            disputed=consignment.uncertain,
            actors=(consignment.carrier,),
            place_ids=tuple(place for place in ends if place),
            event_id=consignment.event_id,
        )


def _stands(consignment: Consignment, day: date, waits: Mapping[str, Waiting]) -> str:
    """How a consignment that has begun stands on a day: its outcome, and whether it waits still."""
    if consignment.cumulative:
        return "total"
    if consignment.outcome == "blocked" and consignment.held_at_id:
        if consignment.consignment_id not in waits:
            return "released"
        return "faded" if waits[consignment.consignment_id].faded else "waiting"
    if consignment.outcome == "suspended" and consignment.ended is not None and day > consignment.ended:
        return "ended"
    return consignment.outcome


def _day_of(consignment: Consignment, stands: str) -> date:
    if stands == "released":
        return date.fromisoformat(consignment.held_until[:10])
    if stands in ("ended", "total"):
        return consignment.last
    return consignment.first if stands in LASTING else happened(consignment).last


def _movements(case: Case, at: datetime) -> Iterator[Fact]:
    """Movements of people that are over: a count of all of them says nothing before that."""
    listed = {row.place_id for housing in accommodation_lists(case) for row in housing.rows}
    for movement in movements(case):
        if movement.last <= at.date():
            yield Fact(
                key=f"movement:{movement.movement_id}",
                value=("over",),
                kind="movement",
                topic="displacement",
                weight=HOUSED if movement.to_id in listed else MOVEMENT,
                day=movement.last,
                turned=movement.last,
                say=partial(movement_words, movement),
                source_ids=movement.source_ids,
                doubt=movement.doubt if movement.uncertain else "",
                disputed=movement.uncertain,
                actors=(movement.claimant,),
                place_ids=tuple(place for place in (movement.from_id, movement.to_id) if place),
                event_id=movement.event_id,
            )
