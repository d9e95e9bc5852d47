"""Synthetic cases: valid by the loader's own rules, the same for the same seed, and spread like real ones."""

import json

import pytest

from geo.case.load import load_case
from geo.case.schema import CATEGORIES
from geo.case.synth.synth import CATEGORY_SHARES, PRECISION_SHARES, make_tables, write_case
from geo.case.synth.synth_tables import HUBS
from geo.case.toml_values import FILE
from geo.cli import main

EVENTS, PLACES = 3000, 240


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    out = tmp_path_factory.mktemp("synth") / "case"
    write_case(out, EVENTS, PLACES, seed=5)
    return out


@pytest.fixture(scope="module")
def case(folder):
    return load_case(folder)


def test_nothing_is_set_aside(case):
    assert case.set_aside == ()
    assert (len(case.events), len(case.places)) == (EVENTS, PLACES)
    assert all(len(table) for table in case.tables().values())


def test_the_case_says_that_it_is_synthetic(case):
    assert "Synthetic" in case.settings.title
    assert "Nothing in it happened" in case.settings.summary
    assert case.sources["title"].str.contains("Synthetic").all()


def test_every_row_rests_on_a_source(case):
    for name, table in case.tables().items():
        if "source_ids" in table and name != "areas":
            assert table["source_ids"].ne("").all(), name


def test_every_category_and_precision_has_its_share(case):
    found = case.events["category"].value_counts(normalize=True)
    assert set(found.index) == set(CATEGORIES)
    for category, share in CATEGORY_SHARES.items():
        assert found[category] == pytest.approx(share, abs=0.03)
    precise = case.events["date_precision"].value_counts(normalize=True)
    for precision, share in PRECISION_SHARES.items():
        assert precise[precision] == pytest.approx(share, abs=0.03)


def test_events_crowd_in_place_and_time_and_some_last_or_have_no_place(case):
    events = case.events
    at = events["place_id"].value_counts()
    assert at.drop("").nlargest(PLACES // 10).sum() > EVENTS / 4
    assert 0.01 < (events["place_id"] == "").mean() < 0.1
    a_day = events["start"].dt.floor("D").value_counts()
    assert a_day.max() > 4 * a_day.median()
    days = (events["end"] - events["start"]).dt.days
    assert 0.02 < ((days > 31) & events["date_precision"].eq("day")).mean() < 0.2
    assert case.places["accuracy_m"].nunique() > 10
    assert case.places["accuracy_m"].isna().any()


def test_the_same_seed_gives_the_same_bytes_and_another_seed_does_not(tmp_path, folder):
    write_case(tmp_path / "again", EVENTS, PLACES, seed=5)
    write_case(tmp_path / "other", EVENTS, PLACES, seed=6)
    names = sorted(path.name for path in folder.iterdir())
    assert names == sorted(path.name for path in (tmp_path / "again").iterdir())
    for name in names:
        assert (folder / name).read_bytes() == (tmp_path / "again" / name).read_bytes(), name
    assert (folder / "events.csv").read_bytes() != (tmp_path / "other" / "events.csv").read_bytes()


def test_the_smallest_case_is_a_case(tmp_path):
    write_case(tmp_path / "new", 1, HUBS, seed=0)
    assert len(load_case(tmp_path / "new").events) == 1
    tables = make_tables(1, HUBS, seed=0)
    assert (len(tables["events"]), len(tables["places"])) == (1, HUBS)


def test_the_command_writes_and_says_what(tmp_path, capsys):
    out = tmp_path / "new"
    arguments = ["synth", "--events", "40", "--places", "20", "--seed", "3", "--out", str(out)]
    assert main([*arguments, "--json"]) == 0
    said = json.loads(capsys.readouterr().out)
    assert said["rows"]["events"] == 40
    assert load_case(out).set_aside == ()


def test_a_folder_in_use_is_refused_in_one_line_and_left_alone(tmp_path, capsys):
    (tmp_path / FILE).write_text("mine", encoding="utf-8")
    assert main(["synth", "--events", "40", "--places", "20", "--out", str(tmp_path)]) == 2
    said = capsys.readouterr()
    assert said.out == ""
    assert said.err.count("\n") == 1
    assert "not empty" in said.err
    assert [path.name for path in tmp_path.iterdir()] == [FILE]
    assert (tmp_path / FILE).read_text(encoding="utf-8") == "mine"


@pytest.mark.parametrize(("events", "places"), [(0, 20), (10, HUBS - 1), (-1, 20)])
def test_impossible_numbers_are_refused(tmp_path, capsys, events, places):
    out = tmp_path / "new"
    code = main(["synth", "--events", str(events), "--places", str(places), "--out", str(out)])
    assert (code, capsys.readouterr().err.count("\n")) == (2, 1)
    assert not out.exists()
