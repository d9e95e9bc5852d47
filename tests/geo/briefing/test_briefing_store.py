"""A briefing is kept in the case's folder, that of the shipped case in the user's own data folder."""

import shutil
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from geo.briefing import briefing_store
from geo.briefing.briefing import Briefing, removed
from geo.briefing.briefing_file import BriefingError
from geo.case.load import load_case
from geo.view.select import vocabulary


@pytest.fixture(scope="module")
def case(shipped_case):
    return load_case(shipped_case)


@pytest.fixture
def data(tmp_path, monkeypatch):
    monkeypatch.setenv("PASSAGE_DATA", str(tmp_path / "data"))
    return tmp_path / "data"


@pytest.fixture
def own(shipped_case, tmp_path):
    shutil.copytree(shipped_case, tmp_path / "mine")
    return load_case(tmp_path / "mine")


def test_a_changed_briefing_of_the_shipped_case_lies_in_the_users_folder(case, data, shipped_case):
    before = (shipped_case / "briefing.toml").read_bytes()
    kept = briefing_store.open_briefing(case, vocabulary(case))
    assert len(kept.briefing.scenes) == 8
    digest = briefing_store.save(case, removed(kept.briefing, 0), kept.digest)
    assert (data / "karabakh" / "briefing.toml").is_file()
    assert (shipped_case / "briefing.toml").read_bytes() == before
    again = briefing_store.open_briefing(case, vocabulary(case))
    assert len(again.briefing.scenes) == 7
    assert again.digest == digest
    assert [one.name for one in (data / "karabakh").iterdir()] == ["briefing.toml"]


def test_a_case_of_ones_own_keeps_it_in_its_folder(own, data):
    kept = briefing_store.open_briefing(own, vocabulary(own))
    briefing_store.save(own, replace(kept.briefing, title="Mine"), kept.digest)
    assert 'title = "Mine"' in (own.folder / "briefing.toml").read_text(encoding="utf-8")
    assert not data.exists()


def test_a_change_on_top_of_somebody_elses_is_not_kept(own):
    kept = briefing_store.open_briefing(own, vocabulary(own))
    briefing_store.save(own, replace(kept.briefing, title="First"), kept.digest)
    with pytest.raises(BriefingError, match="changed elsewhere"):
        briefing_store.save(own, replace(kept.briefing, title="Second"), kept.digest)
    assert 'title = "First"' in (own.folder / "briefing.toml").read_text(encoding="utf-8")


def test_a_case_without_one_has_an_empty_briefing(own):
    (own.folder / "briefing.toml").unlink()
    kept = briefing_store.open_briefing(own, vocabulary(own))
    assert kept.briefing == Briefing("karabakh", own.settings.title)
    briefing_store.save(own, kept.briefing, kept.digest)
    assert (own.folder / "briefing.toml").is_file()


def test_a_folder_that_cannot_be_written_is_told(case, tmp_path, monkeypatch):
    (tmp_path / "file").write_text("")
    monkeypatch.setenv("PASSAGE_DATA", str(tmp_path / "file"))
    kept = briefing_store.open_briefing(case, vocabulary(case))
    with pytest.raises(BriefingError, match="cannot be written"):
        briefing_store.save(case, kept.briefing, kept.digest)


def test_the_users_folder_follows_the_system(monkeypatch):
    monkeypatch.delenv("PASSAGE_DATA")
    monkeypatch.setattr(sys, "platform", "linux")
    monkeypatch.setenv("XDG_DATA_HOME", "/x")
    assert briefing_store.user_data() == Path("/x/passage")
    monkeypatch.delenv("XDG_DATA_HOME")
    assert briefing_store.user_data() == Path.home() / ".local" / "share" / "passage"
    monkeypatch.setattr(sys, "platform", "darwin")
    assert briefing_store.user_data().parts[-2:] == ("Application Support", "Passage")
    monkeypatch.setattr(sys, "platform", "win32")
    monkeypatch.setenv("LOCALAPPDATA", "/l")
    assert briefing_store.user_data() == Path("/l/Passage")
