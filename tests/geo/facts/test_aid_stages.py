"""Stages of a consignment: how it stands at a moment, its parts, and amounts that add up or show a gap."""

from datetime import date, datetime
from pathlib import Path

import pytest

from geo.case.as_known import as_known
from geo.case.case import Case
from geo.case.load import load_case
from geo.dates import end_of_day, parse_at
from geo.facts.aid import (
    PART_NOT_STATED,
    Consignment,
    by_outcome,
    consignments,
    left_out_of_sum,
    running_totals,
)
from geo.facts.aid_stages import UNFINISHED
from tests.conftest import shipped
from tests.geo.facts.aid_case import aid_case, stage
from tests.geo.small_case import write_case


def stood(case: Case, at: datetime | None = None) -> Consignment:
    (row,) = consignments(case, at=at)
    return row


def evening(day: int) -> datetime:
    return end_of_day(date(2023, 9, day))


@pytest.mark.parametrize(
    ("name", "outcome"),
    [
        ("pledged", "pledged"), ("requested", "requested"), ("approved", "approved"), ("refused", "blocked"),
        ("dispatched", "sent"), ("suspended", "suspended"), ("waiting", "blocked"), ("crossed", "passed"),
        ("delivered", "delivered"), ("returned", "returned"), ("seized", "seized"), ("lost", "lost"),
    ],
)  # fmt: skip
def test_a_consignment_stands_as_its_last_stage_leaves_it(tmp_path: Path, name: str, outcome: str) -> None:
    case = aid_case(tmp_path, [{}], [stage(name, "2023-09-02")])
    assert stood(case).outcome == outcome


def test_one_load_is_one_row_that_moves_on_by_its_stages(tmp_path: Path) -> None:
    case = aid_case(tmp_path, [{"date_start": "2023-09-09"}], [
        stage("crossed", "2023-09-09T14:30", place_id="rostov"),
        stage("waiting", "2023-09-09T20:00", place_id="goris"),
        stage("crossed", "2023-09-12T07:00"),
        stage("delivered", "2023-09-12", place_id="town"),
    ])  # fmt: skip
    moments = {
        datetime(2023, 9, 9, 14, 29): None,
        datetime(2023, 9, 9, 14, 30): "passed",
        datetime(2023, 9, 9, 20, 0): "blocked",
        datetime(2023, 9, 12, 6, 59): "blocked",
        datetime(2023, 9, 12, 7, 0): "passed",
        datetime(2023, 9, 12, 23, 59, 58): "passed",
        datetime(2023, 9, 12, 23, 59, 59): "delivered",
    }
    for at, outcome in moments.items():
        assert [row.outcome for row in consignments(case, at=at)] == ([outcome] if outcome else []), at
    assert (stood(case).first, stood(case).last) == (date(2023, 9, 9), date(2023, 9, 12))
    assert stood(case, evening(10)).last == date(2023, 9, 9)
    assert [count.count for count in by_outcome(consignments(case))] == [1]


def test_parts_may_take_different_ways_and_their_amounts_add_up(tmp_path: Path) -> None:
    case = aid_case(tmp_path, [{"quantity": "100", "unit": "tonnes"}], [
        stage("dispatched", "2023-09-01"),
        stage("delivered", "2023-09-02", part="north", amount="60", unit="t"),
        stage("returned", "2023-09-02", part="south", amount="40000", unit="kg"),
    ])  # fmt: skip
    assert stood(case, evening(1)).outcome == "sent"
    row = stood(case)
    assert row.outcome == "partial"
    assert row.ledger is not None
    assert (row.ledger.unit, row.ledger.sent, row.ledger.gap) == ("tonnes", 100, 0)
    assert row.ledger.by_stage == {"delivered": 60, "returned": 40}


@pytest.mark.parametrize(("seized", "gap"), [("25", 15), ("55", -15), ("40.2", 0)])
def test_amounts_that_do_not_add_up_leave_a_gap(tmp_path: Path, seized: str, gap: float) -> None:
    case = aid_case(tmp_path, [{}], [
        stage("dispatched", "2023-09-01", amount="100", unit="tonnes"),
        stage("delivered", "2023-09-02", part="one", amount="60", unit="tonnes"),
        stage("seized", "2023-09-02", part="two", amount=seized, unit="tonnes"),
    ])  # fmt: skip
    ledger = stood(case).ledger
    assert ledger is not None
    assert ledger.gap == gap


def test_a_part_whose_amount_is_not_stated_leaves_nothing_to_add_up(tmp_path: Path) -> None:
    case = aid_case(tmp_path, [{"quantity": "100", "unit": "tonnes"}], [
        stage("delivered", "2023-09-02", part="one", amount="60", unit="tonnes"),
        stage("lost", "2023-09-02", part="two"),
    ])  # fmt: skip
    assert stood(case).ledger is None
    assert stood(case).outcome == "partial"


def test_less_delivered_than_sent_is_delivered_in_part(tmp_path: Path) -> None:
    less, all_of_it = (
        aid_case(tmp_path / amount, [{"quantity": "100", "unit": "t"}], [
            stage("delivered", "2023-09-02", amount=amount, unit="t"),
        ])
        for amount in ("60", "99.8")
    )  # fmt: skip
    assert stood(less).outcome == "partial"
    assert stood(all_of_it).outcome == "delivered"


def test_a_stage_is_known_from_its_own_source_on(tmp_path: Path) -> None:
    case = aid_case(tmp_path, [{"source_ids": "s1;s2"}], [
        stage("dispatched", "2023-09-02", source_ids="s1", amount="20", unit="tonnes"),
        stage("delivered", "2023-09-03", source_ids="s2", note="Told a month later."),
    ])  # fmt: skip
    early = stood(as_known(case, date(2023, 9, 20)))
    assert (early.outcome, early.source_ids) == ("sent", ("s1",))
    assert [one.note for one in early.stages] == [""]
    assert stood(as_known(case, date(2023, 10, 31))).outcome == "delivered"


def test_an_end_that_came_after_the_known_day_is_not_known(tmp_path: Path) -> None:
    case = aid_case(
        tmp_path, [{"date_start": "2023-09-10", "date_end": "2023-10-20", "outcome": "suspended"}], []
    )
    early = as_known(case, date(2023, 9, 19))
    assert stood(early).last == date(2023, 9, 19)
    assert early.consignments["date_end"].tolist() == ["2023-09-19"]
    assert stood(as_known(case, date(2023, 12, 1))).last == date(2023, 10, 20)


def test_a_service_let_through_again_still_counts_as_suspended(tmp_path: Path) -> None:
    case = aid_case(tmp_path, [{}], [stage("suspended", "2023-09-02"), stage("approved", "2023-09-20")])
    assert stood(case, evening(10)).outcome == stood(case).outcome == "suspended"
    assert (stood(case, evening(10)).last, stood(case).last) == (date(2023, 9, 2), date(2023, 9, 20))


def test_an_old_row_without_stages_is_read_by_its_outcome(tmp_path: Path) -> None:
    case = load_case(write_case(tmp_path / "old"))
    assert case.set_aside == ()
    row = stood(case)
    assert (row.outcome, row.ledger) == ("delivered", None)
    assert [(one.stage, one.first, one.amount) for one in row.stages] == [
        ("delivered", date(2023, 9, 18), 12.5)
    ]


@pytest.mark.parametrize(
    ("outcome", "name"),
    [
        ("delivered", "delivered"), ("partial", "delivered"), ("passed", "crossed"), ("sent", "dispatched"),
        ("blocked", "refused"), ("returned", "returned"), ("suspended", "suspended"), ("pledged", "pledged"),
        ("requested", "requested"), ("approved", "approved"), ("seized", "seized"), ("lost", "lost"),
    ],
)  # fmt: skip
def test_every_outcome_stands_for_a_stage(tmp_path: Path, outcome: str, name: str) -> None:
    row = stood(aid_case(tmp_path, [{"outcome": outcome}], []))
    assert [one.stage for one in row.stages] == [name]
    assert row.outcome == outcome


def test_a_row_with_neither_outcome_nor_stages_has_an_outcome_that_is_not_stated(tmp_path: Path) -> None:
    case = aid_case(tmp_path, [{}], [])
    assert stood(case).outcome == "unknown"
    assert [(count.outcome, count.count) for count in by_outcome(consignments(case))] == [("unknown", 1)]


def test_an_amount_given_by_a_later_stage_is_not_told_before_it() -> None:
    load = {row.consignment_id: row for row in consignments(shipped(), at=parse_at("2023-07-27"))}["c024"]
    assert (load.quantity, load.qualifier) == (400.0, "about")
    load = {row.consignment_id: row for row in consignments(shipped(), at=parse_at("2023-07-28"))}["c024"]
    assert load.quantity == 361.0


def test_nothing_counts_before_its_days_are_over(tmp_path: Path) -> None:
    """A convoy of 1 to 7 September was told as delivered, with its amount, from the 1st on."""
    span = {"date_end": "2023-09-07", "quantity": "50", "unit": "tonnes", "outcome": "delivered"}
    case = aid_case(tmp_path / "row", [span], [])
    within, after = stood(case, evening(4)), stood(case, evening(7))
    assert (within.outcome, within.quantity, within.stages) == (UNFINISHED, None, ())
    assert (after.outcome, after.quantity) == ("delivered", 50)
    assert running_totals([within], "tonnes") == ()
    total = aid_case(tmp_path / "total", [span | {"cumulative": "yes"}], [])
    assert consignments(total, at=evening(4)) == ()
    bare = aid_case(tmp_path / "bare", [span | {"outcome": ""}], [])
    assert [stood(bare, evening(day)).quantity for day in (4, 7)] == [None, 50]


def test_a_stage_of_several_days_has_come_with_the_last_of_them(tmp_path: Path) -> None:
    own = [stage("dispatched", "2023-09-01"), stage("delivered", "2023-09-02", date_end="2023-09-06")]
    case = aid_case(tmp_path, [{}], own)
    assert [stood(case, evening(day)).outcome for day in (4, 6)] == ["sent", "delivered"]


def test_of_what_came_in_part_no_amount_is_delivered_unless_it_is_stated(tmp_path: Path) -> None:
    row = stood(aid_case(tmp_path, [{"outcome": "partial", "quantity": "40", "unit": "tonnes"}], []))
    assert running_totals([row], "tonnes") == ()
    assert left_out_of_sum([row], "tonnes") == ((row, PART_NOT_STATED),)
