"""The map of one place: it stands in the middle, marked, with the roads round it by their state."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from geo.picture.base_picture import base_picture, box_round, names_of, spots_of
from geo.picture.blockade_picture import silent_places
from geo.picture.layers import PointMark
from geo.picture.road_lines import status_lines
from geo.view.focus import KIND, focused

if TYPE_CHECKING:
    from geo.case.case import Case
    from geo.facts.state import State
    from geo.picture.layers import MapInputs, MapPicture
    from geo.view.view import ViewState

# Degrees round the place that the map opens at: some 20 km.
MARGIN = 0.2


def place_picture(case: Case, view: ViewState, state: State, inputs: MapInputs) -> MapPicture:
    """Return the roads by their state and the view's events, round the place looked at."""
    place = focused(case, view)
    name = names_of(case, view).get(place, "No place")
    picture = replace(
        base_picture(case, view, inputs, name),
        routes=status_lines(case, state),
        silences=silent_places(case, view),
    )
    if not place:
        return picture
    spot = spots_of(case)[place]
    mark = PointMark(f"here-{place}", *spot, name, "here", cards=(f"{KIND}:{place}",))
    return replace(picture, marks=(mark,), home=box_round([spot], MARGIN) or picture.home)
