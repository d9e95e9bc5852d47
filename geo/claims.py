"""Claims, and the rule by which one of them becomes the headline figure (docs/data.md)."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

import pandas as pd

from geo.known import known_cited, known_rows, known_sources
from geo.load import Case

# Counts that only grow: of two figures for one day without an hour the greater is the later.
RUNNING = frozenset({"arrivals", "registered", "vehicles", "patients_moved"})


@dataclass(frozen=True)
class Claim:
    """One figure as one claimant gave it; ``moment`` is when it holds, local time."""

    claim_id: str
    measure: str
    subject: str
    value: float | None
    low: float | None
    high: float | None
    qualifier: str
    unit: str
    as_of: str
    moment: datetime
    claimant: str
    uncertain: bool
    doubt: str
    source_ids: tuple[str, ...]

    @property
    def least(self) -> float | None:
        """The smallest number the claim allows."""
        return self.value if self.low is None else self.low

    @property
    def most(self) -> float | None:
        """The largest number the claim allows."""
        return self.value if self.high is None else self.high


@dataclass(frozen=True)
class LeftOut:
    """A claim the headline passed over, and why."""

    claim: Claim
    reason: str


@dataclass(frozen=True)
class Figure:
    """A headline: the claim chosen, the range of all claims for its moment, and the rest."""

    measure: str
    claim: Claim
    low: float
    high: float
    beside: tuple[Claim, ...]
    left_out: tuple[LeftOut, ...]

    @property
    def claim_ids(self) -> tuple[str, ...]:
        """Ids of the headline claim and of those its range was taken from."""
        return tuple(dict.fromkeys(one.claim_id for one in (self.claim, *self.beside)))

    @property
    def source_ids(self) -> tuple[str, ...]:
        """Every source the figure or its range rests on, the headline's first."""
        cells = (source for one in (self.claim, *self.beside) for source in one.source_ids)
        return tuple(dict.fromkeys(cells))


def claims_of(
    case: Case, measure: str, at: datetime | None = None, known: date | None = None
) -> tuple[Claim, ...]:
    """Claims of one measure that hold by ``at`` and were published by ``known``, in time order."""
    sources = known_sources(case.sources, known)
    frame = known_rows(case.claims, sources)
    frame = frame[frame["measure"] == measure]
    rows = [_claim(row, sources) for row in frame.to_dict("records")]
    rows = [one for one in rows if at is None or one.moment <= at]
    return tuple(sorted(rows, key=_order))


def headline(
    case: Case, measure: str, at: datetime, known: date | None = None
) -> Figure | None:
    """The headline figure of ``measure`` at ``at`` by the rule in docs/data.md, or None.

    The range spans every claim of the same moment, whoever made it and however doubtful.
    """
    return choose(measure, claims_of(case, measure, at, known), authority(case, measure))


def authority(case: Case, measure: str) -> tuple[str, ...]:
    """Claimants that count for ``measure``, most trusted first; empty when the case names none."""
    for entry in case.settings.headline:
        if entry.measure == measure:
            return tuple(entry.claimants)
    return ()


def choose(measure: str, claims: Sequence[Claim], order: Sequence[str]) -> Figure | None:
    """Apply the headline rule to ``claims`` (any order); ``order`` lists the counting authorities.

    The latest claim that has a value, is not marked uncertain and comes from a counting
    authority. Without such a claim there is no headline, whatever others say.
    """
    fit = [one for one in claims if not _unfit(one, order)]
    if not fit:
        return None
    chosen = max(fit, key=lambda one: (*_order(one), -_rank(one, order)))
    beside = tuple(one for one in claims if _same_moment(one, chosen) and one != chosen)
    spread = (chosen, *beside)
    lows = [one.least for one in spread if one.least is not None]
    highs = [one.most for one in spread if one.most is not None]
    taken = {one.claim_id for one in spread}
    left = [
        LeftOut(one, _unfit(one, order) or "describes an earlier moment")
        for one in sorted(claims, key=_order)
        if one.claim_id not in taken
    ]
    return Figure(measure, chosen, min(lows), max(highs), beside, tuple(left))


def _claim(row: dict[Any, Any], sources: frozenset[str] | None) -> Claim:
    return Claim(
        claim_id=row["claim_id"],
        measure=row["measure"],
        subject=_text(row["subject"]),
        value=_number(row["value"]),
        low=_number(row["low"]),
        high=_number(row["high"]),
        qualifier=_text(row["qualifier"]) or "exact",
        unit=_text(row["unit"]),
        as_of=_text(row["as_of"]),
        moment=moment_of(row["start"], row["end"]),
        claimant=_text(row["claimant"]),
        uncertain=row["uncertain"] in ("yes", True),
        doubt=_text(row["doubt"]),
        source_ids=known_cited(row["source_ids"], sources),
    )


def moment_of(start: datetime, end: datetime) -> datetime:
    """The moment a claim holds: its hour where one is given, else the last second of its day.

    >>> moment_of(datetime(2023, 9, 24), datetime(2023, 9, 25))
    datetime.datetime(2023, 9, 24, 23, 59, 59)
    """
    start, end = pd.Timestamp(start).to_pydatetime(), pd.Timestamp(end).to_pydatetime()
    return start if end - start <= timedelta(hours=1) else end - timedelta(seconds=1)


def _order(one: Claim) -> tuple[date, float, datetime]:
    # Within a day the greater running count is the later one, even where no hour is given.
    running = one.measure in RUNNING and one.value is not None
    return one.moment.date(), (one.value or 0.0) if running else 0.0, one.moment


def _rank(one: Claim, order: Sequence[str]) -> int:
    return order.index(one.claimant) if one.claimant in order else len(order)


def _unfit(one: Claim, order: Sequence[str]) -> str:
    if one.value is None:
        return "gives no single number"
    if one.uncertain:
        return "marked uncertain"
    if order and one.claimant not in order:
        return "not the counting authority"
    return ""


def _same_moment(one: Claim, other: Claim) -> bool:
    return one.moment == other.moment and one.value is not None


def _text(value: object) -> str:
    return value if isinstance(value, str) else ""


def _number(value: object) -> float | None:
    if value is None or value is pd.NA or value == "":
        return None
    number = float(value)  # type: ignore[arg-type]
    return None if math.isnan(number) else number
