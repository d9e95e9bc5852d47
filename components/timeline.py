"""Events of the whole case by category over time; a brush across it sets the period."""

from __future__ import annotations

from datetime import UTC, datetime
from functools import partial
from typing import TYPE_CHECKING, Any

import altair as alt
import pyarrow as pa
import streamlit as st

from components import category_legend, same_as_table, view_url
from components.drawn import undated
from components.selection import chosen
from components.theme import theme
from geo.categories import CATEGORIES
from geo.dates import Period, format_date
from geo.select import overview
from geo.timeline import as_table, bar_days, bars, brushed, labelled, rough
from geo.view import ViewState, with_period

if TYPE_CHECKING:
    import pandas as pd

    from geo.case import Case

HEIGHT = 180
# Choices of events whose bars are kept.
KEPT = 64
# Least distance of two key dates that are both named, as a share of the whole width.
LABEL_SHARE = 0.14
# Share of the height that bars take; above them stand the labels of dates.
BARS_SHARE = 0.68
# Width in pixels under which key dates are named by hover and table only.
NARROW = 700
BRUSH = "brush"
# Width in pixels that the counts take beside the bars: what lies over the chart must know where these begin.
AXIS = 48
_COUNTS = alt.Axis(title=None, tickMinStep=1, tickCount=4, grid=False, minExtent=AXIS, maxExtent=AXIS)
_MONTHS = alt.Axis(title=None, grid=False, tickCount=12, format="%b %Y", labelFlush=True, labelBound=True)
_SET, _TURN = "timeline_set", "timeline_turn"


def show(case: Case, view: ViewState) -> None:
    """Show the case's events that pass every filter but the period; period and as-at date are marked."""
    span = case.settings.period
    counts, _, table = _counted(case.version, undated(case, view), case)
    key = _key(view)
    each = {1: "day", 7: "week"}.get(bar_days(span), f"{bar_days(span)} days")
    st.markdown(f"##### Events by {each} in which they begin. Drag across the bars to set the period.")
    category_legend.show(set(counts["category"]))
    with st.container(key="timeline", gap=None):
        st.vega_lite_chart(
            spec=_drawing(case.version, chosen(case, view), theme(), case),
            key=key,
            height=HEIGHT,
            on_select=partial(_brushed, key, case),
            selection_mode=BRUSH,
            alt=f"Bars: number of events by {each} and category over the whole case."
            " The same as a table below.",
        )
        _as_at(view, span)
    same_as_table.show(table, key="timeline_table")


@st.cache_resource(show_spinner=False, max_entries=KEPT)
def _counted(version: str, view: ViewState, _case: Case) -> tuple[pd.DataFrame, pd.DataFrame, pd.DataFrame]:
    """Return bars, rough spans and the table of one choice of events; version and choice are the key."""
    del version
    events, span = overview(_case, view), _case.settings.period
    counts = bars(events, span)
    return counts, rough(events, span), as_table(counts)


def _key(view: ViewState) -> str:
    """Return the chart's key: a new one, without a brush, once the period was set in another way."""
    days = (view.first, view.last)
    if st.session_state.get(_SET) not in (None, days):
        st.session_state[_TURN] = st.session_state.get(_TURN, 0) + 1
        st.session_state[_SET] = None
    return f"timeline_{st.session_state.get(_TURN, 0)}"


def _brushed(key: str, case: Case) -> None:
    ends = st.session_state[key]["selection"].get(BRUSH, {}).get("start")
    period = brushed(ends, case.settings.period) if ends else case.settings.period
    if period is None:
        return
    st.session_state[_SET] = (period.first, period.last)
    view_url.change(lambda now: with_period(now, period.first, period.last, case.settings))


@st.cache_resource(show_spinner=False, max_entries=KEPT)
def _drawing(version: str, view: ViewState, shade: str, _case: Case) -> dict[str, Any]:
    """Return the chart with its data; version, choice, period and theme are the key, not the as-at date."""
    ink = "#E6EBEF" if shade == "dark" else "#1B2733"
    counts, spans, _ = _counted(version, undated(_case, view), _case)
    marks = [
        _ends(_case.settings.period),
        _shade(Period(view.first, view.last), ink),
        _rough(ink),
        _bars(counts, shade),
        _key_dates(_case, ink),
    ]
    edges = {"left": 0, "right": 0, "top": 4, "bottom": 4}
    chart = alt.layer(*marks).properties(height=HEIGHT, padding=edges).configure_view(strokeOpacity=0)
    # As Arrow tables, which go out as they are; frames would be converted at each run.
    data = {"bars": counts, "rough": spans}
    tables = {name: pa.Table.from_pandas(frame, preserve_index=False) for name, frame in data.items()}
    return {**chart.to_dict(), "datasets": tables}


def _x(field: str) -> alt.X:
    scale = alt.Scale(type="utc", nice=False)
    return alt.X(field, scale=scale, axis=_MONTHS)


def _bars(counts: pd.DataFrame, shade: str) -> alt.Chart:
    known = set(counts["category"])
    present = [one for one in CATEGORIES if one.key in known]
    colour = alt.Color(
        "label:N",
        scale=alt.Scale(
            domain=[one.label for one in present],
            range=[one.colour(shade) for one in present],
        ),
        legend=None,
    )
    return (
        alt.Chart(alt.NamedData("bars"))
        .mark_bar(stroke=None)
        .encode(
            x=_x("start:T"),
            x2="end:T",
            y=alt.Y(
                "low:Q",
                scale=alt.Scale(domain=[0, max(1, counts["high"].max()) / BARS_SHARE], nice=False),
                axis=_COUNTS,
            ),
            y2="high:Q",
            color=colour,
            tooltip=[
                alt.Tooltip("label:N", title="Category"),
                alt.Tooltip("count:Q", title="Events"),
                alt.Tooltip("utcyearmonthdate(start):T", title="From"),
            ],
        )
        .add_params(alt.selection_interval(name=BRUSH, encodings=["x"]))
    )


def _ends(span: Period) -> alt.Chart:
    """Hold the axis to the whole case: a domain given as numbers clashes with those of other layers."""
    rows = [{"day": _utc(span.start)}, {"day": _utc(span.end)}]
    return alt.Chart(alt.Data(values=rows)).mark_rule(opacity=0).encode(x=_x("day:T"))


def _shade(period: Period, ink: str) -> alt.Chart:
    rows = [{"start": _utc(period.start), "end": _utc(period.end)}]
    return (
        alt.Chart(alt.Data(values=rows))
        .mark_rect(color=ink, opacity=0.09)
        .encode(x=_x("start:T"), x2="end:T")
    )


def _rough(ink: str) -> alt.Chart:
    """Draw what is known only to the month or year as a band with soft ends along the top."""
    soft = alt.Gradient(
        gradient="linear",
        stops=[
            alt.GradientStop(color="transparent", offset=0),
            alt.GradientStop(color=ink, offset=0.35),
            alt.GradientStop(color=ink, offset=0.65),
            alt.GradientStop(color="transparent", offset=1),
        ],
        x1=0,
        x2=1,
        y1=0,
        y2=0,
    )
    return (
        alt.Chart(alt.NamedData("rough"))
        .mark_bar(color=soft, height=5, opacity=0.6)
        .encode(
            x=_x("start:T"),
            x2="end:T",
            y=alt.value(3),
            tooltip=[
                alt.Tooltip("title:N", title="Event"),
                alt.Tooltip("precision:N", title="Known to the"),
            ],
        )
    )


def _key_dates(case: Case, ink: str) -> alt.LayerChart:
    days = [(one.day, one.label) for one in case.settings.key_dates]
    spaced = dict(labelled(days, case.settings.period, share=LABEL_SHARE))
    rows = [
        {"day": _utc(Period(day, day).start), "label": label, "beside": spaced[day]} for day, label in days
    ]
    base = alt.Chart(alt.Data(values=rows)).encode(
        x=_x("day:T"),
        tooltip=[
            alt.Tooltip("label:N", title="Key date"),
            alt.Tooltip("utcyearmonthdate(day):T", title="Day"),
        ],
    )
    # Empty rather than unseen: room is kept for a label that is only transparent.
    label = alt.ExprRef(f"containerSize()[0] < {NARROW} ? '' : datum.beside")
    beside = base.mark_text(align="left", baseline="top", dx=4, y=10, color=ink, fontSize=12, text=label)
    rules = base.mark_rule(color=ink, opacity=0.45, strokeDash=[2, 3])
    return alt.layer(rules, beside)


def _as_at(view: ViewState, whole: Period) -> None:
    """Mark the as-at date over the chart: outside it, so that a date step leaves the chart as it is."""
    span = whole.end - whole.start
    share = min(max((view.at - whole.start) / span, 0.0), 1.0)
    side = "before" if share > LABEL_SHARE else "after"
    st.html(
        f'<div class="as-at-line" style="left: calc({AXIS}px + (100% - {AXIS}px) * {share:.5f})">'
        f'<span class="{side}">as at {format_date(view.at.date())}</span></div>'
    )


def _utc(moment: datetime) -> int:
    """Return a local moment in milliseconds since 1970, as if it were UTC: the chart knows no zone."""
    return int(moment.replace(tzinfo=UTC).timestamp() * 1000)
