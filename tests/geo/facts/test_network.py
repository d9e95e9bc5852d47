"""Who had a way out on hand-checked days, and what must hold of any state of the roads."""

from __future__ import annotations

from functools import cache

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from geo.dates import parse_at
from geo.facts.network import (
    AID,
    ANYONE,
    LIMITED,
    OPEN,
    PATIENTS_OUT,
    SHUT,
    UNKNOWN,
    USERS,
    Network,
    level_of,
    levels,
    network,
)
from geo.facts.state import state
from geo.facts.traffic import Passing
from geo.facts.ways_out import WayOut, bridges, way_round, ways_out, without
from tests.conftest import shipped

CORRIDOR = ("goris..khndzoresk", "hakari-bridge..kornidzor", "shusha..stepanakert")


@cache
def roads() -> Network:
    return network(shipped())


@cache
def ways(day: str, user: str) -> dict[str, WayOut]:
    given_levels = levels(roads(), state(shipped(), parse_at(day)).routes, user)
    return {one.place_id: one for one in ways_out(roads(), given_levels)}


def test_the_places_asked_for_are_the_way_points_inside_the_area() -> None:
    assert set(roads().asked) == {"stepanakert", "askeran", "khojaly", "berkadzor", "khanbagh", "martakert"}
    assert roads().exits == ("goris", "vardenis", "aghdam")


def test_two_roads_share_a_stretch_and_it_is_there_once() -> None:
    shared = roads().by_id["shusha..stepanakert"]
    assert shared.route_ids == ("lachin_new", "lachin_old")
    # Geodesic from 39.76006 N 46.74989 E to 39.81770 N 46.75280 E.
    assert shared.length_km == pytest.approx(6.405, abs=0.01)


# Stepanakert by hand: the day, who, how well, which way, on which roads all of it hung.
# 11 Dec 2022: the new road open. 12 Dec: shut for aid too, which comes in from the 19th on. 15 June
# 2023: shut for aid too, and the old road last shown closed does not open by silence. 31 Aug: patients out,
# no supplies in. 18 Sept: one truck in by each road. 28 Sept: people out by the new road, aid in by Aghdam.
@pytest.mark.parametrize(
    ("day", "user", "level", "exit_id", "needs"),
    [
        ("2022-12-11", ANYONE, OPEN, "goris", ("lachin_new",)),
        ("2022-12-11", AID, OPEN, "goris", ("lachin_new",)),
        ("2022-12-12", ANYONE, SHUT, "", ()),
        ("2022-12-12", AID, SHUT, "", ()),
        ("2022-12-17", AID, UNKNOWN, "goris", ("lachin_new",)),
        ("2022-12-19", AID, LIMITED, "goris", ("lachin_new",)),
        ("2023-04-24", ANYONE, SHUT, "", ()),
        ("2023-06-01", ANYONE, LIMITED, "goris", ("lachin_new",)),
        ("2023-06-15", ANYONE, SHUT, "", ()),
        ("2023-06-15", AID, SHUT, "", ()),
        ("2023-08-31", AID, SHUT, "", ()),
        ("2023-08-31", PATIENTS_OUT, LIMITED, "goris", ("lachin_new",)),
        ("2023-09-15", AID, SHUT, "", ()),
        ("2023-09-18", ANYONE, SHUT, "", ()),
        ("2023-09-20", AID, LIMITED, "goris", ("lachin_new",)),
        ("2023-09-18", AID, LIMITED, "aghdam", ()),
        ("2023-09-28", ANYONE, LIMITED, "goris", ("lachin_new",)),
        ("2023-09-28", AID, LIMITED, "aghdam", ("aghdam_askeran",)),
    ],
)
def test_who_had_a_way_from_stepanakert(day: str, user: str, level: int, exit_id: str, needs: tuple) -> None:
    found = ways(day, user)["stepanakert"]
    assert (found.level, found.exit_id, found.needs) == (level, exit_id, needs)


# Askeran lies on the Aghdam road: of the roads inside the area no source tells, of Aghdam's it does.
# Where every road out is shut, or last shown so, the roads inside lead nowhere.
@pytest.mark.parametrize(
    ("day", "people", "aid"),
    [
        ("2022-12-11", UNKNOWN, UNKNOWN),
        ("2022-12-12", SHUT, SHUT),
        ("2023-06-15", SHUT, SHUT),
        ("2023-09-18", SHUT, LIMITED),
        ("2023-09-28", UNKNOWN, LIMITED),
    ],
)
def test_who_had_a_way_from_askeran(day: str, people: int, aid: int) -> None:
    assert ways(day, ANYONE)["askeran"].level == people
    assert ways(day, AID)["askeran"].level == aid


def test_martakert_hangs_on_the_northern_road_that_counts_as_closed_by_inference() -> None:
    for day in ("2022-12-11", "2023-06-15", "2023-09-28"):
        assert ways(day, ANYONE)["martakert"].level == SHUT
    assert ways("2020-11-20", ANYONE)["martakert"].level == UNKNOWN


def test_the_way_over_the_new_road_is_longer_than_over_the_old_one() -> None:
    found = ways("2023-09-28", ANYONE)["stepanakert"]
    assert found.km == pytest.approx(59.5, abs=0.1)
    assert found.longer_km == pytest.approx(5.6, abs=0.2)


def test_on_the_last_open_day_every_stretch_of_the_new_road_was_a_bridge() -> None:
    given_levels = levels(roads(), state(shipped(), parse_at("2022-12-11")).routes, ANYONE)
    found = bridges(roads(), given_levels, OPEN)
    assert set(CORRIDOR) < set(found)
    assert len(found) == 12
    assert way_round(roads(), given_levels, "hakari-bridge..kornidzor") is None


def test_when_aid_came_by_both_roads_no_stretch_was_a_bridge_for_it() -> None:
    given_levels = levels(roads(), state(shipped(), parse_at("2023-09-18")).routes, AID)
    assert "shusha..stepanakert" not in bridges(roads(), given_levels, LIMITED)


def test_a_level_is_that_of_the_traffic_asked_about_and_of_its_direction() -> None:
    said = [
        Passing("people", "out", "limited"),
        Passing("people", "in", "none"),
        Passing("aid", "in", "free"),
    ]
    assert [level_of(said, user) for user in (ANYONE, AID)] == [LIMITED, OPEN]
    assert level_of(said, PATIENTS_OUT) == UNKNOWN
    assert level_of([Passing("aid", "in", "none"), Passing("aid", "out", "free")], AID) == SHUT


def test_a_stretch_has_the_level_of_the_part_of_the_road_it_lies_in() -> None:
    states = state(shipped(), parse_at("2023-01-20")).routes
    old = {
        one: levels(roads(), [road for road in states if road.route_id == "lachin_old"], one) for one in USERS
    }
    # The town was by-passed; of the leg that stayed in use as a link it is not said for whom.
    assert old[ANYONE]["lachin..zabukh"] == SHUT
    assert old[ANYONE]["tegh..zabukh"] == UNKNOWN
    assert old[ANYONE]["goris..khndzoresk"] == UNKNOWN


LEVELS = st.fixed_dictionaries({one.id: st.integers(SHUT, OPEN) for one in roads().segments})
SEGMENTS = st.sampled_from([one.id for one in roads().segments])


@settings(max_examples=60, deadline=None)
@given(LEVELS, SEGMENTS)
def test_closing_a_stretch_never_helps_and_opening_one_never_harms(state_of: dict, segment: str) -> None:
    before = ways_out(roads(), state_of)
    for one, other in zip(before, ways_out(roads(), without(state_of, segment)), strict=True):
        assert other.level <= one.level
    for one, other in zip(before, ways_out(roads(), {**state_of, segment: OPEN}), strict=True):
        assert other.level >= one.level


@settings(max_examples=60, deadline=None)
@given(LEVELS, SEGMENTS)
def test_a_way_is_never_shorter_than_the_shortest_of_all_roads(state_of: dict, segment: str) -> None:
    for one in ways_out(roads(), state_of):
        assert (one.km is None) == (one.level == SHUT)
        if one.km is not None:
            assert one.km >= one.direct_km - 1e-9
            assert all(state_of[taken] >= one.level for taken in one.segment_ids)
    round_km = way_round(roads(), state_of, segment)
    assert round_km is None or round_km >= roads().by_id[segment].length_km - 1e-9


@settings(max_examples=40, deadline=None)
@given(LEVELS)
def test_without_a_bridge_some_place_loses_its_way_and_without_another_none_does(state_of: dict) -> None:
    def reached(given_levels: dict) -> set:
        return {one.place_id for one in ways_out(roads(), given_levels) if one.level >= LIMITED}

    found = set(bridges(roads(), state_of, LIMITED))
    for one in roads().segments:
        lost = reached(state_of) - reached(without(state_of, one.id))
        assert bool(lost) == (one.id in found)
