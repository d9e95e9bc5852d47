"""The addresses of the presenter: the current view as one scene, and the case's briefing.

Like the map's data they are signed and soon go out of use; each answer carries a policy of its own. A
kept document goes with the pass it was asked for with, as long as which the passes in it are good.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING
from urllib.parse import parse_qsl

from starlette.responses import HTMLResponse, PlainTextResponse, Response

from components.map.signed_urls import seal
from components.present.document import content_policy, document
from components.present.link import presented
from components.session import session_case
from geo.briefing import briefing_store
from geo.briefing.briefing import Briefing
from geo.briefing.presentation import all_cards, presentation
from geo.briefing.scene import shown
from geo.briefing.scene_text import suggested
from geo.case.set_aside import CaseError
from geo.view.cut import cut
from geo.view.select import vocabulary
from geo.view.view import read

if TYPE_CHECKING:
    from starlette.requests import Request

    from geo.case.case import Case

GONE = "This link is not or no longer good. Go back with Esc, load the page anew and present again."
NOTHING = "There is nothing of this to present. Go back with Esc."
KEPT_DOCUMENTS = 16


def view(request: Request) -> Response:
    """The view an address asks for as a single scene, told as its page tells it."""
    sealed = request.path_params["sealed"]
    full_case = presented(sealed)
    if full_case is None:
        return _answer_page(403, GONE)
    query = str(request.url.query)
    page = dict(parse_qsl(query)).get("page", "")
    return _presented(_view_document(full_case.version, page, query, sealed))


def briefing(request: Request) -> Response:
    """The briefing that comes with the case."""
    sealed = request.path_params["sealed"]
    full_case = presented(sealed)
    if full_case is None:
        return _answer_page(403, GONE)
    page = _briefing_document(full_case.version, briefing_store.digest(full_case), sealed)
    return _presented(page) if page else _answer_page(404, NOTHING)


@lru_cache(maxsize=KEPT_DOCUMENTS)
def _view_document(version: str, page: str, query: str, sealed: str) -> str:
    del sealed
    full_case = _of(version)
    asked, _ = read(dict(parse_qsl(query)), full_case.settings, vocabulary(full_case))
    seen = cut(full_case, asked)
    scene = suggested(seen, shown(seen, page, asked))
    return _document(full_case, Briefing(full_case.settings.id, full_case.settings.title, (scene,)))


@lru_cache(maxsize=KEPT_DOCUMENTS)
def _briefing_document(version: str, digest: str, sealed: str) -> str:
    """The document of the briefing as kept; version and hash of its file are the key."""
    del digest, sealed
    full_case = _of(version)
    try:
        briefing = briefing_store.open_briefing(full_case, vocabulary(full_case)).briefing
    except CaseError:
        return ""
    return _document(full_case, briefing) if briefing.scenes else ""


def _of(version: str) -> Case:
    opened = session_case.of_version(version)
    if opened is None:
        raise CaseError("The case is no longer open on this server.")
    return opened


def _document(full_case: Case, briefing: Briefing) -> str:
    content = presentation(full_case, briefing)
    if content.content["withheld"]:  # what the card's address tells would be more than may be passed on
        return document(content, cards=all_cards(content))
    versions = {item["message"]["version"] for item in content.content["scenes"]}
    return document(content, passes={version: seal("card", version) for version in sorted(versions)})


def _presented(text: str) -> Response:
    headers = {
        "content-security-policy": content_policy(fetching=True) + "; frame-ancestors 'self'",
        "cache-control": "private, no-store",
    }
    return HTMLResponse(text, headers=headers)


def _answer_page(status: int, words: str) -> Response:
    return PlainTextResponse(words, status_code=status, headers={"cache-control": "no-store"})
