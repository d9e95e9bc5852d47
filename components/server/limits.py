"""How much this server takes in: files people upload, and what a browser sends over its websocket."""

from __future__ import annotations

import os
from functools import cache, wraps
from typing import Any

from components.server.foreign.pieces import LOG, method, piece

SETTING = "PASSAGE_UPLOAD_MB"
UPLOAD_MB = 20
"""Megabytes of an uploaded file, where the setting does not say otherwise."""
MOST_MB = 2000
MESSAGE = 1_000_000
"""Bytes of one message of a browser, unpacked: a page with every control changed sends some 20 kB."""
_PROTOCOL = "uvicorn.protocols.websockets.websockets_sansio_impl:WebSocketsSansIOProtocol"


@cache
def upload_mb() -> int:
    """Return the megabytes an uploaded file may have, as sent and as unpacked."""
    asked = os.environ.get(SETTING, "").strip() or str(UPLOAD_MB)
    if asked.isdecimal() and len(asked) <= len(str(MOST_MB)) and 1 <= int(asked) <= MOST_MB:
        return int(asked)
    LOG.warning("%s = %r is no whole number from 1 to %s: %s holds.", SETTING, asked[:20], MOST_MB, UPLOAD_MB)
    return UPLOAD_MB


def limit_uploads() -> None:
    """Let Streamlit's uploader refuse a larger file, before it is sent and while it comes in."""
    method("streamlit.config:set_option", "key", "value")("server.maxUploadSize", upload_mb())


def limit_messages() -> None:
    """Let every websocket of this process close on a larger message, packed or unpacked, in pieces or not.

    The one setting there is (`server.maxMessageSize`) bounds what the server sends as well.
    """
    method(f"{_PROTOCOL}.__init__", "self", reads=("ws_max_size", "conn"))
    method("websockets.protocol:Protocol.parse", "self", reads=("max_message_size",))
    begin = piece(f"{_PROTOCOL}.__init__")

    @wraps(begin)
    def __init__(protocol: Any, *args: Any, **settings: Any) -> None:  # noqa: N807 - a method is replaced
        begin(protocol, *args, **settings)
        protocol.conn.max_message_size = MESSAGE

    setattr(piece(_PROTOCOL), "__init__", __init__)  # noqa: B010 - as above
