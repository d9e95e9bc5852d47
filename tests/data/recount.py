"""The state at a moment done over again from the CSV files with pandas, by docs/data.md and nothing of `geo`.

This module reads the tables, cuts them to what was published by a day, and does arrivals and silences;
`recount_roads` does the roads and `recount_aid` the aid.
"""

from __future__ import annotations

import calendar
import json
import tomllib
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from itertools import pairwise
from math import floor
from pathlib import Path
from statistics import median
from typing import Any

import pandas as pd

Row = dict[str, Any]
FOLDER = Path(__file__).resolve().parents[2] / "data" / "karabakh"
NEWS = ("events", "claims", "route_status", "passage", "aid", "aid_stages", "movements")
SECOND, DAY = timedelta(seconds=1), timedelta(days=1)
TO_THE_DAY, WITH_HOUR = 10, 16


def split(cell: str) -> list[str]:
    return [part for part in cell.split(";") if part]


def span(moment: str) -> tuple[datetime, datetime]:
    """The first moment of what is written and the first after it: an hour is a minute, a month a month."""
    if len(moment) == WITH_HOUR:
        start = datetime.fromisoformat(moment)
        return start, start + timedelta(minutes=1)
    year, month, day = ([int(part) for part in moment.split("-")] + [0, 0])[:3]
    first = date(year, month or 1, day or 1)
    if day:
        last = first
    elif month:
        last = date(year, month, calendar.monthrange(year, month)[1])
    else:
        last = date(year, 12, 31)
    return datetime.combine(first, time()), datetime.combine(last, time()) + DAY


def held_from(moment: str) -> datetime:
    """When what is dated so is certain: at its hour, else in the last second of the day, month or year."""
    start, end = span(moment)
    return start if len(moment) == WITH_HOUR else end - SECOND


def number(cell: str) -> float | None:
    return float(cell) if cell else None


@dataclass(frozen=True)
class Tables:
    """The rows of each table and the settings; as known on a day where that is set."""

    rows: dict[str, list[Row]]
    settings: Row
    published: dict[str, date | None]
    known: date | None = None

    def __getitem__(self, name: str) -> list[Row]:
        return self.rows[name]

    @property
    def patience(self) -> int:
        return int(self.settings["silence_days"])


def read() -> Tables:
    rows = {}
    for path in FOLDER.glob("*.csv"):
        frame = pd.read_csv(path, dtype=str, keep_default_na=False)
        rows[path.stem] = frame.to_dict("records")
    settings = tomllib.loads((FOLDER / "case.toml").read_text(encoding="utf-8"))
    areas = json.loads((FOLDER / "areas.geojson").read_text(encoding="utf-8"))["features"]
    settings["areas"] = [place for area in areas for place in _places(area["properties"]["place_ids"])]
    published = {
        row["source_id"]: (span(row["published"])[1] - DAY).date() if row["published"] else None
        for row in rows["sources"]
    }
    for name in ("events", "aid", "aid_stages", "movements"):
        for row in rows[name]:
            row["start"], row["end"] = (
                span(row["date_start"])[0],
                span(row["date_end"] or row["date_start"])[1],
            )
    for row in rows["route_status"]:
        row["start"], row["end"] = span(row["date_from"])[0], ending(row["date_to"])
        row["last_confirmed"] = date.fromisoformat(row["confirmed_on"]) if row["confirmed_on"] else None
    return Tables(rows, settings, published)


def _places(cell: str | list[str]) -> list[str]:
    return split(cell) if isinstance(cell, str) else cell


def ending(written: str) -> datetime:
    """The first moment after an end: the hour itself where one is given, else the day is included."""
    return span(written)[0 if len(written) == WITH_HOUR else 1]


def cut(whole: Tables, known: date) -> Tables:
    """What was published by the end of a day, without ends that nobody could have seen by then."""
    out = {key for key, day in whole.published.items() if day is not None and day <= known}
    rows = dict(whole.rows)
    for name in NEWS:
        rows[name] = [
            row | {"source_ids": ";".join(key for key in split(row["source_ids"]) if key in out)}
            for row in whole[name]
            if out & set(split(row["source_ids"]))
        ]
    rows["route_status"] = _statuses(rows["route_status"], whole, known)
    for name in ("aid", "aid_stages"):
        after = datetime.combine(known, time()) + DAY
        rows[name] = [
            row
            | {
                "end": min(row["end"], after),
                "date_end": known.isoformat() if row["end"] > after else row["date_end"],
            }
            for row in rows[name]
            if row["start"] < after
        ]
    rows["aid"] = [
        row | {"held_until": row["held_until"] if row["held_until"] <= known.isoformat() else ""}
        for row in rows["aid"]
    ]
    return replace(whole, rows=rows, known=known)


def _statuses(rows: list[Row], whole: Tables, known: date) -> list[Row]:
    found = [row for row in rows if row["start"].date() <= known]
    cut_rows = []
    for row in found:
        newest = max(day for key in split(row["source_ids"]) if (day := whole.published[key]))
        end = row["end"]
        followed = any(other["route_id"] == row["route_id"] and other["start"] >= end for other in found)
        if newest <= (end - SECOND).date() and row["end_basis"] != "record" and not followed:
            end = datetime.max
        confirmed = row["last_confirmed"]
        if confirmed is not None:
            confirmed = min(confirmed, newest) if row["start"].date() <= newest else None
        end = min(end, datetime.combine(known, time()) + DAY)
        cut_rows.append(row | {"end": end, "last_confirmed": confirmed})
    return cut_rows


# Arrivals ---------------------------------------------------------------------------------------------------

RUNNING = ("arrivals", "registered", "vehicles")


def arrivals(tables: Tables, at: datetime) -> dict[str, Row]:
    """The headline, its range and what is left out of each measure of arrivals."""
    found = {}
    for measure in (*RUNNING, "accommodated"):
        own = [row for row in tables["claims"] if row["measure"] == measure]
        if not own:
            continue
        subjects = pd.Series([row["subject"] for row in sorted(own, key=_when)]).value_counts(sort=True)
        claims = [row for row in own if row["subject"] == subjects.index[0] and held_from(row["as_of"]) <= at]
        if figure := _headline(tables, measure, claims):
            found[measure] = figure
    return found


def _when(row: Row) -> tuple[Any, ...]:
    moment, running = held_from(row["as_of"]), row["measure"] in (*RUNNING, "patients_moved")
    return moment.date(), (number(row["value"]) or 0.0) if running else 0.0, moment


def _headline(tables: Tables, measure: str, claims: list[Row]) -> Row | None:
    order = tables.settings["headline"][measure]
    fit = [row for row in claims if row["value"] and row["uncertain"] != "yes" and row["claimant"] in order]
    if not fit:
        return None
    keys = [_when(row)[:2] if measure in RUNNING else _when(row) for row in fit]
    level = [row for row, key in zip(fit, keys, strict=True) if key == max(keys)]
    chosen = min(level, key=lambda row: (order.index(row["claimant"]), row["claim_id"]))
    beside = [row for row in claims if row is not chosen and _same_moment(measure, row, chosen)]
    shown = [chosen, *beside]
    lows = [value for row in shown if (value := number(row["low"] or row["value"])) is not None]
    highs = [value for row in shown if (value := number(row["high"] or row["value"])) is not None]
    used = {row["claim_id"] for row in shown}
    return {
        "value": number(chosen["value"]), "qualifier": chosen["qualifier"] or "exact",
        "low": min(lows), "high": max(highs), "as_of": chosen["as_of"], "claimant": chosen["claimant"],
        "claim_id": chosen["claim_id"], "claim_ids": used,
        "left_out": {row["claim_id"] for row in claims} - used,
    }  # fmt: skip


def _same_moment(measure: str, row: Row, chosen: Row) -> bool:
    own, other = held_from(row["as_of"]), held_from(chosen["as_of"])
    if measure in RUNNING or len(chosen["as_of"]) == WITH_HOUR:
        return own == other
    return own.date() == other.date()


# Silence ----------------------------------------------------------------------------------------------------


def reports(tables: Tables) -> list[tuple[str, str, date, date, frozenset[str]]]:
    """Kind, road or place, first and last day and sources of all that counts as a report."""
    staged = {row["consignment_id"] for row in tables["aid_stages"]}
    roads = {row["consignment_id"]: row["route_id"] for row in tables["aid"]}
    found = []
    for row in tables["events"]:
        place = row["place_id"] if row["place_role"] == "site" else ""
        found += _reports(row, row["route_id"], [place])
    for row in tables["aid"]:
        if row["consignment_id"] not in staged:
            found += _reports(
                row, row["route_id"], [row["held_at_id"], row["destination_id"], row["origin_id"]]
            )
    for row in tables["aid_stages"]:
        if row["consignment_id"] in roads:
            road = row["route_id"] or roads[row["consignment_id"]]
            found += _reports(
                row, "" if row["stage"] in ("pledged", "requested") else road, [row["place_id"]]
            )
    return found + _claims_as_reports(tables, found)


def _reports(row: Row, road: str, places: list[str]) -> list[Any]:
    if row["date_precision"] not in ("hour", "day"):
        return []
    first, last = row["start"].date(), (row["end"] - SECOND).date()
    keys = [("road", road), *(("place", place) for place in dict.fromkeys(places))]
    sources = frozenset(split(row["source_ids"]))
    return [(kind, key, first, last, sources) for kind, key in keys if key]


def _claims_as_reports(tables: Tables, others: list[Any]) -> list[Any]:
    """Figures of a place and day, unless their sources give them with an event or a load there."""
    told: dict[tuple[str, date], list[frozenset[str]]] = {}
    for kind, key, first, _, sources in others:
        if kind == "place":
            told.setdefault((key, first), []).append(sources)
    found = {}
    for row in tables["claims"]:
        if row["place_id"] and len(row["as_of"]) >= TO_THE_DAY:
            day, sources = span(row["as_of"])[0].date(), frozenset(split(row["source_ids"]))
            if not any(sources <= other for other in told.get((row["place_id"], day), ())):
                found[row["place_id"], day, row["source_ids"]] = ("place", row["place_id"], day, day, sources)
    return list(found.values())


def silent(tables: Tables, at: datetime) -> dict[str, Row]:
    """The places that nobody had reported on for longer than usual."""
    network = {
        place
        for row in tables["routes"]
        if row["role"] in ("corridor", "bypass", "air") or row["route_id"] in _with_status(tables)
        for place in split(row["place_ids"])
    }
    watched = network | set(tables.settings["areas"])
    days: dict[str, list[tuple[date, date]]] = {}
    for kind, key, first, last, _ in reports(tables):
        if kind == "place" and key in watched and first <= at.date():
            days.setdefault(key, []).append((first, min(last, at.date())))
    found = {}
    for place, own in days.items():
        last = max(day for _, day in own)
        gap = _gap([first for first, _ in own])
        patience = max(tables.patience, floor(2 * (gap or 0)))
        if (at.date() - last).days > patience:
            found[place] = {
                "first": (last + timedelta(days=patience + 1)).isoformat(), "reported": last.isoformat(),
                "usual_gap": gap, "reports": len(own), "days": (at.date() - last).days,
            }  # fmt: skip
    return found


def _with_status(tables: Tables) -> set[str]:
    return {row["route_id"] for row in tables["route_status"]}


def _gap(days: list[date]) -> float | None:
    steps = [(later - earlier).days for earlier, later in pairwise(sorted(set(days)))]
    return float(median(steps)) if steps else None
