"""A claim as a figure to be explained: the number as given, by whom, of which moment."""

from __future__ import annotations

from typing import TYPE_CHECKING

from geo.dates import format_moment
from geo.facts.provenance import AS_GIVEN, Provenance, named
from geo.report.answer import KeyFigure
from geo.report.dated_text import Dated
from geo.report.listings import claim_words

if TYPE_CHECKING:
    from geo.facts.claims import Claim


def as_given(claim: Claim, label: str = "") -> KeyFigure:
    """The figure of one claim; ``label`` says what it counts in place of the claim's own words."""
    explain = (f"As given by: {claim.claimant}.", *((f"In doubt: {claim.doubt}",) if claim.doubt else ()))
    provenance = Provenance(AS_GIVEN, named("claim", (claim.claim_id,)))
    return KeyFigure(
        Dated(claim_words(claim), (claim.moment, None)),
        label or claim.subject,
        format_moment(claim.as_of),
        claim.source_ids,
        explain,
        provenance,
    )
