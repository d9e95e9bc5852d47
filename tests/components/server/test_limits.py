"""What is taken in has a bound: files by a setting, messages as they are unpacked."""

import asyncio
import logging

import pytest
import streamlit as st
import uvicorn
from uvicorn.protocols.websockets.websockets_sansio_impl import WebSocketsSansIOProtocol
from websockets.asyncio.client import connect
from websockets.exceptions import ConnectionClosed

from components.server import limits


@pytest.fixture
def asked(monkeypatch):
    limits.upload_mb.cache_clear()
    yield lambda value: monkeypatch.setenv("PASSAGE_UPLOAD_MB", value)
    limits.upload_mb.cache_clear()


@pytest.mark.parametrize(("value", "megabytes"), [("", 20), ("1", 1), (" 300 ", 300)])
def test_the_setting_is_streamlits_uploaders_too(asked, value, megabytes):
    asked(value)
    before = st.get_option("server.maxUploadSize")
    try:
        limits.limit_uploads()
        assert st.get_option("server.maxUploadSize") == megabytes == limits.upload_mb()
    finally:
        st.config.set_option("server.maxUploadSize", before)


@pytest.mark.parametrize("value", ["0", "-1", "many", "1.5", "99999", "1" * 5000])
def test_a_setting_that_makes_no_sense_is_told_and_the_default_holds(asked, caplog, value):
    asked(value)
    assert limits.upload_mb() == 20
    assert "PASSAGE_UPLOAD_MB" in caplog.text
    assert len(caplog.text) < 300


async def take(scope, receive, send):
    if scope["type"] != "websocket":
        return
    await receive()
    await send({"type": "websocket.accept"})
    while (message := await receive())["type"] == "websocket.receive":
        await send({"type": "websocket.send", "text": str(len(message["bytes"]))})


async def answers(*messages) -> list:
    """What a server of ours answers to messages, each whole or in pieces; the code where it closes."""
    options = {
        "ws": "websockets-sansio",
        "ws_per_message_deflate": True,
        "lifespan": "off",
        "log_config": None,
    }
    server = uvicorn.Server(uvicorn.Config(take, port=0, ws_max_size=200_000_000, **options))
    serving = asyncio.create_task(server.serve())
    while not server.started:  # noqa: ASYNC110 - uvicorn gives no event to wait for
        await asyncio.sleep(0.01)
    told = []
    async with connect(f"ws://127.0.0.1:{server.servers[0].sockets[0].getsockname()[1]}") as socket:
        try:
            for message in messages:
                await socket.send(message)
                told.append(int(await socket.recv()))
        except ConnectionClosed as closed:
            told.append(closed.rcvd.code)
    server.should_exit = True
    await serving
    return told


TOO_BIG = 1009


def test_a_message_is_bounded_as_unpacked_whole_and_in_pieces(monkeypatch, awaited):
    logging.getLogger("uvicorn.error").setLevel(logging.CRITICAL)
    own = WebSocketsSansIOProtocol.__init__
    monkeypatch.setattr(WebSocketsSansIOProtocol, "__init__", getattr(own, "__wrapped__", own))
    large = bytes(limits.MESSAGE + 1)  # some 1 kB as it goes over the wire
    assert awaited(answers(large)) == [len(large)]
    limits.limit_messages()
    small = bytes(limits.MESSAGE - 1)
    assert awaited(answers(b"step", small)) == [4, len(small)]
    assert awaited(answers(large)) == [TOO_BIG]
    assert awaited(answers([small[:600_000], small[:600_000]])) == [TOO_BIG]
