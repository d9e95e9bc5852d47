"""The place that a view looks at."""

from __future__ import annotations

from typing import TYPE_CHECKING

from geo.case.schema import KEYS

if TYPE_CHECKING:
    from geo.case.case import Case
    from geo.view.view import ViewState

KIND = "place"


def focused(case: Case, view: ViewState) -> str:
    """Return the id of the place looked at; where none was chosen the case's first key place, or any.

    Empty for a case without places.
    """
    ids = case.places[KEYS["places"]]
    known = set(ids)
    wanted = (view.focus, *case.settings.key_places, *ids.iloc[:1])
    return next((str(place) for place in wanted if place in known), "")
