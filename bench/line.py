"""A first and a second visit over thin lines: a relay of a rate and a delay between server and browser.

Beside it a stock st.map page of the same events. Run: python bench/line.py [RATE DELAY]
(kbit/s, and milliseconds there and back; all lines without).
"""

from __future__ import annotations

import os
import shutil
import statistics
import sys
import tempfile
import time
from dataclasses import dataclass, field

from playwright.sync_api import Page, ViewportSize, sync_playwright
from wire import relayed

from measure import OPTIONS, PAINTED, ROOT, frame_where, listening, machine, server

LINES = ((400, 300), (1000, 600), (100, 600), (0, 0))
"""Rate in kbit/s, nought for as fast as it goes, and milliseconds there and back."""
NOWHERE = "--host-resolver-rules=MAP * ~NOTFOUND , EXCLUDE 127.0.0.1"
SCREEN: ViewportSize = {"width": 1280, "height": 800}
VIEW = "?at=2023-09-24"
WORDS = "() => document.querySelector('#first-words h1, [data-testid=stMarkdown] p')"
PICTURE = "() => document.querySelector('#first-words svg')"
CHART = "[data-testid=stVegaLiteChart] :is(canvas, svg.marks)"
ANSWER = ".st-key-stage_above"
STEPS, PAUSE = 5, 2500
"""Days stepped in a visit, and milliseconds a reader takes before each."""
STOCK_MAP = "() => document.querySelector('[data-testid=stDeckGlJsonChart] canvas')"
COLUMNS = ("words", "picture", "map", "step", "chart")
PATIENCE = 400.0
READING = 15.0


@dataclass
class Visit:
    """One visit: seconds from asking for the page, and bytes by its end."""

    seconds: dict[str, float] = field(default_factory=dict)
    bytes: int = 0

    def row(self, name: str) -> str:
        """Return the visit as a line of the table."""
        cells = [f"{self.seconds[key]:.1f}" if key in self.seconds else "" for key in COLUMNS]
        return f"| {name} | {' | '.join(cells)} | {self.bytes / 1e6:.3f} |"


def step(page: Page) -> float:
    """Seconds from a key for the next day until the answer of the page is that day's."""
    page.wait_for_timeout(PAUSE)
    before = page.locator(ANSWER).inner_text()
    began = time.perf_counter()
    page.keyboard.press("Shift+ArrowRight")
    changed = "([answer, before]) => document.querySelector(answer).innerText !== before"
    page.wait_for_function(changed, arg=[ANSWER, before], timeout=PATIENCE * 1000)
    return time.perf_counter() - began


def visit(page: Page, url: str, *, ours: bool) -> Visit:
    """Open the page and note when words, picture, live map and the words of a step are there."""
    seen, began = Visit(), time.perf_counter()
    page.goto(url, wait_until="commit", timeout=PATIENCE * 1000)
    page.wait_for_function(WORDS, timeout=PATIENCE * 1000)
    seen.seconds["words"] = time.perf_counter() - began
    if ours:
        page.wait_for_function(PICTURE, timeout=PATIENCE * 1000)
        seen.seconds["picture"] = time.perf_counter() - began
        frame_where(page, PAINTED, PATIENCE)
        seen.seconds["map"] = time.perf_counter() - began
        page.locator("#first-words").wait_for(state="detached", timeout=PATIENCE * 1000)
        seen.seconds["step"] = statistics.median(step(page) for _ in range(STEPS))
        began = time.perf_counter()
        page.get_by_role("link", name="Blockade").first.click()
        page.locator(CHART).first.wait_for(timeout=PATIENCE * 1000)
        seen.seconds["chart"] = time.perf_counter() - began
    else:
        page.wait_for_function(STOCK_MAP, timeout=PATIENCE * 1000)
        seen.seconds["map"] = time.perf_counter() - began
    return seen


def both(url: str, rate: int, delay: int, *, ours: bool) -> list[Visit]:
    """A first visit of a browser that knows nothing, and its second."""
    path = os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("google-chrome")
    visits = []
    with relayed(url, rate, delay) as (relay, near), tempfile.TemporaryDirectory() as folder:
        for _ in range(2):
            before = relay.sent
            with sync_playwright() as playwright:
                context = playwright.chromium.launch_persistent_context(
                    folder, executable_path=path, args=[*OPTIONS, NOWHERE], viewport=SCREEN
                )
                seen = visit(context.pages[0], f"{near}/{VIEW}", ours=ours)
                context.close()
            seen.bytes = relay.sent - before
            visits.append(seen)
    return visits


def main(lines: tuple[tuple[int, int], ...]) -> None:
    """Measure each line and print the table."""
    print(f"Visits over thin lines ({machine()}), seconds and MB\n")
    print(f"| what | {' | '.join(COLUMNS)} | MB |\n|---|{'---|' * (len(COLUMNS) + 1)}")
    case = str(ROOT / "data" / "karabakh")
    peer = {"PEER": "st_map", "PASSAGE_CASE": case, "PYTHONPATH": str(ROOT)}
    with server() as passage, server("bench/peers/app.py", **peer) as stock:
        for url in (passage, stock):
            listening(url)
        # A server that runs, not one that begins: its case is read.
        time.sleep(READING)
        for rate, delay in lines:
            line = f"{rate} kbit/s, {delay} ms" if rate else "no relay's limit"
            for name, url in (("Passage", passage), ("st.map", stock)):
                visits = both(url, rate, delay, ours=name == "Passage")
                for which, seen in zip(("first", "second"), visits, strict=True):
                    print(seen.row(f"{name}, {line}, {which} visit"), flush=True)


if __name__ == "__main__":
    asked = [int(text) for text in sys.argv[1:3]]
    main(((asked[0], asked[1]),) if len(asked) == 2 else LINES)
