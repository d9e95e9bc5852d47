"""Each row of the tables that explain themselves is what its rule gives over the rows it names."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise
from statistics import median

import pytest

from geo.case.as_known import as_known
from geo.facts.access import access
from geo.facts.aid import consignments
from geo.facts.displacement import accommodation_lists, count, movements
from geo.facts.provenance import Provenance
from geo.facts.provinces import bases, rates, slopes
from geo.facts.reconciliation import checks
from geo.facts.silence import silences
from geo.facts.state import state
from geo.facts.status import status_spans, with_gaps
from geo.facts.waves import left_out, waves
from geo.names import names_by_id
from geo.report import aid_tables, displacement_tables, listings
from geo.report.answer import KeyFigure
from geo.report.closure_table import table as closure_table
from geo.report.listings import HIDDEN, LEFT, ROWS, RULE
from geo.report.silence_table import table as silence_table
from geo.report.timeline import explained
from geo.view.select import overview
from tests.geo.report.recompute import Moment, first_day, in_words, last_day, number, way
from tests.geo.report.test_explained_figures import DAYS, asked, names_of, shipped

EARLY = [day for day, _ in DAYS[1::4]]
KNOWN = (None, date(2023, 10, 2), date(2024, 3, 1))


def moment(day: str, known: date | None) -> Moment:
    case, view = asked(day, known)
    return Moment(case, view.at, known, view.first, view.last)


@pytest.mark.parametrize("known", KNOWN)
def test_people_per_thousand_are_those_of_the_two_rows_named(known: date | None) -> None:
    now = moment("2023-12-31", known)
    for given in accommodation_lists(as_known(now.case, known)):
        table = displacement_tables.provinces(now.case, rates(as_known(now.case, known), given), "both")
        for row in table.to_dict("records"):
            housed, *base = now.rows(row[ROWS])
            assert row["People"] == number(housed["persons"])
            told = f"{1000 * housed['persons'] / base[0]['value']:.1f}" if base else "not known"
            assert row["Per 1,000 inhabitants"] == told
            assert row["Inhabitants"] == (number(base[0]["value"]) if base else "not known")
            assert all(now.row(name)["place_id"] == housed["place_id"] for name, _ in row[LEFT])


@pytest.mark.parametrize("known", KNOWN)
def test_each_number_from_list_to_list_is_a_row_named_and_all_others_are_left_out(known: date | None) -> None:
    now = moment("2023-12-31", known)
    lists, rows = bases(as_known(now.case, known)), slopes(as_known(now.case, known))
    if not lists:
        return
    table = displacement_tables.slopes(now.case, lists, rows, "both")
    told = set()
    for row in table.to_dict("records"):
        cells = [
            cell.removesuffix(" (in doubt)") for name, cell in row.items() if name not in HIDDEN and cell
        ]
        assert cells[1:] == [number(one["persons"]) for one in now.rows(row[ROWS])]
        told |= {*row[ROWS], *(name for name, _ in row[LEFT])}
    kinds = now.case.accommodation["kind"].isin(["state_accommodated", "residents"])
    every = now.case.accommodation[kinds & now.case.accommodation["persons"].notna()]
    assert told == {f"accommodation:{one}" for one in every["accommodation_id"]}


@pytest.mark.parametrize("known", KNOWN)
def test_every_movement_is_in_a_wave_or_left_out_with_its_reason(known: date | None) -> None:
    now = moment("2023-12-31", known)
    table = displacement_tables.waves(now.case, waves(as_known(now.case, known)), "both")
    for row in table.to_dict("records"):
        (moved,) = now.rows(row[ROWS])
        assert number(moved["persons"]) in row["People"]
    inside = {name for names in table.get(ROWS, ()) for name in names}
    left = {f"movement:{one.movement_id}" for one, reason in left_out(as_known(now.case, known)) if reason}
    assert inside | left == {f"movement:{one.movement_id}" for one in movements(as_known(now.case, known))}
    assert not inside & left


@pytest.mark.parametrize("known", KNOWN)
def test_both_numbers_of_a_check_come_from_the_rows_named(known: date | None) -> None:
    now = moment("2023-12-31", known)
    found = checks(as_known(now.case, known))
    assert found or known == date(2023, 10, 2)
    for one in found:
        first, second = now.rows(one.first_rows), now.rows(one.second_rows)
        stated = {row.get("value", row.get("stated_total", row.get("persons"))) for row in first}
        assert stated == {one.first}, one.what
        amounts = [row["value"] if "value" in row else row["persons"] for row in second]
        less = amounts[0] - sum(amounts[1:]) if "less" in one.second_label else sum(amounts)
        assert less == one.second, one.what
        assert one.gap == one.first - one.second


@pytest.mark.parametrize("day", EARLY)
def test_silence_is_counted_from_the_reports_named(day: str) -> None:
    for known in (None, date.fromisoformat(day) + timedelta(days=3)):
        now = moment(day, known)
        table = silence_table(
            as_known(now.case, known), silences(as_known(now.case, known), now.day), now.day
        )
        for row in table.to_dict("records"):
            reports = now.rows(row[ROWS])
            assert row["Reports so far"] == len(reports)
            if not reports:
                assert row["Last report"] == "none"
                continue
            last = max(min(last_day(one), now.day) for one in reports)
            assert (row["Last report"], row["Days ago"]) == (in_words(last), number((now.day - last).days))
            starts = sorted({first_day(one) for one in reports})
            gaps = [(later - earlier).days for earlier, later in pairwise(starts)]
            assert row["Usual gap in days"] == (number(float(median(gaps))) if gaps else "")


@pytest.mark.parametrize("day", [day for day, _ in DAYS[2::4]])
def test_the_other_tables_name_rows_that_give_their_numbers(day: str) -> None:
    now = moment(day, None)
    case, at = now.case, now.at
    there, state_then = names_of(case), state(case, at)
    rows = consignments(case, now.first, now.last, at)
    names = names_by_id(case.places, "both")
    spans = with_gaps(status_spans(case, now.first, now.last), now.first, now.last)
    counts = [count(case, one, at) for one in ("arrivals", "registered")]
    tables = {
        "roads": listings.routes(state_then), "passages": listings.passages(case, state_then),
        "spans": listings.statuses(case, spans), "loads": aid_tables.consignments(case, rows, "both"),
        "claims": listings.claims(case, counts), "ways": closure_table(case, access(case, at), names),
        "moved": listings.movements(case, movements(case), "both"),
    }  # fmt: skip
    for name, table in tables.items():
        assert table.empty or table.attrs[RULE], name
        for made in table.get(ROWS, ()):
            assert set(made) <= there, name
            assert made or name in ("roads", "spans", "ways"), name
    for row in aid_tables.outcomes(case, rows, state_then, group="carrier").to_dict("records"):
        cells = sum(cell for cell in row.values() if isinstance(cell, int))
        loads = now.rows(tuple(name for name in row[ROWS] if name.startswith("consignment:")))
        assert cells == len([one for one in loads if one["cumulative"] != "yes"])
        assert {one["carrier"] for one in loads} == {row["Carrier"]}
    for row in tables["ways"].to_dict("records"):
        for head in ("Ordinary people, on the way out", "Aid, on the way in"):
            if "about" in row[f"{head}: best way"] and row[f"{head}: best way"] == best(row):
                assert (
                    way(KeyFigure("", "", "", provenance=Provenance("", row[ROWS])), now)
                    in row[f"{head}: best way"]
                )


def best(row: dict) -> str:
    """The best way, where people and aid have the same: only then all stretches named are its own."""
    ways = {row[f"{head}: best way"] for head in ("Ordinary people, on the way out", "Aid, on the way in")}
    return ways.pop() if len(ways) == 1 else ""


def test_a_bar_of_the_time_bar_is_the_events_named() -> None:
    case, view = asked("2023-09-28", None)
    table = explained(overview(case, view), case.settings.period)
    now = moment("2023-09-28", None)
    for row in table.to_dict("records"):
        assert row["All"] == len(row[ROWS])
        by_category = [cell for name, cell in row.items() if isinstance(cell, int) and name != "All"]
        categories = [one["category"] for one in now.rows(row[ROWS])]
        assert sorted(categories.count(one) for one in set(categories)) == sorted(filter(None, by_category))
    assert sum(table["All"]) == sum(shipped().events["date_precision"].isin(["hour", "day"]))
