"""The scenes of a briefing in order: opened, moved, copied, taken out, and their words written."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING
from urllib.parse import parse_qsl

import streamlit as st

from components.brief import briefing_session
from components.present import link
from components.session.text import bold, plain
from geo.briefing.briefing import (
    LINES,
    LONGEST_LINE,
    LONGEST_NOTES,
    LONGEST_TITLE,
    Scene,
    changed,
    clean,
    clean_notes,
    copied,
    moved,
    removed,
    view_of,
)
from geo.briefing.frozen_link import address_of
from geo.words import at_in_words

if TYPE_CHECKING:
    from collections.abc import Callable

    from components.brief.briefing_session import Opened
    from geo.briefing.briefing import Briefing
    from geo.case.case import Case
    from geo.view.view import Vocabulary


def show(case: Case, terms: Vocabulary, opened: Opened) -> None:
    """Show every scene with its controls; `terms` are what the case's filters may hold."""
    scenes = opened.briefing.scenes
    with st.container(horizontal=True, vertical_alignment="center", key="scenes_head"):
        st.markdown(f"##### {plain(opened.briefing.title)}")
        st.button("Undo", key="scene_undo", on_click=briefing_session.undo, disabled=not opened.undo)
        if scenes:
            st.link_button("Present the briefing", link.to_briefing(case))
    for one in opened.set_aside:
        st.warning(plain(one))
    if opened.note:
        st.warning(plain(opened.note))
    if not scenes:
        st.markdown(
            "The briefing holds no scene yet: “Add to briefing” at the top of any page puts one here."
        )
    for number, scene in enumerate(scenes):
        _scene(case, terms, opened, number, scene)


def _scene(case: Case, terms: Vocabulary, opened: Opened, number: int, scene: Scene) -> None:
    key, last = f"{opened.edition}_{number}", len(opened.briefing.scenes) - 1
    view, _ = view_of(scene, case.settings, terms)
    when = f"{scene.page.capitalize()}, as at {at_in_words(view.at, case.settings.zone)}"
    with st.container(horizontal=True, vertical_alignment="center", gap="small", key=f"scene_{key}"):
        with st.container(key=f"scene_words_{key}", width="stretch"):
            st.markdown(f"{number + 1}. {bold(scene.title)}  \n{plain(when)}")
        st.page_link(f"../../pages/{scene.page}.py", label="Open", query_params=_frozen(scene))
        st.link_button("Present", link.to_briefing(case, number + 1))
        with st.popover("Words", key=f"scene_popover_{key}"):
            _words(key, number, scene)
        _button("Up", "up", key, partial(moved, number=number, by=-1), off=number == 0)
        _button("Down", "down", key, partial(moved, number=number, by=1), off=number == last)
        _button("Copy", "copy", key, partial(copied, number=number))
        _button("Delete", "delete", key, partial(removed, number=number))


def _frozen(scene: Scene) -> dict[str, str]:
    """The query of a scene's frozen link: the page that opens says what has changed since."""
    return dict(parse_qsl(address_of(scene).partition("?")[2]))


def _button(
    label: str, kind: str, key: str, changing: Callable[[Briefing], Briefing], *, off: bool = False
) -> None:
    st.button(
        label, key=f"scene_{kind}_{key}", on_click=briefing_session.change, args=(changing,), disabled=off
    )


def _words(key: str, number: int, scene: Scene) -> None:
    for line in ("title", *(f"line{row}" for row in range(LINES))):
        row = int(line[-1]) if line != "title" else 0
        value = scene.title if line == "title" else (scene.lines[row] if row < len(scene.lines) else "")
        st.text_input(
            "Headline" if line == "title" else f"Line {row + 1}",
            value,
            max_chars=LONGEST_TITLE if line == "title" else LONGEST_LINE,
            key=f"scene_{line}_{key}",
            on_change=_typed,
            args=(key, number),
        )
    st.text_area(
        "Notes for who speaks; never shown",
        scene.notes,
        max_chars=LONGEST_NOTES,
        key=f"scene_notes_{key}",
        on_change=_typed,
        args=(key, number),
    )


def _typed(key: str, number: int) -> None:
    """Take over what was typed; an empty headline leaves the old one."""
    state = st.session_state
    lines = (clean(state[f"scene_line{row}_{key}"], LONGEST_LINE) for row in range(LINES))
    words = {
        "lines": tuple(line for line in lines if line),
        "notes": clean_notes(state[f"scene_notes_{key}"]),
    }
    title = clean(state[f"scene_title_{key}"], LONGEST_TITLE)
    if title:
        words["title"] = title
    briefing_session.reword(lambda now: changed(now, number, **words))
