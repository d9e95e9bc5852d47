"""The headline rule of docs/data.md, on made-up claims and on the shipped ones."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from geo.case.as_known import as_known
from geo.dates import bounds, parse_at
from geo.facts.claims import (
    Claim,
    all_claims,
    authority,
    claims_of,
    headline,
    headline_of,
    latest_of_each,
    span,
)
from tests.conftest import shipped

ORDER = ("Government", "Agency")
HOUR = len("2023-09-28T20:00")


def claim(
    claim_id: str, as_of: str, value: float | None, claimant: str = "Government", **more: object
) -> Claim:
    start, end = bounds(as_of)
    moment = start if len(as_of) == HOUR else end - timedelta(seconds=1)
    given_ = {"measure": "arrivals", "low": None, "high": None, "uncertain": False} | more
    return Claim(
        claim_id=claim_id, subject="people", value=value, qualifier="exact", unit="people",
        as_of=as_of, moment=moment, claimant=claimant, doubt="", source_ids=("s1",), **given_,
    )  # fmt: skip


def test_of_a_day_without_hours_the_greatest_running_count_is_the_latest() -> None:
    rows = [claim("a", "2023-09-26", 19000, "Agency"), claim("b", "2023-09-26T20:00", 28120)]
    figure = headline_of("arrivals", rows, ORDER)
    assert figure is not None
    assert figure.claim.claim_id == "b"
    assert [one.reason for one in figure.left_out] == ["describes an earlier moment"]


def test_doubtful_claims_never_lead_but_widen_the_range() -> None:
    rows = [
        claim("a", "2023-09-28T20:00", 100),
        claim("b", "2023-09-28T20:00", 130, uncertain=True),
        claim("c", "2023-09-28T21:00", 900, uncertain=True),
    ]
    figure = headline_of("arrivals", rows, ORDER)
    assert figure is not None
    assert (figure.claim.claim_id, figure.low, figure.high) == ("a", 100, 130)
    assert {one.claim.claim_id: one.reason for one in figure.left_out} == {"c": "marked uncertain"}


def test_only_counting_authorities_lead() -> None:
    rows = [claim("a", "2023-09-28", 100), claim("b", "2023-09-29", 120, "A newspaper")]
    figure = headline_of("arrivals", rows, ORDER)
    assert figure is not None
    assert figure.claim.claim_id == "a"
    assert figure.left_out[0].reason == "not the counting authority"
    assert headline_of("arrivals", rows[1:], ORDER) is None
    assert headline_of("arrivals", rows, ()) is None


def test_level_claims_are_settled_by_the_order_of_claimants_then_by_id() -> None:
    rows = [claim("c", "2023-09-28", 5, "Agency"), claim("b", "2023-09-28", 5),
            claim("a", "2023-09-28", 5, "Agency")]  # fmt: skip
    figure = headline_of("arrivals", rows, ORDER)
    assert figure is not None
    assert figure.claim.claim_id == "b"


def test_a_settled_fact_ranges_over_the_latest_claim_of_every_claimant() -> None:
    rows = [
        claim("a", "2023-09-20", 27, measure="dead"),
        claim("b", "2023-10-30", 223, measure="dead"),
        claim("c", "2023-09-21", 200, "Agency", measure="dead", low=190.0, high=210.0),
    ]
    figure = headline_of("dead", rows, ORDER)
    assert figure is not None
    assert (figure.claim.claim_id, figure.low, figure.high) == ("b", 190, 223)
    assert [one.reason for one in figure.left_out] == ["a later claim by the same claimant"]


def test_a_claim_without_a_single_value_gives_range_only() -> None:
    rows = [claim("a", "2023-09-28", None, low=50.0, high=1000.0)]
    assert headline_of("people_remaining", rows, ORDER) is None
    assert span(rows) == (50, 1000)
    assert span([claim("b", "2023-09-28", None)]) is None


VALUES = st.lists(st.integers(0, 10**6), min_size=1, max_size=8)


@settings(deadline=None)
@given(VALUES)
def test_the_headline_lies_inside_its_range_and_nothing_is_lost(values: list[int]) -> None:
    rows = [
        claim(f"c{rank}", f"2023-09-{20 + rank % 5}", value, ORDER[rank % 2])
        for rank, value in enumerate(values)
    ]
    for measure in ("arrivals", "accommodated", "dead"):
        figure = headline_of(measure, rows, ORDER)
        assert figure is not None
        assert figure.claim.value is not None
        assert figure.low <= figure.claim.value <= figure.high
        told = {*figure.claim_ids, *(one.claim.claim_id for one in figure.left_out)}
        assert told == {one.claim_id for one in rows}
        assert len(latest_of_each(rows)) == len({one.claimant for one in rows})


@pytest.mark.parametrize(
    ("measure", "at", "value"),
    [
        ("arrivals", "2023-09-25T06:00", 2906),
        ("arrivals", "2023-09-26", 28120),
        ("arrivals", "2023-09-29T20:00", 98625),
        ("arrivals", "2023-09-30", 100417),
        ("arrivals", "2024-10-01", 100632),
        ("registered", "2023-10-17", 101848),
    ],
)
def test_shipped_headlines(measure: str, at: str, value: float) -> None:
    figure = headline(shipped(), measure, parse_at(at))
    assert figure is not None
    assert figure.claim.value == value


def test_as_known_hides_what_was_published_later() -> None:
    at = parse_at("2023-10-17")
    known = headline(as_known(shipped(), date(2023, 10, 18)), "registered", at)
    later = headline(as_known(shipped(), date(2023, 10, 20)), "registered", at)
    assert known is not None
    assert later is not None
    assert known.claim.value != 101848
    assert later.claim.value == 101848


def test_every_headline_measure_of_the_case_has_claims_by_its_claimants() -> None:
    case = shipped()
    for entry in case.settings.headline:
        claimants = {one.claimant for one in claims_of(case, entry.measure)}
        assert claimants, entry.measure
        assert not authority(case, entry.measure) or claimants & set(entry.claimants)


def test_measures_come_in_the_same_order_in_every_run() -> None:
    first: dict[str, date] = {}
    for one in all_claims(shipped()):
        first.setdefault(one.measure, one.moment.date())
    assert list(first.values()) == sorted(first.values())
