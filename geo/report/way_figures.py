"""What the closures meant, as sentences whose every number can be explained."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from geo.facts.access import KIND
from geo.facts.network import LIMITED, OPEN, SHUT, UNKNOWN
from geo.facts.provenance import WAYS, WAYS_LONGER, Provenance, named, sources_of
from geo.facts.ways_out import direct_way, round_by
from geo.report import road_figures
from geo.report.answer import KeyFigure, Sentence
from geo.report.closure import (
    closure_words,
    km_words,
    population_claims,
    road_names,
    weak_closures,
    weak_words,
    who,
    words,
)
from geo.words import at_in_words, capital, joined

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import date

    from geo.case.case import Case
    from geo.facts.access import Access, Closure
    from geo.facts.network import User
    from geo.facts.road_state import RouteState
    from geo.facts.ways_out import WayOut

LEVELS = {
    OPEN: "places with an open way",
    LIMITED: "places with a way under restrictions",
    SHUT: "places with no way",
    UNKNOWN: "places with no way known to be open",
}


def sentences(case: Case, now: Access, names: Mapping[str, str]) -> list[Sentence]:
    """Which places had a way, and which closures are old or inferred, each sentence with its figures."""
    of_users = zip(words(case, now, names), now.ways, strict=True)
    shown = [
        replace(sentence, figures=partial(_of_user, case, now, user, names)) for sentence, user in of_users
    ]
    weak = weak_closures(now)
    if weak:
        faded = [state for state in weak if state.faded]
        figures = partial(_last_shown, case, now, faded)
        shown.append(Sentence(weak_words(case, weak), sources_of(weak), figures))
    return shown


def _last_shown(case: Case, now: Access, roads: Sequence[RouteState]) -> tuple[KeyFigure, ...]:
    return tuple(road_figures.last_shown(case, now.state, road) for road in roads)


def people(case: Case, at: date) -> Sentence:
    """The numbers of people the closures were about, as each claimant gave them."""
    claims = population_claims(case, at)
    if not claims:
        return Sentence("How many people lived there no source known by then tells.")
    words_of = " ".join(f"{capital(claim.text)}{' (in doubt)' if claim.doubt else ''}." for claim in claims)
    text = f"The people this was about, by each who gave a figure. {words_of}"
    return Sentence(text, sources_of(claims), lambda: tuple(claim.figure for claim in claims))


def if_closed(case: Case, closed: Closure, names: Mapping[str, str]) -> list[Sentence]:
    """The effects of one more closure in sentences; those on lengths carry the figures they rest on."""
    effects = [Sentence(text) for text in closure_words(case, closed, names)]
    users = [
        replace(sentence, figures=partial(_longer, case, closed, user, names))
        for sentence, user in zip(effects, closed.after.ways, strict=False)
    ]
    length, around = effects[len(users) :]
    return [
        *users,
        replace(length, figures=lambda: (_length(closed),)),
        replace(around, figures=lambda: _rounds(case, closed)),
    ]


def _of_user(case: Case, now: Access, user: User, names: Mapping[str, str]) -> tuple[KeyFigure, ...]:
    """Of each kind of way how many places have it, and how long the one told of is."""
    figures: list[KeyFigure] = []
    for level, label in LEVELS.items():
        own = [way for way in now.ways[user] if way.level == level]
        if own:
            figures.append(_places(case, now, own, f"{label}, {who(case, user)}"))
            figures += _way(case, now, own[0], names) if own[0].km and level in (OPEN, LIMITED) else ()
        if own and level == UNKNOWN:
            figures += _not_known(case, now, own)
    return tuple(figures)


def _places(case: Case, now: Access, own: Sequence[WayOut], label: str) -> KeyFigure:
    states = now.state.routes
    rows = (
        *named("place", (way.place_id for way in own)),
        *_statuses(now, [road.route_id for road in states]),
    )
    when = at_in_words(now.state.at, case.settings.zone)
    sources = sources_of(states)
    return KeyFigure(str(len(own)), label, when, sources, (), Provenance(WAYS, rows))


def _way(case: Case, now: Access, way: WayOut, names: Mapping[str, str]) -> list[KeyFigure]:
    """How long the best way of a place is, and by how much longer than over all roads."""
    roads, place = road_names(case), names.get(way.place_id, way.place_id)
    by, end = joined([roads[route] for route in way.route_ids]), names.get(way.exit_id, way.exit_id)
    label = f"from {place} to {end} by {by}"
    when = at_in_words(now.state.at, case.settings.zone)
    statuses, taken = _statuses(now, way.route_ids), named(KIND, way.segment_ids)
    sources = sources_of(road for road in now.state.routes if road.route_id in way.route_ids)
    figures = [KeyFigure(km_words(way.km), label, when, sources, (), Provenance(WAYS, (*taken, *statuses)))]
    if way.longer_km and round(way.longer_km) >= 1:
        direct = direct_way(now.roads, way.place_id, way.exit_id)
        shortest = f"The shortest way over all roads: {km_words(way.direct_km)}."
        provenance = _difference(way.segment_ids, direct, "on the shortest way over all roads instead")
        label = f"longer than the shortest of all roads from {place}"
        figures.append(KeyFigure(km_words(way.longer_km), label, when, sources, (shortest,), provenance))
    return figures


def _not_known(case: Case, now: Access, own: Sequence[WayOut]) -> list[KeyFigure]:
    """The last day on which a source showed the state of each road in doubt."""
    asked = dict.fromkeys(
        route for way in own for segment in way.unknown_ids for route in now.roads.by_id[segment].route_ids
    )
    states = [road for road in now.state.routes if road.route_id in asked and road.faded]
    return [road_figures.last_shown(case, now.state, road) for road in states]


def _longer(case: Case, closed: Closure, user: User, names: Mapping[str, str]) -> tuple[KeyFigure, ...]:
    after = {way.place_id: way.segment_ids for way in closed.after.ways[user]}
    before = {way.place_id: way.segment_ids for way in closed.before.ways[user]}
    return tuple(
        KeyFigure(
            km_words(km), f"longer from {names.get(place, place)}, {who(case, user)}", "if it were closed",
            (), (), _difference(after[place], before[place], "on the way before instead"),
        )
        for place, km in closed.longer(user).items()
    )  # fmt: skip


def _difference(taken: Sequence[str], other: Sequence[str], why: str) -> Provenance:
    """By how much one way is longer than another: its own stretches, less those of the other alone."""
    own = (segment for segment in taken if segment not in other)
    left = tuple((f"{KIND}:{segment}", why) for segment in other if segment not in taken)
    return Provenance(WAYS_LONGER, named(KIND, own), left)


def _length(closed: Closure) -> KeyFigure:
    provenance = Provenance(WAYS, named(KIND, (closed.segment.id,)))
    return KeyFigure(
        km_words(closed.segment.length_km), "the stretch", "straight between its ends", (), (), provenance
    )


def _rounds(case: Case, closed: Closure) -> tuple[KeyFigure, ...]:
    now = closed.before
    return tuple(
        KeyFigure(
            km_words(km), f"the way round, {who(case, user)}", "if it were closed", (), (),
            Provenance(WAYS, named(KIND, round_by(now.roads, now.levels[user], closed.segment.id))),
        )
        for user, km in closed.round_km.items()
        if km is not None
    )  # fmt: skip


def rows_behind(now: Access, way: WayOut) -> tuple[str, ...]:
    """The stretches of a way and the rows that tell the state of its roads, or of all roads without a way."""
    routes = [road.route_id for road in now.state.routes] if not way.route_ids else way.route_ids
    return (*named(KIND, way.segment_ids), *_statuses(now, routes))


def _statuses(now: Access, routes: Iterable[str]) -> tuple[str, ...]:
    """The rows that tell the state of roads on the day."""
    asked = set(routes)
    return named(
        "status",
        (road.status_ids[-1] for road in now.state.routes if road.route_id in asked and road.status_ids),
    )
