"""How much is stated to have come through so far, beside totals that sources state."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import altair as alt
import pandas as pd
import streamlit as st

from components.charts import chart_colours, chart_parts, dated_chart
from components.session.text import plain
from components.session.theme import theme
from components.widgets import explanation
from geo.dates import Period, format_date
from geo.report.aid_words import quantity_words

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from geo.case.case import Case
    from geo.facts.aid import Consignment
    from geo.report.answer import KeyFigure
    from geo.view.view import ViewState

    Step = tuple[date, float, Consignment]

HEIGHT, KEPT = 220, 64
# As wide as the names of the carriers in the chart above, so that days stand below days.
LEFT = 200
# Room above the highest point, so that its words clear the top.
HEADROOM = 1.2


def show(
    case: Case,
    steps: Sequence[Step],
    stated: Sequence[Consignment],
    view: ViewState,
    *,
    key: str,
    title: str,
    figure: KeyFigure,
) -> None:
    """Show what single consignments of the whole period add up to, and totals that sources state apart.

    ``figure`` is the sum by the as-at date, to be explained.
    """
    if not steps and not stated:
        return
    st.markdown(f"##### {plain(title)}")
    period = Period(view.first, view.last)
    spec = _drawing(case.version, (key, period), theme(), steps, stated)
    dated_chart.show(
        spec, view, period, key=key, left=LEFT,
        alt=f"{title}: a rising line, and single points for totals that sources state.",
    )  # fmt: skip
    words = (
        f"Line: sum of single consignments with a stated amount, {figure.value} by the as-at date; more"
        " may have come. Hollow points: running totals as stated, never added."
        " Pale: after the as-at date."
    )
    st.markdown(f":small[{plain(words)}]")
    explanation.show(case, figure, key=f"{key}_sum")


@st.cache_resource(show_spinner=False, max_entries=KEPT)
def _drawing(
    version: str,
    asked: tuple[str, Period],
    shade: str,
    _steps: Sequence[Step],
    _stated: Sequence[Consignment],
) -> dict[str, Any]:
    """The chart; version, which sum, period and theme are the key, not the as-at date."""
    del version, shade
    period = asked[1]
    line, points = _rising(_steps, period), _points_of(_stated)
    top = HEADROOM * max([*line["total"], *points["total"]])
    x = chart_parts.day_axis(period)
    y = alt.Y(
        "total:Q",
        scale=alt.Scale(domain=[0, top], nice=False),
        axis=alt.Axis(title=None, tickCount=4, minExtent=LEFT, maxExtent=LEFT),
    )
    # A layer without a mark is an image without a description to who hears the page.
    chart = alt.layer(*_line(x, y), *(_points(x, y) if len(points) else ()))
    return dated_chart.drawing(chart, height=HEIGHT, line=line, points=points)


def _rising(steps: Sequence[Step], period: Period) -> pd.DataFrame:
    """The sum day by day, held to the end of the period: it stays until the next load."""
    rows: list[dict[str, Any]] = [
        {"start": chart_parts.utc(period.first), "total": 0.0, "day": "", "load": ""},
        *(
            {
                "start": chart_parts.utc(day),
                "total": total,
                "day": format_date(day),
                "load": f"{quantity_words(step)}, {step.carrier}",
            }
            for day, total, step in steps
        ),
    ]
    end = {**rows[-1], "start": chart_parts.utc(period.end), "load": ""}
    return pd.DataFrame([*rows, end])


def _points_of(stated: Sequence[Consignment]) -> pd.DataFrame:
    """Running totals as their sources state them, each at its last day."""
    rows = [
        {
            "start": chart_parts.utc(consignment.last),
            "total": consignment.quantity,
            "day": format_date(consignment.last),
            "load": f"{consignment.cargo}: {quantity_words(consignment)}, {consignment.carrier}",
            "label": f"{quantity_words(consignment)} stated",
        }
        for consignment in stated
        if consignment.quantity is not None
    ]
    return pd.DataFrame(rows, columns=["start", "total", "day", "load", "label"])


def _line(x: alt.X, y: alt.Y) -> list[alt.Chart]:
    base = alt.Chart(alt.NamedData("line")).encode(
        x=x,
        y=y,
        tooltip=[
            alt.Tooltip("day:N", title="Day"),
            alt.Tooltip("load:N", title="Load"),
            alt.Tooltip("total:Q", title="Sum so far", format=","),
        ],
    )
    steps = base.mark_line(interpolate="step-after", color=chart_colours.accent(), strokeWidth=2.5, clip=True)
    dots = base.transform_filter("datum.load != ''").mark_point(
        filled=True, size=45, color=chart_colours.accent(), opacity=1, clip=True
    )
    return [steps, dots]


def _points(x: alt.X, y: alt.Y) -> list[alt.Chart]:
    base = alt.Chart(alt.NamedData("points")).encode(
        x=x,
        y=y,
        tooltip=[
            alt.Tooltip("day:N", title="Day"),
            alt.Tooltip("load:N", title="Stated"),
        ],
    )
    marks = base.mark_point(shape="diamond", size=110, color=chart_colours.ink(), strokeWidth=2, clip=True)
    words = base.mark_text(align="right", dx=-9, fontSize=12, color=chart_colours.ink())
    return [marks, words.encode(text="label:N")]
