"""A frozen link remembers what it showed, and says what differs once the tables have changed."""

from dataclasses import replace
from urllib.parse import parse_qsl, urlencode, urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo.briefing.briefing import Frozen, Scene
from geo.briefing.frozen_link import (
    SAME,
    address_of,
    differences,
    freeze,
    read_frozen,
    told,
    write_frozen,
)
from geo.case.load import load_case
from geo.report.answer import Answer, KeyFigure
from tests.geo.small_case import write_case

NOW = Answer((), (KeyFigure("4 loads", "held up", "on 20 Sept 2023"), KeyFigure("2 days", "closed", "now")))


@pytest.fixture(scope="module")
def case(tmp_path_factory):
    return load_case(write_case(tmp_path_factory.mktemp("frozen")))


def changed(case):
    return replace(case, version="0" * 64)


def test_while_the_tables_are_the_same_nothing_differs(case):
    kept = freeze(case, NOW)
    assert differences(case, kept, NOW) == []
    assert told(case, kept, NOW) == told(case, kept, None) == (SAME,)
    assert differences(case, Frozen(), NOW) == []


def test_changed_tables_are_said_even_where_every_figure_is_the_same(case):
    (said,) = differences(changed(case), freeze(case, NOW), NOW)
    assert said.startswith("The case's tables have changed")
    assert said.endswith("the figures shown here are the same.")
    assert told(changed(case), freeze(case, NOW), None)[0].startswith("The case's tables have changed")


def test_each_figure_that_differs_is_said_as_it_was_and_as_it_is(case):
    figures = (("3 loads", "held up", "on 20 Sept 2023"), ("5", "gone", "by 1 Jan 2023"))
    said = differences(changed(case), Frozen("a" * 16, figures), NOW)
    assert said[1:] == [
        "Then 3 loads held up, on 20 Sept 2023; now 4 loads, on 20 Sept 2023.",
        "Shown then and no longer: 5 gone, by 1 Jan 2023.",
        "Not shown then: 2 days closed, now.",
    ]


def test_a_scene_gives_a_link_that_opens_its_view_and_remembers_its_figures():
    figures = (("281 days", "since traffic; both ways", "last on 11 Dec 2022"),)
    scene = Scene(
        "aid", "t", (), "from=2023-06-15&to=2023-09-17&at=2023-08-31", frozen=Frozen("ab" * 32, figures)
    )
    parts = urlsplit(address_of(scene))
    query = dict(parse_qsl(parts.query))
    assert parts.path == "aid"
    assert query["at"] == "2023-08-31"
    assert read_frozen(query) == (
        Frozen("ab" * 8, (("281 days", "since traffic, both ways", "last on 11 Dec 2022"),)), ()
    )  # fmt: skip


texts = st.text(min_size=1, max_size=40).map(lambda text: f"x{text}")


@given(st.lists(st.tuples(texts, texts, texts), max_size=4))
def test_whatever_the_figures_hold_an_address_brings_them_back_unchanged(figures):
    kept = Frozen("0123456789abcdef", tuple(figures))
    written = dict(parse_qsl(urlencode(write_frozen(kept))))
    read, notes = read_frozen(written)
    assert notes == ()
    answer = Answer((), tuple(KeyFigure(*figure) for figure in figures))
    case = type("Case", (), {"version": "f" * 64})
    assert all("are the same" in one or one.endswith("kept.") for one in differences(case, read, answer))


@pytest.mark.parametrize("tables", ["x", "<script>", "a4fe", "A4FE4098CED6", "a" * 65])
def test_a_hash_that_is_none_is_said(tables):
    kept, (note,) = read_frozen({"tables": tables})
    assert kept is None
    assert "hash of the tables" in note


@pytest.mark.parametrize("shown", ["1|2", "a|b|c;d", ";".join(["a|b|c"] * 5)])
def test_figures_that_cannot_be_read_are_said(shown):
    kept, (note,) = read_frozen({"tables": "a" * 16, "shown": shown})
    assert kept == Frozen("a" * 16)
    assert "cannot be read" in note


def test_an_address_without_a_hash_is_no_frozen_link():
    assert read_frozen({"at": "2023-09-18", "shown": "a|b|c"}) == (None, ())
