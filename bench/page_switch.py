"""From choosing a page in the navigation to its painted map, each page, in one session.

Run: python bench/page_switch.py [ROUNDS]
"""

from __future__ import annotations

import statistics
import sys
import time

from playwright.sync_api import Page

from measure import PAINTED, chromium, frame_where, header, listening, opened, row, server

TARGET = 0.5
READING = 1000
"""Milliseconds a page is looked at: by then what stands below its map is laid out too."""
# Each page and how its map's title begins.
PAGES = {
    "Blockade": "Which road could be used",
    "Aid": "Aid by road",
    "Displacement": "Where people went",
    "Diplomacy": "Who met or spoke",
    "Events": "What happened where",
    "Situation": "Who and what could pass",
}


def switch(page: Page, name: str) -> float:
    """Seconds from the click to the new page's map, painted and of this page."""
    link = page.get_by_role("link", name=name, exact=True).first
    link.wait_for()
    frame_where(page, PAINTED)
    page.wait_for_timeout(READING)
    titled = f"document.querySelector('.pg-title').innerText.startsWith('{PAGES[name]}')"
    started = time.perf_counter()
    link.click()
    frame_where(page, f"() => ({PAINTED})() && {titled}")
    return time.perf_counter() - started


def main(rounds: int) -> None:
    """Go round all pages once to warm up, then measure."""
    seconds: dict[str, list[float]] = {name: [] for name in PAGES}
    with chromium() as browser, server() as url:
        listening(url)
        page = browser.new_page(viewport={"width": 1280, "height": 800})
        opened(page, url)
        frame_where(page, PAINTED)
        for number in range(rounds + 1):
            for name in PAGES:
                once = switch(page, name)
                if number:
                    seconds[name].append(once)
    print(header(f"Page switch to painted map, {rounds} rounds after a first one"))
    for name, took in seconds.items():
        print(row(name, took, TARGET))
    print(row("all pages", [statistics.median(took) for took in seconds.values()], TARGET))


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 5)
