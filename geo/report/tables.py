"""Events as a reader sees them: one row each, columns in plain words."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from geo.case.sources import UNDATED
from geo.dates import format_date, format_span
from geo.facts.doubt import DISPUTED, DOUBT_LABELS, SINGLE, with_doubts
from geo.names import place_names
from geo.view.join import join
from geo.words import plural

if TYPE_CHECKING:
    from datetime import datetime, tzinfo

    from geo.case.case import Case
    from geo.view.select import Selection

NO_PLACE = "no place known"
ROLES = {
    "site": "happened here",
    "seat": "seat of who spoke",
    "subject": "is about this place",
    "": "role not stated",
}
# Letters of a moment that say no more than its precision.
_WIDTHS = {"year": 4, "month": 7, "day": 10}
BEGINS_LATER, ENDS_LATER = "begins after the as-at date", "ends after the as-at date"
POSSIBLE = "dated only roughly: possibly in this period"


def event_table(case: Case, events: pd.DataFrame, names: str = "both") -> pd.DataFrame:
    """Return the events in plain words.

    Parameters
    ----------
    case
        The case the events are of.
    events
        Rows of its table; a column `possible` (bool) is told in "Doubt".
    names
        A name mode of ``geo.names``.

    Returns
    -------
    pandas.DataFrame
        One row an event, indexed by its id, in the order given. "From" and "To" are days (datetime64,
        both included) for sorting; "When" says what is known of them.
    """
    zone, kinds = case.settings.zone, case.settings.kinds
    dates = zip(events["date_start"], events["date_end"], events["date_precision"], strict=True)
    when = [when_in_words(start, end, precision, zone) for start, end, precision in dates]
    shown = {
        "From": events["start"].dt.normalize(),
        "To": (events["end"] - pd.Timedelta(seconds=1)).dt.normalize(),
        "When": pd.Series(when, index=events.index, dtype="str"),
        "Category": events["category"].map(lambda key: kinds[key].label),
        "What": events["title"],
        "Place": _places(case, events, names),
        "Place is": events["place_role"].map(ROLES).where(events["place_id"].ne(""), NO_PLACE),
        "Who": events["actors"].str.replace(";", ", "),
        "Summary": events["summary"],
        "Sources": _source_words(case, events["source_ids"]),
        "Confidence": events["confidence"],
        "Doubt": _doubts(with_doubts(case, events)),
    }
    return pd.DataFrame(shown).set_axis(events["event_id"].astype("str"), axis=0)


def after_as_at(events: pd.DataFrame, at: datetime) -> pd.Series:
    """Say of each event what of it is later than a moment.

    Parameters
    ----------
    events
        Rows of the case's events.
    at
        The as-at moment, local to the case.

    Returns
    -------
    pandas.Series
        `BEGINS_LATER` or `ENDS_LATER`, and an empty text for what was over; indexed as the events.
    """
    begins, ends = _later(events, at)
    words = pd.Series("", events.index, dtype="str")
    return words.mask(ends, ENDS_LATER).mask(begins, BEGINS_LATER)


def later_words(selection: Selection, at: datetime) -> str:
    """Say how many events of a list begin or end after the as-at moment; an empty text where none does."""
    begin, end = (mask.to_numpy()[selection.rows] for mask in _later(selection.case.events, at))
    begins, ends = int(np.count_nonzero(begin)), int(np.count_nonzero(end & ~begin))
    parts = [f"{begins:,} {plural(begins, 'begins', 'begin')}"] if begins else []
    parts += [f"{ends:,} that had begun {plural(ends, 'ends', 'end')}"] if ends else []
    if not parts:
        return ""
    return f"Later: of these events {' and '.join(parts)} after the as-at date, {format_date(at.date())}."


def _later(events: pd.DataFrame, at: datetime) -> tuple[pd.Series, pd.Series]:
    """Which events begin, and which have their last moment, after a moment."""
    return events["start"].gt(at), events["end"].gt(at + timedelta(seconds=1))


def when_in_words(start: str, end: str, precision: str, zone: tzinfo | None = None) -> str:
    """Return the dates of an event in words, no finer than its precision.

    >>> when_in_words("1992-01-01", "1994-12-31", "year"), when_in_words("2023-09-18", "2023-09-19", "day")
    ('1992 – 1994', '18–19 Sept 2023')
    """
    width = _WIDTHS.get(precision, len(start))
    return format_span(start[:width], end[:width], zone)


def _places(case: Case, events: pd.DataFrame, names: str) -> pd.Series:
    placed = join(case.places, events).placed
    return place_names(placed, names).reindex(events.index, fill_value="")


def _doubts(events: pd.DataFrame) -> pd.Series:
    """Return why a row is uncertain, disputed or told by one source, and whether its date is too rough."""
    doubt = events["doubt"].where(events["doubt"].ne(""), "uncertain")
    marked = events["uncertain"].eq("yes")
    words = doubt.where(marked, "")
    words = _added(words, events["disputed"] & ~marked, DOUBT_LABELS[DISPUTED].lower() + ": figures disagree")
    words = _added(words, events["single"], DOUBT_LABELS[SINGLE].lower())
    if "possible" in events:
        words = _added(words, events["possible"], POSSIBLE)
    return words


def _added(words: pd.Series, where: pd.Series, more: str | pd.Series) -> pd.Series:
    """Return the words with more behind them in some rows."""
    joined = words.where(words.eq(""), words.str.rstrip(".") + "; ") + more
    return words.where(~where, joined)


def _source_words(case: Case, cells: pd.Series) -> pd.Series:
    """Return the publishers of each row's sources, with the date of each."""
    words = {
        row["source_id"]: f"{row['publisher']} ({row['published'] or UNDATED})"
        for row in case.sources.to_dict("records")
    }
    cited = {
        cell: "; ".join(words.get(part.strip(), part.strip()) for part in cell.split(";"))
        for cell in cells.unique()
    }
    return cells.map(cited)
