"""A map bound to the view: what is chosen on it opens, and what is open elsewhere is chosen on it."""

from __future__ import annotations

from dataclasses import replace

from components import stage, view_url
from components.map import show as map_show
from geo.layers import MapPicture
from geo.view import ViewState

HEIGHT = 520
_KEY = "map"


def show(picture: MapPicture, view: ViewState, *, height: int = HEIGHT) -> None:
    """Show the picture; a click on the map moves the view and runs the page again."""
    with stage.of_the_shell():
        chosen = map_show.show(picture, key=_KEY, height=height, view=view)
    if chosen != view.selected:
        view_url.move_to(replace(view, selected=chosen))
