"""All claims of one figure on one axis, who gave each, and which of them is the headline."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import streamlit as st

from components.charts import chart_colours, chart_text
from components.session import view_url
from components.session.text import plain
from components.widgets import lazy_section, small_table
from geo.dates import format_moment
from geo.facts.claims import figures_of
from geo.report import dated_text
from geo.report.competing_claim_counts import figures
from geo.report.competing_claims import (
    BESIDE,
    LATER,
    LEADS,
    competing_claims,
    first_described,
    sentence,
    table,
)
from geo.report.dated_text import by
from geo.report.listings import claim_words

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from geo.case.case import Case
    from geo.report.competing_claims import CompetingClaim, CompetingClaims
    from geo.view.view import ViewState

# Height in pixels of a claim, and of the axis below them all.
ROW = 36
_AXIS = 56


def section(case: Case, view: ViewState, measures: Sequence[str] = (), *, key: str = "rivals") -> None:
    """Show a closed section in which a reader chooses a figure; of ``measures`` only, where any are named."""
    offered = {
        name: subjects for name, subjects in figures_of(case).items() if not measures or name in measures
    }
    if not offered:
        return
    chosen = _chosen(view, offered)
    _open_for(key, view.figure if chosen else "")
    lazy_section.show(
        "Figures and who gave them",
        lambda: show(case, view, *_choice(case, view, offered, chosen, key)),
        key=key,
    )


def _chosen(view: ViewState, offered: Mapping[str, Sequence[str]]) -> tuple[str, str] | None:
    """The measure and subject the view names, where they are offered here."""
    measure, _, subject = view.figure.partition(":")
    return (measure, subject) if subject in offered.get(measure, ()) else None


def _open_for(key: str, figure: str) -> None:
    """Open the section for a figure that a link names, once: whoever closes it finds it closed."""
    announced = f"{key}_announced"
    if figure and st.session_state.get(announced) != figure:
        st.session_state[key] = True
    st.session_state[announced] = figure


def _choice(
    case: Case,
    view: ViewState,
    offered: Mapping[str, Sequence[str]],
    chosen: tuple[str, str] | None,
    key: str,
) -> tuple[str, str]:
    """The choice of measure and subject, which stands at the view's."""
    measure, subject = chosen or next((name, own[0]) for name, own in offered.items())
    names = f"{key}_measure", f"{key}_subject_{measure}"
    for name, value in zip(names, (measure, subject), strict=True):
        if st.session_state.get(name) != value:
            st.session_state[name] = value
    with st.container(horizontal=True, key=f"{key}_choice"):
        st.selectbox(
            "Measure", list(offered), key=names[0], format_func=_words,
            on_change=_choose, args=(names[0], offered),
        )  # fmt: skip
        st.selectbox(
            "Of what",
            offered[measure],
            key=names[1],
            on_change=_choose,
            args=(names[1], offered, measure),
            format_func=lambda item: by(first_described(case, measure, item), view.at),
        )
    return measure, subject


def _choose(key: str, offered: Mapping[str, Sequence[str]], measure: str = "") -> None:
    """Take what was chosen into the view: a measure with its first subject, or a subject of ``measure``."""
    value = st.session_state[key]
    figure = f"{measure}:{value}" if measure else f"{value}:{offered[value][0]}"
    view_url.change(lambda now: replace(now, figure=figure))


def show(case: Case, view: ViewState, measure: str, subject: str) -> None:
    """Show all claims of one figure: chart, the headline in words, and the same as a table."""
    competing = competing_claims(case, measure, subject, view.at)
    if not competing.rows:
        st.markdown("Nobody's figure of this had been published.")
        return
    st.markdown(plain(sentence(competing)))
    st.vega_lite_chart(
        spec=_drawing(competing),
        key=f"rivals_chart_{measure}",
        height=ROW * len(competing.rows) + _AXIS,
        alt=f"{_words(measure)}: {subject}. One line a claim on one axis; the table below says the same.",
    )
    small_table.show(
        case,
        table(case, competing),
        key="rivals_table",
        title=f"{_words(measure)}: {subject}",
        nothing="Nobody's figure of this had been published.",
        also=lambda: figures(case, competing),
    )


def _words(measure: str) -> str:
    return measure.replace("_", " ").capitalize()


def _drawing(competing: CompetingClaims) -> dict[str, Any]:
    """Return the chart, written out: Altair would only build the same words from objects.

    The name of a claim stands over its mark and not beside the axis, so that a phone has room for both.
    """
    ink, accent = chart_colours.ink(), chart_colours.accent()
    scale = {"zero": False, "nice": True, "padding": 12}
    axis = {
        "title": competing.rows[0].claim.unit or None,
        "format": ",~f",
        "tickCount": 5,
        "gridOpacity": 0.25,
    }
    x = {"type": "quantitative", "scale": scale, "axis": axis}
    y = {"field": "row", "type": "ordinal", "sort": None, "axis": None}
    spread = {
        "mark": {"type": "rule", "strokeWidth": 4, "opacity": 0.5, "color": ink, "yOffset": 8},
        "encoding": {"x": {"field": "least", **x}, "x2": {"field": "most"}, "y": y},
    }
    names = {
        "mark": {"type": "text", "align": "left", "fontSize": 12, "color": ink, "dy": -7},
        "encoding": {"x": {"value": 0}, "y": y, "text": {"field": "name"}},
    }
    layers = [*_band(competing, scale, accent), spread, names, _points(x, y, ink, accent)]
    chart = {
        "data": {"values": [_mark(number, item) for number, item in enumerate(competing.rows)]},
        "layer": layers,
        "config": {
            "view": {"stroke": None},
            "mark": {"aria": False},
            "axis": {"aria": False, "labelColor": ink, "titleColor": ink, "labelFontSize": 12},
        },
    }
    ordered: dict[str, Any] = chart_text.ordered(chart)
    return ordered


def _band(competing: CompetingClaims, scale: dict[str, Any], accent: str) -> list[dict[str, Any]]:
    """Return the shade over the headline's range; nothing where there is none."""
    if competing.figure is None or competing.low == competing.high:
        return []
    x = {"field": "low", "type": "quantitative", "scale": scale}
    return [
        {
            "data": {"values": [{"low": competing.low, "high": competing.high}]},
            "mark": {"type": "rect", "color": accent, "opacity": 0.12},
            "encoding": {"x": x, "x2": {"field": "high"}},
        }
    ]


def _points(x: dict[str, Any], y: dict[str, Any], ink: str, accent: str) -> dict[str, Any]:
    """Return the marks: the headline in the accent, what stands beside it in ink, all others hollow."""
    filled = [{"test": "datum.leads", "value": accent}, {"test": "datum.beside", "value": ink}]
    return {
        "mark": {"type": "point", "size": 90, "strokeWidth": 1.8, "stroke": ink, "yOffset": 8},
        "encoding": {
            "x": {"field": "most", **x},
            "y": y,
            "shape": {"field": "shape", "type": "nominal", "scale": None, "legend": None},
            "fill": {"condition": filled, "value": chart_colours.ground()},
            "opacity": {"condition": {"test": "datum.later", "value": 0.45}, "value": 1},
            "tooltip": [{"field": key, "type": "nominal", "title": title} for key, title in _TOLD.items()],
        },
    }


_TOLD = {
    "figure": "Figure",
    "by": "As given by",
    "when": "Describes",
    "role": "Used as",
    "reason": "Why",
    "doubt": "In doubt",
}
_SHAPES = {"at_least": "triangle-right", "at_most": "triangle-left", "about": "diamond"}


def _mark(number: int, rival: CompetingClaim) -> dict[str, Any]:
    claim = rival.claim
    most = claim.most if claim.most is not None else claim.least
    figure = claim_words(claim) + (", the headline" if rival.role == LEADS else "")
    mark = dated_text.LATER if rival.role == LATER else ""
    return {
        "row": number,
        "name": f"{mark}{figure}: {claim.claimant}, {format_moment(claim.as_of)}",
        "least": claim.least if claim.least is not None else most,
        "most": most,
        "figure": claim_words(claim),
        "by": claim.claimant,
        "when": format_moment(claim.as_of),
        "role": rival.role,
        "reason": rival.reason or "–",
        "doubt": claim.doubt or "no",
        "shape": _SHAPES.get(claim.qualifier, "circle"),
        "leads": rival.role == LEADS,
        "beside": rival.role == BESIDE,
        "later": rival.role == LATER,
    }
