"""Each table is stated once, and the statement holds together and fits what the docs say."""

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from geo.case import schema
from geo.case.column_kinds import numbers
from geo.case.schema import TABLES
from geo.signs import CATEGORIES

FROM_TEXT = st.floats(1e-90, 1e15).map(repr) | st.integers(-(10**12), 10**12).map(str)


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)
def test_keys_dates_and_references_name_columns_and_tables_that_exist(table):
    columns = set(table.columns)
    assert table.key in columns
    assert set(table.dates or ()) <= columns
    assert set(table.references.values()) <= set(schema.BY_NAME)
    assert table.key in table.required
    assert not columns & {"start", "end", "geometry"} or table.name == "routes"


def test_a_table_comes_after_those_it_refers_to():
    read = set()
    for table in TABLES:
        assert set(table.references.values()) <= read, table.name
        read.add(table.name)


def test_every_table_but_places_actors_and_sources_rests_on_sources():
    bare = {table.name for table in TABLES if "source_ids" not in table.required}
    assert bare == {"places", "actors", "sources"}


def test_every_category_a_table_may_hold_can_be_drawn():
    drawn = {getattr(one, "key", one) for one in CATEGORIES}
    assert set(schema.CATEGORIES) == drawn


@pytest.mark.parametrize(
    "table", [table for table in TABLES if table.name != "requests"], ids=lambda table: table.name
)
def test_the_shipped_files_have_the_columns_stated_and_no_other(table, shipped_case):
    header = (shipped_case / table.file).read_text(encoding="utf-8").splitlines()[0]
    columns = header.split(",")
    stated = table.with_names(columns).columns
    assert sorted(columns) == sorted(key for key in stated if key in columns or not stated[key].optional)


@given(FROM_TEXT)
@settings(deadline=None)
def test_numbers_are_read_as_written(text):
    assert numbers(pd.Series([text])).item() == float(text)


@pytest.mark.parametrize(
    "text", ["", "nan", "inf", "1,000", "1 000", "0x10", "1e999", "ten", "5t", "--1", "١٢", "1_0"]
)
def test_what_is_no_plain_number_is_none(text):
    assert numbers(pd.Series([text])).isna().item()


def test_checks_say_why_and_what_to_do():
    for table in TABLES:
        for column in table.columns.values():
            for check in column.checks:
                assert check.reason
                assert check.remedy
