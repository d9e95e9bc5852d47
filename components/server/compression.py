"""What is served compressed: Streamlit's scripts and styles, once each, and the page that holds the words.

Streamlit leaves its own files as they are, 3.3 MB of scripts before its first word: compressed, a fifth.
A file is compressed when it is first asked for and kept, under the hash that its name carries.
"""

from __future__ import annotations

import asyncio
import gzip
import zlib
from functools import lru_cache
from typing import TYPE_CHECKING

from starlette.datastructures import Headers, MutableHeaders

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Message, Receive, Scope, Send

FILES = ("/static/", "/component/")
"""Where files lie that never change under their name."""
KINDS = ("javascript", "css", "json", "svg", "html", "text/plain")
LEAST = 1000
"""Bytes below which nothing is gained."""
KEPT = 512


class Compressed:
    """ASGI middleware that compresses files of `FILES` once, and pages as they are written."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on; its answer goes out compressed where the browser takes that."""
        accepts = scope["type"] == "http" and "gzip" in Headers(scope=scope).get("accept-encoding", "")
        if not accepts or "range" in Headers(scope=scope):
            await self.app(scope, receive, send)
        elif any(part in scope["path"] for part in FILES):
            await self.app(scope, receive, _File(send).send)
        else:
            await self.app(scope, receive, _Page(send).send)


class _File:
    """One file on its way out: gathered, then sent as the compressed copy that is kept of it."""

    def __init__(self, send: Send) -> None:
        self._send = send
        self._start: Message = {}
        self._body: list[bytes] = []

    async def send(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            self._start = message
            return
        self._body.append(message.get("body", b""))
        if message.get("more_body"):
            return
        body, headers = b"".join(self._body), MutableHeaders(scope=self._start)
        if self._start["status"] == 200 and _fits(headers) and len(body) >= LEAST:  # noqa: PLR2004
            body = await asyncio.to_thread(_packed, body)
            headers["content-encoding"] = "gzip"
            headers["content-length"] = str(len(body))
            headers.add_vary_header("Accept-Encoding")
        await self._send(self._start)
        await self._send({"type": "http.response.body", "body": body})


class _Page:
    """One page on its way out: each part of it compressed and sent at once, so that its head can be read."""

    def __init__(self, send: Send) -> None:
        self._send = send
        self._packer: zlib._Compress | None = None

    async def send(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            headers = MutableHeaders(scope=message)
            if "text/html" in headers.get("content-type", "") and _fits(headers):
                self._packer = zlib.compressobj(6, wbits=zlib.MAX_WBITS | 16)
                headers["content-encoding"] = "gzip"
                headers.add_vary_header("Accept-Encoding")
                del headers["content-length"]
        elif self._packer is not None:
            more = message.get("more_body", False)
            part = self._packer.compress(message.get("body", b""))
            part += self._packer.flush(zlib.Z_SYNC_FLUSH if more else zlib.Z_FINISH)
            message = {**message, "body": part}
        await self._send(message)


def _fits(headers: Headers) -> bool:
    """Whether an answer is text that nothing has compressed yet."""
    kind = headers.get("content-type", "")
    return "content-encoding" not in headers and any(part in kind for part in KINDS)


@lru_cache(maxsize=KEPT)
def _packed(body: bytes) -> bytes:
    return gzip.compress(body, compresslevel=9, mtime=0)
