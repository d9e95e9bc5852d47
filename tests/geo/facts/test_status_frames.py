"""The state of a road turns only at its frames: between them only counts of days change."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import replace
from datetime import timedelta

import pytest

from geo.case.case import Case
from geo.case.load import load_case
from geo.facts.road_frames import state_frames
from geo.facts.road_state import RouteState, route_states
from tests.conftest import SHIPPED_CASE

HOURS = timedelta(hours=7, minutes=31)


@pytest.fixture(scope="module")
def case() -> Case:
    return load_case(SHIPPED_CASE)


def lasting(state: RouteState) -> RouteState:
    """The state without what a day more changes: its counts, and when it was last shown while it is known."""
    shown = state.confirmed_on if state.faded else None
    return replace(
        state, days=None, days_without_ordinary=None, days_since_confirmed=None, confirmed_on=shown,
        last_open=None if state.status == "open" or state.last_status == "open" else state.last_open,
        last_open_moment="" if state.last_status == "open" else state.last_open_moment,
    )  # fmt: skip


def test_between_two_frames_nothing_changes_but_counts_of_days(case: Case) -> None:
    frames = state_frames(case)
    edges = {route: [moment for moment, _ in own] for route, own in frames.items()}
    moment, last, seen = case.settings.period.start, case.settings.period.end, 0
    while moment < last:
        for state in route_states(case, moment):
            rank = bisect_right(edges.get(state.route_id, []), moment) - 1
            if rank >= 0:
                assert lasting(state) == lasting(frames[state.route_id][rank][1]), (moment, state.route_id)
                seen += 1
            else:
                assert not state.status_ids
        moment += HOURS * 11
    assert seen > 1000
