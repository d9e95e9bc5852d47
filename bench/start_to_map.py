"""From starting the server to the first painted map, beside a bare st_folium page of the same places.

Run: python bench/start_to_map.py [RUNS]
"""

from __future__ import annotations

import sys
import time

from playwright.sync_api import Browser

from measure import PAINTED, chromium, frame_where, header, listening, row, server

TARGET = 4.0
# Leaflet has put every place onto the bare page's map.
BARE_PAINTED = "() => document.querySelectorAll('path.leaflet-interactive').length > 100"


def once(browser: Browser, script: str, condition: str) -> float:
    """Seconds from the start command to the first painted map in a browser that knows nothing yet."""
    context = browser.new_context(viewport={"width": 1280, "height": 800})
    started = time.perf_counter()
    try:
        with server(script) as url:
            listening(url)
            page = context.new_page()
            page.goto(url)
            frame_where(page, condition)
            return time.perf_counter() - started
    finally:
        context.close()


def main(runs: int) -> None:
    """Measure both in turn and print the table."""
    with chromium() as browser:
        passage, bare = [], []
        for _ in range(runs):
            passage.append(once(browser, "app.py", PAINTED))
            bare.append(once(browser, "bench/bare/app.py", BARE_PAINTED))
    print(header(f"Server start to first painted map, {runs} runs"))
    print(row("Passage, Situation page", passage, TARGET))
    print(row("a bare page: st_folium with the places as folium.GeoJson, no basemap", bare, None))


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 5)
