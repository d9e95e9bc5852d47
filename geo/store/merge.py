"""The tables of a case with what is accepted of an import: rows added, changed, taken back."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from geo.case import schema
from geo.intake.case_tables import CaseTables
from geo.intake.field_cells import among
from geo.intake.preview import CHANGED, GONE, NEW, SAME

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    import numpy.typing as npt

    from geo.case.table import Table
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
) -> tuple[dict[str, pd.DataFrame], dict[str, dict[str, int]]]:
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
    tables : dict of str to pandas.DataFrame
        Text columns by name of file.
    changes : dict of str to dict of str to int
        Rows ``new``, ``changed`` and ``gone`` by table.
    """
    before = CaseTables(folder)
    files: dict[str, pd.DataFrame] = {}
    changes: dict[str, dict[str, int]] = {}
    for table in schema.TABLES:
        rows = preview.tables.get(table.name)
        gone = preview.gone.get(table.name, ()) if GONE in choice.outcomes else ()
        if rows is None and not gone:
            continue
        if choice.tables is not None and table.name not in (*choice.tables, *_BESIDE):
            continue
        outcome = preview.outcome.get(table.name, pd.Series(dtype="str"))
        if rows is None:
            rows = before[table.name].iloc[:0]
        merger = _Merger(table, before[table.name], preview.source_id if preview.layout else "")
        files[table.file] = merger.frame(rows, outcome, gone, choice)
        changes[table.name] = merger.counts
    if preview.layout is not None and "sources.csv" not in files and any(preview.gone.values()):
        files["sources.csv"] = before["sources"]
    if "sources.csv" in files:
        files["sources.csv"] = _withdrawn_editions(files["sources.csv"], preview)
    _drop_unused(files, changes, preview, before)
    return files, {name: counts for name, counts in changes.items() if name not in ("sources", "actors")}


class _Merger:
    """Puts the accepted rows of one table among those it has."""

    def __init__(self, table: Table, old: pd.DataFrame, source_id: str) -> None:
        self.table, self.old, self.source_id = table, old, source_id
        self.counts = {NEW: 0, CHANGED: 0, GONE: 0}
        self.sourced = "source_ids" in table.columns and bool(source_id)

    def frame(
        self, rows: pd.DataFrame, outcome: pd.Series, gone: tuple[str, ...], choice: Choice
    ) -> pd.DataFrame:
        """The table as it is to be written."""
        key = self.table.key
        words = outcome.to_numpy()
        wanted = ~among(rows[key], pd.Series(sorted(choice.without), dtype="str")).to_numpy()
        parts = [self.old]
        changed = (words == CHANGED) & wanted
        if changed.any() and CHANGED in choice.outcomes:
            parts = self._changed(self.old, rows[changed])
        if self.sourced and (same := (words == SAME) & wanted).any():
            parts[0] = self._cited_again(parts[0], rows.loc[same, key])
        new = (words == NEW) & wanted
        if new.any() and NEW in choice.outcomes:
            self.counts[NEW] = int(new.sum())
            # Rows that are all taken are not copied: there may be a million.
            parts.append(rows if new.all() else rows[new])
        self.counts[GONE] = len(gone)
        columns = list(dict.fromkeys(name for part in parts for name in part.columns))
        parts = [part for part in parts if len(part)] or parts[:1]
        both = parts[0].reindex(columns=columns, fill_value="")
        if len(parts) > 1:
            both = pd.concat(
                [both, *(part.reindex(columns=columns, fill_value="") for part in parts[1:])],
                ignore_index=True,
            )
        if gone and not (self.sourced and self.table.name in _NEWS):
            both = both[~both[key].isin(gone)]
        return both

    def _changed(self, old: pd.DataFrame, changed: pd.DataFrame) -> list[pd.DataFrame]:
        """The old rows with those changed in their places, and the earlier wording of each that was news."""
        key = self.table.key
        self.counts[CHANGED] = len(changed)
        places = old.index[old[key].isin(changed[key])]
        fresh = changed.set_index(key, drop=False).reindex(old.loc[places, key])
        earlier = old.loc[places].copy()
        # Of a million rows only the columns that differ anywhere are copied.
        differing = {
            name: pd.Series(fresh[name].to_numpy(), index=places, dtype="str")
            for name in fresh.columns
            if name in old.columns and (fresh[name].to_numpy() != earlier[name].to_numpy()).any()
        }
        replaced = old.assign(**{name: _with(old[name], cells) for name, cells in differing.items()})
        if not (self.sourced and self.table.name in _NEWS):
            return [replaced]
        earlier = earlier[~self._rest_on_it(earlier["source_ids"])]
        mark = self.source_id[-8:]
        earlier[key] = earlier[key].str.slice(0, 65) + f".until-{mark}"
        return [replaced, earlier[~earlier[key].isin(old[key])]]

    def _cited_again(self, old: pd.DataFrame, keys: pd.Series) -> pd.DataFrame:
        """Rows that the new edition has as they are rest on it too."""
        ids = old["source_ids"]
        more = among(old[self.table.key], keys).to_numpy() & ~self._rest_on_it(ids)
        return old.assign(source_ids=ids.where(~more, ids + ";" + self.source_id).str.removeprefix(";"))

    def _rest_on_it(self, cells: pd.Series) -> npt.NDArray[np.bool_]:
        """Which lists of sources have the new edition among them."""
        known = {cell: self.source_id in cell.split(";") for cell in cells.unique()}
        return np.asarray(cells.map(known), dtype=bool)


def _with(cells: pd.Series, others: pd.Series) -> pd.Series:
    """Cells with others in their places."""
    cells = cells.copy()
    cells.loc[others.index] = others
    return cells


def _withdrawn_editions(sources: pd.DataFrame, preview: Preview) -> pd.DataFrame:
    """The sources with the day on which the editions before this one were withdrawn."""
    if preview.layout is None or not preview.source_id:
        return sources
    day = f"{preview.source_id[-8:-4]}-{preview.source_id[-4:-2]}-{preview.source_id[-2:]}"
    editions = sources["source_id"].str.fullmatch(rf"{preview.source_key}-\d{{8}}")
    earlier = editions & (sources["source_id"] < preview.source_id) & sources["withdrawn"].eq("")
    return sources.assign(withdrawn=sources["withdrawn"].where(~earlier, day))


def _drop_unused(
    files: dict[str, pd.DataFrame],
    changes: Mapping[str, dict[str, int]],
    preview: Preview,
    before: CaseTables,
) -> None:
    """Leave places out that no accepted row names, and a source that none rests on."""
    rows = [name for name in changes if name not in _BESIDE]
    if preview.layout is None or preview.layout.table == "places":
        return
    if not any(sum(changes[name].values()) for name in rows):
        files.clear()
        for counts in changes.values():
            counts.update({NEW: 0, CHANGED: 0, GONE: 0})
        return
    if "places.csv" in files:
        parts = [files[f"{name}.csv"]["place_id"] for name in ("events", "claims") if f"{name}.csv" in files]
        if "routes.csv" in files:
            parts.append(files["routes.csv"]["place_ids"].str.split(";").explode().dropna().astype("str"))
        named = pd.concat([part.drop_duplicates() for part in [*parts, before["places"]["place_id"]]])
        places = files["places.csv"]
        files["places.csv"] = places[among(places["place_id"], named)]
