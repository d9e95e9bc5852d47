"""A line between a browser and a server that a test may cut and mend."""

from __future__ import annotations

import socket
import threading
from contextlib import suppress


class Line:
    """Passes connections on to a port of this machine until it is cut; ``url`` is what to open instead."""

    def __init__(self, target: int) -> None:
        self.target = target
        self._open: set[socket.socket] = set()
        self._whole = True
        self.sent = 0
        """Bytes that went to the browser."""
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.url = f"http://127.0.0.1:{self._listener.getsockname()[1]}"
        threading.Thread(target=self._accept, daemon=True).start()

    def cut(self) -> None:
        """Break every connection; whoever comes is turned away."""
        self._whole = False
        for end in list(self._open):
            with suppress(OSError):
                end.shutdown(socket.SHUT_RDWR)

    def mend(self, target: int | None = None) -> None:
        """Let connections through again, to another server if one is named."""
        self.target = target or self.target
        self._whole = True

    def close(self) -> None:
        self.cut()
        self._listener.close()

    def _accept(self) -> None:
        while True:
            try:
                near, _ = self._listener.accept()
            except OSError:
                return
            if not self._whole:
                near.close()
                continue
            try:
                far = socket.create_connection(("127.0.0.1", self.target))
            except OSError:
                near.close()
                continue
            for source, sink in ((near, far), (far, near)):
                threading.Thread(target=self._pass_on, args=(source, sink, near), daemon=True).start()

    def _pass_on(self, source: socket.socket, sink: socket.socket, near: socket.socket) -> None:
        self._open.add(source)
        with suppress(OSError):
            while chunk := source.recv(1 << 16):
                sink.sendall(chunk)
                self.sent += len(chunk) * (sink is near)
        self._open.discard(source)
        for end in (source, sink):
            with suppress(OSError):
                end.shutdown(socket.SHUT_RDWR)
            end.close()
