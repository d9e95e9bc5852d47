"""How deaths are weighed and told: by the greatest number, certain before uncertain, each by its giver."""

from __future__ import annotations

from datetime import datetime

import pytest

from geo.changes.corrections import Reading, _reason
from geo.changes.harm import death_words, weight_of
from geo.facts.claims import Claim, span

UNTIL = datetime(2023, 10, 1)


def claim(value=None, *, by="Paper", of="soldiers, in the shelling", day=20, low=None, high=None, doubt=""):
    moment = datetime(2023, 9, day)
    return Claim(
        f"c-{by}-{value}-{day}", "dead", of, value, low, high, "", "dead", moment.date().isoformat(), moment,
        by, bool(doubt), doubt, (f"s-{by}-{day}",),
    )  # fmt: skip


@pytest.mark.parametrize(
    ("most", "weight"), [(1, 105), (9, 105), (10, 109), (99, 109), (1000, 117), (10**9, 121)]
)
def test_each_power_of_ten_weighs_more_up_to_a_bound(most, weight):
    assert weight_of([claim(1), claim(most)]) == weight


def test_a_range_weighs_by_its_upper_end_and_no_number_as_one_death():
    assert weight_of([claim(low=2, high=30)]) == 109
    assert weight_of([claim()]) == weight_of([]) == 105


def test_one_number_is_told_with_its_giver():
    assert death_words([claim(7)], UNTIL) == ("7 dead, as given by Paper", ("s-Paper-20",))


def test_what_is_uncertain_is_left_out_beside_what_is_certain():
    assert death_words([claim(7), claim(90, by="Rumour", doubt="One post.")], UNTIL)[0] == (
        "7 dead, as given by Paper"
    )
    assert death_words([claim(90, by="Rumour", doubt="One post.")], UNTIL)[0] == (
        "90 dead, as given by Rumour, not certain"
    )


def test_only_what_was_given_by_then_counts_and_of_one_giver_the_latest():
    claims = [claim(7), claim(12, day=25)]
    assert death_words(claims, datetime(2023, 9, 22))[0] == "7 dead, as given by Paper"
    assert death_words(claims, UNTIL)[0] == "12 dead, as given by Paper"
    assert death_words(claims, datetime(2023, 9, 1)) == ("", ())


def test_numbers_that_differ_are_told_from_least_to_most():
    assert death_words([claim(7), claim(12, by="Ministry")], UNTIL)[0] == (
        "7 to 12 dead, as given by Paper and Ministry"
    )


def test_the_two_greatest_groups_are_told_and_a_giver_of_both_once():
    groups = [claim(3, of="children"), claim(40, of="soldiers, in the shelling"), claim(9, of="civilians")]
    assert death_words(groups, UNTIL)[0] == ("40 dead (soldiers) and 9 dead (civilians), as given by Paper")


def test_a_span_goes_from_the_least_to_the_most_anybody_gave():
    assert span([claim(7), claim(low=2, high=30), claim()]) == (2, 30)
    assert span([claim()]) is None


def reading(value, *claims):
    return Reading(value, 1, 2, claims)


@pytest.mark.parametrize(
    ("now", "reason"),
    [
        (reading(None, claim(low=5, high=9)), "the claims range differently"),
        (reading(None), "no source stands by it any longer"),
        (reading(7, claim(7, by="Ministry")), "the range around the same headline changed"),
        (reading(8, claim(8)), "another number for the same moment"),
        (reading(8, claim(8, day=25)), "a later number by the same claimant"),
        (reading(8, claim(8, day=25, by="Ministry")), "a later number by another claimant"),
    ],
)
def test_why_a_figure_reads_differently(now, reason):
    assert _reason(reading(7, claim(7)), now) == reason
