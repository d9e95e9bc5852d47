"""The card of a feature: plain words, with the sources they rest on."""

from dataclasses import replace
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


def test_a_place_leads_to_where_its_coordinates_are_from_and_to_wikidata(case: Case) -> None:
    links = card(case, "place", "stepanakert")["links"]
    assert [link["url"] for link in links] == [
        "https://www.geonames.org/146970",
        "https://www.wikidata.org/wiki/Q129352",
    ]
    assert (links[0]["title"].startswith("Coordinates: GeoNames"), links[0]["publisher"]) == (
        True,
        "CC BY 4.0",
    )


def test_a_name_that_is_no_number_of_wikidata_leads_nowhere(case: Case) -> None:
    places = case.places.assign(wikidata_id="x/../Q1")
    assert all(
        "wikidata" not in link["url"]
        for link in card(replace(case, places=places), "place", "shusha")["links"]
    )


def test_an_actor_is_given_the_side_of_the_tables(case: Case) -> None:
    sided = case.actors[case.actors["side"] == "karabakh-armenian"].iloc[0]
    assert (
        "Side, as this case's tables have it: karabakh armenian"
        in card(case, "actor", sided["actor"])["lines"]
    )


def test_an_event_of_the_first_reports_says_in_which_paragraph_it_stands(case: Case) -> None:
    lines = card(case, "event", "ev001")["lines"]
    assert (
        f"Stated in {case.events.set_index('event_id').loc['ev001', 'seed'].replace(':p', ', paragraph ')}"
        in lines
    )


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
