"""Open a case: read its folder, keep the good rows, set the others aside with their reason."""

from __future__ import annotations

import hashlib
import logging
from dataclasses import replace
from typing import TYPE_CHECKING

import geopandas as gpd
import numpy as np
import pandas as pd
import pyarrow as pa

from geo.case import checks, road_status, schema
from geo.case.areas import read_areas
from geo.case.case import Case
from geo.case.column_kinds import numbers
from geo.case.column_reports import column_reports
from geo.case.csv_reader import read_table
from geo.case.current_folder import current_folder, folder_name
from geo.case.later_texts import later_texts
from geo.case.meridian import reaching, run_on, shapes_run_on
from geo.case.route_lines import route_lines
from geo.case.set_aside import FIRST_LINES, CaseError, Fault, SetAside, shortened
from geo.case.settings import EVER, SELDOM, WORLD, Settings, load_settings, with_modes
from geo.case.settings_rows import with_rows
from geo.case.stand_ins import with_names_apart, with_roles, with_stand_ins
from geo.case.toml_values import FILE
from geo.case.usual import usual_home, usual_period
from geo.cells import GUARDED, items, most_bytes, split_keys
from geo.dates import interval_columns
from geo.names import is_name, name_modes

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

    from geo.case.csv_reader import TableText
    from geo.case.table import Table

__all__ = ["Case", "CaseError", "SetAside", "case_version", "load_case"]

_log = logging.getLogger(__name__)
_PIECE = 1024 * 1024
_PRECISION_BY_LENGTH = {4: "year", 7: "month", 10: "day", 16: "hour"}


def load_case(folder: Path) -> Case:
    """The case in ``folder``, from its good rows; what was left out is in ``set_aside``.

    CaseError, with one sentence for the user, and nothing else, where there is no case to show.
    """
    try:
        return _case(folder)
    except CaseError:
        raise
    except Exception:  # noqa: BLE001 - whatever files of others hold ends in a sentence, not a dead page
        _log.exception("The case in %s cannot be read", folder)
        name = folder_name(folder)
        raise CaseError(f"The case '{name}' cannot be read; the server's log says why.") from None


def _case(folder: Path) -> Case:
    folder = current_folder(folder)
    settings, reports = load_settings(folder)
    reader = _Reader(folder, settings)
    for table in schema.TABLES:
        reader.read(table)
    frames = reader.frames
    frames["routes"] = with_names_apart(with_roles(frames["routes"], frames["route_status"]))
    settings = _with_usual(settings, frames)
    places = _with_points(frames["places"])
    areas, area_reports = read_areas(
        folder / schema.AREAS_FILE,
        None if "places" in reader.unread else places,
        None if "sources" in reader.unread else set(frames["sources"]["source_id"]),
    )
    settings, more = with_rows(settings, frames, areas)
    settings = replace(settings, home=reaching(settings.home, places["lon"]))
    places = _with_points(places.assign(lon=run_on(places["lon"], settings.home)))
    areas = areas.set_geometry(shapes_run_on(areas.geometry, settings.home))
    settings, unnamed = with_modes(settings, name_modes(places.columns))
    reports += [*more, *unnamed]
    frames["route_status"] = road_status.with_open_ends(
        frames["route_status"], pd.Timestamp(settings.period.end)
    )
    routes = gpd.GeoDataFrame(
        frames["routes"], geometry=route_lines(frames["routes"], places), crs="EPSG:4326"
    )
    ahead = later_texts(reader.by_line() | {"areas": areas.set_axis(range(1, len(areas) + 1))}, settings)
    return Case(
        settings=settings,
        places=places,
        routes=routes,
        areas=areas,
        set_aside=(*reports, *reader.set_aside, *area_reports, *_unread_files(folder), *ahead),
        version=case_version(folder),
        folder=folder,
        **{name: frame for name, frame in frames.items() if name not in ("places", "routes")},
    )


def case_version(folder: Path) -> str:
    """SHA-256 (hex) over the names and bytes of the files a case is read from."""
    digest = hashlib.sha256()
    for name in sorted([FILE, schema.AREAS_FILE, *(table.file for table in schema.TABLES)]):
        path = folder / name
        try:
            size = path.stat().st_size if path.is_file() else 0
            digest.update(f"{name}\0{size}\0".encode())
            if size:
                with path.open("rb") as file:
                    while piece := file.read(_PIECE):
                        digest.update(piece)
        except OSError:
            digest.update(b"unread")
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
        self.lines: dict[str, pd.Index] = {}
        self.lost: dict[str, set[str]] = {}
        """Keys of rows set aside, by table: what cites one of them is not at fault itself."""

    def read(self, table: Table) -> None:
        """Read one table; its good rows go to ``frames``, the rest to ``set_aside``."""
        asked = schema.with_categories(table, self.settings.kinds)
        texts = self._texts(asked)
        texts = self._without(table, texts, checks.bad_cells(asked, texts))
        texts = self._without(table, texts, checks.too_precise(table, texts))
        self.note(table, checks.unknown_words(table, texts))
        frame = _loaded(table, texts)
        frame = self._without(table, frame, checks.wrong_order(table, frame))
        self.note(table, checks.in_the_future(table, frame, self.settings.set_in_advance))
        if table is schema.PLACES:
            stated = self.settings.home != WORLD
            home = self.settings.home if stated else usual_home(frame)
            exchanged = checks.exchanged_coordinates(frame, home, stated=stated)
            frame = self._without(table, frame, exchanged)
            self.note(table, [*checks.null_island(frame, home), *checks.off_the_map(frame)])
        if table is schema.ROUTE_STATUS:
            routes, places = self.frames["routes"], self.frames["places"]
            frame = self._without(table, frame, road_status.parts_off_road(frame, routes, places))
        frame = self._with_references(table, frame)
        if table is schema.REQUESTS:
            self.note(table, checks.words_not_listed(frame, "outcome", self.settings.request_outcomes))
        if table is schema.ACCOMMODATION:
            self.note(table, checks.words_not_listed(frame, "kind", self.settings.words.housing))
        if table is schema.ROUTE_STATUS:
            frame = self._without(table, frame, road_status.overlapping(frame))
        if table is schema.PASSAGE:
            words = SELDOM | dict(self.settings.traffic)
            frame = self._without(table, frame, road_status.unknown_traffic(frame, words))
        self.lines[table.name] = frame.index
        self.frames[table.name] = with_stand_ins(table, frame.reset_index(drop=True))

    def by_line(self) -> dict[str, pd.DataFrame]:
        """Each table read so far, its rows indexed by their line in the file.

        Returns
        -------
        dict of str to pandas.DataFrame
            Tables by name; rows that stand in for a source that is not listed have no line and are left
            out.
        """
        return {
            name: self.frames[name].iloc[: len(lines)].set_axis(lines) for name, lines in self.lines.items()
        }

    def note(self, table: Table, faults: Iterable[Fault]) -> None:
        """Report what is odd and kept."""
        self.set_aside += [fault.report(table.file) for fault in faults if len(fault.cells)]

    def _texts(self, table: Table) -> pd.DataFrame:
        """The table's own columns, all of them, clean; no rows when it cannot be used."""
        path = self.folder / table.file
        if table.optional and not path.exists() and not path.is_symlink():
            return _empty(table)
        read = read_table(path, table.columns, is_name if table.named else lambda _: False)
        self.set_aside += read.set_aside
        missing = [name for name in table.columns if name not in read.frame.columns]
        lost = [name for name in missing if name in table.required]
        if not read.readable or lost:
            self.unread.add(table.name)
        if read.readable:
            reported = [name for name in missing if not table.columns[name].optional]
            self.set_aside += column_reports(table.file, lost, reported, read.extra)
        if table.name in self.unread:
            return _empty(table)
        table = table.with_names(read.frame.columns)
        empty = pd.Series("", index=read.frame.index, dtype="str")
        texts = pd.DataFrame({name: read.frame.get(name, empty) for name in table.columns}, copy=False)
        if read.damaged:
            texts = self._without(table, texts, checks.damaged(table, texts))
        return self._clean(table, texts, read)

    def _clean(self, table: Table, texts: pd.DataFrame, read: TableText) -> pd.DataFrame:
        """The cells trimmed, in the words of their column, and no longer than may be."""
        clean = {}
        for name, column in table.columns.items():
            longest = most_bytes(texts[name])
            if not longest:
                clean[name] = texts[name]
                continue
            cells = column.cleaned(texts[name]) if read.odd else texts[name].str.strip()
            cells = column.as_spreadsheets_write(cells, read.delimiter)
            if read.guarded and (guarded := cells.str.match(GUARDED)).any():
                cells = cells.mask(guarded, cells[guarded].str.slice(1))
            if cells.equals(texts[name]):
                # What is clean already need not stand in memory twice.
                cells = texts[name]
            if column.kind == "list" and column.refers_to not in ("", "actors"):
                # No id holds a comma, so it parts ids as well; names of actors may hold one.
                cells = cells.str.replace(",", ";", regex=False)
            if column.open_end and (endless := cells.str.startswith("9999")).any():
                if name == "date_end" and table is not schema.AID_STAGES:
                    reason, remedy = (
                        "no end is known: it counts for its first day",
                        "Write the last day known.",
                    )
                    self.note(table, [Fault(name, cells[endless], reason, remedy, "note")])
                cells = cells.where(~endless, "")
            if longest > column.longest and (long := cells.str.len() > column.longest).any():
                reason = f"the text is longer than {column.longest:,} letters and was cut"
                self.note(table, [Fault(name, cells[long], reason, "Shorten it.", "value")])
                cells = cells.str.slice(0, column.longest)
            clean[name] = column.in_its_words(cells)
        return pd.DataFrame(clean, copy=False)

    def _without(self, table: Table, frame: pd.DataFrame, faults: Iterable[Fault]) -> pd.DataFrame:
        """``frame`` without the rows and cells at fault."""
        lost: pd.Index = frame.index[:0]
        emptied: list[tuple[str, pd.Index]] = []
        for fault in faults:
            if not len(fault.cells):
                continue
            lines = fault.cells.index
            self.set_aside.append(fault.report(table.file, int(lines.isin(lost).sum())))
            if fault.scope == "row":
                lost = lost.union(lines)
            elif fault.scope == "value":
                emptied.append((fault.column, lines))
        if len(lost):
            self.lost.setdefault(table.name, set()).update(frame.loc[lost, table.key])
            frame = frame.drop(index=lost)
        for column, lines in emptied:
            blank = np.nan if pd.api.types.is_float_dtype(frame[column]) else ""
            frame = frame.assign(**{column: frame[column].where(~frame.index.isin(lines), blank)})
        return frame

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
            self.note(table, [Fault(column, unknown, reason, remedy, "note")])
            return frame
        bare = mended.eq("") & (column in table.required)
        lost = unknown.index.isin(mended.index[bare])
        there = unknown.isin(self.lost.get(target, ()))
        rows = frame.loc[bare & ~frame[column].eq(""), column]
        faults = []
        for aside, why, mend in (
            (False, reason, remedy),
            (True, f"its row in {file} was set aside", f"Mend its row in {file}; this one needs nothing."),
        ):
            # Of a list only the unknown keys go, and they have gone from it already.
            self.note(table, [Fault(column, unknown[~lost & there.eq(aside)], why, mend, "value")])
            cited = unknown.index[lost & there.eq(aside)]
            faults.append(Fault(column, rows[rows.index.isin(cited)], why, mend))
        return self._without(table, frame.assign(**{column: mended}), faults)

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
        titles = [f"{key} (not loaded)" for key in new]
        rows = pd.DataFrame({"source_id": new, "title": titles, "pass_on": "no"})
        rows = rows.reindex(columns=list(schema.SOURCES.columns), fill_value="").astype("str")
        added = _loaded(schema.SOURCES, rows)
        self.frames["sources"] = pd.concat([frame, added], ignore_index=True)
        self.keys.pop("sources", None)


def _empty(table: Table) -> pd.DataFrame:
    return pd.DataFrame({name: pd.Series(dtype="str") for name in table.columns})


def _unread_files(folder: Path) -> list[SetAside]:
    """Tables beside those of a case: they may be misspelled, or of an earlier form."""
    known = {table.file for table in schema.TABLES}
    names = sorted(path.name for path in folder.glob("*.csv") if path.name not in known and _has_rows(path))
    remedy = f"Name it as one of {', '.join(sorted(known))}, or keep it elsewhere."
    reason = "this file is no table of a case and was not read"
    return [SetAside(shortened(name), None, "", "", reason, remedy, "note") for name in names[:FIRST_LINES]]


def _has_rows(path: Path) -> bool:
    try:
        if not path.is_file():
            return False
        with path.open("rb") as file:
            return b"\n" in file.read(4096).strip()
    except OSError:
        return True


def _loaded(table: Table, texts: pd.DataFrame) -> pd.DataFrame:
    """Columns as the program uses them: numbers as numbers, and the interval beside."""
    figures = {name: numbers(texts[name]) for name in table.of_kind("number")}
    frame = texts.assign(**figures)
    if table.dates:
        spans = interval_columns(texts, *table.dates)
        frame = frame.assign(start=spans["start"], end=spans["end"])
    if table is schema.ROUTE_STATUS:
        frame = road_status.ending_at_their_hour(frame)
    if table.dates and "date_precision" in frame.columns:
        bare = texts["date_precision"].eq("")
        if bare.any():
            written = texts.loc[bare, table.dates[0]].str.len().map(_PRECISION_BY_LENGTH)
            frame = frame.assign(date_precision=frame["date_precision"].mask(bare, written).astype("str"))
    return frame


def _with_points(places: pd.DataFrame) -> gpd.GeoDataFrame:
    points = gpd.points_from_xy(places["lon"], places["lat"])
    return gpd.GeoDataFrame(places, geometry=points, crs="EPSG:4326")


def _with_usual(settings: Settings, frames: Mapping[str, pd.DataFrame]) -> Settings:
    """The settings with what the tables tell where the case does not: period, home, kinds of traffic."""
    period = usual_period(frames) if settings.period == EVER else None
    home = usual_home(frames["places"]) if settings.home == WORLD else settings.home
    named = {kind for cell in frames["passage"]["traffic"].unique() for kind in items(cell)}
    traffic = dict(settings.traffic) | {kind: SELDOM[kind] for kind in named.difference(settings.traffic)}
    return replace(settings, period=period or settings.period, home=home, traffic=traffic)
