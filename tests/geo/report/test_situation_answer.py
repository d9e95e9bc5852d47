"""The sentences read aloud and the figures beside them, held against dates checked by hand."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import settings as tuned
from hypothesis import strategies as st

from geo.case.as_known import as_known
from geo.case.case import Case
from geo.case.load import load_case
from geo.dates import end_of_day, parse_at
from geo.facts.state import state
from geo.report.answer import Answer, KeyFigure, Sentence
from geo.report.situation_answer import answer as situation

CASE = load_case(Path(__file__).resolve().parents[3] / "data" / "karabakh")


def told(moment: datetime, known: date | None = None, case: Case = CASE) -> Answer:
    return situation(case, state(as_known(case, known), moment))


@given(
    st.dates(date(2020, 9, 1), date(2024, 1, 31)), st.none() | st.dates(date(2022, 1, 1), date(2023, 12, 31))
)
@tuned(max_examples=25, deadline=None)
def test_any_date_can_be_read_aloud(day: date, known: date | None) -> None:
    answer = told(end_of_day(day), known)
    assert 1 <= len(answer.sentences) <= 3
    for sentence in answer.sentences:
        assert sentence.text.endswith(".")
        assert sentence.text[0].isupper() or sentence.text[0].isdigit()
        assert "None" not in sentence.text
        assert "nan" not in sentence.text
    assert all(figure.when and figure.label and figure.source_ids for figure in answer.figures)


@given(st.dates(date(2020, 9, 1), date(2024, 1, 31)))
@tuned(max_examples=20, deadline=None)
def test_every_sentence_with_a_fact_has_a_source(day: date) -> None:
    for sentence in told(end_of_day(day)).sentences:
        assert sentence.source_ids or "the state of no road is reported" in sentence.text


def test_the_28th_of_september_2023_at_20_hours() -> None:
    answer = told(datetime(2023, 9, 28, 20, 0))
    text = " ".join(one.text for one in answer.sentences)
    assert "76,407 people who crossed into Armenia" in text
    assert "the Government of Armenia had counted" in text
    assert "outgoing ordinary people and patients could pass the new Lachin road under restrictions" in text
    assert "incoming aid the Aghdam road" in text
    assert "68 dead (de facto authorities, 27 Sept 2023)" in text
    assert answer.figures[0].value == "76,407"
    assert answer.figures[0].when == "by 28 Sept 2023, 20:00 (+04)"


def test_a_road_of_which_nothing_is_known_is_said_to_be_that() -> None:
    roads = told(end_of_day(date(2020, 11, 12))).sentences[0].text
    assert roads.startswith("On 12 Nov 2020 the Aghdam road was closed to all traffic; the state of the")
    assert roads.endswith("Lachin road was not known.")


def test_an_earlier_hour_of_that_day_does_not_know_the_evening() -> None:
    answer = told(datetime(2023, 9, 28, 12, 0))
    assert answer.figures[0].value != "76,407"


def test_before_the_departure_the_last_ordinary_traffic_is_told() -> None:
    answer = told(end_of_day(date(2023, 7, 20)))
    text = " ".join(one.text for one in answer.sentences)
    assert "on the new Lachin road until 12 Dec 2022, 10:30 (+04): 221 days without it" in text
    assert answer.figures[0].value == "221 days"


def test_an_open_road_is_not_called_closed_to_traffic() -> None:
    answer = told(end_of_day(date(2022, 11, 1)))
    assert "the new Lachin road was open" in answer.sentences[0].text
    assert not any("could pass" in figure.label for figure in answer.figures)


def test_what_nobody_reported_is_said() -> None:
    assert "the state of no road is reported" in told(end_of_day(date(2023, 11, 10))).sentences[0].text


def test_what_was_published_later_is_not_told() -> None:
    moment = end_of_day(date(2023, 9, 30))
    now, then = told(moment), told(moment, date(2023, 9, 26))
    assert now.figures[0].value != then.figures[0].value


@pytest.mark.parametrize(
    ("at", "first", "second"),
    [
        ("2023-09-19", "On 19 Sept 2023: Azerbaijan begins a military", "Reported dead: Armenian side 27,"),
        ("2023-09-20T10:00", "On 20 Sept 2023: hostilities since 19 Sept", "On 20 Sept 2023, 10:00"),
        ("2023-09-20", "On 20 Sept 2023: Fighting stops at 13:00", "Reported dead: Armenian side at least"),
        ("2023-09-01", "On 1 Sept 2023: Clash on the border", "Reported dead: Armenian servicemen"),
        ("2023-09-26", "Fuel store explodes", "By 26 Sept 2023, 20:00 (+04) the Government of"),
        ("2023-09-30", "On 30 Sept 2023: More than 100,000", "By 30 Sept 2023 the Government of"),
        ("2020-11-10", "On 10 Nov 2020: Three leaders agree a ceasefire", "On 10 Nov 2020 the Aghdam road"),
    ],
)  # fmt: skip
def test_hostilities_agreements_and_those_who_left_come_before_the_roads(
    at: str, first: str, second: str
) -> None:
    begun, then, *_ = (sentence.text for sentence in told(parse_at(at)).sentences)
    assert begun.startswith(first)
    assert then.startswith(second)


@pytest.mark.parametrize("day", [19, 20])
def test_the_people_displaced_are_told_with_the_hostilities(day: int) -> None:
    first = told(end_of_day(date(2023, 9, day))).sentences[0].text
    assert first.endswith("; at least 7,000 people displaced inside Nagorno-Karabakh (de facto ombudsman).")


def test_each_side_is_heard_on_casualties() -> None:
    dead = told(end_of_day(date(2023, 9, 1))).sentences[1].text
    assert dead.endswith("; wounded: Azerbaijani servicemen 3 (Ministry of Defence of Azerbaijan).")
    assert "road workers 2 (Azerbaijan)" in told(end_of_day(date(2023, 9, 19))).sentences[1].text


@pytest.mark.parametrize(
    ("day", "dead"),
    [("2023-09-26", "at least 20 dead (de facto authorities, 26 Sept 2023)."),
     ("2023-09-27", "68 dead (de facto authorities, 27 Sept 2023)."),
     ("2023-09-28", "68 dead (de facto authorities, 27 Sept 2023).")],
)  # fmt: skip
def test_those_who_died_in_the_days_before_are_told_first(day: str, dead: str) -> None:
    first = told(parse_at(day)).sentences[0].text
    assert first == f"Fuel store explodes near Stepanakert / Khankendi, 25 Sept 2023: {dead}"
    later = told(parse_at("2023-09-29")).sentences
    assert "Fuel store" not in " ".join(sentence.text for sentence in later)


def test_an_event_known_to_the_day_is_not_told_within_it() -> None:
    assert "hostilities" not in " ".join(row.text for row in told(datetime(2023, 9, 19, 12)).sentences)


def test_hostilities_do_not_go_on_once_an_agreement_of_an_hour_ended_them() -> None:
    assert "go on" not in told(datetime(2023, 9, 20, 13)).sentences[0].text


def test_what_only_an_uncertain_row_says_is_marked_or_left_out() -> None:
    roads = told(end_of_day(date(2023, 5, 26))).sentences[0].text
    assert roads.endswith("; not goods (disputed by Azerbaijan); uncertain: ordinary people.")
    assert "incoming patients" not in told(end_of_day(date(2023, 8, 30))).sentences[0].text
    (roads,) = (row.text for row in told(end_of_day(date(2023, 9, 20))).sentences if "road" in row.text)
    assert "incoming aid" not in roads


def test_the_words_take_no_side() -> None:
    words = ("blockade", "occup", "liberat", "terror", "separatis", "cleansing", "regime")
    for day in (date(2022, 12, 20), date(2023, 7, 20), date(2023, 9, 20), date(2023, 10, 4)):
        text = " ".join(one.text for one in told(end_of_day(day)).sentences).lower()
        assert not any(word in text for word in words)


@pytest.mark.parametrize("names", ["both", "hy_latn", "az_latn", "hy", "az", "ru"])
def test_places_are_told_in_the_chosen_names(names: str) -> None:
    answer = situation(CASE, state(CASE, end_of_day(date(2023, 10, 4))), names)
    assert len(answer.figures) == 4


def test_a_longer_answer_is_refused() -> None:
    with pytest.raises(ValueError, match="at most"):
        Answer(tuple(Sentence("A.") for _ in range(4)))
    with pytest.raises(ValueError, match="at most"):
        Answer((), tuple(KeyFigure("1", "x", "now") for _ in range(5)))
