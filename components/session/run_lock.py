"""Runs of the page take turns: several at once share one interpreter, and each ends as late as the last."""

from __future__ import annotations

from contextlib import contextmanager
from threading import Lock
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

PATIENCE = 0.2
"""Seconds a run waits for its turn; where another takes longer, they run beside each other as before."""
_TURN = Lock()


@contextmanager
def turn() -> Iterator[None]:
    """Wait for a turn, no longer than ``PATIENCE``, and hold it."""
    mine = _TURN.acquire(timeout=PATIENCE)
    try:
        yield
    finally:
        if mine:
            _TURN.release()
