"""Tables as they are sent: without what pandas writes of itself beside every one of them."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pyarrow as pa
import pyarrow.compute as pc

from geo.words import LEFT_TO_RIGHT_MARK, RIGHT_TO_LEFT_NAME

if TYPE_CHECKING:
    import pandas as pd


def rows(table: pd.DataFrame) -> pa.Table:
    """Return the table as Arrow, its index as the heading of each row.

    Pandas tells of each column twice what Arrow tells already; of a short table that is the most part.
    """
    sent = pa.Table.from_pandas(table, preserve_index=True)
    field = sent.column_names[-1]
    heading = {
        "name": table.index.name, "field_name": field, "pandas_type": "unicode", "numpy_type": "object",
        "metadata": None,
    }  # fmt: skip
    metadata = {"index_columns": [field], "column_indexes": [], "columns": [heading]}
    return ordered(sent).replace_schema_metadata({"pandas": json.dumps(metadata, separators=(",", ":"))})


def in_order(table: pd.DataFrame) -> pa.Table | pd.DataFrame:
    """Return the table as Arrow, its names in order; as it is where its cells are of several kinds."""
    try:
        return ordered(pa.Table.from_pandas(table))
    except (pa.ArrowInvalid, pa.ArrowTypeError):
        return table


def ordered(table: pa.Table) -> pa.Table:
    """Return the table whose names written from right to left turn round nothing, as by `geo.words`."""
    for number, column in enumerate(table.columns):
        if not (pa.types.is_string(column.type) or pa.types.is_large_string(column.type)):
            continue
        if pc.any(pc.match_substring_regex(column, RIGHT_TO_LEFT_NAME)).as_py():
            marked = f"{LEFT_TO_RIGHT_MARK}\\0{LEFT_TO_RIGHT_MARK}"
            cells = pc.replace_substring_regex(column, RIGHT_TO_LEFT_NAME, marked)
            table = table.set_column(number, table.column_names[number], cells)
    return table
