"""Dates decided by the column, not by the cell: one order of day and month for all of them, or a question."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from geo.dates import is_moment
from geo.intake.date_words_read import (
    MONTHS,
    digits_order,
    ends_of,
    is_serial,
    plain_digits,
    serial_day,
    span_of,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from zoneinfo import ZoneInfo

_LAST_MONTH = 12
_ISO = re.compile(r"\d{4}-\d{2}-\d{2}")
# The first and the last minute of a day, which stand for the day where no other time is told.
_EDGES = ("T00:00", "T23:59")
_MIDNIGHT_UTC = re.compile(r"[T ]00:00(?::00(?:[.,]0+)?)?\s*(?:Z|UTC|GMT|\+00(?::?00)?)$", re.IGNORECASE)
_OTHER_CALENDAR = re.compile(r"ethiop|\bec\b|\be\.c\.?|shamsi|jalali|hijri|persian|solar", re.IGNORECASE)
_CLOCK = re.compile(
    r"(?P<hour>\d{1,2})(?:[:.]|\s?h\s?)(?P<minute>[0-5]\d)(?::\d{2}(?:[.,]\d+)?)?(?:\s*(?P<half>[ap])\.?m\.?)?",
    re.IGNORECASE,
)
_NOON = 12
_NONE = frozenset({"", "-", "--", "n/a", "na", "nan", "null", "none", "unknown", "?", "nat", "n.a."})


@dataclass(frozen=True)
class Dates:
    """One column of dates as read."""

    start: pd.Series
    """First moments as ``geo.dates`` writes them, empty where there is none."""
    end: pd.Series
    """Last moments of ranges; empty for any other."""
    reasons: pd.Series
    """Why a filled cell is no date; empty where it is one."""
    question: str = ""
    """What has to be answered before the column can be read; empty where nothing."""
    how: str = ""
    """How it was read, in few words."""


def read_dates(columns: Sequence[pd.Series], order: str, zone: ZoneInfo) -> list[Dates]:
    """Columns of dates that belong together, such as first and last day: one order holds for all.

    Parameters
    ----------
    columns
        Cells as text; the name of each stands in a question.
    order
        ``dmy``, ``mdy`` or ``ymd`` where somebody has said it; empty where the columns are to say it.
    zone
        Zone of the case.

    Returns
    -------
    list of Dates
        One a column, under its index.
    """
    distinct = [_distinct(column) for column in columns]
    texts = {plain: None for _, words in distinct for plain in words if plain.lower() not in _NONE}
    question, how = "", ""
    # Each end of a range says as much of the order as a date alone.
    ends = [part for text in texts for both in ends_of(text) for part in both]
    pairs = {text: pair for text in (*texts, *ends) if (pair := digits_order(text)) is not None}
    if pairs and order not in ("dmy", "mdy"):
        order, question = _order_of(pairs, str(columns[0].name))
        how = {"dmy": "day first", "mdy": "month first"}.get(order, "")
    calendar = next((str(column.name) for column in columns if _OTHER_CALENDAR.search(str(column.name))), "")
    if calendar:
        question = (
            f"Column '{calendar}' names another calendar (Ethiopian, Persian?), which is not known here."
        )
    serials = bool(texts) and all(is_serial(text) for text in texts)
    how = "numbers of a sheet" if serials else how
    if not question and _half_converted(texts, pairs):
        how += (
            "; days typed as dates are all 1 to 12, and none in text is:"
            " look whether a program exchanged day and month"
        )
    # Days that a program wrote as midnights of UTC are days, not hours of another zone.
    days = all(_MIDNIGHT_UTC.search(text) for text in texts if ":" in text)
    read = {text: _read(_MIDNIGHT_UTC.sub("", text) if days else text, order, zone) for text in texts}
    if all(start.endswith(_EDGES) for start, _, _ in read.values() if "T" in start):
        read = {
            text: (start.split("T")[0], end.split("T")[0], why) for text, (start, end, why) in read.items()
        }
    return [
        _of_column(column, codes, words, read, question, how)
        for column, (codes, words) in zip(columns, distinct, strict=True)
    ]


def _distinct(column: pd.Series) -> tuple[np.ndarray, list[str]]:
    codes, words = pd.factorize(column)
    return codes, [plain_digits(str(word)) for word in words]


def _order_of(pairs: dict[str, tuple[int, int]], name: str) -> tuple[str, str]:
    """The order that all dates of a column allow, and the question where that is not one."""
    day_first = any(first > _LAST_MONTH for first, _ in pairs.values())
    month_first = any(second > _LAST_MONTH for _, second in pairs.values())
    if day_first and month_first:
        few = sum(first > _LAST_MONTH for first, _ in pairs.values())
        many = sum(second > _LAST_MONTH for _, second in pairs.values())
        # A slip or two against many is a slip; those rows say why they are set aside.
        if min(few, many) * 20 > max(few, many):
            return (
                "dmy",
                f"Column '{name}' mixes day-first and month-first dates: part them, or write YYYY-MM-DD.",
            )
        return ("dmy", "") if few > many else ("mdy", "")
    if day_first or month_first:
        return ("dmy", "") if day_first else ("mdy", "")
    if all(first == second for first, second in pairs.values()):
        return "dmy", ""
    shown = next(text for text, (first, second) in pairs.items() if first != second)
    return (
        "dmy",
        f"Column '{name}' could be day-first or month-first ('{shown}'): say which by order (dmy, mdy).",
    )


def _half_converted(texts: Iterable[str], pairs: Mapping[str, tuple[int, int]]) -> bool:
    """Whether a sheet may have read the dates of one order as another where it could, and left the rest."""
    typed = [int(text[8:10]) for text in texts if _ISO.fullmatch(text)]
    few = all(max(pair) > _LAST_MONTH for pair in pairs.values())
    return len(pairs) > 1 and len(typed) > 1 and few and max(typed) <= _LAST_MONTH


def _read(text: str, order: str, zone: ZoneInfo) -> tuple[str, str, str]:
    try:
        first, last = serial_day(text) if is_serial(text) else span_of(text, order or "dmy", zone)
    except (ValueError, OverflowError, OSError) as error:
        return "", "", str(error) or "this is no date"
    return first, last, ""


def _of_column(
    column: pd.Series,
    codes: np.ndarray,
    words: list[str],
    read: dict[str, tuple[str, str, str]],
    question: str,
    how: str,
) -> Dates:
    spans = np.array([read.get(word, ("", "", "")) for word in words] + [("", "", "")], dtype=object)
    start, end, reasons = (pd.Series(spans[codes, at], index=column.index, dtype="str") for at in range(3))
    wrong = start.ne("") & ~is_moment(start)
    reasons = reasons.where(~wrong, "this is no date of the years 1500 to 2500")
    return Dates(start.where(~wrong, ""), end, reasons, question, how)


def clocks(cells: pd.Series) -> pd.Series:
    """Times of day as ``HH:MM``.

    Parameters
    ----------
    cells
        Times as text, such as "14:30:00", "2.30 pm" or "14h30".

    Returns
    -------
    pandas.Series
        Texts under the index of ``cells``; empty for what is no time of day, or names a zone. All are empty
        where nothing but midnights stands there, which a program writes for a day.
    """
    read = {text: _clock(plain_digits(text).strip()) for text in cells.unique()}
    if all(clock in ("", *(edge[1:] for edge in _EDGES)) for clock in read.values()):
        read = dict.fromkeys(read, "")
    return cells.map(read).astype("str")


def _clock(text: str) -> str:
    """One time of day as ``HH:MM``; empty where it is none."""
    match = _CLOCK.fullmatch(text)
    if match is None:
        return ""
    hour, half = int(match["hour"]), (match["half"] or "").lower()
    if half:
        if not 1 <= hour <= _NOON:
            return ""
        hour = hour % _NOON + _NOON * (half == "p")
    moment = f"{hour:02}:{match['minute']}"
    return moment if hour < 2 * _NOON else ""


def months_of_years(years: pd.Series, months: pd.Series | None, days: pd.Series | None = None) -> pd.Series:
    """Columns of year, month and day as one of dates.

    Parameters
    ----------
    years
        Years as text.
    months
        Months in digits or words; None where there is no such column.
    days
        Days of the month; None where there is no such column.

    Returns
    -------
    pandas.Series
        ``YYYY-MM-DD``, ``YYYY-MM`` or ``YYYY``, under the index and name of ``years``; what is none stays.
    """
    year = years.str.strip().str.replace(r"\.0$", "", regex=True)
    if months is None:
        return year
    # Databases write 0 for a month or day that nobody knows.
    words = months.str.strip().str.replace(r"\.0$|^0+$", "", regex=True)
    numbers = {word: _month(word) for word in words.unique()}
    month = words.map(numbers)
    whole = year + "-" + month
    if days is not None:
        day = days.str.strip().str.replace(r"\.0$", "", regex=True)
        whole = whole + ("-" + day.str.zfill(2)).where(day.str.fullmatch(r"\d{1,2}") & day.ne("0"), "")
    # A month that is none makes the date none, as it stands: the year alone would say more than is known.
    whole = whole.where(month.ne("") | words.eq(""), year + "-" + words)
    return whole.where(words.ne("") & ~year.str.contains("-", regex=False), year).rename(years.name)


def _month(word: str) -> str:
    if word.isdecimal() and 1 <= int(word) <= _LAST_MONTH:
        return f"{int(word):02}"
    if re.fullmatch(r"\d{4}-\d{2}(?:-\d{2})?.*", word):
        return word[5:7]
    number = MONTHS.get(word.lower())
    return f"{number:02}" if number else ""
