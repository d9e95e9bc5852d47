"""Events over time: counts by category for a chart that is also a way to set the period."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING

import pandas as pd

from geo.categories import BY_KEY, KEYS
from geo.dates import Period, format_date, format_period, overlaps

if TYPE_CHECKING:
    from collections.abc import Sequence

# The span in days up to which a bar stands for one day, and for one week; a month of days beyond.
DAILY, WEEKLY = 120, 2500
ROUGH = ("month", "year")
# More rough spans than these lie over each other and are drawn together.
MOST_SPANS = 300


def bar_days(period: Period) -> int:
    """Return how many days one bar stands for.

    >>> bar_days(Period(date(2020, 9, 27), date(2023, 12, 31)))
    7
    """
    if period.days <= DAILY:
        return 1
    return 7 if period.days <= WEEKLY else 28


def bars(events: pd.DataFrame, period: Period) -> pd.DataFrame:
    """Return counts of events known to the day or hour, by the bar in which they begin.

    Columns: `start`, `end` (datetime64, half-open), `category` (key), `label`, `count`, and `low` and `high`
    where it stands in its bar's stack. What began before the period stands in the first bar.
    """
    exact = events[~events["date_precision"].isin(ROUGH)]
    exact = exact[overlaps(exact["start"], exact["end"], period)]
    origin, width = pd.Timestamp(period.start), pd.Timedelta(days=bar_days(period))
    number = ((exact["start"] - origin) // width).clip(lower=0)
    counts = exact.groupby([number.rename("bar"), exact["category"]]).size().rename("count").reset_index()
    start = origin + counts["bar"] * width
    stacked = counts.assign(
        start=start,
        end=start + width,
        label=counts["category"].map(lambda key: BY_KEY[key].label).astype("str"),
        order=counts["category"].map(KEYS.index),
    ).sort_values(["start", "order"])
    high = stacked.groupby("start")["count"].cumsum()
    return stacked.assign(low=high - stacked["count"], high=high).drop(columns="bar")


def rough(events: pd.DataFrame, period: Period) -> pd.DataFrame:
    """Return events known only to the month or year, as spans cut to the period; very many are counted."""
    frame = events[events["date_precision"].isin(ROUGH)]
    frame = frame[overlaps(frame["start"], frame["end"], period)]
    spans = pd.DataFrame(
        {
            "start": frame["start"].clip(lower=pd.Timestamp(period.start)),
            "end": frame["end"].clip(upper=pd.Timestamp(period.end)),
            "title": frame["title"],
            "precision": frame["date_precision"],
        }
    )
    return spans if len(spans) <= MOST_SPANS else _together(spans)


def _together(spans: pd.DataFrame) -> pd.DataFrame:
    """Return one span for all events of a precision that begin in the same month, with how many they are."""
    month = spans["start"].dt.to_period("M").rename("month")
    groups = spans.groupby(["precision", month], sort=True)
    joined = groups.agg(start=("start", "min"), end=("end", "max"), count=("title", "size")).reset_index()
    titles = joined["count"].map("{:,} events".format).astype("str")
    return joined.assign(title=titles)[["start", "end", "title", "precision"]]


def labelled(days: Sequence[tuple[date, str]], period: Period, share: float) -> list[tuple[date, str]]:
    """Return the days with their labels, emptied where one stands too near the label before it.

    `share` is the least distance of two labels, as a share of the period.
    """
    apart, last, kept = period.days * share, None, []
    for day, label in sorted(days):
        free = last is None or (day - last).days >= apart
        last = day if free else last
        kept.append((day, label if free else ""))
    return kept


def as_table(counts: pd.DataFrame) -> pd.DataFrame:
    """Return the same bars as a table: one row a bar, one column a category, in words."""
    if counts.empty:
        return pd.DataFrame({"Days": [], "All": []})
    wide = counts.pivot_table(
        index=["start", "end"], columns="category", values="count", fill_value=0, aggfunc="sum"
    ).astype(int)
    wide = wide[[key for key in KEYS if key in wide.columns]]
    days = [_days(start.date(), end.date()) for start, end in wide.index]
    labelled = wide.rename(columns={key: BY_KEY[key].label for key in KEYS})
    labelled.insert(0, "All", labelled.sum(axis=1))
    labelled.insert(0, "Days", days)
    return labelled.reset_index(drop=True)


def brushed(ends: Sequence[float], span: Period) -> Period | None:
    """Return the days a brush covers, cut to the span of the chart; None for one thinner than an hour.

    `ends` are milliseconds since 1970 of the case's local time, read as if it were UTC.
    """
    low, high = (_local(end) for end in (min(ends), max(ends)))
    if high - low < timedelta(hours=1):
        return None
    last = (high - timedelta(seconds=1)).date()
    first, last = (min(max(day, span.first), span.last) for day in (low.date(), last))
    return Period(first, last)


def _days(start: date, after: date) -> str:
    last = after - timedelta(days=1)
    return format_date(start) if last == start else format_period(Period(start, last))


def _local(milliseconds: float) -> datetime:
    return datetime.fromtimestamp(milliseconds / 1000, UTC).replace(tzinfo=None)
