"""What a case holds: rows loaded and set aside, licences and attributions, in tables to read."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import pandas as pd

from geo.case.schema import AREAS_FILE, KEYS, TABLES
from geo.dates import format_period, overlaps
from geo.memo import once_per_case
from geo.words import counted

if TYPE_CHECKING:
    from geo.case.case import Case

FILES = {table.name: table.file for table in TABLES} | {"areas": AREAS_FILE}
# Tables whose rows are looked at by the period, with what one row is called.
_IN_PERIOD = {
    "events": "event",
    "claims": "figure",
    "route_status": "road status",
    "consignments": "load of aid",
    "aid_stages": "stage of a load",
    "requests": "request",
    "accommodation": "count of people housed",
    "movements": "movement",
}
_PLURALS = {
    "road status": "road statuses", "load of aid": "loads of aid", "stage of a load": "stages of loads",
    "count of people housed": "counts of people housed",
}  # fmt: skip
_FIRST_ROWS = 3
_SCOPES = ("table", "row", "value", "note")


@dataclass(frozen=True)
class Losses:
    """How much of a case's files a reader does not see, counted the same wherever it is told."""

    files: int
    """Files not read at all."""
    rows: int
    """Rows set aside."""
    cells: int
    """Cells left out of rows that were loaded."""
    notes: int
    """What is odd and was kept."""
    outside: int
    """Rows wholly outside the period of the case."""

    @property
    def lost(self) -> bool:
        """Whether anything of the files could not be used."""
        return bool(self.files or self.rows or self.cells)

    def __str__(self) -> str:
        """In words, such as "3 rows set aside, 1 cell not read"; empty where nothing is lost."""
        parts = (
            (self.files, "file", "not read"),
            (self.rows, "row", "set aside"),
            (self.cells, "cell", "not read"),
            (self.outside, "row", "outside the case's period"),
        )
        return ", ".join(f"{counted(count, noun)} {what}" for count, noun, what in parts if count)


@once_per_case(8)
def losses(case: Case) -> Losses:
    """How many files, rows and cells of the case are not shown, and how many are odd but kept."""
    count = {
        scope: sum(report.count for report in case.set_aside if report.scope == scope) for scope in _SCOPES
    }
    return Losses(
        files=len({report.file for report in case.set_aside if report.scope == "table"}),
        rows=sum(report.rows for report in case.set_aside),
        cells=count["value"],
        notes=count["note"],
        outside=sum(len(frame) for frame in _outside(case).values()),
    )


def notice(case: Case) -> str:
    """One sentence on what of the case is not shown; empty where all of it is."""
    words = str(losses(case))
    return f"Of this case: {words}. The Data page says which and why." if words else ""


def outside(case: Case) -> list[str]:
    """The rows wholly outside the period of the case, one sentence for each table."""
    period = format_period(case.settings.period)
    return [
        f"{FILES[name]}: {counted(len(rows), noun, _PLURALS.get(noun, ''))} outside the period, {period}:"
        f" {_first(rows[KEYS[name]])}."
        for name, rows in _outside(case).items()
        for noun in [_IN_PERIOD[name]]
    ]


def _outside(case: Case) -> dict[str, pd.DataFrame]:
    tables = case.tables()
    outside = {}
    for name in _IN_PERIOD:
        frame = tables[name]
        rows = frame[~overlaps(frame["start"], frame["end"], case.settings.period)]
        if len(rows):
            outside[name] = rows
    return outside


def _first(ids: pd.Series) -> str:
    """The first rows by their ids: with their dates they would tell of days later than an as-known date."""
    more = len(ids) - _FIRST_ROWS
    named = ", ".join(ids.iloc[:_FIRST_ROWS])
    return f"{named} and {more:,} more" if more > 0 else named


def loaded(case: Case) -> pd.DataFrame:
    """Return what was loaded of each table.

    Parameters
    ----------
    case
        The case.

    Returns
    -------
    pandas.DataFrame
        One row a table: its name, its file, the count of rows loaded, and how many cells, rows or columns
        were set aside or reported.
    """
    tables = case.tables()
    reported: dict[str, int] = {}
    for report in case.set_aside:
        reported[report.file] = reported.get(report.file, 0) + report.count
    return pd.DataFrame(
        {
            "Table": [name.replace("_", " ").capitalize() for name in tables],
            "File": [FILES[name] for name in tables],
            "Rows loaded": [len(frame) for frame in tables.values()],
            "Set aside or reported": [reported.get(FILES[name], 0) for name in tables],
        }
    )


def set_aside(case: Case) -> pd.DataFrame:
    """Return what was left out of the case's files, with where, why and what to do about it.

    Parameters
    ----------
    case
        The case.

    Returns
    -------
    pandas.DataFrame
        One row a report; "Row" has the lines in the file, "How many" the cells, rows or columns. No rows
        where nothing was left out.
    """
    scopes = {"row": "the row", "value": "this value", "table": "the whole file"}
    return pd.DataFrame(
        [
            {
                "File": row.file,
                "Row": row.lines,
                "Column": row.column,
                "Value": row.value,
                "Left out": scopes.get(row.scope, "nothing, only noted"),
                "Why": row.reason,
                "What to do": row.remedy,
                "How many": row.count,
            }
            for row in case.set_aside
        ],
        columns=["File", "Row", "Column", "Value", "Left out", "Why", "What to do", "How many"],
    )


def licences(case: Case) -> pd.DataFrame:
    """Return the licences of sources and of place coordinates.

    Parameters
    ----------
    case
        The case.

    Returns
    -------
    pandas.DataFrame
        One row for each licence and kind, "Count" with the sources or places under it.
    """
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
