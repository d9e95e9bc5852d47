"""The tables of a case with what is accepted of an import: rows added, changed, taken back."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from geo.case import schema
from geo.cells import repeated, split_keys
from geo.intake.case_tables import CaseTables
from geo.intake.field_cells import alike, among, places_among
from geo.intake.outcomes import CHANGED, GONE, NEW, SAME

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from pathlib import Path

    import numpy.typing as npt

    from geo.case.table import Table
    from geo.intake.packed_table import PackedTable
    from geo.intake.preview import Preview

_OUTCOMES = frozenset({NEW, CHANGED, GONE})
# Tables whose rows are news: an earlier wording of one stays readable as known before.
_NEWS = ("events", "claims", "route_status")
_BESIDE = ("sources", "actors", "places")


@dataclass(frozen=True)
class Choice:
    """What of an import is accepted."""

    outcomes: frozenset[str] = _OUTCOMES
    tables: frozenset[str] | None = None
    """Tables that are accepted; None for all."""
    without: frozenset[str] = frozenset()
    """Ids of rows left out."""


def merged(
    folder: Path, preview: Preview, choice: Choice
) -> tuple[dict[str, Iterable[pd.DataFrame]], dict[str, dict[str, int]]]:
    """The tables that change, as they are to be written, and how many rows of each do.

    A row that another edition of its source changes or takes back stays, resting on the earlier edition,
    which bears the day it was withdrawn: views as known before that day still show it.

    Parameters
    ----------
    folder
        Folder of the tables as they are.
    preview
        The import.
    choice
        What of it is accepted.

    Returns
    -------
    tables : dict of str to iterable of pandas.DataFrame
        Text columns by name of file, some rows at a time: those of a long table are put together as it is
        written.
    changes : dict of str to dict of str to int
        Rows ``new``, ``changed`` and ``gone`` by table.
    """
    before = CaseTables(folder)
    mergers: dict[str, _Merger] = {}
    for table in schema.TABLES:
        rows = preview.tables.get(table.name)
        gone = preview.gone.get(table.name, ()) if GONE in choice.outcomes else ()
        if rows is None and not gone:
            continue
        if choice.tables is not None and table.name not in (*choice.tables, *_BESIDE):
            continue
        if rows is None:
            rows = pd.DataFrame({table.key: pd.Series(dtype="str")})
        outcome = preview.outcome.get(table.name, pd.Series(dtype="str"))
        source_id = preview.source_id if preview.layout else ""
        mergers[table.name] = _Merger(table, before[table.name], rows, gone, source_id)
        mergers[table.name].choose(outcome, choice)
    files: dict[str, Iterable[pd.DataFrame]] = {merger.table.file: merger for merger in mergers.values()}
    if preview.layout is not None and any(preview.gone.values()):
        files.setdefault("sources.csv", [before["sources"].frame()])
    if "sources.csv" in files:
        files["sources.csv"] = [
            _withdrawn_editions(pd.concat(files["sources.csv"], ignore_index=True), preview)
        ]
    changes = {name: merger.counts for name, merger in mergers.items() if name not in ("sources", "actors")}
    if preview.layout is not None and preview.layout.table != "places":
        if not any(sum(counts.values()) for name, counts in changes.items() if name not in _BESIDE):
            return {}, {name: dict.fromkeys(counts, 0) for name, counts in changes.items()}
        if "places" in mergers:
            files["places.csv"] = [_places_in_use(mergers, before)]
    return files, changes


class _Merger:
    """Puts the accepted rows of one table among those it has, some rows at a time."""

    def __init__(
        self, table: Table, old: PackedTable, rows: pd.DataFrame, gone: Sequence[str], source_id: str
    ) -> None:
        self.table, self.old, self.rows, self.source_id = table, old, rows, source_id
        self.gone = pd.Series(gone, dtype="str")
        self.sourced = "source_ids" in table.columns and bool(source_id)
        self.news = self.sourced and table.name in _NEWS

    def choose(self, outcome: pd.Series, choice: Choice) -> None:
        """Say which of the rows are accepted, by the outcome of each."""
        without = pd.Series(sorted(choice.without), dtype="str")
        wanted = ~among(self.rows[self.table.key], without).to_numpy()
        self.new, self.changed, self.same = (
            # Behind the last row stands none: what is looked for and is not there.
            np.append(outcome.eq(word).to_numpy(bool) & wanted & (word in (*choice.outcomes, SAME)), False)
            for word in (NEW, CHANGED, SAME)
        )
        self.counts = {
            NEW: int(self.new.sum()), CHANGED: int(self.changed.sum()), GONE: len(self.gone),
        }  # fmt: skip

    def __iter__(self) -> Iterator[pd.DataFrame]:
        return self.pieces([*self.old.columns, *(self.rows.columns if self.counts[NEW] else ())])

    def pieces(self, wanted: Sequence[str]) -> Iterator[pd.DataFrame]:
        """Some columns of the table as it is to be written, one frame at least."""
        key, columns = self.table.key, list(dict.fromkeys(wanted))
        read = [name for name in self.old.columns if name in (*columns, key, "source_ids")]
        keys = self.old.frame([key])[key]
        at = places_among(keys, self.rows[key])
        for piece in self.old.pieces(read):
            yield _in_columns(self._without_gone(self._replaced(piece, at[piece.index])), columns)
        if self.news and self.counts[CHANGED]:
            for piece in self.old.pieces(read):
                yield _in_columns(self._earlier(piece[self.changed[at[piece.index]]], keys), columns)
        # Rows that are all taken are not copied: there may be a million.
        new = self.rows if self.counts[NEW] == len(self.rows) else self.rows[self.new[:-1]]
        yield _in_columns(self._without_gone(new), columns)

    def _without_gone(self, rows: pd.DataFrame) -> pd.DataFrame:
        """The rows without those taken back, unless views as known before still show them."""
        return rows if self.news or self.gone.empty else rows[~among(rows[self.table.key], self.gone)]

    def _replaced(self, piece: pd.DataFrame, at: npt.NDArray[np.int64]) -> pd.DataFrame:
        """Old rows, those changed by what stands ``at`` a row of the import, those unchanged cited again."""
        places = np.flatnonzero(self.changed[at])
        fresh = self.rows.iloc[at[places]]
        for name in piece.columns if len(places) else ():
            if name in fresh and not alike(piece[name].iloc[places], fresh[name]).all():
                piece[name] = _with(piece[name], places, fresh[name])
        if not self.sourced or not self.same.any():
            return piece
        ids = piece["source_ids"]
        # Rows that the new edition has as they are rest on it too.
        more = self.same[at] & ~self._rest_on_it(ids)
        return piece.assign(source_ids=ids.where(~more, ids + ";" + self.source_id).str.removeprefix(";"))

    def _earlier(self, old: pd.DataFrame, keys: pd.Series) -> pd.DataFrame:
        """The earlier wording of rows that were news, each under an id of its own."""
        key = self.table.key
        earlier = old[~self._rest_on_it(old["source_ids"])]
        ids = earlier[key].str.slice(0, 65) + f".until-{self.source_id[-8:]}"
        earlier[key] = ids
        return earlier[~among(ids, keys)]

    def _rest_on_it(self, cells: pd.Series) -> npt.NDArray[np.bool_]:
        """Which lists of sources have the new edition among them."""
        known = {cell: self.source_id in cell.split(";") for cell in cells.unique()}
        return np.asarray(cells.map(known), dtype=bool)


def _in_columns(rows: pd.DataFrame, columns: Sequence[str]) -> pd.DataFrame:
    """The rows in some columns, empty in those they have not."""
    empty = repeated("", rows.index)
    return pd.DataFrame({name: rows.get(name, empty) for name in columns}, index=rows.index, copy=False)


def _with(cells: pd.Series, places: npt.NDArray[np.int64], others: pd.Series) -> pd.Series:
    """Cells with others in some places."""
    cells = cells.copy()
    cells.iloc[places] = others.to_numpy()
    return cells


def _withdrawn_editions(sources: pd.DataFrame, preview: Preview) -> pd.DataFrame:
    """The sources with the day on which the editions before this one were withdrawn."""
    if preview.layout is None or not preview.source_id:
        return sources
    day = f"{preview.source_id[-8:-4]}-{preview.source_id[-4:-2]}-{preview.source_id[-2:]}"
    editions = sources["source_id"].str.fullmatch(rf"{preview.source_key}-\d{{8}}")
    earlier = editions & (sources["source_id"] < preview.source_id) & sources["withdrawn"].eq("")
    return sources.assign(withdrawn=sources["withdrawn"].where(~earlier, day))


def _places_in_use(mergers: Mapping[str, _Merger], before: CaseTables) -> pd.DataFrame:
    """The places without new ones that no accepted row names."""
    named = [before["places"].frame(["place_id"])["place_id"]]
    for name in ("events", "claims"):
        if name in mergers:
            named += [piece["place_id"].drop_duplicates() for piece in mergers[name].pieces(["place_id"])]
    if "routes" in mergers:
        named += [split_keys(piece["place_ids"]) for piece in mergers["routes"].pieces(["place_ids"])]
    places = pd.concat(mergers["places"], ignore_index=True)
    return places[among(places["place_id"], pd.concat(named).drop_duplicates())]
