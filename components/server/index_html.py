"""Streamlit's own page, as this application answers with it: told where its server is.

Left alone, a page opened by a deep link (`/blockade`) first asks for a server below its own name, is
refused, and asks again above it: two failures in the console and a wait at each opening. One line of
script spares both. The font that the page would load ahead is one that our theme does not use. In its place
the parts that every page of ours begins with are loaded, once the words and their map stand.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from functools import cache
from html import escape
from http import HTTPStatus
from importlib import import_module
from itertools import pairwise
from pathlib import Path
from secrets import token_hex
from types import ModuleType

import streamlit
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response, StreamingResponse
from starlette.routing import Route

from components.server.foreign.pieces import LOG
from geo.case.set_aside import CaseError
from geo.picture import registry

STATIC = Path(streamlit.__file__).parent / "static"
"""Where the installed Streamlit keeps its page and scripts."""
FIRST = registry.TOPICS[0].key
LITE = "lite"
_COMPONENTS = Path(__file__).resolve().parents[1]
_SCRIPTS = (
    _COMPONENTS / "server" / "several_messages.js",
    _COMPONENTS / "shell" / "press.js",
    _COMPONENTS / "present" / "enter.js",
    _COMPONENTS / "shell" / "copy_link.js",
    _COMPONENTS / "shell" / "connection.js",
    _COMPONENTS / "shell" / "page_keys.js",
    _COMPONENTS / "shell" / "phone.js",
    _COMPONENTS / "shell" / "device.js",
)
_FONT = re.compile(r'<link\s+rel="preload"[^>]*?as="font"[^>]*?>\s*')
_HEAD, _END_OF_HEAD, _TITLE = "<head>", "</head>", "<title>Streamlit</title>"
_ROOT = '<div id="root">'
_BASE = "BACKEND_BASE_URL"
# Streamlit's elements down to the map, in the order in which a page first needs them. Not the table below it,
# which is large: on a slow line the map goes first.
_AHEAD = ("Html", "PageLink", "Button", "ComponentInstance")
LATER = ("Selectbox", "TextInput", "LinkButton", "Checkbox", "Multiselect", "ArrowVegaLiteChart", "DataFrame")
"""What other parts and pages need, in the order in which it is fetched while a reader reads."""
_IMPORT, _IMPORTING = '"./', ("from", "import")
# A page that meets another start of the server than its own is loaded anew: its session is gone.
_STARTED = token_hex(8)
_BUILD = re.compile(r'<meta name="build" content="(\w+)" />')
_NO_SCRIPT = re.compile(r"<noscript>.*?</noscript>", re.DOTALL)
_HANDOVER = Path(__file__).resolve().parents[1] / "plain" / "handover.js"
_STYLE = Path(__file__).resolve().parents[1] / "plain" / "plain.css"
# The words lie over the application until it shows its own; without scripts they are all there is.
_UNTIL_THE_APP = """
#first-words { position: fixed; inset: 0; z-index: 1000000; overflow: auto; max-width: none;
  padding-inline: max(1rem, calc(50vw - 39rem)); background: light-dark(#fff, #14181c); }
"""
# What the head of Streamlit's page loads: scripts, those ahead of them, and styles.
_LOADED = re.compile(
    r'[ \t]*<(?:script type="module"[^>]*></script>|link rel="(?:modulepreload|stylesheet)"[^>]*>)\s*'
)
_ANEW = {"Cache-Control": "no-cache"}
_DESCRIPTION = "Who and what could pass, by date: blockades, aid routes and displacement on maps."


def names() -> tuple[str, ...]:
    """Return the names of the pages as they stand in an address."""
    return tuple(topic.key for topic in registry.TOPICS)


def _titles() -> tuple[tuple[str, str], ...]:
    return tuple((topic.key, topic.title) for topic in registry.TOPICS)


def script() -> str:
    """Return the line that finds the server: the address without the page's own name."""
    pattern = f"/(?:{'|'.join(names())})?/?$"
    base = f'location.origin + location.pathname.replace(new RegExp({json.dumps(pattern)}), "") + "/"'
    return f"window.__streamlit = {{ {_BASE}: {base} }};"


def ahead(folder: Path, later: Iterable[str] = ()) -> list[str]:
    """Return the scripts of the first elements and `later` ones, and of all they import, of any Streamlit."""
    names = dict[str, None]()
    waiting = [file.name for part in (*_AHEAD, *later) for file in sorted(folder.glob(f"{part}.*.js"))]
    while waiting:
        name = waiting.pop(0)
        if name not in names and (folder / name).is_file():
            names[name] = None
            parts = (folder / name).read_text(encoding="utf-8").split(_IMPORT)
            waiting += [
                after.partition('"')[0] for before, after in pairwise(parts) if before.endswith(_IMPORTING)
            ]
    return list(names)


@cache
def html() -> str | None:
    """Return the page: the installed Streamlit's, with our line, title, description and scripts.

    None where it has none of the form known here: Streamlit then answers with its own, whatever that is.
    """
    page = STATIC / "index.html"
    try:
        # A browser reads every line end as a plain newline, also where it hashes a script.
        text = page.read_text(encoding="utf-8").replace("\r\n", "\n")
    except OSError:
        text = ""
    for part in (_HEAD, _END_OF_HEAD, _ROOT):
        if part not in text:
            LOG.warning("streamlit/static/index.html has no %s: Streamlit's own page is served.", part)
            return None
    files = ahead(STATIC / "static" / "js")
    for part in _missing(text, files):
        LOG.warning("streamlit/%s.", part)
    added = f'<meta name="description" content="{_DESCRIPTION}" />\n    <script>{script()}</script>'
    own = "\n".join(path.read_text(encoding="utf-8") for path in _SCRIPTS)
    added += f"\n    <script>{own}</script>"
    links = "".join(
        f'<link rel="modulepreload" crossorigin href="./static/js/{name}">\n'
        for name in files
        if name not in text
    )
    text = _NO_SCRIPT.sub("", text)
    added += f"\n    <script>{_HANDOVER.read_text(encoding='utf-8')}</script>"
    added += f"\n    <style>{_STYLE.read_text(encoding='utf-8')}{_UNTIL_THE_APP}</style>"
    text = _FONT.sub("", text.replace(_TITLE, "<title>Passage</title>"))
    text = text.replace(_END_OF_HEAD, f"{links}{_END_OF_HEAD}", 1)
    added += '\n    <link rel="manifest" href="./manifest.webmanifest" />'
    added += '\n    <link rel="apple-touch-icon" href="./icon-192.png" />'
    added += f'\n    <meta name="build" content="{_STARTED}" />'
    return text.replace(_HEAD, f"{_HEAD}\n    {added}", 1)


@cache
def _later() -> str:
    """Return the scripts that the first page does not need, as handover.js reads them.

    Not as links within a template: a browser that looks ahead would fetch them.
    """
    folder, first = STATIC / "static" / "js", html() or ""
    names = [f"static/js/{name}" for name in ahead(folder, LATER) if name not in first]
    return f'<script type="application/json" id="later">{json.dumps(names)}</script>'


def build() -> str:
    """Return what names this start of the server; empty where the page is not ours."""
    match = _BUILD.search(html() or "")
    return match[1] if match else ""


def _missing(text: str, files: list[str]) -> Iterator[str]:
    """Yield what of Streamlit's page is not as known, each with what goes without it."""
    if _TITLE not in text:
        yield f"static/index.html has no {_TITLE}: the window bears another title at first"
    loaded = {name.split(".")[0] for name in files}
    for part in _AHEAD:
        if part not in loaded:
            yield f"static/js has no {part}.*.js: it is not loaded ahead of the first page"
    entries = (STATIC / "static" / "js").glob("index.*.js")
    if not any(_BASE in file.read_text(encoding="utf-8") for file in entries):
        yield f"static/js knows no {_BASE}: a page opened by a deep link asks twice for its server"


def answer(request: Request) -> Response:
    """Answer with the page; a browser asks again each time, since an update changes it.

    With `lite` in the address the answer is the view as a page without scripts.
    """
    page, query = request.url.path.strip("/") or FIRST, dict(request.query_params)
    if LITE in query:
        return _lite(page, query)
    return StreamingResponse(words_first(page, query), media_type="text/html", headers=_ANEW)


def words_first(page: str, query: dict[str, str]) -> Iterator[str]:
    """Yield the page with the words of the view; all it loads waits in a template for the map before it."""
    head, root, after = (html() or "").partition(_ROOT)
    loaded = "".join(_LOADED.findall(head))
    yield f"{_LOADED.sub('', head)}{_first(page, query)}"
    yield f'<template id="the-app">{loaded}</template>{_later()}{root}{after}'


def _first(page: str, query: dict[str, str]) -> str:
    """Return what is seen before the application: the words of the view, and what its live map is made of."""
    plain = _plain()
    words = plain.words(_titles(), page, query)
    return f'<main id="first-words" class="plain">{words}</main>{plain.live_map(_titles(), page, query)}'


def words_alone(request: Request) -> Response:
    """Answer with the words of a page's view, for a page whose map was moved before the application came."""
    page = request.path_params["page"]
    if page not in names():
        return Response("not found", HTTPStatus.NOT_FOUND, media_type="text/plain")
    return HTMLResponse(_plain().words(_titles(), page, dict(request.query_params)), headers=_ANEW)


def _lite(page: str, query: dict[str, str]) -> Response:
    try:
        return HTMLResponse(_plain().lite(_titles(), page, query), headers=_ANEW)
    except CaseError as error:
        return HTMLResponse(
            f"<h1>Passage</h1><p>{escape(str(error))}</p>", HTTPStatus.SERVICE_UNAVAILABLE, _ANEW
        )


def _plain() -> ModuleType:
    """Return what makes plain pages; read with the case, not before the server listens."""
    return import_module("components.plain.answers")


def to_first(request: Request) -> RedirectResponse:
    """Send the first page's own name to `/`, the only address Streamlit gives its first page."""
    return RedirectResponse(f"./?{request.url.query}".removesuffix("?"))


def front_pages() -> list[Route]:
    """Return the routes of the pages' addresses; only that of the first where the page is not ours."""
    ours = ("/", *(f"/{name}" for name in names() if name != FIRST)) if html() else ()
    return [Route(f"/{FIRST}", to_first), *(Route(path, answer) for path in ours)]
