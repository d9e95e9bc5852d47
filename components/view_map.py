"""A map bound to the view: what is chosen on it opens, and what is open elsewhere is chosen on it."""

from __future__ import annotations

from dataclasses import replace

from components import view_url
from components.map import show as map_show
from geo.layers import MapPicture
from geo.view import ViewState

HEIGHT = 520


def show(picture: MapPicture, view: ViewState, *, key: str, height: int = HEIGHT) -> None:
    """Show the picture; a click on the map moves the view and runs the page again."""
    chosen = map_show.show(picture, key=key, height=height, view=view)
    if chosen != view.selected:
        view_url.move_to(replace(view, selected=chosen))
