"""One date step in a browser, from key press to painted, the same way for every page.

A script put into every frame notes what the page does: long tasks, drawing on canvases (2D and WebGL) and
changes to the documents of maps in frames. At rest is the frame after the last of these, once Streamlit has
run the page through and nothing has stirred for a while. Our own map is painted with the first frame that
shows another day; of other maps nothing tells which day they show, so that theirs is painted at rest.
"""

from __future__ import annotations

import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from playwright.sync_api import BrowserContext, CDPSession, Frame, Page
from wire import Relay

from measure import PAINTED, frame_where, opened

KEY = "Shift+ArrowRight"
QUIET_SECONDS = 0.8
IDLE_SECONDS = 2.5
"""After so long without a run or a change a press has changed nothing."""
MOST_IDLE_DAYS = 20
WATCH = (Path(__file__).parent / "watch.js").read_text("utf-8")
STATE = """() => {
  const app = document.querySelector("[data-testid=stApp]");
  const log = window.__steps, idle = performance.timeOrigin + performance.now() - log.busy;
  const running = !app || app.getAttribute("data-test-script-state") !== "notRunning";
  const { key, painted, shown } = log, quiet = painted >= log.busy ? idle / 1000 : 0;
  return { key, painted, shown, quiet, running };
}"""


PLAY = """
(frames) => new Promise((done) => {
  const [from, , at] = passage.stats().window, day = 1440;
  let count = 0;
  const began = performance.now(), painted = passage.stats().paints;
  const next = () => {
    if (count++ === frames) {
      done(1000 * (passage.stats().paints - painted) / (performance.now() - began));
      return;
    }
    passage.window(from, at - 600 * day + count * day, at);
    requestAnimationFrame(next);
  };
  requestAnimationFrame(next);
})
"""


class TooSlowError(Exception):
    """A page that did not come to rest in the time it was given."""


@dataclass(frozen=True)
class Step:
    """One step: seconds from the key press to the painted map and to the page at rest, and bytes sent for it.

    A page that shows nothing but a map is painted when it comes to rest.
    """

    map: float
    rest: float
    bytes: int


class Stepper:
    """Steps one page through dates and counts what that takes."""

    def __init__(self, context: BrowserContext, address: str, relay: Relay) -> None:
        context.add_init_script(WATCH)
        self.page: Page = context.new_page()
        self.address = address
        self.relay = relay
        self.cdp: CDPSession = context.new_cdp_session(self.page)
        self.remounts = 0
        """How often a frame in the page was loaded anew since it was opened."""

    def open(self, patience: float) -> float:
        """Open the page; seconds until its first map has come to rest, TooSlowError after ``patience``."""
        began = time.time()
        opened(self.page, self.address, patience)
        self.page.locator("[data-testid=stApp]").wait_for(timeout=patience * 1000)
        seconds = self._rest(0, patience) / 1000 - began
        self.page.on("framenavigated", self._remounted)
        return seconds

    def _remounted(self, frame: Frame) -> None:
        self.remounts += frame.parent_frame is not None

    def step(self, patience: float) -> Step:
        """Press the key until a day changes the map; TooSlowError after ``patience`` seconds a press.

        A peer's map stays as it is on a day on which no event begins; such a press is not counted.
        """
        for _ in range(MOST_IDLE_DAYS):
            before, pressed = self.relay.sent, time.time() * 1000
            self.page.keyboard.press(KEY)
            painted = self._rest(pressed, patience)
            if painted:
                log = self._state()
                key, shown = float(log["key"]), float(log["shown"]) or painted
                return Step((shown - key) / 1000, (painted - key) / 1000, self.relay.sent - before)
        raise TooSlowError(f"{MOST_IDLE_DAYS} days changed nothing on the map")

    def hurry(self, patience: float) -> None:
        """Step without taking the time: go on as soon as the page has been run and nothing works on it."""
        pressed, began = time.time() * 1000, time.monotonic()
        self.page.keyboard.press(KEY)
        while time.monotonic() - began < patience:
            self.page.wait_for_timeout(120)
            found = self._state()
            if not found["running"] and found["key"] >= pressed - 1 and found["quiet"] > 0.1:
                return
        raise TooSlowError(f"not painted within {patience:.0f} s")

    def heap(self) -> int:
        """Bytes of JavaScript objects in use after a collection, in all frames of the page."""
        self.cdp.send("HeapProfiler.collectGarbage")
        return int(self.cdp.send("Runtime.getHeapUsage")["usedSize"])

    def frames_in_playback(self, frames: int = 240) -> float:
        """Paints a second while the window of our own map moves on by a day at each frame."""
        return float(frame_where(self.page, PAINTED).evaluate(PLAY, frames))

    def _rest(self, after: float, patience: float) -> float:
        """When something was last painted after a moment (ms since 1970), once nothing stirs; 0 for never."""
        began = still = time.monotonic()
        while time.monotonic() - began < patience:
            self.page.wait_for_timeout(100)
            found = self._state()
            if found["running"] or (found["painted"] <= after and not after):
                still = time.monotonic()
            elif found["painted"] > after and found["quiet"] > QUIET_SECONDS:
                return float(found["painted"])
            elif found["painted"] <= after and time.monotonic() - still > IDLE_SECONDS:
                return 0.0
        raise TooSlowError(f"not painted within {patience:.0f} s")

    def _state(self) -> dict[str, Any]:
        found: dict[str, Any] = self.page.evaluate(STATE)
        return found
