"""The one filter bar of all pages: which days, as at when, as known when, and what is shown.

Each control holds a copy of one part of the view and, when moved, changes the view; the view is the truth.
"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from datetime import date, datetime, time

import streamlit as st

from components.sections import about_link, event_count
from components.session import fields, session_case, view_url
from components.session.text import bold, plain
from components.shell import box_chip, case_choice, compare_controls, moment_label
from components.widgets import date_field, lazy_popover
from geo.case.case import Case
from geo.dates import Period, end_of_day, format_date, format_period, offset_of
from geo.facts.doubt import CONFIDENCES, DOUBT_LABELS, DOUBTS
from geo.names import names_by_id
from geo.view.select import Selection
from geo.view.view import ViewState, Vocabulary, days_to, step, unfiltered, widened_to, with_period
from geo.words import at_in_words

FIRST, LAST, AT_DAY, AT_TIME, KNOWN = "first_day", "last_day", "as_at_day", "as_at_time", "as_known_day"
SEARCH, CATEGORIES, ACTORS, PLACES = "show_search", "show_categories", "show_actors", "show_places"
CONFIDENCE, DOUBT, TRAFFIC = "show_confidence", "show_doubts", "show_traffic"
LAST_DAYS = 30
MOST_PLACES = 500


def show(case: Case, terms: Vocabulary, view: ViewState, selection: Selection) -> None:
    """Show the bar; at its end stands how much of the case is visible."""
    with st.container(horizontal=True, vertical_alignment="center", gap="small", key="filters"):
        _case(case, view)
        _period(case, view)
        _as_at(case, view)
        compare_controls.show(case, view)
        _as_known(view)
        _show(case, terms, view)
        st.button("Reset", key="reset", on_click=view_url.reset, args=(case.settings,), type="tertiary")
        box_chip.show(view, selection.total)
        event_count.show(case, view, selection)


def in_words(case: Case, view: ViewState) -> str:
    """Return case, period, as-at, compare and as-known date in one line."""
    period = format_period(Period(view.first, view.last))
    at = at_in_words(view.at, case.settings.zone)
    versus = f" · compared with {compare_controls.in_words(case, view)}" if view.versus else ""
    return f"{case.settings.title} · {period} · as at {at}{versus} · as known {known_in_words(view)}"


def known_in_words(view: ViewState) -> str:
    """Return the as-known date, or "now"."""
    return "now" if view.known is None else format_date(view.known)


def _case(case: Case, view: ViewState) -> None:
    lazy_popover.show(f"*Case* {bold(case.settings.title)}", lambda: _about_case(case, view), key="case")


def _about_case(case: Case, view: ViewState) -> None:
    case_choice.show(case.settings.id)
    st.markdown(plain(case.settings.summary) or "This case has no description.")
    about_link.show(case.settings, view)


def _period(case: Case, view: ViewState) -> None:
    words = format_period(Period(view.first, view.last))
    lazy_popover.show(f"Period {bold(words)}", lambda: _period_fields(case, view), key="period")


def _period_fields(case: Case, view: ViewState) -> None:
    st.markdown("Events count when their own dates overlap the period.")
    for number, preset in enumerate(case.settings.presets):
        label = f"{preset.label}, {format_period(preset.period)}"
        st.button(
            plain(label),
            key=f"preset_{number}",
            width="stretch",
            on_click=_set_period,
            args=(case, preset.period),
        )
    st.button(
        f"Last {LAST_DAYS} days to {format_date(view.at.date())}",
        key="preset_last_days",
        width="stretch",
        on_click=view_url.change,
        args=(lambda now: days_to(now, LAST_DAYS, case.settings),),
    )
    with st.container(horizontal=True, key="typed_days"):
        _typed_day("First day", FIRST, view.first, case)
        _typed_day("Last day", LAST, view.last, case)


def _typed_day(label: str, name: str, day: date, case: Case) -> None:
    date_field.show(label, name, day, _typed_period, case)


def _as_at(case: Case, view: ViewState) -> None:
    words, day = at_in_words(view.at, case.settings.zone), view.at.date()
    with st.container(
        horizontal=True, gap=None, vertical_alignment="center", width="content", key="as_at_group"
    ):
        _step_button("‹ day", "as_at_back", -1, "shift+left", at_end=day <= view.first)
        lazy_popover.show(f"As at {moment_label.of(words)}", lambda: _as_at_fields(case, view), key="as_at")
        _step_button("day ›", "as_at_on", 1, "shift+right", at_end=day >= view.last)


def _as_at_fields(case: Case, view: ViewState) -> None:
    day = view.at.date()
    clock = None if view.at == end_of_day(day) else view.at.time()
    st.markdown(
        "The as-at date: the day whose state is told and drawn; a day outside the period widens it."
        " Shift with the left or right arrow key steps by a day."
    )
    date_field.show("As-at date", AT_DAY, day, _typed_at)
    st.time_input(
        f"Time (UTC{offset_of(case.settings.zone, view.at)}), empty for the end of the day",
        value=None,
        key=fields.key_of_emptiable(AT_TIME, clock),
        step=3600,
        on_change=_typed_at,
    )


def _step_button(label: str, key: str, days: int, shortcut: str, *, at_end: bool) -> None:
    st.button(
        label,
        key=key,
        shortcut=shortcut,
        disabled=at_end,
        on_click=view_url.change,
        args=(lambda now: step(now, days),),
    )


def _as_known(view: ViewState) -> None:
    label = f"Reports to {bold(known_in_words(view))}"
    lazy_popover.show(label, lambda: _as_known_fields(view), key="as_known")


def _as_known_fields(view: ViewState) -> None:
    st.markdown(
        "The as-known date. With one, only what had been published by that day counts; sources without a"
        " publication date are then left out. “Now” counts all that is known today."
    )
    date_field.show("Published by, empty for all that is known now", KNOWN, view.known, _typed_known)
    st.button(
        "All that is known now",
        key="known_now",
        disabled=view.known is None,
        on_click=view_url.change,
        args=(lambda now: replace(now, known=None),),
    )


def _show(case: Case, terms: Vocabulary, view: ViewState) -> None:
    label = f"Show {bold(_shown_in_words(view))}"
    lazy_popover.show(label, lambda: _show_fields(case, terms, view), key="show")


def _show_fields(case: Case, terms: Vocabulary, view: ViewState) -> None:
    st.text_input(
        "Search titles, summaries, actors, places and sources, in any spelling or script",
        value=view.search,
        key=fields.key(SEARCH, view.search),
        max_chars=200,
        on_change=_typed_filters,
    )
    places = names_by_id(case.places, view.names)
    named = case.settings.kinds
    categories = _with(terms.categories, view.categories)
    _choice("Categories", CATEGORIES, view.categories, categories, lambda key: named[key].label)
    _choice("Actors", ACTORS, view.actors, _with(terms.actors, view.actors), str)
    offered = _offered(terms, view)
    _choice(_places_label(terms), PLACES, view.places, offered, lambda key: places.get(key, key))
    _choice("Confidence", CONFIDENCE, view.confidence, CONFIDENCES, str.capitalize)
    _choice("In doubt", DOUBT, view.doubts, DOUBTS, DOUBT_LABELS.__getitem__)
    kinds = session_case.full_case().settings.traffic
    st.selectbox(
        "Roads as they stood for",
        ("", *kinds),
        index=("", *kinds).index(view.traffic),
        key=fields.key(TRAFFIC, view.traffic),
        format_func=lambda kind: kinds.get(kind, "all traffic"),
        on_change=_typed_filters,
    )
    st.button(
        "Show all",
        key="show_all",
        disabled=_shown_in_words(view) == "all",
        on_click=view_url.change,
        args=(lambda now: replace(unfiltered(now), traffic=""),),
    )


def _choice(
    label: str, name: str, chosen: tuple[str, ...], options: tuple[str, ...], words: Callable[[str], str]
) -> None:
    st.multiselect(
        label,
        options,
        default=chosen,
        key=fields.key(name, list(chosen)),
        format_func=words,
        placeholder="All",
        select_all=False,
        on_change=_typed_filters,
    )


def _shown_in_words(view: ViewState) -> str:
    settings = session_case.full_case().settings
    chosen = {
        "search": view.search and f"“{view.search}”",
        "categories": " and ".join(settings.kinds[category].label for category in view.categories[:1]),
        "actors": view.actors,
        "places": view.places,
        "confidence": " or ".join(view.confidence) + " confidence",
        "doubts": " or ".join(DOUBT_LABELS[doubt].lower() for doubt in view.doubts),
        "dated": f"{view.dated} dates",
        "traffic": f"roads for {settings.traffic.get(view.traffic)}",
    }
    asked = [name for name in chosen if getattr(view, name)]
    if not asked:
        return "all"
    value = chosen[asked[0]]
    one_category = asked[0] != "categories" or len(view.categories) == 1
    if len(asked) == 1 and isinstance(value, str) and one_category:
        return value
    return "one filter" if len(asked) == 1 else f"{len(asked)} filters"


def _offered(terms: Vocabulary, view: ViewState) -> tuple[str, ...]:
    """Return the places to choose from: a browser cannot list a hundred thousand."""
    return _with(terms.places[:MOST_PLACES], view.places)


def _with(offered: tuple[str, ...], chosen: tuple[str, ...]) -> tuple[str, ...]:
    """Return what is offered and what is chosen: a choice may be unknown on an as-known date."""
    return tuple(dict.fromkeys((*offered, *chosen)))


def _places_label(terms: Vocabulary) -> str:
    if len(terms.places) <= MOST_PLACES:
        return "Places"
    return f"Places, the {MOST_PLACES} named most often; the search above finds every other"


def _set_period(case: Case, period: Period) -> None:
    view_url.change(lambda now: with_period(now, period.first, period.last, case.settings))


def _typed_period(case: Case) -> None:
    """Take the two days typed; one that is empty or half picked leaves that end where it was."""
    with suppress(date_field.UnreadableDayError):
        first, last = date_field.typed(FIRST), date_field.typed(LAST)
        view_url.change(lambda now: with_period(now, first or now.first, last or now.last, case.settings))


def _typed_at() -> None:
    with suppress(date_field.UnreadableDayError):
        day, clock, before = date_field.typed(AT_DAY), fields.value(AT_TIME), view_url.current()
        if day is not None:
            view_url.change(lambda now: widened_to(now, _at(day, clock)))
            after = view_url.current()
            if (after.first, after.last) != (before.first, before.last):
                period = format_period(Period(after.first, after.last))
                view_url.say(f"{format_date(day)} lay outside the period, which is now {period}.")


def _at(day: date, clock: time | None) -> datetime:
    return end_of_day(day) if clock is None else datetime.combine(day, clock)


def _typed_known() -> None:
    with suppress(date_field.UnreadableDayError):
        known = date_field.typed(KNOWN)
        view_url.change(lambda now: replace(now, known=known))


def _typed_filters() -> None:
    view_url.change(
        lambda now: replace(
            now,
            search=fields.value(SEARCH).strip(),
            categories=tuple(fields.value(CATEGORIES)),
            actors=tuple(fields.value(ACTORS)),
            places=tuple(fields.value(PLACES)),
            confidence=tuple(fields.value(CONFIDENCE)),
            doubts=tuple(fields.value(DOUBT)),
            traffic=fields.value(TRAFFIC),
        )
    )
