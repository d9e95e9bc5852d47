"""The answer of a page: sentences to read aloud on the left, figures with their sources on the right."""

from __future__ import annotations

import re

import streamlit as st

from components.session import slots
from components.session.text import plain
from components.widgets import explanation
from geo.case.case import Case
from geo.report.answer import Answer, KeyFigure, no_figures

# A value longer than this does not fit in large type where four figures stand side by side.
_LARGE_LETTERS = 9
_PARTS = re.compile(r"(\D*)(\d[\d,.–]*)(.*)")


def show(case: Case, answer: Answer) -> None:
    """Show the answer; the room it takes is the same for every date."""
    with slots.above(), st.container(horizontal=True, gap="large", key="answer"):
        with st.container(key="sentences", gap="small"):
            st.markdown(" ".join(plain(sentence.text) for sentence in answer.sentences))
            _explained(case, answer)
        if answer.figures:
            with st.container(key="figures"):
                for number, figure in enumerate(answer.figures):
                    _figure(case, figure, number)


def _explained(case: Case, answer: Answer) -> None:
    """Show the way to what each number of the sentences was made of, and to what they rest on."""
    cited = {source for sentence in answer.sentences for source in sentence.source_ids}
    if any(sentence.source_ids or sentence.figures is not no_figures for sentence in answer.sentences):
        label = f"Explain these sentences, sources ({len(cited)})" if cited else "Explain these sentences"
        explanation.show_sentences(case, lambda: answer.sentences, key="said_by", label=label)


def _figure(case: Case, figure: KeyFigure, number: int) -> None:
    with st.container(key=f"figure_{number}", gap=None):
        st.markdown("\n\n".join((value_in_type(figure.value), plain(figure.label), plain(figure.when))))
        explanation.show(case, figure, key=f"sources_of_{number}")


def value_in_type(value: str) -> str:
    r"""Return a figure's value as markdown; of a long one the words beside its number in small type.

    >>> value_in_type("287 days"), value_in_type("at least 100 people")
    ('287 days', ':small[at least] 100 :small[people]')
    """
    parts = _PARTS.fullmatch(value)
    if len(value) <= _LARGE_LETTERS or parts is None:
        return plain(value)
    before, number, after = (plain(part) for part in parts.groups())
    return " ".join(filter(None, (before and f":small[{before}]", number, after and f":small[{after}]")))
