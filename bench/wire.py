"""Bytes as they really cross the wire, compressed and framed, counted by a relay before the server."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress

from measure import free_port


class Relay:
    """Passes connections on to a local port; ``sent`` counts what the server has sent to the browser."""

    def __init__(self, target: int) -> None:
        self.target = target
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
        with suppress(asyncio.CancelledError):
            await asyncio.gather(self._copied(reader, far_writer, 0), self._copied(far_reader, writer, 1))

    async def _copied(self, source: asyncio.StreamReader, sink: asyncio.StreamWriter, counted: int) -> None:
        with suppress(OSError):
            while chunk := await source.read(1 << 16):
                self.sent += counted * len(chunk)
                sink.write(chunk)
                await sink.drain()
        sink.close()


@contextmanager
def relayed(url: str) -> Iterator[tuple[Relay, str]]:
    """A relay in front of a server on this machine, and the address to open instead."""
    relay = Relay(int(url.rpartition(":")[2]))
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
