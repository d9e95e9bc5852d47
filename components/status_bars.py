"""A bar of statuses over time for each road: the thicker, the more could pass."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

import altair as alt
import streamlit as st

from components import chart_parts, same_as_table
from components.text import plain
from geo.categories import STATUSES
from geo.dates import format_date
from geo.listings import SOURCES

if TYPE_CHECKING:
    import pandas as pd

    from geo.view import ViewState

ROW = 34
FRAME = 60
# Thickness in pixels and dashes of each status, so that the bars read without colour.
THICKNESS = {"open": 20, "restricted": 13, "humanitarian_only": 8, "closed": 3, "unknown": 2}
DASHES = {"restricted": [7, 3], "humanitarian_only": [3, 3], "unknown": [1, 5]}
# A cross stands on a closed bar about every so many parts of the period.
CROSSES = 30


def show(statuses: pd.DataFrame, view: ViewState, *, key: str) -> None:
    """Show the statuses (a table of ``geo.listings.statuses``) of the view's period."""
    st.markdown("##### State of each road over time. The thicker the bar, the more could pass.")
    if statuses.empty:
        st.markdown("No state of a road is known for this period.")
        return
    rows = [_row(row) for row in statuses.to_dict("records")]
    roads = list(dict.fromkeys(row["road"] for row in rows))
    last = view.last + timedelta(days=1)
    x = chart_parts.time_axis(view.first, last)
    y = alt.Y("road:N", sort=roads, axis=alt.Axis(title=None, labelLimit=220, ticks=False))
    present = [one for one in STATUSES if one in {row["status"] for row in rows}]
    layers = [_bars(rows, one, x, y) for one in present]
    layers += [_crosses(rows, view, x, y), chart_parts.as_at(view)]
    chart = alt.layer(*layers).properties(height=ROW * len(roads) + FRAME, padding={"top": 22})
    st.altair_chart(
        chart_parts.finished(chart),
        key=key,
        alt="Bars: the state of each road over the period. The same as a table below.",
    )
    looks = " · ".join(f"{STATUSES[one].label}: {_looks(one)}" for one in present)
    st.markdown(f":small[{plain(looks)}]")
    same_as_table.show(_table(statuses), key=f"{key}_table")


def _row(row: dict[str, Any]) -> dict[str, Any]:
    return {
        "road": row["Road"],
        "start": chart_parts.utc(row["From"]),
        "end": chart_parts.utc(row["To"] + timedelta(days=1)),
        "first": row["From"].isoformat(),
        "last": row["To"].isoformat(),
        "status": row["status"],
        "state": row["State"],
        "who": row["Who could pass"],
        "doubt": row["Doubt"] or "no",
    }


def _bars(rows: list[dict[str, Any]], status: str, x: alt.X, y: alt.Y) -> alt.Chart:
    own = [row for row in rows if row["status"] == status]
    dashes = DASHES.get(status)
    mark = {"strokeDash": dashes, "strokeWidth": THICKNESS[status]} if dashes else {}
    base = alt.Chart(alt.Data(values=own))
    drawn = (
        base.mark_rule(color=STATUSES[status].colour, strokeCap="butt", **mark)
        if dashes
        else base.mark_bar(color=STATUSES[status].colour, size=THICKNESS[status], cornerRadius=0)
    )
    return drawn.encode(x=x, x2="end:T", y=y, tooltip=_tooltip())


def _tooltip() -> list[alt.Tooltip]:
    told = {
        "road": "Road",
        "state": "State",
        "first": "From",
        "last": "To",
        "who": "Who could pass",
        "doubt": "In doubt",
    }
    return [alt.Tooltip(f"{key}:N", title=title) for key, title in told.items()]


def _crosses(rows: list[dict[str, Any]], view: ViewState, x: alt.X, y: alt.Y) -> alt.Chart:
    """Crosses along what is closed, as on the map."""
    first, last = chart_parts.utc(view.first), chart_parts.utc(view.last + timedelta(days=1))
    step = (last - first) / CROSSES
    spots = [
        {"road": row["road"], "start": int(first + (number + 0.5) * step)}
        for row in rows
        if row["status"] == "closed"
        for number in range(CROSSES)
        if row["start"] <= first + (number + 0.5) * step < row["end"]
    ]
    return (
        alt.Chart(alt.Data(values=spots))
        .mark_text(text="✕", fontSize=12, fontWeight=700, color=STATUSES["closed"].colour)
        .encode(x=x, y=y, tooltip=alt.value(None))
    )


def _looks(status: str) -> str:
    return {
        "open": "thick blue",
        "restricted": "amber, long dashes",
        "humanitarian_only": "thin amber, short dashes",
        "closed": "red line with crosses",
        "unknown": "grey dots",
    }[status]


def _table(statuses: pd.DataFrame) -> pd.DataFrame:
    shown = statuses.drop(columns=["status", SOURCES])
    return shown.assign(From=shown["From"].map(format_date), To=shown["To"].map(format_date))
