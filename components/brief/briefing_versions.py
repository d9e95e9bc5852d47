"""What happened to the briefing, and the ways back: Undo, the last versions, a new beginning."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from components.brief import briefing_session
from components.session.text import plain
from components.widgets import lazy_popover
from geo.briefing import briefing_store
from geo.briefing.briefing import what_changed
from geo.dates import format_date
from geo.words import counted

if TYPE_CHECKING:
    from components.brief.briefing_session import Opened
    from geo.briefing.briefing_store import Version
    from geo.case.case import Case
    from geo.view.view import Vocabulary

WATCH_SECONDS = 4


def notices(case: Case, terms: Vocabulary, opened: Opened) -> None:
    """Say what is wrong with the file, what others did to it, and why a change was not made."""
    if opened.stored.fault:
        st.error(
            plain(f"The briefing cannot be shown. {opened.stored.fault} The file stays as it is meanwhile.")
        )
        _last_good(case, terms)
    for sentence in (opened.note, opened.refused):
        if sentence:
            st.warning(plain(sentence))


def bar(case: Case, terms: Vocabulary, opened: Opened) -> None:
    """Show the line that stays in sight below the scenes: Undo, saying of what, and the last versions."""
    with st.container(horizontal=True, vertical_alignment="center", key="scenes_bar"):
        st.button("Undo", key="scene_undo", on_click=briefing_session.undo, disabled=not opened.undo)
        st.markdown(plain(_last_change(case, terms, opened)))
        lazy_popover.show("Earlier versions", lambda: _versions(case, terms, opened), key="scene_versions")


def watch() -> None:
    """Look at the file every few seconds, so that a change elsewhere is told and shown."""
    st.fragment(_watch, run_every=WATCH_SECONDS)()


def _watch() -> None:
    if briefing_session.is_behind():
        st.rerun()


def _last_change(case: Case, terms: Vocabulary, opened: Opened) -> str:
    versions = briefing_store.versions(case, terms) if opened.undo else ()
    before = next((version for version in versions if version.stored.digest == opened.undo[-1]), None)
    if before is None:
        return "Nothing to undo."
    if before.stored.fault or opened.stored.fault:
        return "The file was replaced."
    return f"Last change: {what_changed(before.stored.briefing, opened.briefing)}"


def _versions(case: Case, terms: Vocabulary, opened: Opened) -> None:
    st.markdown("The last ten briefings before this one. The present one is kept when another is put back.")
    after = opened.stored
    for version in briefing_store.versions(case, terms):
        if version.stored.fault:
            st.markdown(plain(f"{_when(case, version)}: cannot be read. {version.stored.fault}"))
        else:
            changed = what_changed(version.stored.briefing, after.briefing) if not after.fault else "replaced"
            _offer(version, f"{_when(case, version)}, {_count(version)}; then {changed}")
        after = version.stored


def _last_good(case: Case, terms: Vocabulary) -> None:
    good = (version for version in briefing_store.versions(case, terms) if version.stored.briefing.scenes)
    version = next(good, None)
    if version is not None:
        _offer(version, f"Put back the last good one: {_when(case, version)}, {_count(version)}")
    st.button(
        "Begin anew; this file is kept as a version", "scene_anew", on_click=briefing_session.begin_anew
    )


def _offer(version: Version, label: str) -> None:
    key = f"scene_version_{version.stored.digest[:12]}"
    st.button(plain(label), key, on_click=briefing_session.put_back, args=(version.stored.digest,))


def _count(version: Version) -> str:
    return counted(len(version.stored.briefing.scenes), "scene")


def _when(case: Case, version: Version) -> str:
    local = version.written.astimezone(case.settings.zone)
    return f"{format_date(local.date())}, {local:%H:%M:%S}"
