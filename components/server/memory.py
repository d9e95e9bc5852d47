"""Memory that sessions took and freed goes back to the system.

glibc gives threads that ask at once an arena each, eight for every core, and returns of an arena only what is
freed at its end: what forty sessions took stays with the process once they are gone.
"""

from __future__ import annotations

import ctypes
from time import sleep
from typing import TYPE_CHECKING

from components.server.foreign.pieces import MissingPieceError

if TYPE_CHECKING:
    from collections.abc import Callable

ARENAS = 2
"""As many as there are threads that compute at once: runs take turns."""
EVERY = 60.0
"""Seconds between two returns; each takes milliseconds."""
# From glibc's malloc.h.
_M_ARENA_MAX = -8


def keep_arenas_few() -> None:
    """Let the threads of this process share few arenas."""
    _of_glibc("mallopt")(_M_ARENA_MAX, ARENAS)


def return_unused() -> None:
    """Return free memory to the system again and again, for as long as the process lives."""
    try:
        trim = _of_glibc("malloc_trim")
    except MissingPieceError:
        return
    while True:
        sleep(EVERY)
        trim(0)


def _of_glibc(name: str) -> Callable[..., int]:
    try:
        function: Callable[..., int] = getattr(ctypes.CDLL(None), name)
    except (AttributeError, OSError, TypeError) as error:
        raise MissingPieceError(f"{name} of the C library is missing") from error
    return function
