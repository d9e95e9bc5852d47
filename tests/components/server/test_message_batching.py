"""What a run says reaches the event loop whole, in order, and with few wakes."""

from __future__ import annotations

import asyncio
from concurrent.futures import ThreadPoolExecutor
from threading import Thread
from types import SimpleNamespace

import pytest

from components.server import message_batching


class Session:
    """As much of a session as hands over."""

    def __init__(self, loop: asyncio.AbstractEventLoop) -> None:
        self._event_loop = loop


@pytest.fixture
def loop(monkeypatch):
    made = asyncio.new_event_loop()
    made.wakes = 0
    wake = made.call_soon_threadsafe

    def counted(*args):
        made.wakes += 1
        return wake(*args)

    monkeypatch.setattr(made, "call_soon_threadsafe", counted)
    yield made
    made.close()


def run(loop, coroutine):
    """Its result, from a thread of its own: Playwright has a loop in this one."""
    with ThreadPoolExecutor(1) as thread:
        return thread.submit(loop.run_until_complete, coroutine).result()


def settle(loop):
    run(loop, asyncio.sleep(0.01))


def say(session, words, heard):
    for word in words:
        message_batching._call_soon(session, lambda word=word: heard.append(word))


def test_a_hundred_messages_wake_the_loop_once_and_keep_their_order(loop):
    session, heard = Session(loop), []
    thread = Thread(target=say, args=(session, range(100), heard))
    thread.start()
    thread.join()
    settle(loop)
    assert heard == list(range(100))
    assert loop.wakes == 1
    say(session, "more", heard)
    settle(loop)
    assert heard[100:] == list("more")


def test_nothing_is_lost_while_the_loop_runs_and_several_threads_speak(loop):
    session, heard = Session(loop), []
    threads = [
        Thread(target=say, args=(session, [(name, number) for number in range(500)], heard))
        for name in ("a", "b")
    ]
    for thread in threads:
        thread.start()
    while any(thread.is_alive() for thread in threads):
        settle(loop)
    settle(loop)
    for name in ("a", "b"):
        assert [number for own, number in heard if own == name] == list(range(500))


def test_a_message_that_fails_keeps_none_of_those_behind_it(loop):
    session, heard, failed = Session(loop), [], []
    loop.set_exception_handler(lambda _loop, context: failed.append(context["exception"]))
    message_batching._call_soon(session, lambda: 1 / 0)
    say(session, "after", heard)
    settle(loop)
    assert heard == list("after")
    assert [type(one) for one in failed] == [ZeroDivisionError]


def test_what_is_said_after_the_loop_is_closed_is_dropped_as_streamlit_drops_it():
    loop = asyncio.new_event_loop()
    loop.close()
    message_batching._call_soon(Session(loop), lambda: None)


def test_there_is_something_to_send_at_once_on_the_loops_own_thread_and_from_any_other(loop):
    wanted = asyncio.Event()
    runtime = SimpleNamespace(_get_async_objs=lambda: SimpleNamespace(need_send_data=wanted, eventloop=loop))

    async def here():
        message_batching._something_to_send(runtime)
        return wanted.is_set()

    assert run(loop, here())
    assert loop.wakes == 0
    wanted.clear()
    message_batching._something_to_send(runtime)
    settle(loop)
    assert wanted.is_set()
    assert loop.wakes == 1
