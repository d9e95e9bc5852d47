"""Which events are in doubt: told by one publisher only, or with figures that disagree.

An event is single-source when all its sources have one publisher. It is disputed when it is marked
uncertain, or when the claims of a figure given on its occasion disagree (docs/data.md).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from geo.case.stand_ins import NO_PUBLISHER
from geo.cells import items
from geo.facts.claims import all_claims, latest_of_each, span
from geo.memo import once_per_frame

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy.typing as npt

    from geo.case.case import Case
    from geo.facts.claims import Claim

    Mask = npt.NDArray[np.bool_]

SINGLE, DISPUTED = "single", "disputed"
DOUBTS = (SINGLE, DISPUTED)
DOUBT_LABELS = {SINGLE: "One source only", DISPUTED: "Disputed"}
CONFIDENCES = ("high", "medium", "low")
# Whether the date puts an event into the period for certain, or only possibly.
CERTAIN, POSSIBLE = "certain", "possible"
DATINGS = (CERTAIN, POSSIBLE)
# Cases whose masks are kept, by version: a byte or two for each event.
_KEPT = 8
_masks: dict[str, Doubts] = {}


@dataclass(frozen=True)
class Doubts:
    """For each event of a case, in the order of its table, whether it is in doubt and how."""

    single: Mask
    disputed: Mask


def doubts(case: Case) -> Doubts:
    """Which events of the case rest on one publisher and which are disputed; kept by version."""
    if case.version not in _masks:
        while len(_masks) >= _KEPT:
            _masks.pop(next(iter(_masks)))
        _masks[case.version] = Doubts(_single(case), _disputed(case))
    return _masks[case.version]


def with_doubts(case: Case, events: pd.DataFrame) -> pd.DataFrame:
    """Rows of the case's events with `single` and `disputed` (bool) beside.

    Parameters
    ----------
    case
        The case the events are of.
    events
        Some of its events, with the index of its table.

    Returns
    -------
    pandas.DataFrame
        The same rows with the columns `single` and `disputed` (bool).
    """
    masks = doubts(case)
    at = case.events.index.get_indexer(events.index)
    return events.assign(single=masks.single[at], disputed=masks.disputed[at])


def disagreeing(claims: Sequence[Claim]) -> tuple[Claim, ...]:
    """The claims of one figure that disagree with another claim of it.

    For a measure that changes with time claims of one moment are held against each other, for any
    other all of them once two claimants' latest numbers differ.
    """
    if not claims:
        return ()
    if not claims[0].changing:
        return tuple(claims) if _differ(latest_of_each(claims)) else ()
    by_moment = {
        claim.moment: [other for other in claims if other.moment == claim.moment] for claim in claims
    }
    return tuple(item for same in by_moment.values() if _differ(same) for item in same)


def _differ(claims: Sequence[Claim]) -> bool:
    numbers = {(claim.least, claim.most) for claim in claims}
    return len(numbers) > 1 and span(claims) is not None


def one_publisher(case: Case, source_ids: Sequence[str]) -> bool:
    """Whether all of the sources have one publisher; two whose publisher is not stated may have two."""
    publishers = _publishers(case.sources)
    return len({publishers.get(source, source) for source in source_ids}) == 1


@once_per_frame
def _publishers(sources: pd.DataFrame) -> dict[str, str]:
    named = sources[sources["publisher"].ne(NO_PUBLISHER)]
    return dict(zip(named["source_id"], named["publisher"], strict=True))


def _single(case: Case) -> Mask:
    codes, cells = pd.factorize(case.events["source_ids"])
    alone = [one_publisher(case, items(cell)) for cell in np.asarray(cells)]
    # An empty cell has the code -1, and so the last of these.
    mask: Mask = np.array([*alone, False], dtype=bool)[codes]
    return mask


def _disputed(case: Case) -> Mask:
    figures: dict[tuple[str, str], list[Claim]] = {}
    for claim in all_claims(case):
        figures.setdefault((claim.measure, claim.subject), []).append(claim)
    rival = {event.event_id for claims in figures.values() for event in disagreeing(claims) if event.event_id}
    events = case.events
    mask: Mask = (events["uncertain"].eq("yes") | events["event_id"].isin(list(rival))).to_numpy(dtype=bool)
    return mask
