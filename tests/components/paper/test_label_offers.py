"""Where words may stand, worked out for all places at once: the same as one by one."""

import random

import numpy as np

from components.paper import label_offers
from geo.picture.label_ranks import DIRECTIONS
from geo.picture.name_room import boxes_along, clear, rim

ANCHORS, SIZE, REACHES, SLIDES, OFF = (
    [(100.0, 90.0), (160.0, 70.0)],
    (60.0, 20.0),
    (10.0, 40.0),
    (0.0, 0.5),
    6.0,
)


def offered():
    return label_offers.offers(ANCHORS, SIZE, REACHES, SLIDES)


def some_boxes(count):
    dice = random.Random(5)  # noqa: S311 - boxes to look at
    corners = [(dice.uniform(0, 240), dice.uniform(0, 160)) for _ in range(count)]
    return [(x, y, x + dice.uniform(2, 30), y + dice.uniform(2, 30)) for x, y in corners]


def test_nearer_rooms_are_offered_first_and_a_corner_is_not_slid_along():
    points, boxes = offered()
    assert len(boxes) == len(REACHES) * len(ANCHORS) * (len(DIRECTIONS) + 4)
    assert boxes[0].tolist() == [110.0, 80.0, 170.0, 100.0]
    assert boxes[1].tolist() == [110.0, 90.0, 170.0, 110.0]
    assert points[: len(boxes) // 4].tolist() == [[100.0, 90.0]] * (len(boxes) // 4)
    assert np.allclose(boxes[:, 2:] - boxes[:, :2], SIZE)


def test_boxes_keep_apart_as_one_by_one():
    _, boxes = offered()
    others = some_boxes(12)
    expected = [clear(tuple(box), others) for box in boxes.tolist()]
    assert label_offers.apart(boxes, np.array(others)).tolist() == expected
    assert {True, False} == set(expected)


def test_a_lead_that_is_free_touches_no_other_box_and_one_that_is_not_touches_some():
    points, boxes = offered()
    others = some_boxes(12)
    free = label_offers.leads_apart(points, boxes, OFF, label_offers.wider(np.array(others), 1.0))
    for (x, y), box, is_free in zip(points.tolist(), boxes.tolist(), free.tolist(), strict=True):
        parts = boxes_along((x, y), rim(tuple(box), (x, y)), OFF)
        assert not is_free or all(clear(part, others) for part in parts)
        assert is_free or not all(clear(part, label_offers.wider(np.array(others), 7.0)) for part in parts)
    assert {True, False} == set(free.tolist())


def test_without_a_lead_there_is_nothing_to_cross():
    points, boxes = offered()
    everywhere = np.array([(0.0, 0.0, 300.0, 300.0)])
    assert label_offers.leads_apart(points, boxes, 500.0, everywhere).all()
