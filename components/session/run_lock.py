"""Runs of the page take turns: several at once share one interpreter, and each ends as late as the last."""

from __future__ import annotations

from contextlib import contextmanager
from threading import Lock, local
from time import sleep
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

PATIENCE = 0.2
"""Seconds a run waits for its turn; where another takes longer, they run beside each other as before."""
_TURN = Lock()
_RUN = local()


@contextmanager
def turn() -> Iterator[None]:
    """Wait for a turn, no longer than ``PATIENCE``, and hold it."""
    before = getattr(_RUN, "has_turn", False)
    _wait()
    try:
        yield
    finally:
        _let_go()
        _RUN.has_turn = before


def rest(seconds: float) -> None:
    """Leave the turn to other runs for some seconds, then wait for it anew."""
    _let_go()
    sleep(seconds)
    _wait()


def _wait() -> None:
    _RUN.has_turn = _TURN.acquire(timeout=PATIENCE)


def _let_go() -> None:
    if getattr(_RUN, "has_turn", False):
        _RUN.has_turn = False
        _TURN.release()
