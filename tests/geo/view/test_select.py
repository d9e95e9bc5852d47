"""What a view shows of a case."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from geo.case.as_known import as_known
from geo.case.case import Case
from geo.case.cited_by import known_sources
from geo.case.load import load_case
from geo.cells import items
from geo.dates import Period
from geo.facts.doubt import CONFIDENCES, DOUBTS
from geo.view.select import count_sentence, overview, select, vocabulary
from geo.view.view import ViewState, opening


@pytest.fixture(scope="module")
def case() -> Case:
    return load_case(Path(__file__).resolve().parents[3] / "data" / "karabakh")


@pytest.fixture
def view(case: Case) -> ViewState:
    return opening(case.settings)


def test_a_period_that_holds_all_events_shows_all(case: Case, view: ViewState) -> None:
    shown = select(case, replace(view, first=date(1985, 1, 1), last=date(2024, 12, 31)))
    assert shown.total == len(case.events) > 200
    assert shown.possible == 0


def test_no_event_is_lost_between_map_and_list(case: Case, view: ViewState) -> None:
    shown = select(case, view)
    assert len(shown.joined.placed) + shown.unplaced == shown.total


def test_events_come_in_order_of_time(case: Case, view: ViewState) -> None:
    assert select(case, view).events["start"].is_monotonic_increasing


def test_selecting_leaves_the_case_as_it_was(case: Case, view: ViewState) -> None:
    before = case.events.copy()
    select(case, replace(view, search="Shusha", categories=("aid",)))
    assert case.events.equals(before)


def test_only_events_that_touch_the_period_are_shown(case: Case, view: ViewState) -> None:
    period = Period(date(2023, 9, 12), date(2023, 10, 4))
    rows = select(case, replace(view, first=period.first, last=period.last)).events
    assert len(rows) > 10
    assert (rows["start"] < str(period.end)).all()
    assert (rows["end"] > str(period.start)).all()


def test_what_is_known_to_the_month_is_only_possibly_in_a_part_of_it(case: Case, view: ViewState) -> None:
    shown = select(case, replace(view, first=date(2023, 9, 12), last=date(2023, 9, 13)))
    rough = shown.events[shown.events["possible"]]
    assert set(rough["date_precision"]) <= {"month", "year"}
    assert shown.possible == len(rough)


@pytest.mark.parametrize(
    ("field", "value", "column"),
    [("categories", ("aid", "protest"), "category"), ("places", ("shusha",), "place_id")],
)
def test_a_filter_keeps_its_members_only(
    case: Case, view: ViewState, field: str, value: tuple[str, ...], column: str
) -> None:
    rows = select(case, replace(view, **{field: value})).events
    assert set(rows[column]) == set(value)


def test_an_actor_is_found_among_several(case: Case, view: ViewState) -> None:
    rows = select(case, replace(view, actors=("ICRC",))).events
    assert len(rows) > 5
    assert all("ICRC" in items(cell) for cell in rows["actors"])


def test_as_known_keeps_what_was_published_by_then(case: Case, view: ViewState) -> None:
    known = date(2023, 9, 1)
    rows = select(as_known(case, known), replace(view, known=known)).events
    published = known_sources(case.sources, known)
    assert 0 < len(rows) < len(case.events)
    assert published is not None
    assert all(set(items(cell)) & published for cell in rows["source_ids"])


def test_the_overview_keeps_every_filter_but_the_period(case: Case, view: ViewState) -> None:
    narrow = replace(view, first=date(2023, 9, 19), last=date(2023, 9, 19), categories=("aid",))
    assert len(overview(case, narrow)) == int(case.events["category"].eq("aid").sum())


def test_the_count_is_told_in_words(case: Case, view: ViewState) -> None:
    shown = select(case, view)
    assert count_sentence(shown).startswith(f"{shown.total} events")
    none = select(case, replace(view, search="qqqqqqqq"))
    assert count_sentence(none) == "No events match this view"
    one = select(case, replace(view, search="ev110"))
    assert one.total == 1
    assert count_sentence(one) == "1 event"


def test_certain_and_possible_events_are_told_and_can_be_shown_apart(case: Case, view: ViewState) -> None:
    week = replace(view, first=date(2023, 9, 12), last=date(2023, 9, 18))
    both = select(case, week)
    sure = select(case, replace(week, dated="certain"))
    rough = select(case, replace(week, dated="possible"))
    assert both.possible == rough.total == rough.possible > 0
    assert sure.possible == 0
    assert sure.total + rough.total == both.total
    assert count_sentence(both) == (f"{both.total} events, {rough.total} of them dated only roughly")
    assert count_sentence(rough) == f"{rough.total} events, dated only roughly"


def test_confidence_and_doubt_filter(case: Case, view: ViewState) -> None:
    whole = replace(view, first=date(1990, 1, 1), last=date(2024, 12, 31))
    by_confidence = [select(case, replace(whole, confidence=(one,))).total for one in CONFIDENCES]
    assert by_confidence == [207, 85, 0]
    alone, rival = (select(case, replace(whole, doubts=(one,))).events for one in DOUBTS)
    both = select(case, replace(whole, doubts=DOUBTS)).events
    assert set(both["event_id"]) == set(alone["event_id"]) | set(rival["event_id"])
    assert "ev129" in set(rival["event_id"])


def test_the_vocabulary_holds_what_the_events_hold(case: Case) -> None:
    terms = vocabulary(case)
    assert set(terms.categories) == set(case.events["category"])
    assert set(terms.places) == set(case.events["place_id"]) - {""}
    assert "ICRC" in terms.actors
