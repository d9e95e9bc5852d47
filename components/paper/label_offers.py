"""Where a box of words may stand beside its points: every offer at once, the nearest first."""

from __future__ import annotations

from itertools import product
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from geo.picture.label_ranks import DIRECTIONS
from geo.picture.name_room import offset

if TYPE_CHECKING:
    from collections.abc import Sequence

    from components.paper.pen import Box, Point

Floats = npt.NDArray[np.float64]
Flags = npt.NDArray[np.bool_]


def offers(
    anchors: Sequence[Point], size: Point, reaches: Sequence[float], slides: Sequence[float]
) -> tuple[Floats, Floats]:
    """The points and the boxes beside them: by reach, then point, then side, then slide along that side."""
    wide, high = size
    rows = [
        [
            (dx + (0.0 if side[0] else slide * wide), dy + (0.0 if side[1] else slide * high))
            for side, slide in product(DIRECTIONS, slides)
            if not slide or not all(side)
            for dx, dy in (offset(side, reach, wide, high, 1),)
        ]
        for reach in reaches
    ]
    moves = np.array(rows)
    shape = (len(reaches), len(anchors), moves.shape[1], 2)
    points = np.broadcast_to(np.array(anchors)[None, :, None, :], shape)
    flat = (points + moves[:, None]).reshape(-1, 2)
    return points.reshape(-1, 2), np.hstack([flat, flat + np.array(size)])


def wider(boxes: Floats, by: float) -> Floats:
    """The boxes grown by so much on each side."""
    grown: Floats = boxes + np.array([-by, -by, by, by])
    return grown


def inside(boxes: Floats, inner: Box) -> Flags:
    """Which boxes lie within one."""
    left, low, right, high = inner
    fits: Flags = (
        (boxes[:, 0] >= left) & (boxes[:, 1] >= low) & (boxes[:, 2] <= right) & (boxes[:, 3] <= high)
    )
    return fits


def apart(boxes: Floats, others: Floats) -> Flags:
    """Which boxes touch none of the others; edges may meet."""
    left, low, right, high = (side[:, None] for side in boxes.T)
    west, south, east, north = others.T
    touch = (left < east) & (right > west) & (low < north) & (high > south)
    free: Flags = ~touch.any(axis=1)
    return free


def rims(boxes: Floats, points: Floats) -> Floats:
    """The point of each box that is nearest to its own point."""
    return np.clip(points, boxes[:, :2], boxes[:, 2:])


def leads_apart(points: Floats, boxes: Floats, off: float, others: Floats) -> Flags:
    """Which straight lines, from `off` after a point to the rim of its box, cross none of the others."""
    ends = rims(boxes, points)
    way = ends - points
    long = np.hypot(*way.T)
    short = long <= off
    share = off / np.where(short, 1.0, long)
    starts, ways = points + way * share[:, None], way * (1 - share)[:, None]
    first, last = np.zeros((len(points), len(others))), np.ones((len(points), len(others)))
    for axis in (0, 1):
        start, step = starts[:, axis, None], ways[:, axis, None]
        flat = step == 0
        run = np.where(flat, 1.0, step)
        near, far = (others[:, axis] - start) / run, (others[:, axis + 2] - start) / run
        between = (others[:, axis] < start) & (start < others[:, axis + 2])
        enters = np.where(flat, np.where(between, -np.inf, np.inf), np.minimum(near, far))
        leaves = np.where(flat, np.inf, np.maximum(near, far))
        first, last = np.maximum(first, enters), np.minimum(last, leaves)
    free: Flags = short | ~(first < last).any(axis=1)
    return free
