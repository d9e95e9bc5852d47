"""The state at a date in sentences a briefer can read aloud, and the figures beside them.

Neutral by rule: roads have a status and a date, figures have a claimant, deliveries were "reported".
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from geo.dates import format_date, format_moment
from geo.facts import provenance
from geo.facts.claims import qualified
from geo.facts.provenance import Basis, named, sources_of
from geo.names import names_by_id
from geo.report import aid_answer, road_figures
from geo.report.answer import Answer, KeyFigure, Sentence, claimed
from geo.report.blockade import by_interest, corridors, passing
from geo.report.road_words import last_shown
from geo.words import counted, days, spoken_name, stated, with_article

if TYPE_CHECKING:
    from geo.case.case import Case
    from geo.facts.aid import Waiting
    from geo.facts.road_state import RouteState
    from geo.facts.state import State


def answer(case: Case, state: State, names: str = "both") -> Answer:
    """Return what could pass, how many had left and what aid got through, as at the state's moment."""
    ordinary = _ordinary_road(case, state)
    sentences = [
        passing(case, state, by_interest(corridors(case, state))),
        _people(case, state, ordinary),
        _aid(case, state, names),
    ]
    figures = [
        _arrivals(case, state),
        _since_open(case, ordinary),
        _since_delivery(case, state),
        _waiting(case, state, names) or _housed(case, state),
    ]
    return Answer(
        tuple(one for one in sentences if one is not None),
        tuple(one for one in figures if one is not None),
    )


def _people(case: Case, state: State, ordinary: RouteState | None) -> Sentence | None:
    figure = state.arrivals.get("arrivals")
    if figure is None:
        return _last_open(case, state, ordinary)
    claim = figure.claim
    when = format_moment(claim.as_of, case.settings.zone)
    return Sentence(
        f"By {when} {with_article(claim.claimant)} had counted {qualified(figure)} {claim.subject}.",
        figure.source_ids,
        lambda: (claimed(case, figure),),
    )


def _ordinary_road(case: Case, state: State) -> RouteState | None:
    """The road the figures of ordinary traffic are about: the corridor it was last shown on, or None.

    They never speak of another road instead, so that what is not reported of this one is not reported.
    """
    roads = [road for road in corridors(case, state) if road.last_open is not None]
    return max(roads, key=lambda road: road.last_open or state.at.date(), default=None)


def _last_open(case: Case, state: State, road: RouteState | None) -> Sentence | None:
    """Until when ordinary traffic could pass, or that this is not reported; None while it can."""
    if road is None or road.status == "open":
        return None
    name = spoken_name(road.short_name)
    if road.days_without_ordinary is None:
        text = f"Whether ordinary traffic still passed on the {name} is not reported."
        return Sentence(text, road.source_ids, partial(road_figures.of_words, case, state, road))
    until = format_moment(road.last_open_moment, case.settings.zone)
    return Sentence(
        f"Ordinary traffic could pass both ways on the {name} until {until}:"
        f" {days(road.days_without_ordinary)} without it.",
        road.source_ids,
        lambda: (road_figures.last_open(case, road), road_figures.without_ordinary(case, road)),
    )


def _aid(case: Case, state: State, names: str) -> Sentence | None:
    last = state.last_delivery()
    waiting = _longest(state)
    if last is None and waiting is None:
        return None
    parts = []
    if last is not None:
        parts.append(f"the last delivery of goods reported was on {format_date(last.on)}")
    if waiting is not None:
        place = _place(case, waiting.place_id, names)
        parts.append(
            f"{_load(waiting)} had been held at {place} since {format_date(waiting.since)},"
            " with no release reported"
        )
    sources = (*(last.source_ids if last else ()), *(waiting.consignment.source_ids if waiting else ()))
    text = "; ".join(parts)
    told = text[0].upper() + text[1:] + "."
    return Sentence(told, tuple(dict.fromkeys(sources)), partial(_aid_figures, case, state, names))


def _aid_figures(case: Case, state: State, names: str) -> tuple[KeyFigure, ...]:
    """When goods last came through, and what waits longest."""
    last, waiting = state.last_delivery(), _longest(state)
    found = [aid_answer.last_goods(last)] if last else []
    return (*found, *(aid_answer.held_figures(case, waiting, names) if waiting else ()))


def _arrivals(case: Case, state: State) -> KeyFigure | None:
    figure = state.arrivals.get("arrivals")
    return None if figure is None else claimed(case, figure)


def _housed(case: Case, state: State) -> KeyFigure | None:
    figure = state.arrivals.get("accommodated")
    return None if figure is None else claimed(case, figure)


def _since_open(case: Case, road: RouteState | None) -> KeyFigure | None:
    if road is None or road.status == "open":
        return None
    name = spoken_name(road.short_name)
    if road.days_without_ordinary is None:
        return KeyFigure(
            road_figures.NOT_REPORTED,
            f"whether ordinary traffic still passed on the {name}",
            last_shown(road).removeprefix("not known, "),
            road.source_ids,
            (),
            Basis(provenance.NOT_REPORTED, named("status", road.status_ids[-1:])),
        )
    until = format_moment(road.last_open_moment, case.settings.zone)
    explain = (
        f"Counted from the day on which the last row that shows the {name} open ends, that day included."
    )
    return KeyFigure(
        days(road.days_without_ordinary),
        f"without ordinary traffic both ways on the {name}",
        f"until {until}",
        road.source_ids,
        (explain,),
        road_figures.since_open(road),
    )


def _since_delivery(case: Case, state: State) -> KeyFigure | None:
    last = state.last_delivery()
    if last is None:
        return None
    own = case.consignments["consignment_id"].isin(last.consignment_ids)
    rows = case.consignments.loc[own, ["carrier", "cargo"]]
    lines = tuple(
        f"{carrier}: {cargo}." for carrier, cargo in zip(rows["carrier"], rows["cargo"], strict=True)
    )
    return KeyFigure(
        days(last.days_ago),
        "since the last delivery of goods reported",
        format_date(last.on),
        last.source_ids,
        lines,
        Basis(provenance.LAST_GOODS, named("consignment", last.consignment_ids)),
    )


def _waiting(case: Case, state: State, names: str) -> KeyFigure | None:
    longest = _longest(state)
    if longest is None:
        return None
    lines = tuple(
        f"{_load(one)} at {_place(case, one.place_id, names)} since {format_date(one.since)}"
        f" ({days(one.days)})."
        for one in state.waiting
    )
    count = len(state.waiting)
    sources = sources_of(one.consignment for one in state.waiting)
    return KeyFigure(
        counted(count, "load"),
        f"of aid held up, the longest at {_place(case, longest.place_id, names)} for {days(longest.days)}",
        f"on {format_date(state.at.date())}",
        sources,
        lines,
        Basis(
            provenance.HELD, named("consignment", (one.consignment.consignment_id for one in state.waiting))
        ),
    )


def _longest(state: State) -> Waiting | None:
    return max(state.waiting, key=lambda one: one.days, default=None)


def _load(one: Waiting) -> str:
    load = one.consignment
    if load.quantity is None:
        return f"a load of {with_article(load.carrier)}"
    return f"{stated(load.quantity, load.qualifier)} {load.unit} of aid sent by {with_article(load.carrier)}"


def _place(case: Case, place_id: str, names: str) -> str:
    return names_by_id(case.places, names).get(place_id, place_id)
