"""What a case holds: rows loaded and set aside, licences and attributions, in tables to read."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from geo.case.schema import AREAS_FILE, TABLES

if TYPE_CHECKING:
    from geo.case.case import Case

FILES = {table.name: table.file for table in TABLES} | {"areas": AREAS_FILE}


def loaded(case: Case) -> pd.DataFrame:
    """Return each table with its file, the rows loaded, and how many reports there are on it."""
    tables = case.tables()
    reported = pd.Series([one.file for one in case.set_aside], dtype="str").value_counts()
    return pd.DataFrame(
        {
            "Table": [name.replace("_", " ").capitalize() for name in tables],
            "File": [FILES[name] for name in tables],
            "Rows loaded": [len(frame) for frame in tables.values()],
            "Set aside or reported": [int(reported.get(FILES[name], 0)) for name in tables],
        }
    )


def set_aside(case: Case) -> pd.DataFrame:
    """Return what was left out of the case's files, with where, why and what to do about it."""
    scopes = {"row": "the row", "value": "this value", "table": "the whole file"}
    return pd.DataFrame(
        [
            {
                "File": one.file,
                "Row": "" if one.row is None else str(one.row),
                "Column": one.column,
                "Value": one.value,
                "Left out": scopes.get(one.scope, "nothing, only noted"),
                "Why": one.reason,
                "What to do": one.remedy,
            }
            for one in case.set_aside
        ],
        columns=["File", "Row", "Column", "Value", "Left out", "Why", "What to do"],
    )


def licences(case: Case) -> pd.DataFrame:
    """Return the licences of sources and place coordinates with how many rows stand under each."""
    sources = case.sources.assign(
        licence=case.sources["licence"].replace("", "not stated"),
        pass_on=case.sources["pass_on"].replace("", "not stated"),
    )
    of_sources = sources.groupby(["licence", "pass_on"]).size().reset_index(name="Count")
    of_sources.columns = pd.Index(["Licence", "May be passed on", "Count"])
    places = case.places.groupby(["coordinate_source", "coordinate_licence"]).size()
    of_places = places.reset_index(name="Count")
    of_places.columns = pd.Index(["Origin", "Licence", "Count"])
    both = [of_sources.assign(What="Sources", Origin=""), of_places.assign(What="Coordinates of places")]
    table = pd.concat(both, ignore_index=True).fillna("")
    return table[["What", "Origin", "Licence", "May be passed on", "Count"]]
