"""How what is said to a browser goes out: compressed by looking back over a whole date step, and at once.

A step sends some hundred small messages, nearly all as in the step before. uvicorn lets its compression
look back 4 kB, which is less than one step; with 32 kB it finds them again, for 0.3 MB a connection.
"""

from __future__ import annotations

import socket
from functools import wraps
from typing import TYPE_CHECKING, Any

from components.server.foreign.pieces import method, piece

if TYPE_CHECKING:
    from asyncio import BaseTransport

WINDOW_BITS = 15
_PROTOCOL = "uvicorn.protocols.websockets.websockets_sansio_impl"
_FACTORY = "ServerPerMessageDeflateFactory"
_CONNECTION = "uvicorn.protocols.http.auto:AutoHTTPProtocol"


def look_back_a_whole_step() -> None:
    """Give every websocket of this process a window of 32 kB; uvicorn has no setting for it."""
    method(f"{_PROTOCOL}:WebSocketsSansIOProtocol.__init__", "self", reads=(_FACTORY,))
    narrow = method(f"{_PROTOCOL}:{_FACTORY}", "server_no_context_takeover", "client_no_context_takeover",
                    "server_max_window_bits", "client_max_window_bits")  # fmt: skip
    wide = {"server_max_window_bits": WINDOW_BITS, "client_max_window_bits": WINDOW_BITS}

    def factory(**settings: Any) -> Any:
        return narrow(**(settings | wide))

    setattr(piece(_PROTOCOL), _FACTORY, factory)


def send_at_once() -> None:
    """Let no connection of this process hold back a small message until the browser acknowledged the last.

    asyncio sees to that for sockets it makes itself; Streamlit makes its own, and a browser acknowledges
    after 40 ms. A websocket takes over the connection it was asked for on.
    """
    accept = method(f"{_CONNECTION}.connection_made", "self", "transport")

    @wraps(accept)
    def connection_made(protocol: Any, transport: BaseTransport) -> None:
        connection = transport.get_extra_info("socket")
        if connection is not None and connection.family in {socket.AF_INET, socket.AF_INET6}:
            connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        accept(protocol, transport)

    setattr(piece(_CONNECTION), "connection_made", connection_made)  # noqa: B010 - a method is replaced
