"""What the Blockade page says first: which roads were passable, and for how long not.

Neutral by rule: roads have a status and a date, figures have a claimant.
"""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from geo.dates import format_date
from geo.facts import provenance
from geo.facts.provenance import Basis, sources_of
from geo.facts.status import STATUS_LABELS, last_shown
from geo.report import road_figures
from geo.report.answer import Answer, KeyFigure, Sentence
from geo.report.road_figures import ONLY
from geo.words import at_in_words, days, spoken_name

if TYPE_CHECKING:
    from collections.abc import Sequence

    from geo.case.case import Case
    from geo.facts.passages import Passage
    from geo.facts.state import State
    from geo.facts.status import RouteState

_ROAD_FIGURES = 2
SHORT_LABELS = STATUS_LABELS | {"humanitarian_only": "humanitarian only"}
_SPOKEN_PASSAGES = ("medical evacuation", "food and mixed aid")


def answer(case: Case, state: State) -> Answer:
    """Which roads were passable on the as-at date, for how long not, and what passed last."""
    # Of two roads the one that changed later says more: an old road long closed or silent comes last.
    roads = sorted(corridors(case, state), key=lambda one: (one.faded, one.status == "closed"))
    when = at_in_words(state.at, case.settings.zone)
    if not roads:
        return Answer((Sentence(f"For {when} the state of no road is reported."),))
    first, *others = roads
    told = partial(road_figures.of_words, case, state, first)
    sentences = [Sentence(f"On {when} {road_words(first)}.", first.source_ids, told)]
    if others:
        words = _capital("; ".join(_briefly(one) for one in others))
        cited = sources_of(others)
        sentences.append(Sentence(f"{words}.", cited, partial(_of_others, case, state, others)))
    last = [one for one in state.passages if one.kind in _SPOKEN_PASSAGES]
    if last:
        sentences.append(_last_passed(case, state, last))
    known = [one for one in roads if one.status not in ("open", "unknown")]
    figures = [_road_figure(one) for one in known][:_ROAD_FIGURES]
    figures += [_passage_figure(case, kind, state) for kind in _SPOKEN_PASSAGES]
    return Answer(tuple(sentences), tuple(one for one in figures if one is not None))


def corridors(case: Case, state: State) -> list[RouteState]:
    """The corridors whose state is reported, in the order of the case."""
    roles = dict(zip(case.routes["route_id"], case.routes["role"], strict=True))
    return [
        one
        for one in state.routes
        if one.since and one.last_status != "unknown" and roles[one.route_id] == "corridor"
    ]


def road_words(one: RouteState) -> str:
    """A road's status with its length of time, in words: "the Aghdam road had been closed ..."."""
    name = f"the {spoken_name(one.short_name)}"
    first_day = one.days == 1
    if one.status == "open":
        return f"{name} was open" if first_day else f"{name} had been open for {days(one.days or 0)}"
    if one.status == "closed":
        told = "was closed from that day" if first_day else f"had been closed for {days(one.days or 0)}"
        return f"{name} {told}{_without(one)}"
    if one.status == "humanitarian_only":
        only = ONLY.get(one.direction, "")
        return f"{name} carried humanitarian traffic only{only}{_without(one)}"
    if one.status == "restricted":
        return f"{name} was restricted{ONLY.get(one.direction, '')}{_without(one)}"
    return f"the state of {name} was {last_shown(one)}"


def status_words(one: RouteState) -> str:
    """A road's status in one line for tables and the map: "closed for 95 days".

    A road for humanitarian traffic is not "closed"; it says for how long it lacked the ordinary.
    """
    words, count = status_parts(one)
    return f"{words} for {days(count)}" if count else words


def status_parts(one: RouteState) -> tuple[str, int]:
    """The same without its count of days, and that count; nought where the words count none."""
    if one.status == "unknown":
        return last_shown(one), 0
    label = SHORT_LABELS[one.status] + ONLY.get(one.direction, "").removesuffix(" only")
    if one.status not in ("closed", "open") and one.days_without_ordinary:
        return f"{label}, no ordinary traffic", one.days_without_ordinary
    return label, one.days or 0


def _briefly(one: RouteState) -> str:
    """A road named after the first: of a closed one only for how long."""
    words = road_words(one)
    return words.removesuffix(_without(one)) if one.status == "closed" else words


def _without(one: RouteState) -> str:
    if one.days_without_ordinary and one.days_without_ordinary != one.days:
        return f", with no ordinary traffic for {days(one.days_without_ordinary)}"
    if one.last_open is None and one.watched_from and one.status != "closed":
        return f", with no ordinary traffic known since at least {format_date(one.watched_from)}"
    return ""


def _last_passed(case: Case, state: State, last: list[Passage]) -> Sentence:
    latest = {one.kind: one for one in sorted(last, key=lambda one: -one.days_ago)}
    names = dict(zip(case.routes["route_id"], case.routes["short_name"], strict=True))
    parts = [
        f"{kind} on {format_date(one.on)} by the {spoken_name(names[one.route_id])}"
        for kind, one in sorted(latest.items(), reverse=True)
    ]
    sources = sources_of(latest.values())
    kinds = sorted(latest, reverse=True)
    return Sentence(
        f"The last passages reported: {'; '.join(parts)}.", sources, partial(_passed, case, state, kinds)
    )


def _passed(case: Case, state: State, kinds: Sequence[str]) -> tuple[KeyFigure, ...]:
    """The days of the last passages, in the order of the sentence."""
    found = (_passage_figure(case, kind, state) for kind in kinds)
    return tuple(
        replace(one, value=one.when, when=f"{one.value} before the as-at day") for one in found if one
    )


def _road_figure(one: RouteState) -> KeyFigure | None:
    explain = [f"{_capital(road_words(one))}.", f"Who could pass while this lasted: {one.who_could_pass}"]
    if one.confirmed_on:
        explain.append(f"Last shown by a source on {format_date(one.confirmed_on)}.")
    if one.doubt:
        explain.append(f"In doubt: {one.doubt}")
    if not (one.days and one.since):
        return None
    if one.status != "closed" and one.days_without_ordinary and one.last_open:
        return road_figures.without_ordinary(one, tuple(explain))
    return road_figures.lasted(one, tuple(explain))


def _of_others(case: Case, state: State, roads: Sequence[RouteState]) -> tuple[KeyFigure, ...]:
    """What the second sentence says of each road: of a closed one only for how long."""
    return tuple(
        figure
        for one in roads
        for figure in road_figures.of_words(case, state, one)
        if one.status != "closed" or figure.basis.rule == provenance.STATUS_RUN
    )


def _passage_figure(case: Case, kind: str, state: State) -> KeyFigure | None:
    of_kind = [one for one in state.passages if one.kind == kind]
    if not of_kind:
        return None
    names = dict(zip(case.routes["route_id"], case.routes["short_name"], strict=True))
    last = min(of_kind, key=lambda one: one.days_ago)
    lines = tuple(
        f"{_capital(spoken_name(names[one.route_id]))}, {format_date(one.on)}: {one.what}." for one in of_kind
    )
    return KeyFigure(
        days(last.days_ago), f"since the last {kind}", format_date(last.on), last.source_ids, lines,
        Basis(provenance.PASSED, last.rows),
    )  # fmt: skip


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
