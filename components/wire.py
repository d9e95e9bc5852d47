"""How the websocket compresses: by looking back over a whole date step.

A step sends some hundred small messages, nearly all as in the step before. uvicorn lets its compression
look back 4 kB, which is less than one step; with 32 kB it finds them again, for 0.3 MB a connection.
"""

from __future__ import annotations

from typing import Any

from uvicorn.protocols.websockets import websockets_sansio_impl
from websockets.extensions.permessage_deflate import ServerPerMessageDeflateFactory

WINDOW_BITS = 15


def look_back_a_whole_step() -> None:
    """Give every websocket of this process a window of 32 kB; uvicorn has no setting for it."""
    vars(websockets_sansio_impl)["ServerPerMessageDeflateFactory"] = _factory


def _factory(**settings: Any) -> ServerPerMessageDeflateFactory:
    wide = {"server_max_window_bits": WINDOW_BITS, "client_max_window_bits": WINDOW_BITS}
    return ServerPerMessageDeflateFactory(**(settings | wide))
