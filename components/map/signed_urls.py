"""Passes: addresses of a case's data that only this server can write, and that soon go out of use.

What the map fetches (columns, labels, cards) lies on plain routes, which know no session and no login. So
each address is signed when a page is sent to a reader who may see it. Its hour stands in it, so that the
address stays the same for that hour and the browser need not fetch again what it has. A page that stays open
exchanges its passes for new ones while they are good.
"""

from __future__ import annotations

import hashlib
import time
from functools import cache

import streamlit as st
from itsdangerous import BadSignature, Signer

HOUR = 3600
# A pass is good for the hour it was made in and the next one.
GOOD_HOURS = 2


def seal(kind: str, name: str) -> str:
    """Return the pass for one thing of a kind: its name, the hour, and both signed."""
    return _signer(kind).sign(f"{name}.{this_hour()}").decode()


def opened(kind: str, sealed: str) -> str | None:
    """Return the name a pass was made for, or None where it is forged, of another kind or out of date."""
    try:
        name, _, hour = _signer(kind).unsign(sealed).decode().rpartition(".")
    except BadSignature:
        return None
    age = this_hour() - int(hour)
    return name if 0 <= age < GOOD_HOURS else None


def renewed(kind: str, sealed: str) -> str | None:
    """Return a pass for the same thing that lasts from now; None where the one shown is good no longer."""
    name = opened(kind, sealed)
    return None if name is None else seal(kind, name)


def this_hour() -> int:
    """Return the hour that passes made now are named after, since 1970."""
    return int(time.time()) // HOUR


@cache
def _signer(kind: str) -> Signer:
    """Return the signer of one kind; servers that share Streamlit's cookie secret share their passes."""
    secret = str(st.get_option("server.cookieSecret"))
    return Signer(secret, salt=f"passage.map.{kind}", key_derivation="hmac", digest_method=hashlib.sha256)
