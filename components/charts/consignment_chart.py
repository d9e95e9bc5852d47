"""Consignments over time: a mark for each at its day, one line a carrier."""

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
from geo.facts.aid_stages import NOT_STATED, UNFINISHED
from geo.report import aid_tables
from geo.report.aid_words import OUTCOME_WORDS, quantity_words
from geo.report.dated_text import table_by
from geo.report.table_figures import of_rows

if TYPE_CHECKING:
    from collections.abc import Sequence

    from geo.case.case import Case
    from geo.facts.aid import Consignment
    from geo.view.view import ViewState

ROW, LEFT, KEPT = 26, 200, 32
# Shape and fill say the outcome, so that it reads without colour.
SHAPES = {
    "delivered": "triangle-up",
    "partial": "triangle-down",
    "passed": "circle",
    "sent": "triangle-right",
    "blocked": "cross",
    "returned": "triangle-left",
    "seized": "square",
    "lost": "square",
    "suspended": "stroke",
    "approved": "circle",
    "requested": "circle",
    "pledged": "diamond",
    UNFINISHED: "diamond",
    NOT_STATED: "stroke",
}
HOLLOW = frozenset({"partial", "sent", "lost", "approved", "requested", "pledged"})
_LOOKS = {
    "delivered": "triangle",
    "partial": "hollow triangle, point down",
    "passed": "dot",
    "sent": "hollow triangle, point right",
    "blocked": "cross",
    "returned": "triangle, point left",
    "seized": "square",
    "lost": "hollow square",
    "suspended": "short line",
    "approved": "ring",
    "requested": "ring",
    "pledged": "hollow diamond",
    UNFINISHED: "diamond",
    NOT_STATED: "short line",
}


def show(case: Case, rows: Sequence[Consignment], view: ViewState, *, key: str) -> None:
    """Show each single consignment of the view's whole period as a mark at its day, one line a carrier."""
    shown = [row for row in rows if not row.cumulative]
    if not shown:
        return
    st.markdown("##### Consignments by carrier")
    period = Period(view.first, view.last)
    spec = _drawing(case.version, period, theme(), shown)
    dated_chart.show(
        spec, view, period, key=key, left=LEFT,
        alt="Marks: each consignment at its day, by carrier. The same in the list below.",
    )  # fmt: skip
    present = {consignment.outcome for consignment in shown}
    looks = [
        f"{words.capitalize()}: {_LOOKS[item]}" for item, words in OUTCOME_WORDS.items() if item in present
    ]
    st.markdown(f":small[{plain(' · '.join([*looks, 'Pale: after the as-at date']))}]")
    explanation.show_several(
        case, lambda: of_rows(_table(case, shown, view), "Consignments by carrier"),
        key=f"{key}_figures", title="consignments by carrier",
    )  # fmt: skip


def _table(case: Case, rows: Sequence[Consignment], view: ViewState) -> pd.DataFrame:
    return table_by(aid_tables.consignments(case, rows, view.names), view.at)


@st.cache_resource(show_spinner=False, max_entries=KEPT)
def _drawing(version: str, period: Period, shade: str, _rows: Sequence[Consignment]) -> dict[str, Any]:
    """The chart; version, period and theme are the key, not the as-at date."""
    del version, shade
    frame = pd.DataFrame([_row(row) for row in _rows])
    present = [item for item in OUTCOME_WORDS if item in set(frame["outcome"])]
    carriers = list(dict.fromkeys(frame["carrier"]))
    labels = [OUTCOME_WORDS[item] for item in present]
    scale = alt.Scale(domain=labels, range=[SHAPES[item] for item in present])
    axis = alt.Axis(title=None, labelLimit=LEFT - 12, ticks=False, grid=True, minExtent=LEFT, maxExtent=LEFT)
    marks = (
        alt.Chart(alt.NamedData("marks"))
        .mark_point(size=90, strokeWidth=2, color=chart_colours.ink(), opacity=0.9, clip=True)
        .encode(
            x=chart_parts.day_axis(period),
            y=alt.Y("carrier:N", sort=carriers, axis=axis),
            shape=alt.Shape("label:N", scale=scale, legend=None),
            fill=alt.condition("datum.hollow", alt.value("transparent"), alt.value(chart_colours.ink())),
            tooltip=_tooltip(),
        )
    )
    return dated_chart.drawing(alt.layer(marks), height=ROW * len(carriers), marks=frame)


def _row(consignment: Consignment) -> dict[str, Any]:
    return {
        "start": chart_parts.utc(consignment.first),
        "day": format_date(consignment.first),
        "carrier": consignment.carrier,
        "outcome": consignment.outcome,
        "label": OUTCOME_WORDS[consignment.outcome],
        "hollow": consignment.outcome in HOLLOW,
        "load": consignment.cargo,
        "quantity": quantity_words(consignment) or "not stated",
        "doubt": consignment.doubt or "no",
    }


def _tooltip() -> list[alt.Tooltip]:
    titles = {
        "day": "Day",
        "carrier": "Carrier",
        "label": "Outcome",
        "load": "Load",
        "quantity": "Quantity",
        "doubt": "In doubt",
    }
    return [alt.Tooltip(f"{key}:N", title=title) for key, title in titles.items()]
