"""How what is said to a browser goes out: compressed by looking back over a whole date step, and at once.

A step sends some hundred small messages, nearly all as in the step before. uvicorn lets its compression
look back 4 kB, which is less than one step; with 32 kB it finds them again, for 0.3 MB a connection.
"""

from __future__ import annotations

import socket
from functools import wraps
from typing import TYPE_CHECKING, Any

from uvicorn.protocols.http.auto import AutoHTTPProtocol
from uvicorn.protocols.websockets import websockets_sansio_impl
from websockets.extensions.permessage_deflate import ServerPerMessageDeflateFactory

if TYPE_CHECKING:
    from asyncio import BaseTransport

WINDOW_BITS = 15


def look_back_a_whole_step() -> None:
    """Give every websocket of this process a window of 32 kB; uvicorn has no setting for it."""
    vars(websockets_sansio_impl)["ServerPerMessageDeflateFactory"] = _factory


def send_at_once() -> None:
    """Let no connection of this process hold back a small message until the browser acknowledged the last.

    asyncio sees to that for sockets it makes itself; Streamlit makes its own, and a browser acknowledges
    after 40 ms. A websocket takes over the connection it was asked for on.
    """
    made = AutoHTTPProtocol.connection_made

    @wraps(made)
    def connection_made(protocol: Any, transport: BaseTransport) -> None:
        held = transport.get_extra_info("socket")
        if held is not None and held.family in {socket.AF_INET, socket.AF_INET6}:
            held.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        made(protocol, transport)

    setattr(AutoHTTPProtocol, "connection_made", connection_made)  # noqa: B010 - a method is replaced


def _factory(**settings: Any) -> ServerPerMessageDeflateFactory:
    wide = {"server_max_window_bits": WINDOW_BITS, "client_max_window_bits": WINDOW_BITS}
    return ServerPerMessageDeflateFactory(**(settings | wide))
