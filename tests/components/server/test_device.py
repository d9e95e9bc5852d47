"""What a device keeps, and how it is rid of it."""

import io

import pytest
from PIL import Image
from starlette.applications import Starlette
from starlette.testclient import TestClient

from components.server.app_routes import ROUTES
from components.server.device import SIZES


@pytest.fixture
def client():
    return TestClient(Starlette(routes=ROUTES))


def test_the_manifest_names_icons_that_are_there_in_their_sizes(client):
    answer = client.get("/manifest.webmanifest")
    assert answer.headers["content-type"] == "application/manifest+json"
    icons = answer.json()["icons"]
    assert len(icons) == len(SIZES)
    for icon in icons:
        drawn = client.get(icon["src"].removeprefix("."))
        assert "{}x{}".format(*Image.open(io.BytesIO(drawn.content)).size) == icon["sizes"]
    assert client.get("/icon-7.png").status_code == 404


def test_the_worker_is_asked_for_anew_and_names_no_signed_address(client):
    answer = client.get("/worker.js")
    assert answer.headers["content-type"].startswith("text/javascript")
    assert answer.headers["cache-control"] == "no-cache"
    for signed in ("columns", "labels", "film", "card", "renew"):
        assert f"/{signed}" not in answer.text


def test_forgetting_empties_what_the_browser_keeps_and_is_kept_nowhere(client):
    answer = client.get("/forget")
    assert answer.headers["clear-site-data"] == '"cache", "storage"'
    assert answer.headers["cache-control"] == "no-store"
    assert "keeps nothing" in answer.text
