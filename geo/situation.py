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
    """Return every layer that the single topics draw, for all the view's categories."""
    return replace(
        pictures.displacement(case, view, state, drawn),
        title=TITLE,
        categories=view.categories,
        marks=pictures.aid_picture(case, view, state, drawn).marks,
    )
