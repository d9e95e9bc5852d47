"""What is asked of a case is worked out once for all who ask the same, and for no other case."""

import threading
from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from geo.facts.state import state
from geo.memo import once_per_case
from tests.conftest import shipped


@pytest.fixture(scope="module")
def case():
    return shipped()


def test_the_same_question_is_answered_once_and_another_case_by_itself(case):
    asked = []

    @once_per_case(2)
    def answer(one, *args):
        asked.append((one.version, args))
        return object()

    first = answer(case, 1)
    assert answer(case, 1) is first
    assert answer(replace(case), 1) is not first
    assert len(asked) == 2


def test_only_the_last_answers_are_kept(case):
    answer = once_per_case(2)(lambda _one, *_args: object())
    first, second = answer(case, 1), answer(case, 2)
    assert answer(case, 1) is first
    answer(case, 3)
    assert answer(case, 1) is first
    assert answer(case, 2) is not second


def test_who_asks_while_it_is_worked_out_waits_for_the_same(case):
    begun, go_on, made = threading.Event(), threading.Event(), []

    @once_per_case(2)
    def slow(one):
        begun.set()
        assert go_on.wait(10)
        made.append(object())
        return made[-1]

    told = []
    threads = [threading.Thread(target=lambda: told.append(slow(case))) for _ in range(3)]
    for thread in threads:
        thread.start()
    assert begun.wait(10)
    go_on.set()
    for thread in threads:
        thread.join()
    assert len(made) == 1
    assert told == made * 3


def test_a_failure_is_not_kept(case):
    tries = []

    @once_per_case(2)
    def answer(one):
        tries.append(one)
        if len(tries) == 1:
            raise ValueError("not yet")
        return "good"

    with pytest.raises(ValueError, match="not yet"):
        answer(case)
    assert answer(case) == "good"


def test_a_state_kept_is_the_one_worked_out_anew(case):
    at = datetime(2023, 9, 24, 23, 59, 59)
    kept = [state(case, at + timedelta(days=day)) for day in range(3)]
    assert kept[1] is state(case, at + timedelta(days=1))
    assert kept == [state(replace(case), at + timedelta(days=day)) for day in range(3)]
