"""Tables as they are sent: without what pandas writes of itself beside every one of them."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pyarrow as pa

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
    return sent.replace_schema_metadata({"pandas": json.dumps(metadata, separators=(",", ":"))})
