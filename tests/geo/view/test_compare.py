"""Two dates in one view: the other date's view, and what is offered to compare with."""

from dataclasses import replace
from datetime import date, datetime

import pytest

from geo.dates import end_of_day
from geo.view.compare import compared, other_view, presets, since_last_visit
from geo.view.view import Vocabulary, opening, read, with_at, write
from tests.conftest import shipped


@pytest.fixture(scope="module")
def case():
    return shipped()


@pytest.fixture
def view(case):
    return with_at(opening(case.settings), date(2023, 9, 20))


def test_the_other_view_differs_in_its_date_only(view):
    assert other_view(view) is None
    other = other_view(compared(view, end_of_day(date(2023, 9, 18))))
    assert other == replace(view, at=end_of_day(date(2023, 9, 18)))


@pytest.mark.parametrize("day", [date(2020, 11, 1), date(2023, 12, 1)])
def test_a_date_outside_the_period_makes_it_longer(view, day):
    other = other_view(compared(view, end_of_day(day)))
    assert other.first <= day <= other.last
    assert other.at.date() == day


def test_the_presets_are_dates_worth_comparing(view):
    assert presets(view) == (
        ("The day before, 19 Sept 2023", end_of_day(date(2023, 9, 19))),
        ("A week before, 13 Sept 2023", end_of_day(date(2023, 9, 13))),
        ("The start of the period, 12 Dec 2022", end_of_day(date(2022, 12, 12))),
    )
    assert presets(replace(view, seen=date(2023, 9, 1)))[-1] == (
        "Since my last visit, 1 Sept 2023", end_of_day(date(2023, 9, 1)),
    )  # fmt: skip
    assert len(presets(replace(view, seen=view.at.date()))) == 3


def test_a_visit_later_on_is_held_against_the_date_seen_last(case, view):
    assert since_last_visit(view, case.settings) is None
    moved = replace(view, seen=date(2023, 9, 1))
    assert since_last_visit(moved, case.settings) == compared(moved, end_of_day(date(2023, 9, 1)))


def test_a_link_to_the_very_date_seen_last_moves_on_to_where_the_case_opens(case, view):
    stood = replace(view, last=date(2023, 9, 20), seen=date(2023, 9, 20))
    found = since_last_visit(stood, case.settings)
    assert (found.at, found.versus) == (end_of_day(date(2023, 10, 4)), end_of_day(date(2023, 9, 20)))
    assert (found.first, found.last) == (stood.first, date(2023, 10, 4))


def test_where_nothing_is_later_there_is_nothing_to_offer(case):
    start = opening(case.settings)
    assert since_last_visit(replace(start, seen=start.at.date()), case.settings) is None


def test_both_dates_are_kept_in_the_address(case, view):
    asked = replace(view, versus=datetime(2023, 9, 18, 20, 0), seen=date(2023, 9, 1))
    query = write(asked, case.settings)
    assert (query["vs"], query["seen"]) == ("2023-09-18T20:00", "2023-09-01")
    assert read(query, case.settings, Vocabulary()) == (asked, ())


def test_a_bad_date_to_compare_with_is_noted(case):
    found, notes = read({"vs": "the other day", "seen": "2023-02-30"}, case.settings, Vocabulary())
    assert (found.versus, found.seen) == (None, None)
    assert len(notes) == 2
    assert "date to compare with, “the other day”" in notes[0]
