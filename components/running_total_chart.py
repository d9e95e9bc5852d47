"""How much is stated to have come through so far, beside totals that sources state."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import altair as alt
import streamlit as st

from components import chart_parts, explain
from components.text import plain
from geo.aid_answer import quantity_words
from geo.dates import format_date
from geo.summary import number

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from geo.aid import Consignment
    from geo.answer import KeyFigure
    from geo.case import Case
    from geo.view import ViewState

HEIGHT = 240
# Room above the highest point, so that its words clear the as-at label.
HEADROOM = 1.2


def show(
    case: Case,
    steps: Sequence[tuple[date, float, Consignment]],
    stated: Sequence[Consignment],
    view: ViewState,
    *,
    key: str,
    title: str,
    figure: KeyFigure | None,
) -> None:
    """Show what single consignments add up to, and totals that sources state as points apart.

    ``figure`` is the sum, to be explained; None where there is none.
    """
    if not steps and not stated:
        return
    st.markdown(f"##### {plain(title)}")
    line: list[dict[str, Any]] = [{"start": chart_parts.utc(view.first), "total": 0.0, "day": "", "load": ""}]
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
    top = HEADROOM * max(row["total"] for row in (*line, *points))
    chart = alt.layer(_line(line, view, top), _points(points), chart_parts.as_at(view))
    st.altair_chart(
        chart_parts.finished(chart.properties(height=HEIGHT)),
        key=key,
        alt=f"{title}: a rising line, and single points for totals that sources state.",
    )
    words = (
        f"Line: sum of single consignments with a stated amount, {number(line[-1]['total'])} by the"
        " as-at date; more may have come. Hollow points: running totals as stated, never added."
    )
    st.markdown(f":small[{plain(words)}]")
    if figure is not None:
        explain.show(case, figure, key=f"{key}_sum")


def _line(rows: list[dict[str, Any]], view: ViewState, top: float) -> alt.LayerChart:
    base = alt.Chart(alt.Data(values=rows)).encode(
        x=chart_parts.time_axis(view.first, view.last),
        y=alt.Y(
            "total:Q",
            scale=alt.Scale(domain=[0, top], nice=False),
            axis=alt.Axis(title=None, tickCount=4),
        ),
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
