"""Rows of route_status.csv and passage.csv: when a status ends, on which part of a road, for what traffic."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from geo.case.set_aside import Fault
from geo.cells import items

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

# The end of a status whose end is not known, until a later row of the same road begins.
OPEN_END = pd.Timestamp("2101-01-01")
# How long the text of a moment is that has an hour.
_WITH_HOUR = 16
_TRACK = ["route_id", "from_place_id", "to_place_id"]


def ending_at_their_hour(statuses: pd.DataFrame) -> pd.DataFrame:
    """Statuses that end at the hour given, where ``date_to`` has one.

    Parameters
    ----------
    statuses
        Rows of route_status.csv with ``start`` and ``end``.

    Returns
    -------
    pandas.DataFrame
        The same rows; an end given as a day alone stays the midnight after it.
    """
    hours = statuses["date_to"].str.len().eq(_WITH_HOUR)
    until = pd.to_datetime(statuses["date_to"].where(hours), errors="coerce").astype(statuses["end"].dtype)
    return statuses.assign(end=statuses["end"].where(~hours, until))


def with_open_ends(statuses: pd.DataFrame, case_ends: pd.Timestamp) -> pd.DataFrame:
    """Statuses without an end, ended by what came after.

    Such a status holds until the next of its road and part begins, or one of the whole road, else to the end
    of the case.

    Parameters
    ----------
    statuses
        Rows of route_status.csv with ``start`` and ``end``.
    case_ends
        The moment the case ends.

    Returns
    -------
    pandas.DataFrame
        The same rows with their ``end``.
    """
    open_end = statuses["date_to"].eq("")
    if not open_end.any():
        return statuses
    following, last = next_starts(statuses), statuses["end"].clip(lower=case_ends)
    until = following.where(following.ne(OPEN_END), last).astype(statuses["end"].dtype)
    return statuses.assign(end=statuses["end"].where(~open_end, until))


def next_starts(statuses: pd.DataFrame) -> pd.Series:
    """When the next status of the same road and part begins, or of the whole road.

    Parameters
    ----------
    statuses
        Rows of route_status.csv with ``start`` and ``end``.

    Returns
    -------
    pandas.Series
        Moments with the index of ``statuses``; ``OPEN_END`` where no other follows.
    """
    ordered = statuses.sort_values("start", kind="stable")
    following = ordered.groupby(_TRACK)["start"].shift(-1)
    whole_road = ordered["start"].where(ordered[_TRACK[1:]].eq("").all(axis=1))
    later = whole_road.groupby(ordered["route_id"]).transform(
        lambda starts: starts[::-1].shift(1).cummin()[::-1]
    )
    until = pd.concat([following, later], axis=1).min(axis=1)
    filled: pd.Series = until.reindex(statuses.index).fillna(OPEN_END).astype(statuses["end"].dtype)
    return filled


def last_moments(ends: pd.Series) -> pd.Series:
    """The ends of statuses as their table writes them.

    Parameters
    ----------
    ends
        Moments, half-open.

    Returns
    -------
    pandas.Series
        Texts with the index of ``ends``: the hour, or the last day where the end is a midnight.
    """
    days = (ends - pd.Timedelta(seconds=1)).dt.strftime("%Y-%m-%d")
    return ends.dt.strftime("%Y-%m-%dT%H:%M").where(ends.ne(ends.dt.normalize()), days).astype("str")


def overlapping(statuses: pd.DataFrame) -> Iterator[Fault]:
    """Statuses that begin before an earlier one of the same road and part has ended.

    Parameters
    ----------
    statuses
        Rows of route_status.csv with ``start`` and ``end``, indexed by the line in the file.

    Yields
    ------
    Fault
        One, perhaps empty; each such row is lost.
    """
    lines: list[int] = []
    for _, track in statuses.sort_values("start", kind="stable").groupby(_TRACK):
        until = pd.Timestamp.min
        for line, start, end in zip(track.index, track["start"], track["end"], strict=True):
            if start < until:
                lines.append(int(line))
            else:
                until = end
    reason = "this status overlaps an earlier one of the same route"
    cells = statuses.loc[sorted(lines), "date_from"]
    yield Fault("date_from", cells, reason, "Let one end the day or hour before the next begins.")


def parts_off_road(statuses: pd.DataFrame, routes: pd.DataFrame, places: pd.DataFrame) -> Iterator[Fault]:
    """Statuses of a part that begins or ends at a place which is no way-point of their road.

    Parameters
    ----------
    statuses
        Rows of route_status.csv, indexed by the line in the file.
    routes
        The roads with their way-points.
    places
        The places.

    Yields
    ------
    Fault
        For each end of a part one of rows that are lost, and one note of places that are not known at
        all: such a part is on no map.
    """
    ways = {route: items(cell) for route, cell in zip(routes["route_id"], routes["place_ids"], strict=True)}
    known = set(places["place_id"].to_numpy())
    for column in ("from_place_id", "to_place_id"):
        cells = statuses.loc[statuses[column].ne(""), column]
        strange = cells[[place not in known for place in cells]]
        off = [
            line
            for line, place in cells.items()
            if place in known and place not in ways.get(statuses.loc[line, "route_id"], (place,))
        ]
        reason = "this place is no way-point of the road, so its part is not known"
        yield Fault(column, cells.loc[off], reason, "Name one of its place_ids.")
        remedy = "Add it to places.csv or mend its row there."
        yield Fault(column, strange, "places.csv has no such row", remedy, "note")


def unknown_traffic(passages: pd.DataFrame, words: Collection[str]) -> Iterator[Fault]:
    """Passages of a kind of traffic that the case does not name.

    Parameters
    ----------
    passages
        Rows of passage.csv, indexed by the line in the file.
    words
        The kinds of traffic of the case.

    Yields
    ------
    Fault
        One, perhaps empty; each such row is lost.
    """
    strange = [not set(items(cell)) <= set(words) for cell in passages["traffic"]]
    remedy = f"Use {', '.join(words)}, or name it under [traffic] in case.toml."
    yield Fault("traffic", passages.loc[strange, "traffic"], "this kind of traffic is not known here", remedy)
