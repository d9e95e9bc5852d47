"""What stands at a moment, fact by fact: the two sides that a list of changes is made of.

A fact has a key that stays the same over time and a value; where the value differs between two
moments, something changed. What never ends once it happened has no fact before it.
"""

from __future__ import annotations

from datetime import date
from functools import partial
from typing import TYPE_CHECKING

from geo.changes.change_words import consignment_words, figure_words, movement_words, route_words
from geo.changes.fact import Fact
from geo.facts.aid import consignments, waiting
from geo.facts.displacement import accommodation_lists, movements
from geo.facts.state import state
from geo.facts.status import status_spans
from geo.lists import items
from geo.memo import once_per_case
from geo.names import names_by_id

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from datetime import datetime

    from geo.case.case import Case
    from geo.facts.aid import Consignment


# Moments whose facts are kept: while one date is held against others its side stays as it is.
KEPT_MOMENTS = 64
# How much each kind of change weighs when the list is read aloud; the heaviest is read first.
ROUTE_WEIGHTS = {"corridor": 100, "bypass": 92}
OTHER_ROUTE, OTHER_WAY = 70, 60
# How many people came is read right after the roads they came by, before all that happened on a key date.
FIGURE_WEIGHTS = {"arrivals": 99}
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
    found = [
        *_routes(case, at),
        *_figures(case, at),
        *_loads(case, at, names_by_id(case.places, names)),
        *_movements(case, at),
    ]
    return {one.key: one for one in found}


def _routes(case: Case, at: datetime) -> Iterator[Fact]:
    rows = zip(*(case.routes[name] for name in ("route_id", "role", "place_ids")), strict=True)
    about = {route: (role, items(places)) for route, role, places in rows}
    begun = {one.status_id: one.first for one in status_spans(case)}
    for one in state(case, at).routes:
        since, (role, places) = one.since or at.date(), about[one.route_id]
        yield Fact(
            key=f"route:{one.route_id}",
            value=(one.status, "" if one.status == "unknown" else one.direction),
            kind="route",
            topic="blockade",
            weight=ROUTE_WEIGHTS.get(role, OTHER_ROUTE),
            day=since,
            turned=begun[one.status_ids[-1]] if one.status_ids else since,
            say=partial(route_words, one),
            subject=one.short_name,
            source_ids=one.source_ids,
            doubt=one.doubt if one.uncertain else "",
            disputed=one.uncertain,
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
            disputed=any(one.uncertain for one in beside) or figure.low != figure.high,
            actors=tuple(one.claimant for one in beside),
            place_ids=tuple(one.place_id for one in beside if one.place_id),
            event_id=claim.event_id,
        )


def _loads(case: Case, at: datetime, places: Mapping[str, str]) -> Iterator[Fact]:
    day, rows = at.date(), consignments(case, at=at)
    held = {one.consignment.consignment_id for one in waiting(rows, day)}
    roads = dict(zip(case.routes["route_id"], case.routes["short_name"], strict=True))
    for one in rows:
        stands = _stands(one, day, held)
        ends = (one.origin_id, one.held_at_id, one.destination_id)
        yield Fact(
            key=f"consignment:{one.consignment_id}",
            value=(stands,),
            kind=stands,
            topic="aid",
            weight=LOAD_WEIGHTS.get(stands, 0),
            day=_day_of(one, stands),
            turned=_day_of(one, stands),
            say=partial(consignment_words, one, stands, roads.get(one.route_id, ""), places),
            source_ids=one.source_ids,
            doubt=one.doubt if one.uncertain else "",
            disputed=one.uncertain,
            actors=(one.carrier,),
            place_ids=tuple(place for place in ends if place),
            event_id=one.event_id,
        )


def _stands(one: Consignment, day: date, held: set[str]) -> str:
    """How a consignment that has begun stands on a day: its outcome, and whether it waits still."""
    if one.cumulative:
        return "total"
    if one.outcome == "blocked" and one.held_at_id:
        return "waiting" if one.consignment_id in held else "released"
    if one.outcome == "suspended" and day > one.last:
        return "ended"
    return one.outcome


def _day_of(one: Consignment, stands: str) -> date:
    if stands == "released":
        return date.fromisoformat(one.held_until[:10])
    return one.last if stands == "ended" else one.first


def _movements(case: Case, at: datetime) -> Iterator[Fact]:
    """Movements of people that are over: a count of all of them says nothing before that."""
    listed = {row.place_id for one in accommodation_lists(case) for row in one.rows}
    for one in movements(case):
        if one.last <= at.date():
            yield Fact(
                key=f"movement:{one.movement_id}",
                value=("over",),
                kind="movement",
                topic="displacement",
                weight=HOUSED if one.to_id in listed else MOVEMENT,
                day=one.last,
                turned=one.last,
                say=partial(movement_words, one),
                source_ids=one.source_ids,
                doubt=one.doubt if one.uncertain else "",
                disputed=one.uncertain,
                actors=(one.claimant,),
                place_ids=tuple(place for place in (one.from_id, one.to_id) if place),
                event_id=one.event_id,
            )
