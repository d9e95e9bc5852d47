"""P-codes, levels and names of the common operational data: read, searched, told and written."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from geo.case.case import Case
from geo.case.load import load_case
from geo.export.contents import with_hapi_names
from geo.export.shown_rows import prepare
from geo.export.view_tables import contents
from geo.intake.place_match import gazetteer_of
from geo.report.cards import card
from geo.report.place_tables import all_names
from geo.view.search import places_called
from geo.view.select import select
from geo.view.view import opening
from tests.geo.small_case import TABLES, write_case

CODES = {
    "place_id": "pcode,admin_level,provider_name",
    "town": "XX01,1,Stepanakert City",
    "goris": "XX0102,2,",
    "moscow": "not a code,seven,",
}


@pytest.fixture(scope="module")
def case(tmp_path_factory: pytest.TempPathFactory) -> Case:
    lines = TABLES["places.csv"].splitlines()
    places = "\n".join(f"{line},{CODES.get(line.split(',')[0], ',,')}" for line in lines)
    sources = TABLES["sources.csv"].replace(",,no,en", ",,yes,en")
    folder = tmp_path_factory.mktemp("coded") / "case"
    return load_case(write_case(folder, places=places, sources=sources))


def test_a_bad_code_and_a_bad_level_are_emptied_and_told_and_the_place_stays(case: Case) -> None:
    told = {(report.column, report.value, report.scope) for report in case.set_aside}
    assert told == {("pcode", "not a code", "value"), ("admin_level", "seven", "value")}
    moscow = case.places.set_index("place_id").loc["moscow"]
    assert (moscow["pcode"], moscow["admin_level"]) == ("", "")


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("XX0102", ("goris",)),
        ("xx0102", ("goris",)),
        ("Stepanakert City", ("town",)),
        # A code is never taken for another one, however much alike they are.
        ("XX0103", ()),
    ],
)
def test_a_place_is_found_by_its_code_and_by_the_name_its_provider_gives_it(
    case: Case, typed: str, found: tuple[str, ...]
) -> None:
    assert places_called(case.places, typed) == found


def test_the_beginning_of_a_code_finds_all_that_begin_so(case: Case) -> None:
    assert places_called(case.places, "XX01") == ("town", "goris")


def test_rows_of_other_files_find_their_place_by_its_code(case: Case) -> None:
    gazetteer = gazetteer_of(case.places)
    assert gazetteer.codes["xx0102"] == "goris"
    assert gazetteer.called("Stepanakert City") == ("town",)


def test_card_and_page_of_a_place_tell_its_codes_where_it_has_any(case: Case) -> None:
    rows = all_names(case, "town").set_index("Form")["Name"]
    assert rows[["P-code", "Administrative level", "In common operational data"]].tolist() == [
        "XX01", "1", "Stepanakert City",
    ]  # fmt: skip
    assert "P-code" not in all_names(case, "rostov")["Form"].tolist()
    town, rostov = (card(case, "place", place, "both") for place in ("town", "rostov"))
    line = "Common operational data: P-code XX01, administrative level 1, named Stepanakert City there"
    assert line in town["lines"]
    assert not any("operational" in words for words in rostov["lines"])


def test_a_file_has_the_codes_beside_each_event_and_by_hapis_names_at_their_level(case: Case) -> None:
    view = opening(case.settings)
    made = contents(prepare(case, view, select(case, view).events), datetime(2026, 1, 2, tzinfo=UTC))
    own = made.first.set_index("event_id")
    assert own.loc["e1", ["place_pcode", "place_admin_level", "place_provider_name"]].tolist() == [
        "XX01", "1", "Stepanakert City",
    ]  # fmt: skip
    assert own.loc["e3", "place_pcode"] == ""
    hapi = with_hapi_names(made).first.set_index("event_id")
    assert hapi.loc[["e1", "e2"], ["admin_level", "admin1_code", "admin2_code"]].to_numpy().tolist() == [
        ["1", "XX01", ""], ["2", "", "XX0102"],
    ]  # fmt: skip
    assert made.tables["places"].set_index("place_id").loc["goris", "pcode"] == "XX0102"


def test_a_case_without_such_columns_says_nothing_of_them(tmp_path: Path) -> None:
    case = load_case(write_case(tmp_path / "case"))
    assert case.set_aside == ()
    assert case.places[["pcode", "admin_level", "provider_name"]].eq("").all(axis=None)
