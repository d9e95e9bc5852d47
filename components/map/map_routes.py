"""What the map's frame fetches from this server: its files, columns, labels and cards."""

import gzip
import json

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from components.map.assets import digest, file
from components.map.blob_store import STORE
from components.map.signed_urls import HOUR, opened, renewed
from components.session.session_case import of_version
from geo.names import BOTH
from geo.report.cards import card

# The address names the content, so the browser may keep it and need not ask again.
FOR_EVER = "public, max-age=31536000, immutable"
# As above, but for one reader, and no longer than a new address is the same.
ONLY_HERE = f"private, max-age={HOUR}, immutable"
# The kinds of passes that a page holds for as long as it is open.
RENEWED = ("card", "present")


def library(request: Request) -> Response:
    """One file of the map, packed where that helps."""
    asset = file(request.path_params["name"])
    if asset is None or request.path_params["digest"] != digest():
        return _missing()
    if not asset.is_text:
        return Response(asset.plain, media_type=asset.media_type, headers={"cache-control": FOR_EVER})
    if "br" in request.headers.get("accept-encoding", "").split(", "):
        headers = {"cache-control": FOR_EVER, "vary": "accept-encoding", "content-encoding": "br"}
        return Response(asset.brotli, media_type=asset.media_type, headers=headers)
    return _packed(request, asset.gzip, asset.media_type, FOR_EVER)


def columns(request: Request) -> Response:
    """Events of one choice of rows as typed columns (see geo.view.event_columns)."""
    return _stored(request, "columns", "application/octet-stream")


def labels(request: Request) -> Response:
    """Names of a case's places in all name modes (see geo.picture.place_labels)."""
    return _stored(request, "labels", "application/json")


def playback(request: Request) -> Response:
    """What a case's state is made of over time (see geo.picture.playback)."""
    return _stored(request, "film", "application/json")


def cards(request: Request) -> Response:
    """What is known of one feature, in plain text, with its sources."""
    asked = request.path_params
    version = opened("card", asked["sealed"])
    if version is None:
        return _refused()
    case = of_version(version)
    names = request.query_params.get("names", BOTH)
    if case is None or names not in case.settings.names:
        return _missing()
    content = card(case, asked["kind"], asked["id"], names)
    return _missing() if content is None else JSONResponse(content, headers={"cache-control": ONLY_HERE})


def renewal(request: Request) -> Response:
    """A new pass for an old one that is still good, so that what stays open for hours keeps its cards."""
    asked = request.path_params
    fresh = renewed(asked["kind"], asked["sealed"]) if asked["kind"] in RENEWED else None
    if fresh is None:
        return _refused()
    return JSONResponse({"pass": fresh}, headers={"cache-control": "no-store"})


def _stored(request: Request, kind: str, media_type: str) -> Response:
    name = opened(kind, request.path_params["sealed"])
    if name is None:
        return _refused()
    body = STORE.get(name)
    if body is None:
        return _missing()
    return _packed(request, body, media_type, ONLY_HERE)


def _packed(request: Request, body: bytes, media_type: str, keep: str) -> Response:
    """Answer with what is kept gzipped, unpacked for whoever does not take it so."""
    headers = {"cache-control": keep, "vary": "accept-encoding"}
    if "gzip" in request.headers.get("accept-encoding", ""):
        return Response(body, media_type=media_type, headers=headers | {"content-encoding": "gzip"})
    return Response(gzip.decompress(body), media_type=media_type, headers=headers)


def _missing() -> Response:
    return _answer_page(404, "not found")


def _refused() -> Response:
    """Whoever has no pass, or one that is out of date, learns nothing of what there is."""
    return _answer_page(403, "this link is not or no longer good; open the page again")


def _answer_page(status: int, words: str) -> Response:
    body = json.dumps({"error": words})
    headers = {"cache-control": "no-store"}
    return Response(body, status_code=status, media_type="application/json", headers=headers)
