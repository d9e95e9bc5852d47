"""Whoever does not take gzip gets none: `Accept-Encoding` is read as the standard says."""

from __future__ import annotations

from typing import TYPE_CHECKING

from starlette.datastructures import Headers

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Receive, Scope, Send

_NAME = b"accept-encoding"


class HonestEncoding:
    """ASGI middleware that leaves of `Accept-Encoding` gzip where that is taken, and nothing where it is not.

    Starlette and the map's addresses look for the word alone, also in "gzip;q=0, identity".
    """

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on with what it takes told plainly."""
        if scope["type"] == "http":
            others = [pair for pair in scope["headers"] if pair[0] != _NAME]
            taken = [(_NAME, b"gzip")] if takes_gzip(Headers(scope=scope).get("accept-encoding", "")) else []
            scope = {**scope, "headers": [*others, *taken]}
        await self.app(scope, receive, send)


def takes_gzip(asked: str) -> bool:
    """Whether a value of `Accept-Encoding` allows gzip (RFC 9110, 12.5.3); none at all does not ask for it.

    >>> takes_gzip("gzip, deflate, br"), takes_gzip("*"), takes_gzip("br;q=1, gzip;q=0.5")
    (True, True, True)
    >>> takes_gzip("identity"), takes_gzip("gzip;q=0, *"), takes_gzip("*;q=0"), takes_gzip("")
    (False, False, False, False)
    """
    weights = {}
    for part in asked.lower().split(","):
        name, _, rest = part.partition(";")
        weights[name.strip()] = _weight(rest.strip())
    return weights.get("gzip", weights.get("*", 0.0)) > 0


def _weight(text: str) -> float:
    try:
        return float(text.removeprefix("q=")) if text else 1.0
    except ValueError:
        return 1.0
