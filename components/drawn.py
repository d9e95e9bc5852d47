"""What a map needs once and keeps over every date step: events as columns, names of places, the film."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import streamlit as st

from components import case, view_url
from geo.case import Case
from geo.columns import Columns, pack
from geo.doubt import with_doubts
from geo.film import Film
from geo.film import film as film_of
from geo.join import join
from geo.labels import PlaceLabels, first_places, place_labels
from geo.select import overview
from geo.view import ViewState, opening

KEPT_CHOICES = 64


def current() -> tuple[Columns, PlaceLabels]:
    """Return the columns of the view's events, whatever its dates, and the labels of the case."""
    opened, view = case.current(), view_url.current()
    return _columns(opened.version, undated(opened, view), opened), _labels(
        case.whole().version, case.whole()
    )


def film(view: ViewState) -> Film:
    """Return what the state of the case is made of over time, for the view's as-known date and names."""
    opened = case.current()
    return _film(opened.version, view.known, view.names, opened)


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


@st.cache_resource(show_spinner=False, max_entries=KEPT_CHOICES)
def _columns(version: str, view: ViewState, _case: Case) -> Columns:
    """Return the columns of one choice; version and choice are the key."""
    del version
    joined = join(_case.places, with_doubts(_case, overview(_case, view)))
    return pack(joined.placed, joined.unplaced)


@st.cache_resource(show_spinner=False)
def _labels(version: str, _case: Case) -> PlaceLabels:
    del version
    return place_labels(_case.places, first_places(_case.routes, _case.places))


@st.cache_resource(show_spinner=False, max_entries=KEPT_CHOICES)
def _film(version: str, known: date | None, names: str, _case: Case) -> Film:
    del version
    return film_of(_case, known, names)
