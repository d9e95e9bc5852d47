"""The view and its address: what is written is read again, what cannot be read is said."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo.case.settings import Settings
from geo.dates import EARLIEST, LATEST, Period, end_of_day
from geo.facts.doubt import CONFIDENCES, DATINGS, DOUBTS
from geo.view.view import (
    ViewState,
    Vocabulary,
    clamp,
    days_to,
    opening,
    read,
    step,
    with_at,
    with_period,
    write,
)

NAMES = ("both", "hy_latn", "az_latn", "hy", "az", "ru")
SETTINGS = Settings(
    id="test",
    title="Test",
    period=Period(date(2020, 9, 27), date(2023, 12, 31)),
    as_at=end_of_day(date(2023, 10, 4)),
    names=NAMES,
)
VOCABULARY = Vocabulary(
    ("aid", "military"), ("ICRC", "Armenia & co", "a,b"), ("goris", "shusha"), ("dead:a, b & c", "arrivals:d")
)
DAYS = st.dates(EARLIEST, LATEST)


@st.composite
def views(draw: st.DrawFn) -> ViewState:
    first, last = sorted((draw(DAYS), draw(DAYS)))
    at = end_of_day(draw(st.dates(first, last)))
    if draw(st.booleans()):
        at = datetime.combine(at.date(), draw(st.times())).replace(second=0, microsecond=0)
    coordinate = st.floats(-80, 80).map(lambda value: round(value, 4))
    boxes = st.tuples(coordinate, coordinate, st.floats(1, 4), st.floats(1, 4)).map(
        lambda part: (part[0], part[1], round(part[0] + part[2], 4), round(part[1] + part[3], 4))
    )
    positions = st.tuples(coordinate, coordinate, st.floats(0, 20).map(lambda value: round(value, 2)))

    def some_of(keys: tuple[str, ...]) -> st.SearchStrategy[tuple[str, ...]]:
        return st.lists(st.sampled_from(keys), unique=True).map(tuple)

    return ViewState(
        case="test",
        first=first,
        last=last,
        at=at,
        known=draw(st.none() | DAYS),
        categories=draw(some_of(VOCABULARY.categories)),
        actors=draw(some_of(VOCABULARY.actors)),
        places=draw(some_of(VOCABULARY.places)),
        confidence=draw(some_of(CONFIDENCES)),
        doubts=draw(some_of(DOUBTS)),
        dated=draw(st.sampled_from(("", *DATINGS))),
        names=draw(st.sampled_from(NAMES)),
        search=draw(st.text(max_size=200)),
        map=draw(st.none() | positions),
        box=draw(st.none() | boxes),
        selected=draw(st.none() | st.from_regex(r"[a-z_]{1,20}:[A-Za-z0-9_.-]{1,80}", fullmatch=True)),
        versus=draw(st.none() | DAYS.map(end_of_day)),
        seen=draw(st.none() | DAYS),
        figure=draw(st.sampled_from(("", *VOCABULARY.figures))),
    )


@given(views())
def test_what_is_written_is_read_again(view: ViewState) -> None:
    again, notes = read(write(view, SETTINGS), SETTINGS, VOCABULARY)
    assert again == view
    assert notes == ()


@given(
    st.dictionaries(
        st.sampled_from(
            [
                "from",
                "to",
                "at",
                "known",
                "cat",
                "conf",
                "doubt",
                "dated",
                "names",
                "q",
                "map",
                "box",
                "open",
                "figure",
            ]
        ),
        st.text(),
    )
)
def test_no_query_breaks_the_view(query: dict[str, str]) -> None:
    view, _ = read(query, SETTINGS, VOCABULARY)
    assert view.first <= view.at.date() <= view.last
    assert read(write(view, SETTINGS), SETTINGS, VOCABULARY) == (view, ())


@given(views(), st.integers(-4000, 4000))
def test_a_step_stays_inside_the_period(view: ViewState, days: int) -> None:
    stepped = step(view, days)
    assert view.first <= stepped.at.date() <= view.last


@given(views(), DAYS, DAYS)
def test_the_as_at_date_follows_the_period(view: ViewState, one: date, other: date) -> None:
    moved = with_period(view, one, other, SETTINGS)
    assert (moved.first, moved.last) == tuple(sorted((one, other)))
    assert moved.first <= moved.at.date() <= moved.last


def test_the_opening_view_needs_no_query() -> None:
    assert write(opening(SETTINGS), SETTINGS) == {}
    assert read({}, SETTINGS, VOCABULARY) == (opening(SETTINGS), ())


def test_the_whole_case_opens_as_at_its_own_date() -> None:
    assert opening(SETTINGS).at == end_of_day(date(2023, 10, 4))


def test_another_period_opens_as_at_its_end() -> None:
    view, _ = read({"from": "2022-12-12", "to": "2023-09-19"}, SETTINGS, VOCABULARY)
    assert view.at == end_of_day(date(2023, 9, 19))


def test_a_chosen_as_at_date_is_kept_while_it_fits() -> None:
    view = with_at(opening(SETTINGS), date(2023, 9, 18))
    assert with_period(view, date(2023, 9, 1), date(2023, 9, 30), SETTINGS).at == view.at
    later = with_period(view, date(2023, 9, 20), date(2023, 9, 30), SETTINGS)
    assert later.at == datetime(2023, 9, 20)


def test_an_as_at_date_nobody_chose_moves_with_the_period() -> None:
    moved = with_period(opening(SETTINGS), date(2023, 9, 24), date(2023, 10, 2), SETTINGS)
    assert moved.at == end_of_day(date(2023, 10, 2))


def test_a_date_means_its_end_and_a_moment_itself() -> None:
    by_day, _ = read({"at": "2023-09-18"}, SETTINGS, VOCABULARY)
    by_hour, _ = read({"at": "2023-09-18T20:00"}, SETTINGS, VOCABULARY)
    assert by_day.at == datetime(2023, 9, 18, 23, 59, 59)
    assert by_hour.at == datetime(2023, 9, 18, 20, 0)


def test_the_last_thirty_days_end_with_the_as_at_date() -> None:
    view = days_to(with_at(opening(SETTINGS), date(2023, 9, 30)), 30, SETTINGS)
    assert (view.first, view.last) == (date(2023, 9, 1), date(2023, 9, 30))
    assert view.at == end_of_day(date(2023, 9, 30))


def test_the_last_thirty_days_begin_no_earlier_than_the_case() -> None:
    begun = SETTINGS.period.first
    view = days_to(with_at(opening(SETTINGS), begun + timedelta(days=8)), 30, SETTINGS)
    assert (view.first, view.last) == (begun, begun + timedelta(days=8))


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("from", "yesterday"),
        ("from", "2023-02-30"),
        ("to", "2023-13-01"),
        ("to", "9999-01-01"),
        ("at", "2023-09-18T25:00"),
        ("known", "<script>"),
        ("names", "klingon"),
        ("cat", "weather"),
        ("actor", "Nobody"),
        ("place", "atlantis"),
        ("conf", "certain"),
        ("doubt", "reasonable"),
        ("dated", "surely"),
        ("map", "1,2"),
        ("map", "nan,0,5"),
        ("map", "1,2,inf"),
        ("box", "1,2,3"),
        ("box", "3,1,2,4"),
        ("box", "1,1,2,nan"),
        ("box", "1,1,2,86"),
        ("open", "../etc/passwd"),
        ("case", "elsewhere"),
    ],
)
def test_a_bad_value_falls_back_and_is_named(name: str, value: str) -> None:
    view, notes = read({name: value}, SETTINGS, VOCABULARY)
    assert view == opening(SETTINGS)
    assert len(notes) == 1
    assert value in notes[0]


def test_a_list_keeps_its_good_members() -> None:
    view, notes = read({"cat": "aid;weather;aid"}, SETTINGS, VOCABULARY)
    assert view.categories == ("aid",)
    assert len(notes) == 1


def test_thousands_of_unknown_members_are_one_note_that_names_ten_and_counts_the_others() -> None:
    asked = ";".join(f"k{number}" for number in range(3000))
    view, notes = read({"cat": f"{asked};aid", "place": "nowhere"}, SETTINGS, VOCABULARY)
    assert view.categories == ("aid",)
    assert len(notes) == 2
    assert notes[0].count("“k") == 10
    assert "and 2,990 more are not in this case and were left out" in notes[0]
    assert notes[1] == "The link's place “nowhere” is not in this case and was left out."


def test_a_repeated_name_is_a_list() -> None:
    view, notes = read({"cat": ["aid", "military"]}, SETTINGS, VOCABULARY)
    assert view.categories == ("aid", "military")
    assert notes == ()


def test_a_period_the_wrong_way_round_is_refused() -> None:
    view, notes = read({"from": "2023-10-01", "to": "2023-09-01"}, SETTINGS, VOCABULARY)
    assert (view.first, view.last) == (SETTINGS.first, SETTINGS.last)
    assert "ends before it starts" in notes[0]


def test_an_as_at_date_outside_the_period_is_moved_and_said() -> None:
    view, notes = read({"from": "2023-09-01", "to": "2023-09-30", "at": "2022-01-01"}, SETTINGS, VOCABULARY)
    assert view.at == datetime(2023, 9, 1)
    assert "1 Jan 2022" in notes[0]


@pytest.mark.parametrize(
    ("at", "period"),
    [
        ("2021-03-01", (SETTINGS.first, date(2023, 6, 30))),
        ("2023-09-20T10:00", (date(2023, 1, 1), date(2023, 9, 20))),
        ("2023-02-01", (date(2023, 1, 1), date(2023, 6, 30))),
    ],
)
def test_a_day_asked_for_without_a_period_is_shown(at: str, period: tuple[date, date]) -> None:
    settings = replace(SETTINGS, opening=Period(date(2023, 1, 1), date(2023, 6, 30)))
    view, notes = read({"at": at}, settings, VOCABULARY)
    assert (view.first, view.last) == period
    assert write(view, settings)["at"] == at
    assert notes == ()
    assert read(write(view, settings), settings, VOCABULARY) == (view, ())


def test_a_day_outside_the_case_does_not_make_its_period_longer() -> None:
    view, notes = read({"at": "2031-01-01"}, SETTINGS, VOCABULARY)
    assert (view.first, view.last) == (SETTINGS.first, SETTINGS.last)
    assert "1 Jan 2031" in notes[0]


def test_a_long_value_is_shortened_in_its_note() -> None:
    _, notes = read({"names": "x" * 500}, SETTINGS, VOCABULARY)
    assert len(notes[0]) < 150


def test_a_search_longer_than_allowed_is_refused() -> None:
    view, notes = read({"q": "x" * 201}, SETTINGS, VOCABULARY)
    assert view.search == ""
    assert notes


def test_clamp_keeps_what_is_inside() -> None:
    inside = datetime(2023, 9, 18, 12)
    assert clamp(inside, date(2023, 9, 1), date(2023, 9, 30)) == inside
    assert clamp(inside + timedelta(days=90), date(2023, 9, 1), date(2023, 9, 30)) == end_of_day(
        date(2023, 9, 30)
    )


def test_a_view_cannot_be_changed_in_place() -> None:
    view = opening(SETTINGS)
    assert replace(view, search="x") != view
    with pytest.raises(AttributeError):
        view.search = "x"


def test_a_position_and_a_box_across_the_meridian_of_180_degrees_are_read() -> None:
    view, notes = read({"map": "-16.7,180.05,8", "box": "179.5,-17,180.5,-16"}, SETTINGS, VOCABULARY)
    assert notes == ()
    assert (view.map, view.box) == ((-16.7, 180.05, 8.0), (179.5, -17.0, 180.5, -16.0))
