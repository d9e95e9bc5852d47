"""Loads that stand waiting: where, since when, and how long ago a source last showed them there."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from geo.facts.aid import without_running_totals
from geo.facts.aid_stages import parts_of

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date, datetime

    from geo.facts.aid import Consignment
    from geo.facts.aid_stages import Stage

_MOVES_NOTHING = frozenset({"requested", "approved"})


@dataclass(frozen=True)
class Waiting:
    """A load, or a part of one, that came to a stand at a place and of which no release is reported.

    ``days`` counts the as-at day too. ``faded`` says that no source has shown it there within the case's
    silence days: whether it still waits is then not known.
    """

    consignment: Consignment
    place_id: str
    since: date
    days: int
    reported: date
    """The last day for which a source shows it waiting."""
    faded: bool
    stage_ids: tuple[str, ...] = ()
    inferred: bool = False
    part: str = ""
    amount: float | None = None
    qualifier: str = "exact"
    unit: str = ""

    @property
    def source_ids(self) -> tuple[str, ...]:
        """The sources of the load."""
        return self.consignment.source_ids


def waiting(rows: Sequence[Consignment], at: datetime, silence_days: int) -> tuple[Waiting, ...]:
    """Single consignments that stood at a named place at ``at``, faded ones too, by their first day.

    Rows are as they stood at ``at``. Each row that shows a load waiting vouches for it for ``silence_days``
    days, as a report on a road does for the road's status.

    Parameters
    ----------
    rows
        Consignments.
    at
        The moment.
    silence_days
        Days for which a row vouches for a load waiting.

    Returns
    -------
    tuple
        Loads waiting, by first day.
    """
    stands = []
    for row in without_running_totals(rows):
        for part, stages in parts_of(row.stages).items():
            run = _last_run(stages, at)
            if run:
                stands.append(_waiting(row, part, run, at.date(), silence_days))
    return tuple(stands)


def shown(loads: Sequence[Waiting]) -> tuple[Waiting, ...]:
    """The waiting loads that a source has shown within the silence days."""
    return tuple(load for load in loads if not load.faded)


def _last_run(stages: Sequence[Stage], at: datetime) -> tuple[Stage, ...]:
    """The last rows in a row that show a load waiting at one place, unless it was released by then.

    What is asked for or granted meanwhile moves no load.
    """
    run: list[Stage] = []
    for stage in reversed(stages):
        if stage.stage in _MOVES_NOTHING:
            continue
        if stage.stage != "waiting" or not stage.place_id or (run and stage.place_id != run[0].place_id):
            break
        run.insert(0, stage)
    if not run or (run[-1].end is not None and run[-1].end <= at):
        return ()
    return tuple(run)


def _waiting(row: Consignment, part: str, run: Sequence[Stage], day: date, silence_days: int) -> Waiting:
    since = run[0].first
    reported = max(_reported(stage, day) for stage in run)
    last = run[-1]
    own = last.amount is not None
    return Waiting(
        consignment=row,
        place_id=last.place_id,
        since=since,
        days=(day - since).days + 1,
        reported=reported,
        faded=(day - reported).days > silence_days,
        stage_ids=tuple(stage.stage_id for stage in run if stage.stage_id),
        inferred=run[0].inferred,
        part=part,
        amount=last.amount if own else row.quantity,
        qualifier=last.qualifier if own else row.qualifier,
        unit=last.unit if own and last.unit else row.unit,
    )


def _reported(stage: Stage, day: date) -> date:
    """The last day up to ``day`` on which the row shows it: its end where one is given, else its first."""
    return stage.first if stage.end is None else min((stage.end - timedelta(seconds=1)).date(), day)
