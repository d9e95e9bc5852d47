"""Months side by side in a heading: each such column of figures is that of its month, or year, or day."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from anyascii import anyascii

from geo.intake.date_words_read import MONTHS, digits_order, plain_digits, span_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

# Letters of a month without its year, a year, a month and a day.
BARE, _YEAR, _MONTH, _DAY = 2, 4, 7, 10
_YEARS = re.compile(r"(?:19|20)\d\d")
_NUMBER = re.compile(r"[\d.]+")
# A number, about a number, a range of them, or a mark for none.
_FIGURE = re.compile(r"[^\w]*\d[\d\W]*|\W+|n[./]?[ad]\.?", re.IGNORECASE)
_LEAST, _MOSTLY = 2, 0.8


def months_of(columns: Iterable[str]) -> dict[str, str]:
    """The columns whose headings are months; of months, years and days those that are most.

    Parameters
    ----------
    columns
        Headings.

    Returns
    -------
    dict of str to str
        ``YYYY-MM``, ``YYYY``, ``YYYY-MM-DD`` or, of months without a year, ``MM``, by heading; empty where
        fewer than two are of one kind. Days that are all the first of a month stand for it.

    Examples
    --------
    >>> months_of(["District", "Jan 2023", "févr. 2023", "2023"]), months_of(["Name", "May"])
    ({'Jan 2023': '2023-01', 'févr. 2023': '2023-02'}, {})
    """
    moments = {column: moment for column in columns if (moment := _moment_of(column))}
    lengths = Counter(map(len, moments.values()))
    usual = max(lengths, key=lengths.__getitem__, default=0)
    chosen = {column: moment for column, moment in moments.items() if len(moment) == usual}
    if len(set(chosen.values())) < max(_LEAST, len(chosen)):
        return {}
    if all(len(moment) == _DAY and moment.endswith("-01") for moment in chosen.values()):
        return {column: moment[:_MONTH] for column, moment in chosen.items()}
    return chosen


def _moment_of(heading: str) -> str:
    """The one month, year or day that a heading is; empty for any other."""
    text = plain_digits(heading)
    word = anyascii(text).lower().strip(" .")
    if word in MONTHS:
        return f"{MONTHS[word]:02}"
    if _NUMBER.fullmatch(text) and not _YEARS.fullmatch(text):
        return ""
    if digits_order(text) is not None:
        return ""
    try:
        first, last = span_of(text, "dmy", ZoneInfo("UTC"))
    except (ValueError, OverflowError, OSError):
        return ""
    return first if not last and len(first) in (_YEAR, _MONTH, _DAY) else ""


def figures_by_month(samples: Mapping[str, list[str]], *, dated: bool) -> list[str]:
    """Columns of figures headed by months.

    Parameters
    ----------
    samples
        Values by heading.
    dated
        Whether a column tells the year of each row, as months without one need it.

    Returns
    -------
    list of str
        Their headings in the order of the file; empty where what stands in them is mostly no figure.
    """
    months = months_of(samples)
    cells = [text for column in months for text in samples[column]]
    yearless = any(len(moment) == BARE for moment in months.values()) and not dated
    few = sum(bool(_FIGURE.fullmatch(text)) for text in cells) < _MOSTLY * max(1, len(cells))
    return [] if yearless or few else list(months)


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
    if all(len(moment) > BARE for moment in months_of(months).values()):
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
    width = max(len(years), len(months))
    above, below = ([cell.strip() for cell in [*row, *[""] * (width - len(row))]] for row in (years, months))
    names, year, under = [], "", 0
    for high, low in zip(above, below, strict=True):
        year = high if _YEARS.fullmatch(high) else year
        if high not in ("", year) and low:
            return []
        month = len(_moment_of(low)) == BARE
        under += bool(month and year)
        names.append(f"{low} {year}" if month and year else low or high)
    return names if under >= _LEAST else []
