"""The application's own addresses. Each answer's module is read at the first request for it.

So the server listens, and the browser loads Streamlit's own files, while the libraries that the case needs
are still being read (see components.server.warm_up).
"""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route


def late(module: str, name: str) -> Callable[[Request], Response]:
    """Return what answers a request by the function `name` of a module that is imported only then."""

    def answer(request: Request) -> Response:
        answered: Response = getattr(import_module(module), name)(request)
        return answered

    return answer


_MAP = "components.map.map_routes"
_PRESENT = "components.present.present_routes"
_DEVICE = "components.server.device"

ROUTES = [
    Route("/health", late("components.server.health", "health")),
    Route("/worker.js", late(_DEVICE, "worker")),
    Route("/manifest.webmanifest", late(_DEVICE, "manifest")),
    Route("/icon-{size:int}.png", late(_DEVICE, "icon")),
    Route("/forget", late(_DEVICE, "forget")),
    Route("/words/{page}", late("components.server.index_html", "words_alone")),
    Route("/lib/{digest}/{name}", late(_MAP, "library")),
    Route("/columns/{sealed}", late(_MAP, "columns")),
    Route("/labels/{sealed}", late(_MAP, "labels")),
    Route("/film/{sealed}", late(_MAP, "playback")),
    Route("/renew/{kind}/{sealed}", late(_MAP, "renewal")),
    Route("/card/{sealed}/{kind}/{id}", late(_MAP, "cards")),
    Route("/present/{sealed}/view", late(_PRESENT, "view")),
    Route("/present/{sealed}/briefing", late(_PRESENT, "briefing")),
]
