"""Ranks and rooms of what is named on a map."""

from dataclasses import replace
from itertools import combinations

import pytest

from geo.picture import label_ranks
from geo.picture.label_ranks import DOT, RANKS, callout, key_places
from geo.picture.name_room import Ground, Wanted, rooms
from tests.conftest import shipped


@pytest.fixture(scope="module")
def case():
    return shipped()


def test_a_case_names_its_key_places_and_those_it_lacks_are_left_out(case):
    assert key_places(case) == case.settings.key_places
    stated = replace(case.settings, key_places=("goris", "nowhere", "stepanakert"))
    assert key_places(replace(case, settings=stated)) == ("goris", "stepanakert")


def test_without_a_word_of_the_case_they_are_the_ends_and_towns_of_its_corridors(case):
    found = key_places(replace(case, settings=replace(case.settings, key_places=())))
    assert {"goris", "stepanakert", "aghdam"} <= set(found[:3])
    assert {"lachin", "shusha"} <= set(found)
    assert len(found) <= label_ranks.MOST_KEY_PLACES


def test_key_places_and_roads_come_before_villages_and_those_before_silences():
    order = [label_ranks.KEY_PLACE, label_ranks.ROAD, label_ranks.TOWN, label_ranks.VILLAGE, label_ranks.PILL]
    assert [RANKS.index(rank) for rank in order] == sorted(RANKS.index(rank) for rank in order)
    assert len(set(RANKS)) == len(RANKS)


@pytest.mark.parametrize(
    ("label", "whole", "brief"),
    [
        ("A road: open", ("A road: open", ""), ("Open", "")),
        ("A road: closed for 1 day", ("A road: closed", "for 1 day"), ("Closed", "for 1 day")),
        ("A road: restricted, no food for 9 days", ("A road: restricted", "no food for 9 days"),
         ("Restricted", "no food for 9 days")),
        ("no name", ("no name", ""), ("no name", "")),
    ],
)  # fmt: skip
def test_a_callout_shrinks_to_state_and_days(label, whole, brief):
    assert callout(label) == (whole, brief)


@pytest.mark.parametrize("up", [1, -1])
def test_names_find_room_off_one_another_off_dots_and_off_what_is_fixed(up):
    points = {f"p{n}": (300.0 + (n % 3) * 14, 150.0 + n * 14) for n in range(8)}
    fixed = (340.0, 0.0, 600.0, 400.0)
    dots = [(x - DOT, y - DOT, x + DOT, y + DOT) for x, y in points.values()]
    ground = Ground((0.0, 0.0, 600.0, 400.0), (fixed, *dots), (), 1.0, up)
    found = rooms([Wanted(key, at, ((90.0, 14.0), (45.0, 28.0))) for key, at in points.items()], ground)
    assert {room.key for room in found} == set(points)
    boxes = [room.box for room in found]
    for a, b in [*combinations(boxes, 2), *((box, other) for box in boxes for other in (fixed, *dots))]:
        assert a[0] >= b[2] or a[2] <= b[0] or a[1] >= b[3] or a[3] <= b[1]


def test_a_name_without_room_beside_its_point_stands_off_with_a_leader():
    west, north, south = (0, 0, 95, 200), (95, 0, 108, 90), (95, 110, 108, 200)
    gate = (108, 60, 140, 98), (108, 102, 140, 140)
    wanted = [Wanted("p", (100.0, 100.0), ((50.0, 14.0),))]
    (room,) = rooms(wanted, Ground((0, 0, 300, 200), (west, north, south, *gate), (), 1.0, 1))
    assert room.lead
    assert room.box[0] > 100


def test_a_name_is_on_the_right_and_goes_left_of_a_road_on_that_side():
    wanted = [Wanted("p", (100.0, 100.0), ((50.0, 14.0),))]
    assert rooms(wanted, Ground((0, 0, 300, 200), (), (), 1.0, 1))[0].side == 1
    road = (105.0, 90.0, 160.0, 110.0)
    assert rooms(wanted, Ground((0, 0, 300, 200), (), (road,), 1.0, 1))[0].side == -1
    assert rooms(wanted, Ground((0, 0, 40, 20), (), (), 1.0, 1)) == []
