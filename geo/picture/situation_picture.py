"""The map of everything: roads by their state, ways of displacement, what stands waiting, all events."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from geo.picture.aid_picture import waiting_marks
from geo.picture.base_picture import home_of_key_places, spots_of
from geo.picture.blockade_picture import silent_places
from geo.picture.displacement_picture import displacement_picture
from geo.picture.road_lines import status_lines

if TYPE_CHECKING:
    from geo.case.case import Case
    from geo.facts.state import State
    from geo.picture.layers import MapInputs, MapPicture
    from geo.view.view import ViewState

TITLE = "Who and what could pass"


def situation_picture(case: Case, view: ViewState, state: State, inputs: MapInputs) -> MapPicture:
    """Return the roads, the counted ways of displacement, what waits, silences, and all the view's events.

    Where people were housed is left to its own page, so that the roads can be read here.
    """
    moved, lines = displacement_picture(case, view, state, inputs), status_lines(case, state)
    return replace(
        moved,
        title=TITLE,
        categories=view.categories,
        routes=lines,
        flows=tuple(flow for flow in moved.flows if flow.persons),
        circles=(),
        circle_title="",
        marks=waiting_marks(state, spots_of(case)),
        silences=silent_places(case, view),
        home=home_of_key_places(inputs.places, lines) or case.settings.home,
    )
