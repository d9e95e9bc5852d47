"""Take a picture of every page, light and dark, on four screens, into `out/`, and one for the README.

Needs the test environment: `.venv/bin/python scripts/screenshots.py [PAGE ...]`.
"""

import os
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Literal

from playwright.sync_api import Browser, Error, Page, sync_playwright

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from geo.picture.registry import TOPICS  # noqa: E402 - found by the line above

OUT = ROOT / "out"
README_PICTURE = ROOT / "docs" / "situation.png"
SCREENS = {"1280": (1280, 800), "1920": (1920, 1080), "phone": (390, 844), "tall": (1280, 2600)}
THEMES: tuple[Literal["light", "dark"], ...] = ("light", "dark")
PAINTED = "() => window.passage && window.passage.stats && window.passage.stats().painted"
PATIENCE = 30.0
README_VIEW = "/?from=2023-09-12&to=2023-10-04&at=2023-09-28T20:00"


@contextmanager
def server() -> Iterator[str]:
    """Serve Passage on a free port while the pictures are taken."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        port = int(listener.getsockname()[1])
    command = [sys.executable, "-m", "streamlit", "run", "app.py", "--server.headless", "true"]
    command += ["--server.port", str(port), "--server.address", "127.0.0.1"]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as process:
        try:
            wait_for(port)
            yield f"http://127.0.0.1:{port}"
        finally:
            process.terminate()


def wait_for(port: int) -> None:
    """Return once something listens on the port."""
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline:
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
        except OSError:
            time.sleep(0.1)
        else:
            return
    sys.exit("the server did not start")


def drawn(page: Page) -> None:
    """Wait until the page has run through and its map, where it has one, is painted."""
    page.locator(".st-key-count").first.wait_for(state="attached")
    page.wait_for_timeout(500)
    page.locator("[data-testid=stApp][data-test-script-state=notRunning]").wait_for()
    deadline = time.monotonic() + PATIENCE
    has_map = page.locator("iframe[title*=st_folium]").count() > 0
    while has_map and time.monotonic() < deadline:
        try:
            if any(frame.evaluate(PAINTED) for frame in page.frames[1:]):
                break
        except Error:  # a frame that is being replaced cannot be asked
            pass
        page.wait_for_timeout(100)
    page.wait_for_timeout(1500)


def picture(browser: Browser, address: str, path: Path, screen: str, theme: Literal["light", "dark"]) -> None:
    """Open an address in a new window and write what is seen into a PNG file."""
    width, height = SCREENS[screen]
    context = browser.new_context(viewport={"width": width, "height": height}, color_scheme=theme)
    page = context.new_page()
    page.goto(address)
    drawn(page)
    page.screenshot(path=path)
    context.close()


def main(pages: tuple[str, ...]) -> None:
    """Take all pictures and say where each is."""
    OUT.mkdir(exist_ok=True)
    path = os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("google-chrome")
    with server() as url, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=["--no-sandbox", "--disable-gpu"])
        for name in pages:
            address = url + ("/" if name == "situation" else f"/{name}")
            for screen in SCREENS:
                for theme in THEMES:
                    target = OUT / f"{name}-{screen}-{theme}.png"
                    picture(browser, address, target, screen, theme)
                    print(target)
        if "situation" in pages:
            picture(browser, url + README_VIEW, README_PICTURE, "1280", "light")
            print(README_PICTURE)


if __name__ == "__main__":
    main(tuple(sys.argv[1:]) or tuple(topic.key for topic in TOPICS))
