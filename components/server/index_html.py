"""Streamlit's own page, as this application answers with it: told where its server is.

Left alone, a page opened by a deep link (`/blockade`) first asks for a server below its own name, is
refused, and asks again above it: two failures in the console and a wait at each opening. One line of
script spares both. The font that the page would load ahead is one that our theme does not use. In its place
the parts that every page of ours begins with are loaded ahead, while the server still reads the case.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import streamlit
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse
from starlette.routing import Route

from components.server.foreign.pieces import LOG

STATIC = Path(streamlit.__file__).parent / "static"
"""Where the installed Streamlit keeps its page and scripts."""
FIRST = "situation"
_PAGES = Path(__file__).resolve().parents[2] / "pages"
_COMPONENTS = Path(__file__).resolve().parents[1]
_SCRIPTS = (_COMPONENTS / "present" / "enter.js", _COMPONENTS / "shell" / "copy_link.js")
_FONT = re.compile(r'<link\s+rel="preload"[^>]*?as="font"[^>]*?>\s*')
_HEAD, _END_OF_HEAD, _TITLE = "<head>", "</head>", "<title>Streamlit</title>"
_BASE = "BACKEND_BASE_URL"
# Streamlit's elements down to the map, in the order in which a page first needs them. Not the table below it,
# which is large: on a slow line the map goes first.
_AHEAD = ("Html", "PageLink", "Button", "ComponentInstance")
_IMPORTED = re.compile(r'(?:from|import)"\./([\w.-]+\.js)"')
_DESCRIPTION = "Who and what could pass, by date: blockades, aid routes and displacement on maps."


def names() -> tuple[str, ...]:
    """Return the names of the pages as they stand in an address."""
    return tuple(sorted(page.stem for page in _PAGES.glob("*.py")))


def script() -> str:
    """Return the line that finds the server: the address without the page's own name."""
    pattern = f"/(?:{'|'.join(names())})?/?$"
    base = f'location.origin + location.pathname.replace(new RegExp({json.dumps(pattern)}), "") + "/"'
    return f"window.__streamlit = {{ {_BASE}: {base} }};"


def ahead(folder: Path) -> list[str]:
    """Return the scripts of the first elements and of all they import, whatever Streamlit is installed."""
    names = dict[str, None]()
    waiting = [file.name for part in _AHEAD for file in sorted(folder.glob(f"{part}.*.js"))]
    while waiting:
        name = waiting.pop(0)
        if name not in names and (folder / name).is_file():
            names[name] = None
            waiting += _IMPORTED.findall((folder / name).read_text(encoding="utf-8"))
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
    for part in (_HEAD, _END_OF_HEAD):
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
    text = _FONT.sub("", text.replace(_TITLE, "<title>Passage</title>"))
    return text.replace(_END_OF_HEAD, f"{links}{_END_OF_HEAD}", 1).replace(_HEAD, f"{_HEAD}\n    {added}", 1)


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


def answer(_request: Request) -> HTMLResponse:
    """Answer with the page; a browser asks again each time, since an update changes it."""
    return HTMLResponse(html(), headers={"Cache-Control": "no-cache"})


def to_first(request: Request) -> RedirectResponse:
    """Send the first page's own name to `/`, the only address Streamlit gives its first page."""
    return RedirectResponse(f"./?{request.url.query}".removesuffix("?"))


def front_pages() -> list[Route]:
    """Return the routes of the pages' addresses; only that of the first where the page is not ours."""
    ours = ("/", *(f"/{name}" for name in names() if name != FIRST)) if html() else ()
    return [Route(f"/{FIRST}", to_first), *(Route(path, answer) for path in ours)]
