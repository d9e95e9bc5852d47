"""The document that presents a briefing: everything it needs stands in it, and nothing is fetched.

Its policy allows the very scripts and styles written into it, told by their hashes, and nothing else.
"""

from __future__ import annotations

import base64
import hashlib
import re
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from components.map.assets import assets, ground, layer_script
from components.map.inline import inline_json
from components.session.content_policy import policy
from geo.briefing.presentation import Presentation, all_cards, presentation
from geo.picture.place_labels import packed
from geo.picture.playback import packed as packed_playback
from geo.view.event_columns import compressed

if TYPE_CHECKING:
    from geo.briefing.briefing import Briefing
    from geo.case.case import Case

_HERE = Path(__file__).parent
# What would end a script or a style, or hide what follows, wherever it stands in one.
_ENDING = re.compile(r"</(?:script|style)|<!--", re.IGNORECASE)
# Pictures of a style sheet, and its comments, which may hold addresses.
_PICTURE, _COMMENT = re.compile(r"url\([^)]*\)"), re.compile(r"/\*.*?\*/", re.DOTALL)


def html(briefing: Briefing, case: Case) -> bytes:
    """Return the briefing as one file, UTF-8, that opens from a stick with the network cut."""
    presented = presentation(case, briefing)
    return document(presented, cards=all_cards(presented)).encode()


def document(
    presented: Presentation, *, cards: dict[str, Any] | None = None, passes: dict[str, str] | None = None
) -> str:
    """Return the document; cards not held in it are fetched with the passes, by version of the case."""
    embedded = presented.content | {"files": _files(presented), "cards": cards or {}, "passes": passes or {}}
    content = inline_json(embedded)
    lines = [
        "<!doctype html>",
        '<html lang="en" data-role="audience">',
        "<head>",
        '<meta charset="utf-8">',
        f'<meta http-equiv="Content-Security-Policy" content="{content_policy(fetching=bool(passes))}">',
        '<meta name="viewport" content="width=device-width, initial-scale=1, minimum-scale=1">',
        "<title>Passage</title>",
        f"<style>{style()}</style>",
        "</head>",
        "<body>",
        f'<script type="application/json" id="held">{content}</script>',
        *(f"<script>{script}</script>" for script in scripts()),
        "</body>",
        "</html>",
        "",
    ]
    return "\n".join(lines)


@cache
def content_policy(*, fetching: bool = False) -> str:
    """Return the Content-Security-Policy of the document; `fetching` lets it ask its own server."""
    return policy(
        {
            "default-src": ["'none'"],
            "script-src": [_hash(script) for script in scripts()],
            "style-src": [_hash(style())],
            "img-src": ["data:"],
            "connect-src": ["'self'" if fetching else "'none'"],
            "base-uri": ["'none'"],
            "form-action": ["'none'"],
        }
    )


@cache
def scripts() -> tuple[str, ...]:
    """Return the scripts of every such document, in order: Leaflet, and the layer with the presenter."""
    leaflet = assets()["leaflet.js"].plain.decode()
    own = layer_script(_HERE / "script" / "presenter.js")
    return tuple(_whole(text) for text in (leaflet, own))


@cache
def style() -> str:
    """Return the one style sheet; Leaflet's own pictures are for controls that are not used."""
    leaflet, layer = (assets()[name].plain.decode() for name in ("leaflet.css", "layer.css"))
    own = (_HERE / "present.css").read_text("utf-8")
    return _whole("\n".join([_PICTURE.sub("none", _COMMENT.sub("", leaflet)), layer, own]))


def _whole(text: str) -> str:
    if _ENDING.search(text):
        raise ValueError("a script or style cannot hold what would end it")
    return text


def _hash(text: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"


def _files(presented: Presentation) -> dict[str, str]:
    """Return what the layer script asks for by name: gzip in base64, the relief as an address of its own."""
    files = {f"columns/{digest}": compressed(columns) for digest, columns in presented.columns.items()}
    files |= {f"film/{digest}": packed_playback(playback) for digest, playback in presented.playbacks.items()}
    standing = next((item["message"].get("ground", "") for item in presented.content["scenes"]), "")
    files |= {
        f"labels/{presented.labels.digest}": packed(presented.labels),
        "base.json": ground(standing).gzip,
    }
    encoded = {name: base64.b64encode(body).decode() for name, body in files.items()}
    relief = assets()["relief.webp"]
    relief_url = f"data:{relief.media_type};base64,{base64.b64encode(relief.plain).decode()}"
    return encoded | {"relief.webp": relief_url}
