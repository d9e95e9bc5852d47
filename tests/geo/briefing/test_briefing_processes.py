"""Several processes change one briefing, and some are killed while they write: nothing kept is lost."""

import json
import multiprocessing
import os
import sys
import time
from dataclasses import replace
from functools import partial

import pytest

from geo.briefing import briefing_store, versioned_file
from geo.briefing.briefing import Scene, added, removed
from geo.case.load import load_case
from geo.view.select import vocabulary
from tests.geo.small_case import write_case

if sys.platform == "win32":
    pytest.skip("Windows cannot fork", allow_module_level=True)

SAVES, ROOM = 200, 20
SCENE = Scene("aid", "", (), "from=2023-01-01&to=2023-12-31&at=2023-06-01")
FORK = multiprocessing.get_context("fork")


@pytest.fixture
def case(tmp_path):
    (tmp_path / "case").mkdir()
    return load_case(write_case(tmp_path / "case"))


def write(case, log, name, saves, room, pause):
    """Add scenes and take the oldest of its own out again, and note each step before and after it.

    A scene bears its writer's name and a number, so that what is noted as kept can be looked for.
    """
    terms, own = vocabulary(case), {}
    notes = os.open(log, os.O_WRONLY | os.O_CREAT | os.O_APPEND)

    def note(*step):
        os.write(notes, json.dumps(step).encode() + b"\n")

    stored = briefing_store.open_briefing(case, terms)
    for number in range(saves):
        title = f"{name}-{number}"
        note("adding", title)
        edit = partial(added, scene=replace(SCENE, title=title))
        stored = briefing_store.change(case, terms, stored, edit)
        own[title] = stored.briefing.scenes[-1].id
        note("added", title)
        if len(own) > room:
            title = next(iter(own))
            note("deleting", title)
            scene_id = own.pop(title)
            edit = partial(removed, scene_id=scene_id)
            stored = briefing_store.change(case, terms, stored, edit, (scene_id,))
            note("deleted", title)
        time.sleep(pause)


def start(case, name, *, saves=SAVES, room=ROOM, pause=0.0):
    """A process of its own that writes, and the file of its notes."""
    log = case.folder.parent / f"{name}.jsonl"
    process = FORK.Process(target=write, args=(case, log, name, saves, room, pause))
    process.start()
    return process, log


def noted(log):
    return [json.loads(line) for line in log.read_text(encoding="utf-8").splitlines()] if log.exists() else []


def scenes_of(case, name):
    stored = briefing_store.open_briefing(case, vocabulary(case))
    assert (stored.fault, stored.set_aside) == ("", ())
    return {scene.title: scene.id for scene in stored.briefing.scenes if scene.title.startswith(f"{name}-")}


def assert_nothing_lost(case, name, log):
    """Hold a writer's notes against the file; of a step begun and not ended either is true."""
    doubtful, there = set(), set()
    for kind, title in noted(log):
        (doubtful.add if kind in ("adding", "deleting") else doubtful.discard)(title)
        (there.discard if kind == "deleted" else there.add)(title)
    assert there - doubtful <= set(scenes_of(case, name)) <= there | doubtful


def test_of_four_hundred_saves_by_two_processes_none_is_lost(case):
    writers = {name: start(case, name) for name in "ab"}
    for name, (process, log) in writers.items():
        process.join(200)
        assert process.exitcode == 0
        assert sum(kind == "added" for kind, _ in noted(log)) == SAVES
        assert set(scenes_of(case, name)) == {f"{name}-{number}" for number in range(SAVES - ROOM, SAVES)}


def test_no_kill_loses_what_was_kept_or_leaves_a_file_behind(case, pytestconfig):
    """While two go on editing, a third is killed again and again; what it was told is kept is there."""
    sessions = {name: start(case, name, saves=10**6, room=8, pause=0.02) for name in ("s", "t")}
    terms, notes = vocabulary(case), 0
    for number in range(int(pytestconfig.getoption("kills"))):
        name = f"v{number}"
        victim, log = start(case, name, saves=10**6, room=2)
        while len(noted(log)) < number % 5 and victim.is_alive():  # a busy machine is slow to begin
            time.sleep(0.002)
        time.sleep(0.01 + 0.003 * (number % 29))
        victim.kill()
        victim.join(20)
        assert_nothing_lost(case, name, log)
        notes += len(noted(log))
        for scene_id in scenes_of(case, name).values():  # to leave room for the next
            stored = briefing_store.open_briefing(case, terms)
            briefing_store.change(case, terms, stored, partial(removed, scene_id=scene_id))
    for name, (process, log) in sessions.items():
        assert process.is_alive()
        process.kill()
        process.join(20)
        assert_nothing_lost(case, name, log)
        assert len(noted(log)) > 20
    assert notes > 10
    # A kill between writing a version and dropping the oldest leaves one more, until the next save.
    stored, last = briefing_store.open_briefing(case, terms), next(iter(scenes_of(case, "s").values()))
    briefing_store.change(case, terms, stored, partial(removed, scene_id=last))
    briefing_store.remove_leftovers(case)
    names = {path.name for path in case.folder.iterdir() if "briefing" in path.name}
    assert names == {"briefing.toml", "briefing.versions"}
    inside = {path.name for path in versioned_file.versions_folder(case.folder / "briefing.toml").iterdir()}
    assert len(inside) == versioned_file.MOST_VERSIONS + 1
    assert "lock" in inside
