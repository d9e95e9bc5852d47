"""The answer of a page: sentences to read aloud on the left, figures with their sources on the right."""

from __future__ import annotations

import streamlit as st

from components import citation_list, explain, stage
from components.text import bold, plain
from geo.answer import Answer, KeyFigure
from geo.case import Case


def show(case: Case, answer: Answer) -> None:
    """Show the answer; the room it takes is the same for every date."""
    with stage.above(), st.container(horizontal=True, gap="large", key="answer"):
        with st.container(key="sentences", gap="small"):
            st.markdown(" ".join(plain(one.text) for one in answer.sentences))
            _sources(case, answer)
        if answer.figures:
            with st.container(key="figures"):
                for number, figure in enumerate(answer.figures):
                    _figure(case, figure, number)


def _sources(case: Case, answer: Answer) -> None:
    cited = tuple(dict.fromkeys(source for one in answer.sentences for source in one.source_ids))
    if not cited:
        return
    label = f"Sources of these sentences ({len(cited)})"
    box = st.popover(label, type="tertiary", key="said_by", on_change="rerun")
    if not box.open:
        return
    with box:
        for one in answer.sentences:
            st.markdown(bold(one.text))
            citation_list.show(case, one.source_ids)


def _figure(case: Case, figure: KeyFigure, number: int) -> None:
    with st.container(key=f"figure_{number}", gap=None):
        with st.container(key=f"value_{number}"):
            st.markdown(plain(figure.value))
        st.markdown(plain(figure.label))
        st.markdown(plain(figure.when))
        explain.show(case, figure, key=f"sources_of_{number}")
