"""Sources, the rows that rest on them, and what is told of a case's contents."""

from __future__ import annotations

from dataclasses import replace

import pytest

from geo.case.case import Case
from geo.case.inventory import licences, loaded, set_aside
from geo.case.set_aside import SetAside
from geo.case.sources import RESTING, UNDATED, citations, resting, resting_on, source_table
from geo.cells import items
from tests.conftest import shipped


@pytest.fixture(scope="module")
def case() -> Case:
    return shipped()


def test_every_citation_of_every_table_is_counted_once(case: Case) -> None:
    counted = resting(case)
    for table in RESTING:
        cells = case.tables()[table]["source_ids"]
        assert counted[table].sum() == sum(len(set(items(cell))) for cell in cells), table


def test_the_sources_most_rests_on_come_first(case: Case) -> None:
    table = source_table(case)
    assert table["All"].is_monotonic_decreasing
    assert len(table) == len(case.sources)


def test_what_rests_on_a_source_cites_it(case: Case) -> None:
    source = str(resting(case).iloc[0]["source_id"])
    parts = resting_on(case, source)
    assert sum(len(part.rows) for part in parts) == resting(case).iloc[0]["total"]
    assert all(source in items(cell) for part in parts for cell in part.rows["source_ids"])


def test_a_source_without_a_date_says_so(case: Case) -> None:
    undated = case.sources.loc[case.sources["published"].eq(""), "source_id"]
    assert len(undated)
    assert {one.published for one in citations(case, undated)} == {UNDATED}


def test_citations_keep_their_order_and_leave_out_strangers(case: Case) -> None:
    first, second = case.sources["source_id"].iloc[:2]
    cited = citations(case, [second, "nobody", first, second])
    assert [one.source_id for one in cited] == [second, first]


def test_every_table_is_told_with_its_rows(case: Case) -> None:
    told = loaded(case).set_index("File")["Rows loaded"]
    assert told["events.csv"] == len(case.events)
    assert told["areas.geojson"] == len(case.areas)
    assert len(told) == len(case.tables())


def test_what_was_set_aside_is_told_with_its_remedy(case: Case) -> None:
    report = SetAside("events.csv", 4, "date_start", "soon", "this is not a date", "Write a date.")
    broken = replace(case, set_aside=(report,))
    row = set_aside(broken).iloc[0]
    assert (row["File"], row["Row"], row["Column"], row["Value"]) == ("events.csv", "4", "date_start", "soon")
    assert (row["Why"], row["What to do"]) == ("this is not a date", "Write a date.")
    assert loaded(broken).set_index("File").loc["events.csv", "Set aside or reported"] == 1
    assert set_aside(case).empty


def test_licences_cover_every_source_and_place(case: Case) -> None:
    counts = licences(case).groupby("What")["Count"].sum()
    assert counts["Sources"] == len(case.sources)
    assert counts["Coordinates of places"] == len(case.places)
