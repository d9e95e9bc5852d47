"""Memory and processor time of an import of a million rows, and of a newer edition of the same file over it.

Two files: events in our own columns, and events as ACLED writes them, half of which tell of deaths. The
newer edition words one row of a hundred anew, leaves one out and has one more.

Run: python bench/editions.py [--rows 1000000]; on Linux, which says what memory a process had at its peak.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
from pathlib import Path

import numpy as np
import pandas as pd

from measure import ROOT, machine, synthetic_case

# The command in a process of its own. getrusage would count the process that started it as well.
IMPORT = """
import atexit, runpy, time
from pathlib import Path

@atexit.register
def say():
    status = dict(line.split(":", 1) for line in Path("/proc/self/status").read_text().splitlines())
    print(int(status["VmHWM"].split()[0]) * 1024 / 1e9, time.process_time())

runpy.run_module("geo", run_name="__main__")
"""
KINDS = (
    ("Armed clash", "Battles", "military"),
    ("Peaceful protest", "Protests", "protest"),
    ("Arrests", "Strategic developments", "detention"),
)
WORDS = np.array(["clash", "convoy", "village", "road", "bridge", "report", "group", "armed", "patrol"])
STAMPS = (1_700_000_000, 1_702_000_000)


def drawn(rows: int, places: pd.DataFrame) -> tuple[pd.DataFrame, pd.DataFrame]:
    """The same events in our own columns and in ACLED's."""
    dice = np.random.default_rng(7)
    at = places.iloc[dice.integers(0, len(places), rows)].reset_index(drop=True)
    kinds = pd.DataFrame(KINDS).iloc[dice.integers(0, len(KINDS), rows)].reset_index(drop=True)
    days = pd.Timestamp("2019-01-01") + pd.to_timedelta(dice.integers(0, 2000, rows), unit="D")
    dates = pd.Series(days).dt.strftime("%Y-%m-%d")
    texts = pd.Series([" ".join(words) for words in WORDS[dice.integers(0, len(WORDS), (rows, 7))]])
    actors = pd.Series(dice.integers(0, 40, rows)).map("Group {}".format)
    own = pd.DataFrame(
        {
            "event_id": [f"ev-{number:07d}" for number in range(rows)], "date_start": dates,
            "place_id": at["place_id"], "category": kinds[2], "actors": actors,
            "title": kinds[0] + ", " + at["name_en"], "summary": texts,
            "source_ids": "s01", "uncertain": "no",
        }
    )  # fmt: skip
    acled = pd.DataFrame(
        {
            "event_id_cnty": [f"TST{number}" for number in range(rows)], "event_date": dates,
            "time_precision": 1, "event_type": kinds[1], "sub_event_type": kinds[0], "actor1": actors,
            "country": "", "location": at["name_en"], "latitude": at["lat"], "longitude": at["lon"],
            "geo_precision": 1, "source": "Daily News", "notes": texts,
            "fatalities": dice.integers(1, 60, rows) * dice.integers(0, 2, rows),
        }
    )  # fmt: skip
    return own, acled


def editions(frame: pd.DataFrame, text: str, folder: Path, name: str) -> list[Path]:
    """Two editions of a file, the second with a hundredth left out, new and worded anew."""
    rows = len(frame) * 100 // 101
    few = rows // 100
    newer = frame.iloc[few:].copy()
    newer.iloc[::100, newer.columns.get_loc(text)] += " corrected"
    paths = []
    for number, (edition, stamp) in enumerate(zip((frame.iloc[:rows], newer), STAMPS, strict=True)):
        paths.append(folder / str(number) / name)
        paths[-1].parent.mkdir(parents=True, exist_ok=True)
        stamped = edition.assign(timestamp=stamp) if "notes" in edition else edition
        stamped.to_csv(paths[-1], index=False)
    return paths


def main() -> None:
    """Import both editions of both files and print what each took."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=int, default=1_000_000)
    rows = parser.parse_args().rows
    print(machine())
    with tempfile.TemporaryDirectory() as folder:
        case = synthetic_case(Path(folder), 1000)
        places = pd.read_csv(case / "places.csv", dtype=str, keep_default_na=False)
        own, acled = drawn(rows * 101 // 100, places)
        files = editions(own, "summary", Path(folder, "own"), "events.csv")
        files += editions(acled, "notes", Path(folder, "acled"), "acled_test.csv")
        for file in files:
            data = Path(folder, "data", file.parent.parent.name)
            said = subprocess.run(
                [sys.executable, "-c", IMPORT, "import", str(file), "--case", str(case)],
                check=True, capture_output=True, text=True,
                cwd=ROOT, env={**os.environ, "PASSAGE_DATA": str(data)},
            ).stdout.splitlines()  # fmt: skip
            memory, seconds = map(float, said[-1].split())
            megabytes = file.stat().st_size / 1e6
            print(
                f"{file.relative_to(folder)}, {megabytes:.0f} MB: {memory:.2f} GB, {seconds:.1f} s; {said[1]}"
            )


if __name__ == "__main__":
    main()
