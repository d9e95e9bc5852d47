"""What was learned after an as-known date as text to print and as plain JSON values."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from geo.case.citations import marks, numbered
from geo.changes import corrections_table
from geo.changes.corrections import sentence
from geo.changes.corrections_table import first_published, new_claims
from geo.dates import format_date, format_period
from geo.report.listings import LEFT, ROWS, SOURCES

if TYPE_CHECKING:
    import pandas as pd

    from geo.case.case import Case
    from geo.changes.corrections import Corrections, LearnedSince, Reading, Revision
    from geo.dates import Period


def heading(corrections: Corrections) -> str:
    """The corrections in a line: "As known 20 Sept 2023. Since then: 7 figures revised, 3 events added"."""
    return f"As known {format_date(corrections.since.known)}. Since then: {sentence(corrections)}."


def explained(since: LearnedSince) -> str:
    """What counts as learned since, and what is in neither list."""
    return (
        f"Published after {format_date(since.known)} and by {format_date(since.until)}, the last date of"
        " a source, about days of the period up to the as-known date. What only happened later is no"
        f" correction. Rows on sources without a date are in neither: {since.undated}."
    )


def explained_between(corrections: Corrections) -> str:
    """What was corrected between two dates, of which the first stands as the as-known date."""
    since = corrections.since
    return (
        f"Published after {format_date(since.known)} and by {format_date(since.until)} about days up to the"
        f" first of the two: {sentence(corrections)}."
    )


def as_text(case: Case, corrections: Corrections, period: Period) -> str:
    """The corrections as plain text: heading, every figure and row, and the sources by number."""
    head = [
        heading(corrections),
        case.settings.title,
        f"Of {format_period(period)}. {explained(corrections.since)}",
    ]
    return _text(case, head, corrections)


def between_as_text(case: Case, corrections: Corrections) -> str:
    """What was corrected between two dates as plain text."""
    return _text(case, [explained_between(corrections)], corrections)


def _text(case: Case, head: list[str], corrections: Corrections) -> str:
    numbers: dict[str, int] = {}
    revised = [_row(row, numbers) for row in _rows(corrections_table.revised(case, corrections))]
    learned = [_row(row, numbers) for row in _rows(corrections_table.learned(case, corrections))]
    back = [_row(row, numbers) for row in _rows(corrections_table.taken_back(case, corrections))]
    parts = list(head)
    if revised:
        parts += ["", "Figures that read differently now", *revised]
    if learned:
        parts += ["", "What became known later", *learned]
    if back:
        parts += ["", "What its source took back or worded anew", *back]
    return "\n".join([*parts, *numbered(case, numbers)])


def as_json(case: Case, corrections: Corrections) -> dict[str, Any]:
    """The corrections as plain JSON values; dates as ISO text, as precise as the source gives them."""
    return {
        "known": corrections.since.known.isoformat(),
        "until": corrections.since.until.isoformat(),
        "summary": sentence(corrections),
        "revised": [_revision(case, revision) for revision in corrections.revised],
        "learned": [
            asdict(learned) | {"source_ids": list(learned.source_ids)} for learned in corrections.learned
        ],
        "taken_back": [
            asdict(row) | {"source_ids": list(row.source_ids)} for row in corrections.since.taken_back
        ],
        "undated": corrections.since.undated,
    }


def _revision(case: Case, revision: Revision) -> dict[str, Any]:
    day, source = first_published(case, new_claims(revision))
    return {
        "measure": revision.measure,
        "subject": revision.subject,
        "unit": revision.unit,
        "then": _reading(revision.then),
        "now": _reading(revision.now),
        "reason": revision.reason,
        "first_told": day,
        "first_source": source,
    }


def _reading(reading: Reading) -> dict[str, Any]:
    return {
        "value": reading.value,
        "low": reading.low if reading.claims else None,
        "high": reading.high if reading.claims else None,
        "claimant": reading.claims[0].claimant if reading.value is not None else None,
        "claim_ids": [claim.claim_id for claim in reading.claims],
        "source_ids": list(reading.source_ids),
    }


def _rows(table: pd.DataFrame) -> list[dict[str, Any]]:
    shown = table.drop(columns=[ROWS, LEFT], errors="ignore")
    return [{str(name): cell for name, cell in row.items()} for row in shown.to_dict("records")]


def _row(row: dict[str, Any], numbers: dict[str, int]) -> str:
    """One row of a table as one line: what it is about first, then each cell under its name."""
    sources = row.pop(SOURCES)
    (_, head), *cells = row.items()
    details = "; ".join(f"{name[:1].lower()}{name[1:]}: {cell}" for name, cell in cells if cell)
    return f"- {head}; {details} {marks(numbers, sources)}".rstrip()
