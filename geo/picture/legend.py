"""The legend of a map: an entry for what is drawn on it, and for nothing else."""

import math
from collections.abc import Sequence

import numpy as np

from geo.picture.grammar import RING_METRES
from geo.picture.layers import LegendEntry, MapPicture, circle_radius
from geo.picture.place_outlines import outlined
from geo.signs import SIGN_LABELS, STATUSES
from geo.view.event_columns import DISPUTED, SINGLE_SOURCE, UNCERTAIN, minutes

OUTLINE_ENTRY = LegendEntry("Event", "outline", "", "Known only to this area; schematic, no boundary")
AREA_ENTRY = LegendEntry("Area", "area", "", "Schematic, round named places; no boundary")

DENSITY_ENTRY = LegendEntry("Event", "density", "", "Commonest kind nearby")
# Of single events: where one sign tells of many, none of these is drawn.
_OF_SINGLE = ("hollow", "single", "ring", "outline")


def legend(picture: MapPicture) -> tuple[LegendEntry, ...]:
    """Entries for what the picture draws, in groups with a heading each."""
    return (
        *_route_entries(picture),
        *([silence_entry(picture.silence_rule)] if picture.silences else ()),
        *_event_entries(picture),
        *_mark_entries(picture),
        *_flow_entries(picture),
        *_circle_entries(picture),
        *_area_entries(picture),
    )


def as_density(entries: Sequence[LegendEntry]) -> tuple[LegendEntry, ...]:
    """Entries of a legend where one sign tells of all events near it.

    Parameters
    ----------
    entries
        Entries where each event has its sign.

    Returns
    -------
    tuple of LegendEntry
        Without what is said of single events, and with what such a sign means before the categories.
    """
    left = [entry for entry in entries if entry.sign not in _OF_SINGLE]
    at = next((n for n, entry in enumerate(left) if entry.sign == "category"), len(left))
    return (*left[:at], DENSITY_ENTRY, *left[at:])


def silence_entry(rule: tuple[int, int]) -> LegendEntry:
    """What the mark of a silent place means: the days of patience, and how many places at most are marked.

    Parameters
    ----------
    rule
        Days, and number of places (0 for all), as `geo.facts.silent_places.marking` has them.

    Returns
    -------
    LegendEntry
        The line of the legend.
    """
    silence_days, most = rule
    where = f" at the {most} places most reported on" if most else ""
    words = f"Days unreported{where}, over {silence_days} and over twice the usual gap"
    return LegendEntry("Silence", "silence", "", f"{words}; no sign of calm")


def legend_sizes(largest: float) -> tuple[float, ...]:
    """At most three round values for the sizes of the legend, the greatest first.

    Parameters
    ----------
    largest
        The greatest value on the map.

    Returns
    -------
    tuple of float
        At most three, each one digit and noughts: about all, a quarter and a twentieth of it.

    Examples
    --------
    >>> legend_sizes(46409), legend_sizes(7), legend_sizes(0)
    ((40000, 10000, 2000), (7,), ())
    """
    if largest <= 0:
        return ()
    if largest < 10:  # noqa: PLR2004 - below ten one sample says it all
        return (math.floor(largest),)
    power = 10 ** math.floor(math.log10(largest))
    top = math.floor(largest / power) * power
    return tuple(value for value in (top, _round(top / 4), _round(top / 20)) if value >= 1)


def _round(value: float) -> int:
    """The value cut to its first figure."""
    if value < 1:
        return 0
    power = 10 ** math.floor(math.log10(value))
    return int(value // power * power)


def _route_entries(picture: MapPicture) -> list[LegendEntry]:
    present = {route.status for route in picture.routes}
    entries = [
        LegendEntry("Road", "status", key, status.label) for key, status in STATUSES.items() if key in present
    ]
    if any(route.differs for route in picture.routes):
        entries.append(LegendEntry("Road", "differs", "", "State differs between the dates"))
    if picture.routes:
        entries.append(LegendEntry("Road", "text", "", "Lines between places, not surveyed roads"))
    return entries


def _event_entries(picture: MapPicture) -> list[LegendEntry]:
    if picture.events is None:
        return []
    span = minutes(picture.window.start), minutes(picture.window.end)
    present = picture.events.categories(*span)
    shown = [key for key in present if not picture.categories or key in picture.categories]
    labels = {kind.key: kind.label for kind in picture.kinds}
    entries = [LegendEntry("Event", "category", key, labels[key]) for key in shown]
    drawn = picture.events.drawn(*span)
    if picture.categories:
        keys = picture.events.keys
        drawn = drawn & np.isin(picture.events.category, [keys.index(key) for key in shown])
    flags = picture.events.flags[drawn]
    if np.any(flags & (UNCERTAIN | DISPUTED)):
        entries.append(LegendEntry("Event", "hollow", "", "Uncertain, disputed, date not exact"))
    if np.any(flags & SINGLE_SOURCE):
        entries.append(LegendEntry("Event", "single", "", "One source only"))
    if np.any(picture.events.end[drawn] <= minutes(picture.window.at)):
        entries.append(LegendEntry("Event", "ended", "", "Over by the as-at date"))
    _, by_outline = outlined(picture)
    if np.any(picture.events.accuracy[drawn & ~by_outline] >= RING_METRES):
        entries.append(LegendEntry("Event", "ring", "", "Place known only within the ring"))
    if np.any(by_outline):
        entries.append(OUTLINE_ENTRY)
    return entries


def _mark_entries(picture: MapPicture) -> list[LegendEntry]:
    present = {mark.glyph: mark.category for mark in reversed(picture.marks)}
    return [
        LegendEntry("Mark", "sign", f"{key};{present[key]}", text)
        for key, text in SIGN_LABELS.items()
        if key in present
    ]


def _flow_entries(picture: MapPicture) -> list[LegendEntry]:
    words = {
        "displacement": "People displaced (not the road taken)",
        "contact": "Met or spoke (line between seats, not where)",
    }
    present = {flow.kind for flow in picture.flows}
    widest = max((flow.persons or 0 for flow in picture.flows), default=0)
    entries = [LegendEntry("Movement", "flow", kind, text) for kind, text in words.items() if kind in present]
    if widest:
        entries.append(LegendEntry("Movement", "text", "", f"Widest arrow: {widest:,} people"))
    return entries


def _circle_entries(picture: MapPicture) -> list[LegendEntry]:
    most = max((circle.value for circle in picture.circles), default=0)
    return [
        LegendEntry(picture.circle_title, "circle", "", f"{size:,.0f}", circle_radius(size, most))
        for size in legend_sizes(most)
    ]


def _area_entries(picture: MapPicture) -> list[LegendEntry]:
    return [AREA_ENTRY] if picture.areas else []
