"""What was learned after an as-known date in plain words: old and new, when published, by whom."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from geo.case.cited_by import last_day, publication_dates
from geo.case.sources import RESTING, UNDATED, citations
from geo.changes.corrections import first_publication
from geo.dates import format_moment
from geo.facts.provenance import HEADLINE, KINDS, LEARNED_LATER, Provenance, named, sources_of
from geo.report.answer import KeyFigure
from geo.report.listings import LEFT, ROWS, RULE, SOURCES
from geo.words import number

if TYPE_CHECKING:
    from collections.abc import Sequence

    from geo.case.case import Case
    from geo.changes.corrections import Corrections, Learned, Reading, Revision
    from geo.facts.claims import Claim


def revised(case: Case, corrections: Corrections) -> pd.DataFrame:
    """Figures that read differently now, one row each.

    Parameters
    ----------
    case
        The case in full.
    corrections
        What was learned since.

    Returns
    -------
    pandas.DataFrame
        Columns named for reading.
    """
    rows = [
        {
            "Figure": f"{revision.measure.replace('_', ' ').capitalize()}: {revision.subject}",
            "As known then": _words(revision.then, revision.unit),
            "Published then": _published(case, revision.then.claims[:1]),
            "As known now": _words(revision.now, revision.unit),
            "First published": _published(case, new_claims(revision)),
            "What changed": revision.reason,
            SOURCES: sources_of((revision.now, revision.then)),
            ROWS: named("claim", (claim.claim_id for claim in revision.now.claims)),
            LEFT: tuple(
                (f"claim:{claim.claim_id}", "as known then")
                for claim in revision.then.claims
                if claim not in revision.now.claims
            ),
        }
        for revision in corrections.revised
    ]
    frame = pd.DataFrame(rows)
    frame.attrs[RULE] = HEADLINE
    return frame


def learned(case: Case, corrections: Corrections) -> pd.DataFrame:
    """Rows that became known later, one row each, in the order of their dates.

    Parameters
    ----------
    case
        The case in full.
    corrections
        What was learned since.

    Returns
    -------
    pandas.DataFrame
        Columns named for reading.
    """
    return _rows(case, corrections.learned, "Told", "First published")


def taken_back(case: Case, corrections: Corrections) -> pd.DataFrame:
    """Rows that their source took back or worded anew since, one row each, in the order of their dates.

    Parameters
    ----------
    case
        The case in full.
    corrections
        What was learned since.

    Returns
    -------
    pandas.DataFrame
        Columns named for reading; empty where nothing was taken back.
    """
    return _rows(case, corrections.since.taken_back, "Told then", "No longer since")


def _rows(case: Case, learned_rows: Sequence[Learned], title: str, day: str) -> pd.DataFrame:
    """Rows in the order of their dates; their words and the day that counts stand under these names."""
    rows = [
        {
            "What": RESTING[row.table][0].capitalize(),
            "When": format_moment(row.when),
            title: row.title,
            day: _by(case, row.first_told, row.first_source),
            SOURCES: row.source_ids,
            ROWS: (f"{KINDS[row.table]}:{row.row_id}",),
        }
        for row in sorted(learned_rows, key=lambda row: (row.when, row.row_id))
    ]
    frame = pd.DataFrame(rows)
    frame.attrs[RULE] = LEARNED_LATER
    return frame


def counted(corrections: Corrections) -> tuple[KeyFigure, ...]:
    """The numbers of figures revised and rows learned, as figures."""
    revised_by = [claim for revision in corrections.revised for claim in revision.now.claims]
    rows = named("claim", dict.fromkeys(claim.claim_id for claim in revised_by))
    sources = sources_of(revised_by)
    figures = [
        KeyFigure(
            str(len(corrections.revised)), "figures revised", "", sources, (), Provenance(HEADLINE, rows)
        )
    ]
    for table in dict.fromkeys(row.table for row in corrections.learned):
        own = [row for row in corrections.learned if row.table == table]
        provenance = Provenance(LEARNED_LATER, named(KINDS[table], (row.row_id for row in own)))
        cited = sources_of(own)
        figures.append(
            KeyFigure(f"{len(own):,}", f"{RESTING[table][1]} learned later", "", cited, (), provenance)
        )
    return tuple(figures)


def _words(reading: Reading, unit: str) -> str:
    if not reading.claims:
        return "no claim"
    span = f"{number(reading.low)} to {number(reading.high)}"
    if reading.value is None:
        return f"{span if reading.low != reading.high else number(reading.low)} {unit}, no headline"
    text = f"{number(reading.value)} {unit}, {reading.claims[0].claimant}"
    return text if reading.low == reading.high else f"{text} ({span})"


def new_claims(revision: Revision) -> tuple[Claim, ...]:
    """The claim that became the headline since, or else the claims beside it that were not known then."""
    before = {claim.claim_id for claim in revision.then.claims}
    fresh = tuple(claim for claim in revision.now.claims if claim.claim_id not in before)
    leads = revision.now.value is not None and fresh[:1] == revision.now.claims[:1]
    return fresh[:1] if leads else fresh or revision.now.claims[:1]


def first_published(case: Case, claims: Sequence[Claim]) -> tuple[str, str]:
    """When the last of the claims was first published, and the id of the source that did."""
    published = publication_dates(case.sources)
    firsts = [first_publication(claim.source_ids, published) for claim in claims]
    return max((item for item in firsts if item[0]), key=lambda item: last_day(item[0]), default=("", ""))


def _published(case: Case, claims: Sequence[Claim]) -> str:
    return _by(case, *first_published(case, claims))


def _by(case: Case, day: str, source: str) -> str:
    """When something was first published, and by whom: "5 Oct 2023, CIVILNET"."""
    publishers = (source.publisher for source in citations(case, (source,)))
    return ", ".join(part for part in (format_moment(day), *publishers) if part) or UNDATED
