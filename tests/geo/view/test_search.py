"""Search: any spelling, any script, small slips, and every part of the query."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest

from geo.case.case import Case
from geo.case.load import load_case
from geo.view.search import Index, build, find, fold, places_called

PLACES = pd.DataFrame(
    {
        "place_id": ["shusha", "hakari-bridge", "goris"],
        "name_en": ["Shusha", "Hakari bridge", "Goris"],
        "name_hy_latn": ["Shushi", "", ""],
        "name_az_latn": ["", "", ""],
        "name_hy": ["Շուշի", "", "Գորիս"],
        "name_az": ["Şuşa", "", ""],
        "name_ru": ["Шуша", "", "Горис"],
        "other_names": ["Shoushi;Шуши", "", ""],
    }
)
SOURCES = pd.DataFrame(
    {"source_id": ["s1"], "title": ["Convoy #7 turned back"], "publisher": ["Le Courrier"]}
)
EVENTS = pd.DataFrame(
    {
        "event_id": ["e0", "e1", "e2", "e3"],
        "title": ["Road closed", "Checkpoint opened", "Peacekeepers near Shushi", "Flour, oil & sugar"],
        "summary": ["", "A checkpoint at the bridge", "", "Nineteen lorries waited"],
        "actors": ["", "Azerbaijan", "Russian peacekeepers", "ICRC"],
        "place_id": ["shusha", "hakari-bridge", "", "goris"],
        "source_ids": ["", "", "", "s1"],
    }
)


@pytest.fixture(scope="module")
def index() -> Index:
    return build(EVENTS, PLACES, SOURCES)


@pytest.mark.parametrize("query", ["Shusha", "Shushi", "SHOUSHI", "Шуши", "Шуша", "Şuşa", "Շուշի", "susa"])
def test_every_spelling_of_a_place_finds_what_happened_there_and_what_names_it(
    index: Index, query: str
) -> None:
    assert find(index, query) == {0, 2}


def test_a_name_of_two_words_is_one_part(index: Index) -> None:
    assert find(index, "hakari bridge") == {1}


def test_the_beginning_of_a_word_is_enough(index: Index) -> None:
    assert find(index, "peacek") == {2}


@pytest.mark.parametrize(("query", "row"), [("chekpoint", 1), ("peacekepers", 2), ("lories", 3)])
def test_a_slip_of_the_pen_is_forgiven(index: Index, query: str, row: int) -> None:
    assert find(index, query) == {row}


def test_a_misspelt_place_is_found_under_all_its_names(index: Index) -> None:
    assert find(index, "Shoushy") == {0, 2}


def test_short_words_are_taken_as_they_stand(index: Index) -> None:
    assert find(index, "oyl") == frozenset()


def test_every_part_must_be_found(index: Index) -> None:
    assert find(index, "flour oil") == {3}
    assert find(index, "flour checkpoint") == frozenset()


def test_sources_are_searched(index: Index) -> None:
    assert find(index, "courrier") == {3}


@pytest.mark.parametrize("query", ["", "   ", "#", "«»"])
def test_nothing_asked_finds_everything(index: Index, query: str) -> None:
    assert find(index, query) == {0, 1, 2, 3}


def test_signs_that_mean_something_to_a_program_mean_nothing(index: Index) -> None:
    assert find(index, ".*") == {0, 1, 2, 3}
    assert find(index, "(flour") == {3}


def test_words_are_folded_to_plain_letters() -> None:
    assert fold("Xankəndi, Ստեփանակերտ's") == ("xankendi", "stepanakerts")


@pytest.fixture(scope="module")
def shipped() -> Case:
    return load_case(Path(__file__).resolve().parents[3] / "data" / "karabakh")


def test_all_spellings_of_shusha_agree_in_the_shipped_case(shipped: Case) -> None:
    made = build(shipped.events, shipped.places, shipped.sources)
    found = {find(made, query) for query in ("Шуши", "Şuşa", "Shoushi", "Շուշի", "Shusha")}
    assert len(found) == 1
    rows = shipped.events.iloc[sorted(found.pop())]
    assert set(shipped.events.index[shipped.events["place_id"] == "shusha"]) <= set(rows.index)
    assert len(rows) >= 5


@pytest.mark.parametrize(
    ("query", "first"),
    [
        ("Шуши", "shusha"), ("şuşa", "shusha"), ("Shoushi", "shusha"), ("Շուշի", "shusha"),
        ("Hakari br", "hakari-bridge"), ("hakary bridge", "hakari-bridge"), ("gor", "goris"),
        ("Gorys", "goris"), ("SHUSHI", "shusha"),
    ],
)  # fmt: skip
def test_a_place_is_found_under_any_of_its_names_or_a_part_of_one(query: str, first: str) -> None:
    assert places_called(PLACES, query)[0] == first


@pytest.mark.parametrize("query", ["", "  ", "?", "go", "oris", "Yerevan"])
def test_a_place_is_not_found_by_what_it_is_not_called(query: str) -> None:
    assert places_called(PLACES, query) == ()


def test_a_whole_name_goes_before_the_beginning_of_another() -> None:
    longer = PLACES.assign(name_en=["Shusha", "Goris road", "Goris"])
    assert places_called(longer, "Goris") == ("goris", "hakari-bridge")


def named(*names: str) -> Index:
    """An index of one event at each of some places, which no text names."""
    keys = [f"p{rank}" for rank in range(len(names))]
    places = pd.DataFrame({"place_id": keys, "name_en": names})
    blank = {name: [""] * len(names) for name in ("title", "summary", "actors", "source_ids")}
    return build(pd.DataFrame({"event_id": keys, "place_id": keys} | blank), places, SOURCES)


@pytest.mark.parametrize(
    "query",
    [
        "Zahra",
        "al-Zahra",
        "Tel al Zahra",
        "Tell Zahra",
        "alzahra zahra",
        "Wadi",
        "Wadi'",
        "wadiʿ",
        "Wādīʿ",
        "Khan-Wadi",
        "khanwadi",
    ],
)
def test_any_word_of_a_name_finds_the_place_whatever_stands_between_its_letters(query: str) -> None:
    index = named("Tell al-Zahra", "Elsewhere", "Khān Wādīʿ")
    expected = {2} if "w" in query.casefold() else {0}
    assert find(index, query) == expected


@pytest.mark.parametrize("letter", "'`´‘’ʻʼʾʿ′")
def test_apostrophes_of_any_form_are_written_or_left_out(letter: str) -> None:
    assert fold(f"Qur{letter}an Wadi{letter}") == ("quran", "wadi")


@pytest.mark.parametrize(("query", "first"), [("bridge", "hakari-bridge"), ("hakaribridge", "hakari-bridge")])
def test_a_place_is_found_by_a_later_word_and_without_blanks(query: str, first: str) -> None:
    assert places_called(PLACES, query) == (first,)
