"""What the map's frame may fetch, and under which terms."""

import gzip
from pathlib import Path

import pytest
from starlette.applications import Starlette
from starlette.testclient import TestClient

from components.map import signed_urls
from components.map.assets import assets, digest
from components.map.blob_store import STORE, Store
from components.map.signed_urls import GOOD_HOURS, HOUR, opened, seal
from components.server.app_routes import ROUTES
from components.session.session_case import full_case


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
    assert answer.content == asset.plain
    assert answer.headers["content-type"].startswith(asset.media_type.split(";")[0])


@pytest.mark.parametrize(
    "path",
    [
        "/lib/0000000000000000/layer.js",
        "/lib/{digest}/nothing.js",
        "/lib/{digest}/..%2Fshow.py",
        "/columns/{columns}",
        "/labels/{labels}",
        "/card/{other}/event/ev001",
        "/card/{card}/event/nobody",
        "/card/{card}/secret/ev001",
        "/card/{card}/event/ev001?names=klingon",
    ],
)
def test_what_is_not_there_is_not_found_and_not_kept(client: TestClient, path: str) -> None:
    signed = {"columns": seal("columns", "00ff"), "labels": seal("labels", "00ff")}
    signed |= {"card": seal("card", full_case().version), "other": seal("card", "other")}
    answer = client.get(path.format(digest=digest(), **signed))
    assert answer.status_code == 404
    if answer.headers["content-type"].startswith("application/json"):
        assert answer.headers["cache-control"] == "no-store"


def test_a_published_body_is_fetched_under_its_hash(client: TestClient) -> None:
    STORE.publish("abc123", lambda: gzip.compress(b"columns"))
    for kind in ("columns", "labels"):
        answer = client.get(f"/{kind}/{seal(kind, 'abc123')}")
        assert answer.content == b"columns"
        assert answer.headers["cache-control"].startswith("private")


def addresses(name: str, version: str) -> list[str]:
    """What a reader might write who knows the content hash and the case's version."""
    other = seal("columns", name)
    signature = other.rpartition(".")[2]
    return [
        f"/columns/{name}",
        f"/columns/{name}.{10**6}",
        f"/columns/{name}.{10**6}.{signature}",
        f"/columns/{other[:-1]}",
        f"/columns/{seal('labels', name)}",
        f"/labels/{other}",
        f"/card/{version}/event/ev001",
        f"/card/{seal('columns', version)}/event/ev001",
    ]


def test_a_hash_or_a_version_alone_opens_nothing(client: TestClient) -> None:
    STORE.publish("abc123", lambda: gzip.compress(b"columns"))
    for path in addresses("abc123", full_case().version):
        answer = client.get(path)
        assert answer.status_code == 403, path
        assert answer.headers["cache-control"] == "no-store"
        assert b"ev001" not in answer.content


def test_a_pass_is_the_same_for_an_hour_and_no_longer_good_after_two(
    client: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    STORE.publish("abc123", lambda: gzip.compress(b"columns"))
    now = 500_000 * HOUR
    monkeypatch.setattr(signed_urls.time, "time", lambda: now)
    sealed = seal("columns", "abc123")
    for later, good in [
        (HOUR - 1, True),
        (GOOD_HOURS * HOUR - 1, True),
        (GOOD_HOURS * HOUR, False),
        (-1, False),
    ]:
        monkeypatch.setattr(signed_urls.time, "time", lambda later=later: now + later)
        assert (seal("columns", "abc123") == sealed) == (0 <= later < HOUR)
        assert (opened("columns", sealed) == "abc123") == good
        assert client.get(f"/columns/{sealed}").status_code == (200 if good else 403)


def test_what_stays_open_exchanges_its_pass_while_it_is_good_and_never_after(
    client: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    now = 500_000 * HOUR
    monkeypatch.setattr(signed_urls.time, "time", lambda: now)
    held = first = seal("card", full_case().version)
    for minutes in range(0, 24 * 60, 20):
        monkeypatch.setattr(signed_urls.time, "time", lambda minutes=minutes: now + minutes * 60)
        held = client.get(f"/renew/card/{held}").json()["pass"]
        assert client.get(f"/card/{held}/event/ev001").status_code == 200
    assert client.get(f"/renew/card/{first}").status_code == 403
    for kind, sealed in (("present", held), ("columns", held), ("card", "forged"), ("film", held)):
        assert client.get(f"/renew/{kind}/{sealed}").status_code == 403


def test_a_card_tells_the_event_and_its_sources(client: TestClient) -> None:
    told = client.get(f"/card/{seal('card', full_case().version)}/event/ev001?names=both").json()
    assert set(told) == {"title", "lines", "notes", "sources", "dated"}
    assert told["sources"]
    assert set(told["sources"][0]) == {"id", "title", "publisher", "published", "url"}


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
    assert full_case().folder == shipped_case
