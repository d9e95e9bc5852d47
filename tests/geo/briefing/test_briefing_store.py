"""A briefing is kept in the case's folder, that of the shipped case in the user's own data folder."""

import os
import shutil
import sys
from dataclasses import replace
from functools import partial
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from geo.briefing import briefing_store
from geo.briefing.briefing import Briefing, Scene, added, changed, moved, removed
from geo.briefing.briefing_file import BriefingError, write_briefing
from geo.briefing.versioned_file import MOST_VERSIONS, versions_folder
from geo.case.load import load_case
from geo.view.select import vocabulary
from tests.conftest import shipped
from tests.geo.small_case import write_case

SCENE = Scene("aid", "New", (), "from=2023-01-01&to=2023-12-31&at=2023-06-01")


@pytest.fixture(scope="module")
def case():
    return shipped()


@pytest.fixture
def data(tmp_path, monkeypatch):
    monkeypatch.setenv("PASSAGE_DATA", str(tmp_path / "data"))
    return tmp_path / "data"


@pytest.fixture
def own(tmp_path):
    (tmp_path / "mine").mkdir()
    return load_case(write_case(tmp_path / "mine"))


@pytest.fixture
def stored(own):
    """A briefing of three scenes a, b, c in the folder of a case of one's own."""
    stored = briefing_store.open_briefing(own, vocabulary(own))
    for title in "abc":
        stored = change(own, stored, lambda now, title=title: added(now, replace(SCENE, title=title)))
    return stored


def change(case, base, edit, *scenes):
    return briefing_store.change(case, vocabulary(case), base, edit, scenes)


def file_of(case):
    return briefing_store.own_path(case)


def titles(stored):
    return [scene.title for scene in stored.briefing.scenes]


def ids(stored):
    return [scene.id for scene in stored.briefing.scenes]


def reopened(case):
    return briefing_store.open_briefing(case, vocabulary(case))


def test_a_changed_briefing_of_the_shipped_case_lies_in_the_users_folder(case, data, shipped_case):
    before = (shipped_case / "briefing.toml").read_bytes()
    kept = reopened(case)
    assert len(kept.briefing.scenes) == 8
    after = change(case, kept, partial(removed, scene_id=ids(kept)[0]))
    assert (data / "karabakh" / "briefing.toml").is_file()
    assert (shipped_case / "briefing.toml").read_bytes() == before
    assert reopened(case) == after
    assert ids(after) == ids(kept)[1:]
    assert sorted(path.name for path in (data / "karabakh").iterdir()) == [
        "briefing.toml",
        "briefing.versions",
    ]
    (version,) = briefing_store.versions(case, vocabulary(case))
    assert version.stored.briefing == kept.briefing


def test_a_case_of_ones_own_keeps_it_in_its_folder(own, data, stored):
    assert titles(stored) == ["a", "b", "c"]
    assert reopened(own) == stored
    assert 'title = "a"' in (own.folder / "briefing.toml").read_text(encoding="utf-8")
    assert not data.exists()


def test_a_change_names_its_scene_and_holds_whatever_others_did_to_the_order(own, stored):
    first, _, third = ids(stored)
    change(own, stored, partial(removed, scene_id=first), first)
    after = change(own, stored, lambda now: changed(now, third, title="C"), third)
    assert titles(after) == ["b", "C"]


@pytest.mark.parametrize("edit", [partial(removed), partial(changed, title="mine"), partial(moved, by=-1)])
def test_a_change_of_a_scene_that_somebody_else_changed_is_refused(own, stored, edit):
    second = ids(stored)[1]
    theirs = change(own, stored, lambda now: changed(now, second, title="theirs"), second)
    with pytest.raises(BriefingError, match="changed elsewhere"):
        change(own, stored, lambda now: edit(now, scene_id=second), second)
    assert reopened(own) == theirs
    change(own, theirs, partial(removed, scene_id=second), second)
    with pytest.raises(BriefingError, match="changed elsewhere"):
        change(own, theirs, lambda now: edit(now, scene_id=second), second)
    assert titles(reopened(own)) == ["a", "c"]


def test_a_whole_file_is_put_only_in_the_place_of_the_one_that_was_seen(own, stored):
    theirs = change(own, stored, lambda now: added(now, SCENE))
    terms, content = vocabulary(own), file_of(own).read_bytes()
    for put in (
        partial(briefing_store.replace_file, content=content),
        briefing_store.begin_anew,
        partial(briefing_store.restore, version=briefing_store.version_digests(own)[0]),
    ):
        with pytest.raises(BriefingError, match="changed elsewhere"):
            put(own, terms, stored)
    assert reopened(own) == theirs


def test_a_case_without_one_has_an_empty_briefing(own):
    kept = reopened(own)
    assert kept == briefing_store.Stored(Briefing("small", own.settings.title))
    assert not file_of(own).exists()
    assert titles(change(own, kept, lambda now: added(now, SCENE))) == ["New"]


def test_a_folder_that_cannot_be_written_is_told(case, tmp_path, monkeypatch):
    (tmp_path / "file").write_text("")
    monkeypatch.setenv("PASSAGE_DATA", str(tmp_path / "file"))
    kept = reopened(case)
    with pytest.raises(BriefingError, match="cannot be written"):
        change(case, kept, lambda now: added(now, SCENE))


def test_what_the_disk_refuses_is_told_and_leaves_the_briefing_as_it_was(own, stored, monkeypatch):
    before = file_of(own).read_bytes()

    def full(_number):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.fsync", full)
    with pytest.raises(BriefingError, match="No space left"):
        change(own, stored, lambda now: added(now, SCENE))
    assert file_of(own).read_bytes() == before
    assert not (versions_folder(file_of(own)) / "draft").exists()


def test_a_change_is_on_the_disk_before_it_is_said_to_be_saved(own, stored, monkeypatch):
    steps = []
    fsync, replace_ = __import__("os").fsync, Path.replace
    monkeypatch.setattr("os.fsync", lambda number: (steps.append("sync"), fsync(number))[1])
    monkeypatch.setattr(
        Path, "replace", lambda path, to: (steps.append(Path(to).name), replace_(path, to))[1]
    )
    change(own, stored, lambda now: added(now, SCENE))
    version = f"{int(steps[1].partition('.')[0]):06d}.toml"
    assert steps == ["sync", version, "sync", "sync", "briefing.toml", "sync"]


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such modes")
@pytest.mark.parametrize("mode", [0o664, 0o600, 0o640])
def test_the_files_mode_stays(own, stored, mode):
    file_of(own).chmod(mode)
    change(own, stored, lambda now: added(now, SCENE))
    assert file_of(own).stat().st_mode & 0o777 == mode


def test_a_linked_file_stays_a_link(own, stored, tmp_path):
    (tmp_path / "elsewhere").mkdir()
    real = tmp_path / "elsewhere" / "briefing.toml"
    shutil.move(own.folder / "briefing.toml", real)
    (own.folder / "briefing.toml").symlink_to(real)
    change(own, reopened(own), lambda now: added(now, SCENE))
    assert (own.folder / "briefing.toml").is_symlink()
    assert b'"New"' in real.read_bytes()


def test_the_last_ten_versions_are_kept_and_can_be_put_back(own, stored):
    seen = [stored]
    for number in range(14):
        seen.append(
            change(own, seen[-1], lambda now, number=number: added(now, replace(SCENE, title=str(number))))
        )
    versions = briefing_store.versions(own, vocabulary(own))
    assert [version.stored for version in versions] == seen[-2 : -2 - MOST_VERSIONS : -1]
    assert versions[0].written >= versions[-1].written
    back = briefing_store.restore(own, vocabulary(own), seen[-1], seen[-4].digest)
    assert back == seen[-4] == reopened(own)
    after = briefing_store.version_digests(own)
    assert after[0] == seen[-1].digest
    assert len(after) == len(set(after)) == MOST_VERSIONS
    with pytest.raises(BriefingError, match="no longer kept"):
        briefing_store.restore(own, vocabulary(own), back, seen[0].digest)


def test_a_change_that_changes_nothing_makes_no_version(own, stored):
    before = briefing_store.version_digests(own)
    assert change(own, stored, lambda now: now) == stored
    assert briefing_store.version_digests(own) == before


UNREADABLE = {
    "empty": (b"", "is empty"),
    "broken": (b"format = ", "not valid TOML"),
    "UTF-16": ("format = 1".encode("utf-16"), "UTF-16"),
    "binary": (bytes(range(256)), "not UTF-8"),
    "a later format": (b'format = 9\ncase = "small"\n', "format 9"),
    "another case": (b'format = 1\ncase = "other"\n', "about the case 'other'"),
    "a long number": (b"format = " + b"9" * 5000, "not valid TOML"),
}


@pytest.mark.parametrize("kind", UNREADABLE)
def test_a_file_that_cannot_be_read_is_left_alone_until_a_version_is_put_back(own, stored, kind):
    content, reason = UNREADABLE[kind]
    last = change(own, stored, lambda now: added(now, SCENE))
    file_of(own).write_bytes(content)
    faulty = reopened(own)
    assert reason in faulty.fault
    assert faulty.briefing.scenes == ()
    with pytest.raises(BriefingError, match=reason):
        change(own, faulty, lambda now: added(now, SCENE))
    with pytest.raises(BriefingError, match=reason):
        change(own, last, lambda now: added(now, SCENE))
    assert file_of(own).read_bytes() == content
    good = briefing_store.versions(own, vocabulary(own))[0]
    assert good.stored == stored
    assert briefing_store.restore(own, vocabulary(own), faulty, good.stored.digest) == stored
    kept = briefing_store.versions(own, vocabulary(own))[0].stored
    assert (kept.fault, kept.digest) == (faulty.fault, faulty.digest)


def test_where_no_version_is_left_one_can_begin_anew_with_what_ships(case, data):
    (data / "karabakh").mkdir(parents=True)
    (data / "karabakh" / "briefing.toml").write_bytes(b"\0")
    begun = briefing_store.begin_anew(case, vocabulary(case), reopened(case))
    assert len(begun.briefing.scenes) == 8
    assert briefing_store.versions(case, vocabulary(case))[0].stored.fault


def test_a_file_without_a_usable_scene_never_replaces_the_briefing(own, stored):
    head = b'format = 1\ncase = "small"\n'
    for content in (head, head + b'[[scene]]\npage = "weather"\n', b"", b"\xff\xfe"):
        with pytest.raises(BriefingError):
            briefing_store.replace_file(own, vocabulary(own), stored, content)
    assert reopened(own) == stored


def test_a_file_that_was_deleted_meanwhile_is_written_anew_from_what_was_seen(own, stored):
    shutil.rmtree(versions_folder(file_of(own)))
    file_of(own).unlink()
    assert briefing_store.is_gone(own, stored)
    after = change(own, stored, lambda now: added(now, SCENE))
    assert titles(after) == ["a", "b", "c", "New"]
    assert [titles(one.stored) for one in briefing_store.versions(own, vocabulary(own))] == [["a", "b", "c"]]
    shutil.rmtree(own.folder)
    with pytest.raises(BriefingError, match="cannot be written: No such file"):
        change(own, after, lambda now: added(now, SCENE))
    assert not own.folder.exists()


def test_a_data_folder_that_was_deleted_is_made_anew(case, data):
    stored = change(case, reopened(case), lambda now: added(now, SCENE))
    shutil.rmtree(data)
    assert briefing_store.is_gone(case, stored)
    after = change(case, stored, lambda now: added(now, replace(SCENE, title="After")))
    assert titles(after)[-2:] == ["New", "After"]


def test_leftovers_of_killed_writes_are_removed_at_start(own, stored):
    place = file_of(own)
    (versions_folder(place) / "draft").write_bytes(b"half")
    (place.parent / ".briefing-x1").write_bytes(b"half, of an earlier release")
    briefing_store.remove_leftovers(own)
    assert sorted(path.name for path in versions_folder(place).iterdir() if not path.stem.isdigit()) == [
        "lock"
    ]
    assert not list(place.parent.glob(".briefing-*"))
    assert reopened(own) == stored


turns = st.tuples(
    st.integers(0, 1), st.sampled_from(["add", "word", "delete", "move", "look"]), st.integers(0, 9)
)


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(turns, min_size=4, max_size=14))
def test_whatever_two_hands_do_in_turn_no_accepted_change_is_lost(own, stored, steps):
    """Two who look at the file only now and then: what each was told is kept is there in the end."""
    file_of(own).write_text(write_briefing(stored.briefing), encoding="utf-8")
    seen, titles_now = [reopened(own)] * 2, dict(zip(ids(stored), "abc", strict=True))
    for step, (hand, kind, choice) in enumerate(steps):
        base = seen[hand]
        scene = ids(base)[choice % len(ids(base))] if ids(base) else ""
        try:
            seen[hand] = _turn(own, base, kind, scene, step)
        except BriefingError:
            seen[hand] = reopened(own)
            continue
        if kind == "add":
            titles_now[ids(seen[hand])[-1]] = str(step)
        elif kind == "word":
            titles_now[scene] = str(step)
        elif kind == "delete":
            del titles_now[scene]
        assert {row.id: row.title for row in reopened(own).briefing.scenes} == titles_now


def _turn(own, base, kind, scene, step):
    edits = {
        "look": None,
        "add": lambda now: added(now, replace(SCENE, title=str(step))),
        "word": lambda now: changed(now, scene, title=str(step)),
        "delete": partial(removed, scene_id=scene),
        "move": partial(moved, scene_id=scene, by=step % 5 - 2),
    }
    if edits[kind] is None:
        return reopened(own)
    return change(own, base, edits[kind], *([scene] if kind in ("word", "delete") else []))


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


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no named pipes in folders")
@pytest.mark.parametrize(("make", "reason"), [(os.mkdir, "is a folder"), (os.mkfifo, "is no regular file")])
def test_what_is_no_file_in_a_briefings_place_is_said_and_nothing_waits_for_it(own, make, reason):
    make(file_of(own))
    stored = reopened(own)
    assert reason in stored.fault
    assert briefing_store.digest(own) == stored.digest
    with pytest.raises(BriefingError, match=reason):
        change(own, stored, lambda now: added(now, SCENE))
    with pytest.raises(BriefingError, match="no regular file"):
        briefing_store.begin_anew(own, vocabulary(own), stored)


def test_links_in_a_circle_and_pipes_beside_it_are_said_and_not_waited_for(own):
    file_of(own).symlink_to(own.folder / "briefing.toml")
    assert "cannot be opened" in reopened(own).fault
    file_of(own).unlink()
    versions_folder(file_of(own)).mkdir()
    os.mkfifo(versions_folder(file_of(own)) / "000001.toml")
    assert briefing_store.versions(own, vocabulary(own)) == ()
    os.mkfifo(versions_folder(file_of(own)) / "lock")
    with pytest.raises(BriefingError, match="its lock is no regular file"):
        change(own, reopened(own), lambda now: added(now, SCENE))


def test_a_file_larger_than_a_briefing_can_be_is_neither_taken_in_nor_read(own, stored):
    before = file_of(own).read_bytes()
    large = before + b"#" * 1_000_000
    with pytest.raises(BriefingError, match="larger than a briefing can be"):
        briefing_store.replace_file(own, vocabulary(own), stored, large)
    assert file_of(own).read_bytes() == before
    file_of(own).write_bytes(large)
    assert "larger than a briefing can be" in reopened(own).fault
    file_of(own).write_bytes(b"#" * 21_000_000)
    assert "is too large" in reopened(own).fault
