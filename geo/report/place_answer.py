"""What the page of one place says first: whether one could leave or reach it, and what was last reported."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from geo.dates import format_date
from geo.facts.access import access
from geo.facts.claims import ASKED, all_claims
from geo.facts.network import AID, ANYONE, LIMITED, OPEN, SHUT, UNKNOWN
from geo.facts.provenance import WAYS, Provenance, sources_of
from geo.facts.silence import silence_of_place
from geo.facts.traffic import OUT
from geo.names import names_by_id
from geo.report import road_figures, silence_figures
from geo.report.answer import MOST_FIGURES, MOST_SENTENCES, Answer, KeyFigure, Sentence
from geo.report.blockade import by_interest, passing
from geo.report.claim_figures import as_given
from geo.report.closure import road_names, who
from geo.report.closure_table import LEVEL_WORDS
from geo.report.faded_roads import by_any_road
from geo.report.listings import claim_words
from geo.report.road_words import road_words
from geo.report.way_figures import rows_behind
from geo.view.focus import focused
from geo.words import at_in_words, capital, days, joined, number, spoken_name

if TYPE_CHECKING:
    from collections.abc import Iterable

    from geo.case.case import Case
    from geo.facts.access import Access
    from geo.facts.claims import Claim
    from geo.facts.network import User
    from geo.facts.silence import Silence
    from geo.facts.state import State
    from geo.facts.ways_out import WayOut
    from geo.view.view import ViewState

# Measures that say what became of people.
_STATES = ("dead", "wounded", "missing", "detained", "displaced", "returned")
_HOW = {
    OPEN: "{who} had an open way {way}",
    LIMITED: "{who} had a restricted way {way}",
    SHUT: "{who} had no way {way} {roads}",
    UNKNOWN: "no way {way} was known to be open for {who}",
}


def answer(case: Case, view: ViewState, state: State) -> Answer:
    """Whether people could leave the place looked at, and aid reach it; when it was last reported on."""
    place = focused(case, view)
    if not place:
        return Answer((Sentence("This case has no places."),))
    silence = silence_of_place(case, place, state.at.date(), view.names)
    figures = [
        replace(as_given(claim), value=value_words(claim))
        for claim in _foremost(figures_at(case, state, place))
    ]
    last = list(silence_figures.now(case, (silence,), state.at.date()))[:1]
    sentences = [*_ways(case, view, state, place), _last_report(case, state, silence)]
    if not figures and len(sentences) < MOST_SENTENCES:
        sentences.append(Sentence(f"No figure for {silence.name} is in these tables by then."))
    return Answer(tuple(sentences), tuple([*last, *figures][:MOST_FIGURES]))


def figures_at(case: Case, state: State, place: str) -> list[Claim]:
    """The figures given for a place by the as-at moment: of each claimant's the latest, these first."""
    own = [claim for claim in all_claims(case) if claim.place_id == place and claim.moment <= state.at]
    latest = {(claim.measure, claim.subject, claim.claimant): claim for claim in own}
    return sorted(latest.values(), key=lambda claim: claim.moment, reverse=True)


def _foremost(claims: Iterable[Claim]) -> list[Claim]:
    """The latest claim of each measure that nothing speaks against, those that are asked for first."""
    latest: dict[str, Claim] = {}
    for claim in claims:
        if not claim.uncertain:
            latest.setdefault(claim.measure, claim)
    rank = {measure: number for number, measure in enumerate(ASKED)}
    return sorted(latest.values(), key=lambda claim: rank.get(claim.measure, len(rank)))


def value_words(claim: Claim) -> str:
    """A number with what it counts: "4 dead", "64 tonnes".

    People are called by what was counted of them where the claim's own words do not say it.
    """
    unit = claim.measure if claim.measure in _STATES else claim.unit
    return f"{claim_words(claim)} {unit.removesuffix('s') if claim.value == 1 else unit}"


def ways_of(now: Access, place: str) -> dict[User, WayOut]:
    """The best way of a place for each kind of traffic; none where the case does not ask for it."""
    return {user: way for user, ways in now.ways.items() for way in ways if way.place_id == place}


def _ways(case: Case, view: ViewState, state: State, place: str) -> list[Sentence]:
    """Whether people could leave and aid could come in, or how the road through the place was."""
    names, now = names_by_id(case.places, view.names), access(case, state.at)
    when, ways = at_in_words(state.at, case.settings.zone), ways_of(now, place)
    if ways:
        first, *others = [user for user in (ANYONE, AID) if user in ways] or [*ways][:1]
        head = f"On {when} {_how(case, now, ways[first], first, f' of {names[place]}')}"
        return [
            _way_sentence(case, view, now, ways[first], head, first),
            *(
                _way_sentence(case, view, now, ways[user], capital(_how(case, now, ways[user], user)), user)
                for user in others
            ),
        ]
    through = [road for road in state.routes if place in now.roads.ways.get(road.route_id, ())]
    roads = by_interest([road for road in through if road.status_ids])
    if not roads:
        return [Sentence(f"{names[place]} lies on no road whose state these tables report for {when}.")]
    if len(roads) > 1:
        only = "the next sentence is of these alone"
        several = Sentence(f"{names[place]} lies on {number(len(roads))} roads of a reported state; {only}.")
        return [several, passing(case, replace(state, routes=tuple(roads)), roads)]
    text = f"On {when} {road_words(roads[0])}."
    return [
        Sentence(f"{names[place]} lies on the {spoken_name(roads[0].short_name)}."),
        Sentence(text, roads[0].source_ids, partial(road_figures.of_words, case, state, roads[0])),
    ]


def _how(case: Case, now: Access, way: WayOut, user: User, place: str = "") -> str:
    """How well a kind of traffic could go its direction: "aid had no way in by any road of this case"."""
    traffic, direction = user
    return _HOW[way.level].format(
        who=case.settings.traffic[traffic],
        way=f"{direction}{place}",
        roads=by_any_road(now.state.routes),
    )


def _way_sentence(case: Case, view: ViewState, now: Access, way: WayOut, head: str, user: User) -> Sentence:
    names, roads = names_by_id(case.places, view.names), road_names(case)
    by = ""
    if way.level in (OPEN, LIMITED):
        exit_name = names[way.exit_id]
        end = f"{'to' if user[1] == OUT else 'from'} {exit_name}"
        by = f", by the {joined([roads[route] for route in way.route_ids])} {end}"
        by += " (uncertain)" if _doubtful(now, way, user) else ""
    routes = set(way.route_ids or now.roads.route_ids)
    cited = sources_of(road for road in now.state.routes if road.route_id in routes)
    return Sentence(f"{head}{by}.", cited, partial(_way_figure, case, view, now, way, user))


def _doubtful(now: Access, way: WayOut, user: User) -> bool:
    """Whether an uncertain row alone lets the traffic pass on a road of the way."""
    return any(
        own.uncertain and (own.traffic, own.direction) == user
        for road in now.state.routes
        if road.route_id in way.route_ids
        for own in road.passings
    )


def _way_figure(case: Case, view: ViewState, now: Access, way: WayOut, user: User) -> tuple[KeyFigure, ...]:
    name = names_by_id(case.places, view.names)[way.place_id]
    provenance = Provenance(WAYS, rows_behind(now, way))
    when = at_in_words(now.state.at, case.settings.zone)
    return (KeyFigure(LEVEL_WORDS[way.level], f"{name}: {who(case, user)}", when, (), (), provenance),)


def _last_report(case: Case, state: State, silence: Silence) -> Sentence:
    """When the last report of the place was, and whether that is longer ago than usual."""
    day = state.at.date()
    if silence.last is None or silence.days is None:
        return Sentence(
            f"No report of {silence.name} known to the day is in these tables by then.",
            figures=lambda: silence_figures.now(case, (silence,), day),
        )
    when = f"{days(silence.days)} before" if silence.days else "that day"
    text = f"The last report of {silence.name} was of {format_date(silence.last)}, {when}"
    if silence.silent and silence.usual_gap:
        text += f"; usual was one every {number(silence.usual_gap)} days"
    return Sentence(f"{text}.", silence.source_ids, lambda: silence_figures.now(case, (silence,), day))
