"""Arrivals as steps, every published figure as a dot, and registration as a line of its own."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

import altair as alt
import pandas as pd
import streamlit as st

from components.charts import access_chart, chart_colours, chart_parts, dated_chart
from components.session.theme import theme
from components.widgets import explanation
from geo.case.citations import cite, source_lines
from geo.dates import Period, end_of_day, format_moment
from geo.facts.claims import headline
from geo.facts.displacement import count
from geo.report.answer import claimed
from geo.report.claim_figures import as_given
from geo.words import counted, number

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from geo.case.case import Case
    from geo.facts.displacement import Count
    from geo.report.answer import KeyFigure
    from geo.view.view import ViewState

HEIGHT, KEPT = 320, 32
# Room for the names of the roads below. No mark may reach over the edge: the plot would shrink for it.
LEFT, RIGHT = 200, 12
# Days before the first figure that are shown, so that it is seen what led to it.
LEAD = timedelta(days=14)
SHOWN = ("arrivals", "registered")
# At what part of its last figure the second line is named: a count that rises leaves that room empty.
BELOW = 0.45


def show(case: Case, view: ViewState, *, key: str) -> None:
    """Show the figures of the view's period from the first on, and the roads on the same axis of time."""
    st.markdown("##### Arrivals so far, every figure published, and the roads on the same axis of time")
    spec, span = _drawing(case.version, (view.first, view.last), theme(), case)
    if span is None:
        st.markdown("No figure of arrivals is published for this view.")
        return
    dated_chart.show(
        spec, view, span, key=key, left=LEFT, right=RIGHT,
        alt="Steps: arrivals so far; dots: every figure published. The same as a table below.",
    )  # fmt: skip
    earlier = sum(moment < span.start for moment in _moments(case, view.last))
    words = f" · {counted(earlier, 'earlier figure')} not drawn, each under Explain" if earlier else ""
    st.markdown(f":small[Pale: after the as-at date{words}]")
    explanation.show_several(
        case, lambda: _explained(case, view), key=f"{key}_figures", title="arrivals and registration"
    )
    access_chart.show(case, view, span, key=f"{key}_roads", left=LEFT, right=RIGHT)


def _explained(case: Case, view: ViewState) -> tuple[KeyFigure, ...]:
    """Every figure of the chart, the headline of each line's end first."""
    last = end_of_day(view.last)
    heads = (headline(case, item, last) for item in SHOWN)
    series = (count(case, item, last) for item in SHOWN)
    points = (as_given(claim) for count in series for claim in count.claims if claim.value is not None)
    return (*(claimed(case, item) for item in heads if item), *points)


@st.cache_resource(show_spinner=False, max_entries=KEPT)
def _drawing(
    version: str, asked: tuple[date, date], shade: str, _case: Case
) -> tuple[dict[str, Any], Period | None]:
    """The chart and its days; version, period and theme are the key."""
    del version, shade
    first, last = asked
    series = [count(_case, item, end_of_day(last)) for item in SHOWN]
    moments = _moments(_case, last)
    if not moments or max(moments).date() < first:
        return {}, None
    span = Period(max(first, min(moments).date() - LEAD), max(moments).date())
    axis = chart_parts.day_axis(span)
    dots = pd.DataFrame([row for count in series for row in _dots(_case, count, span)])
    lines = pd.DataFrame([row for count in series for row in _line(count, span)])
    ends = pd.DataFrame([row for count in series for row in _end(count, span)])
    layers = [*(_lines(axis, second=item) for item in (False, True)), _marks(series, axis)]
    chart = alt.layer(*layers, _names(axis, below=False), _names(axis, below=True))
    drawn = dated_chart.drawing(chart, height=HEIGHT, right=RIGHT, dots=dots, lines=lines, ends=ends)
    return drawn, span


def _moments(case: Case, last: date) -> list[datetime]:
    """The moment of every figure up to a day."""
    claims = (claim for item in SHOWN for claim in count(case, item, end_of_day(last)).claims)
    return [claim.moment for claim in claims if claim.value is not None]


def _dots(case: Case, count: Count, span: Period) -> list[dict[str, Any]]:
    lines, zone = source_lines(case), case.settings.zone
    used = {step.claim.claim_id for step in count.steps}
    return [
        {
            "start": chart_parts.utc(claim.moment),
            "value": claim.value,
            "series": count.label,
            "when": format_moment(claim.as_of, zone),
            "by": claim.claimant,
            "source": cite(lines, claim.source_ids),
            "doubt": claim.doubt or "no",
            "headline": "headline" if claim.claim_id in used else "not the headline",
            "hollow": claim.claim_id not in used,
        }
        for claim in count.claims
        if claim.value is not None and claim.moment >= span.start
    ]


def _line(count: Count, span: Period) -> list[dict[str, Any]]:
    """The steps of one series from one end of the axis to the other: a count stays until the next one."""
    before = sum(step.moment < span.start for step in count.steps)
    steps = count.steps[max(before - 1, 0) :]
    moments: list[datetime] = [max(step.moment, span.start) for step in steps]
    values = [step.value for step in steps]
    if steps:
        moments, values = [*moments, span.end], [*values, values[-1]]
    return [
        {"start": chart_parts.utc(moment), "value": value, "second": _second(count)}
        for moment, value in zip(moments, values, strict=True)
    ]


def _end(count: Count, span: Period) -> list[dict[str, Any]]:
    """Each line is named where it ends, registration in the free room below."""
    return [
        {
            "start": chart_parts.utc(step.moment if step.moment >= span.start else span.end),
            "value": step.value * BELOW if _second(count) else step.value,
            "label": f"{count.label}: {number(step.value)}",
            "below": _second(count),
        }
        for step in count.steps[-1:]
    ]


def _lines(axis: alt.X, *, second: bool) -> alt.Chart:
    condition = "datum.second" if second else "!datum.second"
    look = (
        {"color": chart_colours.ink(), "strokeWidth": 1.5, "strokeDash": [5, 4]}
        if second
        else {"color": chart_colours.accent(), "strokeWidth": 2.5}
    )
    base = alt.Chart(alt.NamedData("lines")).transform_filter(condition)
    return base.mark_line(interpolate="step-after", **look).encode(x=axis, y=_up())


def _marks(series: Sequence[Count], axis: alt.X) -> alt.Chart:
    titles = {
        "series": "Counted",
        "when": "Moment",
        "by": "As given by",
        "source": "Source",
        "doubt": "In doubt",
        "headline": "Used as",
    }
    scale = alt.Scale(
        domain=[count.label for count in series],
        range=["square" if _second(count) else "circle" for count in series],
    )
    return (
        alt.Chart(alt.NamedData("dots"))
        .mark_point(size=55, strokeWidth=1.5, stroke=chart_colours.ink())
        .encode(
            x=axis,
            y=_up(),
            shape=alt.Shape("series:N", scale=scale, legend=None),
            fill=alt.condition(
                "datum.hollow", alt.value(chart_colours.ground()), alt.value(chart_colours.ink())
            ),
            tooltip=[
                alt.Tooltip("value:Q", title="Figure", format=","),
                *(alt.Tooltip(f"{key}:N", title=title) for key, title in titles.items()),
            ],
        )
    )


def _names(axis: alt.X, *, below: bool) -> alt.Chart:
    style = {"align": "right", "dx": -10, "fontSize": 12, "fontWeight": 600, "color": chart_colours.ink()}
    base = alt.Chart(alt.NamedData("ends")).transform_filter("datum.below" if below else "!datum.below")
    return base.mark_text(dy=0 if below else -10, **style).encode(x=axis, y=_up(), text="label:N")


def _second(count: Count) -> bool:
    """Whether a line is thin and dashed: everything but the arrivals themselves."""
    return count.measure != "arrivals"


def _up() -> alt.Y:
    axis = alt.Axis(title=None, tickCount=5, format=",d", minExtent=LEFT, maxExtent=LEFT)
    return alt.Y("value:Q", axis=axis, scale=alt.Scale(nice=False, domainMin=0, padding=24))
