"""The one frame of all maps. It reads no case, so that it can load while the case is being read."""

from collections.abc import Callable

from streamlit_folium import st_folium

from components.map.map_frame import Message, the_map

KEY = "map"
# The style sheet makes it as high as the window has room for; this is what it is at least.
HEIGHT = 520


def embed(message: str, on_answer: Callable[[], None] | None = None) -> None:
    """Put the frame here with a message to its layer script; "null" only lets it load."""
    st_folium(
        the_map(),
        key=KEY,
        height=HEIGHT,
        returned_objects=["last_active_drawing"],
        feature_group_to_add=Message(message),
        use_container_width=True,
        render=False,
        on_change=on_answer,
    )
