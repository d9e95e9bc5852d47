"""Movements of people from or to a whole region or country, wave by wave."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from geo.facts.displacement import accommodation_lists, movements
from geo.memo import once_per_case

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from geo.case.case import Case
    from geo.facts.displacement import Movement

# A place known no better than this many metres is a region or a country, not a town.
REGION_METRES = 20_000
# Movements that begin no later than this many days after the last one ended are one wave.
APART_DAYS = 120
KEPT = 16


@dataclass(frozen=True)
class Wave:
    """Movements that followed one another without a long pause, in time order."""

    first: date
    last: date
    movements: tuple[Movement, ...]


def left_out(case: Case) -> tuple[tuple[Movement, str], ...]:
    """The movements that are part of no wave, each with the reason."""
    return tuple((item, why) for item, why in _sorted_out(case) if why)


def _sorted_out(case: Case) -> Iterator[tuple[Movement, str]]:
    """Every movement, with the reason why it is part of no wave; empty for those that are."""
    regions = set(case.places.loc[case.places["accuracy_m"] >= REGION_METRES, "place_id"])
    listed = {row.place_id for housing in accommodation_lists(case) for row in housing.rows}
    for movement in movements(case):
        if movement.persons is None:
            yield movement, "no single number is given"
        elif not movement.from_id or not movement.to_id:
            yield movement, "one of its ends is not given"
        elif movement.to_id in listed:
            yield movement, "into an area, which the lists of housing tell of"
        else:
            yield movement, "" if movement.to_id in regions else "to a single town"


@once_per_case(KEPT)
def waves(case: Case) -> tuple[Wave, ...]:
    """The waves of displacement and return, whatever the period looked at.

    Left out are movements without a number or an end, those to a single town, and those into
    areas, which the lists of housing tell of: they are parts of others.
    """
    groups: list[list[Movement]] = []
    for row, why in _sorted_out(case):
        if why:
            continue
        if groups and (row.first - max(move.last for move in groups[-1])).days <= APART_DAYS:
            groups[-1].append(row)
        else:
            groups.append([row])
    return tuple(Wave(own[0].first, max(movement.last for movement in own), tuple(own)) for own in groups)
