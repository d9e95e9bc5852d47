"""The state at an as-at moment, as far as it was known by an as-known date.

Everything is computed from the tables, nothing is stored. An as-at date means its last
second; what began after it is not looked at. Days of a status count the as-at day itself
("closed for 1 day" on the first), days since something count from its day (0 on the same).
"""

from __future__ import annotations

from dataclasses import dataclass, fields, is_dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from geo.dates import Period
from geo.facts.aid import Consignment, OutcomeCount, by_outcome, consignments, statements
from geo.facts.claims import Figure, headline, moment_of
from geo.facts.deliveries import LastDelivery, last_deliveries
from geo.facts.passages import Passage, last_passages
from geo.facts.requests import RequestCounts, counts_so_far
from geo.facts.road_state import RouteState, route_states
from geo.facts.silent_places import PlaceSilence, silences_at
from geo.facts.waiting import Waiting, shown, waiting
from geo.memo import once_per_case

if TYPE_CHECKING:
    from geo.case.load import Case

# Moments whose state is kept: many readers step through the same days.
KEPT_STATES = 128
ARRIVAL_MEASURES = ("arrivals", "registered", "vehicles", "accommodated")


@dataclass(frozen=True)
class NotReported:
    """A route or a measure of which nothing is known at the moment; ``kind`` says which."""

    kind: str
    key: str
    label: str


@dataclass(frozen=True)
class State:
    """Who and what could pass at ``at``; each part carries its rows and source ids."""

    case_id: str
    at: datetime
    known: date | None
    traffic: str
    """The kind of traffic the roads are told for; empty for all."""
    routes: tuple[RouteState, ...]
    passages: tuple[Passage, ...]
    outcomes: tuple[OutcomeCount, ...]
    running_totals: tuple[Consignment, ...]
    waiting: tuple[Waiting, ...]
    """Loads without a reported release, those too of which nothing is known any more."""
    deliveries: tuple[LastDelivery, ...]
    requests: RequestCounts
    arrivals: dict[str, Figure]
    not_reported: tuple[NotReported, ...]
    silent: tuple[PlaceSilence, ...]
    """Places that nobody had reported on for longer than usual."""

    def route(self, route_id: str) -> RouteState | None:
        """The state of one route, or None when it is not watched."""
        return next((road for road in self.routes if road.route_id == route_id), None)

    @property
    def waits(self) -> tuple[Waiting, ...]:
        """The loads that a source has shown waiting within the silence days."""
        return shown(self.waiting)

    def last_delivery(self, kind: str) -> LastDelivery | None:
        """The last delivery of one kind of cargo, by whomever and on whatever way."""
        return next((row for row in self.deliveries if (row.group, row.kind) == ("kind", kind)), None)

    def last_of(self, group: str, key: str) -> tuple[LastDelivery, ...]:
        """The last delivery of each kind on one "route" or by one "carrier", the latest first."""
        return tuple(row for row in self.deliveries if (row.group, row.key) == (group, key))


@once_per_case(KEPT_STATES)
def state(case: Case, at: datetime) -> State:
    """The state of a case at a local moment: what could pass, who had arrived, what aid came or waited."""
    routes = route_states(case, at)
    moved = consignments(case, at=at)
    arrivals = arrivals_at(case, at)
    return State(
        case_id=case.settings.id,
        at=at,
        known=case.known,
        traffic=case.traffic,
        routes=routes,
        passages=last_passages(case, at),
        outcomes=by_outcome(moved),
        running_totals=statements(moved),
        waiting=waiting(moved, at, case.settings.silence_days),
        deliveries=last_deliveries(case, moved, at),
        requests=counts_so_far(case, at),
        arrivals=arrivals,
        not_reported=_not_reported(case, routes, arrivals),
        silent=tuple(silences_at(case, at.date())),
    )


def arrivals_at(case: Case, at: datetime) -> dict[str, Figure]:
    """The headline of each measure of arrivals at ``at``; a measure nobody counted yet is left out."""
    return {
        measure: figure for measure in ARRIVAL_MEASURES if (figure := headline(case, measure, at)) is not None
    }


def days_covered(case: Case) -> Period:
    """The days a state can be asked for: those of the case, and on to its last figure."""
    period, figures = case.settings.period, case.claims
    if figures.empty:
        return period
    last = moment_of(figures["start"].iloc[figures["end"].argmax()], figures["end"].max()).date()
    return Period(period.first, max(period.last, last))


def as_json(state: State) -> dict[str, Any]:
    """The state as plain JSON values: dates as ISO text, numbers as numbers, ids as lists."""
    plain: dict[str, Any] = _plain({field.name: getattr(state, field.name) for field in fields(state)})
    plain["silent"] = [_plain(silence) | {"days": silence.days(state.at.date())} for silence in state.silent]
    for row in plain["silent"]:
        del row["last"]
    plain["arrivals"] = {key: _figure(figure) for key, figure in state.arrivals.items()}
    return plain


def _figure(figure: Figure) -> dict[str, Any]:
    chosen = figure.claim
    return {
        "value": chosen.value,
        "qualifier": chosen.qualifier,
        "unit": chosen.unit,
        "low": figure.low,
        "high": figure.high,
        "as_of": chosen.as_of,
        "claimant": chosen.claimant,
        "claim_id": chosen.claim_id,
        "claim_ids": list(figure.claim_ids),
        "source_ids": list(figure.source_ids),
        "left_out": [
            {"claim_id": claim.claim.claim_id, "value": claim.claim.value, "reason": claim.reason}
            for claim in figure.left_out
        ],
    }


def _not_reported(
    case: Case, routes: tuple[RouteState, ...], arrivals: dict[str, Figure]
) -> tuple[NotReported, ...]:
    """Roads without a status, and the measures of arrivals that the case counts but nobody by then."""
    silent = [NotReported("route", road.route_id, road.short_name) for road in routes if not road.status_ids]
    led = {headline.measure for headline in case.settings.headline}
    counted = led.union(case.claims["measure"])
    missing = [
        NotReported("measure", measure, measure)
        for measure in ARRIVAL_MEASURES
        if measure in counted and measure not in arrivals
    ]
    return (*silent, *missing)


def _plain(value: Any) -> Any:
    if is_dataclass(value):
        return {field.name: _plain(getattr(value, field.name)) for field in fields(value)}
    if isinstance(value, dict):
        return {key: _plain(item) for key, item in value.items()}
    if isinstance(value, (tuple, list)):
        return [_plain(item) for item in value]
    return value.isoformat() if isinstance(value, (date, datetime)) else value
