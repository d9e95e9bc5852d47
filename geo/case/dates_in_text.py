"""The days, months, years and figures that a text names, as far as they can be read from its words."""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    import numpy.typing as npt

_MONTHS = {name[:3].casefold(): number for number, name in enumerate(calendar.month_name) if name}
_NAMES = "|".join(f"{name}|{name[:3]}" for name in calendar.month_name if name)
# "May" and "March" are words too: alone they are read as months only behind one of these.
_BEFORE = r"(?:in|of|since|until|till|from|to|by|during|before|after|mid|early|late|end)"
_YEAR = r"(?:1[5-9]|2[01])[0-9]{2}"
ANY_DATE = (
    rf"\b(?:{_NAMES}|Sept)\b|\b{_YEAR}-[0-9]|\bthe [0-9]{{1,2}}(?:st|nd|rd|th)\b"
    rf"|(?:^|[^0-9A-Za-z_,.#]){_YEAR}(?:[^0-9A-Za-z_%]|$)"
)
"""What a text without any date holds nowhere; for re2, whose letters and digits are those of ASCII."""
_DATE = re.compile(
    r"\b(?P<iso>\d{4}-\d\d(?:-\d\d)?)(?!\d)"
    rf"|\b(?:(?P<before>{_BEFORE})[ -])?(?:(?P<day>\d\d?)(?:st|nd|rd|th)?(?: of)? )?"
    rf"(?P<month>{_NAMES}|Sept)\b\.?(?: (?P<after>\d\d?)\b(?![:%]))?(?:,? (?P<year>\d{{4}}))?"
    r"|(?<![\w,.#])(?<!number )(?P<only>(?:1[5-9]|2[01])\d\d)(?![\w%]|,\d|\.\d)"
    r"|\bthe (?P<nth>\d\d?)(?:st|nd|rd|th)\b(?! (?:day|hour|week|month|year|time|century|round|session))"
)
# What numbers a thing is part of its name: "number 0025", "at Place 198", "under Resolution 2713".
_NUMBERED = re.compile(r"(?:\b(?:number|no\.|nr\.?)|[a-z,;:] [A-Z]\w*) $")
_FIGURE = re.compile(r"(?<![\w.,:/-])\d{1,3}(?:,\d{3})+(?![\d,])|(?<![\w.,:/-])\d{3,}(?![\d,:/-])")
_ANY_FIGURE = r"(?:^|[^0-9A-Za-z_.,:/-])(?:[0-9]{1,3}(?:,[0-9]{3})+|[0-9]{3,})(?:[^0-9,]|$)"
# Digits of other scripts, which re2 does not read.
_OTHER_DIGITS = r"[^\P{Nd}0-9]"
_DIGITS = 3
# Whole numbers without a comma that stand alone may be years.
_YEARS = range(1500, 2200)


@dataclass(frozen=True)
class WrittenDate:
    """A date in a text: its words, and the first day it can mean."""

    words: str
    first: date


def dates_in(text: str, year: int, month: int = 1) -> Iterator[WrittenDate]:
    """The dates that a text names.

    Parameters
    ----------
    text
        Any text.
    year
        Year of the row the text stands in, for dates written without one.
    month
        Its month, 1 to 12, for days written without one.

    Yields
    ------
    WrittenDate
        One date with its words, in the order of the text.

    Examples
    --------
    >>> [str(written.first) for written in dates_in("11-23 July, June 2021, after the 28th; 2024", 2023, 5)]
    ['2023-07-23', '2021-06-01', '2023-05-28', '2024-01-01']
    """
    for match in _DATE.finditer(text):
        first = _first_day(match, year, month)
        if first is not None:
            yield WrittenDate(match[0].rstrip("."), first)


def figures_in(text: str) -> Iterator[tuple[str, float]]:
    """The whole numbers of three digits and more that are no year and no part of a name.

    Parameters
    ----------
    text
        Any text.

    Yields
    ------
    tuple of str and float
        The number as written, and its value.

    Examples
    --------
    >>> list(figures_in("Of 13,619 people 218 came to Place 152 in 2023, at 14:30, by report number 100."))
    [('13,619', 13619.0), ('218', 218.0)]
    """
    for match in _FIGURE.finditer(text):
        value = int(match[0].replace(",", ""))
        named = _NUMBERED.search(text, max(0, match.start() - 40), match.start())
        if "," in match[0] or (value not in _YEARS and not named):
            yield match[0], float(value)


def may_hold_figures(texts: pa.Array, figures: Collection[float]) -> npt.NDArray[np.int64]:
    """Which texts may hold one of some figures: a text that is left out holds none of them.

    Parameters
    ----------
    texts
        Texts, as Arrow has them.
    figures
        The figures looked for, of three digits and more.

    Returns
    -------
    ndarray of int
        Positions of the texts, in order.

    Examples
    --------
    >>> may_hold_figures(pa.array(["Some 4,500 came.", "It was 7.", "450 left."]), [4500.0]).tolist()
    [0]
    """
    some = np.flatnonzero(pc.match_substring_regex(texts, _ANY_FIGURE))
    parts = pc.split_pattern_regex(texts.take(some), "[^0-9,]+")
    numbers = pc.replace_substring(pc.list_flatten(parts), ",", "")
    long = pc.greater_equal(pc.binary_length(numbers), _DIGITS)
    wanted = pc.is_in(numbers.filter(long).cast(pa.float64()), pa.array(list(figures), pa.float64()))
    holding = some[pc.list_parent_indices(parts).filter(long).filter(wanted)]
    return np.union1d(holding, np.flatnonzero(pc.match_substring_regex(texts, _OTHER_DIGITS)))


def _first_day(match: re.Match[str], year: int, month: int) -> date | None:
    try:
        if match["iso"]:
            parts = [int(part) for part in match["iso"].split("-")]
            return date(*parts, *[1] * (3 - len(parts)))
        if match["only"]:
            return date(int(match["only"]), 1, 1)
        if match["nth"]:
            return date(year, month, int(match["nth"]))
        day, named = match["day"] or match["after"], match["month"]
        if not (day or match["year"] or match["before"]) and named in ("May", "March", "Mar"):
            return None
        return date(int(match["year"] or year), _MONTHS[named[:3].casefold()], int(day or 1))
    except ValueError:
        # A day the calendar does not have is no date.
        return None
