"""Silence: when each road and place was last reported on, and what the days between tell."""

from __future__ import annotations

from datetime import date, timedelta
from functools import cache
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from geo.case.as_known import as_known
from geo.case.case import Case
from geo.cells import items
from geo.dates import Period
from geo.facts.reports import reports_on
from geo.facts.silence import ONE, SEVERAL, SHOWN, SILENT, Silence, calendar, silences
from geo.report.silence_figures import last_reports
from geo.report.silence_table import table
from tests.conftest import shipped

WHOLE = Period(date(2020, 9, 27), date(2023, 12, 31))
DAYS = st.dates(WHOLE.first, WHOLE.last)


def silence(key: str, at: date, known: date | None = None) -> Silence:
    return next(one for one in silences(as_known(shipped(), known), at) if one.key == key)


@cache
def told(key: str) -> dict[date, int]:
    runs = calendar(shipped(), WHOLE)["road", key]
    return {one.first + timedelta(days=day): one.level for one in runs for day in range(one.days)}


def reporting(case: Case) -> list[dict[str, Any]]:
    """Events, consignments without stages of their own, and stages with the road they are on."""
    loads = {row["consignment_id"]: row for row in case.consignments.to_dict("records")}
    stages = [row for row in case.aid_stages.to_dict("records") if row["consignment_id"] in loads]
    for row in stages:
        road = row["route_id"] or loads[row["consignment_id"]]["route_id"]
        row["route_id"] = "" if row["stage"] in {"pledged", "requested"} else road
    staged = {row["consignment_id"] for row in case.aid_stages.to_dict("records")}
    bare = [row for key, row in loads.items() if key not in staged]
    return [*case.events.to_dict("records"), *bare, *stages]


def row_by_row(day: date, known: date | None = None) -> list[tuple[set[str], date, date, list[str]]]:
    """What each report tells of, its first and last day and its sources, read as a person would.

    A figure is a report of its own unless an event or consignment of that place and day cites its sources.
    """
    case, found = as_known(shipped(), known), []
    for row in reporting(case):
        cited = [*items(row["source_ids"])]
        if row["date_precision"] not in {"hour", "day"} or row["start"].date() > day or not cited:
            continue
        of = {row["route_id"], *(row.get(f"{end}_id", "") for end in ("held_at", "destination", "origin"))}
        if row.get("place_role") == "site" or "stage" in row:
            of.add(row["place_id"])
        found.append((of - {""}, row["start"].date(), (row["end"] - timedelta(seconds=1)).date(), cited))
    figures = {
        (row["place_id"], row["start"].date(), row["source_ids"])
        for row in case.claims.to_dict("records")
        if row["place_id"] and len(row["as_of"]) >= len("2023-09-24")
    }
    for place, first, cell in sorted(figures):
        cited = [*items(cell)]
        if first <= day and cited and not told_already(place, first, set(items(cell))):
            found.append(({place}, first, first, cited))
    return found


def told_already(place: str, first: date, sources: set[str]) -> bool:
    """Whether an event at the place or aid from, to or held there began that day and cites the sources."""
    case = shipped()
    for row in reporting(case):
        at = {row["place_id"]} if row.get("place_role") == "site" or "stage" in row else set()
        at |= {row.get("held_at_id"), row.get("destination_id"), row.get("origin_id")}
        exact = row["date_precision"] in {"hour", "day"} and row["start"].date() == first
        if exact and place in at and sources <= set(items(row["source_ids"])):
            return True
    return False


def test_the_aghdam_road_was_last_reported_on_18_september() -> None:
    found = silence("aghdam_askeran", date(2023, 9, 21))
    assert (found.last, found.days) == (date(2023, 9, 18), 3)
    # Nothing happened on it between 18 July and 29 August 2023.
    assert found.longest is not None
    assert (found.longest.first, found.longest.last) == (date(2023, 7, 19), date(2023, 8, 28))


def test_a_road_never_reported_on_has_no_last_report() -> None:
    found = silence("aghdam_askeran", date(2023, 6, 15))
    assert (found.reports, found.last, found.days, found.usual_gap) == (0, None, None, None)


def test_a_day_whose_state_a_source_shows_is_no_silence() -> None:
    road = told("lachin_old")
    # Closed in the night to 30 March 2023, shown so on that day; nothing is told of it afterwards.
    assert road[date(2023, 3, 29)] == SHOWN
    assert road[date(2023, 3, 31)] == SILENT
    assert told("aghdam_askeran")[date(2023, 6, 15)] == SHOWN
    assert told("lachin_new")[date(2022, 12, 12)] in {ONE, SEVERAL}


@pytest.mark.parametrize("road", ["lachin_new", "aghdam_askeran"])
def test_the_calendar_counts_each_report_on_its_days(road: str) -> None:
    own = [(first, last) for of, first, last, _ in row_by_row(WHOLE.last) if road in of]
    assert own
    for day, found in told(road).items():
        count = sum(first <= day <= last for first, last in own)
        assert found == min(count + 1, SEVERAL) if count else found in {SILENT, SHOWN}


@pytest.mark.parametrize("known", [None, date(2023, 1, 31), date(2023, 9, 25)])
@pytest.mark.parametrize("at", [date(2022, 12, 12), date(2023, 6, 15), date(2023, 9, 28)])
def test_what_is_worked_out_by_column_is_what_the_rows_say(at: date, known: date | None) -> None:
    rows, answers = row_by_row(at, known), silences(as_known(shipped(), known), at)
    assert sum(one.reports > 0 for one in answers) > 3
    for one in answers:
        own = [(min(last, at), cited) for of, _, last, cited in rows if one.key in of]
        ends = [last for last, _ in own]
        latest = [source for last, cited in own if last == max(ends) for source in cited]
        assert (one.reports, one.last) == (len(own), max(ends, default=None))
        assert set(one.source_ids) == set(latest)


@settings(max_examples=20, deadline=None)
@given(DAYS, st.none() | DAYS)
def test_the_rows_named_behind_a_silence_are_the_reports_counted(at: date, known: date | None) -> None:
    for one in silences(as_known(shipped(), known), at):
        named, _ = reports_on(as_known(shipped(), known), one.kind, one.key, at)
        assert len(named) == one.reports
        assert max((min(row.last, at) for row in named), default=None) == one.last


def test_runs_follow_one_another_over_the_whole_period() -> None:
    for runs in calendar(shipped(), WHOLE).values():
        assert (runs[0].first, runs[-1].last) == (WHOLE.first, WHOLE.last)
        assert all(b.first == a.last + timedelta(days=1) and a.level != b.level for a, b in pairwise(runs))


@settings(max_examples=20, deadline=None)
@given(DAYS, DAYS, DAYS)
def test_silence_only_ends_sooner_the_more_is_known(at: date, one: date, other: date) -> None:
    """What was published later can only add reports, never take one away."""
    early, late = sorted((one, other))
    less = {(found.kind, found.key): found for found in silences(as_known(shipped(), early), at)}
    more = {(found.kind, found.key): found for found in silences(as_known(shipped(), late), at)}
    assert less.keys() <= more.keys()
    for key, found in less.items():
        assert found.reports <= more[key].reports
        assert found.last is None or (more[key].last or date.min) >= found.last
        assert found.last is None or found.last <= at


@settings(max_examples=15, deadline=None)
@given(DAYS)
def test_silence_as_known_cites_only_what_was_published_by_then(known: date) -> None:
    published = dict(zip(shipped().sources["source_id"], shipped().sources["published"], strict=True))
    for one in silences(as_known(shipped(), known), WHOLE.last):
        assert all(published[source][:10] <= known.isoformat() for source in one.source_ids)


def test_the_table_says_how_long_and_how_unusual() -> None:
    rows = table(shipped(), silences(shipped(), date(2023, 9, 21)), date(2023, 9, 21))
    row = rows.loc["road-aghdam_askeran"]
    assert (row["Last report"], row["Days ago"]) == ("18 Sept 2023", "3")
    assert row["Longest silence"] == "41 days, 19 July – 28 Aug 2023"


def test_roads_long_without_a_report_are_told_with_what_was_usual() -> None:
    late = Silence("road", "a", "Hill road", 4, date(2023, 3, 1), 9, 2.5, None, (), silent=False)
    later = Silence("road", "b", "Valley road", 2, date(2023, 2, 27), 11, None, None, (), silent=False)
    today = Silence("road", "c", "Ford", 2, date(2023, 3, 10), 0, 5.0, None, (), silent=False)
    never = Silence("road", "d", "Track", 0, None, None, None, None, (), silent=False)
    place = Silence("place", "e", "Town", 3, date(2023, 1, 1), 68, 4.0, None, (), silent=True)
    assert last_reports([late, later, today, never, place]) == (
        "Valley road: last report 11 days before (no earlier one)."
        " Hill road: last report 9 days before (usually one every 2.5 days)."
        " Track: no event or consignment reported so far."
    )
    assert last_reports([today, place]) == "Every road has a report of the as-at date itself."
    assert last_reports([place]) == ""
