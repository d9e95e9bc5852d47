"""What is answered before any script: the words of a view, within the page or as one of its own."""

from __future__ import annotations

import logging
from functools import lru_cache
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING

from components.map.assets import digest
from components.map.frame_message import message, publish
from components.map.signed_urls import this_hour
from components.plain.lite_tables import PART, tables
from components.plain.view_page import LITE, Asked, body
from components.session import map_inputs, session_case
from geo.briefing.scene import Shown, shown
from geo.case.set_aside import CaseError
from geo.memo import once_per_case
from geo.picture.registry import map_of, topic_of
from geo.view.cut import cut
from geo.view.view import CASE, read

if TYPE_CHECKING:
    from collections.abc import Mapping

    from geo.case.case import Case
    from geo.view.view import ViewState

_LOG = logging.getLogger("passage")
_STYLE = Path(__file__).parent / "plain.css"
KEPT = 64


def words(pages: tuple[tuple[str, str], ...], page: str, query: Mapping[str, str]) -> str:
    """Return the view an address asks for as HTML; nothing where it cannot be worked out, which the log says.

    The page with scripts says itself what is missing; these words only come before it.
    """
    try:
        asked = _asked(pages, page, query, lite=False)
        return _words(asked.case, pages, page, asked.view, asked.notes)
    except CaseError as error:
        return f"<h1>Passage</h1><p>{escape(str(error))}</p>"
    except Exception:  # noqa: BLE001 - whatever it is, the page with scripts is still to come
        _LOG.exception("The words of %s could not be made ahead of its scripts.", page)
        return ""


def live_map(pages: tuple[tuple[str, str], ...], page: str, query: Mapping[str, str]) -> str:
    """Return what handover.js makes a live map of, as HTML; nothing where there is no map or it fails."""
    try:
        asked = _asked(pages, page, query, lite=False)
        return _live_map(asked.case, page, asked.view, this_hour())
    except CaseError:
        return ""
    except Exception:  # noqa: BLE001 - the picture stands, and the page with scripts is still to come
        _LOG.exception("The live map of %s could not be made ahead of its scripts.", page)
        return ""


def lite(pages: tuple[tuple[str, str], ...], page: str, query: Mapping[str, str]) -> str:
    """Return the view an address asks for as a page of its own that needs no script, with its tables.

    Raises geo.case.set_aside.CaseError where there is nothing to show at all.
    """
    asked = _asked(pages, page, query, lite=True)
    what = _shown(asked.case, page, asked.view)
    text = query.get(PART, "1")
    part = int(text) if text.isdecimal() and len(text) < len("1000000") else 1
    inside = body(asked, what, tables(asked, what, max(part, 1)))
    return (
        '<!doctype html><html lang="en"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<title>{escape(asked.title)} – Passage</title><style>{style()}</style></head>"
        f'<body><main class="plain">{inside}</main></body></html>'
    )


@lru_cache(maxsize=1)
def style() -> str:
    """Return the style of the plain page."""
    return _STYLE.read_text(encoding="utf-8")


def _asked(pages: tuple[tuple[str, str], ...], page: str, query: Mapping[str, str], *, lite: bool) -> Asked:
    case = session_case.case_of(query.get(CASE, ""))
    own = {name: value for name, value in query.items() if name not in (LITE, PART)}
    view, notes = read(own, case.settings, session_case.terms(case))
    return Asked(case, pages, page, view, notes, lite)


@once_per_case(KEPT)
def _words(
    case: Case, pages: tuple[tuple[str, str], ...], page: str, view: ViewState, notes: tuple[str, ...]
) -> str:
    return body(Asked(case, pages, page, view, notes, lite=False), _shown(case, page, view))


@once_per_case(KEPT)
def _live_map(case: Case, page: str, view: ViewState, passes_of: int) -> str:
    """Return the message of the map and where its files are; its passes are those of the hour."""
    del passes_of
    if topic_of(page).picture is None:
        return ""
    seen = cut(case, view)
    picture, playback = (
        map_of(page, seen, view, map_inputs.of(seen, view)),
        map_inputs.playback_for(seen, view),
    )
    publish(picture, playback)
    content = message(picture, theme="light", position=view.map, playback=playback, box=view.box)
    files = f'data-files="lib/{digest()}/" data-words="words/{page}"'
    return f'<script type="application/json" id="live-map" {files}>{content}</script>'


def _shown(case: Case, page: str, view: ViewState) -> Shown:
    seen = cut(case, view)
    return shown(seen, page, view, map_inputs.of(seen, view))
