"""Roads of two dates set apart where their state differs."""

from dataclasses import replace

from geo.picture.layers import RouteLine
from geo.picture.road_lines import set_apart

OPEN = RouteLine("river", "River road", ((46.0, 39.0), (47.0, 40.0)), "open", "open for 2 days")


def marked(line, *others):
    (own,) = set_apart([line], others)
    return own.differs


def test_a_road_differs_by_status_and_way_and_not_by_its_days():
    assert not marked(OPEN, replace(OPEN, label="open for 9 days"))
    assert marked(OPEN, replace(OPEN, status="closed"))
    assert marked(OPEN, replace(OPEN, way=1))


def test_a_road_or_part_that_the_other_date_does_not_have_differs():
    assert marked(OPEN)
    assert marked(replace(OPEN, span=(0, 1)), OPEN)
