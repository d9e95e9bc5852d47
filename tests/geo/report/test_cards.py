"""The card of a feature: plain words, with the sources they rest on."""

from dataclasses import replace
from datetime import datetime

import pytest

from geo.case.case import Case
from geo.cells import items
from geo.dates import parse_at
from geo.report.cards import as_at, card
from geo.view.event_columns import minutes
from tests.conftest import shipped
from tests.page_texts import later

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
def case() -> Case:
    return shipped()


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
    titles = {mode: card(case, "place", "shusha", mode)["title"] for mode in case.settings.names}
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


def at(kind: str, key: str, moment: str) -> dict[str, object]:
    found = card(shipped(), kind, key)
    assert found is not None
    return as_at(found, parse_at(moment))


@pytest.mark.parametrize(
    ("kind", "key", "moment", "says", "silent"),
    [
        # Nineteen trucks stood at Kornidzor from 26 July on and were last seen there on 30 August.
        ("consignment", "c024", "2023-07-27", "26 July 2023: waiting about 400 tonnes", "361"),
        ("consignment", "c036", "2023-09-10", "Later: 12 Sept 2023: delivered", ""),
        ("status", "rs08", "2023-01-01", "From 16 Dec 2022: humanitarian", "23 Apr 2023"),
        ("status", "rs08", "2023-05-01", "16 Dec 2022 – 23 Apr 2023, 12:00", "Later"),
        ("route", "lachin_new", "2022-09-01", "Later: 23 Apr 2023, 12:00 (+04) – 25 Apr 2023", ""),
        ("movement", "m009", "2023-09-26", "From 24 Sept 2023", "100,632"),
        ("movement", "m009", "2023-10-04", "100,632 people", "Later"),
        ("claim", "cl048", "2023-09-26", "Later: ", ""),
        ("event", "ev146", "2023-09-23", "Later: ", ""),
        ("event", "ev225", "2020-09-28", "Two civilians die", "Later"),
        ("area", "held-settlements", "2023-09-01", "from 10 Nov 2020.", "20 Sept 2023"),
        ("passage", "pa15", "2023-05-01", "from 29 Apr 2023: none", "10 May"),
    ],
)
def test_a_card_marks_what_came_after_the_as_at_date_or_does_not_tell_it(kind, key, moment, says, silent):
    told = at(kind, key, moment)
    words = "\n".join((told["title"], *told["lines"]))
    assert says in words
    assert not silent or all(
        silent not in line or line.startswith("Later: ") for line in (told["title"], *told["lines"])
    )
    assert silent != "Later" or "Later" not in words


MOMENTS = ("2020-11-01", "2022-12-20", "2023-05-01", "2023-07-27", "2023-09-20", "2023-09-26")
MARKED = TABLES | {
    "status": ("route_status", "status_id"), "stage": ("aid_stages", "stage_id"),
    "passage": ("passage", "passage_id"),
}  # fmt: skip


@pytest.mark.parametrize("kind", MARKED)
def test_no_line_of_a_card_names_a_day_after_the_as_at_date_unmarked(kind):
    table, key = MARKED[kind]
    marked = 0
    for name in shipped().tables()[table][key]:
        found = card(shipped(), kind, name)
        assert found is not None
        for moment in map(parse_at, MOMENTS):
            told = as_at(found, moment)
            if told["title"].startswith("Later: "):
                marked += 1
                continue
            for line in (told["title"], *told["lines"]):
                if line.startswith("Later: "):
                    marked += 1
                else:
                    assert later(line, moment.date()) == [], (name, moment)
    assert marked or kind == "area"


def test_the_marks_go_to_the_map_by_place_and_minute():
    found = card(shipped(), "movement", "m009")
    assert found["dated"][-1] == [2, minutes(parse_at("2023-10-04")), "The source's word: refugees"]
    assert found["dated"][0] == [0, minutes(datetime(2023, 9, 24)), None]
