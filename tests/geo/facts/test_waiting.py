"""Loads that wait: since when, until when, by the hour, and no longer than anybody vouches for it."""

from datetime import date, datetime
from pathlib import Path

from geo.case.case import Case
from geo.dates import end_of_day
from geo.facts.aid import consignments
from geo.facts.waiting import Waiting, shown, waiting
from tests.geo.facts.aid_case import aid_case, stage

SILENCE = 14


def at(case: Case, moment: datetime) -> tuple[Waiting, ...]:
    return waiting(consignments(case, at=moment), moment, SILENCE)


def evening(month: int, day: int) -> datetime:
    return end_of_day(date(2023, month, day))


def test_a_load_waits_from_its_hour_to_the_hour_it_is_let_through(tmp_path: Path) -> None:
    case = aid_case(tmp_path, [{"date_start": "2023-04-28", "date_end": "2023-04-29"}], [
        stage("waiting", "2023-04-28T21:00", place_id="town", date_end="2023-04-29T11:10"),
    ])  # fmt: skip
    assert at(case, datetime(2023, 4, 28, 20, 59)) == ()
    assert [load.days for load in at(case, datetime(2023, 4, 28, 21, 0))] == [1]
    assert [load.days for load in at(case, datetime(2023, 4, 29, 11, 9))] == [2]
    assert at(case, datetime(2023, 4, 29, 11, 10)) == ()


def test_the_next_stage_ends_the_wait(tmp_path: Path) -> None:
    case = aid_case(tmp_path, [{}], [
        stage("waiting", "2023-09-02", place_id="goris"), stage("delivered", "2023-09-05", place_id="town"),
    ])  # fmt: skip
    assert [load.since for load in at(case, evening(9, 4))] == [date(2023, 9, 2)]
    assert at(case, evening(9, 5)) == ()


def test_each_report_vouches_for_a_wait_as_long_as_for_a_road(tmp_path: Path) -> None:
    case = aid_case(tmp_path, [{}], [
        stage("waiting", "2023-07-01", place_id="goris"), stage("waiting", "2023-07-10", place_id="goris"),
    ])  # fmt: skip
    (load,) = at(case, evening(7, 24))
    assert (load.since, load.days, load.reported, load.faded) == (
        date(2023, 7, 1), 24, date(2023, 7, 10), False,
    )  # fmt: skip
    (load,) = at(case, evening(7, 25))
    assert load.faded
    assert shown((load,)) == ()
    assert load.stage_ids == ("t1", "t2")


def test_a_wait_at_another_place_is_another_wait(tmp_path: Path) -> None:
    case = aid_case(tmp_path, [{}], [
        stage("waiting", "2023-07-01", place_id="rostov"), stage("waiting", "2023-07-10", place_id="goris"),
    ])  # fmt: skip
    assert [(load.place_id, load.since) for load in at(case, evening(7, 12))] == [
        ("goris", date(2023, 7, 10))
    ]


def test_a_part_waits_with_its_own_amount(tmp_path: Path) -> None:
    case = aid_case(tmp_path, [{"quantity": "100", "unit": "tonnes"}], [
        stage("delivered", "2023-07-01", part="one", amount="60", unit="tonnes"),
        stage("waiting", "2023-07-01", part="two", amount="40", qualifier="about", unit="tonnes",
              place_id="goris"),
    ])  # fmt: skip
    (load,) = at(case, evening(7, 2))
    assert (load.part, load.amount, load.qualifier, load.unit) == ("two", 40, "about", "tonnes")


def test_an_old_row_waits_where_it_was_blocked_until_it_is_released(tmp_path: Path) -> None:
    old = {
        "outcome": "blocked",
        "held_at_id": "goris",
        "date_start": "2023-09-01",
        "held_until": "2023-09-04",
    }
    case = aid_case(tmp_path, [old], [])
    assert at(case, evening(8, 31)) == ()
    assert [load.days for load in at(case, evening(9, 3))] == [3]
    assert [load.days for load in at(case, evening(9, 4))] == [4]
    assert at(case, evening(9, 5)) == ()


def test_only_what_stands_at_a_named_place_waits(tmp_path: Path) -> None:
    loads = [{"outcome": "blocked"}, {"outcome": "delivered", "held_at_id": "goris"}]
    assert at(aid_case(tmp_path, loads, []), evening(9, 3)) == ()
