"""Downloads: exactly what is shown, safe to open, with its sources and its view."""

from __future__ import annotations

import csv
import io
import json
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pandas as pd
import pytest

from geo.case.case import Case
from geo.case.inventory import losses
from geo.case.load import load_case
from geo.case.set_aside import SetAside
from geo.export.contents import Contents
from geo.export.csv_file import to_csv
from geo.export.geojson_file import to_geojson
from geo.export.shown_rows import Export, file_name, prepare
from geo.export.view_tables import contents, metadata
from geo.view.select import Selection, select
from geo.view.view import ViewState, opening, write

CREATED = datetime(2026, 1, 2, 3, 4, tzinfo=UTC)
NASTY = 'Line one\nline two, "quoted"; #hash, =SUM(A1), <b>bold</b>, Շուշի'


@pytest.fixture(scope="module")
def case() -> Case:
    return load_case(Path(__file__).resolve().parents[3] / "data" / "karabakh")


@pytest.fixture
def view(case: Case) -> ViewState:
    return replace(opening(case.settings), first=date(2023, 9, 12), last=date(2023, 10, 4))


@pytest.fixture
def shown(case: Case, view: ViewState) -> Selection:
    return select(case, view)


def out(export: Export) -> Contents:
    return contents(export, CREATED)


def rows_of(content: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"), newline="")))


def test_the_name_says_case_content_and_period(case: Case, view: ViewState) -> None:
    assert file_name(case, view, ".csv") == "KBH_events_20230912-20231004.csv"


def test_files_have_the_hours_of_events_their_zone_and_no_name_of_a_column_twice(
    case: Case, view: ViewState, shown: Selection
) -> None:
    content = out(prepare(case, view, shown.events))
    rows = rows_of(to_csv(content))
    hours = [row["date_start"] for row in rows if row["date_precision"] == "hour"]
    assert hours
    assert all(datetime.fromisoformat(hour).strftime("%Y-%m-%dT%H:%M") == hour for hour in hours)
    assert content.about["timezone"] == "Asia/Yerevan"
    for table in content.tables.values():
        names = [str(name).casefold() for name in table.columns]
        assert len(set(names)) == len(names)


def test_the_csv_holds_every_row_shown_in_its_order(case: Case, view: ViewState, shown: Selection) -> None:
    content = to_csv(out(prepare(case, view, shown.events)))
    assert [row["event_id"] for row in rows_of(content)] == list(shown.events["event_id"])


def test_the_csv_says_place_dates_and_sources(case: Case, view: ViewState, shown: Selection) -> None:
    row = next(row for row in rows_of(to_csv(out(prepare(case, view, shown.events)))) if row["lat"])
    assert row["place_name"]
    assert row["first_day"] <= row["last_day"]
    assert row["source_addresses"].startswith("http")
    assert "12 Sept – 4 Oct 2023" in row["about_this_file"]
    assert "imply endorsement" in row["about_this_file"]


def test_commas_hashes_and_line_breaks_come_through(case: Case, view: ViewState, shown: Selection) -> None:
    events = shown.events.assign(title=NASTY)
    rows = rows_of(to_csv(out(prepare(case, view, events))))
    assert len(rows) == len(events)
    assert {row["title"] for row in rows} == {NASTY}


@pytest.mark.parametrize("start", ["=1+1", "+1", "-1", "@x", " =1", "\uff1d1"])
def test_no_cell_is_a_formula(case: Case, view: ViewState, shown: Selection, start: str) -> None:
    events = shown.events.assign(title=start)
    rows = rows_of(to_csv(out(prepare(case, view, events))))
    assert {row["title"] for row in rows} == {"'" + start}


def test_the_geojson_holds_every_row_and_its_point(case: Case, view: ViewState, shown: Selection) -> None:
    collection = json.loads(to_geojson(out(prepare(case, view, shown.events))))
    assert collection["type"] == "FeatureCollection"
    assert [one["id"] for one in collection["features"]] == list(shown.events["event_id"])
    placed = [one for one in collection["features"] if one["geometry"]]
    assert len(placed) == len(shown.joined.placed)
    for one in placed:
        lon, lat = one["geometry"]["coordinates"]
        assert -180 <= lon <= 180
        assert -90 <= lat <= 90
        assert "crs" not in one


def test_an_unplaced_event_has_a_null_geometry(case: Case, view: ViewState, shown: Selection) -> None:
    events = shown.events.assign(place_id="")
    collection = json.loads(to_geojson(out(prepare(case, view, events))))
    assert len(collection["features"]) == len(events)
    assert {one["geometry"] for one in collection["features"]} == {None}


def test_the_geojson_says_its_view_and_its_sources(case: Case, view: ViewState, shown: Selection) -> None:
    told = json.loads(to_geojson(out(prepare(case, view, shown.events))))["metadata"]
    assert told["period"] == {"from": "2023-09-12", "to": "2023-10-04"}
    assert told["as_at"].startswith("2023-10-04T23:59")
    assert told["as_known"] == "now"
    assert told["created"] == "2026-01-02T03:04:00+00:00"
    assert told["view"] == write(view, case.settings)
    assert told["data_version"] == case.version
    cited = {one for cell in shown.events["source_ids"] for one in cell.split(";")}
    titles = case.sources.loc[case.sources["source_id"].isin(cited), "title"]
    assert all(any(title in line for line in told["attribution"]) for title in titles)


def test_what_may_not_be_passed_on_stays_here_and_is_counted(
    case: Case, view: ViewState, shown: Selection
) -> None:
    kept_back = shown.events["source_ids"].iloc[0].split(";")[0]
    sources = case.sources.assign(
        pass_on=case.sources["pass_on"].mask(case.sources["source_id"] == kept_back, "no")
    )
    held = replace(case, sources=sources)
    resting = shown.events["source_ids"].str.split(";").map(lambda ids: kept_back in ids)
    export = prepare(held, view, shown.events)
    assert export.withheld == int(resting.sum()) >= 1
    assert list(export.rows["event_id"]) == list(shown.events.loc[~resting, "event_id"])
    assert kept_back not in to_csv(out(export)).decode()
    assert metadata(export, CREATED)["rows_withheld"] == export.withheld


def test_a_source_that_does_not_say_is_not_passed_on(case: Case, view: ViewState, shown: Selection) -> None:
    export = prepare(replace(case, sources=case.sources.assign(pass_on="")), view, shown.events)
    assert export.total == 0
    assert rows_of(to_csv(out(export))) == []


def test_preparing_leaves_the_rows_as_they_were(case: Case, view: ViewState, shown: Selection) -> None:
    before = shown.events.copy()
    to_geojson(out(prepare(case, view, shown.events)))
    pd.testing.assert_frame_equal(shown.events, before)


def test_the_words_of_the_file_are_no_formula_either(case: Case, view: ViewState, shown: Selection) -> None:
    titled = replace(case, settings=replace(case.settings, title='=HYPERLINK("http://x")'))
    rows = rows_of(to_csv(out(prepare(titled, view, shown.events))))
    assert all(row["about_this_file"].startswith("'=HYPERLINK") for row in rows)


def test_a_file_says_what_is_not_seen_of_the_case(case: Case, view: ViewState, shown: Selection) -> None:
    lost = SetAside("events.csv", 3, "date_start", "soon", "this is no date", "Mend it.", count=2)
    broken = replace(case, set_aside=(lost,), version="other")
    export = prepare(broken, view, shown.events)
    said = f"Of this case: 2 rows set aside, {losses(case)}. The Data page says which and why."
    assert all(said in row["about_this_file"] for row in rows_of(to_csv(out(export))))
    assert metadata(export, CREATED)["not_seen"] == said
