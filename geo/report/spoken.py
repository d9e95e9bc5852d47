"""How long a sentence that is read aloud may be, and the shorter ways of saying what would be longer."""

from __future__ import annotations

from typing import TYPE_CHECKING

from geo.dates import Period, format_date, format_period
from geo.words import days

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

# No sentence to be read aloud has more words than these.
MOST_WORDS = 25


def since(period: Period, at: date) -> str:
    """A period as a sentence begins with it, a number behind: since when, where it lasts to the as-at day.

    >>> from datetime import date
    >>> since(Period(date(2023, 1, 1), date(2023, 2, 1)), date(2023, 2, 1))
    'Since 1 Jan 2023,'
    >>> since(Period(date(2023, 1, 1), date(2023, 1, 1)), date(2023, 1, 1))
    'For 1 Jan 2023,'
    """
    if period.first < period.last == at:
        return f"Since {format_date(period.first)},"
    return f"For {format_period(period)},"


def age(on: date, at: date, fresh: int) -> str:
    """How old a figure is that nobody may take for one of the as-at day.

    Parameters
    ----------
    on
        The day the figure is of.
    at
        The as-at day.
    fresh
        Up to so many days a figure bears its date alone.

    Returns
    -------
    str
        The days in words; empty for a fresh figure.

    Examples
    --------
    >>> from datetime import date
    >>> age(date(2023, 1, 1), date(2023, 2, 1), 14), age(date(2023, 1, 1), date(2023, 1, 15), 14)
    ('31 days', '')
    """
    passed = (at - on).days
    return days(passed) if passed > fresh else ""


def is_short(text: str) -> bool:
    """Whether a sentence can be read aloud.

    >>> is_short("Flour came on 1 May."), is_short("word " * 26)
    (True, False)
    """
    return len(text.split()) <= MOST_WORDS


def fitting(begun: str, parts: Sequence[str], joint: str = "; ") -> str:
    """A sentence with as many parts as can be read aloud, always with the first.

    >>> fitting("Last came", ["flour on 1 May", "fuel " * 25])
    'Last came flour on 1 May'
    """
    text = f"{begun} {parts[0]}"
    for part in parts[1:]:
        longer = f"{text}{joint}{part}"
        if not is_short(longer):
            break
        text = longer
    return text


def shortest_needed(*texts: str) -> str:
    """The first text short enough to be read aloud, from the fullest on; the last text if none is.

    >>> shortest_needed("word " * 26, "flour came"), shortest_needed("all", "less")
    ('flour came', 'all')
    """
    return next((text for text in texts if is_short(text)), texts[-1])
