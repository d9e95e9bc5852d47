"""Whoever asks for neither brotli nor gzip gets none, from the map's addresses as from Streamlit's."""

import pytest
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.middleware.gzip import GZipMiddleware
from starlette.testclient import TestClient

from components.map.assets import address, assets
from components.server.app_routes import ROUTES
from components.server.encoding import HonestEncoding


@pytest.fixture
def client():
    middleware = [Middleware(HonestEncoding), Middleware(GZipMiddleware, minimum_size=10)]
    return TestClient(Starlette(routes=ROUTES, middleware=middleware))


@pytest.mark.parametrize(
    "asked", ["identity", "gzip;q=0", "gzip;q=0, identity;q=1", "*;q=0, identity", "br;q=0"]
)
def test_it_goes_out_as_it_is(client, asked):
    for path in (f"/{address('layer.js').removeprefix('../../')}", "/health"):
        answer = client.get(path, headers={"accept-encoding": asked})
        assert answer.status_code == 200
        assert "content-encoding" not in answer.headers
    script = client.get(f"/{address('layer.js').removeprefix('../../')}", headers={"accept-encoding": asked})
    assert script.content == assets()["layer.js"].plain
    assert "accept-encoding" in script.headers["vary"]


@pytest.mark.parametrize("asked", ["gzip", "gzip, deflate, zstd", "br;q=0, gzip;q=0.2"])
def test_it_goes_out_packed(client, asked):
    path = f"/{address('layer.js').removeprefix('../../')}"
    answer = client.get(path, headers={"accept-encoding": asked})
    assert answer.headers["content-encoding"] == "gzip"
    assert answer.content == assets()["layer.js"].plain


@pytest.mark.parametrize("asked", ["br", "gzip, deflate, br, zstd", "br;q=1.0, gzip;q=0.2", "*"])
def test_whoever_takes_brotli_gets_the_smaller(client, asked):
    path = f"/{address('layer.js').removeprefix('../../')}"
    answer = client.get(path, headers={"accept-encoding": asked})
    assert answer.headers["content-encoding"] == "br"
    assert int(answer.headers["content-length"]) < len(assets()["layer.js"].gzip)
    assert answer.content == assets()["layer.js"].plain
