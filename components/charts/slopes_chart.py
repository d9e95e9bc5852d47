"""Each province from list to list as a line: where people were counted later, on other bases."""

from __future__ import annotations

from textwrap import wrap
from typing import TYPE_CHECKING, Any

import altair as alt
import numpy as np
import pandas as pd
import streamlit as st

from components.charts import chart_colours, chart_parts
from components.session.text import plain
from components.session.theme import theme
from components.widgets import lazy_table
from geo.case.citations import cite, source_lines
from geo.dates import format_moment
from geo.facts.provinces import bases, slopes
from geo.names import names_by_id
from geo.report.dated_text import LATER
from geo.report.displacement_tables import slopes as table
from geo.words import capital, number

if TYPE_CHECKING:
    from geo.case.case import Case
    from geo.view.view import ViewState

HEIGHT, KEPT = 420, 16
# Height of a name in pixels, and letters of a claimant in one line.
LINE, LETTERS = 15, 30
# A list that names fewer than this share of the provinces is drawn as points only.
WHOLE = 0.5
WARNING = (
    "Do not read a line as people who moved. The bases differ from list to list, and so do those who count:"
    " each broken line joins two bases. Equal slopes are equal shares, since the axis goes by powers."
)


def show(case: Case, view: ViewState, *, key: str) -> None:
    """Show the slopes of the whole case, as far as was known."""
    st.markdown("##### From list to list: where people were later")
    lists = bases(case)
    rows = slopes(case)
    if len(lists) < 2:  # noqa: PLR2004 - a slope needs two ends
        st.markdown(f"Fewer than two lists by {case.settings.words.area} are known.")
        return
    st.markdown(plain(WARNING))
    past = sum(listed.moment <= view.at for listed in lists)
    spec = _drawing(case.version, (view.names, past), theme(), case)
    with st.container(key=f"{key}_scroll"), st.container(key=f"wide_{key}"):
        st.vega_lite_chart(
            spec=spec, key=key, height=HEIGHT + 80,
            alt=f"Lines: people by {case.settings.words.area} in each list. The same as a table below.",
        )  # fmt: skip
    lazy_table.show(
        case, lambda: table(case, lists, rows, view.names),
        key=f"{key}_table", label=f"Lists by {case.settings.words.area} as a table, explained",
    )  # fmt: skip


@st.cache_resource(show_spinner=False, max_entries=KEPT)
def _drawing(version: str, asked: tuple[str, int], shade: str, _case: Case) -> dict[str, Any]:
    """The chart; version, names, how many lists are not later than the as-at date and theme are the key."""
    del version, shade
    points = _points(_case, *asked)
    base, ink = alt.Chart(alt.NamedData("points")), chart_colours.ink()
    heads = list(dict.fromkeys(points.sort_values("rank")["list"]))
    across = alt.X(
        "list:N",
        sort=heads,
        scale=alt.Scale(type="point", padding=0.35),
        axis=alt.Axis(
            title=None, labelAngle=0, labelLimit=260, labelExpr="split(datum.label, '|')", domain=False
        ),
    )
    up = alt.Y(
        "persons:Q",
        scale=alt.Scale(type="log", nice=False, padding=14),
        axis=alt.Axis(title=None, format=",d", values=[n * 10**d for d in range(1, 7) for n in (1, 2, 5)]),
    )
    lines = base.transform_filter("datum.whole").mark_line(
        color=chart_colours.accent(), strokeWidth=1.5, strokeDash=[5, 4]
    )
    area = capital(_case.settings.words.area)
    tooltip = [
        alt.Tooltip(f"{field}:N", title=title)
        for field, title in {"place": area, "figure": "People", "basis": "Counted", "by": "As given by",
                             "source": "Source", "doubt": "In doubt"}.items()
    ]  # fmt: skip
    dots = base.mark_point(size=55, stroke=ink, strokeWidth=1.5).encode(
        fill=alt.condition(
            "datum.hollow", alt.value(chart_colours.ground()), alt.value(chart_colours.accent())
        )
    )
    names = base.transform_filter("datum.named").mark_text(align="left", dx=9, fontSize=12, color=ink)
    chart = alt.layer(
        lines.encode(x=across, y=up, detail="place:N"),
        dots.encode(x=across, y=up, tooltip=tooltip),
        names.encode(x=across, y="shifted:Q", text="place:N"),
    ).properties(height=HEIGHT, width="container", padding={"right": 120})
    return chart_parts.with_data(chart, points=points)


def _points(case: Case, names: str, past: int) -> pd.DataFrame:
    called, lines, lists = names_by_id(case.places, names), source_lines(case), bases(case)
    most = max(len(list_.rows) for list_ in lists)
    complete = [len(list_.rows) >= WHOLE * most for list_ in lists]
    last = max(rank for rank, full in enumerate(complete) if full)
    rows = [
        {
            "rank": rank,
            "list": "|".join(
                [
                    f"{'' if rank < past else LATER}{format_moment(housing.as_of)}",
                    housing.what,
                    *wrap(housing.claimant, LETTERS),
                ]
            ),
            "place": called.get(slope.place_id, slope.place_id),
            "persons": row.persons,
            "figure": number(row.persons),
            "basis": housing.what,
            "by": housing.claimant,
            "source": cite(lines, row.source_ids),
            "doubt": row.doubt or "no",
            "hollow": row.uncertain or not complete[rank],
            "whole": complete[rank],
            "named": rank == last,
        }
        for slope in slopes(case)
        for rank, (housing, row) in enumerate(zip(lists, slope.rows, strict=True))
        if row is not None
    ]
    frame = pd.DataFrame(rows)
    return frame.assign(shifted=_apart(frame))


def _apart(frame: pd.DataFrame) -> pd.Series:
    """Heights for the names, moved evenly up and down where two would overlap on the axis of powers."""
    heights = np.log(frame["persons"].astype(float))
    step = (heights.max() - heights.min()) * LINE / HEIGHT
    order = heights[frame["named"]].sort_values()
    rank = np.arange(len(order)) * step
    pushed_up = np.maximum.accumulate(order.to_numpy() - rank) + rank
    pushed_down = np.minimum.accumulate((order.to_numpy() - rank)[::-1])[::-1] + rank
    heights[order.index] = (pushed_up + pushed_down) / 2
    return np.exp(heights)
