"""Many sessions at once, without a browser: each speaks Streamlit's own protocol over a raw websocket.

Every session opens the page and then steps the as-at date every four seconds. Told are the seconds from the
sent step to the end of its run, and the server's memory per session: ours beside a plain st_folium page
with one folium.GeoJson.

Run: python bench/sessions.py [--sessions 40] [--events 100000] [--seconds 60] [--write]
Needs the packages of the extra "bench".
"""

from __future__ import annotations

import argparse
import asyncio
import math
import random
import statistics
import tempfile
import time
from dataclasses import dataclass, field
from pathlib import Path

import psutil
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.asyncio.client import ClientConnection, connect

from measure import listening, machine, server, synthetic_case
from results import write_section

AT = "at=2022-01-01"
EVERY = 4.0
OPENING = 300.0
STEP = "day ›"
NAMES = {"ours": "Passage, Situation", "geojson": "st_folium with folium.GeoJson"}


@dataclass
class Session:
    """One reader: its socket, what it has to send back, and how long each of its steps took."""

    socket: ClientConnection
    query: str = AT
    page: str = ""
    button: str = ""
    seconds: list[float] = field(default_factory=list)
    received: int = 0
    kept: set[str] = field(default_factory=set)
    """Hashes of the messages a browser would have kept; the server then sends only these."""

    async def run(self, pressed: str = "") -> float:
        """Ask for one run of the page, with a button pressed or none; seconds until it has ended."""
        message = BackMsg()
        message.rerun_script.query_string = self.query
        message.rerun_script.page_script_hash = self.page
        message.rerun_script.cached_message_hashes.extend(self.kept)
        if pressed:
            state = message.rerun_script.widget_states.widgets.add()
            state.id = pressed
            state.trigger_value = True
        began = time.perf_counter()
        await self.socket.send(message.SerializeToString())
        while not self._ends(await self.socket.recv()):
            pass
        return time.perf_counter() - began

    def _ends(self, raw: str | bytes) -> bool:
        """Read one message; whether it says that the run is over."""
        if isinstance(raw, str):
            return False
        told = ForwardMsg.FromString(raw)
        self.received += len(raw)
        kind = told.WhichOneof("type")
        if told.metadata.cacheable:
            self.kept.add(told.hash)
        if kind == "new_session":
            self.page = told.new_session.page_script_hash
        elif kind == "page_info_changed":
            self.query = told.page_info_changed.query_string
        elif kind == "delta" and told.delta.new_element.WhichOneof("type") == "button":
            found = told.delta.new_element.button
            if found.label == STEP:
                self.button = found.id
        return bool(kind == "script_finished" and told.script_finished == ForwardMsg.FINISHED_SUCCESSFULLY)


@dataclass(frozen=True)
class Result:
    """What one page took of the server."""

    steps: tuple[float, ...]
    opened: float
    bytes_a_step: float
    base_mb: float
    session_mb: float
    left_out: int


async def opened(url: str) -> Session:
    """A session whose page has run once."""
    address = url.replace("http", "ws") + "/_stcore/stream"
    socket = await connect(address, max_size=None, max_queue=None, ping_interval=None)
    session = Session(socket)
    await asyncio.wait_for(session.run(), OPENING)
    return session


async def stepping(session: Session, seconds: float, dice: random.Random) -> int:
    """Step every four seconds; a step that falls due while the last still runs is left out and counted."""
    due = time.monotonic() + dice.uniform(0, EVERY)
    end, missed = time.monotonic() + seconds, 0
    while due < end:
        await asyncio.sleep(max(0.0, due - time.monotonic()))
        session.seconds.append(await session.run(session.button))
        due += EVERY
        while due < time.monotonic():
            due += EVERY
            missed += 1
    return missed


async def crowd(url: str, process: psutil.Process, sessions: int, seconds: float) -> Result:
    """Open all sessions one after the other, let them step, and take the server's memory on the way."""
    began = time.perf_counter()
    first = await opened(url)
    took = time.perf_counter() - began
    base = memory(process)
    others = [await opened(url) for _ in range(sessions - 1)]
    every = [first, *others]
    grown = memory(process) - base
    sent = sum(one.received for one in every)
    dice = random.Random(1)  # noqa: S311 - only spreads the steps over the four seconds
    missed = await asyncio.gather(*(stepping(one, seconds, dice) for one in every))
    steps = tuple(one for session in every for one in session.seconds)
    sent = sum(one.received for one in every) - sent
    for one in every:
        await one.socket.close()
    return Result(steps, took, sent / max(1, len(steps)), base, grown / max(1, sessions - 1), sum(missed))


def measured(name: str, case: Path, sessions: int, seconds: float) -> Result:
    """Start one page's server over a case and let the sessions loose on it."""
    script = "app.py" if name == "ours" else "bench/peers/app.py"
    with server(script, PASSAGE_CASE=str(case), PEER=name, PYTHONPATH=".") as url:
        listening(url)
        return asyncio.run(crowd(url, serving(url), sessions, seconds))


def table(results: dict[str, Result], sessions: int, events: int) -> str:
    """The results as a table."""
    columns = (
        "page", "steps", "p50", "p95", "slowest", "left out", "a step, not compressed", "first open",
        "MB before", "MB a session",
    )  # fmt: skip
    lines = [f"| {' | '.join(columns)} |", "|---" * len(columns) + "|"]
    for name, one in results.items():
        steps = sorted(one.steps)
        cells = (
            NAMES[name],
            f"{len(steps):,}",
            f"{statistics.median(steps):.3f} s",
            f"{steps[math.ceil(0.95 * len(steps)) - 1]:.3f} s",
            f"{steps[-1]:.3f} s",
            f"{one.left_out:,}",
            f"{one.bytes_a_step / 1000:,.1f} kB",
            f"{one.opened:.1f} s",
            f"{one.base_mb:,.0f}",
            f"{one.session_mb:.1f}",
        )
        lines.append(f"| {' | '.join(cells)} |")
    return f"{sessions} sessions, a step every {EVERY:g} s, {events:,} events.\n\n" + "\n".join(lines)


def serving(url: str) -> psutil.Process:
    """The process that listens at the address."""
    port = int(url.rpartition(":")[2])
    for one in psutil.Process().children(recursive=True):
        if any(link.laddr.port == port for link in one.net_connections("tcp") if link.status == "LISTEN"):
            return one
    raise RuntimeError(f"nobody listens at {url}")


def memory(process: psutil.Process) -> float:
    """Resident memory in MB."""
    return float(process.memory_info().rss) / 1e6


def main() -> None:
    """Measure both pages, print the table, and keep it where told to."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--sessions", type=int, default=40)
    asked.add_argument("--events", type=int, default=100_000)
    asked.add_argument("--seconds", type=float, default=60)
    asked.add_argument("--only", default=",".join(NAMES))
    asked.add_argument("--cases", type=Path, help="folder that keeps the synthetic cases between runs")
    asked.add_argument("--write", action="store_true", help="put the table into docs/performance.md")
    told = asked.parse_args()
    with tempfile.TemporaryDirectory() as scratch:
        case = synthetic_case(told.cases or Path(scratch), told.events)
        results = {name: measured(name, case, told.sessions, told.seconds) for name in told.only.split(",")}
    text = f"{machine()}.\n\n{table(results, told.sessions, told.events)}"
    print(text)
    if told.write:
        write_section("sessions", text)


if __name__ == "__main__":
    main()
