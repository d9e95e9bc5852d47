"""The moments at which the state of a road turns, and its state from each of them on."""

from __future__ import annotations

from bisect import bisect_right
from datetime import datetime, time, timedelta
from typing import TYPE_CHECKING

from geo.facts.reports import reported_days
from geo.facts.road_state import route_state
from geo.facts.status import status_spans, vouched_parts, watched_routes

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from geo.case.case import Case
    from geo.facts.road_state import RouteState
    from geo.facts.status import StatusSpan

Frames = tuple[tuple[datetime, "RouteState"], ...]


def state_frames(case: Case) -> dict[str, Frames]:
    """The moments at which each road's state may change, each with the state from then on.

    Up to the next of these moments nothing of the state changes but its counts of days, and when it was last
    shown while it is known.
    """
    patience, reported = case.settings.silence_days, reported_days(case)
    spans: dict[str, list[StatusSpan]] = {}
    for span in status_spans(case):
        spans.setdefault(span.route_id, []).append(span)
    frames = {}
    for route in watched_routes(case.routes):
        own, days = spans.get(route["route_id"], []), reported.get(route["route_id"], [])
        frames[route["route_id"]] = tuple(
            (moment, route_state(case, route, own, moment, days[: bisect_right(days, moment.date())]))
            for moment in sorted(_turns(own, days, patience))
        )
    return {route: own for route, own in frames.items() if own}


def _turns(spans: Sequence[StatusSpan], reported: Sequence[date], patience: int) -> set[datetime]:
    """When a status begins, ends, fades or is shown again, and a kind of traffic begins or ceases to pass."""
    turns = {moment for span in spans for moment in (span.start, span.end)}
    for span in spans:
        turns |= {
            moment
            for row in span.passages
            for moment in (row.start, row.end)
            if moment is not None and span.start < moment < span.end
        }
        days = [day for part in vouched_parts(span, reported, patience) for day in (part.first, part.last)]
        turns |= {datetime.combine(day, time()) + timedelta(days=n) for day in days for n in (0, 1)}
    return turns
