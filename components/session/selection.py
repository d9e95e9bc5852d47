"""What the session's view shows, worked out once for all sessions that ask for the same."""

from __future__ import annotations

from dataclasses import replace

from components.session import session_case, view_url
from geo.case.case import Case
from geo.memo import once_per_case
from geo.view.select import Selection, select
from geo.view.view import ViewState, opening

# A selection holds five bytes for each event it shows.
KEPT = 32


def current() -> Selection:
    """Return what the view of this session shows of the case."""
    return of(session_case.current(), view_url.current())


def of(opened: Case, view: ViewState) -> Selection:
    """Return what a view shows of a case."""
    return _selected(opened, chosen(opened, view))


def chosen(opened: Case, view: ViewState) -> ViewState:
    """Return the view with everything at rest that does not change which events it shows."""
    return replace(
        opening(opened.settings),
        first=view.first,
        last=view.last,
        known=view.known,
        categories=view.categories,
        actors=view.actors,
        places=view.places,
        confidence=view.confidence,
        doubts=view.doubts,
        dated=view.dated,
        box=view.box,
        search=view.search,
    )


@once_per_case(KEPT)
def _selected(opened: Case, view: ViewState) -> Selection:
    """Return the selection of one choice."""
    return select(opened, view)
