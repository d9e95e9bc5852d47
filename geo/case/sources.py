"""Sources as a reader meets them, and what rests on each."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import pandas as pd

from geo.case.rows import read_row
from geo.cells import split_keys
from geo.dates import format_moment
from geo.memo import once_per_frame
from geo.words import counted

if TYPE_CHECKING:
    from collections.abc import Iterable

    from geo.case.case import Case

# Tables whose rows rest on sources, with the words for one row and for several.
RESTING = {
    "events": ("event", "events"),
    "claims": ("claim", "claims"),
    "route_status": ("road status", "road statuses"),
    "passage": ("passage on a road", "passages on roads"),
    "consignments": ("consignment", "consignments"),
    "aid_stages": ("stage of a consignment", "stages of consignments"),
    "requests": ("request", "requests"),
    "accommodation": ("accommodation figure", "accommodation figures"),
    "movements": ("movement", "movements"),
    "routes": ("route", "routes"),
    "areas": ("area", "areas"),
}
UNDATED = "no date given"
MAY_BE_PASSED_ON = "yes"
_PASS_ON = {
    MAY_BE_PASSED_ON: "may be passed on",
    "no": "may not be passed on",
    "": "are held back from files, as it is not stated whether they may be passed on",
}
# Columns that only the program reads.
_UNTOLD = frozenset({"geometry", "start", "end", "source_ids", "date_precision"})


@dataclass(frozen=True)
class Citation:
    """One source as it is shown beside what rests on it."""

    source_id: str
    title: str
    publisher: str
    published: str
    """The publication date in words, or that none is given."""
    url: str
    licence: str
    pass_on: str
    """Whether rows that rest on it may be passed on, in words."""
    note: str


def citations(case: Case, source_ids: Iterable[str]) -> tuple[Citation, ...]:
    """Return the sources with these ids, in the order given; ids without a row are left out."""
    known = _by_id(case.sources)
    return tuple(known[source_id] for source_id in dict.fromkeys(source_ids) if source_id in known)


def resting(case: Case) -> pd.DataFrame:
    """Return every source with how many rows of each table rest on it.

    Parameters
    ----------
    case
        The case.

    Returns
    -------
    pandas.DataFrame
        One row a source, most used first: the columns of the sources, one count for each table of
        ``RESTING``, and ``total``.
    """
    frame = case.sources.copy()
    for name in RESTING:
        counts = split_keys(case.tables()[name]["source_ids"].astype("str")).value_counts()
        frame[name] = frame["source_id"].map(counts).fillna(0).astype(int)
    frame["total"] = frame[list(RESTING)].sum(axis=1)
    return frame.sort_values(["total", "source_id"], ascending=[False, True], kind="stable")


def source_table(case: Case) -> pd.DataFrame:
    """Return the sources of a case in plain words.

    Parameters
    ----------
    case
        The case.

    Returns
    -------
    pandas.DataFrame
        One row a source, indexed by its id, most used first, with the counts of rows that rest on it.
    """
    frame = resting(case)
    shown = {
        "Source": frame["title"],
        "Publisher": frame["publisher"],
        "Published": frame["published"].map(lambda day: format_moment(day) or UNDATED),
        **{words[1].capitalize(): frame[name] for name, words in RESTING.items()},
        "All": frame["total"],
        "Licence": frame["licence"].where(frame["licence"].ne(""), "not stated"),
        "May be passed on": frame["pass_on"].where(frame["pass_on"].ne(""), "not stated"),
        "Address": frame["url"],
    }
    return pd.DataFrame(shown).set_index(frame["source_id"])


@dataclass(frozen=True)
class Resting:
    """The rows of one table that rest on a source, as loaded and in plain words."""

    table: str
    rows: pd.DataFrame
    words: pd.DataFrame


def resting_on(case: Case, source_id: str) -> tuple[Resting, ...]:
    """Return what rests on one source, table by table; tables without a row are left out."""
    resting = []
    for table in RESTING:
        frame = case.tables()[table]
        cells = split_keys(frame["source_ids"].astype("str"))
        rows = frame.loc[cells.index[cells == source_id].unique()]
        if len(rows):
            resting.append(Resting(table, rows, _in_words(rows)))
    return tuple(resting)


def _in_words(rows: pd.DataFrame) -> pd.DataFrame:
    """Return the columns that say something, named for reading."""
    columns = [name for name in rows.columns if name not in _UNTOLD and rows[name].notna().any()]
    columns = [name for name in columns if not rows[name].eq("").all()]
    return pd.DataFrame(rows[columns]).rename(columns=lambda name: name.replace("_", " ").capitalize())


def counted_rows(count: int, table: str) -> str:
    """Return a count of rows in words.

    Parameters
    ----------
    count
        How many rows.
    table
        Name of their table, one of ``RESTING``.

    Returns
    -------
    str
        The count, and what a row of that table is called.

    Examples
    --------
    >>> counted_rows(1, "events"), counted_rows(2, "claims")
    ('1 event', '2 claims')
    """
    return counted(count, *RESTING[table])


@once_per_frame
def _by_id(sources: pd.DataFrame) -> dict[str, Citation]:
    return {row["source_id"]: _citation(row) for row in sources.to_dict("records")}


def _citation(row: dict[str, str]) -> Citation:
    published = format_moment(row["published"]) or UNDATED
    return read_row(Citation, row, published=published, pass_on=_PASS_ON[row["pass_on"]])
