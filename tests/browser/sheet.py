"""A page that holds nothing but the map's frame: no Streamlit, no server and no network."""

from typing import Any

from playwright.sync_api import Page, Request, Route
from starlette.applications import Starlette
from starlette.testclient import TestClient

from components.map.assets import digest
from components.map.frame_message import message, publish
from components.server.app_routes import ROUTES
from geo.picture.layers import MapPicture
from geo.picture.playback import Playback

HOST = "http://map.test"
FRAME = f"{HOST}/component/frame/index.html"
CSP = (
    "default-src 'none'; script-src 'self' 'unsafe-inline' 'unsafe-eval'; style-src 'self' 'unsafe-inline'; "
    "img-src 'self' data: blob:; connect-src 'self'"
)
PAGE = """<!doctype html><html lang="en"><head><title>map</title>
<link rel="stylesheet" href="../../lib/{0}/leaflet.css"><link rel="stylesheet" href="../../lib/{0}/layer.css">
</head><body style="margin:0"><div id="map" style="height:520px"></div>
<script src="../../lib/{0}/leaflet.js"></script><script src="../../lib/{0}/layer.js"></script>
<script>window.clicks = [];
window.map = L.map("map", {{
  zoomControl: false, attributionControl: false, zoomSnap: 0.5, minZoom: 2, maxZoom: 12,
}});
map.setView([40, 46], 8); passage.start(map);
for (const key in map._layers) {{
  map._layers[key].on("click", (e) => e.layer && clicks.push(e.layer.toGeoJSON().properties.id));
}}</script></body></html>"""
SETTLED = "(paints) => passage.stats().painted && passage.stats().paints > paints"


class Sheet:
    """A page that holds nothing but the map's frame."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.client = TestClient(Starlette(routes=ROUTES), base_url=HOST)
        self.asked: list[str] = []
        self.errors: list[str] = []
        page.on("console", lambda entry: entry.type == "error" and self.errors.append(entry.text))
        page.on("pageerror", lambda error: self.errors.append(str(error)))
        page.route("**/*", self.answer)
        page.goto(FRAME)

    def answer(self, route: Route, request: Request) -> None:
        self.asked.append(request.url)
        if request.url == FRAME:
            headers = {"content-security-policy": CSP, "content-type": "text/html; charset=utf-8"}
            route.fulfill(body=PAGE.format(digest()), headers=headers)
        elif request.url.startswith(HOST):
            answer = self.client.get(request.url.removeprefix(HOST))
            kept = {"content-type": answer.headers.get("content-type", "text/plain")}
            route.fulfill(status=answer.status_code, body=answer.content, headers=kept)
        else:
            route.abort()

    def show(
        self,
        picture: MapPicture,
        theme: str = "light",
        position: Any = None,
        playback: Playback | None = None,
    ) -> dict[str, Any]:
        publish(picture, playback)
        before = self.stats()["paints"]
        sent = message(picture, theme=theme, position=position, playback=playback)
        self.page.evaluate(f"passage.show({sent}); 0")
        self.page.wait_for_function(SETTLED, arg=before)
        return self.stats()

    def stats(self) -> dict[str, Any]:
        found: dict[str, Any] = self.page.evaluate("passage.stats()")
        return found

    def target(self, kind: str) -> dict[str, Any]:
        return next(hit for hit in self.stats()["hits"] if hit["kind"] == kind)

    def card(self) -> str:
        self.page.wait_for_selector(".pg-card h3")
        return self.page.inner_text(".pg-card")
