"""Rows of a foreign sheet as rows of our tables: dates, points, places; what is none is set aside."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
import shapely

from geo.case import checks, schema
from geo.case.schema import CATEGORIES
from geo.cells import most_bytes, repeated
from geo.dates import interval_columns
from geo.intake.coordinates import Points, of_squares, read_points, two_columns
from geo.intake.date_column import clocks, months_of_years, read_dates
from geo.intake.field_cells import Faults, clean, column_of, first_filled
from geo.intake.place_match import match

if TYPE_CHECKING:
    from collections.abc import Mapping
    from zoneinfo import ZoneInfo

    from geo.case.settings import Box
    from geo.case.table import Table
    from geo.intake.layouts import Layout
    from geo.intake.place_match import Gazetteer, Matches
    from geo.intake.source_sheet import Sheet

# Letters of a day.
_DAY = 10
LINES = ("LineString", "MultiLineString", "LinearRing")


@dataclass(frozen=True)
class Surroundings:
    """What of the case the rows are read against, and how what is made of them is named."""

    gazetteer: Gazetteer
    zone: ZoneInfo
    home: Box
    source_id: str
    prefix: str
    published: str
    """The day the file counts as published: rows made of it are known from then on."""
    categories: tuple[str, ...] = CATEGORIES
    """Keys of the case's categories of events, its own among them."""


@dataclass
class Built:
    """Rows of our tables made of a sheet."""

    tables: dict[str, pd.DataFrame] = field(default_factory=dict)
    """Text columns of our tables; the index is the row of the sheet."""
    faults: Faults = field(default_factory=Faults)
    notes: list[str] = field(default_factory=list)
    questions: list[str] = field(default_factory=list)
    asked: dict[str, tuple[str, ...]] = field(default_factory=dict)
    """Names that may mean several places, with their ids."""
    lacking: tuple[str, ...] = ()
    """Columns of a table of ours that the sheet has not: rows there already keep theirs."""
    far: list[int] = field(default_factory=list)
    """Rows whose point lies far from the place they name."""
    withdrawn: list[str] = field(default_factory=list)
    """Ids that the provider has taken back."""


@dataclass(frozen=True)
class Dated:
    """First and last moment of each row, and how precisely they are known."""

    start: pd.Series
    end: pd.Series
    precision: pd.Series


def dates_of(sheet: Sheet, layout: Layout, around: Surroundings, built: Built) -> Dated:
    """The dates of the rows; a row whose cell is no date is set aside.

    Parameters
    ----------
    sheet
        The sheet.
    layout
        The layout, bound to it.
    around
        What they are read against.
    built
        Where faults and questions go.

    Returns
    -------
    Dated
        Moments as ``geo.dates`` writes them; the end is empty where it is the start.
    """
    first = first_filled(sheet, layout.columns.get("date", ()))
    if not {"date", "year"} & set(layout.columns) and sheet.day:
        first = repeated(sheet.day, sheet.cells.index)
        built.notes.append(f"no column is a date: all rows are of {sheet.day}, as its title says")
    elif "date" not in layout.columns and "year" in layout.columns:
        year = sheet.cells[layout.columns["year"][0]]
        month, day = (
            sheet.cells[layout.columns[part][0]] if part in layout.columns else None
            for part in ("month", "day")
        )
        first = months_of_years(year, month, day)
    last = first_filled(sheet, layout.columns.get("end", ())).rename(first.name)
    starts, ends = read_dates([first, last], layout.order, around.zone)
    if starts.question:
        built.questions.append(starts.question)
    if starts.how:
        built.notes.append(f"dates of '{first.name}': {starts.how}")
    bad = starts.reasons.ne("")
    remedy = "Write YYYY-MM-DD, or say how dates are written in the mapping."
    built.faults.add(first[bad], starts.reasons[bad], remedy)
    built.faults.add(first[starts.start.eq("") & ~bad], "the row has no date", "Give it a date.")
    end = ends.end.where(ends.end.ne(""), ends.start).where(ends.reasons.eq(""), "")
    end = end.where(end.ne(""), starts.end)
    return _as_precise(sheet, layout, _at_their_hour(sheet, layout, starts.start, built), end, built)


def _at_their_hour(sheet: Sheet, layout: Layout, start: pd.Series, built: Built) -> pd.Series:
    """Days with the time of day of a column beside them; those with an hour already, or no day, stay."""
    cells = first_filled(sheet, layout.columns.get("time", ()))
    hours, days = clocks(cells), start.str.len().eq(_DAY)
    unread = cells.ne("") & hours.eq("") & days
    if unread.any():
        built.notes.append(
            f"'{cells.name}' is no time of day in {int(unread.sum()):,} rows: their day counts"
        )
    if hours.eq("").all():
        return start
    return start.where(~days | hours.eq(""), start + "T" + hours).astype("str")


def _as_precise(sheet: Sheet, layout: Layout, start: pd.Series, end: pd.Series, built: Built) -> Dated:
    """The dates widened to what the provider's code says of them."""
    code = first_filled(sheet, layout.columns.get("date_precision", ()))
    codes = {cell: layout.times.get(cell.removesuffix(".0"), "") for cell in code.unique()}
    word = code.map(codes).astype("str")
    for name, length in (("month", 7), ("year", 4)):
        coarse = word.eq(name) & start.str.len().gt(length)
        start, end = start.where(~coarse, start.str.slice(0, length)), end.where(~coarse, "")
    week = word.eq("week") & start.str.len().ge(10) & end.eq("")
    if week.any():
        days = pd.to_datetime(start[week].str.slice(0, 10), errors="coerce") + pd.Timedelta(days=6)
        end = end.where(~week, days.dt.strftime("%Y-%m-%d").reindex(end.index).fillna(""))
        start = start.where(~week, start.str.slice(0, 10))
    end = end.where(end.ne(start), "").astype("str")
    spans = interval_columns(pd.DataFrame({"start": start, "end": end}), "start", "end")
    backwards = spans["end"].notna() & spans["start"].notna() & (spans["end"] <= spans["start"])
    cells = first_filled(sheet, layout.columns.get("end", ()))
    built.faults.add(cells[backwards], "the end is before the start", "Mend either date.")
    lengths = start.str.len().where(end.eq(""), np.minimum(start.str.len(), end.str.len()))
    return Dated(
        start, end, lengths.map({4: "year", 7: "month", 10: "day", 16: "hour"}).fillna("").astype("str")
    )


def points_of(sheet: Sheet, layout: Layout, around: Surroundings, built: Built) -> pd.DataFrame:
    """The point of each row: its geometry's, or that of its columns; what is no point is set aside.

    Parameters
    ----------
    sheet
        The sheet.
    layout
        The layout, bound to it.
    around
        What exchanged columns are told by.
    built
        Where faults and notes go.

    Returns
    -------
    pandas.DataFrame
        ``lat`` and ``lon`` in degrees (EPSG:4326) and ``accuracy_m``, NaN where there is none.
    """
    lat, lon, both = (first_filled(sheet, layout.columns.get(ours, ())) for ours in ("lat", "lon", "point"))
    if layout.columns.get("zone"):
        both = first_filled(sheet, layout.columns["zone"]) + " " + lon + " " + lat
    if layout.columns.get("zone") or layout.columns.get("point"):
        lat, lon = two_columns(both)
    points = read_points(lat, lon, around.home, layout.crs, layout.axes)
    if sheet.geometry is not None and lat.eq("").all():
        points = _of_geometry(sheet, around, layout.axes)
    frame, bad = points.frame, points.frame["reason"].ne("")
    shown = (lat + ", " + lon).str.strip(", ").rename(lat.name or "geometry")
    remedy = "Mend the coordinates, or say in the mapping what axes or crs they have."
    built.faults.add(shown[bad], frame.loc[bad, "reason"], remedy)
    built.notes += points.notes
    built.questions += filter(None, [points.question])
    code = first_filled(sheet, layout.columns.get("place_precision", ()))
    metres = code.map({cell: layout.metres.get(cell.removesuffix(".0"), np.nan) for cell in code.unique()})
    squares, note = of_squares(both.where(~bad, ""))
    built.notes += note
    accuracy = pd.concat([frame["accuracy_m"], metres.astype(float), squares], axis=1).max(axis=1)
    return frame[["lat", "lon"]].assign(accuracy_m=accuracy)


def _of_geometry(sheet: Sheet, around: Surroundings, axes: str) -> Points:
    assert sheet.geometry is not None  # noqa: S101 - the caller has looked
    shapes = sheet.geometry
    there = pd.Series(
        ~(shapely.is_missing(shapes.array) | shapely.is_empty(shapes.array)), index=shapes.index
    )
    inner = shapes.where(there).representative_point()
    points = read_points(
        inner.y.map(lambda value: "" if np.isnan(value) else repr(float(value))).astype("str"),
        inner.x.map(lambda value: "" if np.isnan(value) else repr(float(value))).astype("str"),
        around.home,
        axes=axes,
    )
    wide = there & ~shapes.geom_type.eq("Point")
    if not wide.any():
        return points
    box = shapes.bounds
    with np.errstate(invalid="ignore"):
        degrees = (
            np.hypot((box["maxx"] - box["minx"]) * np.cos(np.radians(inner.y)), box["maxy"] - box["miny"]) / 2
        )
    accuracy = (degrees * 111_320).where(wide)
    both = pd.concat([points.frame["accuracy_m"], accuracy], axis=1).max(axis=1)
    return replace(points, frame=points.frame.assign(accuracy_m=both))


def places_of(
    sheet: Sheet, layout: Layout, around: Surroundings, points: pd.DataFrame, built: Built
) -> pd.Series:
    """The id of each row's place; new places go into the table of places, names not settled into ``asked``.

    Parameters
    ----------
    sheet
        The sheet.
    layout
        The layout, bound to it.
    around
        The places of the case.
    points
        ``lat``, ``lon`` and ``accuracy_m`` by row.
    built
        Where new places and questions go.

    Returns
    -------
    pandas.Series
        Ids, empty where a row lies nowhere that is known.
    """
    columns = [
        *layout.columns.get("place", ()),
        *layout.columns.get("admin", ()),
        *layout.columns.get("country", ()),
    ]
    names = [clean(sheet.cells[column]) for column in dict.fromkeys(columns)]
    codes = [clean(sheet.cells[column]) for column in layout.columns.get("pcode", ())]
    matched = match(around.gazetteer, names, codes, points, layout.places)
    _note_matches(matched, around, built)
    bare = int((matched.place_ids.eq("") & ~matched.unknown).sum())
    if bare:
        built.notes.append(f"{bare:,} rows tell no place: kept so")
    if len(matched.new):
        region = {}
        for column in layout.columns.get("admin", ())[1:2]:
            region = dict(zip(matched.place_ids, sheet.cells[column], strict=True))
        built.tables["places"] = _new_places(matched.new, region, layout)
    return matched.place_ids


def _note_matches(matched: Matches, around: Surroundings, built: Built) -> None:
    built.far += [int(row) for row in matched.far.index[matched.far]]
    built.asked |= matched.asked
    for name, ids in matched.asked.items():
        shown = ", ".join(f"{place} ({around.gazetteer.shown[place]})" for place in ids)
        built.notes.append(f"'{name}' may be any of {shown}: say which under places in the mapping")
    if len(built.far):
        built.notes.append(
            f"{len(built.far):,} points lie more than 50 km from the place they name: look at them"
        )
    if matched.unknown.any():
        built.notes.append(
            f"{int(matched.unknown.sum()):,} rows name no place of the case and have no point: kept so"
        )


def _new_places(new: pd.DataFrame, region: Mapping[str, str], layout: Layout) -> pd.DataFrame:
    bare = new["lat"].map("{:.5f}".format) + ", " + new["lon"].map("{:.5f}".format)
    accuracy = new["accuracy_m"].map(lambda value: "" if np.isnan(value) else f"{value:.0f}")
    return pd.DataFrame(
        {
            "place_id": new["place_id"].to_numpy(),
            "name_en": new["name"]
            .where(new["name"].ne(""), bare)
            .str.slice(0, schema.PLACES.columns["name_en"].longest)
            .to_numpy(),
            "lat": new["lat"].map("{:.5f}".format).to_numpy(),
            "lon": new["lon"].map("{:.5f}".format).to_numpy(),
            "accuracy_m": accuracy.to_numpy(),
            "region": [region.get(place, "") for place in new["place_id"]],
            "coordinate_source": layout.publisher or "imported file",
            "coordinate_licence": layout.licence,
        }
    ).astype("str")


def finished(table: Table, rows: pd.DataFrame, built: Built) -> pd.DataFrame:
    """All columns of one of our tables, without the rows that the schema would set aside.

    Parameters
    ----------
    table
        What the schema says of the table.
    rows
        Its columns as far as they are known, by row of the sheet.
    built
        Where the rows at fault go.

    Returns
    -------
    pandas.DataFrame
        Text columns in the order of the table.
    """
    empty = pd.Series("", index=rows.index, dtype="str")
    # Columns in which nothing stands are one and the same in memory.
    filled = {name for name in table.columns if name in rows and most_bytes(rows[name])}
    texts = pd.DataFrame(
        {name: _light(rows[name]) if name in filled else empty for name in table.columns}, copy=False
    )
    for name, column in table.columns.items():
        if column.required or column.unique or column.vocabulary:
            for check, cells in column.faults(texts[name]):
                if column.required:
                    built.faults.add(cells, check.reason, check.remedy)
                    texts = texts.drop(index=cells.index)
                else:
                    texts[name] = texts[name].where(~texts.index.isin(cells.index), "")
    return texts


def _light(cells: pd.Series) -> pd.Series:
    """The cells; where all are one text it stands in memory once."""
    first = cells.iloc[0]
    return repeated(first, cells.index) if cells.iloc[-1] == first and cells.eq(first).all() else cells


def without_faults(built: Built) -> None:
    """Take the rows set aside out of every table."""
    lost = built.faults.rows()
    if len(lost):
        for name, frame in built.tables.items():
            if name != "places":
                built.tables[name] = frame[~frame.index.isin(lost)]


def wrong_range(table: Table, texts: pd.DataFrame) -> pd.Series:
    """Which rows of a table of ours end before they begin.

    Parameters
    ----------
    table
        What the schema says of the table.
    texts
        Its cells as text.

    Returns
    -------
    pandas.Series
        bool, under the index of ``texts``.
    """
    if table.dates is None or table.dates[0] == table.dates[1]:
        return pd.Series(data=False, index=texts.index)
    spans = texts.assign(**interval_columns(texts, *table.dates))
    bad = [fault.cells.index for fault in checks.wrong_order(table, spans) if fault.column == table.dates[1]]
    return pd.Series(texts.index.isin(bad[0] if bad else []), index=texts.index)


def doubt_of(sheet: Sheet, layout: Layout) -> tuple[pd.Series, pd.Series]:
    """Warnings and errors of a provider as our doubt.

    Parameters
    ----------
    sheet
        The sheet.
    layout
        The layout, bound to it.

    Returns
    -------
    tuple of pandas.Series
        ``uncertain`` and ``doubt`` by row.
    """
    warning, error = column_of(sheet, layout, "warning"), column_of(sheet, layout, "error")
    if not most_bytes(warning) and not most_bytes(error):
        return repeated("no", error.index), warning
    first = ("warning of the provider: " + warning).where(warning.ne(""), "")
    second = ("error stated by the provider: " + error).where(error.ne(""), "")
    both = first + pd.Series("; ", index=first.index).where(first.ne("") & second.ne(""), "") + second
    return pd.Series(np.where(error.ne(""), "yes", "no"), index=error.index, dtype="str"), both.astype("str")
