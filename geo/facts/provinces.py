"""People displaced by province: beside the inhabitants there, and from list to list."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from geo.facts.claims import claims_of
from geo.facts.displacement import accommodation_lists
from geo.memo import once_per_case

if TYPE_CHECKING:
    from geo.case.case import Case
    from geo.facts.claims import Claim
    from geo.facts.displacement import Accommodation, Housed

INHABITANTS = "inhabitants"
KEPT = 16


@dataclass(frozen=True)
class Rate:
    """People of one list in one province, and how many that is for every 1,000 inhabitants there."""

    row: Housed
    base: Claim | None
    earlier: tuple[Claim, ...] = ()
    """Counts of the inhabitants that the base replaces."""

    @property
    def per_thousand(self) -> float | None:
        """People for every 1,000 inhabitants; None where no source gives the inhabitants."""
        if self.base is None or not self.base.value:
            return None
        return 1000 * self.row.persons / self.base.value


def rates(case: Case, housing: Accommodation) -> tuple[Rate, ...]:
    """The people of one list by province beside its inhabitants, the most people first.

    The inhabitants are by the latest count known; it may be of another day than the list, and may hold some
    of the same people.
    """
    counts: dict[str, list[Claim]] = {}
    for claim in claims_of(case, INHABITANTS):
        counts.setdefault(claim.place_id, []).append(claim)
    own = ((row, counts.get(row.place_id, [])) for row in housing.rows)
    return tuple(Rate(row, count[-1] if count else None, tuple(count[:-1])) for row, count in own)


@dataclass(frozen=True)
class Slope:
    """One province from list to list: the persons each of ``bases`` gives for it, None for none."""

    place_id: str
    rows: tuple[Housed | None, ...]
    passed_over: tuple[str, ...] = ()
    """Rows of the same kind and claimant in lists that were not taken."""


@once_per_case(KEPT)
def bases(case: Case) -> tuple[Accommodation, ...]:
    """The list with most provinces for each kind of count and claimant, in time order; of equals the latest.

    Each stands on a basis of its own: state housing, people living there, registered refugees.
    """
    fullest: dict[tuple[str, str], Accommodation] = {}
    for housing in accommodation_lists(case):
        fullest_yet = fullest.get((housing.kind, housing.claimant))
        if fullest_yet is None or len(housing.rows) >= len(fullest_yet.rows):
            fullest[housing.kind, housing.claimant] = housing
    return tuple(sorted(fullest.values(), key=lambda claim: claim.moment))


@once_per_case(KEPT)
def slopes(case: Case) -> tuple[Slope, ...]:
    """The people of each province from one list to the next, the most people in any list first."""
    lists = bases(case)
    rows = [{row.place_id: row for row in list_.rows} for list_ in lists]
    places = dict.fromkeys(row.place_id for list_ in reversed(lists) for row in list_.rows)
    taken = {row.accommodation_id for list_ in lists for row in list_.rows}
    others: dict[str, list[str]] = {}
    for housing in accommodation_lists(case):
        for row in housing.rows:
            if row.accommodation_id not in taken:
                others.setdefault(row.place_id, []).append(row.accommodation_id)
    by_province = [
        Slope(place, tuple(list_rows.get(place) for list_rows in rows), tuple(others.get(place, ())))
        for place in places
    ]
    return tuple(sorted(by_province, key=lambda slope: -max(row.persons for row in slope.rows if row)))
