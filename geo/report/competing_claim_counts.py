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


def figures(case: Case, competing: CompetingClaims) -> tuple[KeyFigure, ...]:
    """The numbers of ``geo.report.competing_claims.sentence``, in their order."""
    rows = tuple(f"claim:{row.claim.claim_id}" for row in competing.rows)
    sources = sources_of(row.claim for row in competing.rows)
    every = replace(competing.provenance, rows=rows, left_out=())
    counts = ((len(rows), "claims"), (len(competing.claimants), "claimants"))
    numbers = [KeyFigure(str(count), label, competing.subject, sources, (), every) for count, label in counts]
    if competing.figure is not None:
        numbers.append(claimed(case, competing.figure))
    if competing.low is not None and competing.high is not None and competing.low != competing.high:
        span = f"{number(competing.low)} to {number(competing.high)}"
        numbers.append(KeyFigure(span, "range", competing.subject, sources, (), competing.provenance))
    return tuple(numbers)
