"""Streamlit's own page, as this application answers with it: told where its server is.

Left alone, a page opened by a deep link (`/blockade`) first asks for a server below its own name, is
refused, and asks again above it: two failures in the console and a wait at each opening. One line of
script spares both. The font that the page would load ahead is one that our theme does not use. In its place
the parts that every page of ours begins with are loaded ahead, while the server still reads the case.
"""

from __future__ import annotations

import json
import re
from functools import cache
from pathlib import Path

import streamlit
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse
from starlette.routing import Route

FIRST = "situation"
_PAGES = Path(__file__).resolve().parents[2] / "pages"
_ENTER = Path(__file__).resolve().parents[1] / "present" / "enter.js"
_FONT = re.compile(r'<link\s+rel="preload"[^>]*?as="font"[^>]*?>\s*')
_HEAD, _END_OF_HEAD = "<head>", "</head>"
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
    return f"window.__streamlit = {{ BACKEND_BASE_URL: {base} }};"


def ahead(folder: Path) -> list[str]:
    """Return the scripts of the first elements and of all they import, whatever Streamlit is installed."""
    found = dict[str, None]()
    waiting = [file.name for part in _AHEAD for file in sorted(folder.glob(f"{part}.*.js"))]
    while waiting:
        name = waiting.pop(0)
        if name not in found:
            found[name] = None
            waiting += _IMPORTED.findall((folder / name).read_text(encoding="utf-8"))
    return list(found)


@cache
def html() -> str:
    """Return the page: the installed Streamlit's, with our line, title, description and way to present."""
    page = Path(streamlit.__file__).parent / "static" / "index.html"
    # A browser reads every line end as a plain newline, also where it hashes a script.
    text = page.read_text(encoding="utf-8").replace("\r\n", "\n")
    added = f'<meta name="description" content="{_DESCRIPTION}" />\n    <script>{script()}</script>'
    added += f"\n    <script>{_ENTER.read_text(encoding='utf-8')}</script>"
    text = text.replace("<title>Streamlit</title>", "<title>Passage</title>")
    files = (name for name in ahead(page.parent / "static" / "js") if name not in text)
    links = "".join(f'<link rel="modulepreload" crossorigin href="./static/js/{name}">\n' for name in files)
    text = _FONT.sub("", text).replace(_END_OF_HEAD, f"{links}{_END_OF_HEAD}", 1)
    return text.replace(_HEAD, f"{_HEAD}\n    {added}", 1)


def answer(_request: Request) -> HTMLResponse:
    """Answer with the page; a browser asks again each time, since an update changes it."""
    return HTMLResponse(html(), headers={"Cache-Control": "no-cache"})


def to_first(request: Request) -> RedirectResponse:
    """Send the first page's own name to `/`, the only address Streamlit gives its first page."""
    return RedirectResponse(f"./?{request.url.query}".removesuffix("?"))


FRONT_PAGES = [
    Route(f"/{FIRST}", to_first),
    *(Route(path, answer) for path in ("/", *(f"/{name}" for name in names() if name != FIRST))),
]
