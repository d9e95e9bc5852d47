"""Consignments over time by carrier, and how much is stated to have come through so far."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import altair as alt
import streamlit as st

from components import chart_parts
from geo.aid_answer import OUTCOME_WORDS, quantity_words
from geo.dates import format_date
from geo.summary import number

if TYPE_CHECKING:
    from collections.abc import Sequence

    from geo.aid import Consignment
    from geo.view import ViewState

ROW = 24
# Shape and fill say the outcome, so that it reads without colour.
SHAPES = {
    "delivered": "triangle-up",
    "partial": "triangle-up",
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
    chart = alt.layer(marks, chart_parts.as_at(view)).properties(height=ROW * len(carriers))
    st.altair_chart(
        chart.configure_view(strokeOpacity=0),
        key=key,
        alt="Marks: each consignment at its day, by carrier. The same in the list below.",
    )


def running(
    steps: Sequence[tuple[Any, float, Consignment]],
    stated: Sequence[Consignment],
    view: ViewState,
    *,
    key: str,
    title: str,
) -> None:
    """Show what single consignments add up to, and totals that sources state as points apart."""
    if not steps and not stated:
        return
    st.markdown(f"##### {title}")
    line = [{"start": chart_parts.utc(view.first), "total": 0.0, "day": "", "load": ""}]
    line += [
        {
            "start": chart_parts.utc(day),
            "total": total,
            "day": format_date(day),
            "load": f"{quantity_words(one)}, {one.carrier}",
        }
        for day, total, one in steps
    ]
    line.append({**line[-1], "start": chart_parts.utc(min(view.at.date(), view.last)), "load": ""})
    points = [
        {
            "start": chart_parts.utc(one.last),
            "total": one.quantity,
            "day": format_date(one.last),
            "load": f"{one.cargo}: {quantity_words(one)}, {one.carrier}",
            "label": f"{quantity_words(one)} stated",
        }
        for one in stated
        if one.quantity is not None
    ]
    chart = alt.layer(_line(line, view), _points(points), chart_parts.as_at(view))
    st.altair_chart(
        chart.properties(height=190).configure_view(strokeOpacity=0),
        key=key,
        alt=f"{title}: a rising line, and single points for totals that sources state.",
    )
    last = line[-1]["total"]
    st.caption(
        f"Line: sum of single consignments with a stated amount, {number(float(last))} by the"  # type: ignore[arg-type]
        " as-at date; more may have come. Hollow points: running totals as stated, never added."
    )


def _line(rows: list[dict[str, Any]], view: ViewState) -> alt.LayerChart:
    base = alt.Chart(alt.Data(values=rows)).encode(
        x=chart_parts.time_axis(view.first, view.last),
        y=alt.Y("total:Q", axis=alt.Axis(title=None, tickCount=4)),
        tooltip=[
            alt.Tooltip("day:N", title="Day"),
            alt.Tooltip("load:N", title="Load"),
            alt.Tooltip("total:Q", title="Sum so far", format=","),
        ],
    )
    steps = base.mark_line(interpolate="step-after", color=chart_parts.accent(), strokeWidth=2.5)
    dots = base.transform_filter("datum.load != ''").mark_point(
        filled=True, size=45, color=chart_parts.accent()
    )
    return alt.layer(steps, dots)


def _points(rows: list[dict[str, Any]]) -> alt.LayerChart:
    base = alt.Chart(alt.Data(values=rows)).encode(
        x="start:T",
        y="total:Q",
        tooltip=[
            alt.Tooltip("day:N", title="Day"),
            alt.Tooltip("load:N", title="Stated"),
        ],
    )
    marks = base.mark_point(shape="diamond", size=110, color=chart_parts.ink(), strokeWidth=2)
    words = base.mark_text(align="right", dx=-9, fontSize=12, color=chart_parts.ink())
    return alt.layer(marks, words.encode(text="label:N"))


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
