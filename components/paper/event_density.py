"""Events on paper where their own signs would hide one another: one sign tells of all in a cell."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from components.paper import sign_marks
from components.paper.pen import text_width
from geo.picture.grammar import DENSITY
from geo.picture.spots import lying
from geo.view.event_columns import minutes

if TYPE_CHECKING:
    from collections.abc import Sequence

    from components.paper.label_layout import Taken
    from components.paper.pen import Pen, Point
    from components.paper.sheet_frame import Frame
    from geo.picture.layers import MapPicture

NUMBER_SIZE = 10.0


@dataclass(frozen=True)
class Cell:
    """The events of one cell: in their middle, how many, the commonest category, whether any goes on."""

    at: Point
    count: int
    category: str
    going: bool


def cells(frame: Frame, picture: MapPicture) -> tuple[Cell, ...]:
    """The cells with events on the map, those with most first; none where each event's sign has room."""
    columns = picture.events
    if columns is None:
        return ()
    rows, x, y = lying(picture)
    points = np.column_stack(frame.from_unit(x, y))
    seen = np.all((points >= 0) & (points < (frame.width, frame.height)), axis=1)
    rows, points = rows[seen], points[seen]
    side = DENSITY["cell"] * frame.pixel
    # Pinned to the ground, as on screen.
    grid = np.floor(np.column_stack([x, y])[seen] * frame.scale / side).astype(np.int64)
    places, number = np.unique(grid, axis=0, return_inverse=True)
    kinds = np.zeros((len(places), len(columns.keys)), dtype=np.int64)
    np.add.at(kinds, (number, columns.category[rows]), 1)
    crowded = len(places) > DENSITY["mostCells"] or np.count_nonzero(kinds) > DENSITY["mostSigns"]
    if not crowded and len(np.unique(points, axis=0)) <= DENSITY["mostSpots"]:
        return ()
    total = kinds.sum(axis=1)
    middle = [np.bincount(number, points[:, axis], len(places)) / total for axis in (0, 1)]
    going = np.bincount(number, columns.end[rows] > minutes(picture.window.at), len(places)) > 0
    commonest = kinds.argmax(axis=1)
    return tuple(
        Cell(
            (float(middle[0][n]), float(middle[1][n])),
            int(total[n]),
            columns.keys[commonest[n]],
            bool(going[n]),
        )
        for n in np.argsort(-total, kind="stable").tolist()
    )


def draw(pen: Pen, dense: Sequence[Cell]) -> None:
    """Draw a sign for each cell, larger for more events."""
    looks: dict[tuple[str, bool], list[tuple[Point, float]]] = {}
    for cell in dense:
        looks.setdefault((cell.category, cell.going), []).append((cell.at, _half(cell, dense) * pen.pixel))
    for (category, going), spots in looks.items():
        sign_marks.signs(pen, spots, category, look="" if going else "ended", name=f"density:{category}")


def numbers(pen: Pen, dense: Sequence[Cell], taken: Taken) -> None:
    """Write how many events the largest cells tell of, where neither words nor roads are."""
    size = NUMBER_SIZE * pen.pixel
    for cell in dense[: int(DENSITY["numbered"])]:
        if cell.count == 1:
            return
        text, (x, y) = f"{cell.count:,}", cell.at
        left = x + (_half(cell, dense) + 2) * pen.pixel
        box = (left - 1, y - size / 2, left + text_width(text, size, bold=True) + 1, y + size / 2)
        if taken.inside(box) and taken.free(box) and taken.clear_of_roads(box):
            taken.take(box)
            taken.words.append((text, box))
            pen.words(left, y, text, size, bold=True, halo=True)


def _half(cell: Cell, dense: Sequence[Cell]) -> float:
    """Half a sign's width in pixels: it grows with the number, ever slower."""
    share: float = (cell.count / dense[0].count) ** DENSITY["growth"] if dense[0].count > 1 else 0.0
    return DENSITY["smallest"] + share * (DENSITY["largest"] - DENSITY["smallest"])
