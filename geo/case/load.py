"""Open a case: read its folder, keep the good rows, set the others aside with their reason."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from typing import TYPE_CHECKING

import geopandas as gpd
import pandas as pd
import pyarrow as pa

from geo.case import checks, schema
from geo.case.areas import read_areas
from geo.case.case import Case
from geo.case.column_kinds import numbers
from geo.case.csv_reader import read_table
from geo.case.route_lines import route_lines
from geo.case.set_aside import CaseError, SetAside, shortened
from geo.case.settings import EVER, FILE, Settings, load_settings
from geo.dates import Period, interval_columns
from geo.lists import split_keys

if TYPE_CHECKING:
    from pathlib import Path

    from geo.case.schema import Table

__all__ = ["Case", "CaseError", "SetAside", "case_version", "load_case"]

_PRECISION_BY_LENGTH = {4: "year", 7: "month", 10: "day", 16: "hour"}


def load_case(folder: Path) -> Case:
    """The case in ``folder``, from its good rows; what was left out is in ``set_aside``.

    CaseError, with one sentence for the user, only when the folder or its case.toml is
    missing or cannot be read.
    """
    settings, found = load_settings(folder)
    reader = _Reader(folder, settings)
    for table in schema.TABLES:
        reader.read(table)
    frames = reader.frames
    places = _with_points(frames["places"])
    routes = gpd.GeoDataFrame(
        frames["routes"], geometry=route_lines(frames["routes"], places), crs="EPSG:4326"
    )
    areas, area_reports = read_areas(folder / schema.AREAS_FILE)
    return Case(
        settings=_with_period(settings, frames["events"]),
        places=places,
        routes=routes,
        areas=areas,
        set_aside=(*found, *reader.set_aside, *area_reports),
        version=case_version(folder),
        folder=folder,
        **{name: frame for name, frame in frames.items() if name not in ("places", "routes")},
    )


def case_version(folder: Path) -> str:
    """SHA-256 (hex) over the names and bytes of the files a case is read from."""
    digest = hashlib.sha256()
    for name in sorted([FILE, schema.AREAS_FILE, *(table.file for table in schema.TABLES)]):
        path = folder / name
        content = path.read_bytes() if path.is_file() else b""
        digest.update(f"{name}\0{len(content)}\0".encode())
        digest.update(content)
    return digest.hexdigest()


class _Reader:
    """Reads the tables one after the other, each after those it refers to."""

    def __init__(self, folder: Path, settings: Settings) -> None:
        self.folder = folder
        self.settings = settings
        self.frames: dict[str, pd.DataFrame] = {}
        self.keys: dict[str, pa.Array] = {}
        self.set_aside: list[SetAside] = []
        self.unread: set[str] = set()

    def read(self, table: Table) -> None:
        """Read one table; its good rows go to ``frames``, the rest to ``set_aside``."""
        texts = self._texts(table)
        texts = self._kept(texts, checks.bad_cells(table, texts))
        frame = _loaded(table, texts)
        frame = self._kept(frame, checks.wrong_order(table, frame))
        frame = self._kept(frame, checks.too_precise(table, frame))
        if table is schema.PLACES:
            home = self.settings.home
            frame = self._kept(frame, checks.exchanged_coordinates(table, frame, home))
        frame = self._with_references(table, frame)
        if table is schema.ROUTE_STATUS:
            frame = self._kept(frame, checks.overlapping_statuses(table, frame))
        self.frames[table.name] = frame.reset_index(drop=True)

    def _texts(self, table: Table) -> pd.DataFrame:
        """The table's own columns, all of them, trimmed; no rows when it cannot be used."""
        read = read_table(self.folder / table.file)
        self.set_aside += read.set_aside
        columns = list(table.columns)
        missing = [name for name in columns if name not in read.frame.columns]
        lost = [name for name in missing if name in table.required]
        if not read.readable or lost:
            self.unread.add(table.name)
        if read.readable:
            self.set_aside += [_lost(table, name) for name in lost]
            self.set_aside += [_missing(table, name) for name in missing if not lost]
            self.set_aside += [_extra(table, name) for name in read.frame if name not in columns]
        if table.name in self.unread:
            return pd.DataFrame({name: pd.Series(dtype="str") for name in columns})
        filled = read.frame.assign(**dict.fromkeys(missing, ""))[columns].astype("str")
        return pd.DataFrame({name: filled[name].str.strip() for name in columns})

    def _kept(self, frame: pd.DataFrame, found: list[SetAside]) -> pd.DataFrame:
        """``frame`` less the rows ``found`` sets aside."""
        if not found:
            return frame
        self.set_aside += found
        return frame.drop(index=list({one.row for one in found if one.scope == "row"}))

    def _with_references(self, table: Table, frame: pd.DataFrame) -> pd.DataFrame:
        for column, target in table.references.items():
            if target in self.unread:
                self._stand_in(target, frame[column])
            else:
                frame = self._checked(table, frame, column, target)
        return frame

    def _checked(self, table: Table, frame: pd.DataFrame, column: str, target: str) -> pd.DataFrame:
        """``frame`` without the keys of ``column`` that ``target`` does not hold."""
        mended, unknown = checks.resolved(frame[column], self._keys(target))
        if unknown.empty:
            return frame
        file = schema.BY_NAME[target].file
        reason, remedy = f"{file} has no such row", f"Add it to {file} or mend its row there."
        if target == "actors":
            self.set_aside += checks.reports(table, column, unknown, reason, remedy, "note")
            return frame
        bare = mended.eq("") & (column in table.required)
        lost = unknown.index.isin(mended.index[bare])
        found = checks.reports(table, column, unknown[lost], reason, remedy)
        found += checks.reports(table, column, unknown[~lost], reason, remedy, "value")
        return self._kept(frame.assign(**{column: mended}), found)

    def _keys(self, target: str) -> pa.Array:
        if target not in self.keys:
            keys = self.frames[target][schema.BY_NAME[target].key]
            self.keys[target] = pa.array(keys.array, pa.large_string())
        return self.keys[target]

    def _stand_in(self, target: str, cells: pd.Series) -> None:
        """Where the sources could not be read, let each id cited stand for itself."""
        if target != "sources":
            return
        frame = self.frames["sources"]
        new = sorted(set(split_keys(cells)) - set(frame["source_id"]))
        titles = [f"{one} (not loaded)" for one in new]
        rows = pd.DataFrame({"source_id": new, "title": titles, "pass_on": "no"})
        rows = rows.reindex(columns=schema.SOURCES.columns, fill_value="").astype("str")
        added = _loaded(schema.SOURCES, rows)
        self.frames["sources"] = pd.concat([frame, added], ignore_index=True)
        self.keys.pop("sources", None)


def _lost(table: Table, column: str) -> SetAside:
    reason, remedy = "the column is missing, so the table was not used", "Add the column."
    return SetAside(table.file, None, column, "", reason, remedy, "table")


def _missing(table: Table, column: str) -> SetAside:
    reason, remedy = "the column is missing and taken as empty", "Add the column."
    return SetAside(table.file, None, column, "", reason, remedy, "value")


def _extra(table: Table, column: str) -> SetAside:
    reason, remedy = "the column is not known here", "Rename it, or keep it elsewhere."
    return SetAside(table.file, None, shortened(column), "", reason, remedy, "value")


def _loaded(table: Table, texts: pd.DataFrame) -> pd.DataFrame:
    """Columns as the program uses them: numbers as numbers, and the interval beside."""
    figures = {name: numbers(texts[name]) for name in table.of_kind("number")}
    frame = texts.assign(**figures)
    if table.dates:
        spans = interval_columns(texts, *table.dates)
        frame = frame.assign(start=spans["start"], end=spans["end"])
    if table.dates and "date_precision" in frame.columns:
        written = texts[table.dates[0]].str.len().map(_PRECISION_BY_LENGTH)
        given = texts["date_precision"]
        frame = frame.assign(date_precision=given.where(given.ne(""), written).astype("str"))
    return frame


def _with_points(places: pd.DataFrame) -> gpd.GeoDataFrame:
    points = gpd.points_from_xy(places["lon"], places["lat"])
    return gpd.GeoDataFrame(places, geometry=points, crs="EPSG:4326")


def _with_period(settings: Settings, events: pd.DataFrame) -> Settings:
    """The settings with a period: that of the events where the case states none."""
    if settings.period != EVER or events.empty:
        return settings
    last = events["end"].max() - pd.Timedelta(seconds=1)
    return replace(settings, period=Period(events["start"].min().date(), last.date()))
