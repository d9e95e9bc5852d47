"""What Passage is, for who meets it for the first time."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from components.session.text import plain
from geo.report.about import sections

if TYPE_CHECKING:
    from geo.case.case import Case


def show(case: Case) -> None:
    """Show each section under its heading."""
    for heading, sentences in sections(case):
        st.markdown(f"## {plain(heading)}", anchors=False)
        st.markdown("\n".join(f"- {plain(sentence)}" for sentence in sentences))
