"""What a file gives away is said before it leaves, and what may not leave stays and is counted."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pandas as pd
import pytest

from geo.case.case import Case
from geo.case.load import load_case
from geo.export.share_check import share_check
from geo.export.shown_rows import Export, prepare
from geo.export.shown_table import table_contents, table_export
from geo.report.listings import ROWS, SOURCES
from geo.view.select import select
from geo.view.view import opening
from tests.geo.small_case import TABLES, write_case


@pytest.fixture(scope="module")
def case(tmp_path_factory: pytest.TempPathFactory) -> Case:
    return load_case(write_case(tmp_path_factory.mktemp("small") / "case"))


def export_of(case: Case) -> Export:
    view = opening(case.settings)
    return prepare(case, view, select(case, view).events)


def test_rows_held_back_are_counted(case: Case) -> None:
    assert "Held back, since sources may not be passed on: 2 events." in share_check(export_of(case))
    assert export_of(case).rows["event_id"].tolist() == ["e1"]
    assert export_of(case).sources["source_id"].tolist() == ["s1"]


def test_names_of_persons_and_ways_to_reach_them_are_told(tmp_path: Path) -> None:
    actors = "actor,kind,seat,side,note\nA. Person,person,,,\nArmenia,state,,,\n"
    events = TABLES["events.csv"].replace("Armenia,,Shelling", "A. Person,,Shelling")
    events = events.replace("second line", "call +374 10 123456 or a.b@example.org")
    found = share_check(export_of(load_case(write_case(tmp_path / "case", actors=actors, events=events))))
    assert "Names of persons: A. Person." in found
    assert "What looks like a mail address or phone number: in 1 text." in found


def test_numbers_of_people_and_addresses_of_pages_are_no_phone_numbers(case: Case) -> None:
    texts = "At 2023-09-24 +120,000 of 1 234 567, https://example.org/+37410123456"
    plain = replace(case, events=case.events.assign(summary=texts))
    assert not any("phone" in sentence for sentence in share_check(export_of(plain)))


def test_exact_points_of_sensitive_places_are_named(tmp_path: Path) -> None:
    places = TABLES["places.csv"].replace("46.7528,1000,city", "46.7528,1000,camp")
    rough = TABLES["places.csv"].replace("46.7528,1000,city", "46.7528,9000,camp")
    exact_case = load_case(write_case(tmp_path / "exact", places=places))
    rough_case = load_case(write_case(tmp_path / "rough", places=rough))
    words = "Exact points of places that may be sensitive: Stepanakert."
    assert words in share_check(export_of(exact_case))
    assert words not in share_check(export_of(rough_case))


def test_terms_of_licences_are_told(case: Case) -> None:
    bound = replace(
        case,
        sources=case.sources.assign(licence="CC BY-NC 4.0"),
        places=case.places.assign(coordinate_licence="ODbL"),
    )
    found = share_check(export_of(bound))
    assert "Not for commercial use: 1 source (CC BY-NC 4.0)." in found
    assert any(sentence.startswith("To be passed on under the same terms: ") for sentence in found)


def test_a_file_of_nothing_special_needs_no_words(case: Case) -> None:
    open_case = replace(
        case,
        sources=case.sources.assign(licence="CC BY 4.0").replace({"pass_on": {"no": "yes"}}),
        places=case.places.assign(coordinate_licence="CC BY 4.0"),
        events=case.events.assign(seed="", note=""),
    )
    assert share_check(export_of(open_case)) == ()


def test_a_table_goes_out_without_what_may_not_be_passed_on(case: Case) -> None:
    table = pd.DataFrame(
        {"Road": ["A", "B"], "State": ["open", "=closed"], SOURCES: [("s1",), ("s1", "s2")], ROWS: [(), ()]}
    )
    export = table_export(case, opening(case.settings), "Each road on the as-at date", table)
    assert export.name == "each_road_on_the_as"
    assert export.withheld == 1
    assert export.share_check()[0] == "Held back, since sources may not be passed on: 1 row."
    content = table_contents(export, datetime(2026, 1, 2, tzinfo=UTC))
    assert content.first.to_dict("list") == {"Road": ["A"], "State": ["open"], "sources": ["s1"]}
    assert content.tables["sources"]["source_id"].tolist() == ["s1"]
    assert content.about["rows_withheld"] == 1
    assert not content.mapped


def test_a_table_without_sources_keeps_the_ids_of_its_rows(case: Case) -> None:
    table = pd.DataFrame({"Rows": [1, 2]}, index=pd.Index(["x", "y"], dtype="str"))
    export = table_export(case, opening(case.settings), "§", table)
    assert export.name == "table"
    assert table_export(case, opening(case.settings), "Sources", table).name == "list_of_sources"
    content = table_contents(export, datetime(2026, 1, 2, tzinfo=UTC))
    assert list(content.tables) == ["table"]
    assert export.rows.to_dict("list") == {"id": ["x", "y"], "Rows": [1, 2]}
