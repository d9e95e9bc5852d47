"""A flood of a few rows, with boats beside a closed road: no word is another crisis's, none is false."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from geo.case.case import Case
from geo.case.load import load_case
from geo.dates import Period, end_of_day, parse_at
from geo.facts.aid import FOOD, Consignment
from geo.facts.diplomacy import Contact
from geo.facts.displacement import movements
from geo.facts.passages import CIVILIANS
from geo.facts.state import State, state
from geo.facts.status import status_spans
from geo.report import listings
from geo.report.aid_figures import delivered_weight
from geo.report.blockade import answer as blockade_answer
from geo.report.diplomacy_answer import answer as diplomacy_answer
from geo.report.diplomacy_answer import counts
from geo.report.displacement_answer import answer as displacement_answer
from geo.report.displacement_figures import no_wave
from geo.report.report_rows import silent_words
from geo.report.situation_text import state_text
from geo.view.view import ViewState, opening
from tests.geo.small_case import TABLES, write_case

DAY = date(2023, 9, 5)
SETTINGS = """
id = "flood"
title = "A flood"
period = { from = "2023-08-01", to = "2023-10-31" }
silence_days = 10
[words]
area = "district"
areas = "districts"
[traffic]
boats = "boats"
[headline]
displaced = ["Council", "Relief"]
"""
ROUTES = """route_id,name,short_name,role,place_ids,geometry,stated_length_km,source_ids,note
road,The road,Ford road,corridor,goris;town,schematic,,s1,
boat,The boats,Ford boats,bypass,goris;town,schematic,,s1,
"""
STATUSES = """status_id,route_id,date_from,date_to,status,direction,who_could_pass,confirmed_on,source_ids
r1,road,2023-08-01,2023-08-25,open,both,,2023-08-20,s1
r2,road,2023-08-26,,closed,none,Nobody,2023-09-01,s1
r3,boat,2023-08-28,,open,both,Fishermen's boats,2023-09-01,s1
"""
PASSAGE = """passage_id,status_id,traffic,direction,passage,permit,escort,source_ids
pa1,r3,goods,in,limited,yes,no,s1
"""
CLAIMS = """claim_id,measure,subject,value,low,high,qualifier,unit,as_of,claimant,source_ids
c1,displaced,people of the plain,180000,,,about,people,2023-09-04,Council,s1
c2,displaced,people of the plain,250000,,,at_least,people,2023-09-04,Relief,s1
"""
MOVEMENTS = """movement_id,date_start,date_end,from_id,via_route_id,to_id,persons,low,high,people,claimant,\
source_ids
m1,2023-09-01,2023-09-02,town,boat,goris,12,,,Villagers,Relief,s1
m2,2023-08-27,2023-08-28,town,,goris,,200,300,Villagers,Relief,s1
"""
HOUSING = """accommodation_id,as_of,place_id,persons,kind,stated_total,claimant,source_ids
h1,2023-09-03,goris,1200,camps,5000,Council,s1
"""


@pytest.fixture(scope="module")
def case(tmp_path_factory) -> Case:
    folder = tmp_path_factory.mktemp("flood") / "case"
    sources = TABLES["sources.csv"].replace("2023-09-19", "2023-09-04")
    events = TABLES["events.csv"].splitlines()[0] + "\n"
    loads = TABLES["aid.csv"].splitlines()[0] + "\n"
    told = {
        "case": SETTINGS, "routes": ROUTES, "route_status": STATUSES, "passage": PASSAGE, "claims": CLAIMS,
        "movements": MOVEMENTS, "accommodation": HOUSING, "sources": sources, "events": events, "aid": loads,
    }  # fmt: skip
    return load_case(write_case(folder, **told))


@pytest.fixture(scope="module")
def view(case) -> ViewState:
    return replace(opening(case.settings), at=end_of_day(DAY))


@pytest.fixture(scope="module")
def now(case) -> State:
    return state(case, end_of_day(DAY))


def test_who_went_by_boat_did_not_pass_the_closed_road(now):
    by = {row.route_id for row in now.passages if row.kind == CIVILIANS}
    assert by == {"boat"}


def test_boats_were_open_and_a_road_was_closed(case, now):
    first = blockade_answer(case, now).sentences[0].text
    assert "the Ford boats were open to ordinary traffic; the Ford road was closed to all traffic" in first


def test_of_escorts_nothing_is_said_where_no_row_names_them(case, now, tmp_path):
    assert {own.traffic for road in now.routes for own in road.passings} == {*case.settings.traffic}
    assert "escorts" not in case.settings.traffic
    text = state_text(now)
    assert "Boats, out and in: none." in text
    assert "scorts" not in text
    named = PASSAGE.replace("goods,in", "escorts,in")
    other = load_case(write_case(tmp_path, routes=ROUTES, route_status=STATUSES, passage=named))
    assert other.settings.traffic["escorts"] == "escorts"
    assert not [report for report in other.set_aside if report.file == "passage.csv" and report.rows]


def test_of_a_road_whose_last_state_ended_no_report_is_denied(tmp_path):
    case = load_case(write_case(tmp_path))
    now = state(case, parse_at("2023-10-01"))
    assert [road.label for road in now.not_reported if road.kind == "route"] == ["Road"]
    assert silent_words(now).startswith("No report tells the state, on this date, of: Road")
    assert silent_words(state(case, parse_at("2023-09-01"))).find("Road") == -1


def test_what_this_case_never_counts_is_not_called_unreported(now):
    assert [missed.label for missed in now.not_reported] == []
    assert "Arrivals" not in state_text(now)


def test_a_permit_is_no_longer_told_once_the_passage_is_not_known(case):
    later = state(case, end_of_day(date(2023, 10, 20)))
    goods = [own for own in later.route("boat").passings if (own.traffic, own.direction) == ("goods", "in")]
    assert [(own.passage, own.permit) for own in goods] == [("", "")]


def test_those_displaced_are_told_first_where_nobody_counts_arrivals(case, view, now):
    said = displacement_answer(case, view, now)
    assert said.sentences[0].text == (
        "Displaced as of 4 Sept 2023: about 180,000 people of the plain (Council; figures for that time run"
        " from 180,000 to 250,000)."
    )
    assert said.figures[0].value == "about 180,000"


def test_one_district_named_is_spoken_of_as_one(case, view, now):
    said = displacement_answer(case, view, now).sentences[-1].text
    assert said.endswith("5,000 people in camps (Council); the only district named has 1,200.")


def test_movements_known_are_not_denied_where_none_is_a_wave(case):
    assert no_wave(case) == (
        "No movement of people is told from or to a whole region. Those known are left out:"
        " 1 (no single number is given), 1 (into an area, which the lists of housing tell of)."
    )


def test_a_range_alone_is_told_as_the_number_of_a_movement(case):
    shown = listings.movements(case, movements(case), "both")
    assert shown.loc["m2", "People"] == "200 to 300"


def test_a_status_and_its_passages_are_two_sentences(case):
    [boats] = [span for span in status_spans(case, last=DAY) if span.route_id == "boat"]
    assert str(listings._who(case, boats)).startswith("Fishermen's boats. Goods, in:")


def contact(event_id: str, form: str, *actors: str) -> Contact:
    moment = date(2023, 9, 1)
    return Contact(
        event_id=event_id, first=moment, last=moment, precision="day", form=form, category="diplomacy",
        place_id="", place_role="", actors=actors, title="A title", uncertain=False, doubt="",
        source_ids=("s1",),
    )  # fmt: skip


@pytest.mark.parametrize(
    ("forms", "words"),
    [
        (("statement", "session"), "1 statement and 1 event without a second party are reported."),
        (("statement", "session", "visit"),
         "1 statement and 2 other events are reported."),
        (("session",), "1 event without a second party is reported."),
        (("statement", "visit"), "1 statement and 1 document, court act or visit are reported."),
    ],
)  # fmt: skip
def test_a_session_of_one_party_is_not_called_a_document(forms, words):
    rows = tuple(contact(f"e{number}", form, "A") for number, form in enumerate(forms))
    said = diplomacy_answer(rows, Period(date(2023, 8, 1), date(2023, 10, 31)))
    assert said.sentences[0].text == f"Since 1 Aug 2023, {words}"
    labels = {figure.label for figure in said.figures} | {figure.label for figure in counts(rows, (), "now")}
    assert not {label for label in labels if label.startswith("statements")}


def load(amount: float, unit: str) -> Consignment:
    return Consignment(
        consignment_id=unit, first=DAY, last=DAY, precision="day", carrier="Relief", route_id="road",
        origin_id="", destination_id="", held_at_id="", held_until="", cargo="Flour", cargo_kind=FOOD,
        quantity=amount, qualifier="exact", unit=unit, cumulative=False, outcome="delivered",
        uncertain=False, doubt="", source_ids=("s1",),
    )  # fmt: skip


def test_a_sum_of_weights_says_which_words_for_several_weights_it_left_out():
    rows = [load(7.5, "MT"), load(500, "lbs"), load(3, "tons"), load(40, "bags")]
    figure = delivered_weight(rows, "food", frozenset({FOOD}), "now")
    assert figure.value == "7.727 t"
    assert figure.label == (
        "of food delivered, where a weight is stated; 1 load in tons or pounds of unstated kind left out"
    )
