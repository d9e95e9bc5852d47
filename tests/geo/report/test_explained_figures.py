"""Every figure that explains itself is what its rule gives over the rows it names, on many dates."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from functools import cache

import pytest

from geo.case.as_known import as_known
from geo.case.case import Case
from geo.case.schema import KEYS
from geo.dates import Period, format_period
from geo.export.shown_rows import prepare
from geo.facts import diplomacy, provenance
from geo.facts.access import access, if_closed
from geo.facts.aid import FOOD, FUEL, KINDS_OF, PATIENTS, consignments
from geo.facts.displacement import accommodation_at, daily_averages
from geo.facts.network import network
from geo.facts.reconciliation import checks
from geo.facts.silence import silences
from geo.facts.state import state
from geo.facts.waves import waves
from geo.names import names_by_id
from geo.report import (
    aid_answer,
    aid_figures,
    blockade,
    count_figures,
    diplomacy_answer,
    displacement_answer,
    displacement_figures,
    silence_figures,
    situation_answer,
    way_figures,
)
from geo.report.answer import Answer, KeyFigure, Sentence
from geo.report.counted import events_shown
from geo.view.select import select
from geo.view.view import ViewState, opening, with_at
from geo.words import at_in_words
from tests.conftest import shipped
from tests.geo.report.recompute import RULES, Moment

# Days over the whole case, quiet ones and those on which much changes; and how many days later each is known.
DAYS = (
    ("2020-09-30", None), ("2021-06-15", 40), ("2022-12-12", None), ("2023-01-20", 0), ("2023-04-23", None),
    ("2023-07-26", 40), ("2023-09-12", None), ("2023-09-18", 0), ("2023-09-20", None), ("2023-09-24", 40),
    ("2023-09-28", None), ("2023-12-31", 0),
)  # fmt: skip
LATE = ("2023-09-28", None)


def asked(day: str, known: date | None) -> tuple[Case, ViewState]:
    """The case as known, and the view over all of it as at the end of a day."""
    case = as_known(shipped(), known) if known else shipped()
    whole = case.settings.period
    view = replace(opening(case.settings), first=whole.first, last=whole.last, known=known)
    return case, with_at(view, date.fromisoformat(day))


def answers(case: Case, view: ViewState) -> tuple[Answer, ...]:
    """The sentences and figures above the maps of all pages."""
    now, shown = state(as_known(case, view.known), view.at), select(case, view)
    met = diplomacy.contacts(shown.events, view.at)
    return (
        situation_answer.answer(case, now), blockade.answer(case, now), aid_answer.answer(case, view, now),
        displacement_answer.answer(case, view, now),
        diplomacy_answer.answer(met, Period(view.first, view.at.date())),
    )  # fmt: skip


def learned(day: str, later: int | None) -> tuple[Case, ViewState]:
    """The case as known so many days after a day, and the view as at that day."""
    return asked(day, None if later is None else date.fromisoformat(day) + timedelta(days=later))


@cache
def explained_on(day: str, later: int | None) -> tuple[KeyFigure, ...]:
    """The figures as at a day, made once for all tests."""
    return tuple(explained(*learned(day, later)))


def explained(case: Case, view: ViewState) -> Iterator[KeyFigure]:
    """Every figure of the pages that explains itself, but the rows of tables."""
    for answer in answers(case, view):
        yield from answer.figures
        for sentence in answer.sentences:
            yield from sentence.figures()
    yield from of_roads(case, view, Period(view.first, view.last))
    yield from of_people(case, view)
    rows = consignments(as_known(case, view.known), view.first, view.last, view.at)
    for unit, kind in (("tonnes", FOOD), ("tonnes", FUEL), ("patients", PATIENTS)):
        yield aid_figures.sum_figure(rows, unit, KINDS_OF[kind], view)
    shown = select(case, view)
    yield events_shown(shown, view)
    yield from count_figures.sources_known(shipped(), as_known(shipped(), view.known))
    yield from count_figures.resting(case, "seed-1")
    yield count_figures.in_file(prepare(case, view, shown.events).rows["event_id"], ())


def of_roads(case: Case, view: ViewState, period: Period) -> Iterator[KeyFigure]:
    names, day = names_by_id(case.places, "both"), view.at.date()
    ways = access(as_known(case, view.known), view.at)
    sentences = [
        *way_figures.sentences(case, ways, names),
        way_figures.people(as_known(case, view.known), day),
    ]
    for segment in ("hakari-bridge..kornidzor", "lachin..shusha"):
        closed = if_closed(ways, segment)
        sentences += way_figures.if_closed(case, closed, names) if closed else []
    for one in sentences:
        yield from one.figures()
    found = silences(as_known(case, view.known), day)
    yield from silence_figures.now(as_known(case, view.known), found, day)
    rows = [(one.kind, one.key, one.name) for one in found[:6]]
    yield from silence_figures.runs(as_known(case, view.known), period, rows, 60)


def of_people(case: Case, view: ViewState) -> Iterator[KeyFigure]:
    housed = accommodation_at(as_known(case, view.known), view.at)
    yield from displacement_answer.housed_figures(case, housed) if housed else ()
    for one in daily_averages(as_known(case, view.known), view.at):
        yield from displacement_figures.averages(case, one)
    if waves(as_known(case, view.known)):
        yield displacement_figures.waves_counted(
            as_known(case, view.known), waves(as_known(case, view.known))
        )
    yield from displacement_figures.checks_counted(case, checks(as_known(case, view.known)))


@pytest.mark.parametrize(("day", "later"), DAYS)
def test_a_figure_is_what_its_rule_gives_over_its_rows(day: str, later: int | None) -> None:
    case, view = learned(day, later)
    moment = Moment(case, view.at, view.known, view.first, view.last)
    figures = explained_on(day, later)
    assert len(figures) > 20
    for one in figures:
        assert one.provenance.rule in RULES, one
        assert one.value == RULES[one.provenance.rule](one, moment), one


@pytest.mark.parametrize(("day", "later"), DAYS)
def test_every_row_named_is_there_and_known_by_then(day: str, later: int | None) -> None:
    there = names_of(learned(day, later)[0])
    for one in explained_on(day, later):
        left = {name for name, _ in one.provenance.left_out}
        if one.provenance.rule == provenance.SOURCES_KNOWN:
            assert {*one.provenance.rows, *left} <= names_of(shipped())
            continue
        assert set(one.provenance.rows) <= there, one.label
        assert left <= there, one.label
        assert not set(one.provenance.rows) & left, one.label
        assert all(reason for _, reason in one.provenance.left_out)


def names_of(case: Case) -> set[str]:
    """The names of all rows of a case, and of its stretches of road."""
    tables = case.tables()
    rows = {f"{kind}:{key}" for name, kind in provenance.KINDS.items() for key in tables[name][KEYS[name]]}
    return rows | {f"segment:{one}" for one in network(case).by_id}


ADDED_UP = (
    provenance.SUM,
    provenance.COUNTED,
    provenance.IN_LIST,
    provenance.CONTACTS,
    provenance.EVENTS,
    provenance.WAYS_LONGER,
)


@pytest.mark.parametrize("rule", ADDED_UP)
def test_with_a_row_less_the_rule_gives_another_figure(rule: str) -> None:
    case, view = learned(*LATE)
    moment = Moment(case, view.at, None, view.first, view.last)
    own = [one for one in explained_on(*LATE) if one.provenance.rule == rule and one.provenance.rows]
    assert own or rule == provenance.WAYS_LONGER
    for one in own:
        less = replace(one, provenance=replace(one.provenance, rows=one.provenance.rows[1:]))
        assert RULES[rule](less, moment) != one.value, one.label


NUMBER = re.compile(r"\d[\d,.]*\d|\d")


def sentences(case: Case, view: ViewState) -> Iterator[Sentence]:
    """The sentences of the pages that are explained in one block."""
    for answer in answers(case, view):
        yield from answer.sentences
    names, ways = names_by_id(case.places, "both"), access(as_known(case, view.known), view.at)
    yield from way_figures.sentences(case, ways, names)
    yield way_figures.people(as_known(case, view.known), view.at.date())
    for segment in ("hakari-bridge..kornidzor", "lachin..shusha"):
        closed = if_closed(ways, segment)
        yield from way_figures.if_closed(case, closed, names) if closed else []


@pytest.mark.parametrize(("day", "later"), DAYS)
def test_each_number_inside_a_sentence_is_named_by_what_explains_it(day: str, later: int | None) -> None:
    case, view = learned(day, later)
    asked_of = [format_period(Period(view.first, view.at.date())), at_in_words(view.at, case.settings.zone)]
    for one in sentences(case, view):
        told = one.text
        for words in asked_of:
            told = told.replace(words, "")
        figures = one.figures()
        named = " ".join(
            " ".join((figure.value, figure.label, figure.when, *figure.explain)) for figure in figures
        )
        missing = set(NUMBER.findall(told)) - set(NUMBER.findall(named))
        assert not missing, (one.text, named)


@pytest.mark.parametrize(
    "filters", [{"categories": ("diplomacy",)}, {"actors": ("ICRC",)}, {"dated": "certain"}]
)
def test_filters_are_honoured_by_what_counts_events(filters: dict) -> None:
    case, view = learned(*LATE)
    every = {one.label: one for one in explained_on(*LATE) if one.provenance.rule in BY_EVENTS}
    narrowed = replace(view, **filters)
    moment = Moment(case, view.at, None, view.first, view.last)
    found = [one for one in explained(case, narrowed) if one.provenance.rule in BY_EVENTS]
    assert any(one.value != every[one.label].value for one in found if one.label in every)
    for one in found:
        assert one.value == RULES[one.provenance.rule](one, moment), one
        for row in moment.rows(one.provenance.rows):
            assert not filters.get("categories") or row["category"] in filters["categories"]
            assert not filters.get("actors") or "ICRC" in row["actors"].split(";")


BY_EVENTS = (provenance.EVENTS, provenance.CONTACTS, provenance.PAIRS)
