"""Which claim is the headline of a figure, which stand beside it, and why any other is passed over."""

from __future__ import annotations

from datetime import datetime

from geo.dates import bounds
from geo.facts.claims import Claim, headline_of, latest_of_each

ORDER = ("Ministry", "Agency")


def claim(value, by="Ministry", as_of="2023-09-20", *, doubt="", nature="stock", low=None, high=None):
    return Claim(
        f"{by}-{value}-{as_of}-{doubt}", "housed", "people", value, low, high, "", "people", as_of,
        moment(as_of), by, bool(doubt), doubt, (f"s-{by}",), nature=nature,
    )  # fmt: skip


def moment(as_of) -> datetime:
    return bounds(as_of)[0]


def reasons(figure):
    return {left.claim.claim_id: left.reason for left in figure.left_out}


def test_the_latest_of_those_who_count_is_the_headline():
    figure = headline_of("housed", [claim(5, as_of="2023-09-18"), claim(9)], ORDER)
    assert (figure.claim.value, figure.low, figure.high) == (9, 9, 9)
    assert list(reasons(figure).values()) == ["a later claim by the same claimant"]


def test_of_one_day_the_claimant_trusted_more_leads_and_the_other_gives_the_range():
    figure = headline_of("housed", [claim(12, "Agency"), claim(9)], ORDER)
    assert (figure.claim.claimant, figure.low, figure.high) == ("Ministry", 9, 12)
    assert reasons(figure) == {}


def test_a_running_count_dated_to_the_month_does_not_fall_below_one_of_its_days():
    def moved(value, as_of, nature="running"):
        return claim(value, as_of=as_of, nature=nature)

    figure = headline_of(
        "moved", [moved(58, "2023-01-31"), moved(83, "2023-02-09"), moved(60, "2023-02")], ORDER
    )
    assert figure.claim.as_of == "2023-02-09"
    later = headline_of(
        "moved", [moved(83, "2023-02-09"), moved(90, "2023-02"), moved(20, "2023-03-01")], ORDER
    )
    assert later.claim.value == 20
    stock = headline_of("housed", [moved(83, "2023-02-09", "stock"), moved(60, "2023-03", "stock")], ORDER)
    assert stock.claim.value == 60


def test_who_is_not_in_the_order_or_in_doubt_leads_nothing():
    others = [claim(30, "Paper"), claim(40, doubt="One post.")]
    assert headline_of("housed", others, ORDER) is None
    assert headline_of("housed", [], ORDER) is None
    figure = headline_of("housed", [claim(9, as_of="2023-09-10"), *others], ORDER)
    assert figure.claim.value == 9


def test_an_earlier_moment_by_another_is_passed_over_as_such():
    figure = headline_of("housed", [claim(12, "Agency", "2023-09-18"), claim(9)], ORDER)
    assert list(reasons(figure).values()) == ["describes an earlier moment"]
    assert (figure.low, figure.high) == (9, 9)


def test_a_claim_with_its_hour_stands_beside_that_hour_only():
    hourly = [claim(9, as_of="2023-09-20T10:00"), claim(12, "Agency", "2023-09-20T18:00")]
    figure = headline_of("housed", hourly, ORDER)
    assert (figure.claim.value, figure.low, figure.high) == (12, 12, 12)


def test_of_a_settled_fact_every_other_claimant_s_latest_gives_the_range():
    claims = [
        claim(9, as_of="2023-09-20", nature="settled"),
        claim(4, "Agency", "2023-09-10", nature="settled"),
        claim(7, "Agency", "2023-09-15", nature="settled"),
    ]
    figure = headline_of("housed", claims, ORDER)
    assert (figure.claim.value, figure.low, figure.high) == (9, 7, 9)


def test_of_each_claimant_the_latest_is_left_in_the_order_of_time():
    claims = [claim(9), claim(4, "Agency", "2023-09-10"), claim(5, as_of="2023-09-12"), claim(6, "Agency")]
    assert [(own.claimant, own.value) for own in latest_of_each(claims)] == [("Agency", 6), ("Ministry", 9)]
