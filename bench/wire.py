"""Bytes as they cross the wire, counted by a relay before the server, which can be as thin as a line is."""

from __future__ import annotations

import asyncio
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress

from measure import free_port


class Relay:
    """Passes connections on to a local port; ``sent`` counts what the server has sent to the browser.

    ``rate`` in kbit/s is shared by all that the server sends, nought for as fast as it goes; ``delay`` is in
    milliseconds, there and back.
    """

    def __init__(self, target: int, rate: float = 0, delay: float = 0) -> None:
        self.target = target
        self.bytes_a_second = rate * 125
        self.way = delay / 2000
        self._free = 0.0
        self.port = free_port()
        self.sent = 0

    async def serve(self) -> None:
        """Listen until the loop is stopped."""
        listener = await asyncio.start_server(self._passed_on, "127.0.0.1", self.port)
        async with listener:
            await listener.serve_forever()

    async def _passed_on(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            far_reader, far_writer = await asyncio.open_connection("127.0.0.1", self.target)
        except OSError:
            writer.close()
            return
        # Shaking hands takes once there and back.
        await asyncio.sleep(2 * self.way)
        with suppress(asyncio.CancelledError):
            await asyncio.gather(self._copied(reader, far_writer, 0), self._copied(far_reader, writer, 1))

    async def _copied(self, source: asyncio.StreamReader, sink: asyncio.StreamWriter, counted: int) -> None:
        under_way: asyncio.Queue[tuple[float, bytes]] = asyncio.Queue(1000)
        arriving = asyncio.create_task(_arrive(under_way, sink))
        with suppress(OSError):
            while chunk := await source.read(1 << (12 if self.bytes_a_second else 16)):
                self.sent += counted * len(chunk)
                await under_way.put(
                    (self._due(len(chunk)) if counted else time.monotonic() + self.way, chunk)
                )
        await under_way.put((0.0, b""))
        await arriving

    def _due(self, size: int) -> float:
        """Return when so many bytes have come through the line, behind all that was sent before."""
        now = time.monotonic()
        if self.bytes_a_second:
            self._free = max(now, self._free) + size / self.bytes_a_second
        return max(now, self._free) + self.way


async def _arrive(under_way: asyncio.Queue[tuple[float, bytes]], sink: asyncio.StreamWriter) -> None:
    with suppress(OSError):
        while True:
            due, chunk = await under_way.get()
            if not chunk:
                break
            wait = due - time.monotonic()
            if wait > 0:
                await asyncio.sleep(wait)
            sink.write(chunk)
            await sink.drain()
    sink.close()


@contextmanager
def relayed(url: str, rate: float = 0, delay: float = 0) -> Iterator[tuple[Relay, str]]:
    """A relay in front of a server on this machine, and the address to open instead."""
    relay = Relay(int(url.rpartition(":")[2]), rate, delay)
    loop = asyncio.new_event_loop()
    thread = threading.Thread(target=_run, args=(loop, relay), daemon=True)
    thread.start()
    try:
        yield relay, f"http://127.0.0.1:{relay.port}"
    finally:
        loop.call_soon_threadsafe(loop.stop)
        thread.join(timeout=5)


def _run(loop: asyncio.AbstractEventLoop, relay: Relay) -> None:
    asyncio.set_event_loop(loop)
    serving = loop.create_task(relay.serve())
    loop.run_forever()
    serving.cancel()
    tasks = asyncio.all_tasks(loop)
    for task in tasks:
        task.cancel()
    loop.run_until_complete(asyncio.gather(*tasks, return_exceptions=True))
    loop.close()
