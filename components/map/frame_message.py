"""What the layer script is told of a picture, and what it fetches for it made ready."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from components.map.assets import ground
from components.map.blob_store import STORE
from components.map.inline import inline_json
from components.map.signed_urls import seal
from data.basemap import ATTRIBUTION
from geo.case.settings import DISCLAIMER
from geo.picture.message import as_json
from geo.picture.place_labels import packed
from geo.picture.playback import packed as packed_playback
from geo.view.event_columns import compressed

if TYPE_CHECKING:
    from geo.picture.layers import MapPicture
    from geo.picture.playback import Playback
    from geo.view.box import Box

# What the layer script says by itself where a message does not.
_STANDING = {"attribution": ATTRIBUTION, "disclaimer": DISCLAIMER, "ground": ""}
_STATE = ("id", "name", "status", "label", "span", "way", "differs")


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
    heard: int = 0,
    box: Box | None = None,
) -> str:
    """The picture as JSON that may stand inside a script, with passes to what it names.

    `heard` is the number of the answer of the map that was heard last.
    """
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
