"""A slice of the poisons of scripts/fuzz.py, on a small case; the whole runs outside CI."""

import shutil
import sys

from tests.geo.small_case import write_case

sys.path.insert(0, "scripts")
import fuzz
import poisons

POISONS = 6
PAGES = ("situation", "aid", "blockade", "briefing", "data", "displacement", "diplomacy", "events", "sources")


def test_no_poison_kills_a_page_or_loses_a_row_without_a_word(tmp_path, monkeypatch):
    monkeypatch.setenv("PASSAGE_CASE", "")
    faults: list[str] = []
    assert fuzz.run(write_case(tmp_path / "small"), POISONS, 11, PAGES, faults.append) == 0, faults


def test_the_same_seed_draws_the_same_poisons(tmp_path):
    folder = write_case(tmp_path / "small")
    first, again = (
        [poison.name for _, poison in zip(range(40), fuzz.poisons(folder, 5), strict=False)] for _ in range(2)
    )
    assert first == again
    assert len(set(first)) > 30


def test_poisons_in_twos_spoil_what_another_has_spoilt_already(tmp_path):
    drawn = poisons.poisons(write_case(tmp_path / "small"), 3)
    folder = tmp_path / "spoilt"
    names = []
    for _, poison in zip(range(400), drawn, strict=False):
        names.append(poison.name)
        if " and " in poison.name:
            shutil.rmtree(folder, ignore_errors=True)
            poison.spoil(write_case(folder))
    for kind in (
        " and ",
        ": id ",
        "areas.geojson: {",
        ": pipe ",
        ": circle ",
        "case.toml: ",
        "briefing.toml: ",
    ):
        assert any(kind in name for name in names), kind


def test_a_row_that_goes_without_a_word_is_found(tmp_path, monkeypatch):
    folder = write_case(tmp_path / "small")
    from dataclasses import replace

    from geo.case.load import load_case

    case = load_case(folder)
    assert list(fuzz._lost(folder, case)) == []
    assert list(fuzz._lost(folder, replace(case, events=case.events.iloc[1:], set_aside=()))) == [
        "1 rows of events.csv are gone, 0 reported"
    ]


def test_a_live_formula_is_told_from_a_number():
    assert all(fuzz.LIVE.match(cell) for cell in ("=1+1", "+SUM(A1)", "@x", "-cmd", "\t=1"))
    assert not any(fuzz.LIVE.match(cell) for cell in ("-1", "+4", "-1.5", "a=b", "'=1+1", ""))
