"""A briefing refreshed says what is different, and nothing where nothing is."""

from dataclasses import replace
from datetime import datetime

import pytest

from geo.briefing.briefing import Frozen, view_of
from geo.briefing.briefing_file import load_briefing
from geo.briefing.refresh import refreshed, refreshed_scene, with_scenes
from geo.view.select import vocabulary
from tests.conftest import shipped


@pytest.fixture(scope="module")
def case():
    return shipped()


@pytest.fixture(scope="module")
def terms(case):
    return vocabulary(case)


@pytest.fixture(scope="module")
def briefing(case, terms, shipped_case):
    return load_briefing(shipped_case / "briefing.toml", case.settings, terms)[0]


def test_refreshed_over_the_same_tables_nothing_is_different(case, terms, briefing):
    rows = list(refreshed(case, briefing, terms))
    assert all(one.unchanged for one in rows)
    assert [one.scene.query for one in rows] == [one.query for one in briefing.scenes]


def test_a_figure_that_reads_otherwise_is_told_with_what_it_was(case, terms, briefing):
    scene = briefing.scenes[7]
    value, label, when = scene.frozen.figures[0]
    others = scene.frozen.figures[2:]
    old = replace(
        scene, frozen=Frozen("0" * 64, (("99,000", label, when), ("3", "camels", "by 1 Oct"), *others))
    )
    told = refreshed_scene(case, old, terms)
    assert told.tables_differ
    assert f"{label}: {value} ({when}), where it was 99,000 ({when})." in told.differs
    assert "camels: no longer told; it was 3 (by 1 Oct)." in told.differs
    assert any("not told before" in line for line in told.differs)
    assert told.scene.frozen.tables == case.version


def test_a_new_date_tells_what_changed_up_to_it_and_moves_the_view(case, terms, briefing):
    told = refreshed_scene(case, briefing.scenes[5], terms, datetime(2023, 9, 28, 20))
    view, notes = view_of(told.scene, case.settings, terms)
    assert notes == ()
    assert view.at == datetime(2023, 9, 28, 20)
    assert view.last.isoformat() == "2023-09-28"
    assert told.changes
    assert any("76,407" in line for line in told.changes)
    assert (told.scene.title, told.scene.lines) == (briefing.scenes[5].title, briefing.scenes[5].lines)


def test_all_scenes_can_be_taken_over(case, terms, briefing):
    rows = list(refreshed(case, briefing, terms, datetime(2023, 10, 1)))
    again = with_scenes(briefing, rows)
    assert len(again.scenes) == 8
    assert all("at=2023-10-01" in one.query for one in again.scenes)


def test_what_changed_is_narrowed_by_the_filters_of_the_scene(case, terms, briefing):
    scene = briefing.scenes[5]
    aid_only = replace(scene, query=f"{scene.query}&cat=aid")
    whole, aid = (
        refreshed_scene(case, one, terms, datetime(2023, 9, 28, 20)).changes for one in (scene, aid_only)
    )
    assert any("crossed into Armenia" in line for line in whole)
    assert aid
    assert not any("crossed into Armenia" in line or "went from" in line for line in aid)
