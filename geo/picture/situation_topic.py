"""The map of everything: roads by their state, ways of displacement, what stands waiting, all events."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from geo.picture import topics

if TYPE_CHECKING:
    from geo.case.case import Case
    from geo.facts.state import State
    from geo.picture.layers import MapPicture
    from geo.picture.place_labels import PlaceLabels
    from geo.view.event_columns import Columns
    from geo.view.view import ViewState

TITLE = "Who and what could pass"


def situation_picture(
    case: Case, view: ViewState, state: State, drawn: tuple[Columns, PlaceLabels]
) -> MapPicture:
    """Return the roads, the counted ways of displacement, what waits, silences, and all the view's events.

    Where people were housed is left to its own page, so that the roads can be read here.
    """
    moved = topics.displacement(case, view, state, drawn)
    return replace(
        moved,
        title=TITLE,
        topic="situation",
        categories=view.categories,
        routes=topics.status_lines(case, state),
        flows=tuple(flow for flow in moved.flows if flow.persons),
        circles=(),
        circle_title="",
        marks=topics.aid_picture(case, view, state, drawn).marks,
        silences=topics.silent_places(case, view),
        home=case.settings.home,
    )
