"""Aid over time for the playing script: how each load stood between the moments at which that changed.

Moments are minutes since 1970, local to the case; a piece holds from its first up to its last, None for the
last piece of a load. The script picks the pieces of a moment and applies no rule of its own to them.
"""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from itertools import groupby
from typing import TYPE_CHECKING, Any, TypeVar

from geo.dates import end_of_day
from geo.facts import aid
from geo.facts.waiting import waiting
from geo.picture.aid_picture import words_of
from geo.report.aid_words import OUTCOME_SHORT
from geo.view.event_columns import minutes

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from geo.case.case import Case
    from geo.facts.aid import Consignment
    from geo.picture.layers import Point

Stood = TypeVar("Stood")
_EPOCH = date(1970, 1, 1).toordinal()
_PLACES = 4


def waits(case: Case, spots: Mapping[str, Point]) -> list[list[Any]]:
    """Return the loads waiting: from, until, place, its point, day since when, words, whether faded, id.

    Parameters
    ----------
    case
        The case.
    spots
        Longitude and latitude in degrees (EPSG:4326) by place id; places without are not drawn.

    Returns
    -------
    list of list
        One row a stretch of time in which nothing about a load changes; times in minutes since 1970.
    """
    silence = case.settings.silence_days
    pieces = []
    for row in aid.without_running_totals(aid.as_written(case)):
        if not any(stage.stage == "waiting" for stage in row.stages):
            continue
        for start, end, loads in _pieces(row, silence, lambda stood, at: waiting((stood,), at, silence)):
            pieces += [
                [start, end, load.place_id, [round(part, _PLACES) for part in spots[load.place_id]],
                 load.since_day - _EPOCH, load.words, int(load.faded), load.consignment_id]
                for load in map(words_of, loads)
                if load.place_id in spots
            ]  # fmt: skip
    return pieces


def loads(case: Case) -> list[list[Any]]:
    """Return single loads on roads: from, until, first and last day, road, outcome, and whom it took."""
    silence = case.settings.silence_days
    return [
        [start, end, *stood]
        for row in aid.without_running_totals(aid.as_written(case))
        if row.route_id
        for start, end, stood in _pieces(row, silence, _stood)
    ]


def _stood(row: Consignment, at: datetime) -> tuple[int, int, str, str, str]:
    del at
    first, last = (day.toordinal() - _EPOCH for day in (row.first, row.last))
    whom = aid.people_words([row]) if aid.with_people([row]) else ""
    return first, last, row.route_id, OUTCOME_SHORT[row.outcome], whom


def _pieces(
    row: Consignment, silence: int, tell: Callable[[Consignment, datetime], Stood]
) -> Iterator[tuple[int, int | None, Stood]]:
    """What is told of a load between the moments at which it may change; equal neighbours are one."""
    pieces = [
        (at, tell(stood, at)) for at in _moments(row, silence) if (stood := aid.as_stood(row, at)) is not None
    ]
    runs = [next(run) for _, run in groupby(pieces, key=lambda pair: pair[1])]
    ends = [minutes(start) for start, _ in runs[1:]]
    for (start, value), end in zip(runs, [*ends, None], strict=False):
        yield minutes(start), end, value


def _moments(row: Consignment, silence: int) -> list[datetime]:
    """When a load may begin to stand otherwise: at its stages, at their ends, and when a wait fades."""
    moments = {datetime.combine(row.first, time())}
    moments |= set() if row.stages else {end_of_day(row.last)}
    for stage in row.stages:
        moments.add(stage.certain)
        if stage.stage == "waiting":
            moments |= {stage.end} if stage.end else set()
            moments.add(datetime.combine(stage.first + timedelta(days=silence + 1), time()))
    return sorted(moments)
