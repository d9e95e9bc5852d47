"""Texts that know the future: dates and figures later than their row, or than the first of its sources.

A text is as old as its newest statement, so what came later belongs in a row of its own date and source.
The tables' frames have the line in the file as their index.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from geo.case.cited_by import last_day, publication_dates
from geo.case.dates_in_text import ANY_DATE, dates_in, figures_in, may_hold_figures
from geo.case.schema import AREAS_FILE, BY_NAME, KEYS
from geo.case.set_aside import Fault, SetAside, shortened
from geo.case.toml_values import FILE
from geo.cells import items

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from datetime import date

    import numpy.typing as npt

    from geo.case.settings import Settings

# The texts of each table that are shown, in our own words.
TEXTS: Mapping[str, tuple[str, ...]] = {
    "sources": ("note",),
    "places": ("note",),
    "actors": ("note",),
    "routes": ("name", "short_name", "note"),
    "route_status": ("who_could_pass", "doubt", "note"),
    "passage": ("doubt", "note"),
    "events": ("title", "summary", "doubt", "note"),
    "claims": ("subject", "doubt", "note"),
    "consignments": ("cargo", "doubt", "note"),
    "aid_stages": ("part", "doubt", "note"),
    "requests": ("purpose", "doubt", "note"),
    "accommodation": ("doubt", "note"),
    "movements": ("people", "doubt", "note"),
    "areas": ("name_en", "note"),
}
# What is shown from its first moment on; of any other row the whole is told once it is over.
_SHOWN_FROM_THE_START = frozenset({"route_status", "passage", "consignments", "aid_stages"})
_FIGURES: Mapping[str, tuple[str, ...]] = {
    "claims": ("value", "low", "high"),
    "consignments": ("quantity",),
    "aid_stages": ("amount",),
    "accommodation": ("persons", "stated_total"),
    "movements": ("persons", "low", "high"),
}
# Of one column so many texts with a date or a figure are read, so that a huge case opens in time.
_MOST = 50_000
_LEAST = 100
# A figure that turns up again after longer than this is likely another one.
_SAME_MATTER = pd.Timedelta(days=183)
# Line, text, day and day known of one row.
_Text = tuple[int, str, pd.Timestamp, pd.Timestamp]
# A reason, and the words at fault by the line of their row.
_Late = tuple[str, dict[int, str]]
_WITH_ITS_DAY = "Tell it in a row of its own date and source, or give an earlier date its year."
_AFTER_ROW = "the text names a date later than its row"
_AFTER_SOURCE = "the text names a date later than the first of its sources"
_LATER_FIGURE = "the text has a figure that the tables first have of a later date or source"


@dataclass(frozen=True)
class _Rows:
    """The rows of one table, the day of each, NaT where it has none, and when sources were published."""

    frame: pd.DataFrame
    day: pd.Series
    published: Mapping[str, str] | None = None
    """None for rows that rest on no source: nothing tells when they were known."""

    def known(self, at: npt.NDArray[np.int64] | slice) -> pd.Series:
        """The day from which the rows at some positions are known; NaT where there is none."""
        if self.published is None:
            return pd.Series(pd.NaT, self.frame.index[at], dtype="datetime64[s]")
        cells = self.frame["source_ids"].array[at].tolist()
        days = {cell: _first_known(cell, self.published) for cell in set(cells)}
        known = np.array([days[cell] for cell in cells], dtype="datetime64[s]")
        return pd.Series(known, self.frame.index[at])

    def texts(self, column: str, at: npt.NDArray[np.int64]) -> Iterator[_Text]:
        """Line, text, day and day known of the rows at some positions, of the first of very many."""
        if not len(at):
            return iter(())
        some = self.frame[column].iloc[at[:_MOST]]
        return zip(some.index, some, self.day.iloc[at[:_MOST]], self.known(at[:_MOST]), strict=True)


def later_texts(frames: Mapping[str, pd.DataFrame], settings: Settings) -> Iterator[SetAside]:
    """Columns whose texts name dates or figures that their rows or sources could not know yet.

    Parameters
    ----------
    frames
        The tables as loaded, indexed by the line in their file; areas by their number.
    settings
        ``set_in_advance`` names the rows that quote a day still to come. What bears no date, places,
        actors and notes of pages, is asked to tell of nothing after the case's period began.

    Yields
    ------
    SetAside
        One note for each column and reason, with the lines of its rows.
    """
    published = publication_dates(frames["sources"])
    rows = {name: _rows(name, frames, published, settings) for name in TEXTS}
    # Without its claims nothing tells when a figure was first stated.
    figures = _first_stated(rows) if len(frames["claims"]) else {}
    for name, columns in TEXTS.items():
        file = BY_NAME[name].file if name in BY_NAME else AREAS_FILE
        frame = rows[name].frame
        exempt = np.flatnonzero(frame[KEYS[name]].isin(settings.set_in_advance))
        for column in columns:
            texts = pa.array(frame[column], pa.large_string(), from_pandas=True)
            dated = np.flatnonzero(pc.match_substring_regex(texts, ANY_DATE).fill_null(fill_value=False))
            stating = may_hold_figures(texts, figures) if figures else exempt
            yield from (
                Fault(column, pd.Series(cells), reason, _WITH_ITS_DAY, "note").report(file)
                for reason, cells in (
                    *_late_dates(rows[name].texts(column, np.setdiff1d(dated, exempt))),
                    _late_figures(rows[name].texts(column, np.setdiff1d(stating, exempt)), figures),
                )
                if cells
            )
    yield from _of_settings(settings)


def _of_settings(settings: Settings) -> Iterator[SetAside]:
    texts = [
        (f"page_notes.{page}", note, settings.page_notes_from.get(page, settings.period.first))
        for page, note in settings.page_notes.items()
    ]
    texts += [("key_date", key_date.label, key_date.day) for key_date in settings.key_dates]
    texts += [("preset", preset.label, preset.period.last) for preset in settings.presets]
    for column, text, day in texts:
        late = [written.words for written in dates_in(text, day.year, day.month) if written.first > day]
        if late:
            yield SetAside(FILE, None, column, shortened(late[0]), _AFTER_ROW, _WITH_ITS_DAY, "note")


def _rows(
    name: str, frames: Mapping[str, pd.DataFrame], published: Mapping[str, str], settings: Settings
) -> _Rows:
    frame = frames[name]
    none = pd.Series(pd.NaT, frame.index, dtype="datetime64[s]")
    if name in ("places", "actors"):
        return _Rows(frame, none.fillna(pd.Timestamp(settings.period.first)))
    if name == "sources":
        return _Rows(frame, _last_days(frame["end"]))
    if name == "passage":
        starts = frames["route_status"].set_index("status_id")["start"]
        begun = pd.Series(starts.reindex(frame["status_id"]).to_numpy(), frame.index)
        own = pd.to_datetime(frame["date_from"].str[:10].replace("", None), errors="coerce")
        return _Rows(frame, own.fillna(begun).dt.normalize(), published)
    if name == "areas" or "end" not in frame:
        return _Rows(frame, none, published)
    shown = frame["start"].dt.normalize() if name in _SHOWN_FROM_THE_START else _last_days(frame["end"])
    return _Rows(frame, shown, published)


def _last_days(ends: pd.Series) -> pd.Series:
    return (ends - pd.Timedelta(seconds=1)).dt.normalize()


def _first_known(cell: str, published: Mapping[str, str]) -> date | None:
    """The day by which the first of the sources had been published; None where none bears a date."""
    days = [
        last_day(day) for source in items(cell) if (day := published.get(source)) and isinstance(day, str)
    ]
    return min(days, default=None)


def _late_dates(texts: Iterable[_Text]) -> tuple[_Late, _Late]:
    after_row: dict[int, str] = {}
    after_source: dict[int, str] = {}
    for line, text, day, known in texts:
        of = known if pd.isna(day) else day
        if pd.isna(of):
            continue
        for written in dates_in(text, of.year, of.month):
            first = pd.Timestamp(written.first)
            if first > day:
                after_row.setdefault(line, written.words)
            elif first > known:
                after_source.setdefault(line, written.words)
    return (_AFTER_ROW, after_row), (_AFTER_SOURCE, after_source)


def _late_figures(
    texts: Iterable[_Text], figures: Mapping[float, tuple[pd.Timestamp, pd.Timestamp]]
) -> _Late:
    late: dict[int, str] = {}
    for line, text, day, known in texts:
        for words, value in figures_in(text):
            if value in figures and _later(figures[value], day, known):
                late.setdefault(line, words)
    return _LATER_FIGURE, late


def _later(first: tuple[pd.Timestamp, pd.Timestamp], day: pd.Timestamp, known: pd.Timestamp) -> bool:
    """Whether a figure is stated after ``day`` or ``known``, and not so long after that it is another one."""
    return any(mine < its <= mine + _SAME_MATTER for its, mine in zip(first, (day, known), strict=True))


def _first_stated(rows: Mapping[str, _Rows]) -> dict[float, tuple[pd.Timestamp, pd.Timestamp]]:
    """Each figure of the tables, with the first day it holds and the first day it is known."""
    stated = [
        pd.DataFrame(
            {
                "figure": rows[name].frame[column],
                "day": rows[name].frame["start"].dt.normalize(),
                "known": rows[name].known(slice(None)),
            }
        )
        for name, columns in _FIGURES.items()
        for column in columns
    ]
    every = pd.concat(stated, ignore_index=True)
    first = every[every["figure"] >= _LEAST].groupby("figure").min()
    days = zip(first["day"], first["known"], strict=True)
    return dict(zip(first.index.astype(float), days, strict=True))
