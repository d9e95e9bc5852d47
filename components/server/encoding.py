"""Whoever does not take brotli or gzip gets none: `Accept-Encoding` is read as the standard says."""

from __future__ import annotations

from typing import TYPE_CHECKING

from starlette.datastructures import Headers

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Receive, Scope, Send

_NAME = b"accept-encoding"
CODINGS = ("br", "gzip")
"""What this server can pack in, the smaller first."""


class HonestEncoding:
    """ASGI middleware that leaves of `Accept-Encoding` those of `CODINGS` that are taken.

    Starlette and the map's addresses look for the word alone, also in "gzip;q=0, identity".
    """

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on with what it takes told plainly."""
        if scope["type"] == "http":
            others = [pair for pair in scope["headers"] if pair[0] != _NAME]
            asked = Headers(scope=scope).get("accept-encoding", "")
            taken = ", ".join(coding for coding in CODINGS if takes(asked, coding))
            scope = {**scope, "headers": [*others, *([(_NAME, taken.encode())] if taken else [])]}
        await self.app(scope, receive, send)


def takes(asked: str, coding: str) -> bool:
    """Whether a value of `Accept-Encoding` allows a coding (RFC 9110, 12.5.3); none at all asks for none.

    >>> takes("gzip, deflate, br", "gzip"), takes("*", "br"), takes("br;q=1, gzip;q=0.5", "gzip")
    (True, True, True)
    >>> takes("identity", "gzip"), takes("gzip;q=0, *", "gzip"), takes("*;q=0", "br"), takes("", "gzip")
    (False, False, False, False)
    """
    weights = {}
    for part in asked.lower().split(","):
        name, _, rest = part.partition(";")
        weights[name.strip()] = _weight(rest.strip())
    return weights.get(coding, weights.get("*", 0.0)) > 0


def _weight(text: str) -> float:
    try:
        return float(text.removeprefix("q=")) if text else 1.0
    except ValueError:
        return 1.0
