"""One date as people write it: digits in a known order, words of several languages, ranges, zones."""

from __future__ import annotations

import re
import tomllib
import unicodedata
from datetime import UTC, date, datetime, timedelta
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from anyascii import anyascii

from geo.dates import EARLIEST, LATEST

if TYPE_CHECKING:
    from zoneinfo import ZoneInfo

_MONTHS_FILE = Path(__file__).with_name("months.toml")
MONTHS = {
    anyascii(word).lower(): int(number)
    for number, words in tomllib.loads(_MONTHS_FILE.read_text("utf-8")).items()
    for word in words.split()
}
_TIME = (
    r"(?:,?[T ]\s*(?P<hour>\d{1,2}):(?P<minute>\d{2})(?::\d{2}(?:[.,]\d+)?)?\s*(?P<half>[ap]\.?m\.?)?"
    r"\s*(?P<zone>Z|UTC|GMT|[+-]\d{2}:?\d{2}|[+-]\d{2})?)?"
)
_YEAR_FIRST = re.compile(
    rf"(?P<y>\d{{4}})[-/.](?P<m>\d{{1,2}})(?:[-/.](?P<d>\d{{1,2}}){_TIME})?Z?", re.IGNORECASE
)
_COMPACT = re.compile(r"(?P<y>\d{4})(?P<m>\d{2})(?P<d>\d{2})(?:\d{6})?")
_YEAR_LAST = re.compile(
    rf"(?P<a>\d{{1,2}})[-/.\s](?P<b>\d{{1,2}})[-/.\s](?P<y>\d{{4}}|\d{{2}}){_TIME}", re.IGNORECASE
)
_MONTH_YEAR = re.compile(r"(?P<m>\d{1,2})[-/.](?P<y>\d{4})")
# Days of the week in several languages; any other word before a day may say "before" or "about".
_WEEKDAY = (
    r"(?:(?:mon|tues?|wednes|thurs?|fri|satur|sun)(?:day)?|wed|thu|sat|lun(?:di|es)|mar(?:di|tes)|mercredi|"
    r"miercoles|jeu(?:di|ves)|ven(?:dredi)?|viernes|sam(?:edi)?|sabado|dim(?:anche)?|domingo|montag|dienstag|mittwoch|"
    r"donnerstag|freitag|samstag|sonntag|pon\w*|vto\w*|sred\w*|chet\w*|pyat\w*|pyatnits\w*|sub\w*|voskr\w*)\.?"
)
_DAY_WORD = re.compile(
    rf"(?:{_WEEKDAY},?\s+)?(?P<d>\d{{1,2}})(?:st|nd|rd|th|er|\.)?[\s/-]+(?:de\s+|of\s+)?(?P<w>[a-z']+)\.?,?[\s/-]+(?:de\s+)?"
    rf"(?P<y>\d{{4}}|\d{{2}})(?:\s*(?:g|r|h|goda|roku|yil[ai]?|il)\.?)?{_TIME}",
    re.IGNORECASE,
)
_WORD_DAY = re.compile(
    rf"(?:{_WEEKDAY},?\s+)?(?P<w>[a-z']+)\.?[\s/-]+(?P<d>\d{{1,2}})(?:st|nd|rd|th)?,?[\s/-]+(?P<y>\d{{4}}){_TIME}",
    re.IGNORECASE,
)
# "Dec-22" is a month and its year; "Dec 22" may be a day of any year.
_WORD_YEAR = re.compile(
    r"(?P<w>[a-z']+)(?:\.?,?[\s/-]+(?:de\s+)?(?P<y>\d{4})|\s*[-/'’](?P<y2>\d{2}))", re.IGNORECASE
)
_YEAR_WORD = re.compile(r"(?P<y>\d{4})[\s/-]+(?P<w>[a-z]+)(?:[\s/-]+(?P<d>\d{1,2}))?", re.IGNORECASE)
_QUARTER = re.compile(
    r"(?P<y>\d{4})[-\s/]?[QT](?P<q>[1-4])|(?:[QT]|(?:quarter|trimestre) )(?P<q2>[1-4])[-,\s/]*(?P<y2>\d{4})|"
    r"(?P<q3>[1-4])(?:er|e|st|nd|rd|th)?[ -]?(?:q|t|quarter|trimestre)[-\s/]?(?P<y3>\d{4})",
    re.IGNORECASE,
)
_WEEK = re.compile(
    r"(?P<y>\d{4})[-\s]?(?:W|week )(?P<w>\d{1,2})|(?:W|week )(?P<w2>\d{1,2})[-,\s/]*(?P<y2>\d{4})",
    re.IGNORECASE,
)
_DAYS = re.compile(
    r"(?:(?:du|del|dal|do|from|vom|von|s)\s+)?(?P<a>\d{1,2})\.?\s*(?:-+|to|and|au|et|al|y|e|a|ao|bis|und|po|i)\s*"
    r"(?P<b>\d{1,2})(?P<rest>[\s.]+(?:de\s+)?[a-z']+\.?,?\s+(?:de\s+)?\d{4})(?:\s*(?:g|goda)\.?)?",
    re.IGNORECASE,
)
# Between blanks a stroke parts two dates whatever they are written with; without blanks some marks do.
_RANGES = (
    re.compile(r"(.{4,}?)\s+(?:[-–—]|to|until|till)\s+(.{4,})", re.IGNORECASE),
    re.compile(r"(.{4,}?)\s*(?:–|—|\.\.|/)\s*(.{4,})"),
)
_MONTHS_RANGE = re.compile(r"([^\W\d]+)\.?\s*[-–—/]\s*([^\W\d]+)\.?,?\s+(\d{4})")
_YEAR_AT_END = re.compile(r".*?(\d{4})")
_YEARS = re.compile(r"(\d{4})\s*[-–/]\s*(\d{4})")
_EPOCH = re.compile(r"(?:/Date\()?(?P<s>\d{10})(?:\d{3})?(?:\)/)?")
_UNDATED = re.compile(
    r"\d{1,2}(?:st|nd|rd|th|er|\.)?[\s./-]+(?:[a-z']+\.?|\d{1,2})|[a-z']+\.?\s+\d{1,2}", re.IGNORECASE
)
_SERIAL = re.compile(r"\d{5}(?:\.\d+)?")
SERIALS = (20_000, 80_000)
"""Days since the end of 1899 that a sheet may mean by a number: 1954 to 2119."""
_OTHER_CALENDAR = (1260, 1499)
# Marks of direction, which nobody sees; the Arabic points of numbers; a blank that does not break.
_PLAIN_MARKS = str.maketrans({"\u200f": "", "\u200e": "", "\u066b": ".", "\u066c": "", "\xa0": " "})
_TWENTY_ONE = 70
_LAST_HOUR, _LAST_MINUTE = 24, 59
_YEAR_OF_OTHERS = re.compile(r"\d{1,2}\D*[^\W\d]\D*\s(1[2-4]\d{2})\b.{0,6}")

Span = tuple[str, str]
"""First and last moment, as ``geo.dates`` writes them; the last is empty where it is the first."""


def plain_digits(text: str) -> str:
    """A text with the digits of any script as those of ours, and single blanks.

    >>> plain_digits("۲۰۲۳/۰۹/۱۹")
    '2023/09/19'
    """
    if not text.isascii():
        text = "".join(str(unicodedata.decimal(letter, letter)) for letter in text)
        text = text.translate(_PLAIN_MARKS)
    # A sheet puts an apostrophe before what is to stay text.
    return " ".join(text.split()).removeprefix("'")


def digits_order(text: str) -> tuple[int, int] | None:
    """The two numbers before the year where a date ends with it.

    Parameters
    ----------
    text
        A date as written.

    Returns
    -------
    tuple of int or None
        The numbers in their order; None for any other writing.

    Examples
    --------
    >>> digits_order("03/14/2023"), digits_order("2023-03-14")
    ((3, 14), None)
    """
    hit = _YEAR_LAST.fullmatch(text)
    return (int(hit["a"]), int(hit["b"])) if hit else None


def is_serial(text: str) -> bool:
    """Whether a text may be the number a sheet has for a day."""
    return bool(_SERIAL.fullmatch(text)) and SERIALS[0] <= float(text) <= SERIALS[1]


def serial_day(text: str) -> Span:
    """The day a sheet means by a number.

    >>> serial_day("45188")
    ('2023-09-19', '')
    """
    return ((date(1899, 12, 30) + timedelta(days=int(float(text)))).isoformat(), "")


def span_of(text: str, order: str, zone: ZoneInfo) -> Span:
    """First and last moment of a date as it is written.

    Parameters
    ----------
    text
        The date, its digits those of ours (``plain_digits``).
    order
        ``dmy`` or ``mdy`` for dates in digits that end with the year.
    zone
        Zone of the case: a date with another offset is brought to it.

    Returns
    -------
    tuple of str
        Moments; ValueError, with the reason in words, for what is no date.
    """
    whole = _one_day(text, order, zone)
    if whole is not None:
        return whole
    days = _DAYS.fullmatch(text if text.isascii() else anyascii(text))
    if days:
        first, last = (
            _one_day(days["a"] + days["rest"], order, zone),
            _one_day(days["b"] + days["rest"], order, zone),
        )
        if first and last:
            return first[0], last[1] or last[0]
    years = _YEARS.fullmatch(text)
    if years:
        return _year(int(years[1])), _year(int(years[2]))
    for both in ends_of(text):
        first, last = (_one_day(part, order, zone) for part in both)
        if first and last:
            return first[0], last[1] or last[0]
    if others := _YEAR_OF_OTHERS.fullmatch(text):
        _year(int(others[1]))
    if _UNDATED.fullmatch(text if text.isascii() else anyascii(text)):
        raise ValueError("the date has no year")
    raise ValueError("this is no date in a writing that is known")


def ends_of(text: str) -> list[tuple[str, str]]:
    """The two dates that a range may be made of, as written; the year of the last holds for a first without.

    >>> ends_of("19/09/2023 - 21/09/2023"), ends_of("30 Sep - 2 Oct 2023")
    ([('19/09/2023', '21/09/2023')], [('30 Sep', '2 Oct 2023'), ('30 Sep 2023', '2 Oct 2023')])
    """
    pairs = []
    if hit := _MONTHS_RANGE.fullmatch(text):
        pairs.append((f"{hit[1]} {hit[3]}", f"{hit[2]} {hit[3]}"))
    for pattern in _RANGES:
        if hit := pattern.fullmatch(text):
            first, last = hit[1].strip(), hit[2].strip()
            pairs.append((first, last))
            year = _YEAR_AT_END.fullmatch(last)
            if year and _UNDATED.fullmatch(first):
                pairs.append((f"{first} {year[1]}", last))
            break
    return pairs


def _one_day(text: str, order: str, zone: ZoneInfo) -> Span | None:  # noqa: PLR0911 - one a writing
    if re.fullmatch(r"\d{4}(?:\.0)?", text):
        return _year(int(text[:4])), ""
    for pattern in (_YEAR_FIRST, _COMPACT):
        if hit := pattern.fullmatch(text):
            return _moment(hit, int(hit["m"]), hit["d"], zone), ""
    if hit := _YEAR_LAST.fullmatch(text):
        a, b = int(hit["a"]), int(hit["b"])
        month, day = (a, b) if order == "mdy" else (b, a)
        return _moment(hit, month, str(day), zone), ""
    if hit := _MONTH_YEAR.fullmatch(text):
        return _moment(hit, int(hit["m"]), None, zone), ""
    if hit := _QUARTER.fullmatch(text):
        year = int(hit["y"] or hit["y2"] or hit["y3"])
        quarter = int(hit["q"] or hit["q2"] or hit["q3"])
        return f"{_year(year)}-{3 * quarter - 2:02}", f"{year}-{3 * quarter:02}"
    if hit := _WEEK.fullmatch(text):
        numbers = f"{hit['y'] or hit['y2']} {hit['w'] or hit['w2']} 1"
        monday = datetime.strptime(numbers, "%G %V %u")
        return monday.date().isoformat(), (monday + timedelta(days=6)).date().isoformat()
    if hit := _EPOCH.fullmatch(text):
        moment = datetime.fromtimestamp(int(hit["s"]), UTC).astimezone(zone)
        return moment.strftime("%Y-%m-%dT%H:%M"), ""
    return _in_words(text, zone)


def _in_words(text: str, zone: ZoneInfo) -> Span | None:
    latin = text if text.isascii() else anyascii(text)
    for pattern in (_DAY_WORD, _WORD_DAY, _YEAR_WORD, _WORD_YEAR):
        hit = pattern.fullmatch(latin.strip())
        month = MONTHS.get(hit["w"].lower()) if hit else None
        if hit and month is None and _OTHER_CALENDAR[0] <= int(hit["y"] or 0) <= _OTHER_CALENDAR[1]:
            _year(int(hit["y"]))
        if hit and month:
            return _moment(hit, month, hit.groupdict().get("d"), zone), ""
    return None


def _moment(hit: re.Match[str], month: int, day: str | None, zone: ZoneInfo) -> str:
    parts = hit.groupdict()
    written = parts["y"] or parts["y2"]
    year = int(written)
    if len(written) == 2:  # noqa: PLR2004 - the year of a century
        year += 2000 if year < _TWENTY_ONE else 1900
    text = _year(year)
    if month == 13:  # noqa: PLR2004 - no month of ours
        raise ValueError("a thirteenth month is of the Ethiopian or Coptic calendar, which is not known here")
    if not 1 <= month <= 12:  # noqa: PLR2004 - months of a year
        raise ValueError(f"there is no month {month}")
    if day is None:
        return f"{text}-{month:02}"
    hour, minute = _clock(parts)
    if hour > _LAST_HOUR or minute > _LAST_MINUTE or (hour == _LAST_HOUR and minute):
        raise ValueError("there is no such time of day")
    try:
        # The end of a day is the beginning of the next.
        moment = datetime(year, month, int(day)) + timedelta(hours=hour, minutes=minute)
    except (ValueError, OverflowError):
        raise ValueError("there is no such day in the calendar") from None
    if parts.get("hour") is None:
        return moment.date().isoformat()
    if parts.get("zone"):
        moment = _at_home(moment, str(parts["zone"]), zone)
    return moment.strftime("%Y-%m-%dT%H:%M")


def _clock(parts: dict[str, str | None]) -> tuple[int, int]:
    hour, minute, half = parts.get("hour"), parts.get("minute"), (parts.get("half") or "").lower()
    if hour is None or minute is None:
        return 0, 0
    number = int(hour)
    if half:
        number = number % 12 + (12 if half.startswith("p") else 0)
    return number, int(minute)


@lru_cache(maxsize=64)
def _offset(text: str) -> timedelta:
    if text.upper() in ("Z", "UTC", "GMT"):
        return timedelta(0)
    digits = text[1:].replace(":", "").ljust(4, "0")
    minutes = int(digits[:2]) * 60 + int(digits[2:])
    return timedelta(minutes=-minutes if text[0] == "-" else minutes)


def _at_home(moment: datetime, offset: str, zone: ZoneInfo) -> datetime:
    return (moment - _offset(offset)).replace(tzinfo=UTC).astimezone(zone).replace(tzinfo=None)


def _year(year: int) -> str:
    if _OTHER_CALENDAR[0] <= year <= _OTHER_CALENDAR[1]:
        raise ValueError(
            f"the year {year} is of another calendar, Persian or Islamic, which is not known here"
        )
    if not EARLIEST.year <= year <= LATEST.year:
        raise ValueError(f"the year {year} is of another calendar or a slip, and is not known here")
    return f"{year:04}"
