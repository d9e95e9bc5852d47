"""Last reports, usual gaps and silences of roads and places, as a table."""

from __future__ import annotations

from typing import TYPE_CHECKING

from geo.dates import Period, format_date, format_period
from geo.facts.provenance import SILENCE
from geo.report.listings import LEFT, ROWS, SOURCES, frame_of
from geo.report.silence_figures import provenance_of
from geo.words import days, number

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    import pandas as pd

    from geo.case.case import Case
    from geo.facts.silence import Silence


def table(case: Case, silences: Sequence[Silence], at: date) -> pd.DataFrame:
    """How each road or place was reported on.

    Parameters
    ----------
    case
        The case as known.
    silences
        The roads and places.
    at
        The as-at day.

    Returns
    -------
    pandas.DataFrame
        One row a road or place: last report, how many days ago, the usual gap in days, the longest
        silence.
    """
    provenances = {(row.kind, row.key): provenance_of(case, row, at) for row in silences}
    rows = {
        f"{silence.kind}-{silence.key}": {
            "Road or place": silence.name,
            "Reports so far": silence.reports,
            "Last report": format_date(silence.last) if silence.last else "none",
            "Days ago": "" if silence.days is None else number(silence.days),
            "Usual gap in days": "" if silence.usual_gap is None else number(silence.usual_gap),
            "Silent": "yes" if silence.silent else "no" if silence.reports else "never reported on",
            "Longest silence": _longest(silence),
            SOURCES: silence.source_ids,
            ROWS: provenances[silence.kind, silence.key].rows,
            LEFT: provenances[silence.kind, silence.key].left_out,
        }
        for silence in silences
    }
    return frame_of(rows, SILENCE)


def _longest(silence: Silence) -> str:
    longest = silence.longest
    if longest is None:
        return ""
    return f"{days(longest.days)}, {format_period(Period(longest.first, longest.last))}"
