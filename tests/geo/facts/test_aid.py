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
from geo.report import aid_answer, aid_figures, aid_tables
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


def test_running_totals_are_never_added() -> None:
    rows = [load("a"), load("b", quantity=90.0, cumulative=True), load("c", quantity=5.0)]
    assert [total for _, total, _ in aid.running_totals(rows, "tonnes")] == [10, 15]
    assert [one.consignment_id for one in aid.statements(rows)] == ["b"]
    assert aid.by_outcome(rows)[0].count == 2


UNITS = [("12", "tonnes"), ("900", "MT"), ("5000", "kg"), ("30", "Tonnes"), ("7", "tons"), ("3", "trucks")]


def test_a_sum_reads_units_of_weight_with_tolerance_and_says_what_it_left_out() -> None:
    rows = [load(f"a{rank}", quantity=float(much), unit=unit) for rank, (much, unit) in enumerate(UNITS)]
    assert aid.running_totals(rows, "tonnes")[-1][1] == 947
    assert [(row.unit, why) for row, why in aid.left_out_of_sum(rows, "tonnes")] == [
        ("tons", "its amount is in tons"), ("trucks", "its amount is in trucks"),
    ]  # fmt: skip
    figure = aid_figures.delivered_weight(rows, aid.FOOD, aid.KINDS_OF[aid.FOOD], "September")
    assert figure is not None
    assert figure.value == "947 t"
    assert "2 more in another unit, left out." in figure.explain


def test_what_is_uncertain_is_counted_but_in_no_sum() -> None:
    rows = [load("a"), load("b", uncertain=True, quantity=50.0)]
    assert [total for _, total, _ in aid.running_totals(rows, "tonnes")] == [10]
    assert aid.left_out_of_sum(rows, "tonnes") == ((rows[1], aid.DOUBTFUL),)
    (counted,) = aid.by_outcome(rows)
    assert (counted.count, counted.uncertain) == (2, 1)
    assert [(part.unit, part.total) for part in counted.quantities] == [("tonnes", 10)]


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
    assert sum(one.count for one in counted) == len(aid.without_running_totals(rows))
    assert sum(quantity.total for one in counted for quantity in one.quantities) == sum(
        one.quantity or 0 for one in aid.without_running_totals(rows)
    )


def test_the_answer_names_what_waits_and_where() -> None:
    view = replace(
        opening(shipped().settings),
        first=date(2022, 12, 12), last=date(2023, 9, 18), at=parse_at("2023-09-18"),
    )  # fmt: skip
    told = aid_answer.answer(shipped(), view, state(shipped(), view.at))
    text = " ".join(one.text for one in told.sentences)
    assert ", 5 uncertain; 31 with people arrived; the rest: 9 delivered; 6 blocked; 3 turned back; " in text
    assert (
        "1 load is held up: 40 tonnes (Azerbaijan Red Crescent Society) at Aghdam / Akna since 29 Aug 2023;"
        " of 3 others nothing is known."
    ) in text
    assert all(one.source_ids for one in told.sentences)


def test_pledges_and_appeals_are_no_consignments() -> None:
    """Two pledges of money and an appeal were among "71 consignments" of the whole case."""
    view = replace(
        opening(shipped().settings),
        first=date(2023, 9, 29), last=date(2023, 10, 7), at=parse_at("2023-10-07"),
    )  # fmt: skip
    first = aid_answer.answer(shipped(), view, state(shipped(), view.at)).sentences[0].text
    assert first == "Since 29 Sept 2023, 1 consignment is reported: 1 passed; 1 appeal not counted."
    alone = replace(view, first=date(2023, 10, 7))
    assert aid_answer.answer(shipped(), alone, state(shipped(), view.at)).sentences[0].text == (
        "These tables have no consignment for 7 Oct 2023; 1 appeal is reported."
    )


def test_a_period_without_consignments_says_so() -> None:
    view = replace(
        opening(shipped().settings),
        first=date(2020, 10, 1), last=date(2020, 10, 31), at=parse_at("2020-10-31"),
    )  # fmt: skip
    told = aid_answer.answer(shipped(), view, state(shipped(), view.at))
    assert [one.text for one in told.sentences] == ["These tables have no consignment for 1–31 Oct 2020."]


def test_tables_count_by_road_and_by_carrier_alike() -> None:
    now = state(shipped(), parse_at("2023-09-28"))
    rows = aid.consignments(shipped(), at=now.at)
    counted = [aid_tables.outcomes(shipped(), rows, now, group=one) for one in ("route", "carrier")]
    assert {int(table["Delivered"].sum()) for table in counted} == {47}
    icrc = counted[1].set_index("Carrier").loc["ICRC"]
    assert icrc["Last came in these tables"].startswith(
        "food or mixed aid 23 Sept 2023; patients 23 Sept 2023"
    )
