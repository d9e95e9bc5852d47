"""The cut of a case that a view looks at: what was known by its day, for the traffic it asks about."""

from __future__ import annotations

from typing import TYPE_CHECKING

from geo.case.as_known import as_known, known_of
from geo.facts.of_traffic import MARK, of_traffic

if TYPE_CHECKING:
    from datetime import date

    from geo.case.case import Case
    from geo.view.view import ViewState


def cut_by(case: Case, known: date | None, traffic: str) -> Case:
    """The case as known on a day and met by a kind of traffic; None and an empty kind cut nothing off."""
    return of_traffic(as_known(case, known), traffic)


def cut(case: Case, view: ViewState) -> Case:
    """The case as known on the view's as-known date and met by its kind of traffic; cuts are kept."""
    return cut_by(case, view.known, view.traffic)


def full_version(version: str) -> str:
    """The version of the whole case that a cut of it names."""
    return known_of(version.partition(MARK)[0])[0]


def of_version(case: Case, version: str) -> Case | None:
    """The cut of a whole case that bears a version; None for a version of another."""
    cut_version, _, kind = version.partition(MARK)
    name, known = known_of(cut_version)
    return cut_by(case, known, kind) if name == case.version else None
