"""Days on which each road and place was reported on: silence told from "nothing happened"."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import altair as alt
import pandas as pd
import streamlit as st

from components.charts import chart_colours, chart_parts, dated_chart
from components.session.text import plain
from components.session.theme import theme
from components.widgets import explanation, lazy_table
from geo.case.case import Case
from geo.dates import Period, format_period
from geo.facts.silence import (
    CLASS_WORDS,
    ONE,
    SEVERAL,
    SHOWN,
    SILENT,
    USUAL_GAPS,
    Silence,
    calendar,
    silences,
)
from geo.facts.silent_places import sentence, silences_at
from geo.names import names_by_id
from geo.report import silence_figures
from geo.report.silence_table import table
from geo.view.view import ViewState
from geo.words import days

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

ROW, LEFT, KEPT = 22, 200, 32
PLACES = 8
# Thickness in pixels: the more is told of a day the thicker, so that it reads without colour.
THICKNESS = {SILENT: 1, SHOWN: 4, ONE: 10, SEVERAL: 17}
LOOKS = {SILENT: "dots", SHOWN: "thin grey", ONE: "thicker", SEVERAL: "thickest"}
# Silences at least this share of the period long are named in days.
NAMED = 0.09
WORDS = (
    "Silence is not calm: it says that no source of this case tells of that day. Events, consignments and"
    " a place's figures known to the day count as reports, on every day they lasted. Silent is what has none"
    f" for more days than the case allows and than {USUAL_GAPS} usual gaps; the map marks such places."
)


def show(case: Case, view: ViewState, *, key: str) -> None:
    """Show the calendar of the view's period, in words what is silent now, and a table of both."""
    st.markdown("##### Silence: the days on which nothing was reported")
    day = view.at.date()
    watched = silences(case, day, view.names)
    shown = _shown(watched)
    if not any(row.reports for row in shown):
        st.markdown("No road or place of this case is reported on up to the as-at date.")
        return
    silent = [silence for silence in watched if silence.kind == "place" and silence.silent]
    lately = sentence(silences_at(case, day), names_by_id(case.places, view.names), day)
    st.markdown(plain(f"{silence_figures.last_reports(shown)} {lately}".strip()))
    period = Period(view.first, view.last)
    rows = tuple((row.kind, row.key, row.name) for row in _shown(silences(case, view.last, view.names)))
    spec = _drawing(case.version, (period, rows), theme(), case)
    dated_chart.show(
        spec, view, period, key=key, left=LEFT,
        alt="Bars: of each road and place the days with reports, without, and quiet. A table is below.",
    )  # fmt: skip
    looks = " · ".join(f"{CLASS_WORDS[item].capitalize()}: {LOOKS[item]}" for item in THICKNESS)
    st.markdown(f":small[{plain(looks)}. Pale: after the as-at date. {plain(WORDS)}]")
    names = dict.fromkeys((*shown, *silent))
    explanation.show_several(
        case, lambda: (*silence_figures.now(case, tuple(names), day),
                       *silence_figures.runs(case, period, rows, NAMED * period.days)),
        key=f"{key}_figures", title="silence",
    )  # fmt: skip
    lazy_table.show(
        case, lambda: table(case, watched, day), key=f"{key}_table",
        label="Last report of each road and place, as a table",
    )  # fmt: skip


def _shown(watched: Sequence[Silence]) -> list[Silence]:
    roads = [row for row in watched if row.kind == "road"]
    return roads + [row for row in watched if row.kind != "road"][:PLACES]


@st.cache_resource(show_spinner=False, max_entries=KEPT)
def _drawing(
    version: str,
    asked: tuple[Period, tuple[tuple[str, str, str], ...]],
    shade: str,
    _case: Case,
) -> dict[str, Any]:
    """The chart; version, period, rows and theme are the key, not the as-at date."""
    del version, shade
    period, rows = asked
    runs = calendar(_case, period)
    cells = [
        _cell(name, row.first, row.last, row.level)
        for kind, key, name in rows
        for row in (runs.get((kind, key)) or [])
    ]
    covered = {cell["row"] for cell in cells}
    cells += [_cell(name, period.first, period.last, SILENT) for *_, name in rows if name not in covered]
    frame = pd.DataFrame(cells)
    frame["label"] = [
        days(length) if level == SILENT and length >= NAMED * period.days else ""
        for level, length in zip(frame["level"], frame["days"], strict=True)
    ]
    axis = chart_parts.day_axis(period)
    up = alt.Y(
        "row:N",
        sort=[name for *_, name in rows],
        axis=alt.Axis(title=None, labelLimit=LEFT - 12, ticks=False, minExtent=LEFT, maxExtent=LEFT),
    )
    layers = [_bars(level, axis, up) for level in THICKNESS]
    return dated_chart.drawing(alt.layer(*layers, _lengths(axis, up)), height=ROW * len(rows), cells=frame)


def _cell(row: str, first: date, last: date, level: int) -> dict[str, Any]:
    return {
        "row": row,
        "start": chart_parts.utc(first),
        "end": chart_parts.utc(last) + 86_400_000,
        "level": level,
        "words": CLASS_WORDS[level],
        "when": format_period(Period(first, last)),
        "days": (last - first).days + 1,
    }


def _bars(level: int, axis: alt.X, up: alt.Y) -> alt.Chart:
    base = alt.Chart(alt.NamedData("cells")).transform_filter(f"datum.level == {level}")
    ink = chart_colours.ink()
    mark = (
        base.mark_rule(color=ink, strokeDash=[1, 5], strokeWidth=1.5)
        if level == SILENT
        else base.mark_bar(color=ink, opacity=0.45 if level == SHOWN else 0.85, size=THICKNESS[level])
    )
    tooltip = [alt.Tooltip("row:N", title="Road or place"), alt.Tooltip("when:N", title="Days")]
    return mark.encode(x=axis, x2="end:T", y=up, tooltip=[*tooltip, alt.Tooltip("words:N", title="Told")])


def _lengths(axis: alt.X, up: alt.Y) -> alt.Chart:
    """How long the longer silences lasted, in the middle of each."""
    base = alt.Chart(alt.NamedData("cells")).transform_filter("datum.label != ''")
    middle = base.transform_calculate(start="(datum.start + datum.end) / 2")
    style = {"fontSize": 11, "color": chart_colours.ink(), "dy": -6, "baseline": "middle"}
    return middle.mark_text(**style).encode(x=axis, y=up, text="label:N")
