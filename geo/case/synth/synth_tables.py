"""The smaller tables of a synthetic case: what roads, aid, arrivals and claims need to be drawn."""

from __future__ import annotations

import json
from datetime import date, timedelta
from typing import TYPE_CHECKING

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely

from geo.case.areas import hull
from geo.case.schema import BY_NAME, CARGO_KINDS, OUTCOMES
from geo.case.settings import REQUEST_OUTCOMES
from geo.words import counted

if TYPE_CHECKING:
    from geo.case.settings import Box

HUBS = 12
"""Places that roads join; they come first in the table."""
FIRST, LAST = date(2020, 1, 1), date(2023, 12, 31)
MONTH_ONLY_SHARE = 0.05
"""Share of sources of which only the month of publication is known."""
ACTORS = tuple(f"Actor {letter}" for letter in "ABCDEFGHIJKL")
ROUTE_IDS = tuple(f"r{number}" for number in range(1, 7))
_ROLES = ("corridor", "corridor", "bypass", "approach", "approach", "path")
_STEPS = (("open", "both"), ("restricted", "both"), ("humanitarian_only", "both"), ("closed", "none"))
_SYNTHETIC = "Synthetic: made at random; nothing in it happened."


def settings(events: int, places: int, seed: int, box: Box) -> str:
    """The text of a synthetic ``case.toml``.

    Parameters
    ----------
    events, places, seed
        Counts of events and places, and the seed they were made with.
    box
        West, south, east, north of the places in degrees.

    Returns
    -------
    str
        TOML.
    """
    west, south, east, north = box
    number = counted(events, "event")
    return f"""# Written by `python -m geo synth --events {events} --places {places} --seed {seed}`.
id = "synthetic-{events}-{places}-{seed}"
title = "Synthetic case, {number}"
purpose = "A case made at random, for measuring: nothing in it happened."
summary = "Synthetic: {number} at {places:,} places, made at random with seed {seed}. Nothing in it happened."
timezone = "UTC"
home = [{west}, {south}, {east}, {north}]
silence_days = 14
names = ["both"]
disclaimer = "Synthetic data, made at random: nothing on this map happened."

[period]
from = "{FIRST}"
to = "{LAST}"

[[preset]]
label = "Last year"
from = "2023-01-01"
to = "{LAST}"

[[key_date]]
date = "2022-01-01"
label = "Middle of the case"

[headline]
arrivals = ["Actor A"]
registered = ["Actor A"]
vehicles = ["Actor A"]
accommodated = ["Actor A"]
"""


def sources(dice: np.random.Generator, number: int) -> pd.DataFrame:
    """Made-up reports, published over the whole case.

    Parameters
    ----------
    dice
        Source of random numbers.
    number
        How many.

    Returns
    -------
    pandas.DataFrame
        One row a source, every cell as text; some are dated by month alone.
    """
    width = len(str(number))
    days = [FIRST + timedelta(days=int(days_in)) for days_in in dice.integers(0, 1461, number)]
    lengths = np.where(dice.random(number) < MONTH_ONLY_SHARE, 7, 10)
    published = [str(day)[:length] for day, length in zip(days, lengths, strict=True)]
    frame = pd.DataFrame(
        {
            "source_id": [f"s{n:0{width}d}" for n in range(1, number + 1)],
            "title": [f"Synthetic report {n}" for n in range(1, number + 1)],
            "publisher": [f"Publisher {1 + n % 40}" for n in range(number)],
            "published": published,
            "licence": "CC0-1.0",
            "pass_on": "yes",
            "language": "en",
            "note": _SYNTHETIC,
        }
    )
    return _complete("sources", frame)


def tables(
    dice: np.random.Generator, places: pd.DataFrame, cited: pd.DataFrame, events: int
) -> dict[str, pd.DataFrame]:
    """Every table but places, sources and events.

    Parameters
    ----------
    dice
        Source of random numbers.
    places, cited
        The tables of places and of sources.
    events
        How many events the case has; the other tables grow with it, up to a limit.

    Returns
    -------
    dict of str to pandas.DataFrame
        Tables by name, every cell as text.
    """
    maker = _Maker(dice, places["place_id"].to_numpy(), cited["source_id"].to_numpy())
    rows = min(400, max(12, events // 50))
    return {
        "actors": maker.actors(),
        "routes": maker.routes(),
        "route_status": (statuses := maker.route_status()),
        "passage": maker.passage(statuses),
        "claims": maker.claims(min(60, rows)),
        "consignments": (loads := maker.consignments(rows)),
        "aid_stages": maker.aid_stages(loads),
        "requests": maker.requests(min(60, rows)),
        "accommodation": maker.accommodation(min(60, rows)),
        "movements": maker.movements(min(30, rows)),
    }


def areas(places: pd.DataFrame) -> str:
    """One schematic area round the places that roads join.

    Parameters
    ----------
    places
        The table of places, ``lat`` and ``lon`` as text in degrees.

    Returns
    -------
    str
        GeoJSON of one polygon (EPSG:4326), the hull of the first ``HUBS`` places.
    """
    few = places.iloc[:HUBS]
    points = gpd.points_from_xy(few["lon"].astype(float), few["lat"].astype(float))
    ids = list(few["place_id"])
    outline = hull(gpd.GeoDataFrame(few, geometry=points, crs="EPSG:4326"), ids)
    properties = {
        "area_id": "hubs",
        "name_en": "Synthetic area",
        "kind": "schematic hull",
        "place_ids": ";".join(ids),
        "source_ids": "",
        "note": _SYNTHETIC,
    }
    feature = {"type": "Feature", "properties": properties, "geometry": shapely.geometry.mapping(outline)}
    return json.dumps({"type": "FeatureCollection", "features": [feature]}) + "\n"


class _Maker:
    """Draws the rows of each table; every row rests on a source."""

    def __init__(self, dice: np.random.Generator, place_ids: np.ndarray, source_ids: np.ndarray) -> None:
        self.dice = dice
        self.hubs = [str(place_id) for place_id in place_ids[:HUBS]]
        self.source_ids = source_ids

    def actors(self) -> pd.DataFrame:
        kinds = ("state", "armed force", "humanitarian organisation", "media")
        kind = [kinds[number % len(kinds)] for number in range(len(ACTORS))]
        return _complete("actors", pd.DataFrame({"actor": ACTORS, "kind": kind, "note": _SYNTHETIC}))

    def routes(self) -> pd.DataFrame:
        stops = [self.hubs[number : number + 4] for number in range(0, 2 * len(ROUTE_IDS), 2)]
        frame = pd.DataFrame(
            {
                "route_id": ROUTE_IDS,
                "name": [f"Synthetic road {route_id}" for route_id in ROUTE_IDS],
                "short_name": [f"Road {route_id[1:]}" for route_id in ROUTE_IDS],
                "role": _ROLES,
                "place_ids": [";".join(own) for own in stops],
                "geometry": "schematic",
                "source_ids": self._cited(len(ROUTE_IDS)),
                "note": _SYNTHETIC,
            }
        )
        return _complete("routes", frame)

    def route_status(self) -> pd.DataFrame:
        """Periods of each road, one after the other without a gap."""
        rows = []
        for route in ROUTE_IDS:
            cuts = np.sort(self.dice.choice(np.arange(30, 1400), 7, replace=False))
            starts = [FIRST, *(FIRST + timedelta(days=int(cut)) for cut in cuts)]
            ends = [*(start - timedelta(days=1) for start in starts[1:]), LAST]
            for start, end in zip(starts, ends, strict=True):
                status, direction = _STEPS[int(self.dice.integers(len(_STEPS)))]
                rows.append((route, str(start), str(end), status, direction, str(end)))
        names = ["route_id", "date_from", "date_to", "status", "direction", "confirmed_on"]
        return self._claimed("route_status", pd.DataFrame(rows, columns=pd.Index(names)))

    def passage(self, statuses: pd.DataFrame) -> pd.DataFrame:
        """Who and what could pass while a road was neither open nor closed."""
        allowed = {"restricted": "people;goods", "humanitarian_only": "aid;patients"}
        own = statuses[statuses["status"].isin(list(allowed))]
        frame = pd.DataFrame(
            {
                "status_id": own["status_id"].to_numpy(),
                "traffic": own["status"].map(allowed).to_numpy(),
                "direction": "both",
                "passage": "limited",
            }
        )
        return self._claimed("passage", frame)

    def consignments(self, number: int) -> pd.DataFrame:
        start, end = self._days(number, 3)
        frame = pd.DataFrame(
            {
                "date_start": start,
                "date_end": end,
                "date_precision": "day",
                "carrier": self._of(ACTORS, number),
                "route_id": self._of(ROUTE_IDS, number),
                "origin_id": self._of(self.hubs, number),
                "destination_id": self._of(self.hubs, number),
                "cargo": "Load made at random",
                "cargo_kind": self._of(CARGO_KINDS, number),
                "quantity": self.dice.integers(1, 200, number).astype(str),
                "qualifier": "about",
                "unit": "tonnes",
                "cumulative": "no",
                "outcome": self._of(OUTCOMES, number),
            }
        )
        return self._claimed("consignments", frame)

    def aid_stages(self, loads: pd.DataFrame) -> pd.DataFrame:
        """For each fourth load its way: sent with its amount, then delivered or lost in full."""
        own = loads.iloc[::4]
        ends = self._of(("delivered", "delivered", "lost"), len(own))
        parts = [
            pd.DataFrame(
                {
                    "consignment_id": own["consignment_id"],
                    "stage": stage,
                    "date_start": own[day],
                    "date_precision": "day",
                    "amount": own["quantity"],
                    "qualifier": "about",
                    "unit": "tonnes",
                    "inferred": "no",
                }
            )
            for stage, day in (("dispatched", "date_start"), (ends, "date_end"))
        ]
        return self._claimed("aid_stages", pd.concat(parts, ignore_index=True))

    def requests(self, number: int) -> pd.DataFrame:
        """Requests for passage, each of one day and of one answer."""
        start, _ = self._days(number, 1)
        frame = pd.DataFrame(
            {
                "date_start": start,
                "date_precision": "day",
                "carrier": self._of(ACTORS, number),
                "route_id": self._of(ROUTE_IDS, number),
                "place_id": self._of(self.hubs, number),
                "purpose": self._of(("food", "health"), number),
                "requests": self.dice.integers(1, 9, number).astype(str),
                "outcome": self._of(REQUEST_OUTCOMES, number),
                "answered": start,
            }
        )
        return self._claimed("requests", frame)

    def claims(self, number: int) -> pd.DataFrame:
        """Running counts that rise over two months: arrivals, and what part of them each other measure is."""
        start = date(2022, 3, 1)
        people = np.sort(self.dice.integers(500, 90_000, number))
        counts = {
            "arrivals": people,
            "registered": people * 9 // 10,
            "vehicles": people // 4,
            "accommodated": people // 3,
        }
        parts = [
            pd.DataFrame(
                {
                    "measure": measure,
                    "subject": "people in the synthetic case",
                    "value": values.astype(str),
                    "qualifier": "about",
                    "unit": "vehicles" if measure == "vehicles" else "people",
                    "as_of": [str(start + timedelta(days=day)) for day in range(number)],
                    "claimant": ACTORS[0],
                }
            )
            for measure, values in counts.items()
        ]
        return self._claimed("claims", pd.concat(parts, ignore_index=True))

    def accommodation(self, number: int) -> pd.DataFrame:
        frame = pd.DataFrame(
            {
                "as_of": [str(date(2022, 5, 1) + timedelta(days=7 * (n // HUBS))) for n in range(number)],
                "date_precision": "day",
                "place_id": [self.hubs[n % HUBS] for n in range(number)],
                "persons": self.dice.integers(50, 9000, number).astype(str),
                "kind": "state_accommodated",
                "claimant": ACTORS[0],
            }
        )
        return self._claimed("accommodation", frame)

    def movements(self, number: int) -> pd.DataFrame:
        start, end = self._days(number, 30)
        at = self.dice.integers(0, HUBS, number)
        to = (at + self.dice.integers(1, HUBS, number)) % HUBS
        frame = pd.DataFrame(
            {
                "date_start": start,
                "date_end": end,
                "date_precision": "day",
                "from_id": [self.hubs[hub] for hub in at],
                "to_id": [self.hubs[hub] for hub in to],
                "persons": self.dice.integers(100, 40_000, number).astype(str),
                "qualifier": "about",
                "term": "displaced",
                "people": "People of the synthetic case",
                "claimant": ACTORS[0],
            }
        )
        return self._claimed("movements", frame)

    def _claimed(self, name: str, frame: pd.DataFrame) -> pd.DataFrame:
        """``frame`` as the table ``name``, with ids, sources and no doubt."""
        ids = [f"{name.replace('_', '-')}-{n:04d}" for n in range(1, len(frame) + 1)]
        own = {BY_NAME[name].key: ids, "source_ids": self._cited(len(frame)), "uncertain": "no"}
        return _complete(name, frame.assign(**own))

    def _cited(self, number: int) -> list[str]:
        return self._of(self.source_ids, number)

    def _of(self, words: object, number: int) -> list[str]:
        return [str(word) for word in self.dice.choice(np.array(words), number)]

    def _days(self, number: int, longest: int) -> tuple[list[str], list[str]]:
        first = self.dice.integers(0, 1461 - longest, number)
        last = first + self.dice.integers(0, longest, number)
        days = [[str(FIRST + timedelta(days=int(days_in))) for days_in in side] for side in (first, last)]
        return days[0], days[1]


def _complete(name: str, frame: pd.DataFrame) -> pd.DataFrame:
    columns = list(BY_NAME[name].columns)
    return frame.reindex(columns=columns, fill_value="").astype("str")
