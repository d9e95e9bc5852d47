"""The card of a feature: plain words, with the sources they rest on."""

from pathlib import Path

import pytest

from geo.case.case import Case
from geo.case.load import load_case
from geo.cells import items
from geo.names import NAME_MODES
from geo.report.cards import card

TABLES = {
    "event": ("events", "event_id"),
    "route": ("routes", "route_id"),
    "area": ("areas", "area_id"),
    "consignment": ("consignments", "consignment_id"),
    "movement": ("movements", "movement_id"),
    "accommodation": ("accommodation", "accommodation_id"),
    "claim": ("claims", "claim_id"),
}


@pytest.fixture(scope="module")
def case(shipped_case: Path) -> Case:
    return load_case(shipped_case)


@pytest.mark.parametrize("kind", TABLES)
def test_every_row_has_a_card_with_all_its_sources(case: Case, kind: str) -> None:
    table, column = TABLES[kind]
    frame = getattr(case, table)
    for key, source_ids in zip(frame[column], frame["source_ids"], strict=True):
        told = card(case, kind, key)
        assert told is not None
        assert told["title"]
        assert len(told["sources"]) == len(items(source_ids))


def test_a_place_is_named_by_the_mode(case: Case) -> None:
    titles = {mode: card(case, "place", "shusha", mode)["title"] for mode in NAME_MODES}
    assert titles["both"] == "Shusha / Shushi"
    assert titles["ru"] == "Шуша"


def test_an_uncertain_row_says_why(case: Case) -> None:
    doubtful = case.movements[case.movements["uncertain"] == "yes"].iloc[0]
    told = card(case, "movement", doubtful["movement_id"])
    assert any(doubtful["doubt"] in note for note in told["notes"])


def test_an_area_says_that_it_is_no_boundary(case: Case) -> None:
    told = card(case, "area", case.areas["area_id"].iloc[0])
    assert "not a boundary" in " ".join(told["lines"])


@pytest.mark.parametrize(
    ("kind", "key"), [("event", "ev9999"), ("route", ""), ("nonsense", "ev001"), ("__class__", "x")]
)
def test_what_is_not_there_has_no_card(case: Case, kind: str, key: str) -> None:
    assert card(case, kind, key) is None
