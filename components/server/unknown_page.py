"""An address that leads nowhere gets a page that says so, where Streamlit would answer with an empty one."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from starlette.datastructures import Headers
from starlette.responses import HTMLResponse

from components.server.index_html import names
from geo.picture.registry import title_of

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Message, Receive, Scope, Send

# What answers with pages of its own below these.
_OTHERS = ("/words/", "/present/", "/component/", "/_stcore/", "/media/", "/static/", "/forget")
LONGEST = 80
_PAGE = """<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8" />
<meta name="viewport" content="width=device-width, initial-scale=1" />
<title>No such page – Passage</title>
<style>
:root {{ color-scheme: light dark; font: 16px/1.5 'Noto Sans', 'Segoe UI', system-ui, sans-serif; }}
body {{ max-width: 40rem; margin: 15vh auto 0; padding: 0 1.25rem; }}
h1 {{ font-size: 1.4rem; }}
li {{ margin: .25rem 0; }}
</style>
</head>
<body>
<h1>There is no page “{path}” here</h1>
<p>The address may have a slip in it, or the page may have had another name. These are the pages:</p>
<ul>
{links}
</ul>
</body>
</html>
"""


class UnknownPage:
    """ASGI middleware that answers 404 in words where Streamlit would send its page for any address."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on; an HTML answer to an address that is no page's is replaced."""
        if scope["type"] != "http" or is_known(scope["path"]):
            await self.app(scope, receive, send)
            return
        replaced = False

        async def send_unless_a_page(message: Message) -> None:
            nonlocal replaced
            if message["type"] == "http.response.start":
                replaced = Headers(raw=message["headers"]).get("content-type", "").startswith("text/html")
            if not replaced:
                await send(message)

        await self.app(scope, receive, send_unless_a_page)
        if replaced:
            await HTMLResponse(page(scope["path"]), 404, {"Cache-Control": "no-store"})(scope, receive, send)


def is_known(path: str) -> bool:
    """Whether an address is a page's, or of something that has pages of its own."""
    return path.strip("/") in ("", *names()) or path.startswith(_OTHERS)


def page(path: str) -> str:
    """Return the page for an address that leads nowhere, with the way to every other."""
    up = "../" * (path.count("/") - 1) or "./"
    links = "\n".join(f'<li><a href="{up}{name}">{escape(title_of(name))}</a></li>' for name in names())
    shown = path if len(path) <= LONGEST else f"{path[:LONGEST]}…"
    return _PAGE.format(path=escape(shown), links=links)
