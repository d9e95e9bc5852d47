"""Harm in a list of changes: who died in what happened, and counts that one figure tells once.

The order of the list is by harm (docs/data.md): deaths first, more before fewer, then how many came, then
the roads.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import numpy as np

from geo.facts.claims import all_claims, authority, latest_of_each
from geo.facts.state import ARRIVAL_MEASURES
from geo.memo import once_per_case
from geo.words import joined, number, stated, with_article

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime

    import numpy.typing as npt

    from geo.case.case import Case
    from geo.facts.claims import Claim

KEPT_CASES = 8
DEAD = "dead"
# The weight of one death; each power of ten adds to it, up to the greatest a change can have.
DEADLY, POWER, MOST = 105, 4, 121
# Somebody's words about deaths are no deaths of that day.
SPOKEN = ("statement", "diplomacy", "agreement", "other")
# Groups of people whose deaths one sentence tells.
MOST_GROUPS = 2


@once_per_case(KEPT_CASES)
def deaths(case: Case) -> Mapping[str, tuple[Claim, ...]]:
    """The claims of deaths by the id of the event they were given for, what was only spoken of left out."""
    counted = [claim for claim in all_claims(case) if claim.measure == DEAD and claim.event_id and claim.most]
    events = case.events[case.events["event_id"].isin({claim.event_id for claim in counted})]
    happened = set(events.loc[~events["category"].isin(SPOKEN), "event_id"])
    by_event: dict[str, tuple[Claim, ...]] = {}
    for claim in counted:
        if claim.event_id in happened:
            by_event[claim.event_id] = (*by_event.get(claim.event_id, ()), claim)
    return by_event


def weight_of(claims: Sequence[Claim]) -> int:
    """How much deaths weigh, by the greatest number anybody gave.

    Parameters
    ----------
    claims
        Claims of deaths in one event.

    Returns
    -------
    int
        From `DEADLY` for one death to `MOST`.
    """
    most = max((claim.most or 1 for claim in claims), default=1)
    return min(DEADLY + POWER * int(math.log10(max(most, 1))), MOST)


def death_words(claims: Sequence[Claim], until: datetime) -> tuple[str, tuple[str, ...]]:
    """How many died, by whose word, as far as given by a moment, and the sources; empty without a number."""
    claims_then = [claim for claim in claims if claim.moment <= until]
    claims_then = [claim for claim in claims_then if not claim.uncertain] or claims_then
    groups: dict[str, list[Claim]] = {}
    for claim in claims_then:
        groups.setdefault(claim.subject, []).append(claim)
    groups_shown = sorted(map(latest_of_each, groups.values()), key=lambda own: -_most(own))[:MOST_GROUPS]
    by = [_givers(own) for own in groups_shown]
    parts = [
        f"{_count(own)}{f' ({_head(own)})' if len(groups_shown) > 1 else ''}"
        f"{f', as given by {giver}' if giver not in by[at + 1 :] else ''}"
        for at, (own, giver) in enumerate(zip(groups_shown, by, strict=True))
    ]
    return (joined(parts) if parts else ""), tuple(
        source for own in groups_shown for claim in own for source in claim.source_ids
    )


def _most(claims: Sequence[Claim]) -> float:
    return max(claim.most or 0 for claim in claims)


def _head(claims: Sequence[Claim]) -> str:
    """Whom a count is of, without the occasion that follows."""
    return claims[0].subject.partition(",")[0]


def _givers(claims: Sequence[Claim]) -> str:
    names = joined([with_article(name) for name in dict.fromkeys(claim.claimant for claim in claims)])
    return f"{names}, not certain" if all(claim.uncertain for claim in claims) else names


def _count(claims: Sequence[Claim]) -> str:
    """One group's dead: a number, or from the least to the most."""
    low, high = min(claim.least or 0 for claim in claims), _most(claims)
    return (
        f"{number(low)} to {number(high)} dead"
        if low < high
        else f"{stated(high, claims[-1].qualifier)} dead"
    )


@once_per_case(KEPT_CASES)
def covered_by_figures(case: Case) -> npt.NDArray[np.intp]:
    """Positions of events that only report a count which a figure of the same list reports already.

    Their title is a number, and every claim given with them is of a figure by somebody who leads it.

    Parameters
    ----------
    case
        The case as known.

    Returns
    -------
    numpy.ndarray
        Row numbers in ``case.events``, ascending, shape (n,).
    """
    measures: dict[str, set[str]] = {}
    leading: set[str] = set()
    for claim in all_claims(case):
        measures.setdefault(claim.event_id, set()).add(claim.measure)
        if claim.measure in ARRIVAL_MEASURES and claim.claimant in authority(case, claim.measure):
            leading.add(claim.event_id)
    counts = [event for event in leading if event and measures[event] <= set(ARRIVAL_MEASURES)]
    events = case.events
    numbered = events["title"].str.contains(r"\d", regex=True)
    only = events["event_id"].isin(counts) & events["category"].eq("displacement") & numbered
    return np.flatnonzero(only.to_numpy())
