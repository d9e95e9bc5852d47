"""The state at a date in sentences a briefer can read aloud, and the figures beside them.

Neutral by rule: roads have a status and a date, figures have a claimant, deliveries were "reported".
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from geo.dates import format_moment
from geo.facts import provenance
from geo.facts.claims import qualified
from geo.facts.provenance import Provenance, named
from geo.report import day_words, road_figures
from geo.report.aid_answer import aid_sentence, loads_figure, since_food
from geo.report.answer import MOST_SENTENCES, Answer, KeyFigure, Sentence, claimed_at, figure_moment
from geo.report.blockade import by_interest, corridors, passing
from geo.report.road_words import free_passage, last_shown, traffic
from geo.words import capital, days, spoken_name, with_article

if TYPE_CHECKING:
    from geo.case.case import Case
    from geo.facts.road_state import RouteState
    from geo.facts.state import State


def answer(case: Case, state: State, names: str = "both") -> Answer:
    """What happened that day, what could pass, how many had left and what aid got through by the moment."""
    ordinary = _ordinary_road(case, state)
    arrived, last_open = _arrived(case, state), _last_open(case, state, ordinary)
    lead = _lead(case, state, arrived, names)
    aid = aid_sentence(case, state, names)
    others = [arrived, aid, last_open] if lead else [arrived or last_open, aid]
    sentences = [
        *lead,
        passing(case, state, by_interest(corridors(case, state))),
        *(other for other in others if other is not None and other not in lead),
    ]
    figures = [
        _arrivals(case, state),
        _since_open(case, ordinary),
        since_food(state),
        loads_figure(case, state, names) or _housed(case, state),
    ]
    return Answer(
        tuple(sentences[:MOST_SENTENCES]),
        tuple(figure for figure in figures if figure is not None),
    )


def _lead(case: Case, state: State, arrived: Sentence | None, names: str) -> list[Sentence]:
    """What comes before the roads: what happened that day, and who left where that was counted then."""
    happened = day_words.sentences(case, state.at, names)
    figure = state.arrivals.get("arrivals")
    if arrived is None or figure is None or figure.claim.moment.date() != state.at.date():
        return happened
    return [*happened[:1], arrived]


def _arrived(case: Case, state: State) -> Sentence | None:
    """How many people had arrived, by the count that is the headline; None before anybody counted."""
    figure = state.arrivals.get("arrivals")
    if figure is None:
        return None
    claim = figure.claim
    when = figure_moment(case, figure, state.at)
    comma = "," if " earlier" in when else ""
    return Sentence(
        f"By {when}{comma} {with_article(claim.claimant)} had counted {qualified(figure)} {claim.subject}.",
        figure.source_ids,
        lambda: (claimed_at(case, figure, state.at),),
    )


def _ordinary_road(case: Case, state: State) -> RouteState | None:
    """The road the figures of ordinary traffic are about: the corridor it was last shown on, or None.

    They never speak of another road instead, so that what is not reported of this one is not reported.
    """
    roads = [road for road in corridors(case, state) if road.last_open is not None]
    # One on which it may still pass goes before those on which it is known to have stopped.
    return max(
        roads,
        key=lambda road: (road.days_without_ordinary is None, road.last_open or state.at.date()),
        default=None,
    )


def _last_open(case: Case, state: State, road: RouteState | None) -> Sentence | None:
    """Until when ordinary traffic could pass, or that this is not reported; None while it can."""
    if road is None or road.status == "open":
        return None
    name = spoken_name(road.short_name)
    if road.days_without_ordinary is None:
        text = f"Whether {traffic(road)} still passed on the {name} is not reported."
        return Sentence(text, road.source_ids, partial(road_figures.of_words, case, state, road))
    until = format_moment(road.last_open_moment, case.settings.zone)
    return Sentence(
        f"{capital(traffic(road))} could pass freely both ways on the {name} until {until}:"
        f" {days(road.days_without_ordinary)} without {'that' if road.traffic else 'it'}.",
        road.source_ids,
        lambda: (road_figures.last_open(case, road), road_figures.without_ordinary(case, road)),
    )


def _arrivals(case: Case, state: State) -> KeyFigure | None:
    figure = state.arrivals.get("arrivals")
    return None if figure is None else claimed_at(case, figure, state.at)


def _housed(case: Case, state: State) -> KeyFigure | None:
    figure = state.arrivals.get("accommodated")
    return None if figure is None else claimed_at(case, figure, state.at)


def _since_open(case: Case, road: RouteState | None) -> KeyFigure | None:
    if road is None or road.status == "open":
        return None
    name = spoken_name(road.short_name)
    if road.days_without_ordinary is None:
        return KeyFigure(
            road_figures.NOT_REPORTED,
            f"whether {traffic(road)} still passed on the {name}",
            last_shown(road).removeprefix("not known, "),
            road.source_ids,
            (),
            Provenance(provenance.NOT_REPORTED, named("status", road.status_ids[-1:])),
        )
    until = format_moment(road.last_open_moment, case.settings.zone)
    explain = (
        f"Counted from the day on which the last row that shows the {name} open ends, that day included."
    )
    return KeyFigure(
        days(road.days_without_ordinary),
        f"without {free_passage(road)} both ways on the {name}",
        f"until {until}",
        road.source_ids,
        (explain,),
        road_figures.since_open(road),
    )
