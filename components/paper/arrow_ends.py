"""The ends of arrows on paper: each has its name beside it, or where the arrow leaves the map."""

from __future__ import annotations

import math
from dataclasses import replace
from typing import TYPE_CHECKING

from components.paper import place_marks, shapes
from components.paper.label_layout import Style, name, road_plate
from components.paper.pen import INK
from components.paper.shapes import curve, line_of, widths, within
from geo.picture.grammar import SHORT_FLOW

if TYPE_CHECKING:
    from collections.abc import Container, Sequence

    from components.paper.label_layout import Taken
    from components.paper.pen import Pen, Point
    from components.paper.place_marks import Named
    from components.paper.sheet_frame import Frame
    from geo.picture.layers import MapPicture

GAP = 6.5  # pixels between an arrow and the name of its end


def dots(
    pen: Pen, frame: Frame, picture: MapPicture, places: Sequence[Named], taken: Taken
) -> tuple[list[tuple[Named, Point]], list[Named]]:
    """Draw a dot at each lesser place where arrows begin or end; return these, and the other places."""
    ends = {(round(lon, 5), round(lat, 5)) for flow in picture.flows for lon, lat in (flow.start, flow.end)}
    labels = picture.places.labels if picture.places else ()
    keys = {label.id for label in labels if (label.lon, label.lat) in ends}
    lesser = [place for place in places if not place.first]
    # However small a place is, what an arrow means is where it ends.
    own = [replace(place, zoom=0.0) for place in lesser if place.key in keys]
    shown = place_marks.dots(pen, frame, own, taken, None)
    return shown, [place for place in lesser if place.key not in keys]


def flow_names(pen: Pen, frame: Frame, picture: MapPicture, taken: Taken, size: float) -> None:
    """Words beside the widest arrows, and names of the ends where no circle or mark brings its own."""
    shapes.flow_names(pen, frame, picture, taken, size)
    own = {(circle.lon, circle.lat) for circle in picture.circles}
    names(pen, frame, picture, taken, size, own | {(mark.lon, mark.lat) for mark in picture.marks})


def mark_names(
    pen: Pen,
    frame: Frame,
    picture: MapPicture,
    taken: Taken,
    size: float,
    spots: dict[str, Point],
    most: int | None,
) -> None:
    """What at most so many marks say, and names of the ends that still have none."""
    shapes.mark_names(pen, spots, picture, taken, size, most)
    names(pen, frame, picture, taken, size)


def names(
    pen: Pen, frame: Frame, picture: MapPicture, taken: Taken, size: float, but_at: Container[Point] = ()
) -> None:
    """Name the ends that nothing names yet, those of the largest movements first, and none ``but_at``."""
    for flow, width in sorted(widths(picture), key=lambda item: -item[1]):
        ends = line_of(frame, (flow.start, flow.end))
        if math.dist(*ends) < SHORT_FLOW * pen.pixel:
            continue
        points, off = curve(*ends), (GAP + width / 2) * pen.pixel
        both = (flow.start, flow.ends[0], "from", points), (flow.end, flow.ends[1], "to", points[::-1])
        for end, text, leaves, way in both:
            seen = [at for at in way if within(at, taken)]
            if not (text and seen) or end in but_at:
                continue
            words = text if seen[0] == way[0] else f"{leaves} {text}"
            if not _written(words, taken):
                # Without room beside the arrow an end is named further off, with a lead, at any price.
                _ = name(pen, taken, seen[0], words, Style(size, gap=off)) or road_plate(
                    pen, taken, [seen[0]], words, INK, size, in_use=True
                )


def _written(text: str, taken: Taken) -> bool:
    """Whether a place's name stands on the map, alone or before a count."""
    return any(words == text or words.startswith(f"{text}: ") for words, _ in taken.words)
