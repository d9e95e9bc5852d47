"""The quick look whether a table fits, and pandera's list of what does not, follow one statement."""

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from geo.case.checks import bad_cells
from geo.case.faults import faults, schema_of
from geo.case.schema import EVENTS, SOURCES, TABLES

CELLS = st.sampled_from(
    ["", " ", "a", "b", "ev-1", "yes", "no", "open", "day", "aid", "2023", "2023-02-30", "2023-02-28",
     "2023-09-19T13:00", "12", "-1", "1e3", "nan", "95", "https://a.org", "javascript:x", "ա", "x;y"]
)  # fmt: skip


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)
@given(data=st.data())
@settings(deadline=None, max_examples=8)
def test_a_table_fits_where_pandera_finds_nothing(table, data):
    rows = data.draw(st.integers(0, 4))
    one_column = st.lists(CELLS, min_size=rows, max_size=rows)
    texts = pd.DataFrame(
        {name: pd.Series(data.draw(one_column), dtype="str") for name in table.columns}
    ).set_axis(range(2, rows + 2))
    at_fault = {one.column for one in faults(table, texts)}
    fitting = {name for name, column in table.columns.items() if column.fits(texts[name])}
    assert fitting == set(table.columns) - at_fault


def test_the_first_of_two_rows_is_kept_and_the_other_told_with_its_line():
    cells = {"source_id": ["s-1", "s-1"], "title": ["One", "Two"], "pass_on": ["", "perhaps"]}
    texts = pd.DataFrame(cells, index=[2, 3]).reindex(columns=list(SOURCES.columns), fill_value="")
    told = [(one.row, one.column, one.reason) for one in bad_cells(SOURCES, texts.astype("str"))]
    assert told == [
        (3, "source_id", "another row above has this id"),
        (3, "pass_on", "this value is not known here"),
    ]


def test_the_schema_states_the_tables_columns():
    assert list(schema_of("events").columns) == list(EVENTS.columns)
