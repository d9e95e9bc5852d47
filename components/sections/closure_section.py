"""What the state of the roads meant for places and people, and what one more closure would mean."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import streamlit as st

from components.session import view_url
from components.session.text import bold, plain
from components.widgets import explanation, lazy_table
from geo.facts.access import KIND, segment_of
from geo.names import names_by_id
from geo.report import way_figures
from geo.report.closure import segment_name
from geo.report.closure_table import table

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from geo.case.case import Case
    from geo.facts.access import Access, Closure
    from geo.report.answer import Sentence
    from geo.view.view import ViewState

_KEY = "closed_segment"
HOW = (
    "A road's state is taken for all of its stretches, and lengths are straight between way-points,"
    " shorter than the road. What is not known is never taken for open. The sources tell of the roads"
    " that lead in and out, not of those inside the area: between two places inside, the way is not known"
    " unless their road was open."
)


def show(case: Case, view: ViewState, access: Access, closed: Closure | None) -> None:
    """Show who had a way out, the people it concerns, and the choice of a stretch to close."""
    st.markdown("##### What the closures meant: who had a way out, and aid a way in")
    if not access.asked:
        st.markdown("This case does not say for which places, and to where, a way out is asked.")
        return
    names = names_by_id(case.places, view.names)
    _choice(access, view, names)
    shut = way_figures.if_closed(case, closed, names) if closed else []
    if closed:
        _if_closed(closed, shut, names)
    sentences = [*way_figures.sentences(case, access, names), way_figures.people(case, view.at.date())]
    for sentence in sentences:
        st.markdown(plain(sentence.text))
    label = "Explain what the closures meant, sources"
    explanation.show_sentences(case, lambda: [*sentences, *shut], key="closures_meant", label=label)
    lazy_table.show(
        case,
        lambda: table(case, access, names, closed),
        key="ways_out",
        label="Each place asked for, with its best way, as a table",
    )
    st.markdown(f":small[{plain(HOW)}]")


def _choice(access: Access, view: ViewState, names: Mapping[str, str]) -> None:
    """The choice of a stretch, for those who cannot click on the map."""
    opened = segment_of(view.selected)
    stretches = access.roads.by_id
    chosen = opened if opened in stretches else None
    if st.session_state.get(_KEY) != chosen:
        st.session_state[_KEY] = chosen
    st.selectbox(
        "If this stretch were closed too (or click a stretch on the map)",
        [None, *stretches],
        key=_KEY,
        format_func=lambda item: "none" if item is None else segment_name(stretches[item], names),
        on_change=_choose,
    )
    if opened is not None and chosen is None:
        st.markdown(plain(f"The link's stretch “{opened}” is on no road of this case; none is closed."))


def _choose() -> None:
    chosen = st.session_state[_KEY]
    selected = f"{KIND}:{chosen}" if chosen else None
    view_url.change(lambda now: replace(now, selected=selected))


def _if_closed(closed: Closure, sentences: Sequence[Sentence], names: Mapping[str, str]) -> None:
    with st.container(key="if_closed", border=True):
        st.markdown(bold(f"If {segment_name(closed.segment, names)} were closed too"))
        for sentence in sentences:
            st.markdown(plain(sentence.text))
