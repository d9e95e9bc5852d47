"""Room for the names of key places: all of them together, the cheapest way of several orders.

Pure boxes and points, in whatever unit a map is drawn in; `key_names.js` does the same on screen.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from geo.picture.label_ranks import (
    CORNER,
    DIRECTIONS,
    DOT,
    FURTHER,
    LATER_SIDE,
    NAME_REACHES,
    ON_ROAD,
    OTHER_FORM,
    UNNAMED,
)

Point = tuple[float, float]
Box = tuple[float, float, float, float]

# Pixels between the small boxes along a leader line.
LEAD_STEP = 6.0
SIDE_AIR = 2.0


@dataclass(frozen=True)
class Wanted:
    """A point to be named, and the sizes (width, height) of its name, the best form first."""

    key: str
    at: Point
    forms: tuple[Point, ...]


@dataclass(frozen=True)
class Room:
    """Where a name stands: in which form, in what box, to which side, with what boxes along its leader."""

    key: str
    at: Point
    form: int
    box: Box
    side: int
    lead: tuple[Box, ...]


@dataclass(frozen=True)
class Ground:
    """A map for names: its inside, what none may touch, roads they keep off if they can, and its measures.

    `pixel` is a pixel of the screen in the map's unit; `up` is -1 where y grows downwards, else 1.
    """

    inner: Box
    fixed: tuple[Box, ...]
    roads: tuple[Box, ...]
    pixel: float
    up: int


def rooms(wanted: Sequence[Wanted], ground: Ground) -> list[Room]:
    """Return where each name stands that has room on the map.

    Where one stands decides what is left for the next.

    Parameters
    ----------
    wanted
        Points to be named, with the sizes of their names, in the map's unit.
    ground
        The map, in the same unit.

    Returns
    -------
    list of Room
        Names without room are left out. Of six orders of placing (as given, by x, by y, and each
        reversed) the best is taken.
    """
    rows = [(item.at, sorted(_offers(item, ground), key=lambda offer: offer[0])) for item in wanted]
    east, north = sorted(rows, key=lambda row: row[0][0]), sorted(rows, key=lambda row: row[0][1])
    orders = [rows, rows[::-1], east, east[::-1], north, north[::-1]]
    trials = [_in_order([offers for _, offers in order], ground.fixed) for order in orders]
    return min(trials, key=lambda trial: trial[0])[1]


def clear(box: Box, others: Sequence[Box]) -> bool:
    """Whether a box touches none of the others.

    Parameters
    ----------
    box
        Least x, least y, greatest x, greatest y.
    others
        Boxes in the same unit.

    Returns
    -------
    bool
        True also where edges meet.
    """
    left, low, right, high = box
    # Asked some hundred thousand times of a map: a loop takes a third of what `all` does.
    for west, south, east, north in others:
        if left < east and right > west and low < north and high > south:
            return False
    return True


def offset(side: tuple[int, int], reach: float, wide: float, high: float, up: int) -> Point:
    """From a point to the corner of least x and y of a box beside it; sides are as on screen.

    Parameters
    ----------
    side
        Steps right and down, each -1, 0 or 1.
    reach
        How far off the box stands.
    wide
        Its width.
    high
        Its height.
    up
        -1 where y grows downwards, else 1.

    Returns
    -------
    tuple of float
        x and y from the point, in the unit of the lengths.
    """
    across, down = side
    away = reach * CORNER if across and down else reach
    return _along(across, away, wide), _along(-up * down, away, high)


def boxes_along(start: Point, end: Point, off: float) -> list[Box]:
    """Small boxes along a straight line, from `off` after its start to its end.

    Parameters
    ----------
    start
        x and y of its start.
    end
        x and y of its end.
    off
        Length left free at the start, in the same unit.

    Returns
    -------
    list of tuple
        Boxes two units wide; none where the line is shorter than ``off``.
    """
    long = math.dist(start, end)
    count = max(math.ceil((long - off) / LEAD_STEP), 0)
    shares = [(off + number * LEAD_STEP) / long for number in range(count)]
    spots = [(start[0] + (end[0] - start[0]) * t, start[1] + (end[1] - start[1]) * t) for t in shares]
    return [(x - 1, y - 1, x + 1, y + 1) for x, y in spots]


def rim(box: Box, at: Point) -> Point:
    """The point of a box that is nearest to another point.

    Parameters
    ----------
    box
        Least x, least y, greatest x, greatest y.
    at
        x and y of the point.

    Returns
    -------
    tuple of float
        x and y; the point itself where it lies in the box.
    """
    return min(max(at[0], box[0]), box[2]), min(max(at[1], box[1]), box[3])


def _along(sign: int, away: float, size: float) -> float:
    return away if sign > 0 else -away - size if sign < 0 else -size / 2


def _in_order(rows: Sequence[Sequence[tuple[float, Room]]], fixed: Sequence[Box]) -> tuple[float, list[Room]]:
    """Names placed one after the other, each in the cheapest room left, and what they cost in all."""
    total, rooms, used = 0.0, list[Room](), list(fixed)
    for offers in rows:
        best = next((offer for offer in offers if _fits(offer[1], used)), None)
        total += UNNAMED if best is None else best[0]
        if best is not None:
            rooms.append(best[1])
            used += [best[1].box, *best[1].lead]
    return total, rooms


def _fits(room: Room, used: Sequence[Box]) -> bool:
    return all(clear(box, used) for box in (room.box, *room.lead))


def _offers(item: Wanted, ground: Ground) -> Iterator[tuple[float, Room]]:
    """Every box inside the map that a name may stand in, with what it costs."""
    left, low, right, high = ground.inner
    for steps, pixels in enumerate(NAME_REACHES):
        for form, (width, height) in enumerate(item.forms):
            for turn, side in enumerate(DIRECTIONS):
                dx, dy = offset(side, pixels * ground.pixel, width, height, ground.up)
                x, y = item.at[0] + dx, item.at[1] + dy
                box = (x - SIDE_AIR, y, x + width + SIDE_AIR, y + height)
                if box[0] < left or box[1] < low or box[2] > right or box[3] > high:
                    continue
                cost = steps * FURTHER + form * OTHER_FORM + turn * LATER_SIDE
                cost += 0.0 if clear(box, ground.roads) else ON_ROAD
                off = (DOT + 3) * ground.pixel
                lead = tuple(boxes_along(item.at, rim(box, item.at), off)) if steps else ()
                yield cost, Room(item.key, item.at, form, box, side[0], lead)
