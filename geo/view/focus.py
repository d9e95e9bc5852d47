"""The place that a view looks at."""

from __future__ import annotations

from typing import TYPE_CHECKING

from geo.case.schema import KEYS

if TYPE_CHECKING:
    from geo.case.case import Case
    from geo.view.view import ViewState

KIND = "place"


def focused(case: Case, view: ViewState) -> str:
    """Return the id of the place looked at: the one chosen, the only one filtered for, or a key place.

    Empty for a case without places.
    """
    ids = case.places[KEYS["places"]]
    known = set(ids)
    filtered = view.places if len(view.places) == 1 else ()
    wanted = (view.focus, *filtered, *case.settings.key_places, *ids.iloc[:1])
    return next((str(place) for place in wanted if place in known), "")
