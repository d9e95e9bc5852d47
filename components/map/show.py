"""The map on a page: hands the picture to the frame and says what was done there."""

from collections.abc import Callable
from typing import Any

import streamlit as st

from components.map.assets import ground
from components.map.blob_store import STORE
from components.map.embed import KEY, embed
from components.map.inline import inline_json
from components.map.signed_urls import seal
from components.session.theme import theme
from data.basemap import ATTRIBUTION
from geo.case.settings import DISCLAIMER
from geo.picture.layers import MapPicture
from geo.picture.message import as_json
from geo.picture.place_labels import packed
from geo.picture.playback import Playback
from geo.picture.playback import packed as packed_playback
from geo.view.box import Box
from geo.view.event_columns import compressed
from geo.view.view import ViewState

# What the layer script says by itself where a message does not.
_STANDING = {"attribution": ATTRIBUTION, "disclaimer": DISCLAIMER, "ground": ""}
_STATE = ("id", "name", "status", "label", "span", "way", "differs")


def show(
    picture: MapPicture,
    *,
    view: ViewState,
    playback: Playback | None = None,
    on_answer: Callable[[], None] | None = None,
) -> None:
    """Draw the picture; ``on_answer`` is called before the run that follows what was done on the map."""
    publish(picture, playback)
    content = message(picture, theme=theme(), position=view.map, playback=playback, key=KEY, box=view.box)
    embed(content, on_answer)


def answer(key: str) -> dict[str, Any]:
    """What was last done on the map: `id` of what was chosen, `from`, `to` and `at` where time was moved.

    `n` tells one answer from another; the next message says which was heard.
    """
    drawing = (st.session_state.get(key) or {}).get("last_active_drawing") or {}
    properties: dict[str, Any] = drawing.get("properties") or {}
    return properties


def publish(picture: MapPicture, playback: Playback | None = None) -> None:
    """Make the picture's columns and labels, and the playback, ready to be fetched."""
    events, places = picture.events, picture.places
    if events is not None:
        STORE.publish(events.digest, lambda: compressed(events))
    if places is not None:
        STORE.publish(places.digest, lambda: packed(places))
    if playback is not None:
        STORE.publish(playback.digest, lambda: packed_playback(playback))


def message(
    picture: MapPicture,
    *,
    theme: str,
    position: tuple[float, float, float] | None,
    playback: Playback | None = None,
    key: str = "",
    box: Box | None = None,
) -> str:
    """The picture as JSON that may stand inside a script, with passes to what it names."""
    heard = answer(key).get("n", 0) if key else 0
    session = {"theme": theme, "position": position, "heard": heard, "box": box}
    ground(picture.ground)
    content = as_json(picture) | session | _passes(picture, playback)
    return inline_json(_unknown(content, playback))


def _unknown(content: dict[str, Any], playback: Playback | None) -> dict[str, Any]:
    """The message without what the frame has already: standing words, and what is in the playback."""
    news = {name: value for name, value in content.items() if _STANDING.get(name) != value}
    if playback is None:
        return news
    left: tuple[str, ...] = ("silences", "areas")
    if playback.ways and "contacts" in content["playback"]:
        left += ("flows", "marks")
    sent = _state_only(news, left)
    return sent | ({"compare": _state_only(sent["compare"], left)} if "compare" in sent else {})


def _state_only(shown: dict[str, Any], left: tuple[str, ...]) -> dict[str, Any]:
    """What is shown without what is ``left`` to the playback, and of each road its state, not its line."""
    sent = {name: value for name, value in shown.items() if name not in left}
    if "routes" in sent:
        sent["routes"] = [{name: road[name] for name in _STATE if name in road} for road in sent["routes"]]
    return sent


def _passes(picture: MapPicture, playback: Playback | None) -> dict[str, str | None]:
    return {
        "columns": seal("columns", picture.events.digest) if picture.events else None,
        "labels": seal("labels", picture.places.digest) if picture.places else None,
        "film": seal("film", playback.digest) if playback else None,
        "version": seal("card", picture.case_version),
    }
