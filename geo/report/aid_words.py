"""Aid in words: outcomes, amounts, and by when something last came."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from geo.dates import format_date
from geo.facts.aid_stages import NOT_STATED, UNFINISHED
from geo.words import days, stated

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from geo.facts.aid import Consignment
    from geo.facts.deliveries import LastDelivery
    from geo.facts.waiting import Waiting

OUTCOME_WORDS = {
    "delivered": "delivered",
    "partial": "delivered in part",
    "passed": "passed",
    "sent": "sent, arrival not reported",
    "blocked": "blocked",
    "returned": "turned back",
    "seized": "seized",
    "lost": "lost",
    "suspended": "suspended",
    "approved": "approved",
    "requested": "asked for",
    "pledged": "pledged",
    UNFINISHED: "in days not over by then",
    NOT_STATED: "outcome not stated",
}
# The same where several stand in a row, as beside a road on the map.
OUTCOME_SHORT = OUTCOME_WORDS | {"partial": "in part", "sent": "sent", UNFINISHED: "not over"}


class Amount(Protocol):
    """A number of a unit, as a source gives it."""

    @property
    def quantity(self) -> float | None:
        """The number; None where none is stated."""

    @property
    def qualifier(self) -> str:
        """Whether it is exact, about, at least or at most so many."""

    @property
    def unit(self) -> str:
        """What is counted."""


def quantity_words(row: Amount) -> str:
    """A stated quantity with its qualifier and unit; empty when none is stated."""
    return "" if row.quantity is None else amount_words(row.quantity, row.qualifier, row.unit)


def amount_words(amount: float, qualifier: str, unit: str) -> str:
    """An amount as its source gives it.

    Parameters
    ----------
    amount
        The number.
    qualifier
        How the source gives it: ``exact``, ``about``, ``at_least`` or ``at_most``.
    unit
        The unit as the source writes it; empty for none.

    Returns
    -------
    str
        Number and unit; nothing is converted, but one truck is not "1 trucks".

    Examples
    --------
    >>> amount_words(361, "about", "tonnes"), amount_words(20, "at_least", "")
    ('about 361 tonnes', 'at least 20')
    >>> amount_words(1, "exact", "trucks"), amount_words(1, "exact", "buses"), amount_words(1, "exact", "MT")
    ('1 truck', '1 bus', '1 MT')
    """
    return f"{stated(amount, qualifier)} {_single(unit) if amount == 1 else unit}".strip()


def _single(unit: str) -> str:
    """A unit counted once: a word in small letters without the ending of several."""
    if not unit.islower() or not unit.endswith("s") or unit.endswith("ss"):
        return unit
    return unit[:-2] if unit.endswith(("ses", "xes", "ches", "shes")) else unit[:-1]


def load_words(row: Consignment) -> str:
    """A consignment's load in words: "361 tonnes (the Ministry of Health)"."""
    return f"{quantity_words(row) or 'a load'} ({row.carrier})"


def waiting_amount(load: Waiting) -> str:
    """The amount of a load that waits; empty where it is not stated."""
    return "" if load.amount is None else amount_words(load.amount, load.qualifier, load.unit)


def waiting_words(load: Waiting) -> str:
    """What waits and whose it is: "about 361 tonnes (the Ministry of Health)"."""
    doubt = ", uncertain" if load.consignment.uncertain else ""
    return f"{waiting_amount(load) or 'a load'} ({load.consignment.carrier}{doubt})"


def since_words(load: Waiting) -> str:
    """Since when a load waits, worded as inferred where the day is.

    A load that nobody vouches for any more is told by its last report.
    """
    if load.faded:
        return f"last reported waiting on {format_date(load.reported)}"
    return f"since {format_date(load.since)}" + (" (inferred)" if load.inferred else "")


def day_words(on: date, *, by: bool) -> str:
    """The day on which something came, or by which it had.

    >>> from datetime import date
    >>> day_words(date(2023, 9, 28), by=True), day_words(date(2023, 9, 26), by=False)
    ('by 28 Sept 2023', 'on 26 Sept 2023')
    """
    return f"{'by' if by else 'on'} {format_date(on)}"


def came_words(on: date, *, by: bool, uncertain: bool, dated: date | None) -> str:
    """The day on which something came, for a table, with the last dated load and any doubt.

    >>> from datetime import date
    >>> came_words(date(2023, 9, 28), by=True, uncertain=False, dated=date(2023, 9, 23))
    'by 28 Sept 2023 (dated: 23 Sept 2023)'
    """
    words = day_words(on, by=by).removeprefix("on ")
    words += f" (dated: {format_date(dated)})" if dated is not None and dated != on else ""
    return f"{words} (uncertain)" if uncertain else words


def last_words(last: LastDelivery, *, ago: bool = False, doubt: bool = True) -> str:
    """One kind of cargo with the day it last came, how long ago where asked, and what is uncertain of it."""
    text = f"{last.kind} {day_words(last.on, by=last.by)}"
    text += f", {earlier(last.days_ago, by=last.by)}" if ago else ""
    if last.uncertain:
        return f"{text} (uncertain)"
    if doubt and last.later is not None:
        return f"{text} (uncertain: {day_words(last.later.on, by=last.later.by)})"
    return text


def latest_first(rows: Sequence[LastDelivery | None]) -> list[LastDelivery]:
    """The last deliveries that are known, the latest first."""
    return sorted((row for row in rows if row is not None), key=lambda row: row.days_ago)


def earlier(count: int, *, by: bool = False) -> str:
    """How long before the as-at date something was, in words.

    Parameters
    ----------
    count
        Days from then to the as-at date.
    by
        Whether it may have been before that day, so that the days are the fewest.

    Returns
    -------
    str
        The days in words, or "the same day" for none.

    Examples
    --------
    >>> earlier(0), earlier(8), earlier(8, by=True)
    ('the same day', '8 days earlier', 'at least 8 days earlier')
    """
    if count:
        return f"{fewest_days(count, by=by)} earlier"
    return "the same day or before" if by else "the same day"


def fewest_days(count: int, *, by: bool) -> str:
    """The days since something came, the fewest where it came by that day at the latest.

    Parameters
    ----------
    count
        Days from then to the as-at date.
    by
        Whether it may have come before that day.

    Returns
    -------
    str
        The days in words.

    Examples
    --------
    >>> fewest_days(8, by=False), fewest_days(8, by=True), fewest_days(0, by=True)
    ('8 days', 'at least 8 days', '0 days')
    """
    return f"at least {days(count)}" if by and count else days(count)
