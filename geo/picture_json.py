"""A map's picture as the message its layer script takes."""

from typing import Any

from geo.categories import glyph
from geo.columns import minutes
from geo.layers import (
    Area,
    Circle,
    Flow,
    LegendEntry,
    MapPicture,
    Point,
    PointMark,
    RouteLine,
    circle_radius,
    flow_width,
    own_stretches,
)
from geo.legend import legend

# Degrees to four places are eleven metres: finer than anything a route or flow is drawn from.
_PLACES = 4


def as_json(picture: MapPicture) -> dict[str, Any]:
    """The picture as the browser's message: columns and labels by their hash, the rest in full."""
    most = max((circle.value for circle in picture.circles), default=0)
    widest = max((flow.persons or 0 for flow in picture.flows), default=0)
    shown = picture.window
    return {
        "title": picture.title,
        "subtitle": picture.subtitle,
        "notes": picture.notes,
        "attribution": picture.attribution,
        "disclaimer": picture.disclaimer,
        "version": picture.case_version,
        "home": picture.home,
        "window": [minutes(shown.start), minutes(shown.end), minutes(shown.at)],
        "columns": picture.events.digest if picture.events else None,
        "labels": picture.places.digest if picture.places else None,
        "categories": picture.categories,
        "names": picture.names,
        "select": picture.selected,
        "routes": [
            _route_json(route, parts)
            for route, parts in zip(picture.routes, own_stretches(picture.routes), strict=True)
        ],
        "flows": [_flow_json(flow, widest) for flow in picture.flows],
        "circles": [_circle_json(circle, most) for circle in picture.circles],
        "areas": [_area_json(area) for area in picture.areas],
        "marks": [_mark_json(mark) for mark in picture.marks],
        "legend": [_legend_json(entry) for entry in legend(picture)],
    }


def _line(points: tuple[Point, ...]) -> list[float]:
    return [round(part, _PLACES) for point in points for part in point]


def _route_json(route: RouteLine, parts: tuple[tuple[Point, ...], ...]) -> dict[str, Any]:
    return {
        "id": route.id,
        "name": route.name,
        "status": route.status,
        "label": route.label,
        "parts": [_line(part) for part in parts],
    }


def _flow_json(flow: Flow, widest: int) -> dict[str, Any]:
    return {
        "id": flow.id,
        "line": _line((flow.start, flow.end)),
        "width": flow_width(flow.persons, widest),
        "label": flow.label,
        "kind": flow.kind,
        "cards": flow.cards or (f"flow:{flow.id}",),
    }


def _circle_json(circle: Circle, most: float) -> dict[str, Any]:
    return {
        "id": circle.id,
        "at": _line(((circle.lon, circle.lat),)),
        "r": circle_radius(circle.value, most),
        "label": circle.label,
        "sub": circle.sub,
        "cards": circle.cards or (f"circle:{circle.id}",),
    }


def _area_json(area: Area) -> dict[str, Any]:
    return {
        "id": area.id,
        "name": area.name,
        "kind": area.kind,
        "rings": [_line(ring) for ring in area.rings],
        "cards": area.cards or (f"area:{area.id}",),
    }


def _mark_json(mark: PointMark) -> dict[str, Any]:
    return {
        "id": mark.id,
        "at": _line(((mark.lon, mark.lat),)),
        "label": mark.label,
        "glyph": glyph(mark.glyph),
        "category": mark.category,
        "count": mark.count,
        "hollow": mark.hollow,
        "cards": mark.cards or (f"mark:{mark.id}",),
    }


def _legend_json(entry: LegendEntry) -> list[str | float]:
    return [entry.group, entry.sign, entry.key, entry.label, entry.size]
