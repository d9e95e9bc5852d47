"""Synthetic cases of any size: places in clusters, bursts in time, long events, every category.

Nothing in such a case happened. It is for measuring and for trying out the program with more rows than a
real case has; its title, its summary and every source say so. The same numbers and seed give the same files.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt
import pandas as pd
import pyarrow as pa
from pyarrow import csv

from geo.case.schema import AREAS_FILE, BY_NAME, CATEGORIES, FORMS, PLACE_ROLES
from geo.case.set_aside import CaseError
from geo.case.synth import synth_tables
from geo.case.toml_values import FILE

if TYPE_CHECKING:
    from pathlib import Path

Numbers = npt.NDArray[np.int64]
Reals = npt.NDArray[np.float64]
Texts = npt.NDArray[Any]

FIRST = np.datetime64("2020-01-01")
DAYS = 1461
"""Days from the first to the last of a synthetic case, 2020 to 2023."""
BOX = (43.6, 38.9, 48.2, 41.3)
"""West, south, east, north of the places, degrees: where the shipped base map is detailed."""
CATEGORY_SHARES = dict(
    zip(CATEGORIES, (0.09, 0.16, 0.12, 0.24, 0.07, 0.02, 0.08, 0.05, 0.10, 0.04, 0.03), strict=True)
)
PRECISION_SHARES = {"hour": 0.14, "day": 0.72, "month": 0.11, "year": 0.03}
UNPLACED_SHARE = 0.04
LONG_SHARE = 0.06
"""Share of events that last for weeks or months."""
_SPOKEN = ("diplomacy", "statement", "agreement")
SCATTERED_SHARE = 0.15
"""Share of places that belong to no cluster."""
NO_ACCURACY_SHARE = 0.02
DOUBTED_SHARE = 0.08
BURST_SHARE = 0.5
"""Share of events that fall in a burst of a few days."""
DAYS_LONG_SHARE = 0.2
"""Share of events that last for two to eight days."""
_KINDS = {
    "city": 1000, "town": 600, "village": 250, "border crossing": 80, "checkpoint": 30, "district": 12000,
}  # fmt: skip
_KIND_SHARES = (0.02, 0.08, 0.8, 0.02, 0.03, 0.05)


@dataclass(frozen=True)
class Made:
    """What was written: how many rows of each table, and where."""

    folder: str
    rows: dict[str, int]


def write_case(folder: Path, events: int, places: int, seed: int) -> Made:
    """Write a synthetic case into a new or empty folder.

    Parameters
    ----------
    folder
        Where it is written; made where it is missing.
    events
        How many events, 1 at least.
    places
        How many places, ``synth_tables.HUBS`` (12) at least.
    seed
        Seed of the random numbers, 0 or more; the same numbers give the same files.

    Returns
    -------
    Made
        The folder, and how many rows each table has.

    Raises
    ------
    CaseError
        When a number is too small, or the folder is not empty or cannot be written.
    """
    if events < 1 or places < synth_tables.HUBS:
        raise CaseError(f"A synthetic case needs 1 event and {synth_tables.HUBS} places at least.")
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise CaseError(f"'{folder}' exists and is not empty: name a new folder.")
    tables = make_tables(events, places, seed)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for name, frame in tables.items():
            write_table(folder / BY_NAME[name].file, frame)
        (folder / FILE).write_text(synth_tables.settings(events, places, seed, BOX), "utf-8", newline="\n")
        (folder / AREAS_FILE).write_text(synth_tables.areas(tables["places"]), "utf-8", newline="\n")
    except OSError as error:
        raise CaseError(f"'{folder}' cannot be written: {error.strerror}.") from None
    return Made(str(folder), {name: len(frame) for name, frame in tables.items()})


def make_tables(events: int, places: int, seed: int) -> dict[str, pd.DataFrame]:
    """Make every table of a synthetic case.

    Parameters
    ----------
    events
        How many events.
    places
        How many places.
    seed
        Seed of the random numbers.

    Returns
    -------
    dict of str to pandas.DataFrame
        Tables by name, every cell as text as its file has it.
    """
    dice = np.random.default_rng([seed, events, places])
    sources = synth_tables.sources(dice, min(2000, max(24, events // 200)))
    placed, weights = make_places(dice, places)
    small = synth_tables.tables(dice, placed, sources, events)
    happened = make_events(dice, events, placed, weights, sources)
    return {"sources": sources, "places": placed, "events": happened, **small}


def make_places(dice: np.random.Generator, number: int) -> tuple[pd.DataFrame, Reals]:
    """Make places in a few dense clusters, with others scattered.

    Parameters
    ----------
    dice
        Source of random numbers.
    number
        How many places.

    Returns
    -------
    places : pandas.DataFrame
        One row a place, every cell as text: ``lat`` and ``lon`` in degrees (EPSG:4326) inside ``BOX``,
        ``accuracy_m`` in metres, empty for a few.
    weights : numpy.ndarray
        Share of the events at each place, shape (number,), sum 1.
    """
    west, south, east, north = BOX
    clusters = max(3, min(12, number // 8))
    centres = dice.uniform((west + 0.6, south + 0.4), (east - 0.6, north - 0.4), (clusters, 2))
    spreads = dice.uniform(0.04, 0.3, clusters)
    shares = dice.dirichlet(np.full(clusters, 0.8))
    own = dice.choice(clusters, number, p=shares)
    points = centres[own] + dice.normal(0, 1, (number, 2)) * spreads[own, None] * (1.25, 1.0)
    scattered = dice.random(number) < SCATTERED_SHARE
    points[scattered] = dice.uniform((west, south), (east, north), (int(scattered.sum()), 2))
    points = np.clip(points, (west, south), (east, north)).round(5)
    kinds = dice.choice(np.array(list(_KINDS)), number, p=_KIND_SHARES)
    kinds[: synth_tables.HUBS] = "city"
    metres = pd.Series(kinds).map(_KINDS).to_numpy() * dice.uniform(0.5, 2.5, number)
    accuracy = metres.round(-1).astype(int).astype(str).astype(object)
    accuracy[dice.random(number) < NO_ACCURACY_SHARE] = ""
    ids = numbered("p", number)
    frame = pd.DataFrame(
        {
            "place_id": ids,
            "name_en": [f"Place {place_id[1:]}" for place_id in ids],
            "lat": points[:, 1].astype(str),
            "lon": points[:, 0].astype(str),
            "accuracy_m": accuracy,
            "kind": kinds,
            "region": np.char.add("Cluster ", (own + 1).astype(str)),
            "contested": "no",
            "coordinate_source": "made at random",
            "coordinate_licence": "CC0-1.0",
        }
    )
    weights = (1 / np.arange(1, number + 1) ** 0.8)[dice.permutation(number)]
    return complete("places", frame), weights / weights.sum()


def make_events(
    dice: np.random.Generator, number: int, places: pd.DataFrame, weights: Reals, sources: pd.DataFrame
) -> pd.DataFrame:
    """Make events in bursts at places.

    As in life some last long, some are dated roughly, some have no place.

    Parameters
    ----------
    dice
        Source of random numbers.
    number
        How many events.
    places
        The table of places.
    weights
        Share of the events at each place, shape (places,), sum 1.
    sources
        The table of sources.

    Returns
    -------
    pandas.DataFrame
        One row an event, every cell as text; dates lie in ``DAYS`` days from ``FIRST``.
    """
    first, hour = _moments(dice, number)
    where = dice.choice(len(places), number, p=weights)
    category = dice.choice(np.array(CATEGORIES), number, p=list(CATEGORY_SHARES.values()))
    spoken = np.isin(category, _SPOKEN)
    placed = dice.random(number) >= UNPLACED_SHARE
    role = np.where(spoken, "seat", dice.choice(np.array(PLACE_ROLES), number, p=(0.92, 0.0, 0.08)))
    frame = pd.DataFrame(
        {
            "event_id": numbered("ev", number),
            **_dates(dice, first, hour),
            "place_id": np.where(placed, places["place_id"].to_numpy()[where], ""),
            "place_role": np.where(placed, role, ""),
            "category": category,
            "form": np.where(spoken, dice.choice(np.array(FORMS), number), ""),
            "actors": _lists(dice, synth_tables.ACTORS, number, 0.3),
            "route_id": _some(dice, synth_tables.ROUTE_IDS, number, 0.02),
            "source_ids": _lists(dice, sources["source_id"].to_numpy(), number, 0.25),
            "confidence": dice.choice(np.array(("high", "medium", "low")), number, p=(0.5, 0.35, 0.15)),
            "uncertain": np.where(dice.random(number) < DOUBTED_SHARE, "yes", "no"),
        }
    ).astype("str")
    names = places["name_en"].take(where).set_axis(frame.index).where(placed, "an unknown place")
    title = frame["category"].str.capitalize() + " at " + names
    events = frame.assign(title=title, summary="Synthetic event number " + frame["event_id"].str[2:] + ".")
    events["doubt"] = np.where(events["uncertain"].eq("yes"), "Marked as doubtful at random.", "")
    return complete("events", events)


def write_table(path: Path, frame: pd.DataFrame) -> None:
    """Write a table as plain CSV, without any quotes.

    Parameters
    ----------
    path
        The file.
    frame
        The table; no cell may hold a comma, a quote or a line break.

    Raises
    ------
    ValueError
        When a cell holds any of these.
    """
    table = pa.Table.from_pandas(frame.astype("str"), preserve_index=False)
    with path.open("wb") as file:
        file.write((",".join(frame.columns) + "\n").encode())
        csv.write_csv(table, file, csv.WriteOptions(include_header=False, quoting_style="none"))


def complete(name: str, frame: pd.DataFrame) -> pd.DataFrame:
    """A table with every column of the schema, in its order.

    Parameters
    ----------
    name
        Name of the table.
    frame
        Its rows, with some of the columns.

    Returns
    -------
    pandas.DataFrame
        The rows, every cell as text, empty where nothing is said.
    """
    return frame.reindex(columns=list(BY_NAME[name].columns), fill_value="").astype("str")


def numbered(prefix: str, number: int) -> list[str]:
    """Ids of one length in order.

    Parameters
    ----------
    prefix
        What each begins with.
    number
        How many.

    Returns
    -------
    list of str
        The ids, counted from 1.

    Examples
    --------
    >>> numbered("p", 10)[::9]
    ['p01', 'p10']
    """
    width = len(str(number))
    return [f"{prefix}{n:0{width}d}" for n in range(1, number + 1)]


def _moments(dice: np.random.Generator, number: int) -> tuple[Numbers, Numbers]:
    """Day (from the first) and hour of each event: half in bursts of a few days, half spread out."""
    bursts = max(3, min(60, number // 20))
    centres, widths = dice.uniform(0, DAYS, bursts), dice.uniform(1, 12, bursts)
    own = dice.choice(bursts, number, p=dice.dirichlet(np.full(bursts, 0.6)))
    day = np.where(
        dice.random(number) < BURST_SHARE,
        dice.normal(centres[own], widths[own]),
        dice.uniform(0, DAYS, number),
    )
    hour = np.clip(dice.normal(13, 4, number), 0, 23)
    return np.clip(day, 0, DAYS - 1).astype(np.int64), hour.astype(np.int64)


def _dates(dice: np.random.Generator, first: Numbers, hour: Numbers) -> dict[str, Texts]:
    """Start, end and precision as a case writes them: never finer than what is known."""
    number = len(first)
    precision = dice.choice(np.array(list(PRECISION_SHARES)), number, p=list(PRECISION_SHARES.values()))
    length = np.where(dice.random(number) < DAYS_LONG_SHARE, dice.integers(1, 8, number), 0)
    long = dice.random(number) < LONG_SHARE
    length[long] = dice.exponential(60, int(long.sum())).astype(np.int64) + 14
    last = np.minimum(first + length, DAYS - 1)
    later = np.minimum(hour + dice.integers(0, 6, number), 23)
    return {
        "date_start": _written(first, hour, precision),
        "date_end": _written(last, np.where(last > first, hour, later), precision),
        "date_precision": precision,
    }


def _written(day: Numbers, hour: Numbers, precision: Texts) -> Texts:
    dates = np.datetime_as_string(FIRST + np.arange(DAYS), unit="D")
    months, years = np.array([text[:7] for text in dates]), np.array([text[:4] for text in dates])
    hours = np.array([f"T{n:02d}:00" for n in range(24)])
    to_hour = np.char.add(dates[:, None], hours[None, :])
    kinds = [precision == name for name in ("hour", "month", "year")]
    chosen: Texts = np.select(kinds, [to_hour[day, hour], months[day], years[day]], dates[day])
    return chosen


def _lists(dice: np.random.Generator, words: Any, number: int, share: float) -> pd.Series:
    """One of ``words`` a row, and for a share of the rows a second one that differs."""
    known = pd.Series(list(words), dtype="str")
    first = dice.integers(0, len(known), number)
    second = (first + dice.integers(1, len(known), number)) % len(known)
    both = known.take(first).reset_index(drop=True)
    more = ";" + known.take(second).reset_index(drop=True)
    return both + more.where(dice.random(number) < share, "")


def _some(dice: np.random.Generator, words: tuple[str, ...], number: int, share: float) -> Texts:
    chosen = np.array(words)[dice.integers(0, len(words), number)]
    return np.where(dice.random(number) < share, chosen, "")
