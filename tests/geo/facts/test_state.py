"""The state at hand-checked dates, and what must hold of it at any date."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta
from functools import cache

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from geo.case.as_known import as_known
from geo.case.case import Case
from geo.dates import end_of_day, parse_at
from geo.facts.aid import FOOD, FUEL, MEDICAL
from geo.facts.state import State, as_json, state
from tests.conftest import shipped

DAYS = st.dates(date(2020, 9, 1), date(2024, 10, 31))


@cache
def at(moment: str, known: date | None = None) -> State:
    return state(as_known(shipped(), known), parse_at(moment))


def counts(given_state: State) -> dict[str, int]:
    return {one.outcome: one.count for one in given_state.outcomes}


# Date, then for the new Lachin and the Aghdam road: status, since when, days of that status.
STATUSES = [
    ("2022-12-12", ("closed", "2022-12-12", 1), ("closed", "2020-11-10", None)),
    ("2023-04-23", ("closed", "2023-04-23", 1), ("closed", "2020-11-10", None)),
    ("2023-06-15", ("closed", "2023-06-15", 1), ("closed", "2020-11-10", None)),
    ("2023-07-26", ("humanitarian_only", "2023-07-24", 3), ("closed", "2020-11-10", None)),
    ("2023-09-12", ("humanitarian_only", "2023-08-08", 36), ("humanitarian_only", "2023-09-12", 1)),
    ("2023-09-18", ("humanitarian_only", "2023-09-18", 1), ("humanitarian_only", "2023-09-18", 1)),
    ("2023-09-20", ("humanitarian_only", "2023-09-19", 2), ("closed", "2023-09-19", 2)),
    ("2023-09-24T22:00", ("restricted", "2023-09-24", 1), ("restricted", "2023-09-22", 3)),
    ("2023-09-28", ("restricted", "2023-09-24", 5), ("restricted", "2023-09-22", 7)),
    ("2023-10-04", ("restricted", "2023-09-24", 11), ("restricted", "2023-09-22", 13)),
]


@pytest.mark.parametrize(("moment", "lachin", "aghdam"), STATUSES)
def test_status_since_when_and_for_how_long(moment: str, lachin: tuple, aghdam: tuple) -> None:
    for route, wanted in (("lachin_new", lachin), ("aghdam_askeran", aghdam)):
        found = at(moment).route(route)
        assert found is not None
        assert found.since is not None
        assert (found.status, found.since.isoformat(), found.days) == wanted
        assert found.source_ids


# Days without ordinary traffic on the new road, that of the stop (12 Dec 2022, 10:30) counted.
@pytest.mark.parametrize(
    ("moment", "days"),
    [
        ("2022-12-12", 1), ("2023-04-23", 133), ("2023-06-15", 186), ("2023-07-26", 227),
        ("2023-09-12", 275), ("2023-09-18", 281), ("2023-09-20", 283),
        ("2023-09-24T22:00", 287), ("2023-09-28", 291), ("2023-10-04", 297),
    ],
)  # fmt: skip
def test_days_without_ordinary_traffic(moment: str, days: int) -> None:
    found = at(moment).route("lachin_new")
    assert found is not None
    assert (found.last_open, found.last_open_moment) == (date(2022, 12, 12), "2022-12-12T10:30")
    assert found.days_without_ordinary == days


# The last delivery of each kind of goods: day, days before the as-at date, and whether by it at the latest.
@pytest.mark.parametrize(
    ("moment", "kind", "on", "ago", "by"),
    [
        ("2023-04-23", FOOD, "2023-02-17", 65, False), ("2023-06-15", FOOD, "2023-06-14", 1, False),
        ("2023-07-26", MEDICAL, "2023-07-07", 19, False), ("2023-09-12", FOOD, "2023-09-12", 0, False),
        ("2023-09-18", FOOD, "2023-09-18", 0, False), ("2023-09-20", FOOD, "2023-09-18", 2, False),
        ("2023-09-24T22:00", FUEL, "2023-09-23", 1, False), ("2023-09-28", FUEL, "2023-09-28", 0, True),
        ("2023-10-04", FOOD, "2023-09-23", 11, False), ("2023-10-04", FUEL, "2023-09-28", 6, True),
    ],
)  # fmt: skip
def test_last_delivery(moment: str, kind: str, on: str, ago: int, by: bool) -> None:
    last = at(moment).last_delivery(kind)
    assert last is not None
    assert (last.on.isoformat(), last.days_ago, last.by) == (on, ago, by)


def test_on_the_first_day_nothing_had_been_delivered_or_counted() -> None:
    first = at("2022-12-12")
    assert first.deliveries == ()
    assert first.outcomes == ()
    assert first.waiting == ()
    assert {one.key for one in first.not_reported if one.kind == "measure"} == {
        "arrivals", "registered", "vehicles", "accommodated",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("moment", "wanted"),
    [
        ("2023-04-23", {"delivered": 14, "passed": 1, "returned": 1}),
        ("2023-06-15", {
            "delivered": 20, "partial": 1, "passed": 1, "blocked": 2, "returned": 2, "suspended": 1,
        }),
        ("2023-07-26", {
            "delivered": 25, "partial": 1, "passed": 1, "blocked": 3, "returned": 2, "suspended": 2,
        }),
        ("2023-09-18", {
            "delivered": 39, "partial": 2, "passed": 1, "blocked": 6, "returned": 3, "suspended": 3,
        }),
    ],
)  # fmt: skip
def test_consignments_by_outcome(moment: str, wanted: dict[str, int]) -> None:
    assert counts(at(moment)) == wanted


def test_what_was_last_shown_waiting_where_on_18_september() -> None:
    found = {
        (load.place_id, load.amount, load.unit): (load.days, load.reported.isoformat(), load.faded)
        for load in at("2023-09-18").waiting
    }
    assert found == {
        ("kornidzor", 361.0, "tonnes"): (55, "2023-08-30", True),
        ("kornidzor", 20.0, "tonnes"): (41, "2023-08-30", True),
        ("kornidzor", 10.0, "trucks"): (20, "2023-08-30", True),
        ("aghdam", 40.0, "tonnes"): (21, "2023-09-11", False),
    }


def test_running_totals_are_kept_apart_from_the_sums() -> None:
    found = at("2023-09-28")
    totals = {one.consignment_id for one in found.running_totals}
    assert {"c007", "c040", "c054"} <= totals
    delivered = next(one for one in found.outcomes if one.outcome == "delivered")
    tonnes = {one.unit: one.total for one in delivered.quantities}["tonnes"]
    # 40 + 66 + 64, without the 214 stated as a total of the fuel, what was only sent, and what is uncertain.
    assert tonnes == 170
    assert not totals & set(delivered.consignment_ids)


@pytest.mark.parametrize(
    ("moment", "measure", "value", "low", "high"),
    [
        ("2023-09-24T22:00", "arrivals", 1050, 1050, 1050),
        ("2023-09-28T20:00", "arrivals", 76407, 76407, 76407),
        ("2023-09-28", "arrivals", 78354, 78354, 78354),
        ("2023-09-28", "registered", 55248, 55248, 55248),
        ("2023-09-28", "vehicles", 15914, 15914, 15914),
        ("2023-09-28", "accommodated", 10967, 10967, 20236),
        ("2023-10-04", "arrivals", 100632, 100632, 100632),
        ("2023-10-04", "registered", 96940, 96940, 96940),
    ],
)
def test_arrivals_with_their_range(moment: str, measure: str, value: int, low: int, high: int) -> None:
    figure = at(moment).arrivals[measure]
    assert (figure.claim.value, figure.low, figure.high) == (value, low, high)
    assert figure.claim_ids
    assert figure.source_ids


def test_before_the_first_hour_with_a_count_there_is_no_headline() -> None:
    assert "arrivals" not in at("2023-09-24T21:00").arrivals


def test_passages_tell_a_peoples_road_from_the_path_drawn_along_it() -> None:
    seen = {(one.kind, one.route_id): one for one in at("2023-09-28").passages}
    assert seen["civilians", "lachin_new"].days_ago == 0
    assert ("civilians", "displacement_main") not in seen
    assert seen["medical evacuation", "lachin_new"].on == date(2023, 9, 23)
    assert seen["food or mixed aid", "aghdam_askeran"].on == date(2023, 9, 22)
    assert seen["fuel alone", "aghdam_askeran"].by
    assert seen["ordinary traffic", "lachin_new"].on == date(2022, 12, 12)
    assert ("ordinary traffic", "aghdam_askeran") not in seen


def test_the_return_of_2020_is_not_seen_on_a_road_built_later() -> None:
    seen = {(one.kind, one.route_id) for one in at("2022-12-12").passages}
    assert ("civilians", "lachin_old") in seen
    assert ("civilians", "lachin_new") not in seen


def test_a_status_lasts_until_an_end_was_published() -> None:
    # The reports of 26 June tell that patients passed again on the 25th; the row of 12 September was known.
    late = at("2023-06-25", date(2023, 6, 25)).route("lachin_new")
    assert late is not None
    assert (late.status, late.since, late.days) == ("closed", date(2023, 6, 15), 11)
    assert at("2023-06-25").route("lachin_new").status == "humanitarian_only"
    then = at("2023-09-13", date(2023, 9, 13)).route("aghdam_askeran")
    assert (then.status, then.since, then.days) == ("humanitarian_only", date(2023, 9, 12), 2)
    assert then.passing("aid", "in").passage == "limited"


def test_a_status_of_which_nothing_was_published_is_not_reported() -> None:
    now = at("2022-12-12", date(2022, 12, 12))
    assert now.route("aghdam_askeran").status_ids == ()
    assert ("route", "aghdam_askeran") in {(one.kind, one.key) for one in now.not_reported}


def test_a_confirmation_counts_no_longer_than_its_source_reaches() -> None:
    road = at("2021-06-01", date(2021, 6, 1)).route("lachin_old")
    assert (road.status, road.last_status, road.confirmed_on) == ("unknown", "open", date(2020, 12, 1))
    # With all sources the same day is known: a report of 2022 shows the road open up to its move.
    assert at("2021-06-01").route("lachin_old").status == "open"


def test_as_json_is_plain_and_cites() -> None:
    plain = as_json(at("2023-09-28"))
    assert plain["at"] == "2023-09-28T23:59:59"
    assert plain["arrivals"]["arrivals"]["value"] == 78354
    assert plain["arrivals"]["arrivals"]["source_ids"]
    assert all(one["source_ids"] for one in plain["routes"] if one["status_ids"])
    assert all(one["source_ids"] for one in plain["outcomes"])


def rows(given_state: State) -> set[str]:
    """Ids of every row the state was made of."""
    found = {row for one in given_state.routes for row in one.status_ids}
    found |= {row for one in given_state.outcomes for row in one.consignment_ids}
    found |= {one.consignment_id for one in given_state.running_totals}
    for figure in given_state.arrivals.values():
        found |= {*figure.claim_ids, *(one.claim.claim_id for one in figure.left_out)}
    return found


@settings(max_examples=25, deadline=None)
@given(DAYS, DAYS, DAYS)
def test_knowledge_only_grows_with_the_as_known_date(day: date, one: date, other: date) -> None:
    early, late = sorted((one, other))
    moment = end_of_day(day)
    less, more = (rows(state(as_known(shipped(), known), moment)) for known in (early, late))
    statuses = {row for row in less if row.startswith("rs")}
    assert less - statuses <= more
    everything = rows(state(shipped(), moment))
    assert more - {row for row in more if row.startswith("rs")} <= everything


@settings(max_examples=15, deadline=None)
@given(DAYS)
def test_counts_by_outcome_add_up(day: date) -> None:
    found = state(shipped(), end_of_day(day))
    table = shipped().consignments
    begun = table[(table["start"] <= end_of_day(day)) & (table["cumulative"] != "yes")]
    assert sum(one.count for one in found.outcomes) == len(begun)
    for one in found.outcomes:
        stated = sum(quantity.consignments for quantity in one.quantities)
        assert one.count == len(one.consignment_ids)
        assert 0 <= one.count - stated - one.without_quantity <= one.uncertain


def up_to(case: Case, moment: datetime) -> Case:
    """The case without any row that begins after the day of ``moment``."""
    after = datetime.combine(moment.date(), datetime.min.time()) + timedelta(days=1)
    names = ("events", "claims", "route_status", "consignments", "movements", "accommodation")
    cut = {name: getattr(case, name) for name in names}
    return replace(case, **{name: table[table["start"] < after] for name, table in cut.items()})


@settings(max_examples=15, deadline=None)
@given(DAYS)
def test_a_state_ignores_everything_later(day: date) -> None:
    moment = end_of_day(day)
    assert state(up_to(shipped(), moment), moment) == state(shipped(), moment)
