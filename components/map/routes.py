"""What the map's frame fetches from this server: its files, columns, labels and cards."""

import json

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from components.case import current
from components.map.assets import assets, digest
from components.map.store import STORE
from geo.cards import card
from geo.names import NAME_MODES

# The address names the content, so the browser may keep it and need not ask again.
FOR_EVER = "public, max-age=31536000, immutable"
ONLY_HERE = "private, max-age=31536000, immutable"


def library(request: Request) -> Response:
    """One file of the map, gzipped where that helps."""
    asset = assets().get(request.path_params["name"])
    if asset is None or request.path_params["digest"] != digest():
        return _missing()
    headers = {"cache-control": FOR_EVER}
    if asset.encoding:
        headers |= {"content-encoding": asset.encoding, "vary": "accept-encoding"}
    return Response(asset.body, media_type=asset.media_type, headers=headers)


def columns(request: Request) -> Response:
    """Events of one choice of rows as typed columns (see geo.columns)."""
    return _kept(request, "application/octet-stream")


def labels(request: Request) -> Response:
    """Names of a case's places in all name modes (see geo.labels)."""
    return _kept(request, "application/json")


def cards(request: Request) -> Response:
    """What is known of one feature, in plain text, with its sources."""
    asked = request.path_params
    case = current()
    names = request.query_params.get("names", "both")
    if asked["version"] != case.version or names not in NAME_MODES:
        return _missing()
    found = card(case, asked["kind"], asked["id"], names)
    return _missing() if found is None else JSONResponse(found, headers={"cache-control": ONLY_HERE})


def _kept(request: Request, media_type: str) -> Response:
    body = STORE.get(request.path_params["digest"])
    if body is None:
        return _missing()
    headers = {"cache-control": ONLY_HERE, "content-encoding": "gzip", "vary": "accept-encoding"}
    return Response(body, media_type=media_type, headers=headers)


def _missing() -> Response:
    body = json.dumps({"error": "not found"})
    headers = {"cache-control": "no-store"}
    return Response(body, status_code=404, media_type="application/json", headers=headers)


ROUTES: list[Route] = [
    Route("/lib/{digest}/{name}", library),
    Route("/columns/{digest}", columns),
    Route("/labels/{digest}", labels),
    Route("/card/{version}/{kind}/{id}", cards),
]
