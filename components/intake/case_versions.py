"""The versions of the case: who stored which, when and why, and the way back."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import streamlit as st

from components.session import session_case
from components.session.html_table import html_table
from components.session.text import plain
from components.widgets import lazy_section
from geo.case.set_aside import CaseError
from geo.store import case_store
from geo.store.version_differences import differences
from geo.words import counted

_SAID = "version_said"
_MOST_SHOWN = 1000


def show() -> None:
    """Show the section, once it is opened."""
    lazy_section.show("Versions of this case", _list, key="case_versions")


def _list() -> None:
    folder = Path(session_case.folder())
    versions = case_store.versions(folder)
    if not versions:
        st.markdown("Nothing was imported into this case yet: it is as it was made.")
        return
    current = case_store.current_version(folder)
    table = pd.DataFrame(
        [
            {
                "Version": f"{version.number}{' (now)' if version.number == current else ''}",
                "When (UTC)": version.when[:16].replace("T", " "),
                "Who": version.who,
                "File": version.file,
                "Why": version.why,
                "What changed": _changes(version.changes),
            }
            for version in versions
        ]
    )
    st.html(html_table(table))
    numbers = [version.number for version in versions if version.number != current]
    if numbers:
        wanted = st.selectbox("Version to go back to", numbers, key="version_wanted")
        st.button("Let this version hold", key="version_back", on_click=_go_back, args=(folder, wanted))
        lazy_section.show(
            f"What differs between version {wanted} and what holds now",
            lambda: _differences(folder, wanted, current),
            key="version_differences",
        )
    if _SAID in st.session_state:
        st.markdown(plain(st.session_state.pop(_SAID)))


def _differences(folder: Path, wanted: int, current: int) -> None:
    try:
        rows = differences(folder, wanted, current)
    except CaseError as error:
        st.error(plain(str(error)))
        return
    if rows.empty:
        st.markdown("Nothing: the rows are the same.")
        return
    shown = rows.head(_MOST_SHOWN)
    more = f", the first {len(shown):,} of them here" if len(shown) < len(rows) else ""
    st.markdown(f"{counted(len(rows), 'difference')}{more}.")
    st.dataframe(shown, hide_index=True, width="stretch", key="version_differences_rows")


def _changes(changes: dict[str, dict[str, int]]) -> str:
    words = [
        f"{table}: " + ", ".join(f"{count:,} {word}" for word, count in counts.items() if count)
        for table, counts in changes.items()
        if any(counts.values())
    ]
    return "; ".join(words) or "all of it"


def _go_back(folder: Path, number: int) -> None:
    try:
        st.session_state[_SAID] = f"Version {case_store.go_back(folder, number)} holds now."
    except CaseError as error:
        st.session_state[_SAID] = str(error)
