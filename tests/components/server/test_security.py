"""Every response carries the headers; only the map's frame gets the policy folium needs."""

import base64
import hashlib

import pytest
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.responses import Response
from starlette.routing import Route
from starlette.testclient import TestClient

from components.server.index_html import html
from components.server.security import MAP_FRAME, SecurityHeaders, frame_policy, shell_policy
from components.session.content_policy import policy

KINDS = {"js": "text/javascript", "css": "text/css", "json": "application/json", "svg": "image/svg+xml"}
TILES = ("https://tiles.example.org",)


def answer(request):
    kind = KINDS.get(request.url.path.rpartition(".")[2], "text/html")
    return Response("as it was", headers={"Content-Security-Policy": "default-src *"}, media_type=kind)


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


@pytest.mark.parametrize("path", ["/static/js/last.js", "/lib/abc/layer.css", "/lib/abc/base.json"])
def test_what_is_no_document_gets_short_headers_that_let_it_load_nothing(path):
    headers = client().get(path).headers
    assert headers["content-security-policy"] == "default-src 'none'"
    assert headers["x-content-type-options"] == "nosniff"
    assert "permissions-policy" not in headers


@pytest.mark.parametrize("path", ["/worker.js", "/picture.svg"])
def test_a_worker_and_a_picture_that_may_hold_scripts_keep_the_whole_policy(path):
    assert client().get(path).headers["content-security-policy"] == shell_policy()


def test_the_shell_runs_no_inline_script_but_streamlits_own():
    allowed = directives(client().get("/"))["script-src"]
    assert "'unsafe-inline'" not in allowed
    assert "'unsafe-eval'" not in allowed
    scripts = [part.split("</script>")[0] for part in html().split("<script>")[1:]]
    digests = [base64.b64encode(hashlib.sha256(one.encode()).digest()).decode() for one in scripts]
    assert len(digests) == 4
    assert allowed == ["'self'", "blob:", *(f"'sha256-{digest}'" for digest in digests)]


def test_only_the_frame_may_evaluate_and_show_tiles():
    frame = directives(client().get(MAP_FRAME + "index.html"))
    assert "'unsafe-eval'" in frame["script-src"]
    assert "allow-popups" in frame["sandbox"]
    assert not {"allow-forms", "allow-modals", "allow-downloads", "allow-top-navigation"} & set(
        frame["sandbox"]
    )
    assert frame["default-src"] == ["'none'"]
    assert TILES[0] in frame["img-src"]
    assert not any(TILES[0] in sources for name, sources in frame.items() if name != "img-src")
    assert TILES[0] not in shell_policy()


@pytest.mark.parametrize("path", ["/x" + MAP_FRAME, "/blockade" + MAP_FRAME, MAP_FRAME.rstrip("/")])
def test_an_address_that_only_looks_like_the_frame_gets_the_strict_policy(path):
    assert "'unsafe-eval'" not in client().get(path).headers["content-security-policy"]


def test_only_documents_for_presenting_keep_a_policy_of_their_own():
    assert client().get("/present/x/view").headers["content-security-policy"] == "default-src *"
    assert client().get("/x/present/").headers["content-security-policy"] == shell_policy()
    assert client().get("/present/x/view").headers["x-content-type-options"] == "nosniff"


def test_a_policy_is_written_in_its_order():
    assert policy({"default-src": ["'none'"], "img-src": ["'self'", "data:"]}) == (
        "default-src 'none'; img-src 'self' data:"
    )
    assert frame_policy((), "'sha256-x'").count("https://") == 0
