"""Silence: when each road and place was last reported on, and what the days between tell."""

from __future__ import annotations

from datetime import date, timedelta
from functools import cache
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from geo.case import Case
from geo.dates import Period
from geo.load import load_case
from geo.reports import reports
from geo.silence import ONE, SEVERAL, SHOWN, SILENT, Silence, calendar, silences
from geo.silence_table import table

SHIPPED = Path(__file__).resolve().parents[2] / "data" / "karabakh"
WHOLE = Period(date(2020, 9, 27), date(2023, 12, 31))
DAYS = st.dates(WHOLE.first, WHOLE.last)


@cache
def shipped() -> Case:
    return load_case(SHIPPED)


def silence(key: str, at: date, known: date | None = None) -> Silence:
    return next(one for one in silences(shipped(), at, known) if one.key == key)


@cache
def told(key: str) -> dict[date, int]:
    runs = calendar(shipped(), WHOLE)["road", key]
    return {one.first + timedelta(days=day): one.told for one in runs for day in range(one.days)}


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
    own = [one for one in reports(shipped(), WHOLE.last) if one.route_id == road]
    for day, found in told(road).items():
        count = sum(one.first <= day <= one.last for one in own)
        assert found == min(count + 1, SEVERAL) if count else found in {SILENT, SHOWN}


def test_runs_follow_one_another_over_the_whole_period() -> None:
    for runs in calendar(shipped(), WHOLE).values():
        assert (runs[0].first, runs[-1].last) == (WHOLE.first, WHOLE.last)
        assert all(b.first == a.last + timedelta(days=1) and a.told != b.told for a, b in pairwise(runs))


@settings(max_examples=50, deadline=None)
@given(DAYS, DAYS, DAYS)
def test_silence_only_ends_sooner_the_more_is_known(at: date, one: date, other: date) -> None:
    """What was published later can only add reports, never take one away."""
    early, late = sorted((one, other))
    less = {(found.kind, found.key): found for found in silences(shipped(), at, early)}
    more = {(found.kind, found.key): found for found in silences(shipped(), at, late)}
    assert less.keys() <= more.keys()
    for key, found in less.items():
        assert found.reports <= more[key].reports
        assert found.last is None or (more[key].last or date.min) >= found.last
        assert found.last is None or found.last <= at


@settings(max_examples=30, deadline=None)
@given(DAYS)
def test_silence_as_known_cites_only_what_was_published_by_then(known: date) -> None:
    published = dict(zip(shipped().sources["source_id"], shipped().sources["published"], strict=True))
    for one in silences(shipped(), WHOLE.last, known):
        assert all(published[source][:10] <= known.isoformat() for source in one.source_ids)


def test_the_table_says_how_long_and_how_unusual() -> None:
    rows = table(silences(shipped(), date(2023, 9, 21)))
    row = rows.loc["road-aghdam_askeran"]
    assert (row["Last report"], row["Days ago"]) == ("18 Sept 2023", "3")
    assert row["Longest silence"] == "41 days, 19 July – 28 Aug 2023"
