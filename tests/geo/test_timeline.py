"""Events over time: every one counted once, rough dates apart, a brush read back as days."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo.dates import Period, interval_columns
from geo.timeline import as_table, bar_days, bars, brushed, labelled, rough

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


def milliseconds(moment: datetime) -> float:
    return moment.replace(tzinfo=UTC).timestamp() * 1000


def test_each_exact_event_of_the_span_is_counted_once() -> None:
    assert bars(EVENTS, SEPTEMBER)["count"].sum() == 4


def test_what_began_before_stands_in_the_first_bar() -> None:
    first = bars(EVENTS, SEPTEMBER).iloc[0]
    assert (first["category"], first["start"]) == ("protest", pd.Timestamp("2023-09-01"))


def test_the_parts_of_a_bar_stand_on_each_other() -> None:
    counts = bars(EVENTS, SEPTEMBER)
    day = counts[counts["start"] == "2023-09-19"]
    assert list(day["category"]) == ["aid", "military"]
    assert list(day["low"]) == [0, 2]
    assert list(day["high"]) == [2, 3]


def test_rough_dates_are_spans_cut_to_the_chart() -> None:
    spans = rough(EVENTS, SEPTEMBER)
    assert list(spans["precision"]) == ["month", "year"]
    assert (spans["start"] >= "2023-09-01").all()
    assert (spans["end"] <= "2023-10-01").all()


def test_the_table_adds_up_to_the_bars() -> None:
    counts = bars(EVENTS, SEPTEMBER)
    table = as_table(counts)
    assert table["All"].sum() == counts["count"].sum()
    assert list(table["Days"]) == ["1 Sept 2023", "19 Sept 2023"]


def test_no_events_make_an_empty_chart_and_table() -> None:
    none = bars(EVENTS.iloc[:0], SEPTEMBER)
    assert none.empty
    assert as_table(none).empty


@given(st.dates(date(2020, 1, 1), date(2023, 12, 31)), st.dates(date(2020, 1, 1), date(2023, 12, 31)))
def test_a_brush_over_whole_days_gives_those_days(one: date, other: date) -> None:
    period = Period(*sorted((one, other)))
    ends = [milliseconds(period.end), milliseconds(period.start)]
    assert brushed(ends, Period(date(2019, 1, 1), date(2024, 12, 31))) == period


@given(st.lists(st.floats(-1e13, 4e12), min_size=2, max_size=2))
def test_no_brush_leaves_the_chart(ends: list[float]) -> None:
    period = brushed(ends, SEPTEMBER)
    assert period is None or (SEPTEMBER.first <= period.first <= period.last <= SEPTEMBER.last)


def test_a_click_is_no_brush() -> None:
    moment = milliseconds(datetime(2023, 9, 5, 12))
    assert brushed([moment, moment], SEPTEMBER) is None


@pytest.mark.parametrize(("days", "width"), [(30, 1), (1190, 7), (9000, 28)])
def test_bars_widen_with_the_span(days: int, width: int) -> None:
    last = date.fromordinal(SEPTEMBER.first.toordinal() + days - 1)
    assert bar_days(Period(SEPTEMBER.first, last)) == width


def test_labels_that_would_touch_are_dropped() -> None:
    days = [(date(2023, 9, 1), "a"), (date(2023, 9, 2), "b"), (date(2023, 9, 20), "c")]
    assert [label for _, label in labelled(days, SEPTEMBER, 0.2)] == ["a", "", "c"]
