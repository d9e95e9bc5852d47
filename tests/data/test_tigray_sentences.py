"""Sentences of the second shipped case that a reader found wrong or misleading, as they should read."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from geo.case.load import load_case
from geo.changes.changes import between
from geo.dates import parse_at
from geo.facts.aid import consignments
from geo.facts.state import state
from geo.picture.road_lines import status_lines
from geo.report import displacement_answer
from geo.report.aid_tables import consignments as consignments_table
from geo.report.aid_tables import waiting as waiting_table
from geo.report.dated_text import table_by
from geo.view.view import opening
from tests.data.golden import said

CASE = Path(__file__).parents[2] / "data" / "tigray"


@pytest.mark.parametrize(
    ("day", "sentence"),
    [
        ("2020-11-29", "Situation: On 29 Nov 2020: Civilians killed in Axum (from 28 Nov 2020)."),
        (
            "2020-11-29",
            (
                "Displacement: Counted by 24 Nov 2020 were at least 41,000 refugees from Tigray in Sudan"
                " (OCHA); counts of the government of Sudan and of UNHCR differ."
            ),
        ),
        # Who died the day before, from the least to the greatest count where accounts differ.
        (
            "2021-06-23",
            (
                "Situation: Air strike hits the market of Togoga, 22 June 2021; reported dead: people killed"
                " in Togoga 50 to 80, by account."
            ),
        ),
        # A subject that ends in a year is parted from its number.
        (
            "2021-10-20",
            (
                "Situation: Two air strikes on Mekelle, 18 Oct 2021; reported dead: children killed by the"
                " strike of 18 October 2021: 3 (health workers)."
            ),
        ),
        # Flights are no road: beside them alone these are no other roads.
        (
            "2021-10-19",
            (
                "Blockade: On 19 Oct 2021 aid workers could pass the Mekelle air bridge under restrictions;"
                " 3 roads were closed (partly uncertain)."
            ),
        ),
        # What came last of all is told, whatever it was.
        (
            "2022-11-15",
            (
                "Blockade: Last in these tables: medical supplies alone on 15 Nov 2022, food or mixed aid by"
                " 23 Aug 2022, by the Semera road."
            ),
        ),
        # Which agreement is told; where a meeting was one it is told as that alone.
        (
            "2020-12-20",
            (
                "Diplomacy: Last event on an agreement in these tables, on 2 Dec 2020, 18 days earlier:"
                " United Nations and Ethiopia agree on access for aid."
            ),
        ),
        # What went from Mekelle to Samre that day had not come in.
        ("2021-05-19", "Situation: Last in these tables came food or mixed aid by 25 Jan 2021."),
        # Aid workers had been let in since 26 October.
        ("2022-11-03", "Blockade: The Gondar road had been closed to ordinary traffic for 491 days."),
        # A movement after every count goes before them, and is told no finer than it is dated.
        (
            "2022-10-11",
            "Displacement: People displaced in Afar: at least 110,000 (Afar authorities; 24–30 Aug 2022).",
        ),
        (
            "2022-11-05",
            "Displacement: Displaced people helped to return from Mersa: about 81,000 (UNHCR; Oct 2022).",
        ),
        # In a war some days old these are no beginning, and of killings no fighting.
        (
            "2020-11-09",
            "Situation: On 9 Nov 2020: hostilities of several days are reported (Mai Kadra).",
        ),
        ("2021-01-09", "Blockade: On 9 Jan 2021 the state of no road was known."),
        (
            "2021-01-16",
            "Blockade: Part of the Kombolcha road was restricted; the Axum road was restricted.",
        ),
        (
            "2021-05-12",
            (
                "Displacement: A list 50 days old (23 Mar 2021) adds up to 701,100 people displaced in three"
                " towns (IOM)."
            ),
        ),
        # Fuel that waited since October was cleared in that month, and waited on.
        (
            "2021-11-26",
            (
                "Situation: Last in these tables came food or mixed aid by 19 Oct 2021;"
                " 1 load waited at Semera since 26 Oct 2021."
            ),
        ),
        (
            "2020-12-27",
            (
                "Displacement: Counted by 8 Dec 2020, 19 days earlier: about 50,000 refugees from Tigray in"
                " Sudan (UNHCR)."
            ),
        ),
        (
            "2021-05-12",
            "Aid: Since 3 Nov 2020, at least 3 movements were asked for: 2 were facilitated and 1 denied.",
        ),
        (
            "2021-06-11",
            (
                "Blockade: On 11 June 2021 the Adigrat road was restricted (uncertain);"
                " the Abiy Addi road was restricted (uncertain)."
            ),
        ),
        (
            "2022-11-01",
            (
                "Blockade: On 1 Nov 2022 incoming aid workers could pass the Gondar road under restrictions;"
                " 3 other roads were last shown closed (partly uncertain)."
            ),
        ),
        ("2021-06-24", "Situation: On 24 June 2021: Three MSF workers killed near Abiy Addi."),
        (
            "2022-01-23",
            (
                "Situation: On 23 Jan 2022 aid workers could pass the Mekelle air bridge under restrictions;"
                " the Semera road was closed."
            ),
        ),
        (
            "2022-01-23",
            (
                "Aid: Since 28 June 2021, at least 10 movements were asked for: 3 were facilitated, 1 impeded"
                " and 2 denied; of 4 no outcome is stated."
            ),
        ),
        (
            "2022-08-02",
            (
                "Aid: Since 28 June 2021, 35 consignments are reported:"
                " 23 delivered; 6 blocked; 2 turned back; 2 seized; 2 otherwise;"
                " 5 more are dated only roughly."
            ),
        ),
        (
            "2021-10-04",
            (
                "Blockade: 4 Oct 2021: incoming aid could pass the Semera road under restrictions"
                " (uncertain), aid workers the Mekelle air bridge; 2 others were closed (partly uncertain)."
            ),
        ),
        (
            "2021-10-04",
            (
                "Aid: Since 28 June 2021, 10 consignments are reported: 6 delivered; 4 blocked;"
                " 1 more is dated only roughly."
            ),
        ),
        (
            "2022-08-15",
            (
                "Situation: On 15 Aug 2022 incoming aid and fuel for aid could pass the Semera road under"
                " restrictions; not ordinary people or commercial goods."
            ),
        ),
        (
            "2020-12-04",
            "Blockade: On 4 Dec 2020 the state of no road was known; the Mekelle air bridge was closed.",
        ),
        # A convoy of 13 to 19 October was told as delivered from its first day on.
        (
            "2021-10-17",
            (
                "Aid: Since 28 June 2021, 12 consignments are reported: 7 delivered; 4 blocked;"
                " 1 in days not over by then; 1 more is dated only roughly."
            ),
        ),
        (
            "2022-08-25",
            (
                "Situation: Last in these tables came food or mixed aid by 23 Aug 2022;"
                " 1 load waited at Semera since 24 Aug 2022."
            ),
        ),
        (
            "2022-08-02",
            (
                "Situation: Last in these tables came food or mixed aid by 31 July 2022;"
                " fuel by 19 July 2022; medical supplies alone by 4 Feb 2022."
            ),
        ),
    ],
)
def test_what_misled_a_listener_is_said_as_the_rows_have_it(day: str, sentence: str) -> None:
    assert sentence in said(load_case(CASE), day)


def test_a_figure_of_long_ago_says_how_old_it_is_beside_a_newer_one() -> None:
    """In July 2021 a count of March stood beside one of June as if both were of the day."""
    case = load_case(CASE)
    view = replace(opening(case.settings), at=parse_at("2021-07-15"))
    told = displacement_answer.answer(case, view, state(case, view.at))
    assert [sentence.text for sentence in told.sentences] == [
        (
            "Displaced as of 9 June 2021, 36 days earlier: about 2,000,000 people displaced by the war"
            " (United Nations)."
        ),
        (
            "Counted by 22 Mar 2021, 115 days earlier: 62,032 refugees from Tigray in Sudan (OCHA);"
            " counts of the government of Sudan and of UNHCR differ."
        ),
        "A list 114 days old (23 Mar 2021) adds up to 701,100 people displaced in three towns (IOM).",
    ]
    assert [figure.when for figure in told.figures] == [
        "by 22 Mar 2021, 115 days earlier",
        "by 9 June 2021, 36 days earlier",
        "23 Mar 2021, 114 days earlier",
    ]
    fresh = replace(view, at=parse_at("2021-06-23"))
    told = displacement_answer.answer(case, fresh, state(case, fresh.at))
    assert told.sentences[0].text.startswith("Displaced as of 9 June 2021: about")


def test_a_status_of_part_of_a_road_is_drawn_on_that_part() -> None:
    case = load_case(CASE)
    lines = status_lines(case, state(case, parse_at("2021-01-16")))
    drawn = [(line.span, line.status) for line in lines if line.id == "kombolcha_mekelle"]
    assert drawn == [((0, 4), "unknown"), ((4, 7), "restricted")]


def test_a_road_that_only_a_report_tells_of_again_did_not_change_since_its_row_began() -> None:
    found = between(load_case(CASE), parse_at("2022-08-20"), parse_at("2022-08-26"))
    road = next(row for row in found.rows if row.key == "route:kombolcha_mekelle")
    assert road.sentence == (
        "The Kombolcha road counts again as closed, as since 28 June 2021: a report tells of it."
    )
    # It is no closure of these days.
    assert road.weight < next(row for row in found.rows if row.key == "route:addis_mekelle_air").weight


def test_what_is_not_known_is_not_inferred() -> None:
    found = between(load_case(CASE), parse_at("2021-06-20"), parse_at("2021-07-20"))
    assert not [row.sentence for row in found.rows if "not known (inferred)" in row.sentence]


def test_a_table_of_aid_tells_days_no_finer_than_the_rows_and_none_to_come() -> None:
    case = load_case(CASE)
    at = parse_at("2021-09-30")
    rows = table_by(consignments_table(case, consignments(case, at=at), "both"), at)["When"]
    assert rows[["c005", "c006", "c012", "c014", "c030"]].tolist() == [
        "June 2021", "12 July 2021", "5–7 Sept 2021", "from 29 Sept 2021", "Sept 2021",
    ]  # fmt: skip
    assert waiting_table(case, state(case, at), "both").loc["c030", "Since"] == "Sept 2021"


def test_what_two_roads_were_is_not_said_twice() -> None:
    case = load_case(CASE)
    roads = [text for text in said(case, "2021-06-08") if "the Abiy Addi road was restricted" in text]
    assert [text.partition(":")[0] for text in roads] == ["Situation", "Blockade"]
