"""What the state of the roads meant for the places they lead to, and one more closure would, in words."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from geo.dates import end_of_day, format_date, format_moment
from geo.facts.claims import claims_of
from geo.facts.network import LIMITED, OPEN, SHUT, UNKNOWN
from geo.facts.provenance import sources_of
from geo.facts.status import STATUS_LABELS
from geo.memo import once_per_frame
from geo.names import short_names
from geo.report.answer import KeyFigure, Sentence
from geo.report.claim_figures import as_given
from geo.report.dated_text import Dated, by
from geo.report.faded_roads import by_any_road
from geo.report.listings import claim_words
from geo.report.spoken import shortest_needed
from geo.words import capital, joined, spoken_name

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

    import pandas as pd

    from geo.case.case import Case
    from geo.facts.access import Access, Closure
    from geo.facts.network import Segment, User
    from geo.facts.road_state import RouteState
    from geo.facts.ways_out import WayOut

# Of the places a closure would touch so many are named, the more the shorter their names.
_NAMED_IF_CLOSED = (9, 3, 1)
POPULATION = ("population", "people_remaining")


def who(case: Case, user: User) -> str:
    """Whom a way is asked for, as the case calls the traffic: "patients on the way out"."""
    traffic, direction = user
    return f"{case.settings.traffic[traffic]} on the way {direction}"


def segment_name(segment: Segment, names: Mapping[str, str]) -> str:
    """A stretch by its two ends."""
    return " – ".join(names.get(end, end) for end in segment.ends)


def words(case: Case, now: Access, names: Mapping[str, str]) -> list[Sentence]:
    """Which places had a way out or in, in one sentence to read aloud for each kind of traffic."""
    return [_user_words(case, now, user, names) for user in now.ways]


def _user_words(case: Case, now: Access, user: User, names: Mapping[str, str]) -> Sentence:
    parts = []
    for level in (OPEN, LIMITED, SHUT, UNKNOWN):
        own = [way for way in now.ways[user] if way.level == level]
        if own:
            parts.append(_level_words(case, now, user, own, names))
    routes = {route for way in now.ways[user] for route in way.route_ids} or set(now.roads.route_ids)
    cited = sources_of(state for state in now.state.routes if state.route_id in routes)
    first, *others = [text for part in parts for text in part]
    return Sentence(
        " ".join((f"For {who(case, user)}: {first}.", *(f"{capital(text)}." for text in others))), cited
    )


def _level_words(
    case: Case, now: Access, user: User, own: Sequence[WayOut], names: Mapping[str, str]
) -> list[str]:
    """What is said of the places with one kind of way, in sentences without their ends."""
    places = joined([names.get(way.place_id, way.place_id) for way in own])
    if len(own) == len(now.ways[user]) > 1:
        places = f"{'both' if len(own) == 2 else f'all {len(own)}'} places asked for"  # noqa: PLR2004
    if own[0].level == SHUT:
        return [f"no way for {places} {by_any_road(now.state.routes)}"]
    if own[0].level == UNKNOWN:
        doubts = dict.fromkeys(doubt for way in own for doubt in doubtful(case, now, way))
        return [f"no way known to be open for {places}", *(f"not known is {doubt}" for doubt in doubts)]
    how = "an open way" if own[0].level == OPEN else "a way under restrictions"
    return [f"{how} for {places}", *_way_words(case, own[0], names)]


def weak_closures(now: Access) -> list[RouteState]:
    """The roads that count as closed by an old report or by inference alone."""
    return [
        state
        for state in now.state.routes
        if state.last_status == "closed" and (state.faded or state.inferred)
    ]


def weak_words(case: Case, roads: Sequence[RouteState]) -> str:
    """Which roads count as closed by an old report or by inference, and when last shown so."""
    names, words = road_names(case), []
    for state in roads:
        when = state.confirmed_on or state.since
        last = f", last shown on {format_date(when)}" if state.faded and when else ""
        words.append(f"{names[state.route_id]}{' (inferred)' if state.inferred else ''}{last}")
    return (
        f"Counted as closed by old reports or inference: {'. '.join([*words[:1], *map(capital, words[1:])])}."
    )


def _way_words(case: Case, way: WayOut, names: Mapping[str, str]) -> list[str]:
    """A way in words: by which roads, where to, how far, and whether it depends on one road."""
    roads = road_names(case)
    by, end = joined([roads[route] for route in way.route_ids]), names.get(way.exit_id, way.exit_id)
    words = [f"the way: {by}, {km_words(way.km)} to {end}{', the only road' if way.needs else ''}"]
    if way.longer_km and round(way.longer_km) >= 1:
        words.append(f"that is {km_words(way.longer_km)} longer than the shortest of all roads")
    return words


def doubtful(case: Case, now: Access, way: WayOut) -> tuple[str, ...]:
    """The reasons why the best way of a place is not known."""
    roads, states = road_names(case), {state.route_id: state for state in now.state.routes}
    reasons = []
    for segment in (now.roads.by_id[key] for key in way.unknown_ids):
        own = [states[route] for route in segment.route_ids if route in states]
        faded = [state for state in own if state.status == "unknown"]
        if faded:
            last = faded[0]
            day = last.confirmed_on if last.last_status != "unknown" else None
            when = f", last shown {STATUS_LABELS[last.last_status]} on {format_date(day)}" if day else ""
            reasons.append(f"the state of the {roads[last.route_id]}{when}")
        elif segment.inside or not own:
            reasons.append("whether the roads inside the area could be used")
        else:
            reasons.append(f"who and what could pass the {roads[own[0].route_id]}")
    return tuple(dict.fromkeys(reasons))


def closure_words(case: Case, closed: Closure, names: Mapping[str, str]) -> list[str]:
    """What a closure of one stretch would mean, one sentence for each user and one for the way round."""
    changes = [
        shortest_needed(
            *(f"For {who(case, user)}: {_change(closed, user, names, most)}." for most in _NAMED_IF_CLOSED)
        )
        for user in closed.after.ways
    ]
    return [*changes, *_round(case, closed)]


def _change(closed: Closure, user: User, names: Mapping[str, str], most: int) -> str:
    """What would change for a user, with at most so many places named for each kind of change."""
    lost, longer = closed.lost(user), closed.longer(user)
    after = {way.place_id: way for way in closed.after.ways[user]}
    ends = {
        level: _some([names.get(place, place) for place in lost if after[place].level == level], most)
        for level in (SHUT, UNKNOWN, LIMITED)
        if any(after[place].level == level for place in lost)
    }
    words = {
        SHUT: "{} would have no way left",
        UNKNOWN: "for {} no known way would be left",
        LIMITED: "{} would have only a way under restrictions",
    }
    parts = [words[level].format(places) for level, places in ends.items()]
    parts += [
        f"the way of {names.get(place, place)} would be {km_words(km)} longer"
        for place, km in sorted(longer.items(), key=lambda way: -way[1])[:most]
    ]
    parts += ["those of others by less"] if len(longer) > most else []
    if parts:
        return "; ".join(parts)
    if all(way.level in (SHUT, UNKNOWN) for way in closed.before.ways[user]):
        return "nothing would change, since no way was known to be open before"
    return "nothing would change, since the best ways do not use this stretch"


def _some(places: Sequence[str], most: int) -> str:
    """Places by name, of more than ``most`` the first of them and that there are others."""
    return joined(places) if len(places) <= most else joined([*places[:most], "others"])


def _round(case: Case, closed: Closure) -> list[str]:
    names = road_names(case)
    roads = joined([names[route] for route in closed.segment.route_ids])
    length = f"The stretch is {km_words(closed.segment.length_km)} long and part of: {roads}."
    rounds = {user: km for user, km in closed.round_km.items() if km is not None}
    if not rounds:
        return [length, "No other passable way joins its two ends."]
    words = "; ".join(f"{km_words(km)} for {who(case, user)}" for user, km in rounds.items())
    return [length, f"The way round between its two ends: {words}."]


@dataclass(frozen=True)
class PopulationClaim:
    """A figure of how many people lived, or were left, in the area, as one claimant gave it."""

    text: str
    source_ids: tuple[str, ...]
    doubt: str
    figure: KeyFigure
    """The same to be explained."""


def population_claims(case: Case, at: date) -> tuple[PopulationClaim, ...]:
    """Every claim of how many people the closures were about, none of them preferred.

    How many lived there is asked for any day; how many were left only from the day it describes.
    """
    claims = [
        claim
        for measure in POPULATION
        for claim in claims_of(case, measure)
        if measure == POPULATION[0] or claim.moment.date() <= at
    ]
    return tuple(
        PopulationClaim(
            by(
                Dated(
                    f"{claim_words(claim)} {claim.subject} ({claim.claimant}; {format_moment(claim.as_of)})",
                    (claim.moment, None),
                ),
                end_of_day(at),
            ),
            claim.source_ids,
            claim.doubt,
            as_given(claim),
        )
        for claim in claims
    )


def road_names(case: Case) -> dict[str, str]:
    """The roads' short names as they are read aloud."""
    return _spoken_names(case.routes)


@once_per_frame
def _spoken_names(routes: pd.DataFrame) -> dict[str, str]:
    return {route: spoken_name(name) for route, name in short_names(routes).items()}


def km_words(length: float | None) -> str:
    """A length in words, as about, since roads are schematic.

    Parameters
    ----------
    length
        Kilometres; None counts as 0, so ask only where there is a way.

    Returns
    -------
    str
        The length, rounded to the kilometre.
    """
    return f"about {length or 0:,.0f} km"
