"""What the state of the roads meant for the places they lead to, and what one more closure would mean."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from geo.dates import format_date, format_moment
from geo.facts.claims import claims_of
from geo.facts.network import (
    AID,
    ANYONE,
    LIMITED,
    OPEN,
    SHUT,
    UNKNOWN,
    USERS,
    levels,
    network,
    way_round,
    ways_out,
    without,
)
from geo.facts.provenance import sources_of
from geo.facts.state import state
from geo.memo import once_per_case, once_per_frame
from geo.report.answer import KeyFigure, Sentence
from geo.report.claim_figures import as_given
from geo.report.listings import claim_words
from geo.words import joined, spoken_name

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date, datetime

    import pandas as pd

    from geo.case.case import Case
    from geo.facts.network import Levels, Network, Segment, WayOut
    from geo.facts.state import State

KIND = "segment"
# Moments whose answer is kept; one holds some ten kilobytes.
KEPT = 64
POPULATION = ("population", "people_remaining")
_WHO = {ANYONE: "For ordinary people on the way out", AID: "For aid on the way in"}


@dataclass(frozen=True)
class Access:
    """Who could get out or in on a day: the network, how passable it was, and each place's best way."""

    roads: Network
    levels: Mapping[str, Levels]
    ways: Mapping[str, tuple[WayOut, ...]]
    state: State

    @property
    def asked(self) -> bool:
        """Whether the case says for which places, and to where, the question is asked."""
        return bool(self.roads.asked)


@dataclass(frozen=True)
class Closure:
    """One stretch shut on top of the day's state: what it was, and each user's ways after it."""

    segment: Segment
    before: Access
    after: Access
    round_km: Mapping[str, float | None]

    def lost(self, user: str) -> tuple[str, ...]:
        """The places whose way out or in is worse after the closure."""
        pairs = zip(self.before.ways[user], self.after.ways[user], strict=True)
        return tuple(one.place_id for one, other in pairs if other.level < one.level)

    def longer(self, user: str) -> dict[str, float]:
        """By how many kilometres the way is longer for places that keep one as good."""
        pairs = zip(self.before.ways[user], self.after.ways[user], strict=True)
        return {
            one.place_id: other.km - one.km
            for one, other in pairs
            if one.km is not None and other.km is not None and one.level == other.level and other.km > one.km
        }


@once_per_case(KEPT)
def access(case: Case, at: datetime) -> Access:
    """Who could get out or in by the watched roads at a local moment, as far as was known."""
    roads, now = network(case), state(case, at)
    return _access(roads, {user: levels(roads, now.routes, user) for user in USERS}, now)


def _access(roads: Network, given: Mapping[str, Levels], now: State) -> Access:
    return Access(roads, given, {user: ways_out(roads, given[user]) for user in USERS}, now)


def if_closed(given: Access, segment: str | None) -> Closure | None:
    """What would be if a stretch were shut as well; None where the network has no such stretch."""
    found = given.roads.by_id.get(segment or "")
    if found is None:
        return None
    shut = {user: without(given.levels[user], found.id) for user in USERS}
    return Closure(
        found,
        given,
        _access(given.roads, shut, given.state),
        {user: way_round(given.roads, given.levels[user], found.id) for user in USERS},
    )


def segment_of(selected: str | None) -> str | None:
    """The id of the stretch that a view has open, or None."""
    kind, _, key = (selected or "").partition(":")
    return key if kind == KIND else None


def segment_name(segment: Segment, names: Mapping[str, str]) -> str:
    """A stretch by its two ends."""
    return " – ".join(names.get(end, end) for end in segment.ends)


def words(case: Case, given: Access, names: Mapping[str, str]) -> list[Sentence]:
    """For whom which places had a way, in sentences to read aloud."""
    return [_told(case, given, user, names) for user in USERS]


def _told(case: Case, given: Access, user: str, names: Mapping[str, str]) -> Sentence:
    parts = []
    for level in (OPEN, LIMITED, SHUT, UNKNOWN):
        own = [way for way in given.ways[user] if way.level == level]
        if own:
            parts.append(_level_words(case, given, user, own, names))
    routes = {route for way in given.ways[user] for route in way.route_ids}
    cited = sources_of(one for one in given.state.routes if one.route_id in routes)
    return Sentence(f"{_WHO[user]}: {'; '.join(parts)}.", cited)


def _level_words(
    case: Case, given: Access, user: str, own: Sequence[WayOut], names: Mapping[str, str]
) -> str:
    places = joined([names.get(way.place_id, way.place_id) for way in own])
    if len(own) == len(given.ways[user]) > 1:
        places = f"all {len(own)} places asked for"
    if own[0].level == SHUT:
        return f"no way for {places} by any road of this case"
    if own[0].level == UNKNOWN:
        doubts = dict.fromkeys(doubt for way in own for doubt in doubtful(case, given, way))
        return f"no way known to be open for {places}; not known is {'; '.join(doubts)}"
    how = "an open way" if own[0].level == OPEN else "a way under restrictions"
    return f"{how} for {places} ({way_words(case, own[0], names)})"


def way_words(case: Case, way: WayOut, names: Mapping[str, str]) -> str:
    """By which roads, where to, how far, and whether all of it hangs on one road."""
    roads = road_names(case)
    by, end = joined([roads[route] for route in way.route_ids]), names.get(way.exit_id, way.exit_id)
    told = f"{by}, {km_words(way.km)} to {end}"
    if way.longer_km and round(way.longer_km) >= 1:
        told += f", {km_words(way.longer_km)} longer than the shortest of all roads"
    return told + (", the only road" if way.needs else "")


def doubtful(case: Case, given: Access, way: WayOut) -> tuple[str, ...]:
    """Why the best way of a place is not known: roads of which nothing recent is told."""
    roads, states = road_names(case), {one.route_id: one for one in given.state.routes}
    found = []
    for segment in (given.roads.by_id[one] for one in way.unknown_ids):
        unknown = [
            route for route in segment.route_ids if route in states and states[route].status == "unknown"
        ]
        if unknown:
            one = states[unknown[0]]
            when = (
                f", last shown {one.last_status} on {format_date(one.confirmed_on)}"
                if one.confirmed_on
                else ""
            )
            found.append(f"the state of the {roads[unknown[0]]}{when}")
        else:
            found.append("whether the roads inside the area could be used")
    return tuple(dict.fromkeys(found))


def closure_words(case: Case, closed: Closure, names: Mapping[str, str]) -> list[str]:
    """What a closure of one stretch would mean, one sentence for each user and one for the way round."""
    told = [f"{_WHO[user]}: {_change(closed, user, names)}." for user in USERS]
    return [*told, *_round(case, closed)]


def _change(closed: Closure, user: str, names: Mapping[str, str]) -> str:
    lost = closed.lost(user)
    after = {way.place_id: way for way in closed.after.ways[user]}
    gone = [names.get(one, one) for one in lost if after[one].level == SHUT]
    doubt = [names.get(one, one) for one in lost if after[one].level == UNKNOWN]
    worse = [names.get(one, one) for one in lost if after[one].level == LIMITED]
    parts = [f"{joined(gone)} would have no way left" if gone else ""]
    parts.append(f"for {joined(doubt)} no known way would be left" if doubt else "")
    parts.append(f"{joined(worse)} would have only a way under restrictions" if worse else "")
    longer = closed.longer(user)
    parts += [
        f"the way of {names.get(one, one)} would be {km_words(km)} longer" for one, km in longer.items()
    ]
    kept = [part for part in parts if part]
    if kept:
        return "; ".join(kept)
    if all(way.level in (SHUT, UNKNOWN) for way in closed.before.ways[user]):
        return "nothing would change, since no way was known to be open before"
    return "nothing would change, since the best ways do not use this stretch"


def _round(case: Case, closed: Closure) -> list[str]:
    names, found = road_names(case), closed.round_km
    roads = joined([names[one] for one in closed.segment.route_ids])
    length = f"The stretch is {km_words(closed.segment.length_km)} long and part of: {roads}."
    rounds = {user: km for user, km in found.items() if km is not None}
    if not rounds:
        return [length, "No other passable way joins its two ends."]
    by = {ANYONE: "for ordinary people", AID: "for aid"}
    told = "; ".join(f"{km_words(km)} {by[user]}" for user, km in rounds.items())
    return [length, f"The way round between its two ends: {told}."]


@dataclass(frozen=True)
class PopulationClaim:
    """A figure of how many people lived, or were left, in the area, as one claimant gave it."""

    text: str
    source_ids: tuple[str, ...]
    doubt: str
    figure: KeyFigure
    """The same to be explained."""


def living(case: Case, at: date) -> tuple[PopulationClaim, ...]:
    """Every claim of how many people the closures were about, none of them preferred.

    How many lived there is asked for any day; how many were left only from the day it describes.
    """
    claims = [
        one
        for measure in POPULATION
        for one in claims_of(case, measure)
        if measure == POPULATION[0] or one.moment.date() <= at
    ]
    return tuple(
        PopulationClaim(
            f"{claim_words(one)} {one.subject} ({one.claimant}; {format_moment(one.as_of)})",
            one.source_ids,
            one.doubt,
            as_given(one),
        )
        for one in claims
    )


def road_names(case: Case) -> dict[str, str]:
    """The roads' short names as they are read aloud."""
    return _spoken_names(case.routes)


@once_per_frame
def _spoken_names(routes: pd.DataFrame) -> dict[str, str]:
    table = zip(routes["route_id"], routes["short_name"], strict=True)
    return {route: spoken_name(name) for route, name in table}


def km_words(length: float | None) -> str:
    """A length as it is told: to the kilometre, and about, since roads are schematic."""
    return f"about {length or 0:,.0f} km"
