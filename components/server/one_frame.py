"""What a run says reaches the browser in one frame, so that Streamlit draws its page once for it.

Streamlit draws what has come with each message: it marks all of the page as out of date and redraws all of it
three or four times, for an answer that is whole some hundredths of a second later. Here the messages of a run
wait for each other and go as one frame to a page that takes it apart (several_messages.js). A run that takes
longer than somebody waits for goes in pieces.
"""

from __future__ import annotations

import asyncio
from struct import Struct
from typing import TYPE_CHECKING, Any

from components.server.foreign.pieces import method, piece

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

LONGEST = 0.1
"""Seconds for which a message of a run waits at most."""
LAST = 0.002
"""Seconds in which a run that has ended says so."""
TAKEN_APART = "several"
"""What stands in the address of a websocket whose page takes frames apart."""
MARK = b"\xfa\x7f"
"""How a frame of several messages begins. None of Streamlit's can: it would be of its field 2047."""
_LENGTH = Struct("<I")
_MODULE = "streamlit.web.server.starlette.starlette_websocket"
_CLIENT = "StarletteSessionClient"


def send_a_run_together() -> None:
    """Let every connection of this process send what a run says in one frame, if its page can read that."""
    plain: Any = piece(f"{_MODULE}:{_CLIENT}")
    method(
        f"{_MODULE}:{_CLIENT}.__init__", "self", "websocket", reads=("_websocket", "_send_queue", "_closed")
    )
    method(f"{_MODULE}:{_CLIENT}.write_forward_msg", "self", "msg", reads=("put_nowait",))
    serialized = method(f"{_MODULE}:serialize_forward_msg", "msg")

    # What it is of is looked up, not imported.
    class RunClient(plain):
        """A connection that sends a run's messages together."""

        def __init__(self, websocket: Any) -> None:
            super().__init__(websocket)
            takes_apart = TAKEN_APART in websocket.query_params
            self._together = Together(self._put) if takes_apart else None

        def write_forward_msg(self, msg: Any) -> None:
            """Send a message, or let it wait for the others of its run."""
            if self._together is None or self._closed.is_set() or not self._together.awaits(msg):
                super().write_forward_msg(msg)
            else:
                self._together.add(msg, serialized(msg))

        def _put(self, frame: bytes) -> None:
            try:
                self._send_queue.put_nowait(frame)
            except asyncio.QueueFull:
                self._closed.set()

    setattr(piece(_MODULE), _CLIENT, RunClient)


class Together:
    """The messages of one run after the other, on the event loop they are sent from."""

    def __init__(self, put: Callable[[bytes], None]) -> None:
        self._put = put
        self._runs = False
        self._waiting: list[bytes] = []
        self._due: asyncio.TimerHandle | None = None

    def awaits(self, message: Any) -> bool:
        """Whether a message begins a run or comes while one is under way."""
        return self._runs or self._due is not None or message.HasField("new_session")

    def add(self, message: Any, serialized: bytes) -> None:
        """Take one in; the last of a run sends all that waits."""
        self._waiting.append(serialized)
        kind = message.WhichOneof("type")
        if kind in {"new_session", "script_finished"}:
            self._runs = kind == "new_session"
        if kind == "session_status_changed" and not message.session_status_changed.script_is_running:
            self._hand_over()
        elif kind == "script_finished":
            self._hand_over_in(LAST)
        elif self._due is None:
            self._hand_over_in(LONGEST)

    def _hand_over_in(self, seconds: float) -> None:
        if self._due is not None:
            self._due.cancel()
        self._due = asyncio.get_running_loop().call_later(seconds, self._hand_over)

    def _hand_over(self) -> None:
        if self._due is not None:
            self._due.cancel()
        self._due = None
        waiting, self._waiting = self._waiting, []
        self._put(packed(waiting))


def packed(messages: Iterable[bytes]) -> bytes:
    """Return a frame of several messages: the mark, then each behind its length in four bytes."""
    return MARK + b"".join(part for message in messages for part in (_LENGTH.pack(len(message)), message))
