"""The days on which a road's state turns: between two of them nothing changes but counts of days."""

from dataclasses import replace
from datetime import date, datetime, time, timedelta

import pytest

from geo.case.load import load_case
from geo.facts.status import route_states, state_frames

DAY = timedelta(days=1)


@pytest.fixture(scope="module")
def case(shipped_case):
    return load_case(shipped_case)


def test_between_two_turns_a_road_is_as_at_the_first_of_them(case):
    frames = state_frames(case)
    assert sum(len(own) for own in frames.values()) > 20
    turned = {route: dict(own) for route, own in frames.items()}
    last = {}
    day = min(own[0][0] for own in frames.values())
    while day <= case.settings.period.last:
        for state in route_states(case, datetime.combine(day, time(23, 59))):
            if state.route_id not in frames:
                continue
            if day in turned[state.route_id]:
                last[state.route_id] = turned[state.route_id][day]
                assert last[state.route_id] == state
            elif state.route_id in last:
                assert timeless(last[state.route_id]) == timeless(state), (day, state.route_id)
        day += DAY
    assert len(last) == len(frames)


def timeless(state):
    """The state without its counts of days and the moments that go on with the day."""
    return replace(
        state,
        days=None,
        days_without_ordinary=bool(state.days_without_ordinary),
        last_open=None,
        confirmed_on=state.confirmed_on if state.faded else None,
        days_since_confirmed=None,
    )


def test_a_road_of_which_no_status_is_told_has_no_turns(case):
    told = set(case.route_status["route_id"])
    assert set(state_frames(case)) == told
    assert date(2022, 12, 12) in dict(state_frames(case)["lachin_new"])
