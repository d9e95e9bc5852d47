"""The view a user looks at, and its one written form: the query of the address.

Nothing here evaluates or unpickles what an address says: every name has a typed reader, and what a
reader refuses falls back to the default with a note that names the value.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from typing import TypeVar

from geo.case.settings import Settings
from geo.dates import EARLIEST, LATEST, end_of_day, format_date
from geo.facts.doubt import CONFIDENCES, DATINGS, DOUBTS
from geo.names import BOTH
from geo.view.box import Box, read_box, write_box

LONGEST_SEARCH, LONGEST_SHOWN = 200, 60
# Degrees north or south that a Web Mercator map can show, degrees east or west, and the closest zoom.
# A case across the meridian of 180 degrees has longitudes beyond it.
MOST_LAT, LEAST_LON, MOST_LON, MOST_ZOOM = 85, -180, 540, 20
MOST_NAMED = 10
"""Unknown members of a list that a note names; of further ones it gives the count."""
MAP, BOX, CASE = "map", "box", "case"
_SELECTED = re.compile(r"[a-z_]{1,20}:[\w.-]{1,80}")

T = TypeVar("T")
Query = Mapping[str, str | Sequence[str]]


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """The keys a view may hold: categories, actors, place ids and figures of the loaded case."""

    categories: tuple[str, ...] = ()
    actors: tuple[str, ...] = ()
    places: tuple[str, ...] = ()
    figures: tuple[str, ...] = ()
    """Figures whose claims can be looked at, as `measure:subject`."""
    all_places: frozenset[str] = frozenset()
    """Ids of all places, those without an event too."""


@dataclass(frozen=True, slots=True)
class ViewState:
    """One view: which case, which days, as at when, as known when, and what of it is shown."""

    case: str
    first: date
    """First day of the period, inclusive."""
    last: date
    """Last day of the period, inclusive."""
    at: datetime
    """As-at moment, local to the case; always inside the period."""
    known: date | None = None
    """Only what was published by this day counts; None means all that is known now."""
    categories: tuple[str, ...] = ()
    """Categories shown; empty means all."""
    actors: tuple[str, ...] = ()
    places: tuple[str, ...] = ()
    confidence: tuple[str, ...] = ()
    """Degrees of confidence shown; empty means all."""
    doubts: tuple[str, ...] = ()
    """Kinds of doubt, of which an event shown has one at least; empty means with or without."""
    dated: str = ""
    """`certain` or `possible`: how surely the date lies in the period; empty means either."""
    names: str = BOTH
    search: str = ""
    map: tuple[float, float, float] | None = None
    """Latitude, longitude (degrees, WGS 84) and zoom of the map; None means the whole case."""
    box: Box | None = None
    """Box selected on the map: only events that happened in it are listed; None means no selection."""
    selected: str | None = None
    """What is open, as `kind:id` (`event:ev012`, `source:s-004`)."""
    versus: datetime | None = None
    """The moment the as-at moment is compared with, inside the period or not; None for no comparison."""
    seen: date | None = None
    """The as-at date the reader last looked at, where the link carries it."""
    figure: str = ""
    """The figure whose claims are looked at, as `measure:subject`; empty means none was chosen."""
    traffic: str = ""
    """The kind of traffic for which the roads are shown; empty for all."""
    focus: str = ""
    """Id of the place that the page Place is about; empty means none was chosen."""


def opening(settings: Settings) -> ViewState:
    """Return the view a case opens with."""
    first, last = settings.first, settings.last
    return ViewState(settings.id, first, last, default_at(first, last, settings))


def default_at(first: date, last: date, settings: Settings) -> datetime:
    """Return the as-at moment a period has unless told: its end, or the case's own for its two periods."""
    full_period = (settings.period.first, settings.period.last)
    if settings.as_at is not None and (first, last) in {(settings.first, settings.last), full_period}:
        return clamp(settings.as_at, first, last)
    return end_of_day(last)


def unfiltered(view: ViewState) -> ViewState:
    """Return the view without any choice of what is shown but its dates and the box on its map."""
    return replace(view, search="", categories=(), actors=(), places=(), confidence=(), doubts=(), dated="")


def clamp(at: datetime, first: date, last: date) -> datetime:
    """Return the moment nearest to `at` that lies inside the period."""
    return min(max(at, datetime.combine(first, time.min)), end_of_day(last))


def with_period(view: ViewState, first: date, last: date, settings: Settings) -> ViewState:
    """Return the view over another period; the two days may come in either order.

    An as-at moment nobody chose moves to the new period's own; a chosen one is kept while it fits.
    """
    first, last = sorted((first, last))
    if view.at == default_at(view.first, view.last, settings):
        at = default_at(first, last, settings)
    else:
        at = clamp(view.at, first, last)
    return replace(view, first=first, last=last, at=at)


def with_at(view: ViewState, at: date | datetime) -> ViewState:
    """Return the view as at another day (its end) or moment, kept inside the period."""
    return replace(view, at=clamp(_moment(at), view.first, view.last))


def widened_to(view: ViewState, at: date | datetime) -> ViewState:
    """Return the view as at a day (its end) or moment; a period without that day is widened to it."""
    moment = _moment(at)
    day = min(max(moment.date(), EARLIEST), LATEST)
    return with_at(replace(view, first=min(view.first, day), last=max(view.last, day)), moment)


def step(view: ViewState, days: int) -> ViewState:
    """Return the view as at the end of the day so many days later (earlier when negative).

    Parameters
    ----------
    view
        The view.
    days
        Days to step, negative for back.

    Returns
    -------
    ViewState
        The view at the other day, inside its period.
    """
    return with_at(view, view.at.date() + timedelta(days=days))


def days_to(view: ViewState, days: int, settings: Settings) -> ViewState:
    """Return the view over the `days` days that end with the as-at date, which it keeps.

    Parameters
    ----------
    view
        The view.
    days
        Days of the new period, the as-at day included.
    settings
        Settings of the case, whose period bounds it.

    Returns
    -------
    ViewState
        The view over that period, or over the part of it that the case is about.
    """
    last = view.at.date()
    first = max(last - timedelta(days=days - 1), min(settings.period.first, last))
    moved = with_period(view, first, last, settings)
    return replace(moved, at=view.at)


def write(view: ViewState, settings: Settings) -> dict[str, str]:
    """Return the query of the view, defaults left out.

    >>> from types import SimpleNamespace
    >>> month = {"first": date(2023, 9, 1), "last": date(2023, 9, 30)}
    >>> days = {"period": SimpleNamespace(**month), "as_at": None, **month}
    >>> case = SimpleNamespace(id="x", one_of_several=False, **days)
    >>> write(replace(opening(case), search="Шуши"), case)
    {'q': 'Шуши'}
    """
    start = opening(settings)
    at = default_at(view.first, view.last, settings)
    written = {
        CASE: view.case if settings.one_of_several or view.case != start.case else "",
        "from": "" if view.first == start.first else view.first.isoformat(),
        "to": "" if view.last == start.last else view.last.isoformat(),
        "at": "" if view.at == at else _write_moment(view.at),
        "known": "" if view.known is None else view.known.isoformat(),
        "cat": ";".join(view.categories),
        "actor": ";".join(view.actors),
        "place": ";".join(view.places),
        "conf": ";".join(view.confidence),
        "doubt": ";".join(view.doubts),
        "dated": view.dated,
        "names": "" if view.names == start.names else view.names,
        "q": view.search,
        MAP: "" if view.map is None else f"{view.map[0]:.4f},{view.map[1]:.4f},{view.map[2]:g}",
        BOX: "" if view.box is None else write_box(view.box),
        "open": view.selected or "",
        "vs": "" if view.versus is None else _write_moment(view.versus),
        "seen": "" if view.seen is None else view.seen.isoformat(),
        "figure": view.figure,
        "traffic": view.traffic,
        "focus": view.focus,
    }
    return {name: value for name, value in written.items() if value}


def write_whole(view: ViewState, settings: Settings) -> dict[str, str]:
    """Return the query of the view with its dates always said: it stays when the case's defaults change."""
    dates = {
        "from": view.first.isoformat(),
        "to": view.last.isoformat(),
        "at": _write_moment(view.at),
    }
    return dates | write(view, settings)


def read(query: Query, settings: Settings, vocabulary: Vocabulary) -> tuple[ViewState, tuple[str, ...]]:
    """Return the view a query asks for, and one sentence for each value that could not be used."""
    start, notes = opening(settings), _Notes(query)
    first = notes.take("from", _day, start.first, "first day of the period")
    last = notes.take("to", _day, start.last, "last day of the period")
    if first > last:
        notes.add(f"The period {first} to {last} ends before it starts; the default is shown instead.")
        first, last = start.first, start.last
    at = notes.take("at", _read_moment, default_at(first, last, settings), "as-at date")
    if (
        not notes.text("from")
        and not notes.text("to")
        and settings.period.first <= at.date() <= settings.period.last
    ):
        # Who asks for a day and no period is shown that day and what led to it, though the case opens later.
        first = settings.period.first if at.date() < first else first
        last = max(last, at.date())
    inside = clamp(at, first, last)
    if inside != at:
        notes.add(
            f"The as-at date {format_date(at.date())} lies outside the period; "
            f"{format_date(inside.date())} is used instead."
        )
    view = ViewState(
        case=notes.take(CASE, _one_of((start.case,)), start.case, "case"),
        first=first,
        last=last,
        at=inside,
        known=notes.take("known", _day, None, "as-known date"),
        categories=notes.members("cat", vocabulary.categories, "category"),
        actors=notes.members("actor", vocabulary.actors, "actor"),
        places=notes.members("place", vocabulary.places, "place"),
        confidence=notes.members("conf", CONFIDENCES, "degree of confidence"),
        doubts=notes.members("doubt", DOUBTS, "kind of doubt"),
        dated=notes.take("dated", _one_of(DATINGS), "", "certainty of dates"),
        names=notes.take("names", _one_of(settings.names or (BOTH,)), start.names, "choice of names"),
        search=notes.take("q", _search, "", "search"),
        map=notes.take(MAP, _position, None, "map position"),
        box=notes.take(BOX, read_box, None, "selection on the map"),
        selected=notes.take("open", _selected, None, "item to open"),
        versus=notes.take("vs", _read_moment, None, "date to compare with"),
        seen=notes.take("seen", _day, None, "date of the last visit"),
        figure=notes.take("figure", _one_of(vocabulary.figures), "", "figure to look at"),
        traffic=notes.take("traffic", _one_of(tuple(settings.traffic)), "", "kind of traffic"),
        focus=notes.take("focus", _one_of(vocabulary.all_places), "", "place to look at"),
    )
    return view, tuple(notes.sentences)


class _Notes:
    """Reads one name of a query after another and keeps what there is to say about them."""

    def __init__(self, query: Query) -> None:
        self._query = query
        self.sentences: list[str] = []

    def add(self, sentence: str) -> None:
        self.sentences.append(sentence)

    def text(self, name: str) -> str:
        value = self._query.get(name, "")
        return value if isinstance(value, str) else ";".join(value)

    def take(self, name: str, reader: Callable[[str], T], default: T, called: str) -> T:
        text = self.text(name)
        if not text:
            return default
        try:
            return reader(text)
        except ValueError:
            self.add(f"The link's {called}, “{_short(text)}”, cannot be used; the default is shown instead.")
            return default

    def members(self, name: str, allowed: Collection[str], called: str) -> tuple[str, ...]:
        asked = dict.fromkeys(part for part in self.text(name).split(";") if part)
        unknown = [part for part in asked if part not in allowed]
        if unknown:
            named = ", ".join(f"“{_short(part)}”" for part in unknown[:MOST_NAMED])
            more = len(unknown) - MOST_NAMED
            named += f" and {more:,} more" if more > 0 else ""
            is_out = "is not in this case and was" if len(unknown) == 1 else "are not in this case and were"
            self.add(f"The link's {called} {named} {is_out} left out.")
        return tuple(part for part in asked if part in allowed)


def _moment(at: date | datetime) -> datetime:
    return at if isinstance(at, datetime) else end_of_day(at)


def _write_moment(at: datetime) -> str:
    return at.date().isoformat() if at == end_of_day(at.date()) else at.strftime("%Y-%m-%dT%H:%M")


def _day(text: str) -> date:
    day = datetime.strptime(text, "%Y-%m-%d").date()
    if not EARLIEST <= day <= LATEST:
        raise ValueError(text)
    return day


def _read_moment(text: str) -> datetime:
    if "T" not in text:
        return _moment(_day(text))
    day, _, clock = text.partition("T")
    return datetime.combine(_day(day), datetime.strptime(clock, "%H:%M").time())


def _one_of(allowed: Collection[str]) -> Callable[[str], str]:
    def reader(text: str) -> str:
        if text not in allowed:
            raise ValueError(text)
        return text

    return reader


def _search(text: str) -> str:
    if len(text) > LONGEST_SEARCH:
        raise ValueError(text)
    return text


def _position(text: str) -> tuple[float, float, float] | None:
    lat, lon, zoom = (float(part) for part in text.split(","))
    inside = abs(lat) <= MOST_LAT and LEAST_LON <= lon <= MOST_LON and 0 <= zoom <= MOST_ZOOM
    if not inside or not math.isfinite(lat + lon + zoom):
        raise ValueError(text)
    return round(lat, 4), round(lon, 4), round(zoom, 2)


def _selected(text: str) -> str | None:
    if not _SELECTED.fullmatch(text):
        raise ValueError(text)
    return text


def _short(text: str) -> str:
    return text if len(text) <= LONGEST_SHOWN else text[: LONGEST_SHOWN - 1] + "…"
