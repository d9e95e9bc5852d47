"""Bodies the browser fetches under their content hash: published by the map, served by its routes."""

import threading
from collections import OrderedDict
from collections.abc import Callable

# Oldest bodies go first once all together are larger; a map that needs one again publishes it anew.
LIMIT_BYTES = 256 * 1024 * 1024


class Store:
    """Compressed bodies by digest, bounded in size and shared by all sessions."""

    def __init__(self, limit_bytes: int = LIMIT_BYTES) -> None:
        self._limit = limit_bytes
        self._size = 0
        self._bodies: OrderedDict[str, bytes] = OrderedDict()
        self._lock = threading.Lock()

    def publish(self, digest: str, make: Callable[[], bytes]) -> None:
        """Keep the body under its digest; `make` gives it gzipped and runs only when it is not there."""
        with self._lock:
            if digest in self._bodies:
                self._bodies.move_to_end(digest)
                return
        body = make()
        with self._lock:
            if digest not in self._bodies:
                self._bodies[digest] = body
                self._size += len(body)
            while self._size > self._limit and len(self._bodies) > 1:
                _, gone = self._bodies.popitem(last=False)
                self._size -= len(gone)

    def get(self, digest: str) -> bytes | None:
        """The body, gzipped, or None where it is not, or no longer, kept."""
        with self._lock:
            return self._bodies.get(digest)


STORE = Store()
