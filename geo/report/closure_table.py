"""Who had a way out and aid a way in, place by place, as a table."""

from __future__ import annotations

from typing import TYPE_CHECKING

from geo.facts.network import LIMITED, OPEN, SHUT, UNKNOWN
from geo.facts.provenance import WAYS
from geo.report.closure import doubtful, road_names
from geo.report.listings import ROWS, frame_of
from geo.report.way_figures import rows_behind
from geo.words import capital

if TYPE_CHECKING:
    from collections.abc import Mapping

    import pandas as pd

    from geo.case.case import Case
    from geo.facts.access import Access, Closure
    from geo.facts.network import User
    from geo.facts.ways_out import WayOut

LEVEL_WORDS = {OPEN: "open", LIMITED: "under restrictions", UNKNOWN: "not known", SHUT: "none"}


def table(case: Case, now: Access, names: Mapping[str, str], closed: Closure | None = None) -> pd.DataFrame:
    """Who had a way out of each place, and aid and goods a way in.

    Parameters
    ----------
    case
        The case as known.
    now
        The ways on the as-at day.
    names
        Name of each place by its id.
    closed
        A closure tried out; None for none.

    Returns
    -------
    pandas.DataFrame
        One row a place asked for, indexed by its id; kilometres in words. With ``closed`` also how each
        way would be after it.
    """
    rows = {}
    for rank, place in enumerate(now.roads.asked):
        cells: dict[str, object] = {"Place": names.get(place, place)}
        for user in now.ways:
            head = _head(case, user)
            way = now.ways[user][rank]
            cells[head] = LEVEL_WORDS[way.level]
            cells[f"{head}: best way"] = _best(case, now, way, names)
            if closed is not None:
                cells[f"{head}: if closed"] = LEVEL_WORDS[closed.after.ways[user][rank].level]
        behind = dict.fromkeys(row for user in now.ways for row in rows_behind(now, now.ways[user][rank]))
        rows[place] = cells | {ROWS: tuple(behind)}
    return frame_of(rows, WAYS)


def _head(case: Case, user: User) -> str:
    traffic, direction = user
    return f"{capital(case.settings.traffic[traffic])}, on the way {direction}"


def _best(case: Case, now: Access, way: WayOut, names: Mapping[str, str]) -> str:
    if way.level == SHUT:
        return ""
    if way.level == UNKNOWN:
        return "; ".join(doubtful(case, now, way))
    roads = road_names(case)
    by = ", ".join(roads[route] for route in way.route_ids)
    only = ", the only road" if way.needs else ""
    return f"{by}, about {way.km or 0:,.0f} km to {names.get(way.exit_id, way.exit_id)}{only}"
