"""A case of very many roads loads whole, and its answer speaks of each road by its own status."""

from collections import Counter
from datetime import datetime

import pytest

from geo.case.load import load_case
from geo.facts.road_state import RouteState
from geo.facts.state import state
from geo.report import blockade
from tests.geo.small_case import TABLES, write_case

ROADS = 2000
WORDS = ("closed", "restricted", "open", "closed")


@pytest.fixture(scope="module")
def case(tmp_path_factory):
    numbers = range(ROADS)
    roads = [
        f"r{number},Road {number},Road {number},corridor,goris;town,schematic,,s1," for number in numbers
    ]
    rows = [
        f"k{number},r{number},2023-01-01,2023-12-31,{WORDS[number % 4]},both,Aid,2023-06-01,s1,no,,"
        for number in numbers
    ]
    heads = {stem: TABLES[f"{stem}.csv"].partition("\n")[0] for stem in ("routes", "route_status")}
    return load_case(
        write_case(
            tmp_path_factory.mktemp("many"),
            routes="\n".join([heads["routes"], *roads]),
            route_status="\n".join([heads["route_status"], *rows]),
            events=TABLES["events.csv"].replace("road", ""),
            aid=TABLES["aid.csv"].replace("road", ""),
            movements=TABLES["movements.csv"].replace("road", ""),
        )
    )


def test_two_thousand_roads_are_counted_and_spoken_of_without_comparing_each_with_each(case, monkeypatch):
    assert (len(case.routes), len(case.route_status)) == (ROADS, ROADS)
    now = state(case, datetime(2023, 6, 10))
    assert Counter(road.status for road in now.routes) == {"closed": 1000, "restricted": 500, "open": 500}
    compared = Counter()
    monkeypatch.setattr(RouteState, "__eq__", lambda *pair: compared.update("x") or pair[0] is pair[1])
    answer = blockade.answer(case, now)
    assert compared.total() < 10 * ROADS
    assert 1 <= len(answer.sentences) <= 3
    assert "the Road 2 and the Road 6 were open" in answer.sentences[0].text
