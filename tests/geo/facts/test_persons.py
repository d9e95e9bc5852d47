"""How many people an event is about: hand-checked numbers of the shipped case."""

from datetime import date

import pytest

from geo.case.as_known import as_known
from geo.case.case import Case
from geo.facts.persons import persons_of_events, with_persons
from tests.conftest import shipped


@pytest.fixture(scope="module")
def case() -> Case:
    return shipped()


def test_a_movement_names_the_people_of_its_event(case: Case) -> None:
    named = persons_of_events(case)
    assert named["ev005"] == 26_000
    assert named["ev010"] == 90_000


def test_of_several_numbers_the_largest_counts_and_none_is_added(case: Case) -> None:
    housed = case.movements[case.movements["event_id"] == "ev167"]["persons"]
    assert len(housed) == 10
    assert persons_of_events(case)["ev167"] == housed.max() == 8_289


def test_patients_are_people_and_tonnes_are_not(case: Case) -> None:
    named = persons_of_events(case)
    patients = case.consignments[case.consignments["unit"] == "patients"].dropna(subset=["quantity"])
    assert named[patients["event_id"].iloc[0]] >= patients["quantity"].iloc[0] > 0
    only_goods = case.consignments[case.consignments["unit"].isin(["tonnes", "USD", "trucks"])]
    counted = set(case.consignments[case.consignments["unit"].isin(["patients", "persons"])]["event_id"])
    assert not (set(only_goods["event_id"]) - counted - set(case.movements["event_id"])) & set(named.index)


def test_events_without_a_number_have_none(case: Case) -> None:
    events = with_persons(case, case.events)
    assert len(events) == len(case.events)
    assert (events["persons"] == 0).sum() == len(events) - len(persons_of_events(case))
    assert "persons" not in case.events.columns


def test_what_was_not_yet_published_names_nobody(case: Case) -> None:
    early = persons_of_events(as_known(case, date(2022, 1, 1)))
    assert "ev167" not in early.index
    assert set(early.index) < set(persons_of_events(case).index)
