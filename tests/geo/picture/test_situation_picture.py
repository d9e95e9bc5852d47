"""The map of everything leaves to the topics what would hide the roads."""

from datetime import date

import pytest

from geo.case.load import load_case
from geo.dates import end_of_day
from geo.facts.state import state
from geo.picture.label_ranks import key_places
from geo.picture.layers import MapInputs
from geo.picture.place_labels import place_labels
from geo.picture.situation_picture import situation_picture
from geo.view.event_columns import pack
from geo.view.select import select
from geo.view.view import opening


@pytest.fixture(scope="module")
def picture(shipped_case):
    case = load_case(shipped_case)
    view = opening(case.settings)
    joined = select(case, view).joined
    drawn = MapInputs(
        pack(joined.placed, joined.unplaced),
        place_labels(case.places, key_places(case)),
    )
    return situation_picture(case, view, state(case, end_of_day(date(2023, 10, 4))), drawn)


def test_each_road_says_its_state(picture):
    assert {route.id for route in picture.routes} >= {"lachin_new", "aghdam_askeran"}
    assert all(route.label for route in picture.routes)


def test_only_counted_ways_are_drawn(picture):
    assert sorted(flow.persons for flow in picture.flows) == [5_000, 100_632]
    assert picture.circles == ()


def test_the_waiting_loads_are_marked(picture):
    assert {mark.id for mark in picture.marks} == {"waiting-kornidzor", "waiting-aghdam"}


def test_a_mark_names_the_load_that_stood_longest_and_counts_the_others(picture):
    labels = {mark.id: mark.label for mark in picture.marks}
    assert (
        labels["waiting-kornidzor"]
        == "about 361 tonnes, last reported waiting on 30 Aug 2023 and 2 more loads"
    )
    assert {mark.id: mark.hollow for mark in picture.marks} == {
        "waiting-kornidzor": True, "waiting-aghdam": True,
    }  # fmt: skip
    assert labels["waiting-aghdam"] == "40 tonnes, last reported waiting on 11 Sept 2023"
