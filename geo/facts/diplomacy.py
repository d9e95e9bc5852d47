"""Who met or spoke with whom, told apart from who made a statement."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date, datetime
from itertools import combinations
from typing import TYPE_CHECKING

from geo.case.rows import read_row

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    import pandas as pd

    from geo.case.load import Case

CATEGORIES = frozenset({"diplomacy", "agreement", "statement"})
TOGETHER = frozenset({"meeting", "call", "session"})

FORM_LABELS = {
    "meeting": "meeting",
    "call": "call",
    "session": "session",
    "visit": "visit",
    "court": "court",
    "document": "document",
    "statement": "statement",
    "": "form not given",
}


@dataclass(frozen=True)
class Contact:
    """One diplomatic event; ``actors`` are the keys of those who took part or spoke."""

    event_id: str
    first: date
    last: date
    precision: str
    form: str
    category: str
    place_id: str
    place_role: str
    actors: tuple[str, ...]
    title: str
    uncertain: bool
    doubt: str
    source_ids: tuple[str, ...]


@dataclass(frozen=True)
class Pair:
    """Two actors and the events that brought them together."""

    actors: tuple[str, str]
    count: int
    event_ids: tuple[str, ...]


@dataclass(frozen=True)
class Leg:
    """A way on the map between two places, with the events drawn along it.

    A meeting goes from each participant's seat to its site, a call from seat to seat.
    """

    start_id: str
    end_id: str
    form: str
    event_ids: tuple[str, ...]


def contacts(events: pd.DataFrame, at: datetime | None = None) -> tuple[Contact, ...]:
    """Diplomatic events among ``events`` that began by ``at``, in time order.

    Parameters
    ----------
    events
        Rows of the case's events.
    at
        The moment up to which an event must have begun; None for all.

    Returns
    -------
    tuple
        The contacts by first day, then id.
    """
    meetings = events[events["category"].isin(list(CATEGORIES))]
    rows = [read_row(Contact, row) for row in meetings.to_dict("records")]
    begun = [row for row in rows if at is None or row.first <= at.date()]
    return tuple(sorted(begun, key=lambda event: (event.first, event.event_id)))


def together(rows: Sequence[Contact]) -> tuple[Contact, ...]:
    """The contacts in which at least two actors met or called, or sat in a session at its site.

    A session that only stands for the seat of who decided brought nobody together.
    """
    return tuple(
        row
        for row in rows
        if row.form in TOGETHER
        and len(row.actors) > 1
        and (row.form != "session" or row.place_role == "site")
    )


def statements(rows: Sequence[Contact]) -> tuple[Contact, ...]:
    """The contacts in which one side spoke: statements, which are not meetings."""
    return tuple(row for row in rows if row.form == "statement")


def others(rows: Sequence[Contact]) -> tuple[Contact, ...]:
    """All other contacts: documents, court proceedings, visits and what names no second party."""
    apart = {event.event_id for event in (*together(rows), *statements(rows))}
    return tuple(event for event in rows if event.event_id not in apart)


def pairs(rows: Sequence[Contact]) -> tuple[Pair, ...]:
    """How often each two actors came together, most often first, then by name."""
    events: dict[tuple[str, str], list[str]] = {}
    for event in together(rows):
        for left, right in combinations(sorted(set(event.actors)), 2):
            events.setdefault((left, right), []).append(event.event_id)
    counted_pairs = [Pair(actors, len(ids), tuple(ids)) for actors, ids in events.items()]
    return tuple(sorted(counted_pairs, key=lambda pair: (-pair.count, pair.actors)))


def forms(rows: Sequence[Contact]) -> dict[str, int]:
    """Number of events of each form, most frequent first.

    Parameters
    ----------
    rows
        Contacts.

    Returns
    -------
    dict
        Number of events by form, most frequent first.
    """
    return dict(Counter(row.form for row in rows).most_common())


def seats(case: Case) -> dict[str, str]:
    """Seat (place id) of each actor that has one."""
    table = case.actors
    rows = zip(table["actor"], table["seat"], strict=True)
    return {actor: seat for actor, seat in rows if isinstance(seat, str) and seat}


def legs(rows: Sequence[Contact], seat_of: Mapping[str, str]) -> tuple[Leg, ...]:
    """The ways between places, those of the same ends and form joined, busiest first."""
    ways: dict[tuple[str, str, str], list[str]] = {}
    for event in together(rows):
        for start, end in _ways(event, seat_of):
            ways.setdefault((start, end, event.form), []).append(event.event_id)
    joined = [Leg(start, end, form, tuple(dict.fromkeys(ids))) for (start, end, form), ids in ways.items()]
    return tuple(sorted(joined, key=lambda leg: (-len(leg.event_ids), leg.start_id, leg.end_id)))


def _ways(contact: Contact, seat_of: Mapping[str, str]) -> list[tuple[str, str]]:
    homes = list(dict.fromkeys(seat_of[actor] for actor in contact.actors if actor in seat_of))
    if contact.form == "call":
        return [(left, right) for left, right in combinations(sorted(homes), 2)]
    if not contact.place_id or contact.place_role != "site":
        return []
    return [(home, contact.place_id) for home in homes if home != contact.place_id]
