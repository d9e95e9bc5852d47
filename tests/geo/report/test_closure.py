"""What a closure meant and what one more would mean, in words with the figures of who lived there."""

from __future__ import annotations

from datetime import date

import pytest

from geo.case.as_known import as_known
from geo.dates import parse_at
from geo.facts.access import access, if_closed, segment_of
from geo.facts.network import AID, ANYONE
from geo.names import names_by_id
from geo.report import way_figures
from geo.report.closure import closure_words, population_claims, weak_closures, weak_words, words
from geo.report.closure_table import table
from geo.report.spoken import MOST_WORDS
from tests.conftest import shipped


def told(day: str) -> list[str]:
    case = shipped()
    return [one.text for one in words(case, access(case, parse_at(day)), names())]


def names() -> dict:
    return dict(names_by_id(shipped().places, "both"))


def closed(day: str, segment: str):
    return if_closed(access(shipped(), parse_at(day)), segment)


def test_on_20_january_people_and_goods_had_no_way_patients_and_aid_one() -> None:
    people, patients, goods, aid = told("2023-01-20")
    assert people.startswith("For ordinary people on the way out: no way for all 6 places asked for")
    assert goods.startswith("For goods on the way in: no way for all 6 places asked for")
    for sentence in (patients, aid):
        assert (
            "a way under restrictions for Stepanakert / Khankendi. The way: new Lachin road, about 59 km"
            in sentence
        )
        assert ", the only road." in sentence


def test_no_way_for_aid_is_said_while_patients_leave() -> None:
    for day in ("2023-08-31", "2023-09-15"):
        people, patients, _, aid = told(day)
        assert "no way for all 6 places asked for" in people
        assert "no way for all 6 places asked for" in aid
        assert "a way under restrictions for Stepanakert / Khankendi" in patients


def test_a_road_last_shown_closed_does_not_open_by_silence_and_is_named() -> None:
    people = told("2023-04-24")[0]
    assert people.endswith("no way for all 6 places asked for by any road whose state was known.")
    now = access(shipped(), parse_at("2023-04-24"))
    assert weak_words(shipped(), weak_closures(now)) == (
        "Counted as closed by old reports or inference: old Lachin road, last shown on 30 Mar 2023."
        " Dirt by-pass (inferred), last shown on 27 Mar 2023."
        " Northern road (inferred), last shown on 25 Nov 2020."
    )


def test_closing_the_bridge_on_28_september_would_have_left_people_no_way() -> None:
    found = closed("2023-09-28", "hakari-bridge..kornidzor")
    assert "stepanakert" in found.lost(ANYONE)
    assert found.lost(AID) == ()
    people, _, _, aid, length, around = closure_words(shipped(), found, names())
    assert people.endswith("would have no way left.")
    assert aid.endswith("nothing would change, since the best ways do not use this stretch.")
    assert length == "The stretch is about 4 km long and part of: new Lachin road."
    assert around == "No other passable way joins its two ends."


def test_with_two_roads_a_closure_only_makes_the_way_longer() -> None:
    found = closed("2023-09-18", "askeran..khojaly")
    assert found.lost(AID) == ()
    # Stepanakert: 59.5 km to Goris instead of 26.1 km to Aghdam.
    assert found.longer(AID)["stepanakert"] == pytest.approx(33.3, abs=0.2)
    people, _, _, aid, *_ = way_figures.if_closed(shipped(), found, names())
    assert people.text.endswith("nothing would change, since no way was known to be open before.")
    longest = "the way of Khojaly / Ivanyan would be about 56 km longer"
    assert aid.text == f"For aid on the way in: {longest}; those of others by less."
    assert ("about 56 km", "longer from Khojaly / Ivanyan, aid on the way in") in [
        (figure.value, figure.label) for figure in aid.figures()
    ]


def test_what_a_closure_would_leave_unknown_is_said_to_be_that() -> None:
    effects = way_figures.if_closed(shipped(), closed("2022-09-14", "shusha..stepanakert"), names())
    people, *_, length, around = (effect.text for effect in effects)
    assert people == (
        "For ordinary people on the way out: for Stepanakert / Khankendi no known way would be left."
    )
    assert length == "The stretch is about 6 km long and part of: new Lachin road and old Lachin road."
    assert around == "No other passable way joins its two ends."
    assert all(len(effect.text.split()) <= MOST_WORDS for effect in effects)


def test_a_stretch_of_no_road_closes_nothing() -> None:
    assert closed("2023-09-28", "goris..paris") is None
    assert closed("2023-09-28", None) is None
    assert segment_of("segment:goris..tegh") == "goris..tegh"
    assert segment_of("event:ev001") is None


def test_every_figure_of_who_lived_there_has_its_claimant() -> None:
    found = population_claims(shipped(), date(2022, 12, 12))
    assert [one.text.split(" people")[0] for one in found] == [
        "about 145,000",
        "Later: about 120,000",
        "Later: about 100,000",
        "Later: about 120,000",
    ]
    assert "diplomats, in the Politico report" in found[2].text
    assert all(one.source_ids for one in found)
    after = population_claims(shipped(), date(2023, 10, 4))
    assert after[-1].text.startswith("50 to 1,000 Armenians still in Nagorno-Karabakh (United Nations")


def test_a_figure_published_later_is_not_known_earlier() -> None:
    assert population_claims(as_known(shipped(), date(2022, 12, 12)), date(2022, 12, 12)) == ()


def test_the_table_has_a_row_a_place_and_a_column_for_the_closure() -> None:
    case = shipped()
    now = access(case, parse_at("2023-09-28"))
    rows = table(case, now, names(), if_closed(now, "hakari-bridge..kornidzor"))
    assert list(rows.index) == list(now.roads.asked)
    assert rows.loc["stepanakert", "Ordinary people, on the way out"] == "under restrictions"
    assert rows.loc["stepanakert", "Ordinary people, on the way out: if closed"] == "none"
    assert rows.loc["stepanakert", "Patients, on the way out"] == "under restrictions"
    assert rows.loc["stepanakert", "Goods, on the way in"] == "not known"
