"""Streamlit's files and our pages go out compressed, each file worked on once."""

import gzip

import pytest
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.responses import HTMLResponse, PlainTextResponse, StreamingResponse
from starlette.routing import Route
from starlette.testclient import TestClient

from components.server import compression
from components.server.compression import LEAST, Compressed

SCRIPT = "let passage = 1;\n" * 1000


def served(kind: str, text: str = SCRIPT):
    return lambda _request: PlainTextResponse(text, media_type=kind, headers={"cache-control": "immutable"})


@pytest.fixture
def client():
    routes = [
        Route("/static/js/a.js", served("text/javascript")),
        Route("/static/js/small.js", served("text/javascript", "x" * (LEAST - 1))),
        Route("/component/map/static/js/main.521860b0.js", served("text/javascript", "x" * 9)),
        Route("/static/media/a.woff2", served("font/woff2")),
        Route("/page", lambda _request: HTMLResponse("<p>words</p>" * 200)),
        Route(
            "/parts",
            lambda _request: StreamingResponse(iter(["<p>head</p>", "<p>words</p>"]), media_type="text/html"),
        ),
        Route("/data", served("application/json")),
    ]
    with TestClient(Starlette(routes=routes, middleware=[Middleware(Compressed)])) as client:
        yield client


@pytest.mark.parametrize(("accepted", "coding"), [("gzip", "gzip"), ("br, gzip", "br")])
def test_a_script_is_a_fraction_of_its_size_and_reads_the_same(client, accepted, coding):
    answer = client.get("/static/js/a.js", headers={"accept-encoding": accepted})
    assert answer.text == SCRIPT
    assert answer.headers["content-encoding"] == coding
    assert int(answer.headers["content-length"]) < len(SCRIPT) / 20
    assert answer.headers["vary"] == "Accept-Encoding"
    assert answer.headers["cache-control"] == "immutable"


def test_a_file_is_worked_on_once(client, monkeypatch):
    client.get("/static/js/a.js", headers={"accept-encoding": "gzip"})
    monkeypatch.setattr(gzip, "compress", lambda *_args, **_more: pytest.fail("compressed again"))
    assert client.get("/static/js/a.js", headers={"accept-encoding": "gzip"}).text == SCRIPT


@pytest.mark.parametrize("path", ["/static/js/small.js", "/static/media/a.woff2", "/data"])
def test_what_would_gain_nothing_or_is_not_ours_to_touch_goes_as_it_is(client, path):
    assert "content-encoding" not in client.get(path).headers


@pytest.mark.parametrize("headers", [{"accept-encoding": "identity"}, {"range": "bytes=0-10"}])
def test_whoever_takes_no_gzip_or_asks_for_a_part_gets_the_plain_file(client, headers):
    answer = client.get("/static/js/a.js", headers=headers)
    assert "content-encoding" not in answer.headers
    assert answer.text == SCRIPT


@pytest.mark.parametrize(
    ("path", "text"), [("/page", "<p>words</p>" * 200), ("/parts", "<p>head</p><p>words</p>")]
)
@pytest.mark.parametrize(("accepted", "coding"), [("gzip", "gzip"), ("br, gzip", "br")])
def test_a_page_goes_out_compressed_as_it_is_written(client, path, text, accepted, coding):
    answer = client.get(path, headers={"accept-encoding": accepted})
    assert answer.headers["content-encoding"] == coding
    assert answer.text == text


def test_a_components_script_named_by_its_hash_is_kept_for_good(client):
    assert "immutable" in client.get("/component/map/static/js/main.521860b0.js").headers["cache-control"]


def test_what_is_kept_is_bounded():
    assert compression._packed.cache_info().maxsize == compression.KEPT
