"""What the map's frame may fetch, and under which terms."""

import gzip
from pathlib import Path

import pytest
from starlette.applications import Starlette
from starlette.testclient import TestClient

from components.case import current
from components.map.assets import assets, digest
from components.map.routes import ROUTES
from components.map.store import STORE, Store


@pytest.fixture(scope="module")
def client() -> TestClient:
    return TestClient(Starlette(routes=ROUTES))


@pytest.mark.parametrize(
    "name", ["leaflet.js", "leaflet.css", "layer.js", "layer.css", "base.json", "relief.webp"]
)
def test_files_may_be_kept_for_ever(client: TestClient, name: str) -> None:
    answer = client.get(f"/lib/{digest()}/{name}")
    assert answer.status_code == 200
    assert "immutable" in answer.headers["cache-control"]
    asset = assets()[name]
    assert answer.content == (gzip.decompress(asset.body) if asset.encoding else asset.body)
    assert answer.headers["content-type"].startswith(asset.media_type.split(";")[0])


@pytest.mark.parametrize(
    "path",
    [
        "/lib/0000000000000000/layer.js",
        "/lib/{digest}/nothing.js",
        "/lib/{digest}/..%2Fshow.py",
        "/columns/00ff",
        "/labels/00ff",
        "/card/unknown/event/ev001",
        "/card/{version}/event/nobody",
        "/card/{version}/secret/ev001",
        "/card/{version}/event/ev001?names=klingon",
    ],
)
def test_what_is_not_there_is_not_found_and_not_kept(client: TestClient, path: str) -> None:
    answer = client.get(path.format(digest=digest(), version=current().version))
    assert answer.status_code == 404
    if answer.headers["content-type"].startswith("application/json"):
        assert answer.headers["cache-control"] == "no-store"


def test_a_published_body_is_fetched_under_its_hash(client: TestClient) -> None:
    STORE.publish("abc123", lambda: gzip.compress(b"columns"))
    for kind in ("columns", "labels"):
        answer = client.get(f"/{kind}/abc123")
        assert answer.content == b"columns"
        assert answer.headers["cache-control"].startswith("private")


def test_a_card_tells_the_event_and_its_sources(client: TestClient) -> None:
    version = current().version
    told = client.get(f"/card/{version}/event/ev001?names=both").json()
    assert set(told) == {"title", "lines", "notes", "sources"}
    assert told["sources"]
    assert set(told["sources"][0]) == {"title", "publisher", "published", "url"}


def test_the_store_makes_a_body_once_and_forgets_the_oldest() -> None:
    made: list[str] = []

    def body(name: str) -> bytes:
        made.append(name)
        return b"x" * 40

    store = Store(limit_bytes=100)
    for name in ("a", "b", "a", "c"):
        store.publish(name, lambda name=name: body(name))
    assert made == ["a", "b", "c"]
    assert store.get("b") is None
    assert store.get("a") == store.get("c") == b"x" * 40


def test_a_body_larger_than_the_store_is_still_served() -> None:
    store = Store(limit_bytes=10)
    store.publish("big", lambda: b"x" * 100)
    assert store.get("big") == b"x" * 100


def test_the_case_folder_is_what_the_tests_think(shipped_case: Path) -> None:
    assert current().folder == shipped_case
