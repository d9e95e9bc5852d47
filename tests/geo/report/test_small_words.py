"""Small words that a reader's judgement hangs on: since, uncertain, one source only, how many more."""

from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest

from geo.case.load import load_case
from geo.changes.change_words import change_sentence
from geo.changes.fact import Fact
from geo.dates import end_of_day
from geo.facts.aid import FOOD
from geo.facts.silent_places import MOST_NAMED, PlaceSilence, sentence
from geo.facts.state import state
from geo.facts.waves import APART_DAYS, waves
from geo.picture.base_picture import base_picture
from geo.picture.legend import legend
from geo.report.situation_text import state_text
from geo.view.event_columns import SINGLE_SOURCE
from geo.view.view import opening
from tests.geo.small_case import TABLES, write_case


def road(value, words, day, turned=None):
    return Fact(
        "route:road", (value, ""), "route", "", 1, day, turned or day, lambda: words, subject="Road (new)"
    )


def test_a_change_of_a_road_says_since_when():
    older, newer = road("open", "open", date(2023, 1, 1)), road("closed", "closed", date(2023, 6, 15))
    assert change_sentence(older, newer) == "The new Road went from open to closed, since 15 June 2023."
    assert change_sentence(None, newer) == "The new Road is closed, since 15 June 2023."
    turned = road("open", "open outbound", date(2023, 1, 1), date(2023, 3, 2))
    assert change_sentence(older, turned) == "The new Road went from open to open outbound, since 2 Mar 2023."


def test_the_printed_state_says_what_is_uncertain_and_why(tmp_path):
    rows = TABLES["route_status.csv"].replace("s1;s2,no,,", "s1;s2,yes,the sources differ,")
    case = load_case(write_case(tmp_path, route_status=rows))
    text = state_text(state(case, end_of_day(date(2023, 9, 2))))
    assert "uncertain: the sources differ" in text
    assert "uncertain" not in state_text(state(case, end_of_day(date(2023, 6, 2))))


def test_the_legend_says_one_source_only_where_an_event_has_but_one(tmp_path):
    from geo.briefing.scene import map_inputs_of

    case = load_case(write_case(tmp_path))
    view = replace(opening(case.settings), at=end_of_day(date(2023, 12, 31)))
    drawn = map_inputs_of(case, view)
    assert (drawn[0].flags & SINGLE_SOURCE).any()
    picture = base_picture(case, view, drawn, "Events")
    assert "One source only" in [entry.label for entry in legend(picture)]
    # A map of another kind of event draws none of these and explains none.
    assert not [
        entry for entry in legend(replace(picture, categories=("detention",))) if entry.group == "Event"
    ]


def silence(place):
    return PlaceSilence(place, date(2023, 3, 1), None, date(2023, 2, 1), 5.0, 3, ("s1",))


def test_silences_are_named_in_a_row_and_the_rest_counted():
    names = {str(number): f"Place {number}" for number in range(9)}
    three = [silence(str(number)) for number in range(3)]
    at = date(2023, 3, 3)
    assert sentence(three[:2], names, at) == (
        "Silent longer than usual: Place 0 (30 days) and Place 1 (30 days)."
    )
    many = [silence(str(number)) for number in range(MOST_NAMED + 2)]
    assert sentence(many, names, at).endswith(" and 2 more.")


@pytest.mark.parametrize(("days", "number"), [(APART_DAYS, 1), (APART_DAYS + 1, 2)])
def test_movements_a_third_of_a_year_apart_are_waves_of_their_own(tmp_path, days, number):
    assert APART_DAYS == 120
    later = date(2023, 1, 10) + timedelta(days=days)
    head, row = TABLES["movements.csv"].splitlines()[:2]
    rows = "\n".join(
        (
            head,
            row.replace("2023-09-24,2023-10-03", "2023-01-01,2023-01-10"),
            row.replace("m1,", "m2,", 1)
            .replace("2023-09-24,2023-10-03", f"{later},{later}")
            .replace("Armenians", "Others"),
        )
    )
    region = TABLES["places.csv"].replace("37.61556,5000", "37.61556,90000")
    rows = rows.replace(",town,road,goris,", ",town,road,moscow,")
    case = load_case(write_case(tmp_path, movements=rows + "\n", places=region))
    assert len(waves(case)) == number


def test_what_moves_on_an_approach_has_not_passed(tmp_path):
    case = load_case(
        write_case(tmp_path, routes=TABLES["routes.csv"].replace("Road,corridor", "Road,approach"))
    )
    passed = load_case(write_case(tmp_path / "through"))
    at = datetime(2023, 9, 30)
    assert state(passed, at).last_delivery(FOOD) is not None
    assert state(case, at).last_delivery(FOOD) is None
