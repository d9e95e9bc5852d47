"""Arrows of movements: each has the ends, the days and the number of its own row."""

from dataclasses import replace
from datetime import date

import pytest

from geo.case.load import load_case
from geo.dates import parse_at
from geo.facts.displacement import movements
from geo.facts.state import state
from geo.picture.displacement_picture import displacement_picture, stops_of
from geo.picture.layers import MapInputs
from geo.picture.place_labels import place_labels
from geo.view.event_columns import pack
from geo.view.join import join
from geo.view.view import opening
from tests.geo.small_case import TABLES, write_case

HEAD = TABLES["movements.csv"].splitlines()[0]
CLAIMS = TABLES["claims.csv"].splitlines()[0]
PLACES = TABLES["places.csv"]
WAY = "a;b;c;d"


@pytest.fixture
def case_of(tmp_path):
    """A case whose road runs over a, b, c and d, with the movements and claims given."""

    def make(*moved, claims=()):
        points = [
            f"{key},{key},,,,,,,40,{46 + rank / 10},500,village,,,,,,,," for rank, key in enumerate("abcd")
        ]
        areas = [
            f"{key},{key},,,,,,,40,{lon},50000,region,,,,,,,," for key, lon in (("west", 45), ("east", 47))
        ]
        texts = {
            "case": TABLES["case.toml"] + 'headline = { arrivals = ["Council"] }\n',
            "places": PLACES
            + "\n".join([*points, *areas, "far,Far,,,,,,,40.5,46.3,500,village,,,,,,,,"])
            + "\n",
            "routes": TABLES["routes.csv"].replace("goris;town", WAY),
            "movements": "\n".join([HEAD, *moved]) + "\n",
            "claims": "\n".join([CLAIMS, *claims]) + "\n",
        }
        case = load_case(write_case(tmp_path / "case", **texts))
        assert case.set_aside == ()
        return case

    return make


def labels(case, at):
    view = replace(opening(case.settings), first=date(2023, 1, 1), last=date(2023, 12, 31), at=parse_at(at))
    joined = join(case.places, case.events)
    inputs = MapInputs(pack(joined.placed, joined.unplaced), place_labels(case.places))
    return [
        flow.label
        for flow in displacement_picture(case, view, state(case, view.at), inputs).flows
        if flow.label
    ]


def moved(key, start, end, *, to=("a", "d"), persons=35, event="", source="s1"):
    return (
        f"{key},{start},{end},day,{to[0]},road,{to[1]},{persons},,,exact,,Herders,Council,{event},{source},,,"
    )


def count(key, value, moment, *, event="", row=""):
    return f"{key},arrivals,people,{value},,,exact,,{moment},Council,,{event},{row},s1,,,"


def test_a_movement_never_has_the_number_of_another_count(case_of):
    row = moved("m1", "2023-09-20", "2023-09-28")
    case = case_of(row, claims=[count("c1", 9000, "2023-09-21")])
    assert labels(case, "2023-09-24") == ["Herders: 35 (20–28 Sept 2023)"]
    assert labels(case, "2023-09-30") == ["Herders: 35 (20–28 Sept 2023)"]


def test_a_number_published_after_a_movement_is_told_when_it_is_over(case_of):
    case = case_of(moved("m1", "2023-09-20", "2023-09-28", source="s2"))
    assert labels(case, "2023-09-24") == ["Herders (20–24 Sept 2023)"]
    assert labels(case, "2023-09-28") == ["Herders: 35 (20–28 Sept 2023)"]


@pytest.mark.parametrize("link", [{"event": "e2"}, {"row": "m1"}])
def test_a_movement_that_gives_the_number_of_a_running_count_goes_by_it(case_of, link):
    row = moved("m1", "2023-09-20", "2023-09-28", persons=900, event="e2")
    claims = [count("c1", 400, "2023-09-21"), count("c2", 900, "2023-09-28", **link)]
    case = case_of(row, claims=claims)
    assert labels(case, "2023-09-24") == ["Herders: 400 (20–24 Sept 2023)"]
    assert labels(case, "2023-09-28") == ["Herders: 900 (20–28 Sept 2023)"]


@pytest.mark.parametrize("places", ["", "a"])
@pytest.mark.parametrize("ends", [("a", "d"), ("west", "east")])
def test_a_road_of_which_no_stretch_is_known_leads_from_end_to_end_or_is_not_drawn(case_of, ends, places):
    case = case_of(moved("m1", "2023-09-20", "2023-09-21", to=ends))
    routes = case.routes.assign(place_ids=places)
    assert labels(replace(case, routes=routes), "2023-09-24") == (
        [] if (ends, places) == (("west", "east"), "a") else ["Herders: 35 (20–21 Sept 2023)"]
    )


@pytest.mark.parametrize(
    ("ends", "stops"),
    [
        (("a", "d"), ("a", "d")),
        (("b", "c"), ("b", "c")),
        (("c", "b"), ("c", "b")),
        (("far", "c"), ("far", "a", "c")),
        (("west", "east"), ("a", "d")),
        (("east", "west"), ("d", "a")),
        (("b", "west"), ("b", "a")),
    ],
)
def test_arrows_end_where_the_movement_does_and_follow_its_direction(case_of, ends, stops):
    case = case_of(moved("m1", "2023-09-20", "2023-09-21", to=ends))
    [movement] = movements(case)
    assert stops_of(case, movement) == stops
