"""Only this machine's names and those of the setting are answered, by Host and by Origin."""

import pytest
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.responses import PlainTextResponse
from starlette.routing import Route, WebSocketRoute
from starlette.testclient import TestClient
from starlette.websockets import WebSocketDisconnect

import app
from components.server.hosts import AllowedHosts


def page(request):
    return PlainTextResponse(request.headers["host"])


async def stream(websocket):
    await websocket.accept()
    await websocket.send_text(websocket.headers["host"])
    await websocket.close()


@pytest.fixture
def client():
    routes = [Route("/{path:path}", page), WebSocketRoute("/stream", stream)]
    return TestClient(
        Starlette(routes=routes, middleware=[Middleware(AllowedHosts)]), base_url="http://localhost"
    )


@pytest.fixture(autouse=True)
def _no_setting(monkeypatch):
    monkeypatch.delenv("PASSAGE_HOSTS", raising=False)


def streamed(client, **headers):
    with client.websocket_connect("/stream", headers=headers) as websocket:
        return websocket.receive_text()


@pytest.mark.parametrize("host", ["localhost", "localhost:8501", "127.0.0.1:1", "[::1]:8501", "LOCALHOST."])
def test_the_machines_own_names_are_answered(client, host):
    assert client.get("/", headers={"host": host}).status_code == 200
    assert streamed(client, host=host) == host


@pytest.mark.parametrize(
    "host", ["rebound.example.org", "localhost.example.org", "", "127.0.0.1@evil.org", "[::1"]
)
def test_any_other_name_is_refused_before_anything_is_answered(client, host):
    answer = client.get("/health", headers={"host": host})
    assert answer.status_code == 421
    assert "PASSAGE_HOSTS" in answer.text
    with pytest.raises(WebSocketDisconnect) as refused:
        streamed(client, host=host)
    assert refused.value.code == 1008


@pytest.mark.parametrize("origin", ["https://other.example.org", "null", "http://localhost.evil.org:8501"])
def test_a_page_of_another_origin_is_refused(client, origin):
    assert client.get("/", headers={"origin": origin}).status_code == 421
    with pytest.raises(WebSocketDisconnect):
        streamed(client, origin=origin)


def test_the_setting_adds_names_and_a_proxy_may_change_the_host(monkeypatch, client):
    monkeypatch.setenv("PASSAGE_HOSTS", "passage.example.org, *.aid.example.org")
    for name in ("passage.example.org", "a.aid.example.org:444", "localhost"):
        assert client.get("/", headers={"host": name}).status_code == 200
    for name in ("example.org", "aid.example.org", "b.passage.example.org"):
        assert client.get("/", headers={"host": name}).status_code == 421
    # Streamlit compares the two itself and would ask outside for the machine's address where they differ.
    told = streamed(client, host="127.0.0.1:8501", origin="https://passage.example.org")
    assert told == "passage.example.org"


def test_a_star_allows_every_name(monkeypatch, client):
    monkeypatch.setenv("PASSAGE_HOSTS", "*")
    assert client.get("/", headers={"host": "any.example.org"}).status_code == 200


def test_the_application_asks_for_it():
    assert AllowedHosts in [middleware.cls for middleware in app.app._user_middleware]
