"""Months side by side in a heading: such a column of figures is of its month, quarter, year, week or day."""

from __future__ import annotations

import re
from collections import Counter
from itertools import zip_longest
from typing import TYPE_CHECKING, NamedTuple
from zoneinfo import ZoneInfo

from anyascii import anyascii

from geo.intake.date_words_read import MONTHS, digits_order, plain_digits, span_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

# Letters of a month without its year, a year, a month and a day.
BARE, _YEAR, _MONTH, _DAY = 2, 4, 7, 10
_YEARS = re.compile(r"(?:19|20)\d\d")
_NUMBER = re.compile(r"[\d.]+")
# A quarter without its year, which a question of a form may be called as well.
_QUARTER = re.compile(r"[QT]([1-4])", re.IGNORECASE)
_QUARTERS = 4
# A number, about a number, a range of them, or a mark for none.
_FIGURE = re.compile(r"[^\w]*\d[\d\W]*|\W+|n[./]?[ad]\.?", re.IGNORECASE)
_LEAST, _MOSTLY = 2, 0.8
# A day in words is three words long.
_LONGEST = 3


class ColumnMoment(NamedTuple):
    """What a heading says of when the figures under it are of, and of whom."""

    moment: str
    """``YYYY-MM``, ``YYYY``, ``YYYY-MM-DD`` or, without a year, ``MM``; of quarters and weeks their last."""
    group: str = ""
    """The words beside the date."""
    several: bool = False
    """Whether it is a quarter, a week or another range."""


def months_of(columns: Iterable[str]) -> dict[str, ColumnMoment]:
    """The columns whose headings are months, or months with a word beside them; of all sorts that are most.

    Parameters
    ----------
    columns
        Headings.

    Returns
    -------
    dict of str to ColumnMoment
        By heading; empty where fewer than two are of one sort. Days that are all the first of a month stand
        for it.

    Examples
    --------
    >>> [moment for moment, *_ in months_of(["District", "Jan 2023", "févr. 2023", "2023"]).values()]
    ['2023-01', '2023-02']
    >>> [tuple(dated)[:2] for dated in months_of(["IDPs Q1 2023", "IDPs Q2 2023", "Name"]).values()]
    [('2023-03', 'IDPs'), ('2023-06', 'IDPs')]
    """
    moments = {column: dated for column in columns if (dated := _said_by(column))}
    sorts = Counter((len(dated.moment), dated.several) for dated in moments.values())
    usual = max(sorts, key=sorts.__getitem__, default=None)
    chosen = {
        column: dated for column, dated in moments.items() if (len(dated.moment), dated.several) == usual
    }
    least = _QUARTERS if usual == (BARE, True) else _LEAST
    apart = {(dated.moment, dated.group.casefold()) for dated in chosen.values()}
    if len({moment for moment, _ in apart}) < least or len(apart) < len(chosen):
        return {}
    if usual == (_DAY, False) and all(dated.moment.endswith("-01") for dated in chosen.values()):
        return {column: dated._replace(moment=dated.moment[:_MONTH]) for column, dated in chosen.items()}
    return chosen


def _said_by(heading: str) -> ColumnMoment | None:
    """The moment that a heading is, or that stands at its end or beginning beside words."""
    if moment := _moment_of(heading):
        return moment
    words = heading.replace("_", " ").split()
    for length in range(min(_LONGEST, len(words) - 1), 0, -1):
        for date, rest in ((words[-length:], words[:-length]), (words[:length], words[length:])):
            group = " ".join(rest).strip(" ,;:([{}])-–—/|")
            moment = _moment_of(" ".join(date).strip(" ,;:([{}])-–—|"))
            if moment and any(map(str.isalpha, group)):
                return moment._replace(group=group)
    return None


def _moment_of(heading: str) -> ColumnMoment | None:
    """The one month, year, day or range of them that a heading is; None for any other."""
    text = plain_digits(heading)
    word = anyascii(text).lower().strip(" .")
    if word in MONTHS:
        return ColumnMoment(f"{MONTHS[word]:02}")
    if quarter := _QUARTER.fullmatch(text):
        return ColumnMoment(f"{3 * int(quarter[1]):02}", several=True)
    if _NUMBER.fullmatch(text) and not _YEARS.fullmatch(text):
        return None
    if digits_order(text) is not None:
        return None
    try:
        first, last = span_of(text, "dmy", ZoneInfo("UTC"))
    except (ValueError, OverflowError, OSError):
        return None
    return ColumnMoment(last or first, several=bool(last)) if len(first) in (_YEAR, _MONTH, _DAY) else None


def figures_by_month(samples: Mapping[str, list[str]], *, years: bool, days: bool) -> list[str]:
    """Columns of figures headed by months.

    Parameters
    ----------
    samples
        Values by heading.
    years
        Whether a column tells the year of each row, as months without one need it.
    days
        Whether a column tells the day of each row: then "Population 2019" is no figure of its own date.

    Returns
    -------
    list of str
        Their headings in the order of the file; empty where what stands in them is mostly no figure.
    """
    months = months_of(samples)
    cells: dict[str, list[str]] = {}
    for column, dated in months.items():
        cells.setdefault(dated.group, []).extend(samples[column])
    yearless = any(len(dated.moment) == BARE for dated in months.values()) and not years
    aside = days and are_background(months)
    figures = {
        group
        for group, texts in cells.items()
        if texts and sum(bool(_FIGURE.fullmatch(text)) for text in texts) >= _MOSTLY * len(texts)
    }
    return [] if yearless or aside else [column for column, dated in months.items() if dated.group in figures]


def are_background(months: Mapping[str, ColumnMoment]) -> bool:
    """Whether all are years with words beside, as a census stands beside what happened on a day."""
    return all(len(dated.moment) == _YEAR and dated.group for dated in months.values())


def turn_to_months(taken: dict[str, list[str]], months: list[str]) -> None:
    """Change the fields of a table to those of one of months, if it is one.

    Parameters
    ----------
    taken
        Columns by field: words now tell whom or what the figures of a row count, other dates go.
    months
        Columns of figures headed by months; where there are none the fields stay.
    """
    if not months:
        return
    for ours in ("date", "end", "time", "month", "day", "best", "low", "high", "value"):
        taken.pop(ours, None)
    if all(len(dated.moment) > BARE for dated in months_of(months).values()):
        taken.pop("year", None)
    words = [column for ours in ("title", "called", "category", "summary") for column in taken.pop(ours, [])]
    if words:
        taken["subject"] = words
    taken["value"] = months


def is_year(text: str) -> bool:
    """Whether a text is a year of our time.

    >>> is_year("2023"), is_year("2023.0"), is_year("3023")
    (True, True, False)
    """
    return bool(_YEARS.fullmatch(text.removesuffix(".0")))


def under_years(years: Sequence[str], months: Sequence[str]) -> list[str]:
    """Names of months with the year that stands in the row above, over the first of its months.

    Parameters
    ----------
    years
        Cells of the upper row.
    months
        Cells of the lower row.

    Returns
    -------
    list of str
        Names of the columns; empty where the rows are not years over months.
    """
    names, year, under = [], "", 0
    for high, low in _side_by_side(years, months):
        year = high if _YEARS.fullmatch(high) else year
        if high not in ("", year) and low:
            return []
        dated = _moment_of(low)
        month = dated is not None and len(dated.moment) == BARE
        under += bool(month and year)
        names.append(f"{low} {year}" if month and year else low or high)
    return names if under >= _LEAST else []


def under_groups(above: Sequence[str], below: Sequence[str]) -> list[str]:
    """Names of months with the word that stands in the row above, or of words with the month above them.

    Parameters
    ----------
    above
        Cells of the upper row: each counts for the empty ones to its right.
    below
        Cells of the lower row.

    Returns
    -------
    list of str
        Names of the columns; empty where neither row is one of months under, or over, groups.
    """
    cells = _side_by_side(above, below)
    upper, lower = ([at for at, pair in enumerate(cells) if _said_by(pair[row])] for row in (0, 1))
    dates = lower if len(lower) >= _LEAST else upper if len(upper) >= _LEAST else []
    groups = [at for at, (high, low) in enumerate(cells) if high and low]
    # A group is of several columns; a title stands over the first, and what is joined downwards over nothing.
    wide = any(
        low and not high and at - 1 in groups and (dates is upper or at in lower)
        for at, (high, low) in enumerate(cells)
    )
    if not dates or not wide or (dates is lower and not set(groups) <= set(lower)):
        return []
    if dates is upper and (groups != upper or _figures([low for _, low in cells if low])):
        return []
    names, group = [], ""
    repeated = Counter(low for _, low in cells)
    for at, (high, low) in enumerate(cells):
        group = high or group
        beside = bool(low and group) and (at in lower or repeated[low] > 1)
        names.append(f"{group} {low}" if beside else low or high)
    return names


def _figures(texts: list[str]) -> bool:
    return any(_FIGURE.fullmatch(text) for text in texts)


def _side_by_side(above: Sequence[str], below: Sequence[str]) -> list[tuple[str, str]]:
    """The cells of two rows of a heading, column by column."""
    return [(high.strip(), low.strip()) for high, low in zip_longest(above, below, fillvalue="")]
