"""Every response carries the headers; only the map's frame gets the policy folium needs."""

import base64
import hashlib
from pathlib import Path

import pytest
import streamlit
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.responses import PlainTextResponse
from starlette.routing import Route
from starlette.testclient import TestClient
from streamlit import config

from components.security import (
    MAP_FRAME,
    SecurityHeaders,
    frame_policy,
    inline_script_hashes,
    policy,
    shell_policy,
)

TILES = ("https://tiles.example.org",)


def answer(request):
    return PlainTextResponse("as it was", headers={"Content-Security-Policy": "default-src *"})


def client():
    return TestClient(
        Starlette(
            routes=[Route("/{path:path}", answer)],
            middleware=[Middleware(SecurityHeaders, tile_hosts=TILES)],
        )
    )


def directives(response):
    parts = response.headers["content-security-policy"].split("; ")
    return {part.split()[0]: part.split()[1:] for part in parts}


@pytest.mark.parametrize("path", ["/", "/blockade", "/health", MAP_FRAME + "index.html", "/columns/abc"])
def test_every_response_is_closed_to_sniffing_framing_and_devices(path):
    response = client().get(path)
    assert response.text == "as it was"
    assert response.headers["x-content-type-options"] == "nosniff"
    assert directives(response)["frame-ancestors"] == ["'self'"]
    assert directives(response)["connect-src"] == ["'self'"]
    assert "camera=()" in response.headers["permissions-policy"]
    assert response.headers["referrer-policy"] in {"same-origin", "strict-origin"}


def test_the_shell_runs_no_inline_script_but_streamlits_own():
    allowed = directives(client().get("/"))["script-src"]
    assert "'unsafe-inline'" not in allowed
    assert "'unsafe-eval'" not in allowed
    page = (Path(streamlit.__file__).parent / "static" / "index.html").read_text(encoding="utf-8")
    inline = page.split("<script>")[1].split("</script>")[0]
    digest = base64.b64encode(hashlib.sha256(inline.encode()).digest()).decode()
    assert f"'sha256-{digest}'" in allowed
    assert len(inline_script_hashes()) == page.count("<script>")


def test_only_the_frame_may_evaluate_and_show_tiles():
    frame = directives(client().get(MAP_FRAME + "index.html"))
    assert "'unsafe-eval'" in frame["script-src"]
    assert frame["default-src"] == ["'none'"]
    assert TILES[0] in frame["img-src"]
    assert not any(TILES[0] in sources for name, sources in frame.items() if name != "img-src")
    assert TILES[0] not in shell_policy()


@pytest.mark.parametrize("path", ["/x" + MAP_FRAME, "/blockade" + MAP_FRAME, MAP_FRAME.rstrip("/")])
def test_an_address_that_only_looks_like_the_frame_gets_the_strict_policy(path):
    assert "'unsafe-eval'" not in client().get(path).headers["content-security-policy"]


def test_under_a_base_path_the_frame_is_where_streamlit_serves_it(monkeypatch):
    option = config.get_option
    monkeypatch.setattr(
        config, "get_option", lambda name: "/passage/" if name == "server.baseUrlPath" else option(name)
    )
    under = client()
    assert "'unsafe-eval'" in under.get("/passage" + MAP_FRAME).headers["content-security-policy"]
    assert "'unsafe-eval'" not in under.get(MAP_FRAME).headers["content-security-policy"]


def test_a_policy_is_written_in_its_order():
    assert policy({"default-src": ["'none'"], "img-src": ["'self'", "data:"]}) == (
        "default-src 'none'; img-src 'self' data:"
    )
    assert frame_policy(()).count("https://") == 0
