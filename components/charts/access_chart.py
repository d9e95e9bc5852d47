"""The roads' states and the events on them, on the axis of time of the arrivals above."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import altair as alt
import pandas as pd
import streamlit as st

from components.charts import chart_colours, chart_parts, dated_chart, status_bars
from components.session.text import plain
from components.session.theme import theme
from components.widgets import lazy_table
from geo.case.citations import cite, source_lines
from geo.facts.status import as_shown, status_spans, with_gaps
from geo.report import listings
from geo.report.listings import SOURCES
from geo.report.road_events import road_events

if TYPE_CHECKING:
    from geo.case.case import Case
    from geo.dates import Period
    from geo.view.view import ViewState

ROW, KEPT = 30, 32


def show(case: Case, view: ViewState, span: Period, *, key: str, left: int, right: int) -> None:
    """Show the roads over ``span``, with as much room beside as the chart above."""
    st.markdown(plain("Which road could be used meanwhile, and what happened on it:"))
    spec = _drawing(case.version, (span, left, right), theme(), case)
    if spec is None:
        st.markdown("No state of a road is known for these days.")
        return
    dated_chart.show(
        spec, view, span, key=key, left=left, right=right,
        alt="Bars: the state of each road; diamonds: events on it. Events are in a table below.",
    )  # fmt: skip
    words = (
        "The thicker the bar, the more could pass; dots: not known; crosses: closed; diamonds: events;"
        " pale: after the as-at date."
    )
    st.markdown(f":small[{plain(words)}]")
    lazy_table.show(
        case, lambda: road_events(case, span).drop(columns="moment"),
        key=f"{key}_table", label="Events on these roads as a table",
    )  # fmt: skip


@st.cache_resource(show_spinner=False, max_entries=KEPT)
def _drawing(version: str, asked: tuple[Period, int, int], shade: str, _case: Case) -> dict[str, Any] | None:
    """The chart, None without a road; version, days and theme are the key."""
    del version, shade
    span, left, right = asked
    spans = as_shown(_case, status_spans(_case, span.first, span.last))
    if not spans:
        return None
    bars = status_bars.bar_rows(listings.statuses(_case, with_gaps(spans, span.first, span.last)))
    roads = list(dict.fromkeys(bars["road"]))
    x = chart_parts.day_axis(span)
    layers = [
        *status_bars.road_layers(roads, set(bars["status"]), x, left),
        status_bars.crosses_layer(roads, x, left),
        _events(roads, x, left),
    ]
    return dated_chart.drawing(
        alt.layer(*layers), height=ROW * len(roads), right=right,
        bars=bars, crosses=status_bars.crosses(bars, span), events=_rows(_case, span, roads),
    )  # fmt: skip


def _rows(case: Case, span: Period, roads: list[str]) -> pd.DataFrame:
    lines = source_lines(case)
    rows = [
        {
            "road": row["Road"],
            "start": chart_parts.utc(row["moment"]),
            "when": row["When"],
            "what": row["What"],
            "source": cite(lines, row[SOURCES]),
        }
        for row in road_events(case, span).to_dict("records")
        if row["Road"] in roads
    ]
    return pd.DataFrame(rows, columns=["road", "start", "when", "what", "source"])


def _events(roads: list[str], x: alt.X, left: int) -> alt.Chart:
    titles = {"road": "Road", "when": "When", "what": "What", "source": "Source"}
    return (
        alt.Chart(alt.NamedData("events"))
        .mark_point(shape="diamond", size=70, filled=True, color=chart_colours.ink(), yOffset=-11)
        .encode(
            x=x,
            y=status_bars.up(roads, left),
            tooltip=[alt.Tooltip(f"{field}:N", title=title) for field, title in titles.items()],
        )
    )
