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
from geo.facts.status import last_shown
from geo.names import names_by_id
from geo.report import aid_answer, road_figures
from geo.report.answer import Answer, KeyFigure, Sentence, claimed
from geo.report.road_figures import ONLY
from geo.words import at_in_words, counted, days, spoken_name, stated, with_article

if TYPE_CHECKING:
    from geo.case.case import Case
    from geo.facts.aid import Waiting
    from geo.facts.state import State
    from geo.facts.status import RouteState

# Only these roads are read aloud; by-passes and sections are on the map and the Blockade page.
SPOKEN_ROLE = "corridor"
ROADS_SPOKEN = 2
_STATUS_WORDS = {
    "open": "was open",
    "restricted": "was restricted",
    "humanitarian_only": "carried humanitarian traffic only",
    "closed": "was closed",
}


def answer(case: Case, state: State, names: str = "both") -> Answer:
    """Return what could pass, how many had left and what aid got through, as at the state's moment."""
    spoken = _spoken_roads(case, state)
    sentences = [
        _roads(case, state, spoken),
        _people(case, state, spoken),
        _aid(case, state, names),
    ]
    figures = [
        _arrivals(case, state),
        _since_open(spoken),
        _since_delivery(case, state),
        _waiting(case, state, names) or _housed(case, state),
    ]
    return Answer(
        tuple(one for one in sentences if one is not None),
        tuple(one for one in figures if one is not None),
    )


def _spoken_roads(case: Case, state: State) -> list[RouteState]:
    """Return the corridors whose status changed last, in the order of the case."""
    roles = dict(zip(case.routes["route_id"], case.routes["role"], strict=True))
    reported = [
        one for one in state.routes if roles.get(one.route_id) == SPOKEN_ROLE and one.since is not None
    ]
    latest = sorted(reported, key=lambda one: one.since or state.at.date(), reverse=True)
    chosen = {one.route_id for one in latest[:ROADS_SPOKEN]}
    return [one for one in reported if one.route_id in chosen]


def _roads(case: Case, state: State, spoken: list[RouteState]) -> Sentence:
    when = at_in_words(state.at, case.settings.zone)
    if not spoken:
        return Sentence(f"For {when} the state of no road is reported.")
    parts = "; ".join(_road(one) for one in spoken)
    sources = sources_of(spoken)
    return Sentence(f"On {when} {parts}.", sources, partial(_road_figures, case, state, spoken))


def _road_figures(case: Case, state: State, spoken: list[RouteState]) -> tuple[KeyFigure, ...]:
    """Since when each road of the sentence has its status, or when a source last showed one."""
    return tuple(
        road_figures.since(one) if one.status in _STATUS_WORDS else road_figures.last_shown(case, state, one)
        for one in spoken
        if one.since and (one.status in _STATUS_WORDS or one.faded)
    )


def _road(one: RouteState) -> str:
    name = f"the {spoken_name(one.short_name)}"
    if one.status not in _STATUS_WORDS:
        return f"the state of {name} was {last_shown(one)}"
    since = f", since {format_date(one.since)}" if one.since else ""
    return f"{name} {_STATUS_WORDS[one.status]}{ONLY.get(one.direction, '')}{since}"


def _people(case: Case, state: State, spoken: list[RouteState]) -> Sentence | None:
    figure = state.arrivals.get("arrivals")
    if figure is None:
        return _last_open(spoken)
    claim = figure.claim
    when = format_moment(claim.as_of, case.settings.zone)
    return Sentence(
        f"By {when} {with_article(claim.claimant)} had counted {qualified(figure)} {claim.subject}.",
        figure.source_ids,
        lambda: (claimed(case, figure),),
    )


def _last_open(spoken: list[RouteState]) -> Sentence | None:
    """Return when ordinary traffic could last pass, where no road lets it and the day is known."""
    for one in _closed_to_traffic(spoken):
        if one.last_open is not None and one.days_without_ordinary:
            road = spoken_name(one.short_name)
            return Sentence(
                f"Ordinary traffic could last pass both ways on the {road} on"
                f" {format_date(one.last_open)}, {days(one.days_without_ordinary)} earlier.",
                one.source_ids,
                partial(_last_open_figures, one),
            )
    return None


def _last_open_figures(one: RouteState) -> tuple[KeyFigure, ...]:
    return road_figures.last_open(one), road_figures.without_ordinary(one)


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


def _closed_to_traffic(spoken: list[RouteState]) -> list[RouteState]:
    """Return the roads without ordinary traffic, or none while any of them is open both ways."""
    if any((one.status, one.direction) == ("open", "both") for one in spoken):
        return []
    return [one for one in spoken if one.last_open is not None and one.days_without_ordinary]


def _since_open(spoken: list[RouteState]) -> KeyFigure | None:
    for one in _closed_to_traffic(spoken):
        if one.last_open is not None and one.days_without_ordinary:
            return KeyFigure(
                days(one.days_without_ordinary),
                f"since ordinary traffic could pass both ways on the {spoken_name(one.short_name)}",
                f"last on {format_date(one.last_open)}",
                one.source_ids,
                (f"Counted from the last day on which the {spoken_name(one.short_name)} is shown as open.",),
                road_figures.since_open(one),
            )
    return None


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
