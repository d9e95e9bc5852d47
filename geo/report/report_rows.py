"""The state at a date as rows of a one-page report: roads, aid, people, and what nobody reported."""

from __future__ import annotations

from typing import TYPE_CHECKING

from geo.dates import format_moment
from geo.facts.aid import GOODS
from geo.names import names_by_id
from geo.report.aid_words import OUTCOME_WORDS, day_words, fewest_days, latest_first, waiting_words
from geo.report.aid_words import since_words as since_when
from geo.report.passage_words import lines
from geo.report.road_words import since_words, status_words
from geo.words import days, number

if TYPE_CHECKING:
    from geo.case.case import Case
    from geo.facts.road_state import RouteState
    from geo.facts.state import State

Row = tuple[str, ...]


def road_rows(state: State) -> list[Row]:
    """Each road whose state is reported: name, status, since when, and who could pass."""
    return [
        (
            road.short_name,
            status_words(road),
            since_words(road) if road.since and not road.faded else "",
            _who(road),
        )
        for road in state.routes
        if road.status_ids
    ]


def _who(road: RouteState) -> str:
    """Who could pass, where the state is known; else only that it is not."""
    if road.status == "unknown":
        return "No report tells who could pass."
    return " ".join((*lines(road), road.who_could_pass)).strip() + (" (uncertain)" if road.uncertain else "")


def aid_rows(case: Case, state: State) -> list[Row]:
    """Consignments so far by outcome, the last delivery, and what was held up."""
    rows: list[Row] = []
    if state.outcomes:
        counted = ", ".join(
            f"{group.count} {OUTCOME_WORDS.get(group.outcome, group.outcome)}" for group in state.outcomes
        )
        rows.append(("Consignments so far", counted))
    rows += [
        (
            f"Last {last.kind}, in these tables",
            f"{day_words(last.on, by=last.by)}, {fewest_days(last.days_ago, by=last.by)} before",
        )
        for last in latest_first([state.last_delivery(kind) for kind in GOODS])
    ]
    names = names_by_id(case.places)
    rows += [
        (
            f"Held up for {days(load.days)}",
            (f"{waiting_words(load)} at {names[load.place_id]} {since_when(load)}, no release reported"),
        )
        for load in state.waits
    ]
    rows += [
        (
            "Not known any more",
            f"{waiting_words(load)} at {names[load.place_id]}, {since_when(load)}",
        )
        for load in state.waiting
        if load.faded
    ]
    return rows


def people_rows(case: Case, state: State) -> list[Row]:
    """Each headline count: number, what is counted, and who gave it for when, with its range."""
    rows: list[Row] = []
    for figure in state.arrivals.values():
        claim = figure.claim
        if claim.value is None:
            continue
        span = f"; {number(figure.low)} to {number(figure.high)}" if figure.low < figure.high else ""
        when = format_moment(claim.as_of, case.settings.zone)
        rows.append((number(claim.value), claim.subject, f"{claim.claimant}, {when}{span}"))
    return rows


def silent_words(state: State) -> str:
    """What nobody reported, in one sentence: of a road with a state that ended, earlier reports may tell."""
    roads = [missed.label for missed in state.not_reported if missed.kind == "route"]
    counts = [missed.label.replace("_", " ") for missed in state.not_reported if missed.kind != "route"]
    missing = [f"the state, on this date, of: {', '.join(roads)}"] if roads else []
    missing += [f"a figure by then of: {', '.join(counts)}"] if counts else []
    if not missing:
        return "Nothing that is watched is without a report on this date."
    return f"No report tells {'; nor '.join(missing)}."
