"""How long a status may be shown after a source last showed it.

A status holds until its row ends, but it is shown only while somebody vouched for it within the
last ``silence_days`` days of the case; after that the state of the road is not known.
"""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from geo.dates import Period

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date


def vouched(status: Period, confirmed: date | None, reports: Iterable[date], days: int) -> list[Period]:
    """The days of a status on which it counts as known, as periods.

    A source that shows it on ``confirmed`` vouches for it from its first day to ``days`` days
    later; without one its first day does. A report inside the period vouches for as long.

    Parameters
    ----------
    status
        First and last day of the status.
    confirmed
        Day on which a source shows it; None for none.
    reports
        Days of reports on the road.
    days
        Days for which each of these vouches.

    Returns
    -------
    list
        Periods in order that neither overlap nor touch.

    Examples
    --------
    >>> from datetime import date
    >>> closed = Period(date(2023, 3, 30), date(2023, 10, 15))
    >>> [str(part.last) for part in vouched(closed, date(2023, 3, 30), [], 14)]
    ['2023-04-13']
    """
    late = timedelta(days=days)
    # A confirmation may come before the day from which the status is told: that day vouches then.
    spans = [(status.first, max(confirmed or status.first, status.first) + late)]
    spans += sorted((day, day + late) for day in reports if status.first <= day <= status.last)
    periods: list[Period] = []
    for first, end in sorted(spans):
        last = min(end, status.last)
        if periods and first <= periods[-1].last + timedelta(days=1):
            periods[-1] = Period(periods[-1].first, max(periods[-1].last, last))
        else:
            periods.append(Period(first, last))
    return periods
