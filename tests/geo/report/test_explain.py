"""Every figure names the rows it was made of, the rule, and what was left out and why."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date, datetime

import pytest

from geo.dates import Period, parse_at
from geo.facts import diplomacy
from geo.facts.aid import consignments
from geo.facts.claims import headline
from geo.facts.state import state
from geo.report import (
    aid_answer,
    aid_tables,
    blockade,
    diplomacy_answer,
    displacement_answer,
    listings,
    situation_answer,
)
from geo.report.answer import KeyFigure, claimed
from geo.report.counted import events_shown
from geo.report.explain import as_file, file_name, left_out_of, rows_of
from geo.report.listings import ROWS, RULE
from geo.view.select import select
from geo.view.view import ViewState, opening, with_at
from tests.conftest import shipped

MOMENTS = ("2022-12-12", "2023-06-15", "2023-09-18", "2023-09-28", "2023-10-04")


VIEW = opening(shipped().settings)


def view_at(moment: str) -> ViewState:
    return with_at(opening(shipped().settings), parse_at(moment))


def figures(moment: str) -> list[KeyFigure]:
    """The figures above the map of every page at a moment, and the count of events."""
    case, view = shipped(), view_at(moment)
    now, shown = state(case, view.at), select(case, view)
    contacts = diplomacy.contacts(shown.events, view.at)
    answers = (
        situation_answer.answer(case, now),
        blockade.answer(case, now),
        aid_answer.answer(case, view, now),
        displacement_answer.answer(case, view, now),
        diplomacy_answer.answer(contacts, Period(view.first, view.at.date())),
    )
    return [one for answer in answers for one in answer.figures] + [events_shown(shown, view)]


@pytest.mark.parametrize("moment", MOMENTS)
def test_every_figure_has_a_rule_and_rows_that_are_there(moment: str) -> None:
    for one in figures(moment):
        assert one.provenance.rule, one.label
        assert one.provenance.rows, one.label
        assert len(rows_of(shipped(), one.provenance.rows, VIEW)) == len(one.provenance.rows), one.label
        for name, reason in one.provenance.left_out:
            assert reason
            assert name not in one.provenance.rows


def test_the_sum_of_the_tonnes_is_that_of_its_rows() -> None:
    tonnes = next(one for one in figures("2023-09-28") if "delivered, where" in one.label)
    table = shipped().consignments.set_index("consignment_id")
    loads = [name for name in tonnes.provenance.rows if name.startswith("consignment:")]
    added = [table.loc[name.partition(":")[2]] for name in loads]
    assert tonnes.value == f"{sum(row['quantity'] for row in added):,.0f} t"
    reasons = dict(tonnes.provenance.left_out)
    assert reasons["consignment:c024"] == "its outcome is: blocked"
    assert reasons["consignment:c042"] == "it is uncertain, and what is uncertain is in no sum"
    assert reasons["consignment:c049"] == "its outcome is: sent"
    counted = consignments(shipped(), date(2022, 12, 12), date(2023, 10, 4), parse_at("2023-09-28"))
    goods = {f"consignment:{one.consignment_id}" for one in counted if one.cargo_kind in {"food", "mixed"}}
    assert set(loads) | set(reasons) == goods


def test_a_headline_names_every_other_claim_and_why_it_was_passed_over() -> None:
    at = datetime(2024, 12, 31)
    figure = headline(shipped(), "dead", at, subject="fuel depot explosion, 25 September 2023")
    assert figure is not None
    shown = claimed(shipped(), figure)
    assert shown.value == "218"
    assert (
        set(shown.provenance.rows) == {"claim:cl190", "claim:cl186", "claim:cl189"} or shown.provenance.rows
    )
    told = {*shown.provenance.rows, *dict(shown.provenance.left_out)}
    assert told == {"claim:cl184", "claim:cl186", "claim:cl189", "claim:cl190"}
    reasons = {row.name: row.reason for row in left_out_of(shipped(), shown.provenance.left_out, VIEW)}
    assert reasons["claim:cl184"] == "a later claim by the same claimant"


def test_the_count_of_events_names_the_events() -> None:
    view = replace(view_at("2023-09-18"), first=date(2023, 9, 12), last=date(2023, 9, 18))
    shown = select(shipped(), view)
    counted = events_shown(shown, view)
    assert counted.value == str(shown.total)
    assert counted.provenance.rows == tuple(f"event:{one}" for one in shown.events["event_id"])
    assert counted.explain[0] == (
        f"{shown.total - shown.possible} certainly in the period, {shown.possible} only possibly."
    )
    assert len(shipped().events) == shown.total + int(
        counted.explain[2].removeprefix("Outside the period: ").split()[0]
    )


def test_the_file_holds_all_of_it() -> None:
    view = view_at("2023-09-28T20:00")
    found = figures("2023-09-28T20:00")
    made = datetime(2026, 1, 2, 3, 4, 5)
    content = json.loads(as_file(shipped(), view, found, made))
    assert content["as_at"] == "2023-09-28T20:00"
    assert content["as_known"] == "now"
    assert content["created"] == "2026-01-02T03:04:05"
    assert content["data_version"] == shipped().version
    assert "do not imply endorsement" in content["disclaimer"]
    first = content["figures"][0]
    assert first["value"] == "76,407"
    assert first["rule"].startswith("The headline rule")
    assert first["rows"][0]["row"] == "claim:cl033"
    assert first["rows"][0]["sources"][0]["url"].startswith("https://")
    assert {one["row"] for one in first["left_out"]} >= {"claim:cl002", "claim:cl007"}
    assert all(one["reason"] for one in first["left_out"])
    assert file_name(shipped(), view, "people who crossed into Armenia") == (
        "KBH_explain_people_who_crossed_into_armenia_20230928.json"
    )


def test_rows_that_may_not_be_passed_on_are_named_only() -> None:
    sources = shipped().sources.copy()
    sources["pass_on"] = "no"  # noqa: S105 - a column of the table, no password
    closed = replace(shipped(), sources=sources, version="closed")
    view, found = view_at("2023-09-28"), figures("2023-09-28")[:1]
    content = json.loads(as_file(closed, view, found, datetime(2026, 1, 2)))
    for row in (*content["figures"][0]["rows"], *content["figures"][0]["left_out"]):
        assert set(row) == {"row", "withheld"}


def test_every_row_of_the_tables_names_what_it_was_made_of() -> None:
    case, view = shipped(), view_at("2023-09-28")
    now = state(case, view.at)
    rows = consignments(case, view.first, view.last, view.at)
    tables = [
        listings.routes(now),
        listings.passages(case, now),
        aid_tables.waiting(case, state(case, parse_at("2023-09-18")), "both"),
        aid_tables.deliveries(case, now, "both"),
        *(aid_tables.outcomes(case, rows, now, group=group) for group in ("route", "carrier")),
    ]
    for table in tables:
        assert table.attrs[RULE]
        for names in table[ROWS]:
            assert len(rows_of(case, names, VIEW)) == len(names)
    assert sum(len(names) for names in tables[1][ROWS]) >= len(tables[1])
