"""One picture drawn into a box: the ground, its layers in the screen's order, and words that keep apart."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from matplotlib.path import Path

from components.paper import (
    arrow_ends,
    basemap_shapes,
    event_density,
    event_symbols,
    key_names,
    legend_panel,
    place_marks,
    shapes,
    silence_marks,
)
from components.paper.label_layout import Taken
from components.paper.pen import INK, PAPER, Pen
from components.paper.sheet_frame import Frame, at, fitted
from geo.picture import label_ranks
from geo.picture.label_ranks import TOWN_ZOOM
from geo.picture.legend import as_density
from geo.picture.legend import legend as entries_of
from geo.picture.place_outlines import outlined
from geo.picture.spots import event_ids
from geo.signs import STATUSES

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from matplotlib.figure import Figure

    from components.paper.event_density import Cell
    from components.paper.pen import Box, Point
    from components.paper.place_marks import Named
    from geo.picture.layers import LegendEntry, MapPicture

# Pixels of the screen's type: what a paper's running text is measured against.
SCREEN_TEXT = 12.0
LEGEND_WIDTH = 0.24
MOST_LEGEND = 21.0  # times the size of the text
BAR_METRES = (1, 2, 5)
LONGEST_BAR = 0.18
ROOM, ROOM_ROUND_CIRCLES = 0.04, 0.09
MOST_LATITUDE = 84.0
KEY_AIR = 9.0  # points round a key place's dot that the scale bar leaves free
RATIO_FROM = 11.0  # times the size of the text: a shorter scale bar has no room for the ratio
ACTIVE = frozenset(STATUSES) - frozenset(label_ranks.IDLE)
FEW = 3  # circles, and marks, that are named where only few places may be


@dataclass(frozen=True)
class Drawn:
    """What a map shows: ids of its features, every word written with its box, and where it lies."""

    frame: Frame
    events: tuple[str, ...]
    routes: tuple[str, ...]
    flows: tuple[str, ...]
    circles: tuple[str, ...]
    areas: tuple[str, ...]
    marks: tuple[str, ...]
    silences: tuple[str, ...]
    """Ids of the silent places that have a dot here, and room for their mark."""
    words: tuple[tuple[str, Box], ...]
    legend: tuple[LegendEntry, ...]
    bar_metres: float


def draw(
    figure: Figure,
    box: Box,
    picture: MapPicture,
    text: float,
    *,
    position: tuple[float, float, float] | None = None,
    most_places: int | None = None,
    with_legend: bool = True,
) -> Drawn:
    """Draw a picture into a box of the figure given in points from its lower left corner.

    `text` is the size of words in points; `position` is where a screen map looked, as in a view.
    """
    width, height = box[2] - box[0], box[3] - box[1]
    pen = pen_over(figure, box, text / SCREEN_TEXT)
    pen.kinds = picture.kinds
    legend = entries_of(picture)
    across = min(width * LEGEND_WIDTH, text * MOST_LEGEND) if with_legend and legend else 0.0
    frame = (
        at(position, width, height, pen.pixel)
        if position is not None
        else fitted(_roomy(picture), width, height, pen.pixel, across)
    )
    dense = event_density.cells(frame, picture)
    legend = as_density(legend) if dense else _as_drawn(legend, pen, frame, picture)
    taken = Taken((3.0, 3.0, width - 3.0, height - 3.0))
    basemap_shapes.draw(pen, frame, picture.ground)
    places = place_marks.ranked(picture.places, picture.names, picture.ground)
    places = place_marks.busy_first(frame, picture, places)
    keys = [frame.point(place.x, place.y) for place in places if place.first]
    bar = _corner(pen, frame, taken, text, keys)
    if across:
        pen.layer = 90
        size = legend_panel.fitting(pen, legend, across, text, height - 12)
        panel = legend_panel.panel(pen, legend, (width - 6, height - 6), across, size)
        taken.take(panel)
        taken.firm.append(panel)
        pen.layer = 2
    if not dense:
        # An outline of a place is drawn as a schematic area is; the legend, made before, tells them apart.
        picture = replace(picture, areas=(*picture.areas, *outlined(picture)[0]))
    silent = _layers(pen, frame, picture, places, taken, text, most_places, dense)
    return Drawn(
        frame=frame,
        events=event_ids(picture),
        routes=tuple(road.id for road in picture.routes),
        flows=tuple(flow.id for flow in picture.flows),
        circles=tuple(circle.id for circle in picture.circles),
        areas=tuple(area.id for area in picture.areas),
        marks=tuple(mark.id for mark in picture.marks),
        silences=silent,
        words=tuple(taken.words),
        legend=legend,
        bar_metres=bar,
    )


def pen_over(figure: Figure, box: Box, pixel: float, *, framed: bool = True) -> Pen:
    """A pen on new axes over a box of the figure, whose units are points."""
    wide, high = (side * 72 for side in figure.get_size_inches())
    x0, y0, x1, y1 = box
    axes = figure.add_axes((x0 / wide, y0 / high, (x1 - x0) / wide, (y1 - y0) / high))
    axes.set_xlim(0, x1 - x0)
    axes.set_ylim(0, y1 - y0)
    axes.set_xticks([])
    axes.set_yticks([])
    axes.set_autoscale_on(False)
    if not framed:
        axes.axis("off")
    for side in axes.spines.values():
        side.set_edgecolor(INK)
        side.set_linewidth(0.8)
        side.set_zorder(100)
    return Pen(axes, pixel)


def _roomy(picture: MapPicture) -> Box:
    """The picture's box a little wider, so that what lies on its edge is not cut."""
    west, south, east, north = picture.home
    share = ROOM_ROUND_CIRCLES if picture.circles else ROOM
    dx, dy = (east - west) * share, (north - south) * share
    return west - dx, max(south - dy, -MOST_LATITUDE), east + dx, min(north + dy, MOST_LATITUDE)


def _as_drawn(
    legend: tuple[LegendEntry, ...], pen: Pen, frame: Frame, picture: MapPicture
) -> tuple[LegendEntry, ...]:
    """The legend without a ring where at this scale none is large enough to be drawn."""
    if event_symbols.ringed(pen, frame, picture, outlined(picture)[1]):
        return legend
    return tuple(entry for entry in legend if entry.sign != "ring")


def _layers(
    pen: Pen,
    frame: Frame,
    picture: MapPicture,
    places: Sequence[Named],
    taken: Taken,
    text: float,
    most_places: int | None,
    dense: Sequence[Cell],
) -> tuple[str, ...]:
    """Draw the picture's layers, with the places in order; the ids of the silent ones that got their mark."""
    _, by_outline = outlined(picture)
    shapes.areas(pen, frame, picture)
    shapes.circles(pen, frame, picture, taken)
    if dense:
        event_density.draw(pen, dense)
    else:
        event_symbols.rings(pen, frame, picture, by_outline)
    shapes.flows(pen, frame, picture, taken)
    shapes.roads(pen, frame, picture, taken)
    keys = key_names.dots(pen, frame, places, taken, most_places)
    planned = key_names.plan(pen, taken, keys, text)
    ends, lesser = arrow_ends.dots(pen, frame, picture, places, taken)
    left = None if most_places is None else max(most_places - len(keys) - len(ends) - _others(picture), 0)
    if dense:
        # Among crowded signs the dots of lesser places would be taken for events.
        lesser = [place for place in lesser if place.busy or not place.of_case]
    shown = place_marks.dots(pen, frame, lesser, taken, left)
    spots = shapes.marks(pen, frame, picture, taken)
    if not dense:
        event_symbols.draw(pen, frame, picture, taken, by_outline)
    key_names.draw_dots(pen, keys)
    pen.layer += 1
    silent = _words(pen, frame, picture, taken, text, most_places, _Dotted(keys, ends, shown, planned, spots))
    event_density.numbers(pen, dense, taken)
    return silent


@dataclass(frozen=True)
class _Dotted:
    """Places with a dot: key places, ends of arrows, others; planned names, and where marks stand."""

    keys: list[tuple[Named, Point]]
    ends: list[tuple[Named, Point]]
    shown: list[tuple[Named, Point]]
    planned: list[key_names.Planned]
    spots: dict[str, Point]


def _words(
    pen: Pen,
    frame: Frame,
    picture: MapPicture,
    taken: Taken,
    text: float,
    most_places: int | None,
    dotted: _Dotted,
) -> tuple[str, ...]:
    """Write the words by rank; the ids of the silent places that got their mark."""
    few = None if most_places is None else max(FEW, most_places - len(dotted.keys))
    silent: list[str] = []

    def named(wanted: Callable[[Named], bool]) -> None:
        place_marks.names(pen, taken, [item for item in dotted.shown if wanted(item[0])], text)

    def silences() -> None:
        if most_places is None:
            places = [*dotted.keys, *dotted.ends, *dotted.shown]
            silent.extend(silence_marks.silences(pen, picture, places, taken, text))

    words: dict[str, Callable[[], None]] = {
        label_ranks.KEY_PLACE: lambda: key_names.draw_names(pen, dotted.planned),
        label_ranks.ROAD: lambda: shapes.road_names(pen, frame, picture, taken, text, statuses=ACTIVE),
        label_ranks.FLOW: lambda: arrow_ends.flow_names(pen, frame, picture, taken, text),
        label_ranks.CIRCLE: lambda: shapes.circle_names(pen, frame, picture, taken, text),
        label_ranks.MARK: lambda: arrow_ends.mark_names(pen, frame, picture, taken, text, dotted.spots, few),
        label_ranks.TOWN: lambda: named(
            lambda place: place.busy or (place.of_case and place.zoom <= TOWN_ZOOM)
        ),
        label_ranks.VILLAGE: lambda: named(
            lambda place: place.of_case and place.zoom > TOWN_ZOOM and not place.busy
        ),
        label_ranks.PILL: silences,
        label_ranks.AREA: lambda: shapes.area_names(pen, frame, picture, taken, text),
        label_ranks.GAZETTEER: lambda: named(lambda place: not place.of_case),
    }
    idle, ground = label_ranks.IDLE, picture.ground
    # Where nothing is known of any road a slide names them all the same: no line would say which it is.
    if most_places is None or all(road.status in idle for road in picture.routes):
        words[label_ranks.IDLE_ROAD] = lambda: shapes.road_names(
            pen, frame, picture, taken, text, statuses=idle
        )
    if most_places is None:
        words[label_ranks.GROUND] = lambda: place_marks.ground_names(
            pen, frame, taken, picture.names, text, ground
        )
    for rank in (rank for rank in label_ranks.RANKS if rank in words):
        words[rank]()
    return tuple(silent)


def _others(picture: MapPicture) -> int:
    """How many circles and marks are named where only few places may be."""
    return min(len(picture.circles), FEW) + min(len(picture.marks), FEW)


def _corner(pen: Pen, frame: Frame, taken: Taken, text: float, keys: Sequence[Point]) -> float:
    """Scale bar and north arrow in a lower corner that covers no key place; the bar's length in metres."""
    most = frame.width * LONGEST_BAR * frame.metres_per_point
    power = 10.0 ** (len(str(int(most))) - 1)
    metres = max(step * power for step in BAR_METRES if step * power <= most)
    long = metres / frame.metres_per_point
    y = 12.0 + text * 0.4
    wide, bottom, top = long + text * 5.2, y - text * 0.8, y + text * 2.6
    corners = (12.0, frame.width - 5.0 - wide)
    covered = [
        sum(left - KEY_AIR < x < left + wide + KEY_AIR and y < top + KEY_AIR for x, y in keys)
        for left in corners
    ]
    x = corners[covered.index(min(covered))]
    box = (x - 7, bottom, x + wide, top)
    pen.layer = 90
    pen.box(box, PAPER, "#cfd6dd", 1.0, 4)
    high = text * 0.45
    for part in range(2):
        start = x + part * long / 2
        shape = (
            (start, y),
            (start + long / 2, y),
            (start + long / 2, y + high),
            (start, y + high),
            (start, y),
        )
        pen.path(_closed(shape), fill=INK if part == 0 else PAPER, line=INK, width=0.9)
    words = f"{metres / 1000:,.0f} km" if metres >= 1000 else f"{metres:,.0f} m"  # noqa: PLR2004
    level, ratio = y + high + text * 0.85, f"1 : {_rounded(frame.denominator):,}"
    pen.words(x, level, words, text, bold=True)
    if long > RATIO_FROM * text:
        pen.words(x + long, level, ratio, text * 0.9, align="right")
    _north(pen, x + long + text * 3.1, y - text * 0.3, text)
    pen.layer = 2
    wider = (box[0] - 2, box[1] - 2, box[2] + 2, box[3] + 2)
    taken.take(wider)
    taken.firm.append(wider)
    return metres


def _north(pen: Pen, x: float, y: float, text: float) -> None:
    tip, wing = y + text * 2.4, text * 0.55
    pen.path(_closed(((x, tip), (x - wing, y), (x, y + text * 0.5), (x, tip))), fill=INK)
    pen.path(
        _closed(((x, tip), (x + wing, y), (x, y + text * 0.5), (x, tip))), fill=PAPER, line=INK, width=0.9
    )
    pen.words(x + wing + text * 0.25, y + text * 0.8, "N", text, bold=True)


def _closed(points: tuple[tuple[float, float], ...]) -> Path:
    return Path(points, closed=True)


def _rounded(value: float) -> int:
    """A map's denominator to three figures: paper stretches more than that."""
    power = int(10 ** max(len(str(int(value))) - 3, 0))
    return round(value / power) * power
