"""The map of everything: roads by their state, ways of displacement, what stands waiting, all events."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from geo import pictures

if TYPE_CHECKING:
    from geo.case import Case
    from geo.columns import Columns
    from geo.labels import PlaceLabels
    from geo.layers import MapPicture
    from geo.state import State
    from geo.view import ViewState

TITLE = "Who and what could pass"


def situation_picture(
    case: Case, view: ViewState, state: State, drawn: tuple[Columns, PlaceLabels]
) -> MapPicture:
    """Return the roads, the counted ways of displacement, what waits, silences, and all the view's events.

    Where people were housed is left to its own page, so that the roads can be read here.
    """
    moved = pictures.displacement(case, view, state, drawn)
    return replace(
        moved,
        title=TITLE,
        topic="situation",
        categories=view.categories,
        routes=pictures.status_lines(case, state),
        flows=tuple(flow for flow in moved.flows if flow.persons),
        circles=(),
        circle_title="",
        marks=pictures.aid_picture(case, view, state, drawn).marks,
        silences=pictures.silent_places(case, view),
        home=case.settings.home,
    )
