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
    claimed_sentences,
    differences,
    freeze,
    is_signed,
    read_frozen,
    sentences,
    signed,
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
    assert sentences(case, kept, NOW) == sentences(case, kept, None) == (SAME,)
    assert differences(case, Frozen(), NOW) == []


def test_changed_tables_are_said_even_where_every_figure_is_the_same(case):
    (said,) = differences(changed(case), freeze(case, NOW), NOW)
    assert said.startswith("The case's tables have changed")
    assert said.endswith("the figures shown here are the same.")
    assert sentences(changed(case), freeze(case, NOW), None)[0].startswith("The case's tables have changed")


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


VIEW = {"from": "2023-06-15", "to": "2023-09-17", "at": "2023-08-31", "map": "39.8,46.7,9"}


@pytest.fixture
def link():
    """A signed link: page, view and what it remembers."""
    kept = Frozen("ab" * 8, (("281 days", "since traffic", "last on 11 Dec 2022"),))
    return "aid", VIEW, signed(kept, "aid", VIEW)


def test_a_link_made_here_is_known_again_wherever_its_map_was_moved_to(link):
    page, view, kept = link
    read, notes = read_frozen(dict(parse_qsl(urlencode(view | write_frozen(kept)))))
    assert notes == ()
    assert is_signed(read, page, view)
    assert is_signed(read, page, view | {"map": "1,2,3", "open": "event:e1", "seen": "2023-08-31"})


def test_whatever_is_altered_in_it_makes_it_a_claim(link):
    page, view, kept = link
    assert not is_signed(kept, "blockade", view)
    for name in ("from", "to", "at"):
        assert not is_signed(kept, page, view | {name: "2023-07-01"})
    assert not is_signed(kept, page, view | {"q": "x"})
    assert not is_signed(replace(kept, tables="ac" * 8), page, view)
    assert not is_signed(replace(kept, figures=(("12,400", "civilians", "by 1 May"),)), page, view)
    for signature in ("", "0" * 32, kept.signature.upper()):
        assert not is_signed(replace(kept, signature=signature), page, view)
    assert read_frozen({"tables": "a" * 16, "signed": "no signature"})[0].signature == ""


def test_the_first_page_is_the_same_by_either_of_its_names():
    kept = signed(Frozen("ab" * 8), "", VIEW)
    assert is_signed(kept, "situation", VIEW)


def test_another_installation_does_not_know_the_link(link, tmp_path, monkeypatch):
    page, view, kept = link
    monkeypatch.setenv("PASSAGE_DATA", str(tmp_path / "other"))
    assert not is_signed(kept, page, view)
    assert (tmp_path / "other" / "link.key").stat().st_mode & 0o077 == 0


def test_where_no_key_can_be_kept_links_are_claims(tmp_path, monkeypatch):
    (tmp_path / "file").write_text("")
    monkeypatch.setenv("PASSAGE_DATA", str(tmp_path / "file"))
    kept = signed(Frozen("ab" * 8), "aid", VIEW)
    assert kept.signature == ""
    assert not is_signed(kept, "aid", VIEW)


def test_what_an_unsigned_link_says_is_told_as_its_claim(case):
    figures = (("12,400", "civilians reported killed", "by 1 May"), ("4 loads", "held up", "on 20 Sept 2023"))
    first, *claims = claimed_sentences(changed(case), Frozen("a" * 16, figures), NOW)
    assert "own claim" in first
    assert claims[0] == "This link claims: The case's tables have changed since this was kept."
    assert (
        claims[1] == "This link claims: Shown then and no longer: 12,400 civilians reported killed, by 1 May."
    )
    assert all(claim.startswith("This link claims: ") for claim in claims)
    kept = Frozen(case.version[:16], figures)
    assert claimed_sentences(case, kept, NOW) == claimed_sentences(case, kept, None) == (first,)
