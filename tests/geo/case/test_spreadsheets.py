"""What spreadsheets and other programs make of a table: decimal commas, seconds, rows of blanks, lists."""

from __future__ import annotations

import json

import pandas as pd
import pytest

from geo.case.column_kinds import moment, number, text
from geo.case.load import load_case
from tests.geo.small_case import TABLES, write_case

SQUARE = [[46, 39], [47, 39], [47, 40], [46, 40], [46, 39]]


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("2023-09-19 13:00", "2023-09-19T13:00"),
        ("2023-09-19T13:00:05", "2023-09-19T13:00"),
        ("2023-09-19 00:00:00", "2023-09-19"),
        ("2023-09-19 00:00", "2023-09-19T00:00"),
        ("2023-09-19T13:00Z", "2023-09-19T13:00Z"),
        ("2023-09", "2023-09"),
        ("", ""),
    ],
)
def test_a_moment_of_a_spreadsheet_has_its_hour_and_no_hour_is_made_up(written, read):
    assert moment().as_spreadsheets_write(pd.Series([written]), ",").tolist() == [read]


@pytest.mark.parametrize(
    ("written", "delimiter", "read"),
    [
        ("15,5", ";", "15.5"), ("-3,25", "\t", "-3.25"), ("15,50000", ";", "15.50000"),
        ("1,200", ";", "1,200"), ("15,5", ",", "15,5"), ("12.5", ";", "12.5"), ("a,5", ";", "a,5"),
    ],
)  # fmt: skip
def test_a_decimal_comma_is_read_where_no_comma_parts_cells(written, delimiter, read):
    assert number().as_spreadsheets_write(pd.Series([written]), delimiter).tolist() == [read]
    assert text().as_spreadsheets_write(pd.Series([written]), delimiter).tolist() == [written]


def test_a_folder_saved_by_spreadsheets_is_read_whole(tmp_path):
    places = TABLES["places.csv"].replace(",", ";").replace("39.51111;46.34168", "39,51111;46,34168")
    events = (
        TABLES["events.csv"].replace("2023-09-19T13:00,", "2023-09-19 13:00:00,") + " , ,  " + "," * 15 + "\n"
    )
    roads = TABLES["routes.csv"] + "other,The other road,Road,bypass,goris;town,,,s1,\n"
    roads += "third,The road,Road,bypass,goris;town,,,s1,\n"
    square = {
        "type": "Feature",
        "properties": {"area_id": "a", "name_en": "A", "place_ids": ["town", "goris"], "source_ids": ["s1"]},
        "geometry": {"type": "Polygon", "coordinates": [SQUARE]},
    }
    write_case(tmp_path, places=places, events=events, routes=roads)
    (tmp_path / "areas.geojson").write_text(json.dumps({"features": [square]}), encoding="utf-8")
    case = load_case(tmp_path)
    assert case.places.set_index("place_id").loc["goris", ["lat", "lon"]].tolist() == [39.51111, 46.34168]
    assert case.events["date_start"].iloc[0] == "2023-09-19T13:00"
    assert len(case.events) == 3
    assert case.areas["place_ids"].tolist() == ["town;goris"]
    # Two roads of one short name are told apart by their names, of one name by their ids.
    assert case.routes["short_name"].tolist() == ["The road [road]", "The other road", "The road [third]"]
    assert [report for report in case.set_aside if report.rows or report.scope == "value"] == []


def test_an_event_without_an_end_counts_for_its_first_day_and_that_is_told(tmp_path):
    events = TABLES["events.csv"].replace("2023-12-12,2023-12-14", "2023-12-12,9999-12-31")
    case = load_case(write_case(tmp_path, events=events))
    row = case.events.set_index("event_id").loc["e3"]
    assert (row["end"] - row["start"]).days == 1
    [report] = [report for report in case.set_aside if report.column == "date_end"]
    assert (report.scope, report.row) == ("note", 5)
    assert report.reason == "no end is known: it counts for its first day"
