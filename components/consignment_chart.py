"""Consignments over time: a mark for each at its day, one line a carrier."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import altair as alt
import streamlit as st

from components import chart_parts
from geo.aid_answer import OUTCOME_WORDS, quantity_words
from geo.dates import format_date

if TYPE_CHECKING:
    from collections.abc import Sequence

    from geo.aid import Consignment
    from geo.view import ViewState

ROW = 26
FRAME = 90
# Shape and fill say the outcome, so that it reads without colour.
SHAPES = {
    "delivered": "triangle-up",
    "partial": "triangle-down",
    "passed": "circle",
    "blocked": "cross",
    "suspended": "stroke",
    "pledged": "diamond",
}
HOLLOW = frozenset({"partial", "pledged"})


def show(rows: Sequence[Consignment], view: ViewState, *, key: str) -> None:
    """Show each single consignment as a mark at its day, one line a carrier."""
    shown = [_row(one) for one in rows if not one.cumulative]
    if not shown:
        return
    st.markdown("##### Consignments by carrier")
    present = [one for one in OUTCOME_WORDS if any(row["outcome"] == one for row in shown)]
    labels = [OUTCOME_WORDS[one] for one in present]
    shape = alt.Shape(
        "label:N",
        scale=alt.Scale(domain=labels, range=[SHAPES[one] for one in present]),
        legend=alt.Legend(title=None, orient="top", symbolSize=90),
    )
    axis = alt.Axis(title=None, labelLimit=260, ticks=False, grid=True)
    carriers = list(dict.fromkeys(row["carrier"] for row in shown))
    marks = (
        alt.Chart(alt.Data(values=shown))
        .mark_point(size=90, strokeWidth=2, color=chart_parts.ink(), opacity=0.9)
        .encode(
            x=chart_parts.time_axis(view.first, view.last),
            y=alt.Y("carrier:N", sort=carriers, axis=axis),
            shape=shape,
            fill=alt.condition("datum.hollow", alt.value("transparent"), alt.value(chart_parts.ink())),
            tooltip=_tooltip(),
        )
    )
    chart = alt.layer(marks, chart_parts.as_at(view)).properties(height=ROW * len(carriers) + FRAME)
    st.altair_chart(
        chart_parts.finished(chart),
        key=key,
        alt="Marks: each consignment at its day, by carrier. The same in the list below.",
    )


def _row(one: Consignment) -> dict[str, Any]:
    return {
        "start": chart_parts.utc(one.first),
        "day": format_date(one.first),
        "carrier": one.carrier,
        "outcome": one.outcome,
        "label": OUTCOME_WORDS[one.outcome],
        "hollow": one.outcome in HOLLOW,
        "load": one.cargo,
        "quantity": quantity_words(one) or "not stated",
    }


def _tooltip() -> list[alt.Tooltip]:
    told = {
        "day": "Day",
        "carrier": "Carrier",
        "label": "Outcome",
        "load": "Load",
        "quantity": "Quantity",
    }
    return [alt.Tooltip(f"{key}:N", title=title) for key, title in told.items()]
