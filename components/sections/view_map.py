"""A map bound to the view: what is chosen or played on it moves the view, and the view is drawn on it.

With a date to compare with there are two maps in its frame, and above it the list of what changed.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from components.map import show as map_show
from components.map.embed import KEY
from components.sections import changes_list
from components.server.foreign.shell_scope import of_the_shell
from components.session import map_inputs, run_lock, slots, view_url
from components.session.compartment import part
from geo.case.case import Case
from geo.picture.registry import map_of
from geo.report.timeline import with_window
from geo.view.box import Box, read_box
from geo.view.view import ViewState

FIRST_PAINT = 0.2
"""Seconds a browser has for the map of another page before the rest of that page reaches it: laying out the
rest takes as long, and the map is what was turned to."""


def show(case: Case, view: ViewState, key: str) -> None:
    """Show the picture of a page for the view, and for its compare date beside it, with the time bar.

    What is done there moves the view before the page runs again.
    """
    mounted = False
    with of_the_shell(), part("The map"):
        picture = map_of(key, case, view, map_inputs.current())
        mounted = True
        map_show.show(picture, view=view, playback=map_inputs.playback(view), on_answer=_answered)
    if not mounted:
        return
    if slots.page_is_new(key):
        run_lock.rest(FIRST_PAINT)
    with slots.above(), part("The list of what changed"):
        changes_list.show(case, view, key)
    with part("The table of what changed"):
        changes_list.show_table(case, view, key)


def _answered() -> None:
    answer = map_show.answer(KEY)
    view_url.change(lambda now: after(now, answer))


def after(view: ViewState, answer: dict[str, Any]) -> ViewState:
    """Return the view after what was done on its map: time moved, a feature chosen, or a box drawn."""
    chosen = answer.get("id")
    if chosen is not None and not str(chosen).startswith("time:"):
        view = replace(view, selected=str(chosen))
    if "box" in answer:
        view = replace(view, box=_box(answer["box"], view.box))
    return with_window(view, answer.get("from"), answer.get("to"), answer.get("at"))


def _box(answer: object, box: Box | None) -> Box | None:
    """Return the box told of, None where it was taken back, and the one held where what was told is none."""
    if not answer:
        return None
    try:
        return read_box(",".join(map(str, answer))) if isinstance(answer, list) else box
    except ValueError:
        return box
