"""Events about roads on the axis of time of the arrivals."""

from __future__ import annotations

from datetime import date

from geo.case.as_known import as_known
from geo.case.load import load_case
from geo.dates import Period
from geo.report.road_events import road_events
from tests.conftest import SHIPPED_CASE


def test_events_of_the_days_name_their_road_and_sources() -> None:
    found = road_events(load_case(SHIPPED_CASE), Period(date(2023, 9, 18), date(2023, 9, 24)))
    assert {"Lachin road (new)", "Aghdam road"} == set(found["Road"])
    assert found["source_ids"].map(len).ge(1).all()
    assert list(found["moment"]) == sorted(found["moment"])


def test_what_was_not_published_yet_is_not_among_them() -> None:
    whole = Period(date(2023, 9, 18), date(2023, 9, 24))
    assert road_events(as_known(load_case(SHIPPED_CASE), date(2023, 9, 17)), whole).empty
