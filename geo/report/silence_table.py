"""Last reports, usual gaps and silences of roads and places, as a table."""

from __future__ import annotations

from typing import TYPE_CHECKING

from geo.dates import Period, format_date, format_period
from geo.facts.provenance import SILENCE
from geo.report.listings import LEFT, ROWS, SOURCES, frame_of
from geo.report.silence_figures import basis_of
from geo.words import days, number

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    import pandas as pd

    from geo.case.case import Case
    from geo.facts.silence import Silence


def table(case: Case, found: Sequence[Silence], at: date) -> pd.DataFrame:
    """One row a road or place: last report, how long ago, the usual gap and the longest silence."""
    made = {(one.kind, one.key): basis_of(case, one, at) for one in found}
    rows = {
        f"{one.kind}-{one.key}": {
            "Road or place": one.name,
            "Reports so far": one.reports,
            "Last report": format_date(one.last) if one.last else "none",
            "Days ago": "" if one.days is None else number(one.days),
            "Usual gap in days": "" if one.usual_gap is None else number(one.usual_gap),
            "Silent": "yes" if one.silent else "no" if one.reports else "never reported on",
            "Longest silence": ""
            if one.longest is None
            else f"{days(one.longest.days)}, {format_period(Period(one.longest.first, one.longest.last))}",
            SOURCES: one.source_ids,
            ROWS: made[one.kind, one.key].rows,
            LEFT: made[one.kind, one.key].left_out,
        }
        for one in found
    }
    return frame_of(rows, SILENCE)
