"""Exactly what is shown, as a file: CSV for a spreadsheet, GeoJSON (RFC 7946) for a map.

A row is passed on only when every source it rests on may be; how many rows that holds back is said.
Coordinates are longitude, latitude in degrees (WGS 84), five decimals, about one metre.
"""

from __future__ import annotations

import csv
import io
import json
import math
import re
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from geo.case.inventory import notice
from geo.case.licence import may_pass
from geo.cells import items
from geo.dates import Period, format_period
from geo.report.surround import code
from geo.report.tables import after_as_at, event_table
from geo.view.join import join
from geo.view.view import write
from geo.words import at_in_words

if TYPE_CHECKING:
    from geo.case.case import Case
    from geo.view.view import ViewState

BOM = "\ufeff"
# A spreadsheet runs a cell that begins like this as a formula; an apostrophe before it is the agreed guard.
_FORMULA = re.compile(r"\s*[=+\-@\uff1d\uff0b\uff0d\uff20]|[\t\r\n]")


@dataclass(frozen=True)
class Export:
    """The rows of a view that may be passed on, and how many may not."""

    case: Case
    view: ViewState
    rows: pd.DataFrame
    withheld: int

    @property
    def total(self) -> int:
        """How many rows the files hold."""
        return len(self.rows)


def prepare(case: Case, view: ViewState, events: pd.DataFrame) -> Export:
    """Return the events shown that may be passed on.

    Parameters
    ----------
    case
        The case as known.
    view
        The view the files describe.
    events
        The events shown, rows of the case's table.

    Returns
    -------
    Export
        Those rows in their order and with their index, and the count of rows held back.
    """
    mask = may_pass(events, case.sources)
    return Export(case, view, events[mask], int(np.count_nonzero(~mask)))


def file_name(case: Case, view: ViewState, kind: str) -> str:
    """Return a name that says case, content and period, such as `ABC_events_20230912-20231004.csv`."""
    return f"{code(case)}_events_{view.first:%Y%m%d}-{view.last:%Y%m%d}.{kind}"


def to_csv(export: Export, created: datetime) -> bytes:
    """Return the rows as UTF-8 with a byte-order mark, every text quoted, first line the columns.

    The last column repeats on every row what the file is, since a CSV has no other place for it.
    """
    table = _table(export)
    description = _guarded(_in_words(export, created))
    out = io.StringIO(newline="")
    writer = csv.writer(out, quoting=csv.QUOTE_NONNUMERIC, lineterminator="\r\n")
    writer.writerow([*table.columns, "About this file"])
    for row in table.itertuples(index=False, name=None):
        writer.writerow([*(_guarded(cell) for cell in row), description])
    return (BOM + out.getvalue()).encode("utf-8")


def to_geojson(export: Export, created: datetime) -> bytes:
    """Return the rows as a FeatureCollection; an event without a place has a null geometry."""
    placed = join(export.case.places, export.rows).placed.geometry
    table = _table(export).drop(columns=["Latitude", "Longitude"])
    features = [
        {
            "type": "Feature",
            "id": row["Id"],
            "geometry": _geometry(placed.get(index)),
            "properties": {name: _json_cell(cell) for name, cell in row.items()},
        }
        for index, row in zip(export.rows.index, table.to_dict("records"), strict=True)
    ]
    collection = {
        "type": "FeatureCollection",
        "metadata": metadata(export, created),
        "features": features,
    }
    return json.dumps(collection, ensure_ascii=False, allow_nan=False, indent=1).encode("utf-8")


def metadata(export: Export, created: datetime) -> dict[str, Any]:
    """Return what an export carries about itself: view, dates, attribution, what was withheld."""
    return about(export.case, export.view, created) | {
        "rows": export.total,
        "rows_withheld": export.withheld,
        "attribution": _attribution(export),
    }


def about(case: Case, view: ViewState, created: datetime) -> dict[str, Any]:
    """Return what every file says of itself: the case and its version, the view, the disclaimer."""
    settings = case.settings
    return {
        "title": settings.title,
        "period": {"from": view.first.isoformat(), "to": view.last.isoformat()},
        "as_at": view.at.isoformat(timespec="minutes"),
        "as_known": view.known.isoformat() if view.known else "now",
        "timezone": settings.timezone,
        "created": created.isoformat(timespec="seconds"),
        "view": write(view, settings),
        "disclaimer": settings.disclaimer,
        "not_seen": notice(case),
        "data_version": case.version,
    }


def _table(export: Export) -> pd.DataFrame:
    """Return the columns as shown, with ids, addresses and coordinates beside."""
    rows, case = export.rows, export.case
    placed = join(case.places, rows).placed
    shown = event_table(case, rows, export.view.names)
    days = {name: shown[name].dt.strftime("%Y-%m-%d") for name in ("From", "To")}
    addresses = dict(zip(case.sources["source_id"], case.sources["url"], strict=True))
    beside = {
        "As at the date of the view": after_as_at(rows, export.view.at),
        "Precision of date": rows["date_precision"],
        "Latitude": placed["lat"].reindex(rows.index),
        "Longitude": placed["lon"].reindex(rows.index),
        "Accuracy of place (m)": placed["accuracy_m"].reindex(rows.index),
        "Source ids": rows["source_ids"],
        "Source addresses": rows["source_ids"].map(
            lambda cell: " ".join(addresses.get(key, "") for key in items(cell)).strip()
        ),
    }
    extra = pd.DataFrame(beside).set_axis(shown.index, axis=0)
    table = pd.concat([shown.assign(**days), extra], axis=1)
    table.insert(0, "Id", shown.index)
    return table


def _attribution(export: Export) -> list[str]:
    """Return each source cited in the file as one line, with its licence."""
    cited = {key for cell in export.rows["source_ids"] for key in items(cell)}
    frame = export.case.sources
    frame = frame[frame["source_id"].isin(cited)]
    lines = [
        ", ".join(part for part in parts if part)
        for parts in zip(
            frame["publisher"],
            frame["title"],
            frame["published"],
            frame["url"],
            frame["licence"],
            strict=True,
        )
    ]
    places = set(join(export.case.places, export.rows).placed["place_id"])
    origins = export.case.places
    origins = origins[origins["place_id"].isin(places)]
    pairs = zip(origins["coordinate_source"], origins["coordinate_licence"], strict=True)
    lines += sorted({f"Places: {source}, {licence}".rstrip(", ") for source, licence in pairs})
    return lines


def _in_words(export: Export, created: datetime) -> str:
    settings, view = export.case.settings, export.view
    known = f"as known {view.known}" if view.known else "as known now"
    period = format_period(Period(view.first, view.last))
    return (
        f"{settings.title}; events of {period}; as at {at_in_words(view.at, settings.zone)}; {known};"
        f" created {created:%Y-%m-%d %H:%M}; {export.total} rows, {export.withheld} withheld because their"
        f" sources may not be passed on. {settings.disclaimer} {notice(export.case)}"
    ).rstrip()


def _geometry(point: Any) -> dict[str, Any] | None:
    if point is None or point.is_empty:
        return None
    return {"type": "Point", "coordinates": [round(point.x, 5), round(point.y, 5)]}


def _json_cell(cell: Any) -> Any:
    return None if isinstance(cell, float) and math.isnan(cell) else cell


def _guarded(cell: Any) -> Any:
    """Return a cell that no spreadsheet runs as a formula; an unknown number is left empty."""
    if isinstance(cell, float):
        return "" if math.isnan(cell) else cell
    text = str(cell)
    return "'" + text if _FORMULA.match(text) else text
