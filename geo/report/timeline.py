"""Events over time: counts by category as the time bar draws them, and the time set on it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING

import pandas as pd

from geo.dates import EARLIEST, LATEST, Period, end_of_day, format_date, format_period, overlaps
from geo.facts.provenance import BARS
from geo.report.dated_text import Dated
from geo.report.explain import MOST_ROWS
from geo.report.listings import ROWS, RULE
from geo.signs import BY_KEY
from geo.view.event_columns import minutes
from geo.view.view import with_at

if TYPE_CHECKING:
    from collections.abc import Mapping

    from geo.signs import Category
    from geo.view.view import ViewState

# The span in days up to which a bar stands for one day, and for one week; a month of days beyond.
DAILY, WEEKLY = 120, 2500
ROUGH = ("month", "year")
_EPOCH = datetime(1970, 1, 1)
_EARLIEST, _LATEST = (minutes(datetime.combine(day, time())) for day in (EARLIEST, LATEST))


def bar_days(period: Period) -> int:
    """Return how many days one bar stands for.

    Parameters
    ----------
    period
        The period the bars fill.

    Returns
    -------
    int
        1, 7 or 28 days, more for a longer period.

    Examples
    --------
    >>> bar_days(Period(date(2020, 9, 27), date(2023, 12, 31)))
    7
    """
    if period.days <= DAILY:
        return 1
    return 7 if period.days <= WEEKLY else 28


def bars(events: pd.DataFrame, period: Period) -> pd.DataFrame:
    """Return counts of events known to the day or hour, by the bar in which they begin.

    Parameters
    ----------
    events
        Rows of the case's events.
    period
        The period; events that do not touch it are not counted.

    Returns
    -------
    pandas.DataFrame
        One row a bar and category: `start`, `end` (datetime64, half-open), `category` (key) and `count`.
        What began before the period stands in the first bar.
    """
    exact, number = _numbered(events, period)
    origin, width = pd.Timestamp(period.start), pd.Timedelta(days=bar_days(period))
    counts = exact.groupby([number.rename("bar"), exact["category"]]).size().rename("count").reset_index()
    start = origin + counts["bar"] * width
    end = (start + width).clip(upper=pd.Timestamp(period.end))
    return counts.assign(start=start, end=end).drop(columns="bar")


def _numbered(events: pd.DataFrame, period: Period) -> tuple[pd.DataFrame, pd.Series]:
    """The events of the bars, and the number of the bar in which each begins."""
    exact = events[~events["date_precision"].isin(ROUGH)]
    exact = exact[overlaps(exact["start"], exact["end"], period)]
    width = pd.Timedelta(days=bar_days(period))
    return exact, ((exact["start"] - pd.Timestamp(period.start)) // width).clip(lower=0)


def explained(events: pd.DataFrame, period: Period, kinds: Mapping[str, Category] = BY_KEY) -> pd.DataFrame:
    """The bars as a table, with the events of each.

    Parameters
    ----------
    events
        Rows of the case's events.
    period
        The period the bars fill.
    kinds
        The case's categories by their keys.

    Returns
    -------
    pandas.DataFrame
        As ``as_table`` gives it, with the names of at most ``MOST_ROWS`` events a bar, and the rule they
        are counted by.
    """
    table = as_table(bars(events, period), kinds)
    exact, number = _numbered(events, period)
    named = "event:" + exact["event_id"].astype("str")
    rows = {bar: tuple(own.iloc[:MOST_ROWS]) for bar, own in named.groupby(number, sort=True)}
    table[ROWS] = pd.Series(list(rows.values()), index=table.index, dtype=object)
    table.attrs[RULE] = BARS
    return table


def as_table(counts: pd.DataFrame, kinds: Mapping[str, Category] = BY_KEY) -> pd.DataFrame:
    """Return the bars as a table in words.

    Parameters
    ----------
    counts
        Bars as ``bars`` gives them.
    kinds
        The case's categories by their keys, in the order of the columns.

    Returns
    -------
    pandas.DataFrame
        One row a bar with events, in time order, one column of counts a category, and "All".
    """
    if counts.empty:
        return pd.DataFrame({"Days": [], "All": []})
    wide = counts.pivot_table(
        index=["start", "end"], columns="category", values="count", fill_value=0, aggfunc="sum"
    ).astype(int)
    wide = wide[[key for key in kinds if key in wide.columns]]
    days = [_days(start.date(), end.date()) for start, end in wide.index]
    labelled = wide.rename(columns={key: kind.label for key, kind in kinds.items()})
    labelled.insert(0, "All", labelled.sum(axis=1))
    labelled.insert(0, "Days", pd.Series(days, labelled.index, dtype=object))
    return labelled.reset_index(drop=True)


def with_window(view: ViewState, start: object, end: object, at: object) -> ViewState:
    """Return the view after its time was moved on the bar; as it was where that is no time at all.

    All three are minutes since 1970, local to the case: the half-open period and the as-at moment, which
    in the last minute of a day means that day's end.
    """
    numbers = [item for item in (start, end, at) if isinstance(item, int) and not isinstance(item, bool)]
    if len(numbers) != 3 or not all(_EARLIEST <= item <= _LATEST for item in numbers):  # noqa: PLR2004
        return view
    first, last, moment = (
        _EPOCH + timedelta(minutes=item) for item in (numbers[0], numbers[1] - 1, numbers[2])
    )
    if first > last:
        return view
    day_ends = moment.replace(second=59) == end_of_day(moment.date())
    chosen = replace(view, first=first.date(), last=last.date())
    return with_at(chosen, moment.date() if day_ends else moment)


def _days(start: date, after: date) -> Dated:
    last = after - timedelta(days=1)
    days = format_date(start) if last == start else format_period(Period(start, last))
    return Dated(days, (end_of_day(last), f"{days} (in part later)"), (datetime.combine(start, time()), None))
