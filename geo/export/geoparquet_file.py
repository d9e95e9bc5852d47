"""The first table as GeoParquet: typed columns, points as WKB in EPSG:4326, in its metadata what it is."""

from __future__ import annotations

import io
import json
from typing import TYPE_CHECKING

import pyarrow.parquet as pq

if TYPE_CHECKING:
    from geo.export.contents import Contents

METADATA = b"passage"
"""Key of the file's metadata under which stands, as JSON, what it is."""


def to_geoparquet(contents: Contents) -> bytes:
    """Return the rows with their geometry; a row without a place has none."""
    first, target = io.BytesIO(), io.BytesIO()
    contents.first.to_parquet(first, index=False)
    table = pq.read_table(first)
    about = json.dumps(dict(contents.about), ensure_ascii=False).encode("utf-8")
    pq.write_table(table.replace_schema_metadata({**table.schema.metadata, METADATA: about}), target)
    return target.getvalue()
