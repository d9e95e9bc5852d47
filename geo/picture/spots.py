"""Where the events of a picture lie, read from the same columns the browser reads."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from geo.accuracy import as_metres
from geo.case import schema
from geo.cells import items
from geo.facts.provenance import KINDS
from geo.facts.silent_places import KIND as SILENCE
from geo.facts.silent_places import silence_of
from geo.view.event_columns import DISPUTED, MAGIC, SINGLE_SOURCE, UNCERTAIN, minutes

if TYPE_CHECKING:
    from geo.case.case import Case
    from geo.picture.layers import MapPicture
    from geo.view.event_columns import Columns

Numbers = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]
MINUTES_A_DAY = 1440
_COARSE = 2  # codes of a date's precision from here on are months and years


@dataclass(frozen=True)
class Spot:
    """One point with the events drawn there; x and y on the unit square of Web Mercator, y to the south."""

    x: float
    y: float
    metres: float
    """How exactly the place is known; nought where it is not said."""
    rows: tuple[int, ...]
    """Positions of its events in the columns."""


@dataclass(frozen=True)
class Chip:
    """The events of one category at a spot, as one sign."""

    category: str
    count: int
    look: str
    """`hollow` when all are in doubt, `ended` when none goes on at the as-at date, else empty."""
    single: bool


def sited(picture: MapPicture) -> Numbers:
    """Positions of the events the picture draws: in its window, of its categories, at a point of its own.

    Parameters
    ----------
    picture
        The picture.

    Returns
    -------
    numpy.ndarray
        int64 positions in the picture's columns, in their order.
    """
    columns = picture.events
    if columns is None:
        return np.empty(0, dtype=np.int64)
    shown = columns.drawn(minutes(picture.window.start), minutes(picture.window.end))
    if picture.categories:
        wanted = [columns.keys.index(key) for key in picture.categories if key in columns.keys]
        shown = shown & np.isin(columns.category, wanted)
    return np.flatnonzero(shown)


def lying(picture: MapPicture) -> tuple[Numbers, Floats, Floats]:
    """The events the picture draws, each with where it lies.

    Parameters
    ----------
    picture
        The picture.

    Returns
    -------
    tuple of numpy.ndarray
        int64 positions in the picture's columns, x and y on the unit square of Web Mercator, y to the south.
    """
    columns, rows = picture.events, sited(picture)
    if columns is None:
        return rows, np.empty(0), np.empty(0)
    number, x, y, _ = _points(columns)
    rows = rows[number[rows] > 0]
    at = number[rows] - 1
    return rows, x[at], y[at]


def event_ids(picture: MapPicture) -> tuple[str, ...]:
    """Ids of the events the picture draws, in order of time."""
    return () if picture.events is None else tuple(picture.events.ids[sited(picture)].tolist())


def spots(columns: Columns, rows: Numbers) -> list[Spot]:
    """The points the events of these rows lie at, those with most events first.

    Parameters
    ----------
    columns
        The events as columns.
    rows
        Positions in them.

    Returns
    -------
    list
        Spots, x and y on the unit square of Web Mercator with y to the south, accuracy in metres.
    """
    number, x, y, metres = _points(columns)
    at = number[rows]
    order = np.argsort(at, kind="stable")
    cuts = np.flatnonzero(np.diff(at[order])) + 1
    groups = np.split(rows[order], cuts) if len(rows) else []
    grouped = [
        Spot(float(x[n]), float(y[n]), float(metres[n]), tuple(own.tolist()))
        for own in groups
        if (n := int(number[own[0]]) - 1) >= 0
    ]
    return sorted(grouped, key=lambda spot: -len(spot.rows))


def chips(columns: Columns, rows: tuple[int, ...], picture: MapPicture) -> list[Chip]:
    """One sign for each category of the rows; hollow or of a single source where all of them are.

    Parameters
    ----------
    columns
        The events as columns.
    rows
        Positions in them.
    picture
        The picture they are drawn on.

    Returns
    -------
    list
        Signs in the order of the categories.
    """
    at = minutes(picture.window.at)
    span = minutes(picture.window.start), minutes(picture.window.end)
    by_category: dict[int, list[int]] = {}
    for row in rows:
        by_category.setdefault(int(columns.category[row]), []).append(row)
    return [
        Chip(
            columns.keys[key],
            len(own),
            _look(columns, own, span, at),
            all(bool(columns.flags[row] & SINGLE_SOURCE) for row in own),
        )
        for key, own in sorted(by_category.items())
    ]


def _look(columns: Columns, rows: list[int], span: tuple[int, int], at: int) -> str:
    if all(_doubtful(columns, row, span) for row in rows):
        return "hollow"
    return "" if any(columns.end[row] > at for row in rows) else "ended"


def _doubtful(columns: Columns, row: int, span: tuple[int, int]) -> bool:
    """Marked as uncertain, disputed, or told to the month or year and not wholly inside the window."""
    flags = int(columns.flags[row])
    inside = columns.start[row] >= span[0] and columns.end[row] <= span[1] + MINUTES_A_DAY
    return bool(flags & (UNCERTAIN | DISPUTED)) or (((flags >> 2) & 3) >= _COARSE and not inside)


def _points(columns: Columns) -> tuple[Numbers, Floats, Floats, Floats]:
    """Number of each event's spot (nought for none), and the spots' x, y and metres, out of the body."""
    body = columns.body
    length = int.from_bytes(body[len(MAGIC) : len(MAGIC) + 4], "little")
    at = len(MAGIC) + 4 + length
    head = json.loads(body[len(MAGIC) + 4 : at])
    count, points = head["n"], head["p"]
    x, y = np.frombuffer(body, "<f4", 2 * points, at).reshape(2, points).astype(float)
    metres = as_metres(np.frombuffer(body, np.uint8, points, at + 8 * points))
    planes = np.frombuffer(body, np.uint8, 4 * count, at + 9 * points + 8 * count).reshape(4, count)
    zigzag = np.ascontiguousarray(planes.T).view("<u4").reshape(count).astype(np.int64)
    number: Numbers = np.cumsum((zigzag >> 1) ^ -(zigzag & 1))
    return number, x, y, metres


def drawn_sources(case: Case, picture: MapPicture) -> tuple[str, ...]:
    """Return the sources of what a picture draws: arrows, circles, marks, events, last reports."""
    cards: dict[str, list[str]] = {}
    opened = [flow.cards for flow in picture.flows]
    opened += [circle.cards for circle in picture.circles]
    opened += [mark.cards for mark in picture.marks]
    opened += [area.cards for area in picture.areas]
    opened += [silence.cards[:1] for silence in picture.silences]
    for card in (card for cards in opened for card in cards):
        kind, _, key = card.partition(":")
        cards.setdefault(kind, []).append(key)
    cards.setdefault("event", []).extend(event_ids(picture))
    source_ids: dict[str, None] = {}
    for table in ("events", "movements", "consignments", "accommodation"):
        frame = case.tables()[table]
        cells = frame.loc[frame[schema.KEYS[table]].isin(cards.get(KINDS[table], [])), "source_ids"]
        source_ids.update(dict.fromkeys(source for cell in cells for source in items(cell)))
    own = case.events.loc[case.events["event_id"].isin(cards["event"]), "place_id"]
    for cell in case.areas.loc[case.areas["place_id"].isin(own[own.ne("")]), "source_ids"]:
        source_ids.update(dict.fromkeys(items(cell)))
    for silence in (silence_of(case, key) for key in cards.get(SILENCE, [])):
        source_ids.update(dict.fromkeys(silence.source_ids if silence else ()))
    return tuple(source_ids)
