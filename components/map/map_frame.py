"""The folium map: the same script for ever, so that streamlit-folium never mounts its frame anew."""

import re
from functools import cache
from typing import Any

import folium
from branca.element import Element, Figure, MacroElement
from folium.template import Template

from components.map.assets import address

# The view before the first message says where to look; it is never painted.
_START = (0.0, 0.0)
_START_ZOOM = 2
ZOOM_MIN = 2
ZOOM_MAX = 12


class LayerScript(MacroElement):
    """Hands the map to our layer script as soon as it exists."""

    _template = Template(
        "{% macro script(this, kwargs) %}passage.start({{ this._parent.get_name() }});{% endmacro %}"
    )

    def __init__(self) -> None:
        super().__init__()  # type: ignore[no-untyped-call]
        self._name = "Layer"


class Message(folium.FeatureGroup):
    """The changing part: one JSON message to the layer script, sent at each run of the page.

    `passage.show` returns one and the same empty layer, so that nothing piles up in the frame.
    """

    _template = Template(
        "{% macro script(this, kwargs) %}"
        "var {{ this.get_name() }} = passage.show({{ this.message }});"
        "{% endmacro %}"
    )

    def __init__(self, message: str) -> None:
        super().__init__()
        self.message = message

    def add_to(self, parent: Element, name: str | None = None, index: int | None = None) -> "Message":  # noqa: ARG002
        """Join no map: streamlit-folium adds each message to the one map that all sessions share."""
        return self

    def render(self, **kwargs: Any) -> str:  # noqa: ARG002 - as its base class is called
        """Nothing of it stands in folium's own page."""
        return ""


class FixedMap(folium.Map):
    """A folium map rendered once a process and shared by all sessions.

    streamlit-folium renders it at every run. Here that leaves no trace: it renders to what it was.
    """

    _fixed = False

    def __init__(self) -> None:
        super().__init__(
            location=_START,
            zoom_start=_START_ZOOM,
            tiles=None,
            zoom_control=False,
            attribution_control=False,
            prefer_canvas=False,
            zoom_snap=0.5,
        )
        self.options |= {"minZoom": ZOOM_MIN, "maxZoom": ZOOM_MAX}
        # The name streamlit-folium gives every map at its first run; a later one would not match its style.
        self._id = "div"

    def render(self, **kwargs: Any) -> str:
        """Render at the first call only; folium writes into the figure and gives nothing back."""
        if not self._fixed:
            super().render(**kwargs)  # type: ignore[no-untyped-call]
        return ""

    def fix(self) -> None:
        """From here on the map stays as it is."""
        root = self.get_root()
        root.render()
        if isinstance(root, Figure):
            # It goes out with every message, and folium indents it.
            root.header = Element(re.sub(r"\s+", " ", root.header.render()))
        self._fixed = True


def build() -> FixedMap:
    """The map with the layer script on it, ready to be shown."""
    frame = FixedMap()
    frame.add_child(LayerScript())
    frame.fix()
    return frame


def use_local_files() -> None:
    """Let every folium map of this process load our files instead of those from outside."""
    folium.Map.default_js[:] = [("leaflet", address("leaflet.js")), ("layer", address("layer.js"))]
    folium.Map.default_css[:] = [("leaflet", address("leaflet.css")), ("layer", address("layer.css"))]


@cache
def the_map() -> FixedMap:
    """The one map of this process, made at the first call."""
    use_local_files()
    return build()
