"""Consignments: counts that add up, running totals apart, what waits, and days since delivery."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from hypothesis import given, settings
from hypothesis import strategies as st

from geo.dates import parse_at
from geo.facts import aid
from geo.facts.aid import Consignment
from geo.facts.state import state
from geo.report import aid_answer, listings
from geo.view.view import opening
from tests.conftest import shipped


def load(consignment_id: str = "c1", **more: object) -> Consignment:
    given_ = {
        "first": date(2023, 9, 1), "last": date(2023, 9, 1), "precision": "day",
        "carrier": "ICRC", "route_id": "r1", "origin_id": "", "destination_id": "",
        "held_at_id": "", "held_until": "", "cargo": "Flour", "cargo_kind": "food",
        "quantity": 10.0, "qualifier": "exact", "unit": "tonnes", "cumulative": False,
        "outcome": "delivered", "uncertain": False, "doubt": "", "source_ids": ("s1",),
    } | more  # fmt: skip
    return Consignment(consignment_id=consignment_id, **given_)


def test_a_load_waits_from_its_day_until_it_is_released() -> None:
    held = load(outcome="blocked", held_at_id="kornidzor", held_until="2023-09-04")
    assert not aid.waiting([held], date(2023, 8, 31))
    assert [one.days for one in aid.waiting([held], date(2023, 9, 3))] == [3]
    assert aid.waiting([held], date(2023, 9, 4))
    assert not aid.waiting([held], date(2023, 9, 5))


def test_only_blocked_loads_at_a_named_place_wait() -> None:
    assert not aid.waiting([load(outcome="blocked")], date(2023, 9, 3))
    assert not aid.waiting([load(held_at_id="kornidzor")], date(2023, 9, 3))


def test_running_totals_are_never_added() -> None:
    rows = [load("a"), load("b", quantity=90.0, cumulative=True), load("c", quantity=5.0)]
    assert [total for _, total, _ in aid.running_totals(rows, "tonnes")] == [10, 15]
    assert [one.consignment_id for one in aid.statements(rows)] == ["b"]
    assert aid.by_outcome(rows)[0].count == 2


def test_transfers_of_people_and_money_are_no_deliveries() -> None:
    day = date(2023, 9, 10)
    rows = [load("a", cargo_kind=kind) for kind in ("patients", "people", "money", "passage")]
    assert aid.last_deliveries(rows, day) == ()
    found = aid.last_deliveries([*rows, load("b", outcome="partial")], day)
    assert {(one.group, one.key, one.days_ago) for one in found} == {
        ("overall", "", 9), ("route", "r1", 9), ("carrier", "ICRC", 9),
    }  # fmt: skip


def test_what_moves_on_an_approach_has_not_come_through() -> None:
    rows = aid.consignments(shipped(), last=date(2023, 9, 11))
    assert "c036" in {one.consignment_id for one in rows}
    assert "c036" not in {one.consignment_id for one in aid.through(shipped(), rows)}


LOADS = st.lists(
    st.tuples(
        st.sampled_from(aid.OUTCOMES),
        st.sampled_from(["tonnes", "trucks"]),
        st.one_of(st.none(), st.integers(1, 500)),
        st.booleans(),
    ),
    max_size=12,
)


@settings(deadline=None)
@given(LOADS)
def test_counts_by_outcome_add_up(given_loads: list[tuple[str, str, int | None, bool]]) -> None:
    rows = [
        load(f"c{rank}", outcome=outcome, unit=unit, quantity=quantity, cumulative=total)
        for rank, (outcome, unit, quantity, total) in enumerate(given_loads)
    ]
    counted = aid.by_outcome(rows)
    assert sum(one.count for one in counted) == len(aid.single(rows))
    assert sum(quantity.total for one in counted for quantity in one.quantities) == sum(
        one.quantity or 0 for one in aid.single(rows)
    )


def test_the_answer_names_what_waits_and_where() -> None:
    view = replace(
        opening(shipped().settings),
        first=date(2022, 12, 12), last=date(2023, 9, 18), at=parse_at("2023-09-18"),
    )  # fmt: skip
    told = aid_answer.answer(shipped(), view, state(shipped(), view.at))
    text = " ".join(one.text for one in told.sentences)
    assert "22 delivered" in text
    assert "9 blocked" in text
    assert "about 361 tonnes (Government of Armenia), held at Kornidzor since 26 July 2023" in text
    assert "40 tonnes (Azerbaijan Red Crescent Society), held at Aghdam / Akna" in text
    assert all(one.source_ids for one in told.sentences)


def test_a_period_without_consignments_says_so() -> None:
    view = replace(
        opening(shipped().settings),
        first=date(2020, 10, 1), last=date(2020, 10, 31), at=parse_at("2020-10-31"),
    )  # fmt: skip
    told = aid_answer.answer(shipped(), view, state(shipped(), view.at))
    assert [one.text for one in told.sentences] == ["No consignment is reported for 1–31 Oct 2020."]


def test_tables_count_by_road_and_by_carrier_alike() -> None:
    now = state(shipped(), parse_at("2023-09-28"))
    rows = aid.consignments(shipped(), at=now.at)
    counted = [listings.outcomes(shipped(), rows, now, group=one) for one in ("route", "carrier")]
    assert {int(table["Delivered"].sum()) for table in counted} == {33}
    icrc = counted[1].set_index("Carrier").loc["ICRC"]
    assert icrc["Goods last came"] == "23 Sept 2023"
