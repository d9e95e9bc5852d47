"""Events about roads, for a time axis on which they stand beside what else happened."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from geo.cells import items
from geo.dates import format_span
from geo.facts.provenance import ROAD_EVENTS
from geo.names import short_names
from geo.report.dated_text import Dated
from geo.report.listings import ROWS, RULE, SOURCES

if TYPE_CHECKING:
    from geo.case.case import Case
    from geo.dates import Period


def road_events(case: Case, period: Period) -> pd.DataFrame:
    """Events known to the day that name a road and overlap a period.

    Parameters
    ----------
    case
        The case as known.
    period
        The period.

    Returns
    -------
    pandas.DataFrame
        One row an event in order of time, indexed by its id; ``moment`` is its start, a datetime local to
        the case.
    """
    table = case.events
    in_period = (
        table["route_id"].ne("")
        & table["date_precision"].isin(["hour", "day"])
        & (table["start"] < period.end)
        & (table["end"] > period.start)
    )
    roads = short_names(case.routes)
    rows = {
        row["event_id"]: {
            "Road": Dated(roads.get(row["route_id"], row["route_id"]), (row["start"].to_pydatetime(), None)),
            "When": format_span(row["date_start"], row["date_end"], case.settings.zone),
            "What": row["title"],
            "moment": row["start"].to_pydatetime(),
            SOURCES: items(row["source_ids"]),
            ROWS: (f"event:{row['event_id']}",),
        }
        for row in table[in_period].sort_values("start").to_dict("records")
    }
    frame = pd.DataFrame(
        list(rows.values()),
        index=list(rows),
        columns=["Road", "When", "What", "moment", SOURCES, ROWS],
        dtype=object,
    )
    frame.attrs[RULE] = ROAD_EVENTS
    return frame
