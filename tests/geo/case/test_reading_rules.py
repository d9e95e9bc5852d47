"""How a folder as people save it is read: what is taken, what is left out alone, and what is told of it.

Each case is the small one with a few rows changed as public reports of this field have them.
"""

import json
import os
from datetime import date, datetime

import pytest

from geo.case import inventory
from geo.case.areas import read_areas
from geo.case.load import CaseError, load_case
from geo.case.schema import TABLES as SCHEMAS
from geo.case.settings import DISCLAIMER, WORLD
from geo.case.sources import citations
from geo.cells import items
from geo.dates import Period
from geo.facts.doubt import one_publisher
from geo.facts.road_state import route_states
from geo.facts.status import status_spans
from geo.picture.place_labels import place_labels
from geo.report.details import event_details
from geo.report.surround import data_as_of
from geo.report.tables import event_table
from geo.store.own_copy import users_own
from tests.geo.small_case import TABLES, write_case

STATUS_HEAD = TABLES["route_status.csv"].splitlines()[0]
AREA = {
    "type": "FeatureCollection",
    "features": [
        {
            "type": "Feature",
            "properties": {
                "area_id": "a1",
                "name_en": "Area",
                "place_ids": "town;nowhere",
                "source_ids": "s77",
            },
            "geometry": {
                "type": "Polygon",
                "coordinates": [[[46, 39], [47, 39], [47, 40], [46, 40], [46, 39]]],
            },
        }
    ],
}


def load(folder, **changed):
    return load_case(write_case(folder / "case", **changed))


@pytest.fixture(scope="module")
def sound(tmp_path_factory):
    return load(tmp_path_factory.mktemp("sound"))


def swap(file, old, new):
    assert old in TABLES[file]
    return {file.split(".")[0]: TABLES[file].replace(old, new)}


def told(case):
    return [(one.file, one.row, one.column, one.scope, one.count) for one in case.set_aside]


def test_sources_without_a_web_address_keep_their_rows_and_what_rests_on_them(tmp_path):
    text = TABLES["sources.csv"].replace("https://example.org/1", "https://example.org/two words")
    case = load(tmp_path, sources=text.replace("2023-10,,", "2023-10,www.example.org,"))
    assert (len(case.sources), len(case.events)) == (2, 3)
    assert case.sources["url"].tolist() == ["", ""]
    assert told(case) == [("sources.csv", 2, "url", "value", 2)]
    assert str(inventory.losses(case)) == "2 cells not read"


def test_a_table_saved_with_semicolons_keeps_its_rows_and_its_lists(tmp_path):
    text = TABLES["route_status.csv"].replace("s1;s2", "s1+s2").replace(",", ";").replace("s1+s2", "s1,s2")
    case = load(tmp_path, route_status=text)
    assert case.route_status["source_ids"].tolist() == ["s1", "s1;s2"]
    assert [one.reason for one in case.set_aside] == ["the file is separated by semicolons and was read so"]


def test_letters_nobody_sees_are_trimmed_like_blanks(tmp_path):
    case = load(tmp_path, **swap("events.csv", "hour,town,", "hour,\u200btown\u200b\ufeff,"))
    assert case.events.loc[0, "place_id"] == "town"
    assert case.set_aside == ()


def test_a_name_stands_on_one_line_and_a_note_keeps_its_own(tmp_path):
    case = load(tmp_path, **swap("routes.csv", "road,The road,Road,", 'road,The road,"Long\u2028\nroad",'))
    assert case.routes["short_name"].tolist() == ["Long road"]
    assert case.events.loc[0, "summary"] == "First line\nsecond line"


def test_a_road_without_a_short_name_is_called_by_its_name(tmp_path):
    case = load(tmp_path, **swap("routes.csv", "The road,Road,", "The road,,"))
    assert case.routes["short_name"].tolist() == ["The road"]


def test_words_are_read_whatever_their_capitals_and_joints(tmp_path):
    case = load(tmp_path, **swap("route_status.csv", "closed,none", "Humanitarian only,Outbound"))
    assert case.route_status.iloc[1][["status", "direction"]].tolist() == ["humanitarian_only", "outbound"]
    assert case.set_aside == ()


def test_kinds_of_place_that_are_not_known_are_told_and_named_on_the_map(tmp_path):
    text = TABLES["places.csv"].replace("1000,city", "1000,IDP camp").replace("500,city", "500,Town")
    case = load(tmp_path, places=text.replace("5000,city,Russia", "5000,,Russia", 1))
    assert case.places["kind"].tolist() == ["IDP camp", "town", "", "city"]
    assert told(case) == [("places.csv", 2, "kind", "note", 1)]
    assert "Known are: country" in case.set_aside[0].remedy
    assert len(place_labels(case.places).labels) == 4


def statuses(*rows):
    return {"route_status": "\n".join([STATUS_HEAD, *rows]) + "\n"}


@pytest.mark.parametrize("end", ["", "9999-12-31", "9999-01-01"])
def test_a_closure_without_an_end_holds_until_the_road_has_another_status(tmp_path, end):
    case = load(tmp_path, **statuses(f"r1,road,2023-03-05,{end},closed,none,,2023-03-18,s1,no,,"))
    assert case.set_aside == ()
    for day, status, since in ((10, "closed", 5), (18, "closed", 5), (4, "unknown", None)):
        [state] = route_states(case, datetime(2023, 3, day, 23, 59))
        assert (state.status, state.since) == (status, since and date(2023, 3, since))
    [state] = route_states(case, datetime(2023, 11, 1))
    assert (state.status, state.last_status) == ("unknown", "closed")


def test_an_open_end_stops_where_the_next_status_begins(tmp_path):
    rows = "r1,road,2023-03-05,,closed,none,,,s1,no,,", "r2,road,2023-04-01,,open,both,,,s1,no,,"
    case = load(tmp_path, **statuses(*rows))
    assert [(one.first, one.last) for one in status_spans(case)] == [
        (date(2023, 3, 5), date(2023, 3, 31)), (date(2023, 4, 1), date(2023, 12, 31)),
    ]  # fmt: skip


def test_a_day_of_the_year_9999_elsewhere_is_told_by_the_years_that_may_stand(tmp_path):
    case = load(tmp_path, **swap("route_status.csv", ",2023-06-01,", ",9999-12-31,"))
    [report] = case.set_aside
    assert (report.column, report.scope) == ("confirmed_on", "value")
    assert report.reason == "this is not a day of the years 1500 to 2500"


def test_rows_outside_the_period_are_told(tmp_path):
    case = load(tmp_path, **swap("events.csv", "2023-12-12,2023-12-14", "2024-04-02,2024-04-03"))
    assert case.set_aside == ()
    assert inventory.outside(case) == ["events.csv: 1 event outside the period, 1 Jan – 31 Dec 2023: e3."]
    assert "1 row outside the case's period" in inventory.notice(case)


def test_figures_and_counts_outside_the_period_are_told_as_events_are(tmp_path):
    later = swap("claims.csv", "2023-09-24T22:00", "2024-01-04")
    case = load(tmp_path, **later, **swap("accommodation.csv", "2023-09-26T20:00,hour", "2024-09,month"))
    figures, housed = inventory.outside(case)
    assert figures == "claims.csv: 1 figure outside the period, 1 Jan – 31 Dec 2023: c1."
    assert housed.startswith("accommodation.csv: 1 count of people housed outside the period")
    assert housed.endswith(": h1.")
    assert inventory.losses(case).outside == 2


def test_a_slip_of_the_year_does_not_stretch_a_period_that_is_not_stated(tmp_path):
    changed = swap("events.csv", "2023-12-12,2023-12-14", "1602-12-12,1602-12-14")
    case = load(tmp_path, case='id = "small"\n', **changed)
    assert case.settings.period == Period(date(2023, 1, 1), date(2023, 10, 3))
    assert next(iter(inventory.outside(case))).startswith("events.csv: 1 event")


def test_a_case_before_1900_is_read(tmp_path):
    settings = 'id = "old"\ntimezone = "Africa/Khartoum"\n[period]\nfrom = 1895-03-01\nto = 1895-03-31\n'
    events = TABLES["events.csv"].replace("2023-09-19T13:00", "1895-03-19T13:00")
    case = load(tmp_path, case=settings, events=events)
    assert case.settings.last == date(1895, 3, 31)
    assert case.events.loc[0, "start"].year == 1895


def test_a_point_at_zero_far_from_home_is_told(tmp_path):
    case = load(tmp_path, **swap("places.csv", "39.8177,46.7528", "0,0.0"))
    assert told(case) == [("places.csv", 2, "lat", "note", 1)]
    assert len(case.places) == 4


HOMELESS = TABLES["case.toml"].replace("home = [44.0, 38.5, 48.0, 41.5]", "")


def test_without_a_home_it_is_where_most_places_are(tmp_path):
    places = TABLES["places.csv"] + "far,Far,,,,,,,-30,-60,500,city,Home,,,,,,,\n"
    case = load(tmp_path, case=HOMELESS, places=places)
    west, south, east, north = case.settings.home
    assert (west, east) == pytest.approx((37.11556, 47.2528))
    assert (south, north) == pytest.approx((39.01111, 56.25222))
    few = "\n".join(TABLES["places.csv"].splitlines()[:3])
    assert load(tmp_path, case=HOMELESS, places=few).settings.home == WORLD


@pytest.mark.parametrize(
    ("point", "reason"), [("0,0", "the point is 0, 0"), ("46.7528,39.8177", "look exchanged")]
)
def test_without_a_home_a_point_that_cannot_be_right_is_told_and_stays(tmp_path, point, reason):
    near = "".join(f"p{n},P{n},,,,,,,39.{n},46.{n},500,city,Home,,,,,,,\n" for n in range(5))
    places = TABLES["places.csv"].replace("39.8177,46.7528", point) + near
    case = load(tmp_path, case=HOMELESS, places=places)
    [report] = [one for one in case.set_aside if one.row == 2]
    assert reason in report.reason
    assert (report.scope, len(case.places)) == ("note", 9)


def area(folder, change=lambda text: text):
    write_case(folder / "case")
    (folder / "case" / "areas.geojson").write_text(change(json.dumps(AREA)))
    return load_case(folder / "case")


def test_an_area_tells_what_it_refers_to_and_is_not_there(tmp_path):
    case = area(tmp_path)
    assert case.areas[["place_ids", "source_ids"]].iloc[0].tolist() == ["town", ""]
    assert [(one.column, one.value, one.scope) for one in case.set_aside] == [
        ("place_ids", "nowhere", "value"), ("source_ids", "s77", "value"),
    ]  # fmt: skip


def test_an_area_with_latitude_first_is_told(tmp_path):
    mirrored = "[[[39, 46], [39, 47], [40, 47], [40, 46], [39, 46]]]"
    case = area(
        tmp_path,
        lambda text: text.replace(json.dumps(AREA["features"][0]["geometry"]["coordinates"]), mirrored),
    )
    assert "holds none of its places" in case.set_aside[-1].reason


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"[" * 100_000, "not GeoJSON"),
        (b'{"features": ' + b"[" * 100_000, "not GeoJSON"),
        (
            b'{"features": [{"properties": {"area_id": "a", "name_en": "A"}, "geometry": {"type": "Blob"}}]}',
            "not a feature",
        ),
        (b'{"features": [' + b"7," * 500 + b"7]}", "not a feature"),
        (b'{"features": 7}', "not GeoJSON"),
        (b"\xff\xfe\x00", "not GeoJSON"),
        (b" " * 21_000_000, "too large"),
    ],
)
def test_a_file_of_areas_that_is_none_is_one_report(tmp_path, sound, content, reason):
    (tmp_path / "areas.geojson").write_bytes(content)
    areas, [report] = read_areas(tmp_path / "areas.geojson", sound.places, set(sound.sources["source_id"]))
    assert areas.empty
    assert reason in report.reason


def test_settings_that_name_what_is_not_there_are_told(tmp_path):
    settings = TABLES["case.toml"] + '[network]\nexits = ["goris", "atlantis"]\narea = "nowhere"\n'
    case = load(tmp_path, case=settings)
    assert [(one.column, one.value) for one in case.set_aside] == [
        ("network.exits", "atlantis"), ("network.area", "nowhere"),
    ]  # fmt: skip
    assert (case.settings.exits, case.settings.asked_area) == (("goris",), "")


def test_key_places_that_are_not_there_are_told_and_the_others_stay(tmp_path):
    settings = TABLES["case.toml"] + 'key_places = ["goris", "Stepanakert"]\n'
    case = load(tmp_path, case=settings)
    [report] = case.set_aside
    assert (report.column, report.value, report.scope) == ("key_places", "Stepanakert", "value")
    assert case.settings.key_places == ("goris",)


def test_ids_of_a_list_may_be_parted_by_commas(tmp_path):
    case = load(tmp_path, **swap("routes.csv", "goris;town", '"goris, town"'))
    assert case.set_aside == ()
    assert list(items(case.routes["place_ids"].iloc[0])) == ["goris", "town"]


def test_a_cell_with_several_unknown_ids_is_told_once(tmp_path):
    case = load(tmp_path, **swap("routes.csv", "goris;town", "goris;a;b;town;c"))
    assert told(case) == [("routes.csv", 2, "place_ids", "value", 1)]


def test_exits_without_an_area_are_kept_and_say_which_areas_there_are(tmp_path):
    settings = TABLES["case.toml"] + '[network]\nexits = ["goris"]\n'
    case = load(tmp_path, case=settings)
    [note] = case.set_aside
    assert (note.column, note.scope) == ("network.area", "note")
    assert "no way out is asked for" in note.reason
    assert note.remedy.startswith('Add area = "..."')
    assert case.settings.exits == ("goris",)


def test_days_that_have_not_come_yet_are_one_note_a_column_unless_set_in_advance(tmp_path):
    sources = TABLES["sources.csv"].replace("2023-09-19", "2432-09-19").replace("2023-10", "2433-10")
    events = (
        TABLES["events.csv"].replace("2023-09,", "2432-09,").replace("2023-12-12,2023", "2432-12-12,2432")
    )
    settings = TABLES["case.toml"] + 'set_in_advance = ["e3"]\n'
    ahead = [
        report
        for report in load(tmp_path, case=settings, sources=sources, events=events).set_aside
        if "not come yet" in report.reason
    ]
    assert [(one.file, one.lines, one.column, one.value) for one in ahead] == [
        ("sources.csv", "2, 3", "published", "2432-09-19"),
        ("events.csv", "4", "date_start", "2432-09"),
    ]
    assert {one.scope for one in ahead} == {"note"}
    assert all("set_in_advance" in one.remedy for one in ahead)


def test_a_table_that_is_none_of_a_case_is_told(tmp_path):
    folder = write_case(tmp_path / "case")
    (folder / "arrivals.csv").write_text("arrival_id,arrivals\nn1,30\n")
    (folder / "notes.csv").write_text("only a heading\n")
    [report] = load_case(folder).set_aside
    assert (report.file, report.scope) == ("arrivals.csv", "note")


@pytest.mark.parametrize(("make", "what"), [(os.mkdir, "a folder"), (os.mkfifo, "no regular file")])
def test_where_every_table_is_no_file_the_case_is_empty_and_says_so_of_each(tmp_path, make, what):
    folder = write_case(tmp_path / "case")
    files = [file for file in TABLES if file != "case.toml"]
    for file in (*files, "areas.geojson"):
        (folder / file).unlink(missing_ok=True)
        make(folder / file)
    case = load_case(folder)
    assert all(frame.empty for frame in case.tables().values())
    reports = {report.file: report for report in case.set_aside if report.scope == "table"}
    assert list(reports) == [*(table.file for table in SCHEMAS if table.file in files), "areas.geojson"]
    assert all(f"the file is {what}" in reports[file].reason for file in files)
    (folder / "case.toml").unlink()
    make(folder / "case.toml")
    with pytest.raises(CaseError, match=r"case\.toml is"):
        load_case(folder)


@pytest.mark.parametrize("aim", ["requests.csv", "gone.csv"])
def test_a_link_that_leads_nowhere_is_told_even_of_a_table_that_may_be_missing(tmp_path, aim):
    folder = write_case(tmp_path / "case")
    (folder / "requests.csv").symlink_to(folder / aim)
    assert [(one.file, one.scope) for one in load_case(folder).set_aside] == [("requests.csv", "table")]


def test_a_case_in_a_circle_of_links_is_one_sentence(tmp_path):
    (tmp_path / "a").symlink_to(tmp_path / "b")
    (tmp_path / "b").symlink_to(tmp_path / "a")
    with pytest.raises(CaseError, match="There is no case folder 'a'"):
        load_case(users_own(tmp_path / "a"))


def test_a_pointer_that_is_no_file_is_not_waited_for(tmp_path, sound):
    folder = write_case(tmp_path / "case")
    os.mkfifo(folder / "current.json")
    assert len(load_case(folder).events) == len(sound.events)


def test_a_file_whose_name_is_no_text_is_told_in_letters_that_can_be_written(tmp_path):
    folder = write_case(tmp_path / "case")
    (folder / os.fsdecode(b"\xff.csv")).write_text("a\nb\n")
    assert [one.file for one in load_case(folder).set_aside] == ["?.csv"]


def test_what_nobody_foresaw_is_one_sentence_too(tmp_path, monkeypatch, caplog):
    def fail(_table, _texts):
        raise AttributeError("nobody foresaw this")

    monkeypatch.setattr("geo.case.checks.bad_cells", fail)
    with pytest.raises(CaseError, match="The case 'case' cannot be read; the server's log says why"):
        load_case(write_case(tmp_path / "case"))
    assert "nobody foresaw this" in caplog.text


def test_faults_of_one_kind_are_one_report_and_counted_all(tmp_path):
    rows = [f"e{number},2023-02-30,,,town,site,war,,,,Talks,,s2,sure,,no,," for number in range(3000)]
    case = load(tmp_path, events=TABLES["events.csv"] + "\n".join(rows))
    assert [row[2:] for row in told(case) if row[0] == "events.csv"] == [
        ("event_id", "row", 3),
        ("date_start", "row", 3000),
        ("category", "value", 3000),
        ("confidence", "value", 3000),
    ]
    lost = inventory.losses(case)
    assert (lost.rows, len(case.events)) == (3000, 3)
    assert "lines 6, 7, 8, 9, 10 and 2,995 more" in str(case.set_aside[1])


def test_texts_of_any_length_are_cut_and_told(tmp_path):
    case = load(tmp_path, **swap("events.csv", "Shelling begins", "x" * 1_000_000))
    assert len(case.events.loc[0, "title"]) == 300
    assert told(case) == [("events.csv", 2, "title", "value", 1)]


def test_what_may_be_passed_on_is_told_as_not_stated_where_it_is_not(tmp_path):
    text = TABLES["sources.csv"].replace(",yes,", ",,")
    words = [one.pass_on for one in citations(load(tmp_path, sources=text), ["s1", "s2"])]
    assert "not stated" in words[0]
    assert words[1] == "may not be passed on"


def test_data_are_as_of_the_newest_source_as_exactly_as_it_is_dated(tmp_path, sound):
    assert data_as_of(sound) == "Oct 2023"
    text = TABLES["sources.csv"].replace("2023-10,", ",").replace("2023-09-19,", ",")
    assert data_as_of(load(tmp_path, sources=text)) == "no date given by any source"


def test_a_place_without_a_role_is_still_a_place(tmp_path):
    text = (
        TABLES["events.csv"]
        .replace(",site,military", ",,military")
        .replace(",site,displacement", ",,statement")
    )
    case = load(tmp_path, events=text)
    told = event_table(case, case.events)["Place is"].tolist()
    assert told == ["happened here", "role not stated", "no place known"]
    assert "role not stated" in event_details(case, "e2").where


def test_an_empty_cell_that_a_sentence_is_made_with_has_words_in_its_place(tmp_path):
    case = load(
        tmp_path,
        sources=TABLES["sources.csv"].replace("First report,Agency", ",").replace(",Paper,", ",,"),
        claims=TABLES["claims.csv"].replace(",people,1050", ",,1050"),
        movements=TABLES["movements.csv"].replace(",Armenians,Government,", ",,,"),
        aid=TABLES["aid.csv"].replace(",ICRC,", ",,").replace(",flour,", ",,"),
        events=TABLES["events.csv"].replace("Shelling begins", "").replace("Talks", ""),
        routes=TABLES["routes.csv"].replace("The road,Road,corridor", ",,"),
        places=TABLES["places.csv"].replace("Goris,,", ",,", 1),
    )
    assert case.set_aside == ()
    assert case.sources["title"].tolist() == ["no title given", "Second report"]
    assert set(case.sources["publisher"]) == {"publisher not stated"}
    assert case.claims["subject"].tolist() == ["arrivals"]
    assert case.movements[["people", "claimant"]].iloc[0].tolist() == ["People", "an unnamed claimant"]
    assert case.consignments[["carrier", "cargo"]].iloc[0].tolist() == [
        "an unnamed carrier", "load not described",
    ]  # fmt: skip
    assert case.events["title"].tolist() == ["First line", "People arrive", "no title given"]
    assert case.routes[["name", "short_name", "role"]].iloc[0].tolist() == ["road", "road", "corridor"]
    assert case.places["name_en"].tolist()[1] == "goris"


def test_a_category_or_status_that_is_not_known_costs_no_row(tmp_path):
    changed = swap("events.csv", ",military,", ",war,") | swap("route_status.csv", "closed,none", "shut,none")
    case = load(tmp_path, **changed)
    assert told(case) == [
        ("route_status.csv", 3, "status", "value", 1),
        ("events.csv", 2, "category", "value", 1),
    ]
    assert case.events["category"].tolist() == ["other", "displacement", "diplomacy"]
    assert case.route_status["status"].tolist() == ["restricted", "unknown"]


def test_sources_that_name_no_publisher_are_not_taken_for_one(tmp_path):
    text = TABLES["sources.csv"].replace("Agency", "").replace("Paper", "")
    case = load(tmp_path, sources=text)
    assert one_publisher(case, ["s1"])
    assert not one_publisher(case, ["s1", "s2"])


def test_files_of_a_case_without_a_disclaimer_bear_the_usual_one(sound):
    assert sound.settings.disclaimer == DISCLAIMER
