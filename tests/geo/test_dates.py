"""Moments, intervals and periods mean the same in text, in single values and in whole columns."""

from datetime import date, datetime, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import numpy as np
import pandas as pd
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from geo.dates import (
    EARLIEST,
    LATEST,
    MOMENT,
    Period,
    bounds,
    end_of_day,
    format_date,
    format_moment,
    format_period,
    format_span,
    interval_columns,
    is_moment,
    matches,
    offset_of,
    offsets,
    overlaps,
    parse_at,
    parse_date,
    precision_of,
)

DAYS = st.dates(EARLIEST, LATEST)
CUTS = {"year": 4, "month": 7, "day": 10, "hour": 16}
MOMENTS = st.builds(
    lambda when, length: when.isoformat(timespec="minutes")[:length],
    st.datetimes(datetime(1500, 1, 1), datetime(2500, 12, 31)),
    st.sampled_from(list(CUTS.values())),
)


def frame_of(*moments):
    return pd.DataFrame({"first": moments, "last": [""] * len(moments)})


@pytest.mark.parametrize(
    ("moment", "start", "end"),
    [
        ("2023", datetime(2023, 1, 1), datetime(2024, 1, 1)),
        ("2022-12", datetime(2022, 12, 1), datetime(2023, 1, 1)),
        ("2024-02", datetime(2024, 2, 1), datetime(2024, 3, 1)),
        ("2024-02-29", datetime(2024, 2, 29), datetime(2024, 3, 1)),
        ("1969-12-31", datetime(1969, 12, 31), datetime(1970, 1, 1)),
        ("1918-05", datetime(1918, 5, 1), datetime(1918, 6, 1)),
        ("2023-12-31T23:30", datetime(2023, 12, 31, 23, 30), datetime(2024, 1, 1, 0, 30)),
    ],
)
def test_a_moment_bounds_what_is_known(moment, start, end):
    assert bounds(moment) == (start, end)


@pytest.mark.parametrize(
    "text",
    ["", "soon", "23", "2023-2", "2023-02-30", "2023-02-29", "2023-13", "2023-09-19T24:00",
     "2023-09-19 13:00", "2023-09-19T13", " 2023", "2023-09-19T13:00+04", "٢٠٢٣", "9999"],
)  # fmt: skip
def test_what_is_no_moment_is_refused_in_words(text):
    with pytest.raises(ValueError, match="not a date"):
        bounds(text)


def test_a_coarser_precision_widens_and_a_finer_one_is_refused():
    assert bounds("2023-12-31", "month") == (datetime(2023, 12, 1), datetime(2024, 1, 1))
    assert bounds("2023-12-31T10:00", "year") == (datetime(2023, 1, 1), datetime(2024, 1, 1))
    with pytest.raises(ValueError, match="known to the month, not to the day"):
        bounds("2023-12", "day")


@given(st.lists(MOMENTS, min_size=1, max_size=30))
@settings(deadline=None)
def test_columns_agree_with_single_moments(moments):
    spans = interval_columns(frame_of(*moments), "first", "last")
    expected = [bounds(moment) for moment in moments]
    assert spans["start"].tolist() == [pd.Timestamp(start) for start, _ in expected]
    assert spans["end"].tolist() == [pd.Timestamp(end) for _, end in expected]


@given(st.text(max_size=17) | MOMENTS | st.from_regex(MOMENT, fullmatch=True))
@example("0000")
@example("9999-12-31T23:30")
@example("2500-12-31")
@settings(deadline=None)
def test_columns_and_single_moments_refuse_the_same(text):
    column = is_moment(pd.Series([text])).item()
    try:
        bounds(text)
    except ValueError:
        assert not column
    else:
        assert column


@given(MOMENTS)
def test_no_moment_is_empty_and_its_text_tells_its_precision(moment):
    start, end = bounds(moment)
    assert start < end
    assert CUTS[precision_of(moment)] == len(moment)


def test_columns_keep_the_index_take_an_empty_end_from_the_start_and_mark_the_rest():
    frame = pd.DataFrame(
        {"a": ["2020-02-29", "2022-12-12", "nonsense", ""], "b": ["", "2023-09", "2023", "2023"]},
        index=[7, 3, 9, 11],
    )
    before = frame.copy()
    spans = interval_columns(frame, "a", "b")
    assert spans.index.tolist() == [7, 3, 9, 11]
    assert spans.loc[7, "end"] == pd.Timestamp("2020-03-01")
    assert spans.loc[3, "end"] == pd.Timestamp("2023-10-01")
    assert spans["start"].isna().tolist() == [False, False, True, True]
    assert spans.dtypes.tolist() == [np.dtype("datetime64[s]")] * 2
    pd.testing.assert_frame_equal(frame, before)


def spans_of(*moments):
    spans = interval_columns(frame_of(*moments), "first", "last")
    return spans["start"], spans["end"], pd.Series([precision_of(one) for one in moments])


def test_matches_tell_certain_from_possible():
    start, end, precision = spans_of("2023-09-19", "2023-09", "2023", "2023-09-20T13:00", "2022")
    certain, possible = matches(start, end, precision, Period(date(2023, 9, 1), date(2023, 9, 30)))
    assert certain.tolist() == [True, True, False, True, False]
    assert possible.tolist() == [False, False, True, False, False]


def test_a_period_ends_with_the_last_second_of_its_last_day():
    start, end, precision = spans_of("2023-12-31T23:00", "2024-01-01", "2023-12-31")
    certain, _ = matches(start, end, precision, Period(date(2023, 12, 31), date(2023, 12, 31)))
    assert certain.tolist() == [True, False, True]


@given(st.lists(MOMENTS, min_size=1, max_size=20), DAYS, st.integers(0, 800))
@settings(deadline=None)
def test_matches_are_disjoint_and_together_are_the_overlaps(moments, first, more):
    period = Period(first, min(first + timedelta(days=more), LATEST))
    start, end, precision = spans_of(*moments)
    certain, possible = matches(start, end, precision, period)
    assert not (certain & possible).any()
    touching = [bounds(one)[0] < period.end and bounds(one)[1] > period.start for one in moments]
    assert (certain | possible).tolist() == touching == overlaps(start, end, period).tolist()
    exact = precision.isin(["hour", "day"])
    assert not possible[exact].any()


def test_a_period_counts_both_ends_across_the_year_and_refuses_to_run_backwards():
    period = Period(date(2022, 12, 12), date(2023, 9, 19))
    assert period.days == 282
    assert date(2023, 1, 1) in period
    assert date(2023, 9, 20) not in period
    assert period.end == datetime(2023, 9, 20)
    with pytest.raises(ValueError, match=r"ends \(1 Jan 2023\) before it begins \(2 Jan 2023\)"):
        Period(date(2023, 1, 2), date(2023, 1, 1))


@pytest.mark.parametrize(
    ("moment", "words"),
    [
        ("2023-09-18", "18 Sept 2023"),
        ("2023-06-01", "1 June 2023"),
        ("2023-07", "July 2023"),
        ("1992", "1992"),
        ("2023-09-20T13:00", "20 Sept 2023, 13:00"),
        (datetime(2023, 9, 20, 9, 5), "20 Sept 2023, 09:05"),
    ],
)
def test_moments_read_as_people_write_them(moment, words):
    assert format_moment(moment) == words


def test_a_time_names_its_offset_and_a_day_needs_none():
    yerevan = ZoneInfo("Asia/Yerevan")
    assert format_moment("2023-09-20T13:00", yerevan) == "20 Sept 2023, 13:00 (+04)"
    assert format_moment("2023-09-20", yerevan) == "20 Sept 2023"
    assert format_span("2023-09-20T13:00", "2023-09-20T13:00") == "20 Sept 2023, 13:00"


@pytest.mark.parametrize(
    ("zone", "moment", "offset"),
    [
        ("Asia/Gaza", "2024-01-15T12:00", "+02"),
        ("Asia/Gaza", "2024-07-15T12:00", "+03"),
        ("America/Santiago", "2024-01-15T12:00", "-03"),
        ("America/Santiago", "2024-07-15T12:00", "-04"),
        ("Asia/Kathmandu", "2024-07-15T12:00", "+05:45"),
        ("Europe/Kyiv", "2024-07-05T14:00", "+03"),
        ("Europe/Kyiv", "2024-01-05T14:00", "+02"),
        ("America/St_Johns", "2024-01-15T12:00", "-03:30"),
        ("UTC", "0001-01-01T00:00", "+00"),
    ],
)
def test_the_offset_of_a_time_is_that_of_its_zone_and_date(zone, moment, offset):
    assert offset_of(ZoneInfo(zone), datetime.fromisoformat(moment)) == offset
    assert format_span(moment, "2024-07-16T00:00", ZoneInfo(zone)).startswith(
        f"{format_moment(moment)} ({offset})"
    )


@pytest.mark.parametrize("zone", ["Asia/Gaza", "America/Santiago", "Asia/Kathmandu", "Europe/Kyiv"])
@given(st.datetimes(datetime(2000, 1, 1), datetime(2030, 1, 1)))
def test_the_turns_of_a_zone_give_the_offset_of_every_minute(zone, moment):
    moment = moment.replace(second=0, microsecond=0)
    clock = ZoneInfo(zone)
    turns = offsets(clock, moment - timedelta(days=200), moment + timedelta(days=200))
    assert [offset for since, offset in turns if since <= moment][-1] == offset_of(clock, moment)
    assert all(before[1] != after[1] for before, after in pairwise(turns))


@pytest.mark.parametrize(
    ("first", "last", "words"),
    [
        (date(2023, 9, 18), date(2023, 9, 18), "18 Sept 2023"),
        (date(2023, 9, 19), date(2023, 9, 20), "19–20 Sept 2023"),
        (date(2023, 9, 24), date(2023, 10, 4), "24 Sept – 4 Oct 2023"),
        (date(2022, 12, 12), date(2023, 9, 19), "12 Dec 2022 – 19 Sept 2023"),
        (date(2022, 9, 19), date(2023, 9, 19), "19 Sept 2022 – 19 Sept 2023"),
    ],
)
def test_periods_read_as_people_write_them(first, last, words):
    assert format_period(Period(first, last)) == words


@given(DAYS)
def test_what_is_written_is_read_back(day):
    assert parse_date(format_date(day)) == day
    assert parse_date(day.isoformat()) == day
    assert parse_date(f"{day:%d.%m}.{day.year}") == day


@pytest.mark.parametrize(
    "text",
    ["18 September 2023", "18 Sep. 2023", "Sept 18, 2023", "september 18 2023", "18.9.2023",
     "18/09/2023", " 2023-9-18 ", "18  SEPT  2023"],
)  # fmt: skip
def test_typed_dates_in_any_usual_form(text):
    assert parse_date(text) == date(2023, 9, 18)


@pytest.mark.parametrize(
    "text", ["", "yesterday", "31 June 2023", "18 Ju 2023", "18 m 2023", "2023-02-29", "18.09/2023"]
)
def test_typed_nonsense_is_refused_with_an_example(text):
    with pytest.raises(ValueError, match="is not a date: write it like 2023-09-18"):
        parse_date(text)


def test_a_date_that_reads_two_ways_is_not_guessed():
    with pytest.raises(ValueError, match="either way"):
        parse_date("09/10/2023")
    assert parse_date("09/09/2023") == date(2023, 9, 9)


def test_an_as_at_day_means_its_last_second():
    assert parse_at("2023-09-18") == end_of_day(date(2023, 9, 18)) == datetime(2023, 9, 18, 23, 59, 59)
    assert parse_at("2023-09-18T13:00") == datetime(2023, 9, 18, 13)
    with pytest.raises(ValueError, match="2023-09-31"):
        parse_at("2023-09-31")
