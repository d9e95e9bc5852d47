"""Areas, circles, flows, roads and single marks of a picture, drawn as on screen."""

from __future__ import annotations

import math
from collections import Counter
from typing import TYPE_CHECKING

import numpy as np
from matplotlib.path import Path

from components.paper import sign_marks
from components.paper.label_layout import Style, name, plate, road_plate
from components.paper.pen import HALO, SOFT, as_points
from geo.picture.grammar import BEND, FLOW_COLOURS, LEAST_CIRCLE, NAMED_FLOWS, SHORT_FLOW, WIDE_FLOW
from geo.picture.label_ranks import DIRECTIONS, IN_USE, MARK_REACHES, RINGS, ROUND
from geo.picture.layers import circle_radius, flow_width, own_stretches
from geo.signs import BY_KEY, STATUSES

if TYPE_CHECKING:
    from collections.abc import Container, Sequence

    from components.paper.label_layout import Taken
    from components.paper.pen import Box, Pen, Point
    from components.paper.sheet_frame import Frame
    from geo.picture.layers import Circle, Flow, MapPicture, PointMark, RouteLine

CURVE_STEPS = 32
OTHER = BY_KEY["other"]
LEAST_NAMED_AREA = 40.0
MARK_HALF = 8.5  # pixels
LONGEST_NAME = 30  # letters of a mark's label that stand in one line


def areas(pen: Pen, frame: Frame, picture: MapPicture) -> None:
    """Schematic areas: hatched, with a dashed rim."""
    for area in picture.areas:
        rings = [line_of(frame, ring) for ring in area.rings]
        vertices = [point for ring in rings for point in ring]
        codes = [code for ring in rings for code in [Path.MOVETO, *[Path.LINETO] * (len(ring) - 1)]]
        path = Path(vertices, codes)
        pen.path(path, line=SOFT, alpha=0.4, hatch="///", name=f"area:{area.id}")
        pen.path(path, line=SOFT, width=1.3, dash=(6, 5))


def area_names(pen: Pen, frame: Frame, picture: MapPicture, taken: Taken, size: float) -> None:
    """The name of each area above it, else below, where the area is high enough to be told from a line."""
    style = Style(size * 0.95, SOFT, italic=True, centred=True)
    for area in picture.areas:
        points = [point for ring in area.rings for point in line_of(frame, ring)]
        middle = sum(x for x, _ in points) / len(points)
        low, high = min(y for _, y in points), max(y for _, y in points)
        away = size * 0.75
        if high - low > LEAST_NAMED_AREA * pen.pixel:
            _ = name(pen, taken, (middle, high + away), area.name, style) or name(
                pen, taken, (middle, low - away), area.name, style
            )


def circles(pen: Pen, frame: Frame, picture: MapPicture, taken: Taken) -> None:
    """Counts at points, drawn by area, the greatest first; names keep off their middles."""
    colour = BY_KEY["displacement"].colour_light
    for circle, at, radius in _sized(pen, frame, picture):
        pen.disc(at, radius, fill=colour, alpha=0.3)
        pen.disc(at, radius, line=colour, width=1.6, name=f"circle:{circle.id}")
        half = radius * 0.8
        middle = (at[0] - half, at[1] - half, at[0] + half, at[1] + half)
        taken.take(middle)
        taken.firm.append(middle)


def circle_names(pen: Pen, frame: Frame, picture: MapPicture, taken: Taken, size: float) -> None:
    """What each circle counts: beside it, or with a lead where there is no room."""
    colour = BY_KEY["displacement"].colour_light
    for circle, at, radius in _sized(pen, frame, picture):
        style = Style(size, bold=True, gap=radius + 3 * pen.pixel)
        _ = name(pen, taken, at, circle.label, style) or plate(
            pen, taken, [at], circle.label, colour, size, off=radius
        )


def flows(pen: Pen, frame: Frame, picture: MapPicture, taken: Taken) -> None:
    """Curved arrows, their width by persons; words keep off them."""
    for flow, width in widths(picture):
        ends = line_of(frame, (flow.start, flow.end))
        if math.dist(*ends) < SHORT_FLOW * pen.pixel:
            continue
        colour = BY_KEY[FLOW_COLOURS.get(flow.kind, "other")].colour_light
        body, head = _arrow(curve(*ends), width * pen.pixel, pen.pixel)
        near = (width / 2 + 1) * pen.pixel
        taken.roads += [
            (x - near, y - near, x + near, y + near)
            for x, y in sign_marks.along(body, 12 * pen.pixel, 6 * pen.pixel)
        ]
        pen.line(body, HALO, width + 3, (), "round")
        strength = 0.62 if width > WIDE_FLOW else 1.0
        path = Path(np.array(body))
        pen.path(path, line=colour, width=width, cap="butt", alpha=strength, name=f"flow:{flow.id}")
        tip = Path([*head, head[0]], closed=True)
        pen.path(tip, fill=colour, line=HALO, width=1.2)


def flow_names(pen: Pen, frame: Frame, picture: MapPicture, taken: Taken, size: float) -> None:
    """Words beside the widest flows."""
    named = [(flow, width) for flow, width in widths(picture) if flow.label and width >= WIDE_FLOW]
    for flow, _ in sorted(named, key=lambda item: -item[1])[:NAMED_FLOWS]:
        points = curve(*line_of(frame, (flow.start, flow.end)))
        colour = BY_KEY[FLOW_COLOURS.get(flow.kind, "other")].colour_light
        anchors = [point for at in (16, 10, 22, 6, 26) if within(point := points[at], taken)]
        plate(pen, taken, anchors, flow.label, colour, size)


def roads(pen: Pen, frame: Frame, picture: MapPicture, taken: Taken) -> None:
    """Each road in its state, the most passable last; words keep off its line."""
    parts = list(zip(picture.routes, own_stretches(picture.routes), strict=True))
    for route, stretches in parts:
        for stretch in stretches if route.differs else ():
            sign_marks.differs(pen, line_of(frame, stretch))
    for route, stretches in sorted(parts, key=lambda item: STATUSES[item[0].status].passable):
        for number, stretch in enumerate(stretches):
            line = line_of(frame, stretch)
            sign_marks.road(pen, line, route.status, f"route:{route.id}" + (f":{number}" if number else ""))
            if route.way:
                sign_marks.one_way(pen, line, route.way)
            near = 4 * pen.pixel
            taken.roads += [
                (x - near, y - near, x + near, y + near)
                for x, y in sign_marks.along(line, 12 * pen.pixel, 6 * pen.pixel)
            ]


def road_names(
    pen: Pen, frame: Frame, picture: MapPicture, taken: Taken, size: float, *, statuses: Container[str]
) -> None:
    """The state in words of each road in one of the states, beside its longest stretch inside the map."""
    parts = zip(picture.routes, own_stretches(picture.routes), strict=True)
    for route, stretches in sorted(parts, key=_road_rank):
        if not route.label or route.status not in statuses:
            continue
        lines = sorted((line_of(frame, item) for item in stretches), key=len, reverse=True)
        spots = [
            at
            for line in lines
            for at in sign_marks.along(line, 24 * pen.pixel, 12 * pen.pixel)
            if within(at, taken)
        ]
        # A lead from a key place's dot would seem to speak of the place.
        spots = [at for at in spots if taken.clear_of_firm((*at, *at))] or spots
        middle = len(spots) // 2
        order = sorted(range(len(spots)), key=lambda at: abs(at - middle))
        anchors = [spots[at] for at in order[:24]]
        colour, in_use = STATUSES[route.status].colour, route.status in IN_USE
        road_plate(pen, taken, anchors, route.label, colour, size, in_use=in_use)


def _road_rank(part: tuple[RouteLine, object]) -> tuple[bool, int]:
    """Roads in use first, and of those the one that most can pass."""
    status = part[0].status
    return status not in IN_USE, -STATUSES[status].passable


def marks(pen: Pen, frame: Frame, picture: MapPicture, taken: Taken) -> dict[str, Point]:
    """Draw single marks, such as freight that waits; return where each stands."""
    spots = {}
    for mark in picture.marks:
        (point,) = line_of(frame, ((mark.lon, mark.lat),))
        half = MARK_HALF * pen.pixel
        at = point if mark.glyph in ROUND else _beside_key(pen, point, half, taken)
        sign_marks.sign(
            pen,
            at,
            half,
            mark.glyph,
            mark.category,
            look="hollow" if mark.hollow else "",
            name=f"mark:{mark.id}",
        )
        box = (at[0] - half, at[1] - half, at[0] + half, at[1] + half)
        taken.take(box)
        if mark.glyph not in ROUND:
            taken.firm.append(box)
        spots[mark.id] = at
    return spots


def _beside_key(pen: Pen, at: Point, half: float, taken: Taken) -> Point:
    """The point itself, or the nearest beside it that lies on no key place."""
    for reach in (item * pen.pixel for item in (0, *MARK_REACHES)):
        for across, down in DIRECTIONS:
            x, y = at[0] + across * reach, at[1] - down * reach
            box: Box = (x - half, y - half, x + half, y + half)
            if taken.clear_of_firm(box):
                return x, y
    return at


def mark_names(
    pen: Pen, spots: dict[str, Point], picture: MapPicture, taken: Taken, size: float, most: int | None = None
) -> None:
    """What marks say, of at most `most` that have room; a ring says all, its place has its own name."""
    written = 0
    # Where most ways meet is named first.
    met = Counter(end for flow in picture.flows for end in (flow.start, flow.end))
    telling = [mark for mark in picture.marks if _tells(mark, taken)]
    for mark in sorted(telling, key=lambda mark: -met[mark.lon, mark.lat]):
        if written == most:
            return
        at = spots[mark.id]
        style = Style(size, bold=True, gap=11 * pen.pixel)
        if len(mark.label) > LONGEST_NAME or not name(pen, taken, at, mark.label, style):
            # Where signs crowd, its words stand off it with a lead.
            colour = BY_KEY.get(mark.category, OTHER).colour_light
            written += plate(pen, taken, [at], mark.label, colour, size, off=MARK_HALF * pen.pixel + 4)
        else:
            written += 1


def _tells(mark: PointMark, taken: Taken) -> bool:
    return mark.glyph not in RINGS and not taken.tells(mark.label)


def curve(start: Point, end: Point) -> list[Point]:
    """A curve from one point to another, bent to the right of its way."""
    (ax, ay), (bx, by) = start, end
    mx, my = (ax + bx) / 2 - (by - ay) * BEND, (ay + by) / 2 + (bx - ax) * BEND
    shares = [step / CURVE_STEPS for step in range(CURVE_STEPS + 1)]
    return [
        (
            (1 - t) ** 2 * ax + 2 * (1 - t) * t * mx + t * t * bx,
            (1 - t) ** 2 * ay + 2 * (1 - t) * t * my + t * t * by,
        )
        for t in shares
    ]


def _arrow(points: list[Point], width: float, pixel: float) -> tuple[list[Point], list[Point]]:
    long, wide = max(width * 1.7, 9 * pixel), max(width * 1.25, 5.5 * pixel)
    tip = points[-1]
    cut = len(points) - 1
    while cut > 1 and math.dist(points[cut], tip) < long:
        cut -= 1
    length = math.dist(points[cut], tip) or 1.0
    ux, uy = (tip[0] - points[cut][0]) / length, (tip[1] - points[cut][1]) / length
    base = (tip[0] - ux * long, tip[1] - uy * long)
    head = [tip, (base[0] - uy * wide, base[1] + ux * wide), (base[0] + uy * wide, base[1] - ux * wide)]
    return [*points[:cut], base], head


def widths(picture: MapPicture) -> list[tuple[Flow, float]]:
    """Each arrow with its width in pixels, by persons."""
    widest = max((flow.persons or 0 for flow in picture.flows), default=0)
    return [(flow, flow_width(flow.persons, widest)) for flow in picture.flows]


def _sized(pen: Pen, frame: Frame, picture: MapPicture) -> list[tuple[Circle, Point, float]]:
    most = max((circle.value for circle in picture.circles), default=0)
    rows = sorted(picture.circles, key=lambda circle: -circle.value)
    return [
        (
            circle,
            line_of(frame, ((circle.lon, circle.lat),))[0],
            max(circle_radius(circle.value, most), LEAST_CIRCLE) * pen.pixel,
        )
        for circle in rows
    ]


def line_of(frame: Frame, points: Sequence[Point]) -> list[Point]:
    """Longitudes and latitudes as points of the map."""
    lonlat = np.array(points, dtype=float)
    return as_points(*frame.points(lonlat[:, 0], lonlat[:, 1]))


def within(at: Point, taken: Taken) -> bool:
    """Whether a point lies inside the map."""
    left, low, right, high = taken.inner
    return left < at[0] < right and low < at[1] < high
