"""Scripts packed as small as brotli can, once an environment is made, and kept beside what it holds.

`python -m components.server.packing` packs those of Streamlit that our pages load. Brotli's best takes twenty
times as long as a server can spare, and saves a thin line a twelfth; the rest is packed as it is asked for.
"""

from __future__ import annotations

import hashlib
import os
import sys
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

import brotli

from components.server.index_html import LATER, STATIC, ahead

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


def pack(path: Path) -> None:
    """Pack one file for good, unless it is there; a half-written one is never read."""
    body = path.read_bytes()
    target = _file_of(body)
    if target.exists():
        return
    FOLDER.mkdir(parents=True, exist_ok=True)
    unfinished = target.with_suffix(f".{os.getpid()}")
    unfinished.write_bytes(brotli.compress(body, quality=BEST))
    unfinished.replace(target)


def files() -> list[Path]:
    """Return the scripts of Streamlit that our pages load."""
    scripts = STATIC / "static" / "js"
    return [*scripts.glob("index.*.js"), *(scripts / name for name in ahead(scripts, LATER))]


def _file_of(body: bytes) -> Path:
    return FOLDER / f"{hashlib.sha256(body).hexdigest()}.br"


if __name__ == "__main__":
    with ProcessPoolExecutor() as workers:
        list(workers.map(pack, files()))
