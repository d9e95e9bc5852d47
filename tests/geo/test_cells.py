"""Cells of several keys are split the same way one by one and by the column."""

import pandas as pd
from hypothesis import given, settings
from hypothesis import strategies as st

from geo.cells import items, mentions_any, split_keys

CELLS = st.text(st.sampled_from("ab;. "), max_size=12)


@given(st.lists(CELLS, max_size=12))
@settings(deadline=None)
def test_a_column_is_split_as_its_cells_are(cells):
    frame = pd.Series(cells, dtype="str", index=range(5, 5 + len(cells)))
    parts = split_keys(frame)
    expected = [(5 + n, one) for n, cell in enumerate(cells) for one in items(cell)]
    assert list(zip(parts.index, parts, strict=True)) == expected


@given(st.lists(CELLS, max_size=12), st.lists(st.sampled_from(["a", "b", "a.b", "ab"]), max_size=2))
@settings(deadline=None)
def test_a_cell_mentions_whole_entries_only(cells, wanted):
    frame = pd.Series(cells, dtype="str")
    assert mentions_any(frame, wanted).tolist() == [bool(set(items(one)) & set(wanted)) for one in cells]
