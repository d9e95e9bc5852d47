"""The map on a page: hands the picture to the frame and says what was done there."""

from collections.abc import Callable
from typing import Any

import streamlit as st

from components.map.embed import KEY, embed
from components.map.frame_message import message, publish
from components.session.theme import theme
from geo.picture.layers import MapPicture
from geo.picture.playback import Playback
from geo.view.view import ViewState


def show(
    picture: MapPicture,
    *,
    view: ViewState,
    playback: Playback | None = None,
    on_answer: Callable[[], None] | None = None,
) -> None:
    """Draw the picture; ``on_answer`` is called before the run that follows what was done on the map."""
    publish(picture, playback)
    heard = answer(KEY).get("n", 0)
    content = message(picture, theme=theme(), position=view.map, playback=playback, heard=heard, box=view.box)
    embed(content, on_answer)


def answer(key: str) -> dict[str, Any]:
    """What was last done on the map: `id` of what was chosen, `from`, `to` and `at` where time was moved.

    `n` tells one answer from another; the next message says which was heard.
    """
    drawing = (st.session_state.get(key) or {}).get("last_active_drawing") or {}
    properties: dict[str, Any] = drawing.get("properties") or {}
    return properties
