"""Date steps are compressed with a window over the whole step before, and go out at once."""

import asyncio
import logging
import socket
from inspect import unwrap

import pytest
import uvicorn
from uvicorn.protocols.http.auto import AutoHTTPProtocol
from uvicorn.protocols.websockets import websockets_sansio_impl
from websockets.asyncio.client import connect
from websockets.extensions.permessage_deflate import ServerPerMessageDeflateFactory

from components.server.websocket import look_back_a_whole_step, send_at_once


async def echo(scope, receive, send):
    if scope["type"] != "websocket":
        return
    await receive()
    await send({"type": "websocket.accept"})
    while (message := await receive())["type"] == "websocket.receive":
        await send({"type": "websocket.send", "bytes": message["bytes"]})


async def agreed() -> str:
    """What a server of ours answers to a browser that offers compression."""
    options = {"ws": "websockets-sansio", "ws_per_message_deflate": True, "lifespan": "off"}
    server = uvicorn.Server(uvicorn.Config(echo, port=0, log_config=None, **options))
    serving = asyncio.create_task(server.serve())
    while not server.started:  # noqa: ASYNC110 - uvicorn gives no event to wait for
        await asyncio.sleep(0.01)
    port = server.servers[0].sockets[0].getsockname()[1]
    async with connect(f"ws://127.0.0.1:{port}") as socket:
        await socket.send(b"step")
        assert await socket.recv() == b"step"
        answer = socket.response.headers["Sec-WebSocket-Extensions"]
    server.should_exit = True
    await serving
    return answer


def test_a_websocket_looks_back_over_a_whole_step(monkeypatch, awaited):
    logging.getLogger("uvicorn.error").setLevel(logging.CRITICAL)
    name = "ServerPerMessageDeflateFactory"
    monkeypatch.setattr(websockets_sansio_impl, name, ServerPerMessageDeflateFactory)
    assert "max_window_bits=12" in awaited(agreed())
    look_back_a_whole_step()
    answer = awaited(agreed())
    assert "permessage-deflate" in answer
    assert "max_window_bits=12" not in answer
    assert "no_context_takeover" not in answer


async def held_back() -> bool:
    """Whether a websocket on a socket bound as Streamlit binds it holds small messages back."""
    bound = socket.socket()
    bound.bind(("127.0.0.1", 0))
    server = uvicorn.Server(uvicorn.Config(echo, ws="websockets-sansio", log_config=None, lifespan="off"))
    serving = asyncio.create_task(server.serve(sockets=[bound]))
    while not server.started:  # noqa: ASYNC110 - uvicorn gives no event to wait for
        await asyncio.sleep(0.01)
    async with connect(f"ws://127.0.0.1:{bound.getsockname()[1]}") as websocket:
        await websocket.send(b"step")
        assert await websocket.recv() == b"step"
        [connection] = server.server_state.connections
        own = connection.transport.get_extra_info("socket")
        at_once = own.getsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY)
    server.should_exit = True
    await serving
    return not at_once


def test_a_small_message_is_not_held_back_until_the_last_was_acknowledged(monkeypatch, awaited):
    logging.getLogger("uvicorn.error").setLevel(logging.CRITICAL)
    # Another test in this process may have started the application already.
    monkeypatch.setattr(AutoHTTPProtocol, "connection_made", unwrap(AutoHTTPProtocol.connection_made))
    assert awaited(held_back())
    send_at_once()
    assert not awaited(held_back())


@pytest.mark.parametrize(
    "setting", ["enableWebsocketCompression = true", "minCachedMessageSize = 30", "postScriptGC = false"]
)
def test_the_settings_that_make_steps_small_and_quick_are_there(root, setting):
    assert setting in (root / ".streamlit" / "config.toml").read_text("utf-8")
