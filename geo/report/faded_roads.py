"""Roads last shown closed whose state is not known any longer: how many, and when last shown, in words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from geo.dates import format_date
from geo.facts import provenance
from geo.facts.provenance import Provenance, named, sources_of
from geo.report import road_figures
from geo.report.answer import KeyFigure
from geo.report.passage_words import unsure
from geo.words import counted, plural

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from geo.case.case import Case
    from geo.facts.road_state import RouteState
    from geo.facts.state import State

# One faded road is spoken of by its name.
_COUNTED_FROM = 2


def last_shown_closed(roads: Iterable[RouteState]) -> list[RouteState]:
    """The roads last shown closed which nobody has confirmed since within the case's silence days."""
    return [road for road in roads if road.faded and road.last_status == "closed"]


def others_words(roads: Sequence[RouteState]) -> list[str]:
    """How many roads beside those named were last shown closed, from full to short; empty for none."""
    if not roads:
        return []
    were = f"{counted(len(roads), 'other road')} {plural(len(roads), 'was', 'were')} {_shown(roads)}"
    return [f"{were}{_when(roads)}", were]


def none_known_open(roads: Sequence[RouteState]) -> str:
    """That no road is known to be open, where several were last shown closed; empty for fewer."""
    if len(roads) < _COUNTED_FROM:
        return ""
    to = f" to {roads[0].traffic}" if roads[0].traffic else ""
    return f"no road was known to be open{to}; {len(roads):,} were {_shown(roads)}{_when(roads)}"


def by_any_road(roads: Iterable[RouteState]) -> str:
    """Of which roads it is said that there is no way: of all, or without those last shown closed long ago."""
    return f"by any road {'whose state was known' if last_shown_closed(roads) else 'of this case'}"


def figures(case: Case, state: State, roads: Sequence[RouteState]) -> tuple[KeyFigure, ...]:
    """How many roads were last shown closed, and of each when."""
    if not roads:
        return ()
    number = KeyFigure(
        f"{len(roads):,}", "roads last shown closed, not known any longer",
        f"on {format_date(state.at.date())}", sources_of(roads), (),
        Provenance(provenance.FADED_ROADS, named("status", (road.status_ids[-1] for road in roads))),
    )  # fmt: skip
    return (number, *(road_figures.last_shown(case, state, road) for road in roads))


def _shown(roads: Sequence[RouteState]) -> str:
    return f"last shown closed{unsure(roads)}"


def _when(roads: Sequence[RouteState]) -> str:
    """The latest day on which one of the roads was shown, and whether others were shown before it."""
    days = {day for road in roads if (day := road.confirmed_on or road.since)}
    return f" on {format_date(max(days))}{' or before' if len(days) > 1 else ''}" if days else ""
