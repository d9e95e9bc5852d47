"""What was learned after an as-known date in plain words: old and new, when published, by whom."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from geo.dates import format_moment, format_span
from geo.listings import SOURCES
from geo.sources import RESTING, UNDATED
from geo.summary import number

if TYPE_CHECKING:
    from geo.case import Case
    from geo.corrections import Corrections, Learned, Reading


def revised(case: Case, found: Corrections) -> pd.DataFrame:
    """Figures that read differently now, one row each."""
    rows = [
        {
            "Figure": f"{one.measure.replace('_', ' ').capitalize()}: {one.subject}",
            "As known then": _words(one.then, one.unit),
            "Published then": _published(case, one.then),
            "As known now": _words(one.now, one.unit),
            "Published": _published(case, one.now),
            "What changed": one.reason,
            SOURCES: tuple(dict.fromkeys((*one.now.source_ids, *one.then.source_ids))),
        }
        for one in found.revised
    ]
    return pd.DataFrame(rows)


def learned(found: Corrections) -> pd.DataFrame:
    """Rows that became known later, one row each, in the order of their dates."""
    rows = [
        {
            "What": RESTING[one.table][0].capitalize(),
            "When": _when(one),
            "Told": one.title,
            "First published": format_moment(one.first_told) or UNDATED,
            SOURCES: one.source_ids,
        }
        for one in sorted(found.learned, key=lambda one: (one.when, one.row_id))
    ]
    return pd.DataFrame(rows)


def _words(reading: Reading, unit: str) -> str:
    span = f"{number(reading.low)} to {number(reading.high)}"
    if reading.value is None:
        return f"{span if reading.low != reading.high else number(reading.low)} {unit}, no headline"
    said = f"{number(reading.value)} {unit}, {reading.claims[0].claimant}"
    return said if reading.low == reading.high else f"{said} ({span})"


def _published(case: Case, reading: Reading) -> str:
    published = dict(zip(case.sources["source_id"], case.sources["published"], strict=True))
    days = (published.get(one, "") for claim in reading.claims[:1] for one in claim.source_ids)
    return format_moment(min((day for day in days if day), default="")) or UNDATED


def _when(one: Learned) -> str:
    return format_span(one.when, "")
