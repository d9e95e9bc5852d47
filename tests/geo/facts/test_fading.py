"""A status is shown for as long as somebody vouches for it, and then fades to not known."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from geo.case.as_known import as_known
from geo.dates import Period, parse_at
from geo.facts.fading import vouched
from geo.facts.road_state import route_states
from geo.facts.state import as_json, state
from geo.facts.status import as_shown, covering, status_spans
from geo.picture.road_lines import status_lines
from geo.signs import STATUSES
from tests.conftest import shipped

DAYS = st.dates(date(2020, 11, 1), date(2023, 12, 31))
SPAN = Period(date(2023, 1, 1), date(2023, 3, 31))


# The old Lachin road was last shown closed on 30 March 2023: 14 days later still so, then not known.
@pytest.mark.parametrize(
    ("day", "status", "faded"),
    [("2023-03-30", "closed", False), ("2023-04-13", "closed", False), ("2023-04-14", "unknown", True)],
)
def test_a_status_fades_after_silence_days(day: str, status: str, faded: bool) -> None:
    found = state(shipped(), parse_at(day)).route("lachin_old")
    assert found is not None
    assert (found.status, found.faded, found.last_status) == (status, faded, "closed")
    assert found.confirmed_on == date(2023, 3, 30)


def test_words_map_and_json_say_the_same_of_a_faded_road() -> None:
    now = state(shipped(), parse_at("2023-06-15"))
    line = next(one for one in status_lines(shipped(), now) if one.id == "lachin_old")
    assert line.status == "unknown"
    assert line.label.endswith("not known, last shown closed on 30 Mar 2023")
    told = next(one for one in as_json(now)["routes"] if one["route_id"] == "lachin_old")
    assert (told["status"], told["last_status"], told["confirmed_on"]) == ("unknown", "closed", "2023-03-30")


def test_a_status_without_a_confirmation_counts_from_its_first_day() -> None:
    parts = vouched(SPAN, None, [], 14)
    assert parts == [Period(date(2023, 1, 1), date(2023, 1, 15))]


def test_a_report_brings_a_faded_status_back_for_as_long() -> None:
    parts = vouched(SPAN, date(2023, 1, 10), [date(2023, 3, 1), date(2022, 12, 1)], 14)
    assert parts == [
        Period(date(2023, 1, 1), date(2023, 1, 24)),
        Period(date(2023, 3, 1), date(2023, 3, 15)),
    ]


@given(st.lists(st.dates(date(2022, 12, 1), date(2023, 4, 30)), max_size=6), st.integers(1, 40))
def test_parts_are_apart_in_order_and_inside_the_status(reported: list[date], days: int) -> None:
    parts = vouched(SPAN, None, reported, days)
    assert all(SPAN.first <= part.first <= part.last <= SPAN.last for part in parts)
    assert all(b.first > a.last + timedelta(days=1) for a, b in pairwise(parts))


def test_a_confirmation_before_the_first_day_leaves_that_day_to_vouch() -> None:
    status = Period(date(2022, 4, 12), date(2022, 6, 30))
    assert vouched(status, date(2021, 12, 31), [], 14) == [Period(date(2022, 4, 12), date(2022, 4, 26))]


@settings(max_examples=20, deadline=None)
@given(DAYS, st.none() | DAYS)
def test_the_bars_show_each_day_as_that_day_was_shown(day: date, known: date | None) -> None:
    """A status bar drawn with hindsight agrees with the state asked for each of its days."""
    at = parse_at(day.isoformat())
    spans = as_shown(as_known(shipped(), known), status_spans(as_known(shipped(), known)))
    for one in route_states(as_known(shipped(), known), at):
        own = [span for span in spans if span.route_id == one.route_id]
        tracks = [
            covering([span for span in own if span.part == part], at) for part in {span.part for span in own}
        ]
        shown = [span.status for span in tracks if span]
        assert min(shown, key=lambda key: STATUSES[key].passable, default="unknown") == one.status
