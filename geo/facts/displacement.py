"""People displaced: arrivals as counted, where they were housed, and earlier movements."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time
from typing import TYPE_CHECKING

import pandas as pd

from geo.case.cited_by import last_day, publication_dates
from geo.case.rows import read_row
from geo.facts.claims import Claim, authority, claims_of, headline_of, main_subject, moment_of
from geo.facts.provenance import sources_of
from geo.memo import once_per_case, once_per_frame

if TYPE_CHECKING:
    from collections.abc import Iterable

    from geo.case.load import Case

# As-known dates whose lists are kept.
KEPT = 8


@dataclass(frozen=True)
class Step:
    """The headline count from ``moment`` on, by the claim named."""

    moment: datetime
    value: float
    claim: Claim


@dataclass(frozen=True)
class Count:
    """One measure: how its headline rose, and every figure published of it."""

    measure: str
    label: str
    steps: tuple[Step, ...]
    claims: tuple[Claim, ...]


@dataclass(frozen=True)
class Housed:
    """Persons of one kind at one place at a moment, as one row of a list gives them."""

    accommodation_id: str
    place_id: str
    persons: float
    kind: str
    moment: datetime
    as_of: str
    stated_total: float | None
    claimant: str
    uncertain: bool
    doubt: str
    source_ids: tuple[str, ...]


@dataclass(frozen=True)
class Accommodation:
    """One published list of persons by place; the stated total may differ from the sum."""

    moment: datetime
    as_of: str
    kind: str
    what: str
    """What the people are, such as "housed by the state"."""
    rows: tuple[Housed, ...]
    total: float
    stated_total: float | None
    claimant: str
    uncertain: bool
    doubt: str
    source_ids: tuple[str, ...]

    @property
    def gap(self) -> float:
        """Stated total less the sum of the rows; 0 when they agree or no total is stated."""
        return 0.0 if self.stated_total is None else self.stated_total - self.total


@dataclass(frozen=True)
class Movement:
    """People displaced from one place to another over a period, in the source's own term."""

    movement_id: str
    first: date
    last: date
    precision: str
    from_id: str
    via_route_id: str
    to_id: str
    persons: float | None
    low: float | None
    high: float | None
    qualifier: str
    term: str
    people: str
    claimant: str
    uncertain: bool
    doubt: str
    source_ids: tuple[str, ...]
    event_id: str = ""
    """The event that tells of it too."""


@dataclass(frozen=True)
class SoFar:
    """How many people of one movement had gone, from ``moment`` on."""

    moment: datetime
    persons: float
    whole: bool
    """Whether the number is about all of the movement, rather than about what of it lay behind by then."""


@dataclass(frozen=True)
class TermUse:
    """A word for the people displaced and who used it."""

    term: str
    claimants: tuple[str, ...]
    movement_ids: tuple[str, ...]
    source_ids: tuple[str, ...]


def steps(case: Case, measure: str, at: datetime | None = None) -> tuple[Step, ...]:
    """How the headline of ``measure`` rose: one step for each moment it changed, in time order."""
    claims = claims_of(case, measure, at, main_subject(case, measure))
    order = authority(case, measure)
    headline_steps: list[Step] = []
    for moment in sorted({claim.moment for claim in claims}):
        figure = headline_of(measure, [claim for claim in claims if claim.moment <= moment], order)
        if figure is None or figure.claim.value is None:
            continue
        if not headline_steps or headline_steps[-1].claim != figure.claim:
            headline_steps.append(Step(moment, figure.claim.value, figure.claim))
    return tuple(headline_steps)


def count(case: Case, measure: str, at: datetime) -> Count:
    """The headline's rise and all claims of ``measure`` that hold by ``at``."""
    claims = claims_of(case, measure, at)
    return Count(measure, case.settings.words.labels.get(measure, measure), steps(case, measure, at), claims)


@once_per_case(KEPT)
def accommodation_lists(case: Case) -> tuple[Accommodation, ...]:
    """Every published list of persons by place, in time order; parts of other kinds left out."""
    rows, present = _read_housed(case.accommodation), case.settings.words.present
    lists: dict[tuple[datetime, str], list[Housed]] = {}
    for row in rows:
        if row.kind in present:
            lists.setdefault((row.moment, row.kind), []).append(row)
    return tuple(_list(lists[key], present[key[1]]) for key in sorted(lists))


def accommodation_at(case: Case, at: datetime) -> Accommodation | None:
    """The list of the latest day at or before ``at``, or None.

    Of several for one day it is that with the greatest total, as for the headline.
    """
    past = [housing for housing in accommodation_lists(case) if housing.moment <= at]
    return max(past, key=_day_and_total, default=None)


def _day_and_total(housing: Accommodation) -> tuple[date, float]:
    return housing.moment.date(), housing.total if housing.stated_total is None else housing.stated_total


def movements(
    case: Case,
    first: date | None = None,
    last: date | None = None,
) -> tuple[Movement, ...]:
    """Movements that touch ``first``..``last`` (both included), in time order."""
    rows = _read_movements(case.movements)
    return tuple(
        row for row in rows if (first is None or row.last >= first) and (last is None or row.first <= last)
    )


def counts_so_far(case: Case, movement: Movement) -> tuple[SoFar, ...]:
    """The numbers of one movement over time, each its own: none is lent from another movement or count.

    Until it is over a movement that gives the number of a running count of arrivals goes by that count. Any
    other has the number of its row once a source of the row is out, and at the latest when it is over.

    Parameters
    ----------
    case
        The case.
    movement
        One of its movements.

    Returns
    -------
    tuple of SoFar
        In time order, the last by the end of the movement; empty where no number is given.
    """
    if movement.persons is None:
        return ()
    over = datetime.combine(movement.last, time.min)
    if _is_running_count(case, movement):
        rising = [step for step in steps(case, "arrivals") if step.moment < over]
        return (*(SoFar(step.moment, step.value, whole=False) for step in rising),
                SoFar(over, movement.persons, whole=True))  # fmt: skip
    published = publication_dates(case.sources)
    days = [last_day(published[key]) for key in movement.source_ids if published.get(key)]
    since = max(movement.first, min([movement.last, *days]))
    return (SoFar(datetime.combine(since, time.min), movement.persons, whole=True),)


def _is_running_count(case: Case, movement: Movement) -> bool:
    """Whether a claim of arrivals gives the movement's own number, by its row or on its occasion."""
    claims = claims_of(case, "arrivals", None, main_subject(case, "arrivals"))
    return any(
        claim.row_id == movement.movement_id
        or (claim.value == movement.persons and movement.event_id and claim.event_id == movement.event_id)
        for claim in claims
    )


def terms(rows: Iterable[Movement]) -> tuple[TermUse, ...]:
    """Which words were used for the people displaced, and by whom, in order of first use."""
    uses: dict[str, list[Movement]] = {}
    for row in rows:
        if row.term:
            uses.setdefault(row.term, []).append(row)
    return tuple(
        TermUse(
            term=term,
            claimants=tuple(dict.fromkeys(claim.claimant for claim in used)),
            movement_ids=tuple(movement.movement_id for movement in used),
            source_ids=sources_of(used),
        )
        for term, used in uses.items()
    )


@dataclass(frozen=True)
class DailyAverage:
    """Arrivals a day by the headline count, beside an average that someone claimed."""

    arrivals: float
    days: int
    claimed: Claim
    between: tuple[Claim, Claim]
    """The first and the last headline of the count."""

    @property
    def counted(self) -> float:
        """People a day by the count."""
        return self.arrivals / self.days


def daily_averages(case: Case, at: datetime) -> tuple[DailyAverage, ...]:
    """Each average a day that someone claimed, beside what the counts up to ``at`` give.

    The count's days run from the first headline to the last, both included.
    """
    rows = steps(case, "arrivals", at)
    if not rows:
        return ()
    claims = claims_of(case, "arrivals_a_day")
    days = (rows[-1].moment.date() - rows[0].moment.date()).days + 1
    ends = rows[0].claim, rows[-1].claim
    return tuple(
        DailyAverage(rows[-1].value, days, claim, ends) for claim in claims if claim.value is not None
    )


def _list(rows: list[Housed], what: str) -> Accommodation:
    stated = [row.stated_total for row in rows if row.stated_total is not None]
    return Accommodation(
        moment=rows[0].moment,
        as_of=rows[0].as_of,
        kind=rows[0].kind,
        what=what,
        rows=tuple(sorted(rows, key=lambda movement: -movement.persons)),
        total=sum(movement.persons for movement in rows),
        stated_total=stated[0] if stated else None,
        claimant=rows[0].claimant,
        uncertain=any(row.uncertain for row in rows),
        doubt=" ".join(dict.fromkeys(row.doubt for row in rows if row.doubt)),
        source_ids=sources_of(rows),
    )


@once_per_frame
def _read_housed(frame: pd.DataFrame) -> tuple[Housed, ...]:
    return tuple(
        read_row(Housed, row, persons=float(row["persons"]), moment=moment_of(row["start"], row["end"]))
        for row in frame.to_dict("records")
        if not pd.isna(row["persons"])
    )


@once_per_frame
def _read_movements(frame: pd.DataFrame) -> tuple[Movement, ...]:
    rows = (read_row(Movement, row) for row in frame.to_dict("records"))
    return tuple(sorted(rows, key=lambda movement: (movement.first, movement.movement_id)))
