"""Loading, joining, selecting and the state at a date, beside what one would write with plain pandas.

Run: python bench/engine.py [--sizes 1000,100000,1000000] [--write]
"""

from __future__ import annotations

import argparse
import gc
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from itertools import count
from pathlib import Path

import geopandas as gpd
import pandas as pd

from measure import ROOT, machine, synthetic_case
from results import write_section

# The benchmarks are run from the project's folder without being installed.
sys.path.insert(0, str(ROOT))

from components.sections.changes_list import MOST_EVENTS
from geo.case.as_known import as_known
from geo.case.load import Case, case_version, load_case
from geo.changes.changes import Changes, between
from geo.facts.state import state
from geo.view.event_columns import compressed, pack
from geo.view.join import join
from geo.view.select import select
from geo.view.view import opening

SIZES = (1_000, 100_000, 1_000_000)
ROUNDS = 7
ROUNDS_OF_LOADING = 3
COLUMNS = ("what", "median", "fastest", "plain pandas", "times")


def took(work: Callable[[], object], rounds: int) -> list[float]:
    """Seconds of each round, after a first one that is not counted."""
    seconds = []
    for number in range(rounds + 1):
        gc.collect()
        began = time.perf_counter()
        work()
        if number:
            seconds.append(time.perf_counter() - began)
    return seconds


def read_plainly(folder: Path) -> pd.DataFrame:
    """Read the events as one would without checks: strings, then dates."""
    events = pd.read_csv(folder / "events.csv", dtype=str, keep_default_na=False)
    for column in ("date_start", "date_end"):
        events[column] = pd.to_datetime(events[column], format="ISO8601")
    return events


def merge_plainly(places: pd.DataFrame, events: pd.DataFrame) -> gpd.GeoDataFrame:
    """Join as one would by hand: a merge, then points of two columns."""
    merged = events.merge(places, on="place_id", how="left", suffixes=("", "_place"))
    points = gpd.points_from_xy(merged["lon"], merged["lat"], crs="EPSG:4326")
    return gpd.GeoDataFrame(merged, geometry=points)


def filter_plainly(events: pd.DataFrame, case: Case) -> pd.DataFrame:
    """Filter as one would: rows of the period, in order."""
    period = case.settings.period
    found = events[(events["start"] < period.end) & (events["end"] > period.start)]
    return found.sort_values(["start", "end", "event_id"])


def changes(case: Case, at: datetime) -> Changes:
    """What changed in the three months up to a date, as many events of it as the page tells."""
    return between(case, at - timedelta(days=90), at, most_events=MOST_EVENTS)


def measured(folder: Path) -> list[tuple[str, list[float], list[float] | None]]:
    """Each piece of work with its seconds, and those of the plain way where there is one."""
    loading = took(lambda: load_case(folder), ROUNDS_OF_LOADING)
    plainly = took(lambda: read_plainly(folder), ROUNDS_OF_LOADING)
    case = load_case(folder)
    view = opening(case.settings)
    middle = replace(view, first=case.settings.first, at=view.at.replace(year=2022))
    a_year_before = middle.at.date().replace(year=2021)
    places = pd.DataFrame(case.places.drop(columns="geometry"))
    select(case, view)
    # A date that was asked for is kept, so each round asks for another one.
    day = count()
    joined = join(case.places, case.events)
    packed = pack(joined.placed, joined.unplaced)
    return [
        ("load and check the whole case / read events.csv", loading, plainly),
        ("hash the case's files", took(lambda: case_version(folder), ROUNDS_OF_LOADING), None),
        (
            f"join with {len(case.places):,} places",
            took(lambda: join(case.places, case.events), ROUNDS),
            took(lambda: merge_plainly(places, case.events), ROUNDS_OF_LOADING),
        ),
        (
            "select a period",
            took(lambda: select(case, middle), ROUNDS),
            took(lambda: filter_plainly(case.events, case), ROUNDS_OF_LOADING),
        ),
        # A case of its own for each round, since a state once worked out is kept.
        ("state at a date", took(lambda: state(replace(case), middle.at), ROUNDS), None),
        (
            "state as known a year before",
            took(lambda: state(replace(as_known(case, a_year_before)), middle.at), ROUNDS),
            None,
        ),
        (
            "what changed in three months, for the first time",
            took(lambda: changes(replace(case), middle.at), ROUNDS),
            None,
        ),
        ("the same a day later", took(lambda: changes(case, middle.at + timedelta(next(day))), ROUNDS), None),
        (
            "pack into columns",
            took(lambda: pack(joined.placed, joined.unplaced), ROUNDS_OF_LOADING),
            None,
        ),
        ("compress the columns", took(lambda: compressed(packed), ROUNDS_OF_LOADING), None),
    ]


def table(events: int, rows: list[tuple[str, list[float], list[float] | None]]) -> str:
    """The results of one size as a table."""
    lines = [f"**{events:,} events**", "", f"| {' | '.join(COLUMNS)} |", "|---" * len(COLUMNS) + "|"]
    for name, seconds, plainly in rows:
        median = statistics.median(seconds)
        beside = ("", "")
        if plainly is not None:
            other = statistics.median(plainly)
            beside = (f"{other:.3f} s", f"{other / median:.1f}")
        lines.append(f"| {name} | {median:.3f} s | {min(seconds):.3f} s | {beside[0]} | {beside[1]} |")
    return "\n".join(lines)


def main() -> None:
    """Measure every size, print the tables, and keep them where told to."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--sizes", default=",".join(map(str, SIZES)))
    asked.add_argument("--cases", type=Path, help="folder that keeps the synthetic cases between runs")
    asked.add_argument("--write", action="store_true", help="put the tables into docs/performance.md")
    told = asked.parse_args()
    with tempfile.TemporaryDirectory() as scratch:
        tables = []
        for size in map(int, told.sizes.split(",")):
            folder = synthetic_case(told.cases or Path(scratch), size)
            tables.append(table(size, measured(folder)))
            print(tables[-1], flush=True)
    if told.write:
        write_section("engine", f"{machine()}. Medians.\n\n" + "\n\n".join(tables))


if __name__ == "__main__":
    main()
