"""A case in a zone with summer time says the offset of each time, wherever it says one."""

import json
from datetime import datetime

import pytest

from geo.case.load import load_case
from geo.picture.playback import playback_of
from geo.report.details import event_details
from geo.report.surround import surround
from geo.report.tables import event_table
from geo.view.view import opening
from geo.words import at_in_words
from tests.geo.small_case import TABLES, write_case

ZONES = [
    ("Asia/Gaza", "+02", "+03"),
    ("Europe/Kyiv", "+02", "+03"),
    ("America/Santiago", "-03", "-04"),
    ("Asia/Kathmandu", "+05:45", "+05:45"),
]


def case_in(zone, folder):
    """The small case in a zone, with the hour of its first event in January and of its second in July."""
    events = TABLES["events.csv"].replace("e1,2023-09-19T13:00", "e1,2023-01-05T13:00")
    events = events.replace("e2,2023-09,,month", "e2,2023-07-05T14:00,,hour")
    settings = TABLES["case.toml"] + f'timezone = "{zone}"\n'
    return load_case(write_case(folder / "case", case=settings, events=events))


@pytest.mark.parametrize(("zone", "winter", "summer"), ZONES)
def test_each_time_is_told_with_the_offset_of_its_date(zone, winter, summer, tmp_path):
    case = case_in(zone, tmp_path)
    assert case.set_aside == ()
    assert event_details(case, "e1").when == f"5 Jan 2023, 13:00 ({winter})"
    assert event_details(case, "e2").when == f"5 July 2023, 14:00 ({summer})"
    told = event_table(case, case.events)["When"]
    assert told.tolist()[:2] == [f"5 Jan 2023, 13:00 ({winter})", f"5 July 2023, 14:00 ({summer})"]
    assert at_in_words(datetime(2023, 7, 5, 14), case.settings.zone) == f"5 July 2023, 14:00 ({summer})"


@pytest.mark.parametrize(("zone", "winter", "summer"), ZONES)
def test_the_map_plays_with_the_offsets_of_its_zone(zone, winter, summer, tmp_path):
    turns = json.loads(playback_of(case_in(zone, tmp_path), "both").body)["offsets"]
    assert {offset for _, offset in turns} == {winter, summer}
    assert turns == sorted(turns)


def test_a_map_is_stamped_with_the_offset_of_the_day_it_was_made(tmp_path):
    case = case_in("Asia/Gaza", tmp_path)
    view = opening(case.settings)
    made = [
        surround(case, view, (), title="", map_id="", created=datetime(2024, month, 5, 9)).created
        for month in (1, 7)
    ]
    assert made == ["created 5 Jan 2024, 09:00 (+02)", "created 5 July 2024, 09:00 (+03)"]


def test_a_zone_that_is_not_known_is_told_and_utc_stands_in(tmp_path):
    case = case_in("Asia/Atlantis", tmp_path)
    assert [(one.column, one.value) for one in case.set_aside] == [("timezone", "Asia/Atlantis")]
    assert event_details(case, "e2").when == "5 July 2023, 14:00 (+00)"
