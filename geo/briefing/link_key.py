"""The secret that this installation signs frozen links with, in the user's own data folder."""

from __future__ import annotations

import os
import secrets
from contextlib import suppress
from functools import lru_cache
from typing import TYPE_CHECKING

from geo.user_data import user_data

if TYPE_CHECKING:
    from pathlib import Path

FILE = "link.key"
BYTES = 32


def link_key() -> bytes | None:
    """Return the secret, made when it is first asked for; None where the folder cannot hold one."""
    try:
        return _key(user_data())
    except OSError:
        return None


@lru_cache(maxsize=4)
def _key(folder: Path) -> bytes:
    place = folder / FILE
    if not place.exists():
        folder.mkdir(parents=True, exist_ok=True)
        draft = folder / f"{FILE}.{secrets.token_hex(8)}"
        number = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        try:
            with os.fdopen(number, "wb") as file:
                file.write(secrets.token_bytes(BYTES))
            # Of two programs that start at once the first one's holds for both.
            with suppress(FileExistsError):
                os.link(draft, place)
        finally:
            draft.unlink(missing_ok=True)
    key = place.read_bytes()
    if len(key) != BYTES:
        raise OSError(f"'{FILE}' is no key")
    return key
