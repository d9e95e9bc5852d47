"""A map's picture as the message its layer script takes."""

from dataclasses import replace
from itertools import groupby, pairwise
from typing import Any

from geo.picture.layers import (
    Area,
    Circle,
    Flow,
    LegendEntry,
    MapPicture,
    Point,
    PointMark,
    RouteLine,
    SilentPlace,
    Window,
    circle_radius,
    flow_width,
    own_stretches,
)
from geo.picture.legend import legend
from geo.signs import CATEGORIES
from geo.view.event_columns import minutes

# Degrees to four places are eleven metres: finer than anything a route or flow is drawn from.
_PLACES = 4


def as_json(picture: MapPicture) -> dict[str, Any]:
    """The picture as the browser's message: columns and labels by their hash, the rest in full.

    Flows, circles, areas and marks go as bare lists, to keep a step small: `expanded` in the layer
    script names their parts.
    """
    other, shown = picture.compare, picture.window
    message = {
        "title": picture.title,
        "subtitle": picture.subtitle,
        "notes": picture.notes,
        "attribution": picture.attribution,
        "ground": picture.ground,
        "disclaimer": picture.disclaimer,
        "version": picture.case_version,
        "home": picture.home,
        "window": _window_json(picture),
        "until": minutes(shown.until or shown.end),
        "playback": picture.playback,
        "columns": picture.events.digest if picture.events else None,
        "labels": picture.places.digest if picture.places else None,
        "categories": picture.categories,
        **_own_kinds(picture),
        "names": picture.names,
        "select": picture.selected,
        **_shapes(picture, picture),
        "legend": [legend_json(entry) for entry in legend(picture)],
    }
    if other is None:
        return message
    combined = _together(picture, other)
    own, beside = _shapes(picture, combined), _shapes(other, combined)
    dates = {"subtitle": other.subtitle, "window": _window_json(other)}
    differing = {name: shapes for name, shapes in beside.items() if shapes != own[name]}
    return (
        message
        | own
        | {
            "legend": [legend_json(entry) for entry in legend(combined)],
            "compare": dates | differing,
        }
    )


def _own_kinds(picture: MapPicture) -> dict[str, Any]:
    """What the case calls or draws otherwise than usual: number, key, label, colours and sign of each."""
    own = [
        [at, kind.key, kind.label, kind.colour_light, kind.colour_dark, kind.path]
        for at, kind in enumerate(picture.kinds)
        if CATEGORIES[at : at + 1] != (kind,)
    ]
    return {"kinds": own} if own else {}


def _shapes(picture: MapPicture, combined: MapPicture) -> dict[str, Any]:
    """The picture's shapes, to the scale of ``whole``."""
    most = max((circle.value for circle in combined.circles), default=0)
    widest = max((flow.persons or 0 for flow in combined.flows), default=0)
    return {
        "routes": [
            _route_json(route, parts)
            for route, parts in zip(picture.routes, own_stretches(picture.routes), strict=True)
        ],
        "flows": [_flow_json(flow, widest) for flow in picture.flows],
        "circles": [_circle_json(circle, most) for circle in picture.circles],
        "areas": [area_json(area) for area in picture.areas],
        "marks": [_mark_json(mark) for mark in picture.marks],
        "silences": [_silence_json(place) for place in picture.silences],
    }


def _together(picture: MapPicture, other: MapPicture) -> MapPicture:
    """All that either of two pictures shows, for the scale and the legend they share."""
    first, second = picture.window, other.window
    return replace(
        picture,
        window=Window(min(first.start, second.start), max(first.end, second.end), max(first.at, second.at)),
        routes=picture.routes + other.routes,
        flows=picture.flows + other.flows,
        circles=picture.circles + other.circles,
        areas=tuple(dict.fromkeys(picture.areas + other.areas)),
        marks=picture.marks + other.marks,
        silences=picture.silences + other.silences,
        circle_title=picture.circle_title or other.circle_title,
    )


def _window_json(picture: MapPicture) -> list[int]:
    shown = picture.window
    return [minutes(shown.start), minutes(shown.end), minutes(shown.at)]


def _line(points: tuple[Point, ...]) -> list[float]:
    return [round(part, _PLACES) for point in points for part in point]


def _route_json(route: RouteLine, parts: tuple[tuple[Point, ...], ...]) -> dict[str, Any]:
    return (
        {
            "id": route.id,
            "name": route.name,
            "status": route.status,
            "label": route.label,
            "parts": [_line(part) for part in parts],
        }
        | ({"legs": _legs_json(route, parts)} if route.legs else {})
        | ({"span": list(route.span)} if route.span else {})
        | ({"way": route.way} if route.way else {})
        | ({"differs": True} if route.differs else {})
    )


def _legs_json(route: RouteLine, parts: tuple[tuple[Point, ...], ...]) -> list[list[str]]:
    """Of each part drawn the stretches in order, as "id|name"."""
    legs = dict(zip(map(frozenset, pairwise(route.coordinates)), route.legs, strict=True))
    return [["|".join(legs[frozenset(leg)]) for leg in pairwise(part)] for part in parts]


def _flow_json(flow: Flow, widest: int) -> list[Any]:
    line = _line((flow.start, flow.end))
    return [line, flow_width(flow.persons, widest), flow.label, flow.kind, _cards(flow.cards)]


def _circle_json(circle: Circle, most: float) -> list[Any]:
    at = _line(((circle.lon, circle.lat),))
    return [at, circle_radius(circle.value, most), circle.label, _cards(circle.cards)]


def area_json(area: Area) -> list[Any]:
    """One area as the browser takes it: rings, name, and what it opens."""
    return [[_line(ring) for ring in area.rings], area.name, _cards(area.cards)]


def _mark_json(mark: PointMark) -> list[Any]:
    at = _line(((mark.lon, mark.lat),))
    plain = [at, mark.label, mark.glyph, mark.category, _cards(mark.cards)]
    return [*plain, 1] if mark.hollow else plain


def _silence_json(place: SilentPlace) -> list[Any]:
    return [_line(((place.lon, place.lat),)), place.days, place.label, _cards(place.cards)]


def _cards(cards: tuple[str, ...]) -> list[str]:
    """What a mark opens, in order, the kind said once for each run: `["event:ev1;ev2", "place:ford"]`."""
    runs = [
        (kind, [card.partition(":")[2] for card in run])
        for kind, run in groupby(cards, lambda card: card.partition(":")[0])
    ]
    return [f"{kind}:{';'.join(keys)}" for kind, keys in runs]


def legend_json(entry: LegendEntry) -> list[str | float]:
    """One line of the legend as the browser takes it.

    Parameters
    ----------
    entry
        A line of the legend.

    Returns
    -------
    list
        Group, sign, key, label and size.
    """
    return [entry.group, entry.sign, entry.key, entry.label, entry.size]
