"""The scenes of a briefing in order: opened, presented, and one at a time worded, moved, copied, deleted."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING
from urllib.parse import parse_qsl

import streamlit as st

from components.brief import briefing_session
from components.present import link
from components.session import page_files
from components.session.text import bold, plain
from geo.briefing.briefing import (
    LINES,
    LONGEST_LINE,
    LONGEST_NOTES,
    LONGEST_TITLE,
    Scene,
    clean,
    clean_notes,
    copied,
    moved,
    removed,
    view_of,
)
from geo.briefing.frozen_link import address_of
from geo.picture.registry import title_of
from geo.words import at_in_words

if TYPE_CHECKING:
    from datetime import datetime

    from components.brief.briefing_session import Opened, Words
    from geo.briefing.briefing import Briefing
    from geo.case.case import Case
    from geo.view.view import Vocabulary

_EDITED = "scene_edited"
LATER = "as at a day after the as-known date, and so not shown"


def show(case: Case, terms: Vocabulary, opened: Opened, known: Briefing, at: datetime) -> None:
    """Show every scene with its controls, of one that is not `known` only that there is one.

    `terms` are what the case's filters may hold; scenes of days after ``at`` are marked as later.
    """
    scenes, shown = opened.briefing.scenes, {scene.id for scene in known.scenes}
    whole = len(shown) == len(scenes)
    with st.container(horizontal=True, vertical_alignment="center", key="scenes_head"):
        st.markdown(f"##### {plain(opened.briefing.title)}")
        if scenes and whole:
            st.link_button("Present the briefing", link.to_briefing(case))
    for report in opened.set_aside:
        st.warning(plain(f"{report} It stays in the file as it is."))
    if not scenes and not opened.stored.fault:
        st.markdown(
            "The briefing holds no scene yet: “Add to briefing” at the top of any page puts one here."
        )
    if not whole:
        st.markdown(
            "With “As known” set to now all scenes are shown, and can be presented, shared and undone."
        )
    for number, scene in enumerate(scenes):
        if scene.id in shown:
            _scene(case, terms, opened, number, scene, at, presented=whole)
        else:
            st.markdown(f"{number + 1}. A scene {LATER}.")


def _scene(
    case: Case,
    terms: Vocabulary,
    opened: Opened,
    number: int,
    scene: Scene,
    at: datetime,
    *,
    presented: bool,
) -> None:
    view, _ = view_of(scene, case.settings, terms)
    when = f"{title_of(scene.page)}, as at {at_in_words(view.at, case.settings.zone)}"
    if view.versus is not None:
        when += f", compared with {at_in_words(view.versus, case.settings.zone)}"
    later = max(view.at, view.versus or view.at) > at
    mark, after = (" (later)", ", after the as-at date") if later else ("", "")
    edited = st.session_state.get(_EDITED) == scene.id
    with st.container(horizontal=True, vertical_alignment="center", gap="small", key=f"scene_{scene.id}"):
        with st.container(key=f"scene_words_{scene.id}", width="stretch"):
            st.markdown(f"{number + 1}. {bold(scene.title)}{mark}  \n{plain(when)}{after}")
        st.page_link(page_files.of(scene.page), label="Open", query_params=_query(scene))
        if presented:
            st.link_button("Present", link.to_briefing(case, number + 1))
        st.button(
            "Close" if edited else "Edit", key=f"scene_edit_{scene.id}", on_click=_turn, args=(scene.id,)
        )
    if edited:
        # Not in a popover: that would close on Esc, and what is being typed would be lost with its field.
        with st.container(border=True, key=f"scene_edited_{scene.id}"):
            _words(f"{scene.id}_{opened.editions.get(scene.id, 0)}", scene)
            _order(scene, number, len(opened.briefing.scenes) - 1)


def _turn(scene_id: str) -> None:
    """Open the fields of a scene, or close them; one scene's are open at a time."""
    st.session_state[_EDITED] = None if st.session_state.get(_EDITED) == scene_id else scene_id


def _order(scene: Scene, number: int, last: int) -> None:
    with st.container(horizontal=True, key=f"scene_order_{scene.id}"):
        for label, by, off in (("Up", -1, number == 0), ("Down", 1, number == last)):
            st.button(
                label,
                key=f"scene_{label.lower()}_{scene.id}",
                on_click=briefing_session.change,
                args=(partial(moved, scene_id=scene.id, by=by),),
                disabled=off,
            )
        for label, edit in (("Copy", copied), ("Delete", removed)):
            st.button(
                label,
                key=f"scene_{label.lower()}_{scene.id}",
                on_click=briefing_session.change,
                args=(partial(edit, scene_id=scene.id), scene.id),
            )


def _query(scene: Scene) -> dict[str, str]:
    """The query of a scene's frozen link: the page that opens says what has changed since."""
    return dict(parse_qsl(address_of(scene).partition("?")[2]))


def _words(key: str, scene: Scene) -> None:
    fields = {f"line{row}": f"Line {row + 1}" for row in range(LINES)}
    texts = {f"line{row}": line for row, line in enumerate(scene.lines)} | {"title": scene.title}
    for name, label in ({"title": "Headline"} | fields).items():
        st.text_input(
            label,
            texts.get(name, ""),
            max_chars=LONGEST_TITLE if name == "title" else LONGEST_LINE,
            key=f"scene_{name}_{key}",
            on_change=_typed,
            args=(key, scene),
        )
    st.text_area(
        "Notes for who speaks; never shown",
        scene.notes,
        max_chars=LONGEST_NOTES,
        key=f"scene_notes_{key}",
        on_change=_typed,
        args=(key, scene),
    )


def _typed(key: str, scene: Scene) -> None:
    """Write what was typed; an empty headline leaves the old one."""
    state = st.session_state.to_dict()  # at once, see briefing_session
    lines = (clean(state[f"scene_line{row}_{key}"], LONGEST_LINE) for row in range(LINES))
    typed: Words = {
        "title": clean(state[f"scene_title_{key}"], LONGEST_TITLE) or scene.title,
        "lines": tuple(line for line in lines if line),
        "notes": clean_notes(state[f"scene_notes_{key}"]),
    }
    new = {name: text for name, text in typed.items() if text != getattr(scene, name)}
    if new:
        briefing_session.reword(scene.id, new)
