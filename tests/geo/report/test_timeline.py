"""Events over time: every one counted once, rough dates apart, a time set on the bar read back."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo.dates import Period, end_of_day, interval_columns
from geo.report.timeline import as_table, bar_days, bars, with_window
from geo.view.event_columns import minutes
from geo.view.view import EARLIEST, LATEST, ViewState

SEPTEMBER = Period(date(2023, 9, 1), date(2023, 9, 30))


def events(*rows: tuple[str, str, str, str]) -> pd.DataFrame:
    frame = pd.DataFrame(rows, columns=["date_start", "date_end", "date_precision", "category"])
    spans = interval_columns(frame, "date_start", "date_end")
    return frame.assign(start=spans["start"], end=spans["end"], title="An event")


EVENTS = events(
    ("2023-09-19", "2023-09-20", "day", "military"),
    ("2023-09-19T13:00", "", "hour", "aid"),
    ("2023-09-19", "", "day", "aid"),
    ("2023-08-25", "2023-09-02", "day", "protest"),
    ("2023-09", "", "month", "statement"),
    ("2023", "", "year", "other"),
    ("2023-10-02", "", "day", "aid"),
)


def test_each_exact_event_of_the_span_is_counted_once() -> None:
    assert bars(EVENTS, SEPTEMBER)["count"].sum() == 4


def test_what_began_before_stands_in_the_first_bar() -> None:
    first = bars(EVENTS, SEPTEMBER).iloc[0]
    assert (first["category"], first["start"]) == ("protest", pd.Timestamp("2023-09-01"))


def test_the_table_adds_up_to_the_bars() -> None:
    counts = bars(EVENTS, SEPTEMBER)
    table = as_table(counts)
    assert table["All"].sum() == counts["count"].sum()
    assert list(table["Days"]) == ["1 Sept 2023", "19 Sept 2023"]


def test_no_events_make_an_empty_chart_and_table() -> None:
    none = bars(EVENTS.iloc[:0], SEPTEMBER)
    assert none.empty
    assert as_table(none).empty


VIEW = ViewState("case", date(2023, 9, 1), date(2023, 9, 30), end_of_day(date(2023, 9, 30)), search="x")
DAYS = st.dates(EARLIEST, LATEST)


@given(DAYS, DAYS, DAYS)
def test_a_period_and_a_day_come_back_as_they_were_sent(one: date, other: date, day: date) -> None:
    first, last = sorted((one, other))
    at = end_of_day(min(max(day, first), last))
    period = Period(first, last)
    sent = (minutes(period.start), minutes(period.end), minutes(at))
    assert with_window(VIEW, *sent) == replace(VIEW, first=first, last=last, at=at)


@pytest.mark.parametrize("at", [datetime(2023, 9, 20, 13), datetime(1963, 11, 22, 12, 30)])
def test_a_moment_is_kept_to_the_minute(at: datetime) -> None:
    day = Period(at.date(), at.date())
    assert with_window(VIEW, minutes(day.start), minutes(day.end), minutes(at)).at == at


@given(
    st.lists(
        st.one_of(st.none(), st.booleans(), st.text(), st.floats(), st.integers()), min_size=3, max_size=3
    )
)
def test_whatever_the_browser_says_the_view_stays_whole(said: list[object]) -> None:
    after = with_window(VIEW, *said)
    assert after.first <= after.at.date() <= after.last
    assert after.first >= EARLIEST
    assert after.last <= LATEST


@pytest.mark.parametrize(
    "said", [(None, None, None), (10, 10, 10), (20, 10, 15), (0, 1440, "7"), (0, 10**12, 5)]
)
def test_what_is_no_time_changes_nothing(said: tuple[object, object, object]) -> None:
    assert with_window(VIEW, *said) is VIEW


@pytest.mark.parametrize(("days", "width"), [(30, 1), (1190, 7), (9000, 28)])
def test_bars_widen_with_the_span(days: int, width: int) -> None:
    last = date.fromordinal(SEPTEMBER.first.toordinal() + days - 1)
    assert bar_days(Period(SEPTEMBER.first, last)) == width
