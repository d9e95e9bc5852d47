"""The field that finds a place under any of its names and opens its page; the key "/" leads to it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

import streamlit as st

from components.session import fields, session_case, view_url
from geo.case.case import Case
from geo.cells import as_text
from geo.memo import once_per_case
from geo.names import names_by_id
from geo.view.search import aliases, places_called
from geo.view.view import ViewState, write

if TYPE_CHECKING:
    from streamlit.navigation.page import StreamlitPage

FIELD, PAGE = "find_place", "place"
_ASKED = "place_asked"
# A browser cannot list a hundred thousand places: the others are found by what is typed.
MOST_LISTED = 500
MOST_NAMED = 4


def show(pages: Sequence[StreamlitPage], current: StreamlitPage, view: ViewState) -> None:
    """Show the field; what was chosen in it opens as the page of that place."""
    case = session_case.full_case()
    listed = _spellings(case, view.names)
    chosen = view.focus if view.focus in listed else None
    options = list(listed)
    st.selectbox(
        "Find a place, in any spelling or script",
        options,
        index=None if chosen is None else options.index(chosen),
        key=fields.key(FIELD, chosen),
        format_func=lambda place: listed.get(place, place),
        placeholder="Find a place  /",
        label_visibility="collapsed",
        accept_new_options=True,
        filter_mode="contains",
        width=160,
        on_change=_typed,
        args=(case,),
    )
    if st.session_state.pop(_ASKED, False) and current.url_path != PAGE:
        page = next(page for page in pages if page.url_path == PAGE)
        st.switch_page(page, query_params=write(view, case.settings))


@once_per_case(8)
def _spellings(case: Case, names: str) -> dict[str, str]:
    """Return each place listed by its id, as its name followed by every other spelling."""
    shown, places = names_by_id(case.places, names), case.places.iloc[:MOST_LISTED]
    columns = aliases(places)
    spelt = {}
    for place, *forms in places[["place_id", *columns]].itertuples(index=False, name=None):
        others = [part.strip() for form in forms for part in as_text(form).split(";")]
        name = shown[place]
        more = dict.fromkeys(other for other in others if other and other not in name)
        spelt[str(place)] = " · ".join((name, *more))
    return spelt


def _typed(case: Case) -> None:
    """Look at the place chosen, or at the first the words may stand for; say which others they may."""
    text = str(fields.value(FIELD) or "").strip().lstrip("/")
    if not text:
        view_url.change(lambda now: replace(now, focus=""))
        return
    known = set(case.places["place_id"])
    matches = (text,) if text in known else places_called(case.places, text)
    if not matches:
        view_url.change(lambda now: now)
        view_url.say(f"No place of this case is called “{text}”; “Show” searches the events for these words.")
        return
    view_url.change(lambda now: replace(now, focus=matches[0], selected=None))
    view_url.map_to_home()
    st.session_state[_ASKED] = True
    if others := matches[1 : MOST_NAMED + 1]:
        names = names_by_id(case.places, view_url.current().names)
        listed = ", ".join(names[place] for place in others)
        view_url.say(f"“{text}” may also stand for {listed}.")
