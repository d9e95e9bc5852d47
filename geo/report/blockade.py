"""What the Blockade page says first: who and what could pass which road, and for how long not.

Neutral by rule: roads have a status and a date, figures have a claimant.
"""

from __future__ import annotations

import re
from functools import partial
from typing import TYPE_CHECKING

from geo.dates import format_date
from geo.facts import provenance
from geo.facts.provenance import Provenance, named, sources_of
from geo.facts.traffic import FREE, LIMITED
from geo.report import faded_roads, last_passage_words, road_figures
from geo.report.answer import Answer, KeyFigure, Sentence
from geo.report.passage_words import closed_alike, could_alone, could_pass, lines, other_ways, unsure
from geo.report.passage_words import named as roads_named
from geo.report.road_words import briefly, no_way, road_words
from geo.report.spoken import shortest_needed
from geo.words import at_in_words, capital, spoken_name, was

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from geo.case.case import Case
    from geo.facts.road_state import RouteState
    from geo.facts.state import State

_DISPUTED_BY = re.compile(r"\(disputed by [^)]*\)")
_ROADS = 2


def answer(case: Case, state: State) -> Answer:
    """Which traffic could pass on the as-at date, for how long roads were closed, and what passed last."""
    roads = by_interest(corridors(case, state))
    could, lengths = passing(case, state, roads), _lengths(case, state, roads)
    # Roads of no known length are as they were told before.
    new = lengths is not None and lengths.text.rstrip(".").lower() not in could.text.lower()
    sentences = [could, lengths if new else None]
    sentences.append(last_passage_words.sentence(case, state))
    known = [road for road in roads if road.status not in ("open", "unknown") and not road.replaced]
    figures: list[KeyFigure | None] = [_road_figure(case, road) for road in known[:_ROADS]]
    figures += last_passage_words.figures(case, state)
    shown = [sentence for sentence in sentences if sentence is not None]
    return Answer(tuple(shown), tuple(figure for figure in figures if figure is not None))


def corridors(case: Case, state: State) -> list[RouteState]:
    """The corridors of which a row speaks, in the order of the case."""
    roles = dict(zip(case.routes["route_id"], case.routes["role"], strict=True))
    return [road for road in state.routes if road.status_ids and roles[road.route_id] == "corridor"]


def by_interest(roads: Sequence[RouteState]) -> list[RouteState]:
    """Roads in the order to speak of them: open ones first, closed ones late, then those not known.

    Roads that another one replaced come last: their being out of use is no second closure.
    """
    return sorted(
        roads,
        key=lambda road: (
            road.replaced,
            road.status == "unknown",
            road.status == "closed",
            road.status != "open",
            not road.faded,
        ),
    )


def passing(case: Case, state: State, roads: Sequence[RouteState]) -> Sentence:
    """Who and what could pass the roads, what could pass none, and which roads' state is not known."""
    detours, no_flights = _detours(state, roads), _closed_air(state)
    roads = [road for road in roads if not road.replaced] or roads
    when, spoken = at_in_words(state.at, case.settings.zone), [*roads[:1], *detours, *roads[1:]][:_ROADS]
    flights = (
        f"; {roads_named(no_flights)} {_were(no_flights)} closed{unsure(no_flights)}" if no_flights else ""
    )
    if not spoken:
        return Sentence(f"For {when} the state of no road is reported{flights}.", sources_of(no_flights))
    # Flights that are closed are named with the first of the closed roads: they are no road more.
    every = [*roads[:1], *no_flights, *roads[1:], *detours]
    known, silent = _known_and_silent(spoken)
    faded = faded_roads.last_shown_closed(every)
    none_open = "" if known else faded_roads.none_known_open(faded)
    if none_open:
        figures = partial(faded_roads.figures, case, state, faded)
        return Sentence(f"On {when} {none_open}{flights}.", sources_of([*faded, *no_flights]), figures)
    if not known and len(roads) > 1 and not any(no_way(road) or road.faded for road in every):
        return Sentence(f"On {when} the state of no road was known{flights}.", sources_of(every))
    # Of several roads last shown closed not one is named and the others passed over: they are counted.
    named_alone = bool(silent) and not (silent[0] in faded and len(faded) > 1)
    others = [] if named_alone else faded
    texts = [text for most in (_ROADS, 1) for text in _texts(when, spoken[:most], every, others)]
    text = shortest_needed(*texts)
    counted = others if any(words in text for words in faded_roads.others_words(others)) else []
    rows = [own for road in known for own in road.passings if own.passage]
    return Sentence(
        text,
        sources_of([*rows, *spoken, *counted]),
        lambda: (
            *_figures_of_passing(case, state, known, [] if counted else silent),
            *_others_closed(text, state, every),
            *faded_roads.figures(case, state, counted),
        ),
    )


def _known_and_silent(spoken: Sequence[RouteState]) -> tuple[list[RouteState], list[RouteState]]:
    """Of the roads to speak of those whose state is known, and of the others as many as there is room for."""
    known = [road for road in spoken if road.status != "unknown"]
    silent = [road for road in spoken if road.status == "unknown"]
    return known, silent[: _ROADS - len(known) if known else 1]


def _texts(
    when: str, spoken: Sequence[RouteState], every: Sequence[RouteState], faded: Sequence[RouteState]
) -> Iterator[str]:
    """The sentence on what could pass these roads, from full to short; ``faded`` are counted beside them."""
    known, silent = _known_and_silent(spoken)
    ways = could_pass(known, every) if known else [road_words(silent[0])]
    endings = [""]
    if known and silent:
        endings = [f"; {road_words(silent[0])}"]
        endings += [] if no_way(silent[0]) else [f"; the state of {roads_named(silent)} was not known"]
        endings.append("")
    if closed := _closed_too(ways[0], every):
        yield f"On {when} {ways[0]}; {closed}."
        others = closed.replace("other roads", "others").replace("other ways", "others")
        yield from (f"{begun} {ways[0]}; {others}." for begun in (f"On {when}", f"{when}:"))
        # That the first of the roads was closed says more than what none of these let through.
        could, *could_not = ways[0].split("; ")
        if spoken[0].status == "closed" and len(could_not) == 1:
            yield f"On {when} {could}; {closed}."
    counted = faded_roads.others_words(faded)
    yield from (f"On {when} {text}; {others}." for text in dict.fromkeys(ways) for others in counted)
    yield from (f"On {when} {text}{end}." for end in dict.fromkeys(endings) for text in ways)
    yield f"{when}: {ways[-1]}."
    if could := could_alone(known):
        yield from (f"On {when} {could}; {others}." for others in counted)
    # Where there is no room for both, who disputes it is said and not what could not pass.
    if could := could_alone(known):
        yield f"On {when} {could}."
        yield f"{when}: {could}."
    # That another road let somebody through says more than who disputes the state of the first.
    if len(known) > 1 and not no_way(known[1]):
        for way in could_pass(known[:2], every):
            yield f"{when}: {_DISPUTED_BY.sub('(disputed)', way)}."


def _closed_too(way: str, every: Sequence[RouteState]) -> str:
    """That further roads were closed, where something could pass those named and nothing says so yet."""
    others = _closed_unnamed(way, every)
    if not others or " closed" in way or " neither " in way:
        return ""
    closed = f"{roads_named(others)} was" if len(others) == 1 else f"{other_ways(others)} were"
    if not any(roads_named([road]) in way for road in every if not road.by_air):
        # Beside flights alone they are no other roads.
        closed = closed.replace("other road", "road")
    return f"{closed} closed{unsure(others)}"


def _were(roads: Sequence[RouteState]) -> str:
    return "were" if len(roads) > 1 else was(roads[0].short_name)


def _closed_air(state: State) -> list[RouteState]:
    """Ways through the air that were closed: of what could pass none it is said of these too."""
    return [road for road in state.routes if road.by_air and road.status == "closed"]


def _closed_unnamed(text: str, every: Sequence[RouteState]) -> list[RouteState]:
    return [road for road in every if road.status == "closed" and roads_named([road]) not in text]


def _others_closed(text: str, state: State, every: Sequence[RouteState]) -> Iterator[KeyFigure]:
    """How many roads the sentence counts as closed without naming them, with their rows."""
    unnamed = _closed_unnamed(text, every)
    together = [[road for road in unnamed if road.inferred == inferred] for inferred in (False, True)]
    groups = [*closed_alike(unnamed), *together, unnamed]
    others = next(
        (
            group
            for group in groups
            if group and any(f"{len(group):,} {word}" in text for word in ("other", "roads were closed"))
        ),
        None,
    )
    if others is not None:
        ways = "other ways" if any(road.by_air for road in others) else "other roads"
        yield KeyFigure(
            f"{len(others):,}", f"{ways} closed", f"on {format_date(state.at.date())}",
            sources_of(others), (),
            Provenance(
                provenance.CLOSED_ROADS, named("status", (road.status_ids[-1] for road in others))
            ),
        )  # fmt: skip


def _detours(state: State, corridors: Sequence[RouteState]) -> list[RouteState]:
    """Roads that are no corridor and let something pass: what could pass none is said of these too."""
    apart = {road.route_id for road in corridors}
    return [
        road
        for road in state.routes
        if road.route_id not in apart
        and road.status != "unknown"
        and any(own.passage in (FREE, LIMITED) for own in road.passings)
    ]


def _figures_of_passing(
    case: Case, state: State, known: Sequence[RouteState], silent: Sequence[RouteState]
) -> tuple[KeyFigure, ...]:
    last_shown = (road_figures.last_shown(case, state, road) for road in silent if road.faded)
    return (*_passings(case, state, known), *last_shown)


def _passings(case: Case, state: State, roads: Sequence[RouteState]) -> tuple[KeyFigure, ...]:
    """Of each road what is said of each kind of traffic, with the rows that say so."""
    when = at_in_words(state.at, case.settings.zone)
    return tuple(
        KeyFigure(
            capital(spoken_name(road.short_name)), "who and what could pass", when, road.source_ids,
            (*lines(road), *([road.who_could_pass] if road.who_could_pass else [])),
            Provenance(
                provenance.PASSAGE,
                tuple(dict.fromkeys(
                    (*named("status", road.status_ids[-1:]), *(own.row for own in road.passings if own.row))
                )),
            ),
        )
        for road in roads
    )  # fmt: skip


def _lengths(case: Case, state: State, roads: Sequence[RouteState]) -> Sentence | None:
    """For how long each road had been as it was; roads of which nothing is known any longer come last."""
    spoken = [road for road in roads[:_ROADS] if road.status != "unknown"]
    if not spoken:
        return None
    first, *others = spoken
    texts = [
        f"{capital('; '.join([begun, *(briefly(road) for road in more)]))}."
        for begun, more in ((road_words(first), others), (briefly(first), others), (road_words(first), ()))
    ]
    return Sentence(shortest_needed(*texts), sources_of(spoken), partial(_of_roads, case, state, spoken))


def _of_roads(case: Case, state: State, roads: Sequence[RouteState]) -> tuple[KeyFigure, ...]:
    """What the sentence says of each road: of those after the first only for how long it was so."""
    first, *others = roads
    return (
        *road_figures.of_words(case, state, first),
        *(
            figure
            for road in others
            for figure in road_figures.of_words(case, state, road)
            if figure.provenance.rule == provenance.STATUS_RUN
        ),
    )


def _road_figure(case: Case, road: RouteState) -> KeyFigure:
    explain = [f"{capital(road_words(road))}.", *lines(road)]
    explain += [road.who_could_pass] if road.who_could_pass else []
    if road.confirmed_on:
        explain.append(f"Last shown by a source on {format_date(road.confirmed_on)}.")
    if road.doubt:
        explain.append(f"In doubt: {road.doubt}")
    if road.status != "closed" and road.days_without_ordinary and road.last_open:
        return road_figures.without_ordinary(case, road, tuple(explain))
    return road_figures.lasted(case, road, tuple(explain))
