"""Whether the figures add up: every gap named with its size, and the agreements beside it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from geo.case.as_known import as_known
from geo.case.case import Case
from geo.facts.reconciliation import AGREES, KINDS, LIST, SAME_MOMENT, Check, checks
from geo.report.displacement_figures import checks_counted
from geo.report.displacement_tables import checks as table
from geo.report.displacement_tables import people
from tests.conftest import shipped


def check(what: str) -> Check:
    return next(one for one in checks(shipped()) if one.what.startswith(what))


@pytest.mark.parametrize(
    ("what", "first", "second", "reason"),
    [
        ("List by province, 28 Sept 2023", 17153, 16853, "The provinces add to 16,853"),
        ("List by province, 29 Sept 2023, 16:00", 23433, 23463, "The provinces add to 23,463"),
        ("List by province, 1 Oct 2023, 12:00", 45516, 45467, "The provinces add to 45,467"),
        ("List by province, 1 Oct 2023, 15:00", 47322, 28302, "Not named are Ararat, Armavir, Gegharkunik"),
        ("In state accommodation, two figures for 28 Sept", 17153, 20236, "Given by the next report"),
        ("Arrivals, two figures for 25 Sept 2023, 06:00", 2894, 2906, "Sum of the parts"),
        ("Arrivals and registration, 4 Oct 2023", 100632, 96940, "not yet in the register"),
        ("Arrivals and registration, 17 Oct 2023", 100632, 101848, "Registration, not new arrivals"),
        ("Arrivals and registration, 18 Sept 2024", 100632, 115366, "Registration, not new arrivals"),
    ],
)
def test_every_gap_is_named(what: str, first: int, second: int, reason: str) -> None:
    found = check(what)
    assert (found.first, found.second, found.gap) == (first, second, first - second)
    assert reason in found.reason


@pytest.mark.parametrize(
    ("what", "number"),
    [
        ("List by province, 30 Sept 2023", 32200), ("List by province, 1 Oct 2023, housed", 37749),
        ("List by province, 4 Jan 2024", 73540), ("List by province, 18 Sept 2024", 115366),
        ("Arrivals by day, to 28 Sept 2023, 10:00", 66500), ("Registered by sex, 1 Oct 2023", 84956),
        ("Registered by sex, 17 Oct 2023", 101848), ("Left again and came back", 7825),
        ("Movement: People who crossed into Armenia", 100632),
    ],
)  # fmt: skip
def test_what_adds_up_is_said_to_agree(what: str, number: int) -> None:
    found = check(what)
    assert (found.first, found.second, found.gap) == (number, number, 0)
    assert found.reason.startswith(AGREES)


def test_the_table_shows_gaps_first() -> None:
    rows = table(shipped(), checks(shipped()))
    gaps = [one != "none" for one in rows["Gap"]]
    assert gaps == sorted(gaps, reverse=True)
    assert rows["source_ids"].map(len).ge(1).all()


@settings(max_examples=25, deadline=None)
@given(st.dates(date(2023, 9, 20), date(2024, 12, 31)))
def test_checks_cite_only_what_was_published_by_then(known: date) -> None:
    published = dict(zip(shipped().sources["source_id"], shipped().sources["published"], strict=True))
    for one in checks(as_known(shipped(), known)):
        assert one.source_ids
        assert all(published[source][:10] <= known.isoformat() for source in one.source_ids)


def test_sex_and_age_are_given_as_far_as_sources_tell() -> None:
    found = people(shipped())
    assert {"48,964 people", "52,884 people", "at most 33 per cent"} <= set(found["Figure"])
    assert people(as_known(shipped(), date(2023, 9, 20))).empty


def test_each_check_is_of_a_kind_and_the_lists_are_counted_by_it() -> None:
    found = checks(shipped())
    assert {one.kind for one in found} <= set(KINDS)
    [*_, lists] = checks_counted(shipped(), found)
    assert int(lists.value) == sum(one.kind == LIST and bool(one.gap) for one in found) > 0
    renamed = [replace(one, what=f"Called otherwise {number}") for number, one in enumerate(found)]
    assert checks_counted(shipped(), renamed)[-1].value == lists.value


def test_our_own_sums_are_held_against_nobody() -> None:
    case = shipped()
    own = set(case.settings.own_sums)
    unnamed = replace(case, settings=replace(case.settings, own_sums=()))

    def held(one: Case) -> list[Check]:
        rivals = [row for row in checks(one) if row.kind == SAME_MOMENT]
        return [row for row in rivals if {row.first_label, row.second_label} & own]

    assert held(case) == []
    assert held(unnamed) != []
