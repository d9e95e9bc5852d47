"""A case as one kind of traffic met it: its roads stand as that traffic could pass them.

Everything computed of such a case speaks of that traffic without having to ask for it: the statuses of roads
are what rows say of it, cut where one of them begins or ends. All other tables stay.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pandas as pd

from geo.case.road_status import last_moments
from geo.cells import items
from geo.facts.traffic import FREE, IN, LIMITED, NONE, NOT_KNOWN, ORDINARY, OUT, passage_rows, passings
from geo.memo import once_per_case

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from geo.case.case import Case
    from geo.facts.traffic import PassageRow, Passing

MARK = "~"
# Kinds of traffic whose tables are kept; a session with one needs one.
_KEPT = 8
# From least to best: how a road stands where that is the best that its directions allow.
_STATUS = {NONE: "closed", NOT_KNOWN: "unknown", LIMITED: "restricted", FREE: "open"}
_RANK = list(_STATUS)
_WAYS = {OUT: "outbound", IN: "inbound"}


def of_traffic(case: Case, kind: str) -> Case:
    """The case as one kind of traffic met it; the case itself for an empty kind or one it does not name.

    Its version is that of the case with ``~`` and the kind behind it.
    """
    if kind not in case.settings.traffic:
        return case
    return _cut(case, kind)


@once_per_case(_KEPT)
def _cut(case: Case, kind: str) -> Case:
    return _met_by(case, kind, case.version + MARK + kind)


def _met_by(case: Case, kind: str, version: str) -> Case:
    rows = passage_rows(case.passage)
    parts = [
        part
        for row in case.route_status.to_dict("records")
        for part in _parts(row, [own for own in rows.get(row["status_id"], ()) if own.traffic == kind], kind)
    ]
    about = case.passage[[kind in items(cell) for cell in case.passage["traffic"]]].assign(traffic=kind)
    follows = [passage for part, ways in parts for passage in _following(part, ways)]
    settings = replace(case.settings, traffic={kind: case.settings.traffic[kind]})
    return replace(
        case,
        settings=settings,
        route_status=_like(case.route_status, [part for part, _ in parts]),
        passage=pd.concat([about, _like(case.passage, follows)]) if follows else about,
        version=version,
        traffic=kind,
    )


def _like(table: pd.DataFrame, rows: list[dict[Any, Any]]) -> pd.DataFrame:
    return pd.DataFrame(rows, columns=table.columns).astype(table.dtypes)


def _parts(
    row: dict[Any, Any], own: list[PassageRow], kind: str
) -> Iterator[tuple[dict[Any, Any], tuple[Passing, ...]]]:
    """A row of route_status.csv, cut where what is said of the traffic turns; equal neighbours are one.

    With each part comes how its traffic could pass.
    """
    first, last = row["start"].to_pydatetime(), row["end"].to_pydatetime()
    turns = {moment for part in own for moment in (part.start, part.end) if moment is not None}
    edges = [first, *sorted(moment for moment in turns if first < moment < last), last]
    states = [_standing(row, own, moment, kind) for moment in edges[:-1]]
    begins = [at for at, state in enumerate(states) if not at or state != states[at - 1]]
    for at, after in zip(begins, [*begins[1:], len(states)], strict=True):
        status, direction, ways = states[at]
        cells = _cells(row, edges[at], edges[after], ways)
        # Who disputes that a road was shut does not dispute that this traffic passed it.
        agreed = {"disputed_by": "", "disputed_in": ""} if status in ("open", "unknown") else {}
        yield row | {"status": status, "direction": direction} | cells | agreed, ways


def _following(part: dict[Any, Any], ways: tuple[Passing, ...]) -> Iterator[dict[str, Any]]:
    """What followed from the row's own status, as passages without a row of their own."""
    for way in ways:
        if not way.row and way.passage != NOT_KNOWN:
            cells = {"status_id": part["status_id"], "traffic": way.traffic, "direction": way.direction}
            days = {"date_from": part["date_from"], "date_to": part["date_to"]}
            blank = dict.fromkeys(("passage_id", "permit", "escort", "doubt", "note"), "")
            cited = {"source_ids": part["source_ids"], "uncertain": part["uncertain"]}
            yield blank | cells | days | cited | {"passage": way.passage}


def _standing(
    row: dict[Any, Any], own: list[PassageRow], moment: datetime, kind: str
) -> tuple[str, str, tuple[Passing, ...]]:
    """How a road stood for the traffic at a moment: the best its directions allowed, and which one way."""
    every = passings(row["status"], row["direction"], own, moment, dict.fromkeys((*ORDINARY, kind), ""))
    ways = tuple(way for way in every if way.traffic == kind)
    best = max((way.passage for way in ways), key=_RANK.index)
    worst = min((way.passage for way in ways), key=_RANK.index)
    if best == NONE:
        return "closed", "", ways
    if best == NOT_KNOWN:
        return "unknown", "", ways
    if best == worst:
        return _STATUS[best], "both", ways
    only = next(_WAYS[way.direction] for way in ways if way.passage == best)
    if worst == NOT_KNOWN:
        return _STATUS[best], only if best == FREE else "", ways
    return "restricted", only if worst == NONE else "", ways


def _cells(row: dict[Any, Any], start: datetime, end: datetime, ways: tuple[Passing, ...]) -> dict[str, Any]:
    """What a part of a row says of its days, and who says it: its passages where they say it of both ways."""
    first, last = start.isoformat(timespec="minutes"), last_moments(pd.Series([pd.Timestamp(end)])).iloc[0]
    begun, ended = start == row["start"], end == row["end"]
    cited = [source for way in ways for source in way.source_ids]
    if not all(way.row for way in ways):
        cited += items(row["source_ids"])
    confirmed = min(row["confirmed_on"], last[:10]) if row["confirmed_on"] >= first[:10] else ""
    return {
        "start": start,
        "end": end,
        "date_from": row["date_from"] if begun else first.removesuffix("T00:00"),
        "date_to": row["date_to"] if ended else last,
        "start_basis": row["start_basis"] if begun else "reported",
        "end_basis": row["end_basis"] if ended else "reported",
        "confirmed_on": confirmed,
        "source_ids": ";".join(dict.fromkeys(cited)),
        "uncertain": row["uncertain"] or any(way.uncertain for way in ways),
    }
