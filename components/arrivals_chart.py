"""Arrivals as steps, every published figure as a dot, and registration as a line of its own."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Any

import altair as alt
import streamlit as st

from components import chart_parts
from geo.citations import cite, source_lines
from geo.dates import format_moment
from geo.summary import number

if TYPE_CHECKING:
    from collections.abc import Sequence

    from geo.case import Case
    from geo.claims import Claim
    from geo.displacement import Step
    from geo.view import ViewState

HEIGHT = 320


@dataclass(frozen=True)
class Series:
    """One measure: how its headline rose, and every figure published of it."""

    label: str
    steps: Sequence[Step]
    claims: Sequence[Claim]
    shape: str = "circle"
    """Circles are the solid line of the page; any other shape stands for a dashed, thin one."""

    @property
    def dashed(self) -> bool:
        """Whether the line is the second one, told apart by dashes."""
        return self.shape != "circle"


def show(case: Case, series: Sequence[Series], view: ViewState, *, key: str) -> None:
    """Show the series from the first figure to the end of the view's period."""
    dots = [row for one in series for row in _dots(case, one)]
    st.markdown("##### Arrivals so far, and every figure published")
    if not dots:
        st.markdown("No figure of arrivals is published for this view.")
        return
    first = min(row["start"] for row in dots) - 86_400_000
    last = max(row["start"] for row in dots) + 86_400_000
    axis = alt.X(
        "start:T",
        scale=alt.Scale(type="utc", domain=[first, last], nice=False),
        axis=alt.Axis(title=None, grid=False, tickCount=8),
    )
    layers: list[Any] = [_line(one, view, axis) for one in series if one.steps]
    layers += [_marks(dots, series, axis), _ends(series, axis), chart_parts.as_at(view)]
    st.altair_chart(
        alt.layer(*layers)
        .properties(height=HEIGHT, padding={"top": 22, "right": 190})
        .configure_view(strokeOpacity=0),
        key=key,
        alt="Steps: arrivals so far; dots: every figure published. The same as a table below.",
    )


def _dots(case: Case, one: Series) -> list[dict[str, Any]]:
    lines, offset = source_lines(case), f"({case.settings.utc_offset})"
    used = {step.claim.claim_id for step in one.steps}
    return [
        {
            "start": chart_parts.utc(claim.moment),
            "value": claim.value,
            "series": one.label,
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


def _line(one: Series, view: ViewState, axis: alt.X) -> alt.Chart:
    rows = [{"start": chart_parts.utc(step.moment), "value": step.value} for step in one.steps]
    end = max(one.steps[-1].moment, min(view.at, one.steps[-1].moment + timedelta(hours=12)))
    rows.append({"start": chart_parts.utc(end), "value": one.steps[-1].value})
    return (
        alt.Chart(alt.Data(values=rows))
        .mark_line(
            interpolate="step-after",
            color=chart_parts.ink() if one.dashed else chart_parts.accent(),
            strokeWidth=1.5 if one.dashed else 2.5,
            strokeDash=[5, 4] if one.dashed else [1, 0],
        )
        .encode(x=axis, y=_up())
    )


def _marks(rows: list[dict[str, Any]], series: Sequence[Series], axis: alt.X) -> alt.Chart:
    told = {
        "series": "Counted",
        "when": "Moment",
        "by": "As given by",
        "source": "Source",
        "doubt": "In doubt",
        "headline": "Used as",
    }
    names = [one.label for one in series]
    return (
        alt.Chart(alt.Data(values=rows))
        .mark_point(size=55, strokeWidth=1.5, stroke=chart_parts.ink())
        .encode(
            x=axis,
            y=_up(),
            shape=alt.Shape(
                "series:N",
                scale=alt.Scale(domain=names, range=[one.shape for one in series]),
                legend=None,
            ),
            fill=alt.condition("datum.hollow", alt.value(chart_parts.ground()), alt.value(chart_parts.ink())),
            tooltip=[
                alt.Tooltip("value:Q", title="Figure", format=","),
                *(alt.Tooltip(f"{key}:N", title=title) for key, title in told.items()),
            ],
        )
    )


def _ends(series: Sequence[Series], axis: alt.X) -> alt.Chart:
    """Each line is named at its end, so that no legend needs to be read."""
    rows = [
        {
            "start": chart_parts.utc(one.steps[-1].moment),
            "value": one.steps[-1].value,
            "label": f"{one.label}: {number(one.steps[-1].value)}",
        }
        for one in series
        if one.steps
    ]
    return (
        alt.Chart(alt.Data(values=rows))
        .mark_text(align="left", dx=12, fontSize=12, fontWeight=600, color=chart_parts.ink())
        .encode(x=axis, y=_up(), text="label:N")
    )


def _up() -> alt.Y:
    return alt.Y("value:Q", axis=alt.Axis(title=None, tickCount=5, format=","))
