"""The figures on which sources disagree, each with all who gave one, as the research listed them."""

from __future__ import annotations

from datetime import date, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from geo.case.as_known import as_known
from geo.dates import end_of_day, parse_at
from geo.facts.claims import figures_of, headline
from geo.report.competing_claims import BESIDE, LATER, LEADS, competing_claims, sentence, table
from geo.report.listings import SOURCES
from tests.conftest import shipped

AT_THE_END = datetime(2024, 12, 31)
SIDE = "Armenian side, hostilities of September 2023"
DEPOT = "fuel depot explosion, 25 September 2023"
LOST = "Azerbaijani servicemen, September 2023"
CAR = "Russian peacekeepers in a car, 20 September 2023"
ARRIVED, REGISTERED = "people who crossed into Armenia", "displaced people registered in Armenia"
HOUSED = "people in state accommodation in Armenia"
INQUIRY, MINISTRY = "Investigative Committee of Armenia", "Ministry of Foreign Affairs of Armenia"
OMBUDSMAN, OWN_ACCOUNT = "de facto ombudsman", "de facto authorities"
BAKU, YEREVAN = "Ministry of Health of Azerbaijan", "Government of Armenia"
MIGRATION = "Migration and Citizenship Service of Armenia"
TERRITORY = "Ministry of Territorial Administration of Armenia"

# Measure, subject, and each number with its claimant, from the lists of disagreements and the figures
# that the displacement page must place.
FIGURES = [
    ("dead", SIDE, {
        (27, OMBUDSMAN), (32, OMBUDSMAN), (200, OMBUDSMAN), (200, MINISTRY), (223, INQUIRY)}),
    ("wounded", SIDE, {
        (200, OMBUDSMAN), (400, OMBUDSMAN), (300, MINISTRY), (244, INQUIRY)}),
    ("missing", SIDE, {(20, INQUIRY)}),
    ("dead", f"civilians of the {SIDE}", {(2, OMBUDSMAN), (10, OMBUDSMAN), (9, MINISTRY), (25, INQUIRY)}),
    ("dead", f"children of the {SIDE}", {(5, OMBUDSMAN), (3, MINISTRY), (5, INQUIRY)}),
    ("dead", f"soldiers of the {SIDE}", {(198, INQUIRY)}),
    ("wounded", f"civilians of the {SIDE}", {(40, OMBUDSMAN), (80, MINISTRY)}),
    ("wounded", f"soldiers of the {SIDE}", {(231, MINISTRY)}),
    ("dead", "people who died on or after the way to Armenia", {
        (64, MINISTRY), (64, INQUIRY), (70, INQUIRY)}),
    ("dead", LOST, {(192, BAKU), (200, "opposition media in Azerbaijan")}),
    ("dead", "Azerbaijani soldiers, September 2023", {(180, BAKU)}),
    ("dead", "Azerbaijani Interior Ministry staff, September 2023", {(12, BAKU)}),
    ("dead", "Azerbaijani civilians, September 2023", {(1, BAKU)}),
    ("wounded", LOST, {(511, BAKU), (512, "Babel")}),
    ("dead", "road workers, mine blasts of 19 September 2023", {(2, "Azerbaijan")}),
    ("dead", "Interior Ministry personnel, mine blasts of 19 September 2023", {(4, "Azerbaijan")}),
    ("dead", CAR, {(2, "Rybar"), (4, "source of The Moscow Times"), (5, "Kotenok")}),
    ("casualties", "casualties of the hostilities of September 2023, both sides",
     {(200, "World Report Now")}),
    ("dead", DEPOT, {(20, OWN_ACCOUNT), (68, OWN_ACCOUNT), (170, OWN_ACCOUNT), (218, INQUIRY)}),
    ("missing", DEPOT, {(105, OWN_ACCOUNT), (21, INQUIRY)}),
    ("wounded", DEPOT, {(290, OWN_ACCOUNT), (120, INQUIRY)}),
    ("bodies", "bodies moved to Armenia from Nagorno-Karabakh", {(125, "Minister of Health of Armenia")}),
    ("arrivals", ARRIVED, {
        (1050, YEREVAN), (2906, YEREVAN), (2894, "Armenpress"), (13550, YEREVAN),
        (13500, "European Union"), (28120, YEREVAN), (66500, YEREVAN), (68386, YEREVAN),
        (76407, YEREVAN), (98625, YEREVAN), (100417, YEREVAN), (100632, YEREVAN)}),
    ("arrivals_in_period", f"{ARRIVED} on 24-25 September 2023", {(9000, YEREVAN)}),
    ("arrivals_in_period", f"{ARRIVED} on 26 September 2023", {(22800, YEREVAN), (26600, "Euronews")}),
    ("arrivals_in_period", f"{ARRIVED} on 27 September 2023", {(26600, YEREVAN)}),
    ("arrivals_in_period", f"{ARRIVED} on 28 September 2023 to 10:00", {(8100, YEREVAN)}),
    ("arrivals_a_day", "people a day, average since 24 September 2023", {(15000, "UNHCR")}),
    ("registered", REGISTERED, {
        (101848, MIGRATION), (108000, TERRITORY), (115183, "UNHCR"), (115365, MIGRATION), (115366, "UNHCR")}),
    ("population", "people living in Nagorno-Karabakh", {
        (100000, "diplomats, in the Politico report"), (120000, "Armenian officials"),
        (120000, "Armenia, to the International Court of Justice"),
        (145000, "local census of 2015")}),
    ("accommodated", HOUSED, {
        (16853, "sum over the provinces"), (17153, YEREVAN), (20236, YEREVAN), (37749, YEREVAN),
        (47322, YEREVAN)}),
    ("accommodated", "people in state accommodation in seven of the ten provinces",
     {(28302, "sum over the provinces")}),
    ("residents", "displaced people living in the provinces of Armenia", {(73540, TERRITORY)}),
    ("displaced", "people who came to Armenia during the 2020 war", {(90000, "UNHCR"), (90000, "ACAPS")}),
    ("displaced", "people displaced within Azerbaijan during the 2020 war", {(40000, "ACAPS")}),
    ("tonnes", "load of the Armenian convoy at Kornidzor", {
        (361, YEREVAN), (360, "Azatutyun (RFE/RL)"), (400, "Public Radio of Armenia")}),
    ("road_length", "new Lachin road", {(32, "Turan"), (26.8, "News.Az"), (28, "Trend")}),
    ("tonnes", "petrol sent on 23 September 2023", {(24, "Trend"), (40, "Caspian News")}),
    ("tonnes", "diesel sent on 23 September 2023", {(40, "Trend"), (24, "Caspian News")}),
    *(("residents", f"registered refugees living in {marz}", {(count, "UNHCR")}) for marz, count in (
        ("Yerevan", 46409), ("Kotayk", 18343), ("Ararat", 12100), ("Armavir", 10726), ("Syunik", 6668),
        ("Lori", 4289), ("Shirak", 4066), ("Aragatsotn", 3906), ("Gegharkunik", 3646), ("Tavush", 3014),
        ("Vayots Dzor", 2199))),
]  # fmt: skip


@pytest.mark.parametrize(("measure", "subject", "given_by"), FIGURES)
def test_a_figure_is_shown_with_all_who_gave_one(measure: str, subject: str, given_by: set) -> None:
    found = competing_claims(shipped(), measure, subject, AT_THE_END)
    told = {(one.claim.least, one.claim.claimant) for one in found.rows}
    assert given_by <= told
    assert set(found.claimants) == {by for _, by in told}
    assert subject in figures_of(shipped())[measure]
    shown = table(shipped(), found)
    assert len(shown) == len(found.rows)
    for number, by in given_by:
        row = shown[(shown["As given by"] == by) & shown["Figure"].str.contains(f"{number:,g}", regex=False)]
        assert len(row), (number, by)
        assert all(row[SOURCES])
        assert row["Describes"].ne("").all()
        assert row["Published"].ne("").all()


def test_the_headline_is_that_of_the_rule_and_every_other_claim_says_why_it_is_not() -> None:
    for measure, subjects in figures_of(shipped()).items():
        for subject in subjects:
            found = competing_claims(shipped(), measure, subject, AT_THE_END)
            ruled = headline(shipped(), measure, AT_THE_END, subject=subject)
            assert found.figure == ruled
            leading = [one for one in found.rows if one.role == LEADS]
            assert len(leading) == (ruled is not None)
            assert all(one.reason for one in found.rows if one.role != LEADS)
            if ruled is not None:
                assert (found.low, found.high) == (ruled.low, ruled.high)


def test_nobody_leads_on_the_population_and_its_range_is_told() -> None:
    subject = "people living in Nagorno-Karabakh"
    found = competing_claims(shipped(), "population", subject, AT_THE_END)
    assert found.figure is None
    assert (found.low, found.high) == (100000, 145000)
    assert sentence(found) == (
        "4 claims by 4 claimants. No headline by the rule, only the range: 100,000 to 145,000 people."
    )


def test_at_a_date_later_claims_are_shown_as_later_and_the_headline_is_that_of_the_date() -> None:
    found = competing_claims(shipped(), "dead", SIDE, parse_at("2023-09-20"))
    assert found.figure is not None
    assert (found.figure.claim.value, found.low, found.high) == (200, 200, 200)
    roles = {one.claim.claim_id: one.role for one in found.rows}
    assert roles["cl148"] == LEADS
    assert roles["cl146"] not in {LEADS, BESIDE, LATER}
    assert roles["cl160"] == LATER
    assert sentence(found).endswith("at least 200 people, as given by de facto ombudsman.")


@settings(max_examples=25, deadline=None)
@given(st.dates(date(2023, 9, 1), date(2024, 10, 1)), st.sampled_from(FIGURES))
def test_no_claim_is_lost_and_none_is_told_before_it_was_published(day: date, figure: tuple) -> None:
    measure, subject, _ = figure
    then = competing_claims(as_known(shipped(), day), measure, subject, end_of_day(day))
    now = competing_claims(shipped(), measure, subject, end_of_day(day))
    assert {one.claim.claim_id for one in then.rows} <= {one.claim.claim_id for one in now.rows}
    told = [*now.provenance.rows, *dict(now.provenance.left_out)]
    assert len(told) == len(now.rows)
    assert set(told) == {f"claim:{one.claim.claim_id}" for one in now.rows}
