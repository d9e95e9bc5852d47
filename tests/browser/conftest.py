"""A real server and a real Chromium with the network cut, for the user stories."""

import os
import re
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal
from urllib.error import URLError
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import (
    Browser,
    BrowserContext,
    ConsoleMessage,
    Frame,
    Page,
    Request,
    expect,
    sync_playwright,
)

ROOT = Path(__file__).resolve().parent.parent.parent
# Debian's, that without a window first: scripts/test.py names another.
BROWSERS = ("/usr/bin/chromium-headless-shell", "/usr/bin/chromium")
BROWSER_OPTIONS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1, EXCLUDE localhost",
)
START_SECONDS = 60
PAINT_MILLISECONDS = 30_000
PAINTED = "() => window.passage && window.passage.stats && window.passage.stats().painted"
# A busy machine of two cores may take its time; what is measured is measured in bench/.
expect.set_options(timeout=20_000)
# Messages of Chromium and Streamlit that are no fault of a page, each with its reason.
HARMLESS = (
    # Streamlit lists browser features for its component frames that this Chromium does not know.
    "Unrecognized feature:",
    # Leaflet asks to stop a touch that already scrolls the page, and the browser says no.
    "Ignored attempt to cancel a touch",
)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    here = Path(__file__).parent
    for item in items:
        if item.path.is_relative_to(here):
            item.add_marker(pytest.mark.browser)


def free_port() -> int:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return int(listener.getsockname()[1])


def wait_until_healthy(url: str, process: subprocess.Popen[bytes], log: Path) -> None:
    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline:
        if process.poll() is not None:
            break
        try:
            with urllib.request.urlopen(f"{url}/health", timeout=1) as answer:  # noqa: S310
                if answer.status == 200:
                    return
        except (URLError, OSError):
            time.sleep(0.1)
    pytest.fail(f"the server did not start:\n{log.read_text(encoding='utf-8')}")


@dataclass
class Server:
    """A running Passage: its address and where its log is."""

    url: str
    log: Path


@contextmanager
def serving(log: Path, **settings: str) -> Iterator[Server]:
    """Start `streamlit run app.py` on a free port and stop it at the end."""
    port = free_port()
    url = f"http://127.0.0.1:{port}"
    command = [sys.executable, "-m", "streamlit", "run", "app.py"]
    command += ["--server.port", str(port), "--server.address", "127.0.0.1"]
    command += ["--server.headless", "true"]
    with log.open("wb") as output:
        process = subprocess.Popen(
            command, cwd=ROOT, env={**os.environ, **settings}, stdout=output, stderr=output
        )
        try:
            wait_until_healthy(url, process, log)
            yield Server(url, log)
        finally:
            process.terminate()
            process.wait(timeout=20)


@pytest.fixture(scope="session")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """The application with the case that ships with it."""
    with serving(tmp_path_factory.mktemp("server") / "log.txt") as server:
        yield server


@pytest.fixture(scope="module")
def serve_case(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Callable[[Path], Server]]:
    """`serve_case(folder)`: the application with another case, until the module's tests are done."""
    with ExitStack() as running:

        def start(folder: Path) -> Server:
            log = tmp_path_factory.mktemp("server") / "log.txt"
            return running.enter_context(serving(log, PASSAGE_CASE=str(folder)))

        yield start


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    path = os.environ.get("CHROMIUM") or next((str(p) for p in map(Path, BROWSERS) if p.exists()), None)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=list(BROWSER_OPTIONS))
        yield browser
        browser.close()


@dataclass
class Watch:
    """What went wrong in a browser while nobody was looking."""

    outside: list[str] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)

    def request(self, request: Request) -> None:
        """Note what asks for another machine; the resolver's rule lets nothing reach one."""
        host = urlsplit(request.url).hostname
        if host not in {"127.0.0.1", "localhost"} and not request.url.startswith(("data:", "blob:", "file:")):
            self.outside.append(request.url)

    def console(self, message: ConsoleMessage) -> None:
        """Note an error, or a warning of the content security policy."""
        serious = message.type == "error" or "Content Security Policy" in message.text
        if serious and not any(known in message.text for known in HARMLESS):
            self.errors.append(f"{message.text} ({message.location.get('url')})")

    def page(self, context: BrowserContext) -> Page:
        """A new page of the context under watch."""
        page = context.new_page()
        # Not by a route: that would switch the browser's cache off and hand each request to this process.
        page.on("request", self.request)
        page.on("console", self.console)
        page.on("pageerror", lambda error: self.errors.append(error.stack or str(error)))
        return page

    def assert_clean(self) -> None:
        assert self.outside == [], "asked for something outside this machine"
        assert self.errors == [], "the browser's console holds errors"


class Screen:
    """One person's browser window on Passage."""

    def __init__(self, page: Page, server: Server) -> None:
        self.page = page
        self.url = server.url
        self.log = server.log

    def open(self, path: str = "/", *, has_map: bool = True) -> "Screen":
        """Open an address and wait until it is drawn."""
        self.page.goto(self.url + path)
        self.settled()
        if has_map:
            self.map()
        return self

    def settled(self) -> None:
        """Wait until Streamlit has run the page through without an error and what came before it is gone."""
        self.page.locator("[data-testid=stApp]").wait_for(timeout=PAINT_MILLISECONDS)
        self.page.locator(".st-key-count").wait_for(state="attached", timeout=PAINT_MILLISECONDS)
        running = self.page.locator(
            "[data-asked], [data-testid=stApp]:not([data-test-script-state=notRunning])"
        )
        expect(running).to_have_count(0, timeout=PAINT_MILLISECONDS)
        self.page.locator("#first-words").wait_for(state="detached", timeout=PAINT_MILLISECONDS)
        if self.page.locator("[data-testid=stException]").count():
            pytest.fail(f"the page stopped with an error:\n{self.log.read_text(encoding='utf-8')[-3000:]}")

    def map(self) -> Frame:
        """The frame of the page's map, once it has painted."""
        element = self.page.locator("iframe[title*=st_folium]").first
        element.wait_for(timeout=PAINT_MILLISECONDS)
        handle = element.element_handle()
        frame = handle.content_frame() if handle else None
        assert frame is not None
        frame.wait_for_function(PAINTED, timeout=PAINT_MILLISECONDS)
        return frame

    def follow(self, name: str) -> "Screen":
        """Go to another page by the navigation, as a reader does."""
        self.page.get_by_role("link", name=name, exact=True).first.click()
        # While one page gives way to the next, the line of both may stand for a moment.
        here = self.page.locator("[class*=st-key-nav_here]").filter(has_text=name)
        expect(here).to_be_visible(timeout=PAINT_MILLISECONDS)
        self.settled()
        return self

    def choose(self, name: str, typed: str) -> None:
        """Take an entry of a list as a reader does: open it, type, and choose once it is offered.

        A script types faster than the list is drawn, and Enter on a list not yet there says nothing.
        """
        box = self.page.get_by_role("combobox", name=name)
        box.focus()
        box.press_sequentially(typed)
        expect(self.page.get_by_role("option", name=typed).first).to_be_visible()
        expect(box).to_have_attribute("aria-activedescendant", re.compile("option"))
        self.page.keyboard.press("Enter")

    def words(self) -> str:
        """All text on the page, without the map's."""
        return self.page.locator("[data-testid=stMain]").inner_text()

    def count(self) -> str:
        """The line that counts the events shown, however it is broken into lines at the moment."""
        return " ".join((self.page.locator(".st-key-count").text_content() or "").split())

    def query(self) -> str:
        """The part of the address after the question mark."""
        return self.page.url.partition("?")[2]


OpenScreen = Callable[..., Screen]


@pytest.fixture(scope="session")
def window(chromium: Browser) -> Iterator[BrowserContext]:
    """A window whose tabs share what they fetched: with Streamlit's scripts at hand a page opens sooner.

    Without a worker that answers for the server: tests/browser/test_kept_on_the_device.py has one.
    """
    context = chromium.new_context(accept_downloads=True, locale="en-GB", service_workers="block")
    yield context
    context.close()


@pytest.fixture
def open_on(window: BrowserContext) -> Iterator[Callable[[Server], OpenScreen]]:
    """`open_on(server)`: a way to open pages on a server.

    When the test ends, none of them may have asked for anything outside this machine or have an
    error in its console, and what they stored is forgotten.
    """
    watch = Watch()

    def on(server: Server) -> OpenScreen:
        def open_screen(
            path: str = "/",
            *,
            width: int = 1280,
            height: int = 800,
            theme: Literal["light", "dark"] = "light",
            motion: Literal["reduce", "no-preference"] = "reduce",
            has_map: bool = True,
        ) -> Screen:
            page = watch.page(window)
            page.set_viewport_size({"width": width, "height": height})
            # What only moves while a page loads is painted sixty times a second, without a card.
            page.emulate_media(color_scheme=theme, reduced_motion=motion)
            return Screen(page, server).open(path, has_map=has_map)

        return open_screen

    yield on
    for page in window.pages:
        if page.url.startswith("http"):
            page.evaluate("() => { localStorage.clear(); sessionStorage.clear(); }")
        page.close()
    window.clear_cookies()
    window.clear_permissions()
    watch.assert_clean()


@pytest.fixture
def open_page(open_on: Callable[[Server], OpenScreen], server: Server) -> OpenScreen:
    """`open_page(path, width=, height=, theme=, motion=)`: each call opens a tab of its own."""
    return open_on(server)
