"""All claims of one figure side by side: which is the headline, what stands beside it, what is left out.

Every claim known by the as-known date is told, also one that describes a moment after the as-at date;
the headline is that of the rule in docs/data.md at the as-at date.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import pandas as pd

from geo.case.cited_by import publication_dates
from geo.case.sources import UNDATED
from geo.dates import format_moment
from geo.facts.claims import authority, claims_of, headline_of, latest_of_each, span
from geo.facts.provenance import HEADLINE, Provenance
from geo.report.dated_text import Dated
from geo.report.listings import ROWS, RULE, SOURCES, claim_words
from geo.words import counted

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping
    from datetime import datetime

    from geo.case.case import Case
    from geo.facts.claims import Claim, Figure

# Those that count aid and whom it moved, and those that count people who left or came.
CARRIED = ("tonnes", "trucks", "patients_moved", "patients", "funding")
PEOPLE = (
    "arrivals", "arrivals_in_period", "registered", "accommodated", "residents", "displaced",
    "population", "departures", "vehicles",
)  # fmt: skip
LEADS, BESIDE, LEFT_OUT, LATER = "headline", "beside it", "left out", "after the as-at date"


@dataclass(frozen=True)
class CompetingClaim:
    """One claim and what became of it; ``reason`` says why it is not the headline, where it is not."""

    claim: Claim
    role: str
    reason: str = ""


@dataclass(frozen=True)
class CompetingClaims:
    """All claims of one figure in time order, the headline among them, and the range it is told with."""

    measure: str
    subject: str
    figure: Figure | None
    rows: tuple[CompetingClaim, ...]
    low: float | None
    high: float | None

    @property
    def claimants(self) -> tuple[str, ...]:
        """Everybody who gave a number, in the order of their first."""
        return tuple(dict.fromkeys(row.claim.claimant for row in self.rows))

    @property
    def provenance(self) -> Provenance:
        """What the headline was made of, and every claim passed over with its reason."""
        used = tuple(f"claim:{row.claim.claim_id}" for row in self.rows if row.role in (LEADS, BESIDE))
        left = tuple(
            (f"claim:{row.claim.claim_id}", row.reason or row.role)
            for row in self.rows
            if row.role not in (LEADS, BESIDE)
        )
        return Provenance(HEADLINE, used, left)


def competing_claims(case: Case, measure: str, subject: str, at: datetime) -> CompetingClaims:
    """All claims of one figure and what became of each by the headline rule at ``at``.

    Where nobody's claim may lead, the range is that of the latest claim of each claimant by then.
    """
    claims = claims_of(case, measure, subject=subject)
    by_then = [claim for claim in claims if claim.moment <= at]
    figure = headline_of(measure, by_then, authority(case, measure))
    latest = latest_of_each(by_then)
    bounds = (figure.low, figure.high) if figure else span(latest)
    low, high = bounds or (None, None)
    reasons = {left.claim.claim_id: left.reason for left in figure.left_out} if figure else {}
    beside = {claim.claim_id for claim in (figure.beside if figure else latest)}
    leads = figure.claim.claim_id if figure else ""
    rows = tuple(_rival(claim, at, leads, beside, reasons) for claim in claims)
    return CompetingClaims(measure, subject, figure, rows, low, high)


def first_described(case: Case, measure: str, subject: str) -> Dated:
    """The subject of a figure, marked as later before the first moment that a claim describes."""
    claims = claims_of(case, measure, subject=subject)
    return Dated(subject, *((claim.moment, None) for claim in claims[:1]))


def table(case: Case, competing: CompetingClaims) -> pd.DataFrame:
    """The claims of one figure in plain words.

    Parameters
    ----------
    case
        The case as known.
    competing
        The claims with what became of each.

    Returns
    -------
    pandas.DataFrame
        One row a claim, indexed by its id, in time order.
    """
    zone = case.settings.zone
    published = publication_dates(case.sources)
    rows = [
        {
            "Figure": claim_words(row.claim),
            "As given by": row.claim.claimant,
            "Describes": format_moment(row.claim.as_of, zone),
            "Published": _published(row.claim, published),
            "Used as": row.role,
            "Why": row.reason,
            "Doubt": row.claim.doubt,
            SOURCES: row.claim.source_ids,
            ROWS: (f"claim:{row.claim.claim_id}",),
        }
        for row in competing.rows
    ]
    frame = pd.DataFrame(rows, index=[row.claim.claim_id for row in competing.rows], dtype=object)
    frame.attrs[RULE] = HEADLINE
    return frame


def sentence(competing: CompetingClaims) -> str:
    """How many claims by how many claimants, and the headline with its range, in one line."""
    unit = competing.rows[0].claim.unit if competing.rows else ""
    count = f"{counted(len(competing.rows), 'claim')} by {counted(len(competing.claimants), 'claimant')}."
    low, high = competing.low, competing.high
    spread = "" if low is None or low == high else f"{low:,g} to {high:,g}"
    if competing.figure is not None:
        beside = f", range {spread}" if spread else ""
        lead = competing.figure.claim
        return f"{count} Headline: {claim_words(lead)} {unit}, as given by {lead.claimant}{beside}."
    if spread:
        return f"{count} No headline by the rule, only the range: {spread} {unit}."
    return f"{count} No headline by the rule."


def _rival(
    claim: Claim, at: datetime, leads: str, beside: Collection[str], reasons: Mapping[str, str]
) -> CompetingClaim:
    if claim.moment > at:
        return CompetingClaim(claim, LATER)
    if claim.claim_id == leads:
        return CompetingClaim(claim, LEADS)
    if claim.claim_id in beside:
        return CompetingClaim(
            claim, BESIDE, "of the same fact or moment" if leads else "nobody's claim leads"
        )
    return CompetingClaim(claim, LEFT_OUT, reasons.get(claim.claim_id, "a later claim by the same claimant"))


def _published(claim: Claim, published: Mapping[str, str]) -> str:
    days = [published.get(source, "") for source in claim.source_ids]
    return format_moment(min((day for day in days if day), default="")) or UNDATED
