"""Sentences about the view itself that a reader must not miss."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from components.session.text import plain


def show(notes: Sequence[str]) -> None:
    """Show each note in one box; nothing when there is none."""
    if notes:
        st.warning("\n\n".join(plain(note) for note in notes))


def tell(sentence: str) -> None:
    """Say what a reader may want to know of the case; nothing where there is nothing to say."""
    if sentence:
        st.info(plain(sentence))


def refuse(sentence: str) -> None:
    """Say in one sentence why there is nothing to show at all."""
    st.error(plain(sentence))
