"""How the thread that runs a page hands its messages to the thread that sends them: together, not one by one.

Streamlit wakes the sending thread twice for each of the seventy messages of a run. Each time the two threads
take the interpreter from each other, and the one that only wants to send waits until the other lets go.
"""

from __future__ import annotations

import asyncio
import sys
from collections import deque
from typing import TYPE_CHECKING, Any

from components.server.foreign.pieces import method, piece

if TYPE_CHECKING:
    from collections.abc import Callable

_WAITING, _DUE = "_passage_waiting", "_passage_due"
LET_GO = 0.001
"""Seconds after which a thread that computes lets another in; Python's own are 0.005."""
_SESSION = "streamlit.runtime.app_session:AppSession"
_RUNTIME = "streamlit.runtime:Runtime"


def call_back_together() -> None:
    """Let every session of this process hand its messages over together; Streamlit has no setting for it."""
    method(f"{_SESSION}._call_soon_on_event_loop", "self", "callback", reads=("_event_loop",))
    sys.setswitchinterval(LET_GO)
    setattr(piece(_SESSION), "_call_soon_on_event_loop", _call_soon)  # noqa: B010 - a method is replaced


def wake_once() -> None:
    """Let no session wake the sending thread that is awake already, or is the thread it speaks from."""
    method(f"{_RUNTIME}._enqueued_some_message", "self",
           reads=("_get_async_objs", "eventloop", "call_soon_threadsafe", "need_send_data"))  # fmt: skip
    method(f"{_RUNTIME}._get_async_objs", "self")
    setattr(piece(_RUNTIME), "_enqueued_some_message", _something_to_send)  # noqa: B010 - as above


def _call_soon(session: Any, callback: Callable[[], None]) -> None:
    """Call back on the event loop, in the order asked for; wake it only where it has not been woken yet."""
    own, loop = vars(session), session._event_loop  # noqa: SLF001 - Streamlit's own method reads it so
    waiting: deque[Callable[[], None]] = own.setdefault(_WAITING, deque())
    waiting.append(callback)
    if own.get(_DUE):
        return
    own[_DUE] = True
    try:
        loop.call_soon_threadsafe(_hand_over, session, loop)
    except RuntimeError:
        if not loop.is_closed():
            raise


def _hand_over(session: Any, loop: asyncio.AbstractEventLoop) -> None:
    """Schedule all that waits. What comes from here on wakes the loop anew, so that nothing is left."""
    own = vars(session)
    own[_DUE] = False
    waiting = own[_WAITING]
    while waiting:
        loop.call_soon(waiting.popleft())


def _something_to_send(runtime: Any) -> None:
    """Say that a session has something to send: at once where this is the event loop's own thread."""
    shared = runtime._get_async_objs()  # noqa: SLF001 - Streamlit's own method reads it so
    if shared.need_send_data.is_set():
        return
    try:
        here = asyncio.get_running_loop()
    except RuntimeError:
        here = None
    if here is shared.eventloop:
        shared.need_send_data.set()
    else:
        shared.eventloop.call_soon_threadsafe(shared.need_send_data.set)
