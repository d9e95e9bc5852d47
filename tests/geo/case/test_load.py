"""A case is loaded from its good rows; what is left out is named by file, line and column."""

import dataclasses

import numpy as np
import pandas as pd
import pytest
from shapely import LineString, Point

from geo.case.load import CaseError, case_version, load_case
from geo.case.schema import TABLES as SCHEMAS
from geo.cells import items
from geo.view.search import places_called
from tests.geo.small_case import TABLES, write_case

ROWS = {
    "places": 4, "sources": 2, "actors": 2, "events": 3, "claims": 1, "routes": 1,
    "route_status": 2, "passage": 0, "consignments": 1, "aid_stages": 0, "requests": 0, "accommodation": 1,
    "movements": 1, "areas": 0,
}  # fmt: skip


def load(folder, **changed):
    return load_case(write_case(folder / "small", **changed))


@pytest.fixture(scope="module")
def sound(tmp_path_factory):
    return load(tmp_path_factory.mktemp("sound"))


def swap(*changes):
    """Tables with one text each, or several, in place of another: `swap("events.csv", old, new, ...)`."""
    texts = {}
    for table, old, new in zip(*[iter(changes)] * 3, strict=True):
        stem = table.split(".")[0]
        assert old in texts.get(stem, TABLES[table])
        texts[stem] = texts.get(stem, TABLES[table]).replace(old, new)
    return texts


def found(case, file):
    return [(one.row, one.column, one.value, one.scope) for one in case.set_aside if one.file == file]


def test_a_sound_case_sets_nothing_aside(sound):
    assert sound.set_aside == ()
    assert {name: len(frame) for name, frame in sound.tables().items()} == ROWS
    assert sound.settings.title == "A small case"
    assert sound.folder.name == "small"


def test_numbers_dates_and_points_come_out_as_such(sound):
    case = sound
    assert case.events["start"].tolist() == [
        pd.Timestamp("2023-09-19 13:00"), pd.Timestamp("2023-09-01"), pd.Timestamp("2023-12-12"),
    ]  # fmt: skip
    assert case.events["end"].tolist()[1:] == [pd.Timestamp("2023-10-01"), pd.Timestamp("2023-12-15")]
    assert case.events.loc[0, "summary"] == "First line\nsecond line"
    assert case.consignments.loc[0, "quantity"] == 12.5
    assert np.isnan(case.claims.loc[0, "low"])
    assert case.sources.loc[1, "end"] == pd.Timestamp("2023-11-01")
    assert case.places.crs.to_epsg() == 4326
    assert case.places.geometry.iloc[0] == Point(46.7528, 39.8177)
    assert case.routes.geometry.iloc[0] == LineString([(46.34168, 39.51111), (46.7528, 39.8177)])


def test_a_precision_left_empty_is_read_off_the_date(tmp_path):
    case = load(tmp_path, **swap("events.csv", ",month,goris", ",,goris"))
    assert case.events["date_precision"].tolist() == ["hour", "month", "day"]


def test_every_key_in_a_loaded_case_leads_to_a_row(shipped_case):
    case = load_case(shipped_case)
    frames = case.tables()
    for table in SCHEMAS:
        for column, target in table.references.items():
            if target == "actors":
                continue
            schema = next(one for one in SCHEMAS if one.name == target)
            known = set(frames[target][schema.key])
            for cell in frames[table.name][column]:
                assert set(items(cell)) <= known, (table.name, column, cell)


def test_the_shipped_case_is_sound(shipped_case):
    case = load_case(shipped_case)
    assert [str(one) for one in case.set_aside] == []
    assert len(case.events) >= 210


def test_the_case_is_frozen(sound):
    with pytest.raises(dataclasses.FrozenInstanceError):
        sound.version = "other"


def test_the_version_names_the_content(tmp_path, sound):
    first = write_case(tmp_path / "one")
    second = write_case(tmp_path / "two")
    assert case_version(first) == case_version(second) == sound.version
    (second / "notes.txt").write_text("not part of the case")
    assert case_version(first) == case_version(second)
    (second / "events.csv").write_text(TABLES["events.csv"].replace("Talks", "Talk"))
    assert case_version(first) != case_version(second)


def test_the_period_is_that_of_the_events_where_the_case_states_none(tmp_path):
    case = load(tmp_path, case='title = "No period"\n')
    assert case.settings.id == "small"
    assert str(case.settings.first), str(case.settings.last) == ("2023-09-01", "2023-12-14")


@pytest.mark.parametrize("at", ["nowhere", "empty"])
def test_only_a_missing_folder_or_case_file_stops_loading(tmp_path, at):
    (tmp_path / "empty").mkdir()
    with pytest.raises(CaseError, match=at) as refused:
        load_case(tmp_path / at)
    assert "\n" not in str(refused.value)


def test_an_unknown_place_leaves_the_event_unplaced_and_says_so(tmp_path):
    case = load(tmp_path, **swap("events.csv", "hour,town", "hour,atlantis"))
    assert case.events["place_id"].tolist() == ["", "goris", ""]
    assert found(case, "events.csv") == [(2, "place_id", "atlantis", "value")]


def test_what_cites_a_row_set_aside_is_not_said_to_cite_none(tmp_path):
    case = load(tmp_path, **swap("places.csv", "39.51111", "north"))
    cited = [aside for aside in case.set_aside if aside.value == "goris"]
    assert {aside.file for aside in cited} == {
        "actors.csv", "routes.csv", "events.csv", "claims.csv", "aid.csv", "accommodation.csv",
        "movements.csv",
    }  # fmt: skip
    assert {(aside.reason, aside.remedy) for aside in cited} == {
        ("its row in places.csv was set aside", "Mend its row in places.csv; this one needs nothing.")
    }


def test_lines_after_a_quoted_break_are_counted_right(tmp_path):
    case = load(tmp_path, **swap("events.csv", "e3,2023-12-12", "e3,2023-12-32"))
    assert case.events["event_id"].tolist() == ["e1", "e2"]
    assert found(case, "events.csv") == [(5, "date_start", "2023-12-32", "row")]


def test_a_row_without_any_known_source_is_set_aside_but_one_is_enough(tmp_path):
    case = load(tmp_path, **swap("sources.csv", "s2,", "s9,"))
    assert found(case, "events.csv") == [
        (4, "source_ids", "s2", "value"), (5, "source_ids", "s2", "row"),
    ]  # fmt: skip
    assert case.events["source_ids"].tolist() == ["s1", "s1"]


def test_without_the_sources_file_rows_stay_and_ids_stand_for_themselves(tmp_path):
    folder = write_case(tmp_path / "small")
    (folder / "sources.csv").unlink()
    case = load_case(folder)
    assert len(case.events) == 3
    assert case.sources["source_id"].tolist() == ["s1", "s2"]
    assert case.sources["title"].tolist() == ["s1 (not loaded)", "s2 (not loaded)"]
    assert set(case.sources["pass_on"]) == {"no"}
    assert [(one.file, one.scope) for one in case.set_aside] == [("sources.csv", "table")]


def test_without_the_places_file_nothing_is_drawn_and_nothing_else_is_lost(tmp_path):
    folder = write_case(tmp_path / "small")
    (folder / "places.csv").unlink()
    case = load_case(folder)
    assert len(case.events) == 3
    assert len(case.route_status) == 2
    assert case.routes["route_id"].tolist() == ["road"]
    assert case.routes.geometry.is_empty.all()
    assert [one.file for one in case.set_aside] == ["places.csv"]


def test_an_actor_that_is_not_listed_is_kept_with_a_note(tmp_path):
    case = load(tmp_path, **swap("events.csv", "ICRC;Armenia", "ICRC;Georgia"))
    assert case.events.loc[2, "actors"] == "ICRC;Georgia"
    assert found(case, "events.csv") == [(5, "actors", "Georgia", "note")]


def test_a_column_that_gives_the_table_its_meaning_cannot_be_missing(tmp_path):
    case = load(tmp_path, **swap("events.csv", "date_start,", "day,"))
    assert case.events.empty
    assert {"start", "end", "title"} <= set(case.events.columns)
    assert (None, "date_start", "", "table") in found(case, "events.csv")
    assert len(case.claims) == 1


def test_any_other_missing_column_is_taken_as_empty(tmp_path):
    case = load(tmp_path, **swap("events.csv", "summary", "sumary"))
    assert case.events["summary"].tolist() == ["", "", ""]
    assert found(case, "events.csv") == [
        (None, "summary", "", "note"), (None, "sumary", "", "note"),
    ]  # fmt: skip


def test_a_place_outside_home_is_only_suspected_where_its_region_is_at_home(tmp_path):
    case = load(tmp_path, **swap("places.csv", "39.51111,46.34168", "46.34168,39.51111"))
    assert case.places["place_id"].tolist() == ["town", "moscow", "rostov"]
    assert found(case, "places.csv") == [(3, "lat", "46.34168, 39.51111", "row")]
    assert "exchanged" in case.set_aside[0].reason


def test_a_gazetteer_exchanged_throughout_is_noticed(tmp_path):
    text = TABLES["places.csv"].replace("39.8177,46.7528", "46.7528,39.8177")
    text = text.replace("39.51111,46.34168", "46.34168,39.51111")
    case = load(tmp_path, places=text)
    assert {"town", "goris"}.isdisjoint(case.places["place_id"])
    assert "moscow" in set(case.places["place_id"])
    [report] = [one for one in case.set_aside if one.file == "places.csv"]
    assert "mend home of case.toml" in report.remedy


def test_overlapping_statuses_keep_the_earlier(tmp_path):
    case = load(tmp_path, **swap("route_status.csv", "2023-06-15", "2023-06-14"))
    assert case.route_status["status_id"].tolist() == ["r1"]
    assert found(case, "route_status.csv") == [(3, "date_from", "2023-06-14", "row")]


def test_a_status_after_one_that_was_set_aside_stays(tmp_path):
    rows = "\n".join(
        f"r{n},road,2023-01-{first:02},2023-01-{last:02},open,both,,,s1,no,,"
        for n, first, last in [(1, 1, 10), (2, 5, 20), (3, 15, 25)]
    )
    header = TABLES["route_status.csv"].splitlines()[0]
    case = load(tmp_path, route_status=f"{header}\n{rows}\n")
    assert case.route_status["status_id"].tolist() == ["r1", "r3"]


# Faults that stand in one case together, each in a cell of its own.
ROW_LOST = [
    [
        ("events.csv", "2023-12-14", "2023-12-11", "date_end"),
        ("route_status.csv", "2023-06-15", "2023-06", "date_from"),
        ("claims.csv", "2023-09-24T22:00", "2023-09-24 25:00", "as_of"),
        ("accommodation.csv", ",goris,", ",atlantis,", "place_id"),
        ("places.csv", "55.75222", "155.75222", "lat"),
    ],
    [("route_status.csv", "r2,road", "r2,lane", "route_id")],
]
CELL_EMPTIED = [
    [
        ("sources.csv", "https://example.org/1", "javascript:alert(1)", "url"),
        ("sources.csv", "2023-10,,", "soon,,", "published"),
        ("places.csv", ",1000,", ",1 km,", "accuracy_m"),
        ("routes.csv", "schematic,,", "schematic,65 km,", "stated_length_km"),
        ("route_status.csv", "2023-09-17,closed", "late,closed", "date_to"),
        ("events.csv", ",site,military", ",scene,military", "place_role"),
        ("events.csv", ",medium,", ",sure,", "confidence"),
        ("events.csv", "2023-12-12,2023-12-14,,", "2023-12,,day,", "date_precision"),
        ("claims.csv", "1050,,,exact", "-5,,,exact", "value"),
        ("aid.csv", ",food,", ",bread,", "cargo_kind"),
        ("aid.csv", ",delivered,", ",arrived,", "outcome"),
        ("aid.csv", ",12.5,", ',"12,5",', "quantity"),
        ("movements.csv", "100000,,,about", "lots,,,about", "persons"),
    ],
    [
        ("events.csv", ",hour,town", ",minute,town", "date_precision"),
        ("aid.csv", ",12.5,", ",nan,", "quantity"),
        ("claims.csv", "1050,,,exact", "1050,20,10,exact", "low"),
        ("claims.csv", "1050,20,10,exact", "1050,20,10,exact", "high"),
    ],
]


def faults_in(folder, faults):
    return load(folder, **swap(*(part for fault in faults for part in fault[:3])))


@pytest.mark.parametrize("faults", ROW_LOST, ids=["each alone", "another of a row"])
def test_a_bad_value_sets_its_row_aside_with_the_column_and_a_remedy(tmp_path, faults):
    case = faults_in(tmp_path, faults)
    reports = {one.file: one for one in case.set_aside}
    assert len(reports) == len(case.set_aside) == len(faults)
    for file, old, _, column in faults:
        report = reports[file]
        assert (report.column, report.scope) == (column, "row")
        assert report.row == next(n for n, text in enumerate(TABLES[file].splitlines(), 1) if old in text)
        assert report.reason
        assert report.remedy
        name = next(table.name for table in SCHEMAS if table.file == file)
        assert len(case.tables()[name]) == ROWS[name] - 1


@pytest.mark.parametrize("faults", CELL_EMPTIED, ids=["each alone", "others of a column"])
def test_a_bad_cell_that_may_be_empty_is_emptied_and_its_row_stays(tmp_path, faults):
    case = faults_in(tmp_path, faults)
    assert sorted((one.file, one.column, one.scope, one.count) for one in case.set_aside) == sorted(
        (file, column, "value", 1) for file, _, _, column in faults
    )
    assert {name: len(frame) for name, frame in case.tables().items()} == ROWS
    for report in case.set_aside:
        # Lines of events are not its rows: one breaks.
        if report.file != "events.csv":
            name = next(table.name for table in SCHEMAS if table.file == report.file)
            cell = case.tables()[name].iloc[report.row - 2][report.column]
            assert cell == "" or pd.isna(cell)


def test_the_second_row_of_an_id_is_set_aside(tmp_path):
    case = load(tmp_path, **swap("events.csv", "e3,", "e1,"))
    assert case.events["title"].tolist() == ["Shelling begins", "People arrive"]
    assert found(case, "events.csv") == [(5, "event_id", "e1", "row")]


def test_blanks_round_a_value_do_no_harm(tmp_path):
    case = load(tmp_path, **swap("events.csv", ",month,goris,", ", month , goris ,"))
    assert case.set_aside == ()
    assert case.events.loc[1, "place_id"] == "goris"


def test_a_form_of_a_name_in_any_language_is_read_offered_and_searched(tmp_path):
    rows = "place_id,name_en,name_ti,name_ti_latn,name_mode,lat,lon\nm,Mekelle,መቐለ,Meqele,x,13.5,39.5\n"
    settings = (
        TABLES["case.toml"] + 'names = ["both", "hy", "ti"]\nname_forms = { ti = { label = "Ours" } }\n'
    )
    case = load_case(write_case(tmp_path / "case", places=rows, case=settings))
    assert case.settings.names == ("both", "ti")
    assert case.settings.name_form("ti").short == "ትግርኛ"
    assert case.settings.name_form("ti").label == "Ours"
    assert places_called(case.places, "Meqele") == places_called(case.places, "መቐለ") == ("m",)
    reported = {(report.column, report.value) for report in case.set_aside}
    assert ("names", "hy") in reported
    assert any(column == "name_mode" for column, _ in reported)
    assert "name_hy" not in " ".join(column for column, _ in reported)
