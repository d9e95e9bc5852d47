"""Runs take turns, and none waits for ever."""

from __future__ import annotations

from threading import Event, Thread
from time import perf_counter

import pytest

from components.session import run_lock


def test_a_second_run_begins_when_the_first_has_ended(monkeypatch):
    monkeypatch.setattr(run_lock, "PATIENCE", 30)
    order, inside, leave = [], Event(), Event()

    def first():
        with run_lock.turn():
            inside.set()
            leave.wait(30)
            order.append("first")

    def second():
        with run_lock.turn():
            order.append("second")

    threads = [Thread(target=first), Thread(target=second)]
    threads[0].start()
    assert inside.wait(30)
    threads[1].start()
    threads[1].join(0.05)
    assert order == []
    leave.set()
    for thread in threads:
        thread.join(30)
    assert order == ["first", "second"]


def test_a_run_does_not_wait_longer_than_its_patience_for_one_that_takes_long(monkeypatch):
    monkeypatch.setattr(run_lock, "PATIENCE", 0.05)
    with run_lock.turn():
        began = perf_counter()
        with run_lock.turn():
            waited = perf_counter() - began
    assert 0.04 < waited < 5
    with run_lock.turn():
        assert run_lock._TURN.locked()
    assert not run_lock._TURN.locked()


def test_a_run_that_fails_gives_its_turn_back():
    with pytest.raises(ZeroDivisionError), run_lock.turn():
        raise ZeroDivisionError
    assert not run_lock._TURN.locked()


def test_a_run_that_rests_leaves_its_turn_to_another_meanwhile(monkeypatch):
    monkeypatch.setattr(run_lock, "PATIENCE", 30)
    order, resting, over = [], Event(), Event()

    def rest(_seconds):
        resting.set()
        assert over.wait(30)

    def first():
        with run_lock.turn():
            run_lock.rest(1)
            order.append("first")
            assert run_lock._TURN.locked()

    def second():
        with run_lock.turn():
            order.append("second")
        over.set()

    monkeypatch.setattr(run_lock, "sleep", rest)
    threads = [Thread(target=first), Thread(target=second)]
    threads[0].start()
    assert resting.wait(30)
    threads[1].start()
    for thread in threads:
        thread.join(30)
    assert order == ["second", "first"]
    assert not run_lock._TURN.locked()
