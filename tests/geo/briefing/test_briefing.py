"""Scenes are put in order, copied, taken out and changed, and never hold what a file cannot."""

from dataclasses import replace
from datetime import date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo.briefing.briefing import (
    LINES,
    LONGEST_TITLE,
    MOST_SCENES,
    Briefing,
    GoneError,
    Scene,
    Unread,
    added,
    changed,
    clean,
    clean_notes,
    copied,
    moved,
    removed,
    same_view,
    scene_of,
    view_of,
    what_changed,
)
from geo.view.select import vocabulary
from geo.view.view import opening
from tests.conftest import shipped


@pytest.fixture(scope="module")
def case():
    return shipped()


def briefing(*titles):
    """Scenes whose ids are s0, s1, ..."""
    scenes = (Scene("aid", title, (), f"q={title}", id=f"s{number}") for number, title in enumerate(titles))
    return Briefing("x", "X", tuple(scenes))


def titles(of):
    return [scene.title for scene in of.scenes]


def test_a_scene_moves_one_place_and_stops_at_the_ends():
    three = briefing("a", "b", "c")
    assert titles(moved(three, "s2", -1)) == ["a", "c", "b"]
    assert titles(moved(three, "s0", 1)) == ["b", "a", "c"]
    assert titles(moved(three, "s0", -1)) == ["a", "b", "c"]
    assert titles(moved(three, "s2", 5)) == ["a", "b", "c"]


def test_a_copy_stands_after_its_scene_and_a_scene_can_be_taken_out():
    three = briefing("a", "b", "c")
    assert titles(copied(three, "s1")) == ["a", "b", "b", "c"]
    assert titles(removed(three, "s1")) == ["a", "c"]
    assert titles(changed(three, "s1", title="B")) == ["a", "B", "c"]
    assert titles(three) == ["a", "b", "c"]


def test_an_id_stays_with_its_scene_and_is_never_given_twice():
    three = briefing("a", "b", "c")
    after = added(copied(removed(three, "s0"), "s1"), three.scenes[0])
    ids = [scene.id for scene in after.scenes]
    assert (ids[0], ids[2]) == ("s1", "s2")
    assert len(set(ids)) == 4


@pytest.mark.parametrize("edit", [removed, copied, lambda now, key: moved(now, key, 1), changed])
def test_a_scene_that_is_not_there_cannot_be_changed(edit):
    with pytest.raises(GoneError):
        edit(briefing("a"), "s7")


def test_what_could_not_be_read_stays_behind_the_scene_it_followed():
    three = replace(briefing("a", "b", "c"), unread=(Unread("s1", "x"), Unread("", "y")))
    assert removed(three, "s1").unread == (Unread("s0", "x"), Unread("", "y"))
    assert removed(removed(three, "s1"), "s0").unread == (Unread("", "x"), Unread("", "y"))


def test_the_same_view_is_found_whatever_is_said_of_it():
    three = briefing("a", "b", "c")
    assert same_view(three, Scene("aid", "other", (), "q=b")) == 1
    assert same_view(three, Scene("events", "b", (), "q=b")) is None


def test_what_changed_is_said_in_a_few_words():
    three = briefing("a", "b", "c")
    assert what_changed(three, removed(three, "s1")) == "“b” deleted"
    assert what_changed(removed(three, "s1"), three) == "“b” added"
    assert what_changed(three, changed(three, "s1", title="B")) == "“B” worded anew"
    assert what_changed(three, changed(three, "s1", query="q")) == "“b” refreshed"
    assert what_changed(three, moved(three, "s1", 1)) == "order changed"
    assert what_changed(three, removed(removed(three, "s1"), "s0")) == "2 scenes deleted"
    assert what_changed(three, three) == "no scene changed"


def test_a_full_briefing_takes_no_more():
    full = briefing(*[str(number) for number in range(MOST_SCENES)])
    with pytest.raises(ValueError, match="at most"):
        added(full, full.scenes[0])
    with pytest.raises(ValueError, match="at most"):
        copied(full, "s0")


@given(st.lists(st.sampled_from("abc"), min_size=1, max_size=8), st.data())
def test_moving_there_and_back_is_no_move(names, data):
    start = briefing(*names)
    number = data.draw(st.integers(0, len(names) - 1))
    by = data.draw(st.integers(-number, len(names) - 1 - number))
    scene_id = f"s{number}"
    assert moved(moved(start, scene_id, by), scene_id, -by) == start


@given(st.text())
def test_a_cleaned_text_is_one_line_that_xml_and_toml_can_hold(text):
    cleaned = clean(text, LONGEST_TITLE)
    assert len(cleaned) <= LONGEST_TITLE
    assert not [letter for letter in cleaned if ord(letter) < 32 or letter in "\x7f\ufffe\uffff"]
    cleaned.encode("utf-8")
    assert clean(cleaned, LONGEST_TITLE) == cleaned


def test_notes_keep_their_lines():
    assert clean_notes(" one \r\n\n two\x00 ") == "one\n\ntwo"


def test_a_scene_says_its_dates_even_where_they_are_the_cases_own(case):
    view = opening(case.settings)
    scene = scene_of("situation", view, case.settings, "t", ("one", "two", "three"))
    assert "from=2022-12-12&to=2023-10-04&at=2023-10-04" in scene.query
    assert len(scene.lines) == LINES
    other = replace(case.settings, opening=None, as_at=None)
    assert view_of(scene, other, vocabulary(case)) == (view, ())


def test_a_scene_keeps_filters_names_and_where_the_map_stood(case):
    view = replace(
        opening(case.settings),
        first=date(2023, 9, 1),
        last=date(2023, 9, 30),
        at=datetime(2023, 9, 28, 20),
        known=date(2023, 9, 29),
        categories=("aid", "blockade"),
        names="hy",
        search="Шуши & more",
        map=(39.82, 46.75, 10.0),
    )
    scene = scene_of("displacement", view, case.settings, "t", ())
    assert view_of(scene, case.settings, vocabulary(case)) == (view, ())


def test_a_page_without_a_picture_of_its_own_stands_as_the_situation(case):
    assert scene_of("sources", opening(case.settings), case.settings, "t", ()).page == "situation"
