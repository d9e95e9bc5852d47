"""The words round a map that leaves the program say what of the case is not on it."""

from datetime import datetime

import pytest

from geo.case.load import load_case
from geo.report.surround import surround
from geo.view.view import opening
from tests.geo.small_case import TABLES, write_case

OUTSIDE = ("2023-12-12,2023-12-14", "2024-04-02,2024-04-03")
BAD = ("2023-09-19T13:00", "some day")


@pytest.mark.parametrize(
    ("changes", "version", "report"),
    [
        ([], "", False),
        ([OUTSIDE], ", 1 row outside the case's period", False),
        ([BAD, OUTSIDE], "", True),
    ],
)
def test_a_map_says_what_of_the_case_is_not_seen(tmp_path, changes, version, report):
    events = TABLES["events.csv"]
    for old, new in changes:
        events = events.replace(old, new)
    case = load_case(write_case(tmp_path / "case", events=events))
    words = surround(case, opening(case.settings), (), title="Map", map_id="M1", created=datetime(2024, 5, 1))
    assert words.version == f"tables {case.version[:12]}{version}"
    assert ("1 row set aside" in words.report) is report
    assert ("1 row outside" in words.report) is report
