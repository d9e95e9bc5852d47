"""A chart over time that is kept, with the as-at date over it, so that a date step leaves it as it is.

It tells of the whole period; what lies after the as-at date stands there pale, under a veil.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import streamlit as st

from components.charts import chart_parts
from geo.dates import format_date

if TYPE_CHECKING:
    import altair as alt
    import pandas as pd

    from geo.dates import Period
    from geo.view.view import ViewState

# Room above the marks for the as-at label, and below them for the axis of time.
TOP, FOOT = 22, 24
# Past this share of the width the label stands before its line.
TURN = 0.5


def drawing(chart: alt.LayerChart, *, height: int, right: int = 0, **data: pd.DataFrame) -> dict[str, Any]:
    """The chart with its named data as Arrow tables, which go out as they are."""
    edges = {"left": 0, "right": right, "top": TOP, "bottom": 2}
    return chart_parts.with_data(chart.properties(height=height, padding=edges, width="container"), **data)


def show(
    spec: dict[str, Any], view: ViewState, span: Period, *, key: str, alt: str, left: int, right: int = 0
) -> None:
    """Show a drawing whose axis of time runs over ``span``, ``left`` and ``right`` pixels from its edges."""
    with st.container(key=f"{key}_scroll"), st.container(key=f"dated_{key}", gap=None):
        st.vega_lite_chart(spec=spec, key=key, height=spec["height"] + TOP + FOOT, alt=alt)
        _as_at(view, span, left, right)


def _as_at(view: ViewState, span: Period, left: int, right: int) -> None:
    """Lay the line at the as-at date over the drawing, and a veil over all that lies after it."""
    share = (view.at - span.start) / (span.end - span.start)
    if share > 1:
        st.html("<div></div>")
        return
    place = f"left: calc({left}px + (100% - {left + right}px) * {max(share, 0.0):.5f})"
    veil = f'<div class="after-as-at" style="{place}; right: {right}px"></div>'
    label = (
        f'<span class="{"before" if share > TURN else "after"}">as at {format_date(view.at.date())}</span>'
    )
    st.html(veil + (f'<div class="as-at-line" style="{place}">{label}</div>' if share >= 0 else ""))
