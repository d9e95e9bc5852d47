"""What a closure meant and what one more would mean, in words with the figures of who lived there."""

from __future__ import annotations

from datetime import date

import pytest

from geo.case.as_known import as_known
from geo.dates import parse_at
from geo.facts.network import AID, ANYONE
from geo.names import names_by_id
from geo.report.closure import access, closure_words, if_closed, living, segment_of, words
from geo.report.closure_table import table
from tests.conftest import shipped


def told(day: str) -> list[str]:
    case = shipped()
    return [one.text for one in words(case, access(case, parse_at(day)), names())]


def names() -> dict:
    return dict(names_by_id(shipped().places, "both"))


def closed(day: str, segment: str):
    return if_closed(access(shipped(), parse_at(day)), segment)


def test_on_12_december_people_had_no_way_and_aid_one() -> None:
    people, aid = told("2022-12-12")
    assert people.startswith(
        "For ordinary people on the way out: no way for Stepanakert / Khankendi, Askeran"
    )
    assert (
        "a way under restrictions for Stepanakert / Khankendi (new Lachin road, about 59 km to Goris" in aid
    )
    assert "the only road" in aid


def test_what_is_not_known_says_what_was_last_shown() -> None:
    people, _ = told("2023-06-15")
    assert "no way known to be open for all 6 places asked for" in people
    assert "the state of the old Lachin road, last shown closed on 30 Mar 2023" in people


def test_closing_the_bridge_on_28_september_would_have_left_people_no_known_way() -> None:
    found = closed("2023-09-28", "hakari-bridge..kornidzor")
    assert found.lost(ANYONE) == ("stepanakert",)
    assert found.lost(AID) == ()
    people, aid, length, around = closure_words(shipped(), found, names())
    assert people.endswith("for Stepanakert / Khankendi no known way would be left.")
    assert aid.endswith("nothing would change, since the best ways do not use this stretch.")
    assert length == "The stretch is about 4 km long and part of: new Lachin road."
    assert around == "No other passable way joins its two ends."


def test_with_two_roads_a_closure_only_makes_the_way_longer() -> None:
    found = closed("2023-09-18", "askeran..khojaly")
    assert found.lost(AID) == ()
    # Stepanakert: 59.5 km to Goris instead of 26.1 km to Aghdam.
    assert found.longer(AID)["stepanakert"] == pytest.approx(33.3, abs=0.2)


def test_a_stretch_of_no_road_closes_nothing() -> None:
    assert closed("2023-09-28", "goris..paris") is None
    assert closed("2023-09-28", None) is None
    assert segment_of("segment:goris..tegh") == "goris..tegh"
    assert segment_of("event:ev001") is None


def test_every_figure_of_who_lived_there_has_its_claimant() -> None:
    found = living(shipped(), date(2022, 12, 12))
    assert [one.text.split(" people")[0] for one in found] == [
        "about 145,000",
        "about 120,000",
        "about 100,000",
        "about 120,000",
    ]
    assert "diplomats, in the Politico report" in found[2].text
    assert all(one.source_ids for one in found)
    after = living(shipped(), date(2023, 10, 4))
    assert after[-1].text.startswith("50 to 1,000 Armenians still in Nagorno-Karabakh (United Nations")


def test_a_figure_published_later_is_not_known_earlier() -> None:
    assert living(as_known(shipped(), date(2022, 12, 12)), date(2022, 12, 12)) == ()


def test_the_table_has_a_row_a_place_and_a_column_for_the_closure() -> None:
    case = shipped()
    now = access(case, parse_at("2023-09-28"))
    rows = table(case, now, names(), if_closed(now, "hakari-bridge..kornidzor"))
    assert list(rows.index) == list(now.roads.asked)
    assert rows.loc["stepanakert", "People, on the way out"] == "under restrictions"
    assert rows.loc["stepanakert", "People, on the way out: if closed"] == "not known"
