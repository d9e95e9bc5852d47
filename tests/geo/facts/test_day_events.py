"""What of a day comes before the roads: by its hour or the end of its day, hostilities while they go on."""

from __future__ import annotations

import pytest

from geo.case.load import load_case
from geo.dates import parse_at
from geo.facts.day_events import casualties, day_events, deaths_after, displaced, hostilities_before
from tests.geo.small_case import TABLES, write_case

EVENTS = TABLES["events.csv"].splitlines()[0].split(",")
CLAIMS = TABLES["claims.csv"].splitlines()[0].split(",")
SOURCE = TABLES["sources.csv"].splitlines()[1].split(",")[0]


def table(columns, rows):
    lines = [",".join(str({"source_ids": SOURCE, **row}.get(name, "")) for name in columns) for row in rows]
    return "\n".join([",".join(columns), *lines]) + "\n"


def event(key, category, first, last="", **more):
    precision = "hour" if "T" in first else "day"
    own = {"event_id": key, "category": category, "date_start": first, "date_end": last, "title": key}
    return own | {"date_precision": precision, "place_id": "goris", "place_role": "site", "uncertain": "no",
                  "confidence": "medium"} | more  # fmt: skip


def claim(key, measure, value, by, day, on, **more):
    own = {"claim_id": key, "measure": measure, "subject": "people", "value": value, "unit": "people"}
    return own | {"as_of": day, "claimant": by, "event_id": on, "uncertain": "no"} | more


@pytest.fixture(scope="module")
def case(tmp_path_factory):
    folder = tmp_path_factory.mktemp("days")
    events = [
        event("ceasefire", "agreement", "2023-03-10T14:00"),
        event("shelling", "military", "2023-03-10", "2023-03-12"),
        event("raid", "military", "2023-03-10T09:00", confidence="high"),
        event("rumour", "military", "2023-03-10", uncertain="yes"),
        event("flight", "displacement", "2023-03-10"),
        event("vote", "agreement", "2023-03-10T08:00", form="session"),
        event("blast", "other", "2023-03-20T10:00"),
        event("talk", "statement", "2023-03-21T10:00"),
    ]
    claims = [
        claim("c1", "dead", 3, "Ministry", "2023-03-10", "raid"),
        claim("c2", "dead", 8, "Agency", "2023-03-10", "raid"),
        claim("c3", "dead", 5, "Ministry", "2023-03-11", "raid"),
        claim("c4", "wounded", 20, "Agency", "2023-03-10", "raid"),
        claim("c5", "wounded", 11, "Hospital", "2023-03-10", "raid"),
        claim("c6", "dead", 2, "Hospital", "2023-03-21", "blast"),
        claim("c7", "wounded", 9, "Hospital", "2023-03-21", "blast"),
        claim("c8", "displaced", 50, "Agency", "2023-03-12", "flight"),
        claim("c9", "displaced", 70, "Agency", "2023-03-05", "flight"),
    ]
    write_case(folder, events=table(EVENTS, events), claims=table(CLAIMS, claims))
    return load_case(folder)


def keys(case, at):
    return [own.event_id for own in day_events(case, parse_at(at))]


def test_an_hour_has_happened_from_that_hour_on_and_a_day_at_its_end(case):
    assert keys(case, "2023-03-10T08:59") == []
    assert keys(case, "2023-03-10T09:00") == ["raid"]
    assert keys(case, "2023-03-10T14:00") == ["ceasefire", "raid"]


def test_what_is_over_comes_before_what_goes_on_and_agreements_before_hostilities(case):
    assert keys(case, "2023-03-10") == ["ceasefire", "raid", "shelling"]
    assert [own.over for own in day_events(case, parse_at("2023-03-10"))] == [True, True, False]


def test_hostilities_of_several_days_go_on_until_they_are_over(case):
    assert keys(case, "2023-03-11T10:00") == ["shelling"]
    assert [own.over for own in day_events(case, parse_at("2023-03-12"))] == [True]
    assert keys(case, "2023-03-13") == []


def test_of_each_claimant_the_greatest_dead_come_first_and_wounded_of_who_gave_no_dead(case):
    at = parse_at("2023-03-11")
    raid = day_events(case, parse_at("2023-03-10"))
    assert [own.claim_id for own in casualties(case, raid, at)] == ["c2", "c3", "c5"]
    assert [own.claim_id for own in casualties(case, raid, parse_at("2023-03-10"))] == ["c2", "c1", "c5"]


def test_those_who_died_of_another_event_are_told_for_three_days(case):
    assert deaths_after(case, parse_at("2023-03-20")) is None
    found = deaths_after(case, parse_at("2023-03-21"))
    assert found is not None
    assert (found[0].event_id, [own.claim_id for own in found[1]]) == ("blast", ["c6", "c7"])
    assert deaths_after(case, parse_at("2023-03-23")) is not None
    assert deaths_after(case, parse_at("2023-03-24")) is None


def test_those_who_died_of_hostilities_are_told_for_three_days_too(case):
    events, dead = hostilities_before(case, parse_at("2023-03-13"))
    assert [event.event_id for event in events] == ["raid"]
    assert [own.claim_id for own in dead] == ["c2", "c3"]
    assert hostilities_before(case, parse_at("2023-03-14")) == ((), ())


def test_displaced_count_from_the_day_the_hostilities_began(case):
    events = day_events(case, parse_at("2023-03-12"))
    assert [own.claim_id for own in displaced(case, events, parse_at("2023-03-12"))] == ["c8"]
    assert displaced(case, (), parse_at("2023-03-12")) == ()
