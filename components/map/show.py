"""The map on a page: hands the picture to the frame and says what was chosen there."""

import json
from functools import cache
from typing import Any

import streamlit as st
from streamlit_folium import st_folium

from components.map.frame import FixedMap, Message, build, use_local_files
from components.map.passes import seal
from components.map.store import STORE
from geo.columns import compressed
from geo.labels import packed
from geo.layers import MapPicture
from geo.picture_json import as_json
from geo.view import ViewState

# Letters that could end a script or open a tag, or that JavaScript reads as line ends.
_ESCAPED = {ord(mark): f"\\u{ord(mark):04x}" for mark in "<>&'\u2028\u2029"}


def show(picture: MapPicture, *, key: str, height: int, view: ViewState) -> str | None:
    """Draw the picture and return the feature now chosen, as "kind:id", or None.

    Chosen is what was last clicked on the map or last given as `picture.selected`, whichever is newer.
    """
    publish(picture)
    sent = message(picture, theme=_theme(), position=view.map)
    answer = st_folium(
        _map(),
        key=key,
        height=height,
        returned_objects=["last_active_drawing"],
        feature_group_to_add=Message(sent),
        use_container_width=True,
        render=False,
    )
    return _chosen(key, picture.selected, answer)


def publish(picture: MapPicture) -> None:
    """Make the picture's columns and labels ready to be fetched."""
    events, places = picture.events, picture.places
    if events is not None:
        STORE.publish(events.digest, lambda: compressed(events))
    if places is not None:
        STORE.publish(places.digest, lambda: packed(places))


def message(picture: MapPicture, *, theme: str, position: tuple[float, float, float] | None) -> str:
    """The picture as JSON that may stand inside a script, with passes to what it names."""
    content = as_json(picture) | {"theme": theme, "position": position} | _passes(picture)
    text = json.dumps(content, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
    return text.translate(_ESCAPED)


def _passes(picture: MapPicture) -> dict[str, str | None]:
    return {
        "columns": seal("columns", picture.events.digest) if picture.events else None,
        "labels": seal("labels", picture.places.digest) if picture.places else None,
        "version": seal("card", picture.case_version),
    }


@cache
def _map() -> FixedMap:
    use_local_files()
    return build()


def _theme() -> str:
    return "dark" if st.context.theme.type == "dark" else "light"


def _chosen(key: str, given: str | None, answer: dict[str, Any] | None) -> str | None:
    """The newer of what the page gives and what the map says; each counts when it changes."""
    drawing = (answer or {}).get("last_active_drawing") or {}
    clicked = drawing.get("properties") or {}
    seen, now = st.session_state.get(f"{key}.seen", (None, None, None)), None
    now = seen[2]
    if given != seen[0]:
        now = given
    if clicked.get("n") != seen[1]:
        now = clicked.get("id")
    st.session_state[f"{key}.seen"] = (given, clicked.get("n"), now)
    return now
