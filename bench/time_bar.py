"""The time bar inside the map: from key press to the painted frame, and frames a second while it plays.

Run: python bench/time_bar.py [--sizes 0,100000,1000000] [--cases FOLDER]; nought is the case that ships.
"""

from __future__ import annotations

import argparse
import statistics
import tempfile
from pathlib import Path

from playwright.sync_api import Browser, Frame, Page

import measure
from measure import PAINTED, chromium, frame_where, listening, machine, opened, server, synthetic_case

KEYS = 40
# A million events take their time to load.
measure.PATIENCE = 240
SECONDS = 4
# Notes of each key press when the frame that shows it was over, and how long scripts worked on it.
WATCH = """() => {
  window.presses = [];
  addEventListener("keydown", (event) => {
    if (!event.key.startsWith("Arrow")) return;
    requestAnimationFrame(() => setTimeout(() => {
      const { time, ms } = passage.stats();
      presses.push([performance.now() - event.timeStamp, time.took + ms]);
    }));
  }, true);
}"""
READY = "() => window.passage && passage.stats().time.ready && passage.stats().painted"


def keys(page: Page, frame: Frame) -> tuple[float, float, float]:
    """Median and slowest milliseconds from a key press to its painted frame, and the median of its work."""
    frame.evaluate(WATCH)
    frame.locator(".pg-time-knob").focus()
    for number in range(KEYS):
        page.keyboard.down("ArrowRight" if number % 2 else "ArrowLeft")
        page.wait_for_timeout(60)
    page.keyboard.up("ArrowRight")
    presses = frame.evaluate("() => presses")[4:]
    painted, worked = zip(*presses, strict=True)
    return statistics.median(painted), max(painted), statistics.median(worked)


def played(page: Page, frame: Frame) -> float:
    """Frames a second at the end of the period, where most is drawn, sixty steps of an hour a second."""
    frame.locator(".pg-time-knob").focus()
    for _ in range(2):
        page.keyboard.press("Shift+ArrowLeft")
    page.wait_for_timeout(2500)
    frame.get_by_label("Length of a step").select_option("hour")
    frame.get_by_label("Speed of playing").select_option("60")
    frame.get_by_role("button", name="Play").click()
    page.wait_for_timeout(500)
    before = frame.evaluate("() => [passage.stats().paints, performance.now()]")
    page.wait_for_timeout(SECONDS * 1000)
    after = frame.evaluate("() => [passage.stats().paints, performance.now()]")
    frame.get_by_role("button", name="Pause").click()
    return float((after[0] - before[0]) / (after[1] - before[1]) * 1000)


def measured(browser: Browser, url: str) -> str:
    """One size's line of the table."""
    page = browser.new_page(viewport={"width": 1280, "height": 800})
    opened(page, url)
    frame = frame_where(page, PAINTED)
    frame.wait_for_function(READY, timeout=120_000)
    period = frame.evaluate("() => passage.stats().time")
    frame.locator(".pg-time-knob").focus()
    page.keyboard.press("End")
    page.wait_for_timeout(1500)
    median, slowest, work = keys(page, frame)
    page.wait_for_timeout(2500)
    frames = played(page, frame)
    page.close()
    days = (period["to"] - period["from"]) // 1440
    return f"{median:.0f} ms | {slowest:.0f} ms | {work:.1f} ms | {frames:.0f} | {days}"


def main(sizes: list[int], cases: Path) -> None:
    """Measure each size in a browser and server of its own."""
    print(f"Time bar ({machine()})\n")
    print(
        "| events | key press to painted | slowest | work of a step | frames a second | days of the period |"
    )
    print("|---|---|---|---|---|---|")
    for size in sizes:
        settings = {"PASSAGE_CASE": str(synthetic_case(cases, size))} if size else {}
        with chromium() as browser, server(**settings) as url:
            listening(url)
            print(f"| {size or 'shipped case'} | {measured(browser, url)} |", flush=True)


if __name__ == "__main__":
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--sizes", default="0,100000,1000000")
    options.add_argument("--cases", type=Path, default=Path(tempfile.gettempdir()) / "passage-cases")
    chosen = options.parse_args()
    main([int(size) for size in chosen.sizes.split(",")], chosen.cases)
