"""Arrivals as steps, lists by province with their gaps, and movements of both sides."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from geo.dates import end_of_day, parse_at
from geo.facts import displacement
from geo.facts.state import state
from geo.picture.displacement_picture import displacement_picture
from geo.picture.layers import MapInputs, MapPicture
from geo.picture.place_labels import place_labels
from geo.report import displacement_answer
from geo.view.event_columns import pack
from geo.view.join import join
from geo.view.view import opening
from tests.conftest import shipped


def picture(at: str, first: date = date(2020, 9, 27)) -> MapPicture:
    case = shipped()
    moment = parse_at(at)
    view = replace(opening(case.settings), first=first, last=date(2024, 9, 30), at=moment)
    joined = join(case.places, case.events)
    drawn = MapInputs(pack(joined.placed, joined.unplaced), place_labels(case.places))
    return displacement_picture(case, view, state(case, moment), drawn)


def test_arrivals_only_rise() -> None:
    found = displacement.steps(shipped(), "arrivals")
    values = [one.value for one in found]
    assert values == sorted(values)
    assert (values[0], values[-1]) == (1050, 100632)


def test_registration_rises_on_after_arrivals_have_ended() -> None:
    arrivals, registered = (displacement.steps(shipped(), one)[-1] for one in ("arrivals", "registered"))
    assert registered.moment > arrivals.moment
    assert registered.value > arrivals.value


@pytest.mark.parametrize(
    ("at", "total", "stated", "gap"),
    [
        ("2023-09-26", 3253, 3253, 0),
        ("2023-09-28", 16853, 17153, 300),
        ("2023-10-01T15:00", 28302, 47322, 19020),
    ],
)
def test_lists_by_province_keep_the_gap_to_the_stated_total(
    at: str, total: float, stated: float, gap: float
) -> None:
    found = displacement.accommodation_at(shipped(), parse_at(at))
    assert found is not None
    assert (found.total, found.stated_total, found.gap) == (total, stated, gap)


def test_no_list_before_the_first() -> None:
    assert displacement.accommodation_at(shipped(), parse_at("2023-09-25")) is None


def test_both_sides_of_2020_are_told() -> None:
    rows = displacement.movements(shipped(), date(2020, 9, 27), date(2020, 12, 31))
    assert {one.persons for one in rows} == {90000, 40000, 26000}


def test_a_claimed_average_stands_beside_what_the_counts_give() -> None:
    found = displacement.daily_averages(shipped(), parse_at("2023-10-04"))
    assert [one.claimed.value for one in found] == [15000]
    assert (found[0].arrivals, found[0].days) == (100632, 11)
    assert round(found[0].counted) == 9148


def test_words_for_the_people_are_kept_with_who_used_them() -> None:
    found = {one.term: one for one in displacement.terms(displacement.movements(shipped()))}
    assert "refugee-like situation" in found
    assert found["refugees"].claimants


def test_the_arrow_carries_the_count_so_far_and_breaks_at_the_end_of_the_road() -> None:
    flows = {flow.id: flow for flow in picture("2023-09-24T22:00").flows}
    assert flows["m009-0"].persons == 1050
    spots = shipped().places.set_index("place_id")
    goris = (spots.at["goris", "lon"], spots.at["goris", "lat"])
    assert flows["m009-0"].end == goris
    assert flows["m009-1"].start == goris
    assert flows["m009-1"].persons is None


def test_circles_are_of_the_list_nearest_before_the_moment() -> None:
    shown = picture("2023-09-28")
    assert len(shown.circles) == 10
    assert sum(circle.value for circle in shown.circles) == 16853
    assert not any(flow.id.startswith("m01") for flow in shown.flows)


def test_the_answer_before_any_arrival_tells_earlier_movements() -> None:
    view = replace(opening(shipped().settings), first=date(2020, 9, 27), at=parse_at("2020-12-31"))
    told = displacement_answer.answer(shipped(), view, state(shipped(), view.at))
    assert [one.text.split(":")[0] for one in told.sentences] == [
        "People who came to Armenia during the 2020 war",
        "People displaced within Azerbaijan during the 2020 war",
        "People brought back under escort of peacekeepers",
    ]
    assert not told.figures


@settings(max_examples=30, deadline=None)
@given(st.dates(date(2023, 9, 20), date(2023, 10, 20)), st.integers(0, 23))
def test_steps_up_to_a_moment_begin_as_all_steps_do(day: date, hour: int) -> None:
    moment = datetime(day.year, day.month, day.day, hour)
    some = displacement.steps(shipped(), "arrivals", moment)
    every = displacement.steps(shipped(), "arrivals")
    assert every[: len(some)] == some
    assert all(one.moment <= end_of_day(day) for one in some)


def test_a_movement_that_goes_on_without_a_number_is_not_denied():
    view = replace(
        opening(shipped().settings),
        first=date(2020, 9, 27), last=date(2020, 10, 5), at=parse_at("2020-10-05"),
    )  # fmt: skip
    (sentence,) = displacement_answer.answer(shipped(), view, state(shipped(), view.at)).sentences
    assert sentence.text == (
        "Movements of people are reported for 27 Sept – 5 Oct 2020; these tables have no number by its end."
    )
    assert sentence.source_ids
