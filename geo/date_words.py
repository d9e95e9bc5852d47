"""Dates as people read and type them: "18 Sept 2023". Use them through ``geo.dates``."""

from __future__ import annotations

import re
from bisect import bisect_left
from datetime import date, datetime, timedelta, tzinfo

# Written out here, because strftime follows the locale of the machine.
MONTHS = (
    "Jan", "Feb", "Mar", "Apr", "May", "June", "July", "Aug", "Sept", "Oct", "Nov", "Dec",
)  # fmt: skip
_MONTH_NUMBERS = {name[:3].lower(): number for number, name in enumerate(MONTHS, start=1)}
_FULL_MONTHS = (
    "january", "february", "march", "april", "may", "june", "july", "august", "september",
    "october", "november", "december",
)  # fmt: skip
_MINUTE = timedelta(minutes=1)
_WEEK = timedelta(days=7)
_ISO = re.compile(r"([0-9]{4})-([0-9]{1,2})-([0-9]{1,2})")
_NUMERIC = re.compile(r"([0-9]{1,2})([./])([0-9]{1,2})\2([0-9]{4})")
_DAY_FIRST = re.compile(r"([0-9]{1,2})\s+([a-z]+)\.?,?\s+([0-9]{4})")
_MONTH_FIRST = re.compile(r"([a-z]+)\.?\s+([0-9]{1,2}),?\s+([0-9]{4})")


def format_date(day: date) -> str:
    """A day in words.

    >>> format_date(date(2023, 9, 18)), format_date(date(2023, 6, 1))
    ('18 Sept 2023', '1 June 2023')
    """
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"


def format_moment(moment: str | datetime, zone: tzinfo | None = None) -> str:
    """A moment in words, as precise as it is known; a time with the offset ``zone`` had then.

    >>> from zoneinfo import ZoneInfo
    >>> format_moment("2023-09-20T13:00", ZoneInfo("Asia/Dubai"))
    '20 Sept 2023, 13:00 (+04)'
    >>> format_moment("2023-09"), format_moment("2023"), format_moment("")
    ('Sept 2023', '2023', '')
    """
    if isinstance(moment, datetime):
        offset = "" if zone is None else f" ({offset_of(zone, moment)})"
        return f"{format_date(moment)}, {moment:%H:%M}{offset}"
    day, _, hour = moment.partition("T")
    if hour:
        return format_moment(datetime.fromisoformat(moment), zone)
    year, _, rest = day.partition("-")
    month, _, number = rest.partition("-")
    words = (number.lstrip("0"), MONTHS[int(month) - 1] if month else "", year)
    return " ".join(word for word in words if word)


def offset_of(zone: tzinfo, moment: datetime) -> str:
    """What a zone's clocks are ahead of UTC at a moment of theirs, summer time included.

    An hour that clocks show twice is read as its first.

    >>> from zoneinfo import ZoneInfo
    >>> gaza = ZoneInfo("Asia/Gaza")
    >>> offset_of(gaza, datetime(2024, 1, 15)), offset_of(gaza, datetime(2024, 7, 15))
    ('+02', '+03')
    """
    minutes = round((zone.utcoffset(moment) or timedelta()) / _MINUTE)
    hours, left = divmod(abs(minutes), 60)
    return f"{'-' if minutes < 0 else '+'}{hours:02}{f':{left:02}' if left else ''}"


def offsets(zone: tzinfo, first: datetime, last: datetime) -> list[tuple[datetime, str]]:
    """Each offset a zone has between two moments of its clocks, with the minute it begins to hold.

    A change that is taken back within a week is passed over.
    """
    turns = [(first, offset_of(zone, first))]
    at = first
    while at < last:
        later = at + min(_WEEK, last - at)
        offset = offset_of(zone, later)
        if offset != turns[-1][1]:
            turns.append((_turn(zone, at, later), offset))
        at = later
    return turns


def _turn(zone: tzinfo, first: datetime, last: datetime) -> datetime:
    """The first minute after ``first`` with another offset, of which there is one by ``last``."""
    before = offset_of(zone, first)
    minutes = range((last - first) // _MINUTE + 1)
    turned = bisect_left(minutes, 1, key=lambda minute: offset_of(zone, first + minute * _MINUTE) != before)
    return first + turned * _MINUTE


def format_days(first: date, last: date) -> str:
    """A run of days in words, without saying the month or the year twice.

    >>> format_days(date(2023, 9, 12), date(2023, 10, 4))
    '12 Sept – 4 Oct 2023'
    >>> format_days(date(2023, 9, 19), date(2023, 9, 20))
    '19–20 Sept 2023'
    """
    if first == last:
        return format_date(last)
    if first.year != last.year:
        return f"{format_date(first)} – {format_date(last)}"
    if first.month != last.month:
        return f"{first.day} {MONTHS[first.month - 1]} – {format_date(last)}"
    return f"{first.day}–{format_date(last)}"


def format_span(start: str, end: str, zone: tzinfo | None = None) -> str:
    """Two moments in words, as one when they are the same or ``end`` is empty; two days as a period.

    >>> format_span("2023-09-19", "2023-09-20"), format_span("2023-09", "")
    ('19–20 Sept 2023', 'Sept 2023')
    >>> format_span("2023-09-19T13:00", "2023-09-20")
    '19 Sept 2023, 13:00 – 20 Sept 2023'
    """
    if not end or end == start:
        return format_moment(start, zone)
    if len(start) == len(end) == len("2023-09-19"):
        return format_days(date.fromisoformat(start), date.fromisoformat(end))
    return f"{format_moment(start, zone)} – {format_moment(end, zone)}"


def parse_date(text: str) -> date:
    """A day as people type it; ValueError with one sentence when it cannot be told.

    Takes 2023-09-18, 18 Sept 2023, September 18, 2023, 18.09.2023 and 18/09/2023. With
    slashes, a day and month that could be exchanged are refused rather than guessed.

    >>> parse_date("18 September 2023"), parse_date("18.9.2023")
    (datetime.date(2023, 9, 18), datetime.date(2023, 9, 18))
    """
    cleaned = " ".join(text.lower().split())
    try:
        return date(*_year_month_day(cleaned))
    except ValueError as error:
        why = str(error) if "either way" in str(error) else "is not a date"
        raise ValueError(f"'{text.strip()}' {why}: write it like 2023-09-18 or 18 Sept 2023") from None


def _year_month_day(text: str) -> tuple[int, int, int]:
    if match := _ISO.fullmatch(text):
        year, month, day = match.groups()
        return int(year), int(month), int(day)
    if match := _NUMERIC.fullmatch(text):
        day, mark, month, year = match.groups()
        if mark == "/" and day != month and max(int(day), int(month)) <= len(MONTHS):
            raise ValueError("can be read either way")
        return int(year), int(month), int(day)
    if match := _DAY_FIRST.fullmatch(text):
        day, word, year = match.groups()
        return int(year), _month(word), int(day)
    if match := _MONTH_FIRST.fullmatch(text):
        word, day, year = match.groups()
        return int(year), _month(word), int(day)
    raise ValueError("no form of a date")


def _month(word: str) -> int:
    if not any(name.startswith(word) for name in _FULL_MONTHS) and word != "sept":
        raise ValueError("no such month")
    return _MONTH_NUMBERS.get(word[:3], 0)
