"""One place: its ways as the Blockade page has them, its last report, its figures or that there is none."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest

from geo.case.as_known import as_known
from geo.facts.access import access
from geo.facts.network import ANYONE, SHUT
from geo.facts.state import state
from geo.report import place_answer, place_tables
from geo.view.focus import focused
from geo.view.view import opening, widened_to
from tests.conftest import shipped

CASE = shipped()


def looked_at(place: str, day: date, case=CASE):
    view = replace(widened_to(opening(case.settings), day), focus=place)
    return view, state(case, view.at)


def said(place: str, day: date, case=CASE) -> list[str]:
    return [sentence.text for sentence in place_answer.answer(case, *looked_at(place, day, case)).sentences]


@pytest.mark.parametrize("day", [date(2022, 12, 20), date(2023, 7, 10), date(2023, 9, 18), date(2023, 9, 28)])
def test_the_way_out_is_the_one_of_the_blockade_page(day):
    view, now = looked_at("stepanakert", day)
    [way] = [way for way in access(CASE, now.at).ways[ANYONE] if way.place_id == "stepanakert"]
    first = place_answer.answer(CASE, view, now).sentences[0].text
    assert ("no way out" in first) == (way.level == SHUT)
    assert "Stepanakert / Khankendi" in first


def test_that_there_is_no_way_is_said_of_roads_whose_state_was_known():
    first = said("stepanakert", date(2023, 7, 12))[0]
    assert first == (
        "On 12 July 2023 ordinary people had no way out of Stepanakert / Khankendi"
        " by any road whose state was known."
    )


def test_a_way_that_an_uncertain_row_alone_gives_is_marked():
    aid = {day: said("stepanakert", day)[1] for day in (date(2023, 9, 18), date(2023, 9, 20))}
    assert [text.endswith("(uncertain).") for text in aid.values()] == [False, True], aid


def test_the_last_report_and_the_figures_of_a_village():
    first, last = said("taghavard", date(2023, 9, 28))
    assert first == "Taghavard lies on no road whose state these tables report for 28 Sept 2023."
    assert last == "The last report of Taghavard was of 19 Sept 2023, 9 days before."
    values = [
        figure.value
        for figure in place_answer.answer(CASE, *looked_at("taghavard", date(2023, 9, 28))).figures
    ]
    assert values == ["9 days", "2 dead"]


def test_a_place_on_several_roads_is_told_with_all_of_them():
    # Of Goris's two roads the first alone was told, as if the other did not reach it.
    assert said("goris", date(2022, 6, 1))[:2] == [
        "Goris lies on 2 roads of a reported state; the next sentence is of these alone.",
        (
            "On 1 June 2022 the old Lachin road was open to ordinary traffic;"
            " the state of the new Lachin road was not known."
        ),
    ]


def test_where_there_is_no_figure_the_answer_says_so():
    assert (
        said("goris", date(2022, 12, 20))[-1]
        == "No report of Goris known to the day is in these tables by then."
    )
    assert "No figure for Taghavard is in these tables by then." in said("taghavard", date(2023, 7, 10))


def test_every_sentence_of_every_place_is_short():
    days = [date(2020, 10, 5) + timedelta(days=137 * n) for n in range(9)]
    places = enumerate(CASE.places["place_id"])
    texts = [text for rank, place in places for day in days[rank % 5 :: 5] for text in said(place, day)]
    assert [text for text in texts if len(text.split()) > 25] == []


def test_nothing_of_later_days_is_in_answer_or_tables():
    for place in ("stepanakert", "kornidzor", "goris", "taghavard"):
        day = date(2023, 9, 18)
        _, now = looked_at(place, day)
        claims = place_answer.figures_at(CASE, now, place)
        assert all(claim.moment <= now.at for claim in claims)
        rows = place_tables.reports(CASE, now, place, "both")
        assert not any("19 Sept 2023" in when or "Oct 2023" in when for when in rows.get("When", []))


def test_a_figure_published_later_is_not_known_yet():
    known = as_known(CASE, date(2023, 9, 19))
    then = place_answer.figures_at(known, state(known, datetime(2023, 9, 28, 23, 59)), "kornidzor")
    now = place_answer.figures_at(CASE, state(CASE, datetime(2023, 9, 28, 23, 59)), "kornidzor")
    assert len(then) < len(now)


def test_the_latest_figure_of_each_measure_comes_first_and_none_in_doubt():
    _, now = looked_at("stepanakert", date(2023, 9, 18))
    claims = place_answer.figures_at(CASE, now, "stepanakert")
    _, *shown = place_answer.answer(CASE, *looked_at("stepanakert", date(2023, 9, 18))).figures
    rows = {row.removeprefix("claim:") for figure in shown for row in figure.provenance.rows}
    doubtful = {claim.claim_id for claim in claims if claim.uncertain}
    assert doubtful
    assert rows
    assert not rows & doubtful


def test_a_count_of_one_is_singular_and_people_are_called_what_became_of_them():
    claims = place_answer.figures_at(CASE, looked_at("stepanakert", date(2023, 9, 28))[1], "stepanakert")
    words = {claim.claim_id: place_answer.value_words(claim) for claim in claims}
    assert "1 truck" in words.values()
    [dead] = [words[claim.claim_id] for claim in claims if claim.measure == "dead"]
    assert dead == "1 dead"


def test_names_are_told_in_all_scripts():
    table = place_tables.all_names(CASE, "stepanakert")
    assert list(table["Name"]) == [
        "Stepanakert", "Khankendi", "Ստեփանակերտ", "Xankəndi", "Степанакерт", "Xankandi, Ханкенди, Vararakn",
        "1,000 m",
    ]  # fmt: skip


def test_without_a_choice_it_is_the_first_key_place():
    assert focused(CASE, opening(CASE.settings)) == CASE.settings.key_places[0]
    nowhere = replace(CASE, places=CASE.places.iloc[:0])
    assert focused(nowhere, opening(CASE.settings)) == ""
    assert (
        place_answer.answer(nowhere, *looked_at("", date(2023, 9, 18))).sentences[0].text
        == "This case has no places."
    )
