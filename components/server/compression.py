"""What is served compressed: Streamlit's scripts and styles, once each, and the page that holds the words.

Streamlit leaves its own files as they are, 3.3 MB of scripts before its first word: compressed, a fifth.
A file is compressed when it is first asked for and kept, under the hash that its name carries. Its style
sheet goes out without the fonts that nothing here is set in (see components.server.fonts).
"""

from __future__ import annotations

import asyncio
import gzip
import re
import zlib
from functools import lru_cache
from typing import TYPE_CHECKING, Protocol

import brotli
from starlette.datastructures import Headers, MutableHeaders

from components.map.brotli_files import packed
from components.server.encoding import CODINGS
from components.server.fonts import without_fonts

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Message, Receive, Scope, Send

FILES = ("/static/", "/component/")
"""Where files lie that never change under their name."""
KINDS = ("javascript", "css", "json", "svg", "html", "text/plain")
FOR_EVER = "public, max-age=31536000, immutable"
# A component's scripts bear a hash in their name, and are sent without a word on how long they hold.
_HASHED = re.compile(r"^/component/.*\.[0-9a-f]{8,}\.(?:chunk\.)?(?:js|css)$")
LEAST = 1000
"""Bytes below which nothing is gained."""
KEPT = 1024


class _Packer(Protocol):
    """What packs a page part by part."""

    def write(self, part: bytes, *, last: bool) -> bytes: ...


class Compressed:
    """ASGI middleware that compresses files of `FILES` once, and pages as they are written."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on; its answer goes out compressed where the browser takes that."""
        if scope["type"] != "http" or "range" in Headers(scope=scope):
            await self.app(scope, receive, send)
            return
        coding = best(Headers(scope=scope))
        if any(part in scope["path"] for part in FILES):
            await self.app(scope, receive, _File(scope["path"], send, coding).send)
        elif coding:
            await self.app(scope, receive, _Page(send, coding).send)
        else:
            await self.app(scope, receive, send)


def best(headers: Headers) -> str:
    """Return the smallest coding that a request takes, empty where it takes none."""
    taken = headers.get("accept-encoding", "").split(", ")
    return next((coding for coding in CODINGS if coding in taken), "")


class _File:
    """One file on its way out: gathered, then sent as the compressed copy that is kept of it."""

    def __init__(self, path: str, send: Send, coding: str) -> None:
        self._path = path
        self._send = send
        self._coding = coding
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
        if self._start["status"] == 200 and _HASHED.search(self._path):  # noqa: PLR2004
            headers["cache-control"] = FOR_EVER
        if self._start["status"] == 200 and _fits(headers) and len(body) >= LEAST:  # noqa: PLR2004
            if "text/css" in headers.get("content-type", ""):
                body = without_fonts(body)
            if self._coding:
                body = await asyncio.to_thread(_packed, body, self._coding)
                headers["content-encoding"] = self._coding
                headers.add_vary_header("Accept-Encoding")
            headers["content-length"] = str(len(body))
        await self._send(self._start)
        await self._send({"type": "http.response.body", "body": body})


class _Page:
    """One page on its way out: each part of it compressed and sent at once, so that its head can be read."""

    def __init__(self, send: Send, coding: str) -> None:
        self._send = send
        self._coding = coding
        self._packer: _Packer | None = None

    async def send(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            headers = MutableHeaders(scope=message)
            if "text/html" in headers.get("content-type", "") and _fits(headers):
                self._packer = _BrotliPacker() if self._coding == "br" else _GzipPacker()
                headers["content-encoding"] = self._coding
                headers.add_vary_header("Accept-Encoding")
                del headers["content-length"]
        elif self._packer is not None:
            more = message.get("more_body", False)
            message = {**message, "body": self._packer.write(message.get("body", b""), last=not more)}
        await self._send(message)


def _fits(headers: Headers) -> bool:
    """Whether an answer is text that nothing has compressed yet."""
    kind = headers.get("content-type", "")
    return "content-encoding" not in headers and any(part in kind for part in KINDS)


class _GzipPacker:
    def __init__(self) -> None:
        self._packer = zlib.compressobj(6, wbits=zlib.MAX_WBITS | 16)

    def write(self, part: bytes, *, last: bool) -> bytes:
        return self._packer.compress(part) + self._packer.flush(zlib.Z_FINISH if last else zlib.Z_SYNC_FLUSH)


class _BrotliPacker:
    def __init__(self) -> None:
        self._packer = brotli.Compressor(quality=5)

    def write(self, part: bytes, *, last: bool) -> bytes:
        packed: bytes = self._packer.process(part)
        return packed + bytes(self._packer.finish() if last else self._packer.flush())


@lru_cache(maxsize=KEPT)
def _packed(body: bytes, coding: str) -> bytes:
    if coding == "br":
        return packed(body)
    return gzip.compress(body, compresslevel=9, mtime=0)
