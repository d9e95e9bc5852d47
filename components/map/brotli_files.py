"""Texts packed as small as brotli can, once an environment is made, and kept beside what it holds.

Brotli's best takes twenty times as long as a server can spare, and saves a thin line a twelfth; what was not
packed so beforehand is packed as it is asked for.
"""

from __future__ import annotations

import hashlib
import os
import sys
from pathlib import Path

import brotli

FOLDER = Path(sys.prefix) / "share" / "passage" / "packed"
"""Where packed files lie, by the hash of what is in them."""
QUICK, BEST = 9, 11
"""How hard brotli works on what is asked for, and on what is packed beforehand."""


def packed(body: bytes) -> bytes:
    """Return a body packed with brotli: as kept, else as well as there is time for."""
    try:
        return _file_of(body).read_bytes()
    except OSError:
        return bytes(brotli.compress(body, quality=QUICK))


def pack(body: bytes) -> None:
    """Pack a body for good, unless that was done; a half-written file is never read."""
    target = _file_of(body)
    if target.exists():
        return
    FOLDER.mkdir(parents=True, exist_ok=True)
    unfinished = target.with_suffix(f".{os.getpid()}")
    unfinished.write_bytes(brotli.compress(body, quality=BEST))
    unfinished.replace(target)


def _file_of(body: bytes) -> Path:
    return FOLDER / f"{hashlib.sha256(body).hexdigest()}.br"
