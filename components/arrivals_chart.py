"""Arrivals as steps, every published figure as a dot, and registration as a line of its own."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

import altair as alt
import streamlit as st

from components import chart_parts
from geo.citations import cite, source_lines
from geo.dates import format_moment
from geo.listings import MEASURES
from geo.summary import number

if TYPE_CHECKING:
    from collections.abc import Sequence

    from geo.case import Case
    from geo.displacement import Count
    from geo.view import ViewState

HEIGHT = 380
MARGIN = timedelta(hours=12)
# Up to so long a time every day is named on the axis.
BY_DAY = timedelta(days=20)
# Room for the as-at label above and the names of the lines at the right.
PADDING = {"top": 22, "right": 200, "left": 5, "bottom": 5}


def show(case: Case, series: Sequence[Count], view: ViewState, *, key: str) -> None:
    """Show the series from the first figure to the end of the view's period."""
    dots = [row for one in series for row in _dots(case, one)]
    st.markdown("##### Arrivals so far, and every figure published")
    if not dots:
        st.markdown("No figure of arrivals is published for this view.")
        return
    moments = [claim.moment for one in series for claim in one.claims]
    axis = chart_parts.time_axis(min(moments) - MARGIN, max(moments) + MARGIN)
    if max(moments) - min(moments) <= BY_DAY:
        axis = axis.axis(title=None, grid=False, format="%-d %b", tickCount={"interval": "day", "step": 1})
    layers: list[Any] = [_line(one, view, axis) for one in series if one.steps]
    layers += [_marks(dots, series, axis), _ends(series, axis), chart_parts.as_at(view)]
    st.altair_chart(
        chart_parts.finished(alt.layer(*layers).properties(height=HEIGHT, padding=PADDING)),
        key=key,
        alt="Steps: arrivals so far; dots: every figure published. The same as a table below.",
    )


def _dots(case: Case, one: Count) -> list[dict[str, Any]]:
    lines, offset = source_lines(case), f"({case.settings.utc_offset})"
    used = {step.claim.claim_id for step in one.steps}
    return [
        {
            "start": chart_parts.utc(claim.moment),
            "value": claim.value,
            "series": _label(one),
            "when": format_moment(claim.as_of, offset),
            "by": claim.claimant,
            "source": cite(lines, claim.source_ids),
            "doubt": claim.doubt or "no",
            "headline": "headline" if claim.claim_id in used else "not the headline",
            "hollow": claim.claim_id not in used,
        }
        for claim in one.claims
        if claim.value is not None
    ]


def _line(one: Count, view: ViewState, axis: alt.X) -> alt.Chart:
    rows = [{"start": chart_parts.utc(step.moment), "value": step.value} for step in one.steps]
    end = max(one.steps[-1].moment, min(view.at, one.steps[-1].moment + timedelta(hours=12)))
    rows.append({"start": chart_parts.utc(end), "value": one.steps[-1].value})
    return (
        alt.Chart(alt.Data(values=rows))
        .mark_line(
            interpolate="step-after",
            color=chart_parts.ink() if _second(one) else chart_parts.accent(),
            strokeWidth=1.5 if _second(one) else 2.5,
            strokeDash=[5, 4] if _second(one) else [1, 0],
        )
        .encode(x=axis, y=_up())
    )


def _marks(rows: list[dict[str, Any]], series: Sequence[Count], axis: alt.X) -> alt.Chart:
    told = {
        "series": "Counted",
        "when": "Moment",
        "by": "As given by",
        "source": "Source",
        "doubt": "In doubt",
        "headline": "Used as",
    }
    names = [_label(one) for one in series]
    return (
        alt.Chart(alt.Data(values=rows))
        .mark_point(size=55, strokeWidth=1.5, stroke=chart_parts.ink())
        .encode(
            x=axis,
            y=_up(),
            shape=alt.Shape(
                "series:N",
                scale=alt.Scale(domain=names, range=[_shape(one) for one in series]),
                legend=None,
            ),
            fill=alt.condition("datum.hollow", alt.value(chart_parts.ground()), alt.value(chart_parts.ink())),
            tooltip=[
                alt.Tooltip("value:Q", title="Figure", format=","),
                *(alt.Tooltip(f"{key}:N", title=title) for key, title in told.items()),
            ],
        )
    )


def _ends(series: Sequence[Count], axis: alt.X) -> alt.LayerChart:
    """Each line is named at its end, so that no legend needs to be read."""
    rows = [
        {
            "start": chart_parts.utc(one.steps[-1].moment),
            "value": one.steps[-1].value,
            "label": f"{_label(one)}: {number(one.steps[-1].value)}",
            "below": _second(one),
        }
        for one in series
        if one.steps
    ]
    base = alt.Chart(alt.Data(values=rows)).encode(x=axis, y=_up(), text="label:N")
    style = {"align": "left", "dx": 12, "fontSize": 12, "fontWeight": 600, "color": chart_parts.ink()}
    above = base.transform_filter("!datum.below").mark_text(dy=-8, **style)
    below = base.transform_filter("datum.below").mark_text(dy=12, **style)
    return alt.layer(above, below)


def _label(one: Count) -> str:
    return MEASURES.get(one.measure, one.measure)


def _second(one: Count) -> bool:
    """Whether a line is thin and dashed: everything but the arrivals themselves."""
    return one.measure != "arrivals"


def _shape(one: Count) -> str:
    return "square" if _second(one) else "circle"


def _up() -> alt.Y:
    return alt.Y("value:Q", axis=alt.Axis(title=None, tickCount=5, format=",d"))
