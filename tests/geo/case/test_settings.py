"""case.toml gives a case its settings; what cannot be read falls back and is reported."""

import os
from datetime import date, datetime

import pytest

from geo.case.set_aside import CaseError
from geo.case.settings import EVER, WORLD, KeyDate, Preset, load_settings
from geo.dates import Period


def read(tmp_path, text):
    (tmp_path / "case.toml").write_bytes(text if isinstance(text, bytes) else text.encode())
    return load_settings(tmp_path)


def test_dates_may_stand_with_or_without_quotes(tmp_path):
    settings, found = read(
        tmp_path,
        """
        id = "c"
        title = "Case"
        period = { from = 2023-01-01, to = "2023-12-31" }
        as_at = "2023-10-04"
        home = { west = 44.0, south = 38.0, east = 48.0, north = 42.0 }
        silence_days = 7
        [[preset]]
        label = "Exodus"
        from = "2023-09-24"
        to = 2023-10-04
        [[key_date]]
        date = 2023-09-19
        label = "Operation"
        [headline]
        arrivals = ["Government", "UNHCR"]
        [page_notes]
        blockade = "A note"
        [page_notes_from]
        blockade = "2023-09-24"
        """,
    )
    assert found == []
    assert (settings.first, settings.last) == (date(2023, 1, 1), date(2023, 12, 31))
    assert settings.as_at == datetime(2023, 10, 4, 23, 59, 59)
    assert settings.home == (44, 38, 48, 42)
    assert settings.presets == (Preset("Exodus", Period(date(2023, 9, 24), date(2023, 10, 4))),)
    assert settings.key_dates == (KeyDate(date(2023, 9, 19), "Operation"),)
    assert settings.headline[0].claimants == ("Government", "UNHCR")
    assert settings.page_notes == {"blockade": "A note"}
    assert settings.page_notes_from == {"blockade": date(2023, 9, 24)}


def test_an_empty_file_is_a_case_named_after_its_folder(tmp_path):
    settings, found = read(tmp_path, "")
    assert settings.id == settings.title == tmp_path.name
    assert (settings.period, settings.home, settings.as_at) == (EVER, WORLD, None)
    assert found == []


@pytest.mark.parametrize(
    ("text", "column"),
    [
        ("title = 3", "title"),
        ('period = { from = "2023-12-31", to = "2023-01-01" }', "period"),
        ('period = { from = "2023-01-01" }', "period"),
        ('period = "2023"', "period"),
        ('as_at = "soon"', "as_at"),
        ('timezone = "Mars/Olympus"', "timezone"),
        ('timezone = "America"', "timezone"),
        ('timezone = "../etc"', "timezone"),
        ("home = [48, 38, 44, 42]", "home"),
        ("home = [44, 38]", "home"),
        ("home = [44, 38, 48, 95]", "home"),
        ("home = [nan, 38, 48, 42]", "home"),
        ("silence_days = 0", "silence_days"),
        ("silence_days = true", "silence_days"),
        ('[[preset]]\nlabel = "No dates"', "preset"),
        ('[[key_date]]\ndate = "2023-02-30"\nlabel = "No day"', "key_date"),
        ('headline = "Government"', "headline"),
        ("[page_notes]\nmap = 3", "page_notes"),
        ('[page_notes_from]\nmap = "soon"', "page_notes_from"),
        ('names = "dutch"', "names"),
        ('home = "1234"', "home"),
        ("silence_days = 3000000", "silence_days"),
        ("period = { from = 0001-01-01, to = 2023-12-31 }", "period"),
        ("period = { from = 2023-01-01, to = 9998-12-31 }", "period"),
        (f'title = "{"x" * 400}"', "title"),
        ('[network]\narea = "home"', "network"),
        ("as_at = 2023-09-20T13:00:00+04:00", "as_at"),
        (f"title = 0x{'f' * 5000}", "title"),
        (f"title{'.a' * 90} = 1", "title"),
    ],
)
def test_a_bad_value_falls_back_and_is_named(tmp_path, text, column):
    settings, found = read(tmp_path, text)
    [report] = found
    assert (report.file, report.column, report.scope) == ("case.toml", column, "value")
    assert report.remedy.startswith("Write ")
    assert settings.presets == settings.key_dates == ()
    assert settings.home == WORLD


@pytest.mark.parametrize(("stated", "notes"), [("+02", 0), ("+03", 0), ("+04", 1), ("**x**", 1)])
def test_an_offset_of_an_older_file_gives_way_to_the_zone(tmp_path, stated, notes):
    text = f'timezone = "Europe/Kyiv"\nutc_offset = "{stated}"\n[period]\nfrom = 2024-01-01\nto = 2024-12-31'
    settings, found = read(tmp_path, text)
    assert settings.zone.key == "Europe/Kyiv"
    assert [(one.column, one.value, one.scope) for one in found] == [("utc_offset", stated, "note")] * notes


def test_one_bad_preset_does_not_cost_the_others(tmp_path):
    good = '[[preset]]\nlabel = "May"\nfrom = "2023-05-01"\nto = "2023-05-31"\n'
    settings, found = read(tmp_path, good + "[[preset]]\nlabel = 3\n")
    assert [one.label for one in settings.presets] == ["May"]
    assert len(found) == 1


def test_a_time_in_the_as_at_date_is_kept(tmp_path):
    settings, _ = read(tmp_path, "as_at = 2023-09-20T13:00:00")
    assert settings.as_at == datetime(2023, 9, 20, 13)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("id = ", "not valid TOML"),
        (b'id = "\xe9"', "not UTF-8"),
        (f"silence_days = {'9' * 5000}", "too many digits"),
        (f"id = {'[' * 50_000}", "nested too deeply"),
        (f"id{'.a' * 500_000} = 1", "more than 100 parts"),
        ("#" * 2_000_000, "too large"),
    ],
)
def test_a_file_that_cannot_be_read_at_all_is_refused(tmp_path, text, words):
    with pytest.raises(CaseError, match=words):
        read(tmp_path, text)


def test_a_folder_in_place_of_the_file_is_refused(tmp_path):
    (tmp_path / "case.toml").mkdir()
    with pytest.raises(CaseError, match="is a folder"):
        load_settings(tmp_path)


def test_a_setting_that_is_not_known_is_noted(tmp_path):
    _, found = read(tmp_path, 'id = "c"\nspeed = 3\nglue = "x"')
    assert [(one.column, one.scope, one.count) for one in found] == [("speed, glue", "note", 2)]


def test_many_bad_entries_are_one_report(tmp_path):
    _, [report] = read(tmp_path, "[[preset]]\nlabel = 3\n" * 40)
    assert (report.column, report.count) == ("preset", 40)


def test_entries_beyond_those_that_are_read_are_told(tmp_path):
    preset = '[[preset]]\nlabel = "May"\nfrom = "2023-05-01"\nto = "2023-05-31"\n'
    settings, [cut, bad] = read(tmp_path, "[[preset]]\nlabel = 3\n" + preset * 204)
    assert len(settings.presets) == 199
    assert (cut.count, cut.reason) == (5, "only the first 200 entries are read")
    assert (bad.count, bad.reason) == (1, "the setting cannot be read")


def test_a_folder_whose_name_is_no_text_gives_a_name_that_can_be_written(tmp_path):
    folder = tmp_path / os.fsdecode(b"caf\xe9")
    folder.mkdir()
    settings, _ = read(folder, "")
    assert settings.id == settings.title == "caf?"
