"""A bar of statuses over time for each road: the thicker, the more could pass."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import altair as alt
import pandas as pd
import streamlit as st

from components.charts import chart_colours, chart_parts, dated_chart
from components.session.text import plain
from components.session.theme import theme
from components.widgets import lazy_table
from geo.dates import Period, format_date
from geo.report.dated_text import over
from geo.signs import STATUSES

if TYPE_CHECKING:
    from collections.abc import Sequence

    from geo.case.case import Case
    from geo.view.view import ViewState

ROW, LEFT, KEPT = 34, 200, 32
# Thickness in pixels and dashes of each status, so that the bars read without colour.
THICKNESS = {"open": 20, "restricted": 13, "humanitarian_only": 8, "closed": 3, "unknown": 2}
DASHES = {"restricted": [7, 3], "humanitarian_only": [3, 3], "unknown": [1, 5]}
# A cross stands on a closed bar about every so many parts of the period.
CROSSES = 30


def show(case: Case, statuses: pd.DataFrame, view: ViewState, *, key: str) -> None:
    """Show the statuses (a table of ``geo.report.listings.statuses``) of the view's period."""
    st.markdown("##### State of each road over time. The thicker the bar, the more could pass.")
    if statuses.empty:
        st.markdown("No state of a road is known for this period.")
        return
    present = [status for status in STATUSES if status in set(statuses["status"])]
    period = Period(view.first, view.last)
    spec = _drawing(case.version, period, theme(), statuses)
    dated_chart.show(
        spec, view, period, key=key, left=LEFT,
        alt="Bars: the state of each road over the period. The same as a table below.",
    )  # fmt: skip
    legend = [f"{STATUSES[item].label}: {looks(item)}" for item in present]
    st.markdown(f":small[{plain(' · '.join([*legend, 'Pale: after the as-at date']))}]")
    lazy_table.show(case, lambda: _table(statuses), key=f"{key}_table", label="Same as a table")


@st.cache_resource(show_spinner=False, max_entries=KEPT)
def _drawing(version: str, period: Period, shade: str, _statuses: pd.DataFrame) -> dict[str, Any]:
    """The chart; version, period and theme are the key, not the as-at date."""
    del version, shade
    frame = bar_rows(_statuses)
    roads = list(dict.fromkeys(frame["road"]))
    spots = crosses(frame, period)
    x = chart_parts.day_axis(period)
    layers = [*road_layers(roads, set(frame["status"]), x, LEFT), crosses_layer(roads, x, LEFT)]
    return dated_chart.drawing(alt.layer(*layers), height=ROW * len(roads), bars=frame, crosses=spots)


def road_layers(roads: Sequence[str], present: set[str], x: alt.X, left: int) -> list[alt.Chart]:
    """Bars of the named data "bars", one layer for each status present."""
    return [_bars(status, x, up(roads, left)) for status in STATUSES if status in present]


def crosses_layer(roads: Sequence[str], x: alt.X, left: int) -> alt.Chart:
    """Crosses of the named data "crosses" along what is closed, as on the map."""
    style = {"text": "✕", "fontSize": 12, "fontWeight": 700, "color": chart_colours.of_status("closed")}
    return (
        alt.Chart(alt.NamedData("crosses"))
        .mark_text(**style)
        .encode(x=x, y=up(roads, left), tooltip=alt.value(None))
    )


def bar_rows(statuses: pd.DataFrame) -> pd.DataFrame:
    """The statuses (a table of ``geo.report.listings.statuses``) as the data of the bars."""
    return pd.DataFrame([_row(row) for row in statuses.to_dict("records")])


def up(roads: Sequence[str], left: int) -> alt.Y:
    """One row for each road, its name in the ``left`` pixels beside."""
    axis = alt.Axis(title=None, labelLimit=left - 12, ticks=False, minExtent=left, maxExtent=left)
    return alt.Y("road:N", sort=list(roads), axis=axis)


def _row(row: dict[str, Any]) -> dict[str, Any]:
    return {
        "road": str(row["Road"]),
        "start": chart_parts.utc(row["start"]),
        "end": chart_parts.utc(row["end"]),
        "first": row["From"].isoformat(),
        "last": row["To"].isoformat(),
        "status": row["status"],
        "state": row["State"],
        "who": str(row["Who could pass"]),
        "doubt": row["Doubt"] or "no",
    }


def _bars(status: str, x: alt.X, y: alt.Y) -> alt.Chart:
    dashes = DASHES.get(status)
    mark = {"strokeDash": dashes, "strokeWidth": THICKNESS[status]} if dashes else {}
    base = alt.Chart(alt.NamedData("bars")).transform_filter(f"datum.status == '{status}'")
    drawn = (
        base.mark_rule(color=chart_colours.of_status(status), strokeCap="butt", **mark)
        if dashes
        else base.mark_bar(color=chart_colours.of_status(status), size=THICKNESS[status], cornerRadius=0)
    )
    return drawn.encode(x=x, x2="end:T", y=y, tooltip=_tooltip())


def _tooltip() -> list[alt.Tooltip]:
    titles = {
        "road": "Road",
        "state": "State",
        "first": "From",
        "last": "To",
        "who": "Who could pass",
        "doubt": "In doubt",
    }
    return [alt.Tooltip(f"{key}:N", title=title) for key, title in titles.items()]


def crosses(bars: pd.DataFrame, period: Period) -> pd.DataFrame:
    """Where crosses stand along what is closed, evenly over the period."""
    first, last = chart_parts.utc(period.start), chart_parts.utc(period.end)
    step = (last - first) / CROSSES
    spots = [
        {"road": row["road"], "start": int(first + (number + 0.5) * step)}
        for row in bars.to_dict("records")
        if row["status"] == "closed"
        for number in range(CROSSES)
        if row["start"] <= first + (number + 0.5) * step < row["end"]
    ]
    return pd.DataFrame(spots, columns=["road", "start"])


def looks(status: str) -> str:
    """How the words below the chart say a state is drawn."""
    return {
        "open": "thick blue",
        "restricted": "amber, long dashes",
        "humanitarian_only": "thin violet, short dashes",
        "closed": "red line with crosses",
        "unknown": "grey dots",
    }[status]


def _table(statuses: pd.DataFrame) -> pd.DataFrame:
    shown = statuses.drop(columns=["status", "start", "end"])
    until = [over(format_date(day), day) for day in shown["To"]]
    to = pd.Series(until, shown.index, dtype=object)
    return shown.assign(From=shown["From"].map(format_date), To=to)
