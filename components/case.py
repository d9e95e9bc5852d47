"""The loaded case, read once a process and shared by every session."""

from __future__ import annotations

import os
from pathlib import Path

import streamlit as st

from geo.load import Case, load_case
from geo.select import vocabulary
from geo.view import Vocabulary

SHIPPED = Path(__file__).resolve().parent.parent / "data" / "karabakh"


def current() -> Case:
    """Return the case the server was started for; `PASSAGE_CASE` names a folder other than the shipped.

    Raises geo.set_aside.CaseError where there is nothing to show at all.
    """
    return _loaded(os.environ.get("PASSAGE_CASE") or str(SHIPPED))


def terms() -> Vocabulary:
    """Return what the filters of the current case may hold."""
    return _terms(current().version)


@st.cache_resource(show_spinner=False)
def _loaded(folder: str) -> Case:
    return load_case(Path(folder))


@st.cache_resource(show_spinner=False)
def _terms(version: str) -> Vocabulary:
    """Return the vocabulary; the version is the key, so that a changed case is read again."""
    del version
    return vocabulary(current())
