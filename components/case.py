"""The loaded case, read once a process and shared by every session."""

from __future__ import annotations

import os
from pathlib import Path

import streamlit as st

from components import view_url
from geo.as_known import as_known_on, known_of
from geo.load import Case, load_case
from geo.select import vocabulary
from geo.view import Vocabulary

# As-known dates whose vocabulary is kept.
KEPT_DAYS = 8
SHIPPED = Path(__file__).resolve().parent.parent / "data" / "karabakh"


def whole() -> Case:
    """Return the case the server was started for; `PASSAGE_CASE` names a folder other than the shipped.

    Raises geo.set_aside.CaseError where there is nothing to show at all.
    """
    return _loaded(os.environ.get("PASSAGE_CASE") or str(SHIPPED))


def current() -> Case:
    """Return the case as known on the as-known date of the session's view: what every page shows."""
    return as_known_on(whole(), view_url.current().known)


def of_version(version: str) -> Case | None:
    """Return the case, whole or as known on a day, that bears the version; None for another's."""
    name, known = known_of(version)
    return as_known_on(whole(), known) if name == whole().version else None


def terms(opened: Case) -> Vocabulary:
    """Return what the filters of a case may hold."""
    return _terms(opened.version, opened)


@st.cache_resource(show_spinner=False)
def _loaded(folder: str) -> Case:
    return load_case(Path(folder))


@st.cache_resource(show_spinner=False, max_entries=KEPT_DAYS)
def _terms(version: str, _case: Case) -> Vocabulary:
    """Return the vocabulary; the version is the key, so that a changed case is read again."""
    del version
    return vocabulary(_case)
