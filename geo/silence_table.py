"""Last reports, usual gaps and silences of roads and places, as a table."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from geo.dates import Period, format_date, format_period
from geo.listings import SOURCES
from geo.summary import days, number

if TYPE_CHECKING:
    from collections.abc import Sequence

    from geo.silence import Silence


def table(found: Sequence[Silence]) -> pd.DataFrame:
    """One row a road or place: last report, how long ago, the usual gap and the longest silence."""
    rows = {
        f"{one.kind}-{one.key}": {
            "Road or place": one.name,
            "Reports so far": one.reports,
            "Last report": format_date(one.last) if one.last else "none",
            "Days ago": "" if one.days is None else number(one.days),
            "Usual gap in days": "" if one.usual_gap is None else number(one.usual_gap),
            "Longest silence": ""
            if one.longest is None
            else f"{days(one.longest.days)}, {format_period(Period(one.longest.first, one.longest.last))}",
            SOURCES: one.source_ids,
        }
        for one in found
    }
    return pd.DataFrame(list(rows.values()), index=list(rows), dtype=object)
