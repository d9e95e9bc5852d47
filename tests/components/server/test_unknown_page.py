"""An address that leads nowhere gets a page that says so; nothing else is touched."""

import pytest
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.responses import HTMLResponse, JSONResponse
from starlette.routing import Route
from starlette.testclient import TestClient

from components.server.index_html import names
from components.server.unknown_page import UnknownPage


@pytest.fixture
def client():
    routes = [
        Route("/data.json", lambda _: JSONResponse({})),
        Route("/{path:path}", lambda _: HTMLResponse("<p>Streamlit's page for any address</p>")),
    ]
    return TestClient(Starlette(routes=routes, middleware=[Middleware(UnknownPage)]))


@pytest.mark.parametrize("path", ["/nowhere", "/blockade/x", "/a/b/c", "/x.html"])
def test_it_says_so_and_leads_to_every_page(client, path):
    answer = client.get(path)
    assert answer.status_code == 404
    assert f"There is no page “{path}” here" in answer.text
    assert "Streamlit" not in answer.text
    for name in names():
        assert client.get(path).text.count(f'{name}">') == 1
    link = answer.text.split('href="')[1].split('"')[0]
    assert str(answer.url.join(link)) == "http://testserver/situation"


def test_the_address_is_shown_as_text_and_not_at_any_length(client):
    text = client.get("/<script>alert(1)</script>" + "a" * 5000).text
    assert "<script>" not in text
    assert "&lt;script&gt;" in text
    assert len(text) < 3000


@pytest.mark.parametrize(
    "path", ["/", "/blockade", "/blockade/", "/present/x/view", "/component/a/index.html"]
)
def test_what_has_a_page_keeps_it(client, path):
    answer = client.get(path)
    assert answer.status_code == 200
    assert "any address" in answer.text


def test_what_is_no_page_keeps_its_answer(client):
    assert client.get("/data.json").json() == {}
