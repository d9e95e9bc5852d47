"""How many claims a figure has, by how many claimants, and its headline, as figures to be explained."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from geo.facts.provenance import sources_of
from geo.report.answer import KeyFigure, claimed
from geo.words import number

if TYPE_CHECKING:
    from geo.case.case import Case
    from geo.report.competing_claims import CompetingClaims


def figures(case: Case, found: CompetingClaims) -> tuple[KeyFigure, ...]:
    """The numbers of ``geo.report.competing_claims.sentence``, in their order."""
    rows = tuple(f"claim:{row.claim.claim_id}" for row in found.rows)
    sources = sources_of(row.claim for row in found.rows)
    every = replace(found.provenance, rows=rows, left_out=())
    counts = ((len(rows), "claims"), (len(found.claimants), "claimants"))
    told = [KeyFigure(str(count), label, found.subject, sources, (), every) for count, label in counts]
    if found.figure is not None:
        told.append(claimed(case, found.figure))
    if found.low is not None and found.high is not None and found.low != found.high:
        span = f"{number(found.low)} to {number(found.high)}"
        told.append(KeyFigure(span, "range", found.subject, sources, (), found.provenance))
    return tuple(told)
