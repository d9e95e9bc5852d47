"""Which names this server answers to: its own machine's, and those `PASSAGE_HOSTS` adds.

A page of another site can let its own name lead to this machine (DNS rebinding), and then asks by that name;
or it can ask from its own origin. Neither gets an answer.
"""

from __future__ import annotations

import os
from urllib.parse import urlsplit

from starlette.datastructures import Headers
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Receive, Scope, Send

LOCAL = ("localhost", "127.0.0.1", "::1")
SETTING = "PASSAGE_HOSTS"
REFUSED = f"Passage does not answer at this name. Whoever runs it can add the name to {SETTING}."
POLICY_VIOLATION = 1008


def names() -> tuple[str, ...]:
    """Return the names allowed: this machine's own and those of the setting, parted by commas."""
    added = (name.strip().lower().rstrip(".") for name in os.environ.get(SETTING, "").split(","))
    return (*LOCAL, *filter(None, added))


def is_allowed(address: str, allowed: tuple[str, ...]) -> bool:
    """Whether a Host or Origin bears an allowed name, whatever its port; `*.` stands for any name before.

    >>> is_allowed("[::1]:8501", LOCAL), is_allowed("https://a.example.org", ("*.example.org",))
    (True, True)
    >>> [is_allowed(address, LOCAL) for address in ("localhost.example.org", "null", "a@localhost")]
    [False, False, False]
    """
    try:
        parts = urlsplit(address if "://" in address else f"//{address}")
        name = (parts.hostname or "").rstrip(".")
    except ValueError:
        return False
    if not name or "@" in parts.netloc:
        return False
    wild = (pattern[1:] for pattern in allowed if pattern.startswith("*."))
    return "*" in allowed or name in allowed or any(name.endswith(ending) for ending in wild)


class AllowedHosts:
    """ASGI middleware that answers only where the Host, and the Origin if one is told, is allowed."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app
        self.allowed = names()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on, or refuse it before anything of it is read."""
        if scope["type"] not in {"http", "websocket"}:
            await self.app(scope, receive, send)
            return
        headers = Headers(scope=scope)
        host, origin = headers.get("host", ""), headers.get("origin")
        if not (is_allowed(host, self.allowed) and (origin is None or is_allowed(origin, self.allowed))):
            await _refuse(scope, receive, send)
            return
        if scope["type"] == "websocket" and origin is not None:
            scope = _as_asked_from(origin, scope)
        await self.app(scope, receive, send)


def _as_asked_from(origin: str, scope: Scope) -> Scope:
    """Return the scope with the origin's name as host: a proxy may have put another one in its place.

    Streamlit allows what comes from the host itself, and would ask outside for this machine's address else.
    """
    host = (b"host", urlsplit(origin).netloc.encode("latin-1"))
    return {**scope, "headers": [host, *(pair for pair in scope["headers"] if pair[0] != b"host")]}


async def _refuse(scope: Scope, receive: Receive, send: Send) -> None:
    if scope["type"] == "websocket":
        await send({"type": "websocket.close", "code": POLICY_VIOLATION})
        return
    await PlainTextResponse(f"{REFUSED}\n", 421)(scope, receive, send)
