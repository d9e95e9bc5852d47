"""A case as known on a day: nothing that was published later is in it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from functools import cache

from hypothesis import given, settings
from hypothesis import strategies as st

from geo.case.as_known import NEWS, as_known, known_of
from geo.case.case import Case
from geo.case.cited_by import known_sources
from geo.case.schema import BY_NAME
from geo.cells import items
from geo.dates import end_of_day, parse_at
from geo.facts.state import state
from geo.report.cards import card
from tests.conftest import shipped

DAYS = st.dates(date(2020, 11, 1), date(2024, 10, 1))


@cache
def known_by(day: date) -> Case:
    return as_known(shipped(), day)


def ids(case: Case, name: str) -> set[str]:
    return set(case.tables()[name][BY_NAME[name].key])


@settings(max_examples=16, deadline=None)
@given(DAYS, DAYS)
def test_what_is_known_only_grows(one: date, other: date) -> None:
    early, late = sorted((one, other))
    for name in (*NEWS, "sources"):
        assert ids(known_by(early), name) <= ids(known_by(late), name) <= ids(shipped(), name)


@settings(max_examples=12, deadline=None)
@given(DAYS)
def test_every_row_cites_only_what_had_been_published(day: date) -> None:
    published = known_sources(shipped().sources, day)
    assert published is not None
    for name in (*NEWS, "routes", "areas"):
        for cell in known_by(day).tables()[name]["source_ids"]:
            assert set(items(cell)) <= published
            assert name in ("routes", "areas") or cell


@settings(max_examples=12, deadline=None)
@given(DAYS, DAYS)
def test_no_status_is_told_beyond_the_day_it_was_known(day: date, at: date) -> None:
    case = known_by(day)
    assert (case.route_status["end"].dt.date <= day + timedelta(days=1)).all()
    assert (case.route_status["date_to"] >= case.route_status["date_from"]).all()
    for route in state(as_known(case, day), end_of_day(at)).routes:
        assert route.confirmed_on is None or route.confirmed_on <= day
        assert at <= day or route.status == "unknown"


def test_a_road_closed_after_the_date_is_not_told_as_closed_until_later() -> None:
    at = parse_at("2023-09-30")
    road = state(known_by(date(2023, 9, 18)), at).route("lachin_new")
    assert road is not None
    assert road.status == "unknown"


def test_a_load_released_later_was_still_held() -> None:
    held = shipped().consignments
    late = replace(shipped(), consignments=held.assign(held_until="2023-09-30"))
    before, after = (as_known(late, date(2023, 9, day)).consignments for day in (29, 30))
    assert set(before["held_until"]) == {""}
    assert set(after["held_until"]) == {"2023-09-30"}


def test_cards_hide_later_sources_and_do_not_tell_that_there_are_any() -> None:
    day = date(2023, 9, 20)
    case, sources = known_by(day), shipped().sources.set_index("source_id")
    later = {
        row.title for row in sources.itertuples() if not row.published or row.published > day.isoformat()
    }
    cited = shipped().events.set_index("event_id")["source_ids"].str.count(";")
    fewer = 0
    for event in case.events["event_id"]:
        found = card(case, "event", event)
        assert found is not None
        assert not later & {one["title"] for one in found["sources"]}
        assert "published later" not in " ".join((*found["lines"], *found["notes"]))
        fewer += len(found["sources"]) < cited[event] + 1
    assert fewer > 3
    hidden = set(shipped().events["event_id"]) - set(case.events["event_id"])
    assert hidden
    assert all(card(case, "event", one) is None for one in hidden)


def test_what_had_not_begun_was_not_known_and_what_lasted_on_had_no_end() -> None:
    # Announced on 23 August for the 25th; the war of 2020 lasted until 10 November.
    assert "ev012" not in set(known_by(date(2022, 8, 24)).events["event_id"])
    assert "ev012" in set(known_by(date(2022, 8, 25)).events["event_id"])
    for day in (date(2020, 10, 20), date(2023, 9, 27)):
        for name in ("events", "movements"):
            table = known_by(day).tables()[name]
            assert (table["start"].dt.date <= day).all()
            assert (table["end"].dt.date <= day + timedelta(days=1)).all()


def test_key_dates_after_the_date_are_not_named() -> None:
    labels = {one.label for one in known_by(date(2023, 9, 18)).settings.key_dates}
    assert "Aid by both roads" in labels
    assert "Military operation begins" not in labels


def test_offered_periods_end_with_the_date() -> None:
    offered = {one.label: one.period for one in known_by(date(2023, 9, 18)).settings.presets}
    assert "Hostilities" not in offered
    assert offered["Whole case"].last == date(2023, 9, 18)
    assert offered["2020 war and returns"].last == date(2020, 12, 31)


def test_the_version_tells_case_and_date() -> None:
    day = date(2023, 9, 18)
    assert known_of(known_by(day).version) == (shipped().version, day)
    assert known_of(shipped().version) == (shipped().version, None)
    assert as_known(shipped(), None) is shipped()


def test_a_pause_nobody_had_told_of_yet_is_not_known_and_what_was_shown_before_lasts() -> None:
    """Status rs15, load c026 and event ev084 rest on a report of 8 August 2023 about the days before."""
    row = {"route_status": "rs15", "consignments": "c026", "events": "ev084"}
    for day, known in ((date(2023, 8, 5), False), (date(2023, 8, 8), True)):
        assert [key in ids(known_by(day), name) for name, key in row.items()] == [known] * 3
    road = state(known_by(date(2023, 8, 5)), parse_at("2023-08-05")).route("lachin_new")
    assert road is not None
    assert road.status_ids == ("rs14",)


def test_on_the_evening_of_the_closure_nothing_is_known_to_pass() -> None:
    road = state(known_by(date(2022, 12, 12)), parse_at("2022-12-12")).route("lachin_new")
    assert road is not None
    assert (road.status, road.status_ids) == ("closed", ("rs34",))
    assert {own.passage for own in road.passings if own.traffic != "escorts"} == {"none"}
    assert {own.passage for own in road.passings if own.traffic == "escorts"} == {""}
