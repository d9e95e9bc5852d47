"""A case cut for one kind of traffic: its roads stand as that traffic could pass them, and words say so."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from geo.briefing.scene import shown as scene_of
from geo.dates import parse_at
from geo.facts.access import access
from geo.facts.of_traffic import of_traffic
from geo.facts.road_state import route_states
from geo.facts.state import state
from geo.report import blockade
from geo.report.road_words import status_words
from geo.view.cut import cut, of_version
from geo.view.view import opening
from tests.conftest import shipped
from tests.geo.facts.test_road_rules import HEAD, small

KINDS = ("people", "goods", "aid", "patients", "escorts")
STATUSES = HEAD + "r1,road,2023-03-01,2023-03-31,reported,reported,,,restricted,both,,2023-03-31,mar,no,,\n"
PASSAGE = """passage_id,status_id,traffic,direction,date_from,date_to,passage,permit,escort,source_ids,\
uncertain,doubt,note
p1,r1,people;goods,both,,,none,,,mar,no,,
p2,r1,aid,in,,2023-03-10T12:00,free,,,mar,no,,
p3,r1,aid,out,,2023-03-10T12:00,free,,,mar,no,,
p4,r1,aid,in,2023-03-10T12:00,2023-03-20,limited,yes,,apr,no,,
p5,r1,aid,out,2023-03-10T12:00,2023-03-20,none,,,apr,no,,
p6,r1,aid,both,2023-03-21,,none,,,apr,no,,
p7,r1,patients,out,,,free,,,mar,no,,
"""


def road_of(case, kind, at):
    return next(
        road for road in route_states(of_traffic(case, kind), parse_at(at)) if road.route_id == "road"
    )


def test_a_road_stands_as_its_traffic_could_pass_it(tmp_path):
    case = small(tmp_path, STATUSES, PASSAGE)
    for at, words in {
        "2023-03-05": "open for 5 days",
        "2023-03-10T11:59": "open for 10 days",
        "2023-03-10T12:00": "restricted, inbound, no free passage for aid for 1 day",
        "2023-03-20": "restricted, inbound, no free passage for aid for 11 days",
        "2023-03-25": "closed for 5 days",
    }.items():
        assert status_words(road_of(case, "aid", at)) == words, at
    assert status_words(road_of(case, "goods", "2023-03-25")) == "closed for 25 days"
    # Of the way in nothing is known, so that no way both ways is claimed.
    patients = road_of(case, "patients", "2023-03-25")
    assert (patients.status, patients.direction, patients.last_open) == ("open", "outbound", None)


def test_a_part_cites_who_says_it_and_only_its_own_days(tmp_path):
    case = of_traffic(small(tmp_path, STATUSES, PASSAGE), "aid")
    rows = case.route_status[case.route_status["route_id"] == "road"]
    cells = ["date_from", "date_to", "confirmed_on", "source_ids"]
    assert rows[cells].to_numpy().tolist() == [
        ["2023-03-01", "2023-03-10T12:00", "2023-03-10", "mar"],
        ["2023-03-10T12:00", "2023-03-20", "2023-03-20", "apr"],
        ["2023-03-21", "2023-03-31", "2023-03-31", "apr"],
    ]
    assert set(case.passage["traffic"]) == {"aid"}


@settings(deadline=None, max_examples=60)
@given(kind=st.sampled_from(KINDS), day=st.integers(0, 1190), minute=st.integers(0, 1439))
def test_what_is_said_of_a_kind_is_the_same_in_the_whole_case_and_in_its_cut(kind, day, minute):
    at = datetime(2020, 9, 27) + timedelta(days=day, minutes=minute)
    roads = {road.route_id: road for road in route_states(shipped(), at)}
    for road in route_states(of_traffic(shipped(), kind), at):
        whole = roads[road.route_id]
        # A part has fewer days on which a source showed it than the row it is of, and may fade sooner.
        if road.faded or whole.faded or whole.parts:
            continue
        assert {own.direction: own.passage for own in road.passings} == {
            own.direction: own.passage for own in whole.passings if own.traffic == kind
        }, (road.route_id, at)


def test_sentences_figures_and_ways_speak_of_the_traffic():
    view = replace(opening(shipped().settings), at=parse_at("2023-07-20"), traffic="aid")
    said = scene_of(shipped(), "blockade", view)
    first, second, *_ = [sentence.text for sentence in said.answer.sentences]
    assert first.endswith("the new Lachin road and the Aghdam road were closed to aid.")
    assert "closed to aid for 10 days" in second
    assert said.answer.figures[0].label == "New Lachin road: closed to aid"
    assert "roads as aid could use them" in said.picture.subtitle
    assert {mark.label.partition(": ")[2] for mark in said.picture.marks} == {"no way in"}
    assert list(access(said.case, view.at).ways) == [("aid", "in")]


def test_a_cut_bears_a_version_of_its_own_and_is_found_by_it():
    view = replace(opening(shipped().settings), known=parse_at("2023-07-20").date(), traffic="patients")
    own = cut(shipped(), view)
    assert own.version == f"{shipped().version}@2023-07-20~patients"
    assert of_version(shipped(), own.version) is own
    assert of_version(shipped(), "other~patients") is None
    assert of_traffic(shipped(), "trains") is shipped()


def test_a_way_known_to_be_shut_is_told_where_of_the_other_nothing_is_known(tmp_path):
    passage = PASSAGE.splitlines(keepends=True)
    shut_in = "p1,r1,aid,in,,,none,,,mar,no,,\n"
    case = of_traffic(small(tmp_path, STATUSES, passage[0] + shut_in), "aid")
    road = road_of(case, "aid", "2023-03-25")
    assert road.status == "unknown"
    assert status_words(road) == "no way in, the way out not known"
    said = blockade.answer(case, state(case, parse_at("2023-03-25"))).sentences[0].text
    assert said == "On 25 Mar 2023 no way in for aid was open on the Road, the way out was not known."
