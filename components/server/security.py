"""Security headers on every response, with a policy of its own for the map's frame."""

import base64
import hashlib
import re
from collections.abc import Iterable
from functools import cache
from importlib import import_module

from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from components.server.index_html import html
from components.session.content_policy import policy

# streamlit-folium serves its page here, and that page evaluates the scripts folium writes.
MAP_FRAME = "/component/streamlit_folium.st_folium/"
# Documents for presenting allow by hash the scripts written into them; only these keep a policy of their own.
PRESENTING = "/present/"
OWN = "content-security-policy"
INLINE_SCRIPT = re.compile(r"<script>(.*?)</script>", re.DOTALL)
# All that a browser may open as a document. The rest gets two short headers: the others, 800 bytes with each
# of a hundred scripts, took a second and a half of a first visit on a thin line.
DOCUMENTS = ("text/html", "application/xhtml+xml", "image/svg+xml", "application/pdf")
WORKER = "/worker.js"
NO_DOCUMENT = {"X-Content-Type-Options": "nosniff", "Content-Security-Policy": "default-src 'none'"}
# The browser features that nothing here asks for.
UNUSED_FEATURES = ("camera", "geolocation", "microphone", "payment", "usb")


@cache
def inline_script_hashes() -> tuple[str, ...]:
    """The CSP sources that allow the inline scripts of the page we answer with, and no other."""
    digests = (hashlib.sha256(script.encode()).digest() for script in INLINE_SCRIPT.findall(html() or ""))
    return tuple(f"'sha256-{base64.b64encode(digest).decode()}'" for digest in digests)


def shell_policy() -> str:
    """The policy of everything but the map's frame: own scripts only, no evaluation."""
    return policy(
        {
            "default-src": ["'self'"],
            "script-src": ["'self'", "blob:", *inline_script_hashes()],
            # Streamlit sets styles from JavaScript, on elements and as style sheets.
            "style-src": ["'self'", "'unsafe-inline'"],
            "img-src": ["'self'", "data:", "blob:"],
            "font-src": ["'self'", "data:"],
            "connect-src": ["'self'"],
            "worker-src": ["'self'", "blob:"],
            "frame-src": ["'self'"],
            "object-src": ["'none'"],
            "base-uri": ["'self'"],
            "form-action": ["'self'"],
            "frame-ancestors": ["'self'"],
        }
    )


def frame_policy(tile_hosts: Iterable[str], script: str) -> str:
    """The policy of the map's frame: it evaluates the messages sent to it, and nothing comes from outside.

    `tile_hosts` are the addresses of the optional online layers; only pictures may come from them.
    `script` is the source of the one script written into it.
    """
    return policy(
        {
            "default-src": ["'none'"],
            "script-src": ["'self'", script, "'unsafe-eval'"],
            "style-src": ["'self'", "'unsafe-inline'"],
            "img-src": ["'self'", "data:", "blob:", *tile_hosts],
            "font-src": ["'self'", "data:"],
            "connect-src": ["'self'"],
            "base-uri": ["'none'"],
            "form-action": ["'none'"],
            "frame-ancestors": ["'self'"],
            # A card leads to its sources in windows of their own; no dialog, form or download is opened.
            "sandbox": [
                "allow-scripts",
                "allow-same-origin",
                "allow-popups",
                "allow-popups-to-escape-sandbox",
            ],
        }
    )


class SecurityHeaders:
    """ASGI middleware that writes the headers onto every HTTP response."""

    def __init__(self, app: ASGIApp, tile_hosts: Iterable[str] = ()) -> None:
        self.app = app
        features = ", ".join(f"{feature}=()" for feature in UNUSED_FEATURES)
        common = {
            "X-Content-Type-Options": "nosniff",
            "Cross-Origin-Opener-Policy": "same-origin",
            "Permissions-Policy": features,
        }
        self.shell = {
            **common,
            "Content-Security-Policy": shell_policy(),
            # An address holds what somebody is looking at; a source's server need not learn it.
            "Referrer-Policy": "same-origin",
        }
        self.tile_hosts = tuple(tile_hosts)
        self.frame = {
            **common,
            # Tile servers ask for a referrer; they get the origin and nothing of the view.
            "Referrer-Policy": "strict-origin",
        }

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on and add the headers to what comes back."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        path = scope["path"]
        own_headers = {OWN} if path.startswith(PRESENTING) else set()

        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in self._headers(path, headers.get("content-type", "")).items():
                    if name.lower() not in own_headers or name not in headers:
                        headers[name] = value
            await send(message)

        await self.app(scope, receive, send_with_headers)

    def _headers(self, path: str, content_type: str) -> dict[str, str]:
        """Return the headers of an answer; the worker's own policy rules what it may fetch."""
        if content_type and not content_type.startswith(DOCUMENTS) and path != WORKER:
            return NO_DOCUMENT
        return self._frame() if path.startswith(MAP_FRAME) else self.shell

    def _frame(self) -> dict[str, str]:
        """Return the headers of the map's frame; its script is known once a session has asked for the map."""
        script = import_module("components.server.frame_script").source()
        return {**self.frame, "Content-Security-Policy": frame_policy(self.tile_hosts, script)}
