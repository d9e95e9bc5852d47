"""The last delivery of each kind: by single loads, and by running totals that rose; doubt stands beside."""

from datetime import date
from pathlib import Path

from geo.case.case import Case
from geo.dates import end_of_day
from geo.facts.aid import FOOD, FUEL, MEDICAL, PATIENTS, consignments
from geo.facts.deliveries import LastDelivery, last_deliveries, risen
from geo.report.aid_words import last_words
from tests.geo.facts.aid_case import aid_case, stage

FUEL_LOAD = {"cargo_kind": "fuel", "unit": "tonnes", "outcome": "delivered"}


def last(case: Case, month: int = 12, day: int = 31, group: str = "kind") -> dict[str, LastDelivery]:
    at = end_of_day(date(2023, month, day))
    rows = last_deliveries(case, consignments(case, at=at), at)
    return {f"{row.key} {row.kind}".strip(): row for row in rows if row.group == group}


def test_a_running_total_that_rose_shows_a_delivery_by_its_day(tmp_path: Path) -> None:
    case = aid_case(tmp_path, [
        FUEL_LOAD | {"date_start": "2023-09-23", "quantity": "64"},
        FUEL_LOAD | {"date_start": "2023-09-26", "quantity": "118"},
        FUEL_LOAD | {"date_start": "2023-09-28", "quantity": "214", "cumulative": "yes"},
    ], [])  # fmt: skip
    before, after = last(case, 9, 27)[FUEL], last(case, 9, 28)[FUEL]
    assert (before.on, before.by, before.consignment_ids) == (date(2023, 9, 26), False, ("a2",))
    assert (after.on, after.by, after.consignment_ids) == (date(2023, 9, 28), True, ("a3",))


def test_a_running_total_no_greater_than_the_loads_shows_nothing_new(tmp_path: Path) -> None:
    case = aid_case(tmp_path, [
        FUEL_LOAD | {"date_start": "2023-09-23", "quantity": "64"},
        FUEL_LOAD | {"date_start": "2023-09-26", "quantity": "150000", "unit": "kg"},
        FUEL_LOAD | {"date_start": "2023-09-28", "quantity": "214", "cumulative": "yes"},
    ], [])  # fmt: skip
    assert risen(consignments(case)) == ()
    assert last(case)[FUEL].on == date(2023, 9, 26)


def test_of_two_totals_only_the_one_that_rose_counts(tmp_path: Path) -> None:
    total = {"cargo_kind": "patients", "unit": "patients", "outcome": "delivered", "cumulative": "yes"}
    case = aid_case(tmp_path, [
        total | {"date_start": "2023-01-31", "quantity": "58"},
        total | {"date_start": "2023-04-25", "quantity": "337"},
        total | {"date_start": "2023-05-10", "quantity": "337"},
    ], [])  # fmt: skip
    assert [row.consignment_id for row in risen(consignments(case))] == ["a1", "a2"]
    assert last(case)[PATIENTS].on == date(2023, 4, 25)


def test_what_is_uncertain_stands_beside_the_last_delivery_and_does_not_vanish(tmp_path: Path) -> None:
    flown = {"cargo_kind": "patients", "outcome": "delivered", "unit": "patients", "quantity": "114"}
    case = aid_case(tmp_path, [
        flown | {"date_start": "2023-09-23"},
        flown | {"date_start": "2023-09-28", "uncertain": "yes", "doubt": "One source.", "route_id": ""},
    ], [])  # fmt: skip
    row = last(case)[PATIENTS]
    assert (row.on, row.uncertain, row.consignment_ids) == (date(2023, 9, 23), False, ("a1",))
    assert row.later is not None
    assert (row.later.on, row.later.row_names) == (date(2023, 9, 28), ("consignment:a2",))
    assert last(case, 9, 27)[PATIENTS].later is None


def test_where_all_is_uncertain_it_says_so(tmp_path: Path) -> None:
    case = aid_case(tmp_path, [{"outcome": "delivered", "uncertain": "yes", "doubt": "One source."}], [])
    assert last(case)[FOOD].uncertain


def test_doubt_about_what_a_load_held_is_no_doubt_that_it_came(tmp_path: Path) -> None:
    load = {"uncertain": "yes", "doubt": "Flour or medicine.", "cargo_kind": "mixed"}
    case = aid_case(tmp_path, [load], [stage("delivered", "2023-09-18")])
    assert not last(case)[FOOD].uncertain


def test_kinds_stand_apart_and_sent_is_not_delivered(tmp_path: Path) -> None:
    case = aid_case(tmp_path, [
        {"date_start": "2023-06-14", "outcome": "delivered"},
        {"date_start": "2023-07-07", "outcome": "delivered", "cargo_kind": "medical"},
        {"date_start": "2023-09-26", "outcome": "sent", "cargo_kind": "fuel"},
        {"date_start": "2023-09-27", "outcome": "pledged", "cargo_kind": "money"},
    ], [])  # fmt: skip
    assert {kind: row.on for kind, row in last(case).items()} == {
        FOOD: date(2023, 6, 14), MEDICAL: date(2023, 7, 7),
    }  # fmt: skip
    assert set(last(case, group="carrier")) == {f"ICRC {FOOD}", f"ICRC {MEDICAL}"}
    assert set(last(case, group="route")) == {f"road {FOOD}", f"road {MEDICAL}"}


def test_what_moves_on_an_approach_or_within_one_place_has_not_come_in(tmp_path: Path) -> None:
    routes = """route_id,name,short_name,role,place_ids,geometry,stated_length_km,source_ids,note
road,The road,Road,corridor,goris;town,schematic,,s1,
way,The way,Way,approach,moscow;goris,schematic,,s1,
"""
    load = {"outcome": "delivered"}
    case = aid_case(tmp_path, [load | {"route_id": "way"}, load | {"route_id": "", "origin_id": "town"}], [],
                    routes=routes)  # fmt: skip
    assert last(case) == {}


def test_days_are_counted_to_the_as_at_day(tmp_path: Path) -> None:
    case = aid_case(tmp_path, [{"outcome": "delivered"}], [])
    assert last(case, 9, 11)[FOOD].days_ago == 10
    assert last(case, 8, 31) == {}


def test_what_is_dated_to_several_days_came_by_the_last_of_them(tmp_path: Path) -> None:
    case = aid_case(tmp_path, [
        {"date_start": "2023-06-05", "date_end": "2023-06-11", "outcome": "delivered"},
        {"cargo_kind": "fuel"},
        {"date_start": "2023-06-05", "outcome": "delivered", "cargo_kind": "medical"},
    ], [stage("delivered", "2023-07", "a2")])  # fmt: skip
    came = last(case, 8, 1)
    assert {kind: (row.on, row.by) for kind, row in came.items()} == {
        FOOD: (date(2023, 6, 11), True), FUEL: (date(2023, 7, 31), True), MEDICAL: (date(2023, 6, 5), False),
    }  # fmt: skip
    assert last_words(came[FUEL], ago=True) == "fuel by 31 July 2023, at least 1 day earlier"
    assert last_words(came[MEDICAL], ago=True).endswith("on 5 June 2023, 57 days earlier")
