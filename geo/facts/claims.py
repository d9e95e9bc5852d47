"""Claims, and the rule by which one of them becomes the headline figure (docs/data.md)."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Any

import pandas as pd

from geo.case.rows import read_row
from geo.case.wording import RUNNING, SETTLED, nature_of
from geo.facts.provenance import sources_of
from geo.memo import once_per_case, once_per_frame
from geo.words import stated

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    from geo.case.load import Case

# Cases whose claims are kept.
KEPT = 16
_TO_THE_DAY = len("2023-09-28")
# Measures that people ask for, in this order; all others follow by name.
ASKED = (
    "arrivals", "dead", "wounded", "missing", "displaced", "population", "tonnes", "detained",
    "registered", "accommodated", "residents", "vehicles", "patients_moved", "patients",
)  # fmt: skip


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
    event_id: str = ""
    """The occasion the figure was given on."""
    place_id: str = ""
    row_id: str = ""
    """The row of another table that holds the same number."""
    nature: str = ""
    """What the measure is, one of geo.case.wording.NATURES; empty for what it usually is."""

    @property
    def running(self) -> bool:
        """Whether the count only grows: of two for one day without an hour the greater is the later."""
        return (self.nature or nature_of(self.measure)) == RUNNING

    @property
    def changing(self) -> bool:
        """Whether the measure changes with time; any other settles one fact, over which claimants differ."""
        return (self.nature or nature_of(self.measure)) != SETTLED

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
    """A headline: the claim chosen, the claims beside it, and those passed over.

    ``low`` and ``high`` are the least and the greatest number of the headline and the claims
    beside it.
    """

    measure: str
    claim: Claim
    low: float
    high: float
    beside: tuple[Claim, ...]
    left_out: tuple[LeftOut, ...]

    @property
    def claim_ids(self) -> tuple[str, ...]:
        """Ids of the headline claim and of those its range was taken from."""
        return tuple(claim.claim_id for claim in (self.claim, *self.beside))

    @property
    def source_ids(self) -> tuple[str, ...]:
        """Every source the figure or its range rests on, the headline's first."""
        return sources_of((self.claim, *self.beside))


def claims_of(
    case: Case,
    measure: str,
    at: datetime | None = None,
    subject: str | None = None,
) -> tuple[Claim, ...]:
    """Claims of one measure that hold by ``at``, in time order.

    A ``subject`` narrows them to one figure; None takes every subject of the measure.
    """
    rows = _by_measure(case).get(measure, ())
    return tuple(
        claim
        for claim in rows
        if (at is None or claim.moment <= at) and (subject is None or claim.subject == subject)
    )


def all_claims(case: Case) -> tuple[Claim, ...]:
    """Every claim of the case, measure by measure, in time order."""
    return tuple(row for rows in _by_measure(case).values() for row in rows)


def headline(
    case: Case,
    measure: str,
    at: datetime,
    subject: str | None = None,
) -> Figure | None:
    """The headline of a figure by the rule in docs/data.md, or None when there is none.

    Without a ``subject`` it is the one most claims of the measure are about.
    """
    candidates = claims_of(case, measure, at, subject or main_subject(case, measure))
    return headline_of(measure, candidates, authority(case, measure))


def main_subject(case: Case, measure: str) -> str:
    """What most claims of ``measure`` count; empty when there is no such claim."""
    counted = Counter(row.subject for row in _by_measure(case).get(measure, ()))
    return counted.most_common(1)[0][0] if counted else ""


def authority(case: Case, measure: str) -> tuple[str, ...]:
    """Claimants that count for ``measure``, most trusted first; empty when the case names none."""
    for entry in case.settings.headline:
        if entry.measure == measure:
            return tuple(entry.claimants)
    return ()


def headline_of(measure: str, claims: Sequence[Claim], order: Sequence[str]) -> Figure | None:
    """Apply the headline rule to the candidates of one figure; ``order`` lists who counts.

    None when no claim is fit: doubtful, without a single value, or of nobody in ``order``.
    """
    fit = [claim for claim in claims if not _why_not_headline(claim, order)]
    if not fit:
        return None
    best = max(_order(item)[:2] if item.running else _order(item) for item in fit)
    level = [item for item in fit if _order(item)[: len(best)] == best]
    chosen = _grown(min(level, key=lambda claim: (order.index(claim.claimant), claim.claim_id)), fit)
    beside = _beside(chosen, claims)
    low, high = span((chosen, *beside)) or (0.0, 0.0)
    taken = {chosen.claim_id, *(claim.claim_id for claim in beside)}
    replaced = _replaced(claims)
    left = tuple(
        LeftOut(claim, _why_not_headline(claim, order) or _passed_over(claim, replaced))
        for claim in claims
        if claim.claim_id not in taken
    )
    return Figure(measure, chosen, low, high, beside, left)


def _grown(chosen: Claim, fit: Sequence[Claim]) -> Claim:
    """The greatest claim of the month or year of a running count that is dated no finer: it does not fall."""
    if not chosen.running or len(chosen.as_of) >= _TO_THE_DAY:
        return chosen
    return max((claim for claim in fit if claim.as_of.startswith(chosen.as_of)), key=_greatest)


def _greatest(claim: Claim) -> tuple[float, datetime]:
    return claim.value or 0.0, claim.moment


def span(claims: Sequence[Claim]) -> tuple[float, float] | None:
    """The least and the greatest number any of ``claims`` allows; None when none gives one.

    Parameters
    ----------
    claims
        Claims of one measure and subject, in one unit.

    Returns
    -------
    tuple of float or None
        Least and greatest, in the claims' unit; None when none gives a number.
    """
    lows = [claim.least for claim in claims if claim.least is not None]
    highs = [claim.most for claim in claims if claim.most is not None]
    return (min(lows), max(highs)) if lows and highs else None


def latest_of_each(claims: Sequence[Claim]) -> tuple[Claim, ...]:
    """The latest claim of each claimant, which replaces its earlier ones, in time order."""
    latest = {claim.claimant: claim for claim in sorted(claims, key=_order)}
    return tuple(sorted(latest.values(), key=_order))


def _beside(chosen: Claim, claims: Sequence[Claim]) -> tuple[Claim, ...]:
    if chosen.running:
        same = [claim for claim in claims if claim.moment == chosen.moment]
    elif chosen.changing:
        same = [claim for claim in claims if _may_be_same(claim, chosen)]
    else:
        same = [claim for claim in latest_of_each(claims) if claim.claimant != chosen.claimant]
    return tuple(claim for claim in same if claim.claim_id != chosen.claim_id)


def _may_be_same(claim: Claim, chosen: Claim) -> bool:
    """Whether two claims may describe one moment: of one without an hour only the day is known."""
    hour = len("2023-09-28T20:00")
    if len(chosen.as_of) == hour:
        return claim.moment == chosen.moment
    return claim.moment.date() == chosen.moment.date()


def _passed_over(claim: Claim, replaced: Collection[str]) -> str:
    later = claim.claim_id in replaced
    return "a later claim by the same claimant" if later else "describes an earlier moment"


def _replaced(claims: Sequence[Claim]) -> frozenset[str]:
    """Ids of the claims whose claimant made another one that is as late at least."""
    latest: dict[str, list[Claim]] = {}
    for claim in sorted(claims, key=_order):
        latest.setdefault(claim.claimant, []).append(claim)
    alone = {
        own[-1].claim_id for own in latest.values() if len(own) == 1 or _order(own[-1]) != _order(own[-2])
    }
    return frozenset(claim.claim_id for claim in claims if claim.claim_id not in alone)


@once_per_case(KEPT)
def _by_measure(case: Case) -> dict[str, tuple[Claim, ...]]:
    own = case.settings.words.natures
    rows = sorted((_claim(row, own) for row in case.claims.to_dict("records")), key=_order)
    return {
        measure: tuple(claim for claim in rows if claim.measure == measure)
        for measure in dict.fromkeys(claim.measure for claim in rows)
    }


def _claim(row: dict[Any, Any], own: Mapping[str, str]) -> Claim:
    moment, nature = moment_of(row["start"], row["end"]), nature_of(str(row["measure"]), own)
    return read_row(Claim, row, moment=moment, nature=nature)


def moment_of(start: datetime, end: datetime) -> datetime:
    """The moment a claim holds: its hour where one is given, else the last second of its day.

    >>> moment_of(datetime(2023, 9, 24), datetime(2023, 9, 25))
    datetime.datetime(2023, 9, 24, 23, 59, 59)
    """
    start, end = pd.Timestamp(start).to_pydatetime(), pd.Timestamp(end).to_pydatetime()
    return start if end - start <= timedelta(hours=1) else end - timedelta(seconds=1)


def _order(claim: Claim) -> tuple[date, float, datetime]:
    # Within a day the greater running count is the later one, even where no hour is given.
    running = claim.running and claim.value is not None
    return claim.moment.date(), (claim.value or 0.0) if running else 0.0, claim.moment


def _why_not_headline(claim: Claim, order: Sequence[str]) -> str:
    if claim.value is None:
        return "gives no single number"
    if claim.uncertain:
        return "marked uncertain"
    return "" if claim.claimant in order else "not the counting authority"


def figures_of(case: Case) -> Mapping[str, tuple[str, ...]]:
    """The measures of a case, those asked for most often first, each with its subjects, most claims first."""
    return _figures(case.claims)


@once_per_frame
def _figures(claims: pd.DataFrame) -> dict[str, tuple[str, ...]]:
    counted = Counter(zip(claims["measure"], claims["subject"], strict=True))
    order = {name: rank for rank, name in enumerate(ASKED)}
    names = sorted({name for name, _ in counted}, key=lambda name: (order.get(name, len(order)), name))
    return {
        name: tuple(subject for (measure, subject), _ in counted.most_common() if measure == name)
        for name in names
    }


def qualified(figure: Figure) -> str:
    """The number of a headline with its qualifier, as its source gives it."""
    claim = figure.claim
    return stated(claim.value if claim.value is not None else figure.low, claim.qualifier)
