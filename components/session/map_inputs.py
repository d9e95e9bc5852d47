"""What a map needs once and keeps over every date step: events as columns, names of places, the playback."""

from __future__ import annotations

from dataclasses import replace

from components.session import session_case, view_url
from geo.case.case import Case
from geo.facts.doubt import with_doubts
from geo.facts.persons import with_persons
from geo.memo import once_per_case
from geo.picture.layers import MapInputs
from geo.picture.place_labels import PlaceLabels
from geo.picture.place_outlines import labels_of
from geo.picture.playback import Playback, playback_of
from geo.view import cut
from geo.view.event_columns import Columns, pack
from geo.view.join import join
from geo.view.select import overview
from geo.view.view import ViewState, opening

KEPT_CHOICES = 64
# The case itself and the as-known dates last looked at.
KEPT_CASES = 8


def current() -> MapInputs:
    """Return the columns of the view's events, whatever its dates, and the labels of the case."""
    return of(session_case.known_case(), view_url.current())


def of(opened: Case, view: ViewState) -> MapInputs:
    """Return the columns of the events a view shows of a case, and the labels of the whole case."""
    whole = session_case.of_version(cut.full_version(opened.version)) or opened
    return MapInputs(_columns(opened, undated(opened, view)), _labels(whole))


def playback(view: ViewState) -> Playback:
    """Return what the state of the case is made of over time, for the view's as-known date and names."""
    return playback_for(session_case.known_case(), view)


def playback_for(opened: Case, view: ViewState) -> Playback:
    """Return the playback of a case for a view's as-known date and names."""
    return _playback(opened, view.names)


def undated(opened: Case, view: ViewState) -> ViewState:
    """Return the view with everything at rest that does not change which events there are.

    The period is one of those, unless events are chosen by how surely they lie in it.
    """
    start = opening(opened.settings)
    return replace(
        start,
        first=view.first if view.dated else start.first,
        last=view.last if view.dated else start.last,
        known=view.known,
        categories=view.categories,
        actors=view.actors,
        places=view.places,
        confidence=view.confidence,
        doubts=view.doubts,
        dated=view.dated,
        search=view.search,
    )


@once_per_case(KEPT_CHOICES)
def _columns(opened: Case, view: ViewState) -> Columns:
    """Return the columns of one choice."""
    joined = join(opened.places, with_persons(opened, with_doubts(opened, overview(opened, view))))
    return pack(joined.placed, joined.unplaced, tuple(opened.settings.kinds))


@once_per_case(KEPT_CASES)
def _labels(opened: Case) -> PlaceLabels:
    return labels_of(opened)


@once_per_case(KEPT_CHOICES)
def _playback(opened: Case, names: str) -> Playback:
    return playback_of(opened, names)
