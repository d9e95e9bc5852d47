"""All tables as CSV in one zip, with datapackage.json that says of each column what it is."""

from __future__ import annotations

import io
import json
import re
import zipfile
from typing import TYPE_CHECKING, Any

import geopandas as gpd
import pandas as pd

from geo.case.schema import BY_NAME
from geo.export.contents import plain
from geo.export.csv_file import csv_bytes

if TYPE_CHECKING:
    from geo.export.contents import Contents

PROFILE = "https://datapackage.org/profiles/2.0/datapackage.json"
_GUARD = "A text that begins like a formula has an apostrophe before it."
_LICENCE = re.compile(r"\bCC (?:BY(?:-[A-Z]{2})*|0) \d\.\d")
_DATED = (1980, 1, 1, 0, 0, 0)


def to_data_package(contents: Contents) -> bytes:
    """Return a zip of `datapackage.json` and a CSV for each table; shapes stand as WKT, longitude first."""
    tables = {name: _flat(table) for name, table in contents.tables.items()}
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        package = json.dumps(_package(contents, tables), ensure_ascii=False, indent=1, allow_nan=False)
        add_entry(archive, "datapackage.json", package.encode("utf-8"))
        for name, table in tables.items():
            add_entry(archive, f"{name}.csv", csv_bytes(table))
    return target.getvalue()


def add_entry(archive: zipfile.ZipFile, name: str, content: bytes) -> None:
    """Add a file to a zip, so that the same rows give the same bytes whenever they are written."""
    entry = zipfile.ZipInfo(name, _DATED)
    entry.compress_type = zipfile.ZIP_DEFLATED
    archive.writestr(entry, content)


def _flat(table: pd.DataFrame) -> pd.DataFrame:
    """The table with its shapes as WKT, where no columns of latitude and longitude say the same."""
    if isinstance(table, gpd.GeoDataFrame) and "lat" not in table:
        return plain(table).assign(wkt=table.geometry.to_wkt().fillna("").astype("str"))
    return plain(table)


def _package(contents: Contents, tables: dict[str, pd.DataFrame]) -> dict[str, Any]:
    about = dict(contents.about)
    package = {
        "$schema": PROFILE,
        "name": re.sub(r"[^a-z0-9]+", "-", str(about["title"]).lower()).strip("-") or "case",
        "title": about["title"],
        "description": f"{about['disclaimer']} {about['not_seen']} {_GUARD}".strip(),
        "created": about["created"],
        "passage": about,
        "resources": [_resource(name, table) for name, table in tables.items()],
    }
    # The profile knows licences that have an id of their own, and no empty lists.
    named = {match[0] for line in about.get("licences", []) if (match := _LICENCE.search(line))}
    lists = {
        "licenses": [{"name": name.replace(" ", "-"), "title": name} for name in sorted(named)],
        "sources": [{"title": line} for line in about.get("attribution", [])],
    }
    return package | {name: entries for name, entries in lists.items() if entries}


def _resource(name: str, table: pd.DataFrame) -> dict[str, Any]:
    schema: dict[str, Any] = {"fields": [_field(column, table[column]) for column in table.columns]}
    if name in BY_NAME and BY_NAME[name].key in table:
        schema["primaryKey"] = BY_NAME[name].key
    return {
        "name": name,
        "type": "table",
        "path": f"{name}.csv",
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "schema": schema,
    }


def _field(name: str, column: pd.Series) -> dict[str, str]:
    if pd.api.types.is_datetime64_any_dtype(column):
        return {"name": name, "type": "date"}
    return {"name": name, "type": "number" if pd.api.types.is_numeric_dtype(column) else "string"}
