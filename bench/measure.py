"""A server and a browser for the benchmarks, and how their results are told."""

from __future__ import annotations

import os
import platform
import shutil
import socket
import statistics
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

from playwright.sync_api import Browser, Frame, Page, sync_playwright

ROOT = Path(__file__).resolve().parent.parent
OPTIONS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
PAINTED = "() => window.passage && window.passage.stats && window.passage.stats().painted"
PATIENCE = 60.0


def free_port() -> int:
    """A port of this machine that nobody listens on."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return int(listener.getsockname()[1])


@contextmanager
def server(script: str = "app.py", **settings: str) -> Iterator[str]:
    """Start `streamlit run` with settings in its environment; give its address at once, before it answers."""
    port = free_port()
    command = [sys.executable, "-m", "streamlit", "run", script, "--server.headless", "true"]
    command += ["--server.port", str(port), "--server.address", "127.0.0.1"]
    command += ["--browser.gatherUsageStats", "false"]
    told, nowhere = {**os.environ, **settings}, subprocess.DEVNULL
    with subprocess.Popen(command, cwd=ROOT, env=told, stdout=nowhere, stderr=nowhere) as process:
        try:
            yield f"http://127.0.0.1:{port}"
        finally:
            process.terminate()


@contextmanager
def chromium() -> Iterator[Browser]:
    """A headless Chromium without a graphics card: CHROMIUM, one on the PATH, or Playwright's."""
    path = os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("google-chrome")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=list(OPTIONS))
        yield browser
        browser.close()


def listening(url: str) -> None:
    """Wait until something answers at the address."""
    host, port = url.removeprefix("http://").split(":")
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline:
        try:
            socket.create_connection((host, int(port)), timeout=1).close()
        except OSError:
            time.sleep(0.01)
        else:
            return
    message = f"nothing listens at {url}"
    raise TimeoutError(message)


def frame_where(page: Page, condition: str, patience: float = PATIENCE) -> Frame:
    """The frame in which a JavaScript condition holds, as soon as one is there."""
    deadline = time.monotonic() + patience
    while time.monotonic() < deadline:
        for frame in page.frames[1:]:
            try:
                if frame.evaluate(condition):
                    return frame
            except Exception:  # noqa: BLE001, S110 - a frame may go away while it is asked
                pass
        page.wait_for_timeout(10)
    message = f"no frame came to: {condition}"
    raise TimeoutError(message)


def opened(page: Page, url: str, seconds: float = 120.0) -> None:
    """Open a page and wait until the application stands in the place of the map that came before it."""
    page.goto(url, timeout=seconds * 1000)
    page.locator("#first-words").wait_for(state="detached", timeout=seconds * 1000)


def synthetic_case(folder: Path, events: int) -> Path:
    """The folder of a synthetic case with a tenth as many places as events, made when it is not there."""
    case = folder / str(events)
    if not case.exists():
        places = max(200, min(100_000, events // 10))
        command = [sys.executable, "-m", "geo", "synth", "--events", str(events), "--places", str(places)]
        subprocess.run([*command, "--seed", "1", "--out", str(case)], cwd=ROOT, check=True)
    return case


def machine() -> str:
    """The machine and the day, as results are worth little without them."""
    day = datetime.now(tz=UTC).date().isoformat()
    return f"{day}, {platform.system()}, {os.cpu_count()} cores, Python {platform.python_version()}"


def row(name: str, seconds: Sequence[float], target: float | None) -> str:
    """One line of a results table: median, fastest, slowest and target, in seconds."""
    aim = "" if target is None else f"{target:g}"
    median = statistics.median(seconds)
    return f"| {name} | {median:.2f} | {min(seconds):.2f} | {max(seconds):.2f} | {aim} |"


def header(title: str) -> str:
    """The head of a results table."""
    columns = "| what | median | fastest | slowest | target |\n|---|---|---|---|---|"
    return f"{title} ({machine()}), seconds\n\n{columns}"
