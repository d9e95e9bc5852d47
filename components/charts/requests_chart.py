"""Requests for passage by answer, all of them and by area: one bar each, cut by what was answered."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import altair as alt
import pandas as pd
import streamlit as st

from components.charts import chart_colours, chart_parts
from components.session.text import plain
from components.session.theme import theme
from geo.facts.requests import NOT_STATED
from geo.report.request_answer import NO_ANSWER
from geo.words import number

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from geo.facts.requests import Answers

ROW, LEFT, KEPT = 44, 200, 16
# A piece narrower than this share of the widest bar has no room for its number.
_ROOM = 0.035
# How dark each answer is drawn, in the case's order: they stay apart in grey, and each bears its number.
_SHADES = (1.0, 0.62, 0.36, 0.18)


def show(version: str, rows: Sequence[Answers], called: Mapping[str, str], *, key: str) -> None:
    """Show a bar for each row of answers; ``called`` gives its key the name it is shown with."""
    spec = _drawing((version, tuple((row.key, called[row.key]) for row in rows)), theme(), rows, called)
    st.vega_lite_chart(
        spec=spec, key=key, height=spec["height"] + 40,
        alt="Bars: movements asked for, by answer. The same in the tables below.",
    )  # fmt: skip
    words = dict.fromkeys(word for row in rows for word in row.by_outcome)
    order = " · ".join(word or f"{NO_ANSWER} (empty)" for word in words)
    st.markdown(f":small[{plain(f'From dark to light: {order}.')}]")


@st.cache_resource(show_spinner=False, max_entries=KEPT)
def _drawing(
    asked: tuple[str, tuple[tuple[str, str], ...]],
    shade: str,
    _rows: Sequence[Answers],
    _called: Mapping[str, str],
) -> dict[str, Any]:
    """The chart; the case's version, the rows' names and the theme are the key."""
    del asked, shade
    pieces = pieces_of(_rows, _called)
    base = alt.Chart(alt.NamedData("pieces"))
    y = alt.Y(
        "who:N",
        sort=list(dict.fromkeys(pieces["who"])),
        axis=alt.Axis(title=None, labelLimit=LEFT - 12, ticks=False, minExtent=LEFT, maxExtent=LEFT),
    )
    x = alt.X("start:Q", axis=alt.Axis(title=None, format=",d", tickCount=5))
    tooltip = [alt.Tooltip(f"{field}:N", title=title) for field, title in _TOLD.items()]
    ink = chart_colours.ink()
    bars = base.mark_bar(color=chart_colours.accent(), stroke=ink, strokeWidth=1, size=26).encode(
        x=x, x2="end:Q", y=y, tooltip=tooltip, fillOpacity=alt.FillOpacity("dark:Q", scale=None)
    )
    words = base.transform_filter("datum.room").mark_text(fontSize=12, fontWeight=600).encode(
        x="middle:Q", y=y, text="count:N",
        color=alt.condition("datum.dark > 0.6", alt.value(chart_colours.ground()), alt.value(ink)),
    )  # fmt: skip
    chart = alt.layer(bars, words).properties(height=ROW * len(_rows), width="container")
    return chart_parts.with_data(chart, pieces=pieces)


_TOLD = {"who": "Of", "answer": "Answer", "count": "Movements", "asked": "Asked for in all"}


def pieces_of(rows: Sequence[Answers], called: Mapping[str, str]) -> pd.DataFrame:
    """The pieces of the bars: of each row one for each answer, end to end."""
    most = max((row.asked for row in rows), default=0)
    words = [word for word in dict.fromkeys(word for row in rows for word in row.by_outcome) if word]
    shades = {word: _SHADES[min(rank, len(_SHADES) - 1)] for rank, word in enumerate(words)} | {
        NOT_STATED: 0.0
    }
    pieces = []
    for row in rows:
        start = 0
        for word, count in row.by_outcome.items():
            pieces.append(
                {
                    "who": called[row.key],
                    "answer": word or NO_ANSWER,
                    "start": start,
                    "end": start + count,
                    "middle": start + count / 2,
                    "count": number(count),
                    "asked": number(row.asked),
                    "dark": shades[word],
                    "room": count >= _ROOM * most,
                }
            )
            start += count
    return pd.DataFrame(pieces)
