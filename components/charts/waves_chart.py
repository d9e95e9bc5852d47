"""Every wave of displacement and return on one scale: a bar for each movement, with its range."""

from __future__ import annotations

from collections import Counter
from textwrap import wrap
from typing import TYPE_CHECKING, Any

import altair as alt
import pandas as pd
import streamlit as st

from components.charts import chart_colours, chart_parts
from components.session.text import plain
from components.session.theme import theme
from components.widgets import lazy_table
from geo.case.citations import cite, source_lines
from geo.date_words import format_days
from geo.facts.waves import waves
from geo.names import names_by_id
from geo.report.dated_text import LATER, by
from geo.report.displacement_figures import no_wave, waves_counted
from geo.report.displacement_tables import people_words, wave_name
from geo.report.displacement_tables import waves as table

if TYPE_CHECKING:
    from collections.abc import Sequence

    from geo.case.case import Case
    from geo.facts.displacement import Movement
    from geo.facts.waves import Wave
    from geo.view.view import ViewState

ROW, KEPT, LEFT = 44, 16, 330
# Letters of a name in one line.
LETTERS = 42


def show(case: Case, view: ViewState, *, key: str) -> None:
    """Show every wave of the whole case, whatever the period looked at."""
    st.markdown("##### Every wave of displacement and return, on one scale")
    all_waves = waves(case)
    if not all_waves:
        st.markdown(plain(no_wave(case)))
        return
    heads = tuple(by(wave_name(wave, row), view.at) for wave in all_waves for row in wave.movements)
    spec = _drawing(case.version, (view.names, heads), theme(), case, all_waves)
    with st.container(key=f"{key}_scroll"), st.container(key=f"wide_{key}"):
        st.vega_lite_chart(
            spec=spec, key=key, height=spec["height"] + 40,
            alt="Bars: people of each movement, one group for each wave. The same as a table below.",
        )  # fmt: skip
    words = (
        "Whole case, not only the period. A thin line is the range between claims; a return is hollow. The"
        " counts are by different claimants and were made in different ways."
    )
    st.markdown(f":small[{plain(words)}]")
    lazy_table.show(
        case,
        lambda: table(case, all_waves, view.names),
        key=f"{key}_table",
        label="Waves as a table, explained",
        also=lambda: (waves_counted(case, all_waves),),
    )


@st.cache_resource(show_spinner=False, max_entries=KEPT)
def _drawing(
    version: str, asked: tuple[str, tuple[str, ...]], shade: str, _case: Case, _waves: tuple[Wave, ...]
) -> dict[str, Any]:
    """The chart; version, names, the wave of each movement as at the date, and theme are the key."""
    del version, shade
    rows = _rows(_case, _waves, *asked)
    base = alt.Chart(alt.NamedData("rows"))
    up = alt.Y(
        "who:N",
        sort=list(rows["who"]),
        axis=alt.Axis(
            title=None, labelLimit=LEFT, ticks=False, domain=False, labelExpr="split(datum.label, '|')"
        ),
    )
    along = alt.X(
        "persons:Q", scale=alt.Scale(nice=True), axis=alt.Axis(title=None, format=",d", tickCount=5)
    )
    tooltip = [
        alt.Tooltip(f"{field}:N", title=title)
        for field, title in {"people": "Who", "wave": "Wave", "figure": "People", "way": "Way",
                             "by": "As given by", "source": "Source", "doubt": "In doubt"}.items()
    ]  # fmt: skip
    ink, accent = chart_colours.ink(), chart_colours.accent()
    bars = base.transform_filter("!datum.back").mark_bar(color=accent, size=18)
    back = base.transform_filter("datum.back").mark_bar(
        color="transparent", stroke=accent, strokeWidth=1.5, strokeDash=[4, 3], size=18
    )
    marks = [row.encode(x=along, y=up, tooltip=tooltip) for row in (bars, back)]
    spread = base.transform_filter("isValid(datum.low)").mark_rule(color=ink, strokeWidth=2)
    marks.append(spread.encode(x="low:Q", x2="high:Q", y=up, tooltip=tooltip))
    words = base.mark_text(align="left", dx=8, color=ink, fontSize=12, fontWeight=600)
    marks.append(words.encode(x=alt.X("end:Q"), y=up, text="figure:N"))
    chart = alt.layer(*marks).properties(height=ROW * len(rows), width="container", padding={"right": 150})
    return chart_parts.with_data(chart, rows=rows)


def _rows(case: Case, all_waves: tuple[Wave, ...], names: str, heads: tuple[str, ...]) -> pd.DataFrame:
    called, lines = names_by_id(case.places, names), source_lines(case)
    every = [(wave, movement) for wave in all_waves for movement in wave.movements]
    rows = [
        {
            "who": "|".join(wrap(f"{_mark(head)}{name}", LETTERS)),
            "people": movement.people,
            "wave": str(head),
            "persons": movement.persons,
            "low": movement.low,
            "high": movement.high,
            "end": max(movement.persons or 0, movement.high or 0),
            "figure": people_words(movement.persons, movement.low, movement.high, movement.qualifier),
            "way": f"{called.get(movement.from_id, '')} to {called.get(movement.to_id, '')}",
            "by": movement.claimant,
            "source": cite(lines, movement.source_ids),
            "doubt": movement.doubt or "no",
            "back": any(
                (move.from_id, move.to_id) == (movement.to_id, movement.from_id)
                and move.first < movement.first
                for move in wave.movements
            ),
        }
        for head, name, (wave, movement) in zip(heads, names_apart(every), every, strict=True)
    ]
    return pd.DataFrame(rows)


def names_apart(every: Sequence[tuple[Wave, Movement]]) -> list[str]:
    """A name for each movement that no other has: bars of one name would lie on one another and add up."""
    names = [f"{wave.first.year}: {movement.people}" for wave, movement in every]
    counted = Counter(names)
    names = [
        f"{name} ({movement.claimant}, {format_days(movement.first, movement.last)})"
        if counted[name] > 1
        else name
        for name, (_, movement) in zip(names, every, strict=True)
    ]
    met: Counter[str] = Counter()
    for at, name in enumerate(names):
        met[name] += 1
        names[at] = f"{name} ({met[name]})" if met[name] > 1 else name
    return names


def _mark(head: str) -> str:
    return LATER if head.startswith(LATER) else ""
