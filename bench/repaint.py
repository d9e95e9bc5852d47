"""A step of time inside the map, without the server: from call to painted, at each size, on the real page.

Run: python bench/repaint.py [--sizes 1000,100000,1000000] [--cases FOLDER]
"""

from __future__ import annotations

import argparse
import statistics
import tempfile
from pathlib import Path

from playwright.sync_api import Browser, Frame

from measure import PAINTED, chromium, frame_where, listening, machine, opened, server, synthetic_case

SIZES = (1_000, 100_000, 1_000_000)
STEPS = 60
OPENING = 240_000
"""Milliseconds in which the events of the largest case have to be there."""
DAY = 1440
# A period that grows by a day at each step, and one of thirty days that moves on.
SPANS = {"events so far": 0, "thirty days": 1}
LOOP = """async ([from, to, moves, steps]) => {
  const found = [];
  for (let i = 0; i < steps; i++) {
    const before = passage.stats().paints, day = i * 1440;
    passage.window(from + moves * day, to + day, to + day - 1);
    while (passage.stats().paints === before) await new Promise((next) => requestAnimationFrame(next));
    found.push(passage.stats().ms);
  }
  return found;
}"""


def steps(frame: Frame, *, moves: int) -> list[float]:
    """Milliseconds of each repaint over the days up to the end of the period."""
    first, last, _ = frame.evaluate("passage.stats().window")
    start = last - STEPS * DAY
    found: list[float] = frame.evaluate(LOOP, [start - 30 * DAY if moves else first, start, moves, STEPS])
    return found[5:]


def measured(browser: Browser, case: Path) -> str:
    """The row of one case."""
    with server("app.py", PASSAGE_CASE=str(case)) as url:
        listening(url)
        page = browser.new_page(viewport={"width": 1280, "height": 800})
        opened(page, url, OPENING / 1000)
        page.locator("iframe[title*=st_folium]").first.wait_for(timeout=OPENING)
        frame = frame_where(page, PAINTED)
        frame.wait_for_function("passage.stats().total > 0", timeout=OPENING)
        page.wait_for_timeout(2000)
        drawn = frame.evaluate("passage.stats().drawn")
        cells = [f"{case.name}", f"{drawn:,}"]
        for moves in SPANS.values():
            taken = steps(frame, moves=moves)
            cells.append(f"{statistics.median(taken):.1f} ms ({max(taken):.1f})")
        page.close()
    return f"| {' | '.join(cells)} |"


def main() -> None:
    """Measure each size and print the table: medians, and the slowest in brackets."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--sizes", default=",".join(map(str, SIZES)))
    asked.add_argument("--cases", type=Path, help="folder that keeps the synthetic cases between runs")
    told = asked.parse_args()
    print(f"{machine()}. Median and slowest of {STEPS - 5} repaints.\n")
    print(f"| events | drawn at the end | {' | '.join(SPANS)} |\n{'|---' * (2 + len(SPANS))}|")
    with tempfile.TemporaryDirectory() as scratch, chromium() as browser:
        for size in map(int, told.sizes.split(",")):
            print(measured(browser, synthetic_case(told.cases or Path(scratch), size)), flush=True)


if __name__ == "__main__":
    main()
