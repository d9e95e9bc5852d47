"""Events in plain words, in a table and one by one."""

from __future__ import annotations

import pytest

from geo.case.case import Case
from geo.report.details import event_details
from geo.report.tables import POSSIBLE, event_table, when_in_words
from tests.conftest import shipped


@pytest.fixture(scope="module")
def case() -> Case:
    return shipped()


def test_no_row_is_lost_and_none_moves(case: Case) -> None:
    assert list(event_table(case, case.events).index) == list(case.events["event_id"])


def test_days_are_both_inclusive(case: Case) -> None:
    row = event_table(case, case.events).loc["ev002"]
    assert (str(row["From"].date()), str(row["To"].date())) == ("2020-09-27", "2020-11-10")


@pytest.mark.parametrize(
    ("start", "end", "precision", "words"),
    [
        ("2023-09-01", "2023-09-30", "month", "Sept 2023"),
        ("1992-01-01", "1994-12-31", "year", "1992 – 1994"),
        ("2023-09-19", "", "day", "19 Sept 2023"),
        ("2023-09-20T13:00", "2023-09-20T13:00", "hour", "20 Sept 2023, 13:00"),
        ("2022-10", "2023-07", "month", "Oct 2022 – July 2023"),
    ],
)
def test_a_date_says_no_more_than_is_known(start: str, end: str, precision: str, words: str) -> None:
    assert when_in_words(start, end, precision) == words


def test_what_is_only_possible_is_said_beside_other_doubt(case: Case) -> None:
    events = case.events.assign(possible=True)
    doubts = event_table(case, events)["Doubt"]
    assert doubts.str.endswith(POSSIBLE).all()
    assert (doubts[events["uncertain"].eq("yes").to_numpy()] != POSSIBLE).all()


def test_places_are_named_in_the_mode_asked_for(case: Case) -> None:
    at = case.events["place_id"].eq("shusha").to_numpy()
    assert set(event_table(case, case.events, "az").loc[at, "Place"]) == {"Şuşa"}
    assert set(event_table(case, case.events, "hy").loc[at, "Place"]) == {"Շուշի"}


def test_an_event_is_told_with_its_doubt_and_its_claims(case: Case) -> None:
    claimed = case.claims.loc[case.claims["event_id"].ne(""), "event_id"].iloc[0]
    told = event_details(case, claimed)
    assert told is not None
    assert any(line.startswith("Claim by ") for line in told.lines)
    assert told.source_ids
    doubtful = case.events.loc[case.events["uncertain"].eq("yes"), "event_id"].iloc[0]
    told = event_details(case, doubtful)
    assert told is not None
    assert any(line.startswith("Uncertain: ") for line in told.lines)


def test_every_event_can_be_told(case: Case) -> None:
    for event in case.events["event_id"]:
        told = event_details(case, event)
        assert told is not None
        assert told.when
        assert "nan" not in " ".join((told.where, *told.lines))


def test_an_event_nobody_has_is_not_told(case: Case) -> None:
    assert event_details(case, "nobody") is None
