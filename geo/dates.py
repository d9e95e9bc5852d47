"""Moments, intervals and periods; docs/dates.md gives the words and rules.

A moment is text as precise as what is known: ``2023``, ``2023-09``, ``2023-09-19`` or
``2023-09-19T13:00``. It stands for a half-open interval of naive time local to the case.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Literal

import numpy as np
import numpy.typing as npt
import pandas as pd

from geo.date_words import (
    format_date,
    format_days,
    format_moment,
    format_span,
    offset_of,
    offsets,
    parse_date,
)

__all__ = [
    "EARLIEST", "LATEST", "MOMENT", "PRECISIONS", "Period", "Precision", "bounds", "end_of_day",
    "format_date", "format_moment", "format_period", "format_span", "interval_columns", "is_moment",
    "matches", "offset_of", "offsets", "overlaps", "parse_at", "parse_date", "precision_of",
]  # fmt: skip

Precision = Literal["hour", "day", "month", "year"]
PRECISIONS: tuple[Precision, ...] = ("hour", "day", "month", "year")
MOMENT = r"[0-9]{4}(?:-[0-9]{2}(?:-[0-9]{2}(?:T[0-9]{2}:[0-9]{2})?)?)?"

EARLIEST, LATEST = date(1500, 1, 1), date(2500, 12, 31)
"""Dates of a case, and of a view of it, lie between these: what is worked out day by day stays small."""
_DAY = timedelta(days=1)
# Month, day, hour and minute where a moment, from the year on, has none.
_FIRST = (0, 1, 1, 0, 0)
_PRECISION_OF_LENGTH: dict[int, Precision] = {4: "year", 7: "month", 10: "day", 16: "hour"}
_FORM, _NINE = b"0000-00-00T00:00", 9
# Where month, day, hour and minute stand in the text of a moment, their units in numpy, the least of each.
_PARTS = ((5, "M", 1), (8, "D", 1), (11, "h", 0), (14, "m", 0))
_NUMPY_UNIT = {4: "Y", 7: "M", 10: "D"}


@dataclass(frozen=True, order=True)
class Period:
    """A range of days, both inclusive.

    >>> Period(date(2023, 9, 24), date(2023, 10, 4)).days
    11
    """

    first: date
    last: date

    def __post_init__(self) -> None:
        if self.last < self.first:
            raise ValueError(
                f"the period ends ({format_date(self.last)}) before it begins ({format_date(self.first)})"
            )

    @property
    def start(self) -> datetime:
        """First moment of the period."""
        return datetime.combine(self.first, time.min)

    @property
    def end(self) -> datetime:
        """First moment after the period."""
        return datetime.combine(self.last, time.min) + _DAY

    @property
    def days(self) -> int:
        """Number of days, both ends counted."""
        return (self.last - self.first).days + 1

    def __contains__(self, day: date) -> bool:
        return self.first <= day <= self.last


def precision_of(moment: str) -> Precision:
    """How precise a moment's text is; ValueError when it is not a moment.

    >>> precision_of("2023-09")
    'month'
    """
    if not re.fullmatch(MOMENT, moment) or not EARLIEST.year <= int(moment[:4]) <= LATEST.year:
        raise ValueError(f"'{moment}' is not a date: write YYYY, YYYY-MM, YYYY-MM-DD or YYYY-MM-DDTHH:MM")
    return _PRECISION_OF_LENGTH[len(moment)]


def bounds(moment: str, precision: Precision | None = None) -> tuple[datetime, datetime]:
    """First moment of ``moment`` and first moment after it, local time.

    A coarser ``precision`` than the text's own widens the interval; a finer one is refused,
    because it would claim to know more than is written. ValueError also for impossible dates.

    >>> bounds("2023-02")
    (datetime.datetime(2023, 2, 1, 0, 0), datetime.datetime(2023, 3, 1, 0, 0))
    >>> bounds("2023-09-19T13:00", "day")
    (datetime.datetime(2023, 9, 19, 0, 0), datetime.datetime(2023, 9, 20, 0, 0))
    """
    written = precision_of(moment)
    wanted = precision or written
    if PRECISIONS.index(wanted) < PRECISIONS.index(written):
        raise ValueError(f"'{moment}' is known to the {written}, not to the {wanted}")
    try:
        parts = [int(part) for part in re.split(r"[-T:]", moment)]
        year, month, day, hour, minute = (*parts, *_FIRST[len(parts) :])
        first = datetime(year, month, day, hour, minute)
        return _floor(first, wanted), _after(first, wanted)
    except (ValueError, OverflowError):
        raise ValueError(f"'{moment}' is not a date of the calendar") from None


def _floor(moment: datetime, precision: Precision) -> datetime:
    if precision == "hour":
        return moment
    day = datetime(moment.year, moment.month, moment.day)
    if precision == "day":
        return day
    return day.replace(day=1) if precision == "month" else day.replace(month=1, day=1)


def _after(moment: datetime, precision: Precision) -> datetime:
    first = _floor(moment, precision)
    if precision == "hour":
        return first + timedelta(hours=1)
    if precision == "day":
        return first + _DAY
    step = 32 if precision == "month" else 366
    return _floor(first + timedelta(days=step), precision)


def interval_columns(frame: pd.DataFrame, start_col: str, end_col: str) -> pd.DataFrame:
    """Columns ``start`` and ``end`` (datetime64[s], half-open, local) of two columns of moments.

    The result has the index of ``frame``. An empty end takes the interval of the start. What
    is not a moment gives NaT. Name one column twice for rows that hold a single moment.

    Parameters
    ----------
    frame
        A table with both columns as text.
    start_col
        Name of the column of first moments.
    end_col
        Name of the column of last ones, or the same name.

    Returns
    -------
    pandas.DataFrame
        The two columns.

    Examples
    --------
    >>> frame = pd.DataFrame({"a": ["2023-09-19T13:00", "2023"], "b": ["", "2023-03"]})
    >>> interval_columns(frame, "a", "b")
                    start                 end
    0 2023-09-19 13:00:00 2023-09-19 14:00:00
    1 2023-01-01 00:00:00 2023-04-01 00:00:00
    """
    starts, own_ends = _bounds_of(frame[start_col])
    if end_col == start_col:
        ends = own_ends
    else:
        _, ends = _bounds_of(frame[end_col])
        ends = np.where(_blank(frame[end_col]), own_ends, ends)
    return pd.DataFrame({"start": starts, "end": ends}, index=frame.index)


def is_moment(texts: pd.Series) -> pd.Series:
    """Which texts are moments of the calendar.

    Parameters
    ----------
    texts
        Cells of a column.

    Returns
    -------
    pandas.Series
        bool, with the index of ``texts``.

    Examples
    --------
    >>> is_moment(pd.Series(["2023-02-28", "2023-02-30", "soon", ""])).tolist()
    [True, False, False, False]
    """
    return pd.Series(~np.isnat(_bounds_of(texts)[0]), index=texts.index)


def _blank(texts: pd.Series) -> npt.NDArray[np.bool_]:
    blank: npt.NDArray[np.bool_] = texts.isna().to_numpy() | texts.eq("").to_numpy(dtype=bool)
    return blank


def _bounds_of(texts: pd.Series) -> tuple[npt.NDArray[np.datetime64], npt.NDArray[np.datetime64]]:
    """Starts and ends of moments; each distinct text is parsed once."""
    codes, distinct = pd.factorize(texts.fillna("").astype(str))
    words = np.asarray(distinct, dtype=object)
    starts = np.full(len(words) + 1, "NaT", dtype="datetime64[s]")
    ends = starts.copy()
    # Of other letters than those of ASCII no moment is made, and of them no bytes of one length.
    lengths = np.fromiter((len(word) if word.isascii() else 0 for word in words), int, len(words))
    for length in _PRECISION_OF_LENGTH:
        at = np.flatnonzero(lengths == length)
        starts[at] = first = _parsed(words[at].astype(f"S{length}"))
        ends[at] = _next(first, length)
    return starts[codes], ends[codes]


def _parsed(words: npt.NDArray[np.bytes_]) -> npt.NDArray[np.datetime64]:
    """The first seconds of texts of one length; NaT for what is no moment of the calendar."""
    letters = words.view(np.uint8).reshape(len(words), words.dtype.itemsize)
    form = np.frombuffer(_FORM[: letters.shape[1]], np.uint8)
    digits = letters.astype(int) - ord("0")
    good = np.where(form == ord("0"), (digits >= 0) & (digits <= _NINE), letters == form).all(axis=1)
    year = digits[:, :4] @ (1000, 100, 10, 1)
    good &= (year >= EARLIEST.year) & (year <= LATEST.year)
    first = np.where(good, year - 1970, np.iinfo(np.int64).min).astype("datetime64[Y]")
    for at, unit, least in _PARTS:
        if at < letters.shape[1]:
            finer = first.astype(f"datetime64[{unit}]") + (digits[:, at : at + 2] @ (10, 1) - least)
            # A month 13, or a 30 February, would run over into what follows.
            finer[finer.astype(first.dtype) != first] = np.datetime64("NaT")
            first = finer
    return first.astype("datetime64[s]")


def _next(first: npt.NDArray[np.datetime64], length: int) -> npt.NDArray[np.datetime64]:
    if length not in _NUMPY_UNIT:
        return first + np.timedelta64(1, "h")
    units = first.astype(f"datetime64[{_NUMPY_UNIT[length]}]")
    return (units + 1).astype("datetime64[s]")


def overlaps(start: pd.Series, end: pd.Series, period: Period) -> pd.Series:
    """Which intervals share at least one second with ``period``.

    Parameters
    ----------
    start
        Starts (datetime64, local).
    end
        Ends, not included.
    period
        Days, both included.

    Returns
    -------
    pandas.Series
        bool, with the index of ``start``.
    """
    return (start < pd.Timestamp(period.end)) & (end > pd.Timestamp(period.start))


def matches(
    start: pd.Series, end: pd.Series, precision: pd.Series, period: Period
) -> tuple[pd.Series, pd.Series]:
    """Two disjoint masks: rows certainly in ``period``, and rows only possibly in it.

    Known to the hour or day: any overlap is certain. Known to the month or year: certain
    when the whole interval lies in the period, possible when it merely overlaps.

    Parameters
    ----------
    start
        Starts (datetime64, local).
    end
        Ends, not included.
    precision
        "hour", "day", "month" or "year" of each.
    period
        Days, both included.

    Returns
    -------
    tuple of pandas.Series
        Certain and possible, bool, with the index of ``start``.
    """
    touching = overlaps(start, end, period)
    inside = (start >= pd.Timestamp(period.start)) & (end <= pd.Timestamp(period.end))
    certain = touching & (inside | ~precision.isin(["month", "year"]))
    return certain, touching & ~certain


def end_of_day(day: date) -> datetime:
    """Last second of a day: the moment an as-at date means when no hour is given.

    >>> end_of_day(date(2023, 9, 18))
    datetime.datetime(2023, 9, 18, 23, 59, 59)
    """
    return datetime.combine(day, time(23, 59, 59))


def parse_at(text: str) -> datetime:
    """An as-at date as a moment: a day means its end, ``YYYY-MM-DDTHH:MM`` itself.

    >>> parse_at("2023-09-18T20:00")
    datetime.datetime(2023, 9, 18, 20, 0)
    """
    cleaned = text.strip()
    if "T" in cleaned and re.fullmatch(MOMENT, cleaned):
        return bounds(cleaned)[0]
    return end_of_day(parse_date(cleaned))


def format_period(period: Period) -> str:
    """A period in words, without saying the month or the year twice."""
    return format_days(period.first, period.last)
