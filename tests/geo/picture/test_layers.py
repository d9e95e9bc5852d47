"""The layer list of a map, its legend and the message made of it."""

import json
from dataclasses import replace
from datetime import date, datetime
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo.picture.layers import (
    CIRCLE_MAX,
    Area,
    Circle,
    Flow,
    MapPicture,
    PointMark,
    RouteLine,
    circle_radius,
    flow_width,
    own_stretches,
    window,
)
from geo.picture.legend import legend, legend_sizes
from geo.picture.message import as_json

SHOWN = window(date(2023, 9, 12), date(2023, 10, 4), datetime(2023, 9, 28, 20, 0))
PICTURE = MapPicture("Roads", "as at 28 Sept 2023", "v1", (46, 39, 47, 40), SHOWN)
GORIS, TEGH, LACHIN, LISAGOR, SHUSHA = (
    (46.3, 39.5),
    (46.5, 39.6),
    (46.55, 39.64),
    (46.65, 39.68),
    (46.75, 39.76),
)
HAKARI = (46.58, 39.55)
OLD = RouteLine("old", "Old road", (GORIS, TEGH, LACHIN, LISAGOR, SHUSHA), "closed", "closed")
NEW = RouteLine("new", "New road", (GORIS, TEGH, HAKARI, LISAGOR, SHUSHA), "restricted", "outbound only")


def test_a_window_ends_with_the_as_at_minute() -> None:
    shown = window(date(2023, 9, 12), date(2023, 10, 4), datetime(2023, 9, 28, 23, 59, 59))
    assert shown.start == datetime(2023, 9, 12)
    assert shown.end == datetime(2023, 9, 29)


def test_a_window_ends_with_its_period_and_is_never_empty() -> None:
    assert window(date(2023, 9, 12), date(2023, 9, 13), datetime(2023, 12, 1)).end == datetime(2023, 9, 14)
    early = window(date(2023, 9, 12), date(2023, 9, 13), datetime(2023, 9, 11))
    assert early.start < early.end


def test_a_shared_stretch_is_drawn_by_the_road_that_can_be_used() -> None:
    old, new = own_stretches((OLD, NEW))
    assert new == (NEW.coordinates,)
    assert old == ((TEGH, LACHIN, LISAGOR),)


def test_a_road_driven_the_other_way_is_the_same_road() -> None:
    back = replace(NEW, id="back", coordinates=NEW.coordinates[::-1], status="unknown")
    first, second = own_stretches((NEW, back))
    assert first == (NEW.coordinates,)
    assert second == ()


STATUS = st.sampled_from(["open", "restricted", "humanitarian_only", "closed", "unknown"])
SPOT = st.sampled_from([GORIS, TEGH, LACHIN, LISAGOR, SHUSHA, HAKARI])


@given(st.lists(st.tuples(st.lists(SPOT, min_size=2, max_size=6, unique=True), STATUS), max_size=5))
def test_each_leg_is_drawn_once_and_none_is_lost(drawn: list[tuple[list[tuple[float, float]], str]]) -> None:
    routes = tuple(
        RouteLine(str(n), "", tuple(points), status, "") for n, (points, status) in enumerate(drawn)
    )
    wanted = {frozenset(leg) for route in routes for leg in pairwise(route.coordinates)}
    legs = [frozenset(leg) for parts in own_stretches(routes) for part in parts for leg in pairwise(part)]
    assert len(legs) == len(set(legs))
    assert set(legs) == wanted


@given(st.floats(1, 1e7), st.floats(1, 1e7))
def test_circles_are_to_scale_by_area(first: float, second: float) -> None:
    most = max(first, second)
    one, other = circle_radius(first, most), circle_radius(second, most)
    assert one <= CIRCLE_MAX
    assert one**2 * second == pytest.approx(other**2 * first, rel=0.05, abs=0.01 * most * CIRCLE_MAX)


def test_the_legend_names_only_what_is_drawn() -> None:
    assert legend(PICTURE) == ()
    drawn = replace(
        PICTURE,
        routes=(OLD,),
        flows=(Flow("m1", GORIS, SHUSHA, 1500, "People", "displacement"),),
        circles=(Circle("c1", 45.0, 40.0, 46409, "Yerevan"),),
        areas=(Area("a1", "Hull", ((GORIS, TEGH, LACHIN),)),),
    )
    found = {(entry.sign, entry.key) for entry in legend(drawn)}
    assert ("status", "closed") in found
    assert ("status", "open") not in found
    assert ("flow", "displacement") in found
    assert ("area", "") in found
    assert sum(sign == "circle" for sign, _ in found) == 1


def test_a_sign_is_explained_in_its_own_colour() -> None:
    picture = replace(PICTURE, marks=(PointMark("w", 46.5, 39.5, "361 t", "waiting", "aid"),))
    assert [(entry.sign, entry.key) for entry in legend(picture)] == [("sign", "waiting;aid")]


@given(st.floats(0, 1e9))
def test_a_legend_has_at_most_three_sizes_none_above_the_largest(largest: float) -> None:
    sizes = legend_sizes(largest)
    assert len(sizes) <= 3
    assert list(sizes) == sorted(set(sizes), reverse=True)
    assert all(size <= largest for size in sizes)


def test_the_message_is_plain_json_and_keeps_what_a_mark_opens() -> None:
    picture = replace(
        PICTURE,
        routes=(OLD, NEW),
        flows=(Flow("m1", GORIS, SHUSHA, None, "", "contact", ("event:ev1", "event:ev2", "place:goris")),),
        circles=(Circle("c1", 45.0, 40.0, 10, "Sevan"),),
        marks=(PointMark("w", 46.5, 39.5, "361 t", "waiting"),),
    )
    told = json.loads(json.dumps(as_json(picture), allow_nan=False))
    assert told["flows"] == [[[*GORIS, *SHUSHA], 2.0, "", "contact", ["event:ev1;ev2", "place:goris"]]]
    assert told["circles"] == [[[45.0, 40.0], CIRCLE_MAX, "Sevan", []]]
    assert told["marks"] == [[[46.5, 39.5], "361 t", "waiting", "other", []]]
    assert [route["parts"] for route in told["routes"]][1] == [
        [round(x, 4) for point in NEW.coordinates for x in point]
    ]
    assert told["window"][1] - told["window"][2] == 1


def test_widths_follow_the_count() -> None:
    assert flow_width(50, 100) == pytest.approx(flow_width(100, 100) / 2)
    assert flow_width(1, 100000) == flow_width(None, 5)
