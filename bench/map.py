"""Date steps on the map, ours beside what a user would pick instead, in one run and one real browser.

Ours is the real Situation page; a peer is the least page that shows the same events with the same step. All
show the events of one synthetic case that had begun by the as-at date, half of the case.

Run: python bench/map.py [--sizes 1000,10000] [--only ours,geojson] [--write]
Needs the packages of the extra "bench" and a Chromium.
"""

from __future__ import annotations

import argparse
import statistics
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Browser
from playwright.sync_api import Error as BrowserError
from playwright.sync_api import TimeoutError as BrowserTimeout
from time_bar import READY, keys
from wire import relayed

from measure import PAINTED, chromium, frame_where, listening, machine, server, synthetic_case
from results import write_section
from steps import Stepper, TooSlowError

PEERS = ("circle_marker", "geojson", "fast_marker_cluster", "st_map", "pydeck_chart", "scatter_map")
NAMES = {
    "ours": "Passage",
    "circle_marker": "folium.CircleMarker",
    "geojson": "folium.GeoJson",
    "fast_marker_cluster": "FastMarkerCluster",
    "st_map": "st.map",
    "pydeck_chart": "st.pydeck_chart",
    "scatter_map": "plotly scatter_map",
}
SIZES = (1_000, 10_000, 100_000, 1_000_000)
OURS_TOO = 10_000_000
"""A size at which only our own page is tried."""
AT = "2022-01-01"
COLUMNS = (
    "page", "map painted, median", "slowest", "times ours", "page at rest, median", "slowest", "times ours",
    "time bar", "bytes a step", "heap after 5 steps", "after n steps", "remounts", "opened in",
    "frames a second",
)  # fmt: skip
LONGEST = 20.0
"""Seconds after which a page is given up: nobody waits longer for one step."""
OPENING = 600.0
WARM, STEPS, PEER_STEPS = 5, 12, 5
HEAP_STEPS = 50
HEAP_BUDGET = {"ours": 60.0, "peer": 12.0}
"""Seconds that the steps for the heap may take: of a peer it is told how far it came."""


@dataclass(frozen=True)
class Result:
    """What one page took at one size; a reason instead where it was given up."""

    opened: float = 0
    step: float = 0
    slowest: float = 0
    rest: float = 0
    last: float = 0
    bytes: int = 0
    heap_early: int = 0
    heap_late: int = 0
    steps: int = 0
    remounts: int = 0
    bar: float = 0
    frames: float = 0
    given_up: str = ""


def measured(browser: Browser, name: str, case: Path) -> Result:
    """Open one page over a case and step it; every page in a browser window of its own."""
    script = "app.py" if name == "ours" else "bench/peers/app.py"
    settings = {"PASSAGE_CASE": str(case), "PEER": name, "PYTHONPATH": "."}
    with server(script, **settings) as url:
        listening(url)
        with relayed(url) as (relay, address):
            context = browser.new_context(viewport={"width": 1280, "height": 800})
            try:
                return _stepped(Stepper(context, f"{address}/?at={AT}", relay), name)
            except (TooSlowError, BrowserTimeout) as reason:
                return Result(given_up=str(reason).splitlines()[0])
            except BrowserError as error:
                return Result(given_up=f"the page broke: {str(error).splitlines()[0]}")
            finally:
                context.close()


def _stepped(stepper: Stepper, name: str) -> Result:
    whose, steps = ("ours", STEPS) if name == "ours" else ("peer", PEER_STEPS)
    opened = stepper.open(OPENING)
    for _ in range(WARM):
        stepper.hurry(LONGEST)
    early = stepper.heap()
    timed = [stepper.step(LONGEST) for _ in range(steps)]
    done, until = WARM + len(timed), time.monotonic() + HEAP_BUDGET[whose]
    while done < HEAP_STEPS and time.monotonic() < until:
        stepper.hurry(LONGEST)
        done += 1
    maps, rests, late = [one.map for one in timed], [one.rest for one in timed], stepper.heap()
    return Result(
        opened=opened,
        step=statistics.median(maps),
        slowest=max(maps),
        rest=statistics.median(rests),
        last=max(rests),
        bytes=int(statistics.median(one.bytes for one in timed)),
        heap_early=early,
        heap_late=late,
        steps=done,
        remounts=stepper.remounts,
        bar=_bar(stepper) if name == "ours" else 0,
        frames=stepper.frames_in_playback() if name == "ours" else 0,
    )


def _bar(stepper: Stepper) -> float:
    """Median seconds from a key press in the time bar to its painted frame, without the server."""
    frame = frame_where(stepper.page, PAINTED)
    frame.wait_for_function(READY, timeout=OPENING * 1000)
    median, _, _ = keys(stepper.page, frame)
    stepper.page.wait_for_timeout(2000)
    return median / 1000


def too_long(before: Result | None, growth: float) -> str:
    """Why a size need not be tried: from one ``growth`` times smaller it is plain that it takes too long."""
    if before is None:
        return ""
    if before.given_up:
        return "given up at a smaller size"
    expected = before.step * growth
    return f"about {expected:.0f} s a step expected" if expected > LONGEST else ""


def table(size: int, results: dict[str, Result]) -> str:
    """The results of one size as a table, with each peer's step as a multiple of ours."""
    lines = [
        f"**{size:,} events**",
        "",
        f"| {' | '.join(COLUMNS)} |",
        "|---" * len(COLUMNS) + "|",
    ]
    ours = results.get("ours", Result())
    for name, one in results.items():
        if one.given_up:
            lines.append(f"| {NAMES[name]} | {one.given_up} {'| ' * (len(COLUMNS) - 2)}|")
            continue
        cells = (
            NAMES[name],
            f"{one.step:.3f} s",
            f"{one.slowest:.3f} s",
            _times(one.step, ours.step),
            f"{one.rest:.3f} s",
            f"{one.last:.3f} s",
            _times(one.rest, ours.rest),
            f"{one.bar:.3f} s" if one.bar else "",
            f"{one.bytes / 1000:,.1f} kB",
            f"{one.heap_early / 1e6:.1f} MB",
            f"{one.heap_late / 1e6:.1f} MB ({one.steps})",
            f"{one.remounts}",
            f"{one.opened:.1f} s",
            f"{one.frames:.0f}" if one.frames else "",
        )
        lines.append(f"| {' | '.join(cells)} |")
    return "\n".join(lines)


def _times(theirs: float, ours: float) -> str:
    return f"{theirs / ours:.1f}" if ours else ""


def main() -> None:
    """Measure every page at every size asked for, print the tables, and keep them where told to."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--sizes", default=",".join(map(str, (*SIZES, OURS_TOO))))
    asked.add_argument("--only", default=",".join(NAMES))
    asked.add_argument("--cases", type=Path, help="folder that keeps the synthetic cases between runs")
    asked.add_argument("--write", action="store_true", help="put the tables into docs/performance.md")
    told = asked.parse_args()
    sizes, names = [int(one) for one in told.sizes.split(",")], told.only.split(",")
    before: dict[str, Result] = {}
    smaller, tables = sizes[0], []
    with tempfile.TemporaryDirectory() as scratch, chromium() as browser:
        for size in sizes:
            case = synthetic_case(told.cases or Path(scratch), size)
            results = {}
            for name in names if size < OURS_TOO else ["ours"]:
                reason = too_long(before.get(name), size / smaller) if name != "ours" else ""
                results[name] = Result(given_up=reason) if reason else measured(browser, name, case)
                print(NAMES[name], size, results[name], flush=True)
            before, smaller = results, size
            tables.append(table(size, results))
    text = f"{machine()}.\n\n" + "\n\n".join(tables)
    print(text)
    if told.write:
        write_section("map", text)


if __name__ == "__main__":
    main()
