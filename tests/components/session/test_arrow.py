"""Tables and charts as they are sent: names written from right to left turn round nothing beside them."""

import pandas as pd
import pyarrow as pa

from components.charts.chart_text import ordered as ordered_chart
from components.session import arrow
from geo.words import in_order

MIXED, NAME = "حلب: 400 (6–8 Mar)", "حلب"


def test_cells_with_names_from_right_to_left_are_in_order_and_others_stay():
    table = pd.DataFrame({"a": ["Town: 400", MIXED], "n": [1, 2]}, index=["x", "y"])
    for sent in (arrow.rows(table), arrow.in_order(table)):
        assert sent.column("a").to_pylist() == ["Town: 400", in_order(MIXED)]
        assert sent.column("n").to_pylist() == [1, 2]
    assert arrow.in_order(table).to_pandas().index.tolist() == ["x", "y"]


def test_cells_of_several_kinds_are_sent_as_they_are():
    table = pd.DataFrame({"a": [1, "one", 2.5]})
    assert arrow.in_order(table) is table


def test_a_chart_sorts_by_the_very_words_of_its_rows():
    chart = ordered_chart({"encoding": {"y": {"sort": ["Town", NAME]}}, "width": 3})
    rows = arrow.ordered(pa.table({"who": ["Town", NAME]}))
    assert chart["encoding"]["y"]["sort"] == rows.column("who").to_pylist() == ["Town", in_order(NAME)]
