"""What changed between two as-at moments, as a list to read aloud, most important first.

The list is the difference of two states and nothing else: a road that closed and opened again in
between is not in it. So the lists from A to B and from B to C, taken together, hold what the one
from A to C does, whatever the order of the three. An event belongs to the moment its dates begin.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass, field, replace
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from geo.changes.change_events import events_begun
from geo.changes.change_facts import OTHER_WAY, facts
from geo.changes.change_filters import events_passing, marked, narrows
from geo.changes.change_words import change_sentence, counts_again, same_status
from geo.changes.fact import Fact, Value
from geo.signs import STATUSES

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from geo.case.case import Case
    from geo.view.view import ViewState


@dataclass(frozen=True)
class Change:
    """One change in one sentence; two of one ``key`` in a row join or cancel each other."""

    kind: str
    key: str
    topic: str
    day: date
    sentence: str
    source_ids: tuple[str, ...]
    weight: int
    before: Fact | None
    after: Fact | None
    doubt: str = ""


@dataclass(frozen=True)
class Changes:
    """What changed from ``start`` to ``end``; where ``end`` is the earlier, what had not happened yet."""

    start: datetime
    end: datetime
    known: date | None
    rows: tuple[Change, ...]
    hidden_rows: tuple[Change, ...] = ()
    """Changes of roads, figures, loads and movements that do not pass the filters."""
    hidden_events: Mapping[str, int] = field(default_factory=dict)
    """How many events of each topic do not pass them."""
    beyond: Mapping[str, int] = field(default_factory=dict)
    """How many events of each topic have less weight than those asked for."""

    @property
    def left_out(self) -> int:
        """Events of least weight beyond the number asked for."""
        return sum(self.beyond.values())

    @property
    def hidden(self) -> int:
        """Changes of any kind that do not pass the filters."""
        return len(self.hidden_rows) + sum(self.hidden_events.values())

    @property
    def back(self) -> bool:
        """Whether the list looks back, from a later moment to an earlier one."""
        return self.end < self.start

    @property
    def first(self) -> datetime:
        """The earlier of the two moments."""
        return min(self.start, self.end)

    @property
    def last(self) -> datetime:
        """The later of the two moments."""
        return max(self.start, self.end)


def between(
    case: Case,
    start: datetime,
    end: datetime,
    *,
    names: str = "both",
    filters: ViewState | None = None,
    most_events: int | None = None,
) -> Changes:
    """What changed from local moment ``start`` to ``end``.

    Of a view given as ``filters`` all that narrows it counts, but not its dates; what does not pass is
    counted. ``most_events`` tells only so many events, the weightiest.

    Parameters
    ----------
    case
        The case.
    start
        Local moment looked from.
    end
        Local moment looked to; earlier than ``start`` to look back.
    names
        A name mode of ``geo.names``.
    filters
        The view whose filters count; None for no filters.
    most_events
        How many events are listed at most; None for all.

    Returns
    -------
    Changes
        The list, weightiest first.
    """
    earlier, later = min(start, end), max(start, end)
    older, newer = _differing(facts(case, earlier, names), facts(case, later, names))
    passing = None
    if filters is not None and narrows(filters):
        passing = events_passing(case, filters)
        older, newer = (marked(case, filters, passing, side) for side in (older, newer))
    begun = events_begun(case, earlier, later, passing, most_events)
    newer |= begun.facts
    if end < start:
        older, newer = newer, older
    shown, hidden = _split(_changes(older, newer, back=end < start))
    return Changes(start, end, case.known, shown, hidden, begun.hidden, begun.left_out)


def of_topics(changes: Changes, topics: Collection[str]) -> Changes:
    """The changes of some topics only; an empty collection takes all."""
    if not topics:
        return changes
    return replace(
        changes,
        rows=tuple(row for row in changes.rows if row.topic in topics),
        hidden_rows=tuple(row for row in changes.hidden_rows if row.topic in topics),
        hidden_events={topic: count for topic, count in changes.hidden_events.items() if topic in topics},
        beyond={topic: count for topic, count in changes.beyond.items() if topic in topics},
    )


def as_json(changes: Changes) -> dict[str, Any]:
    """The list as plain JSON values, without the facts behind each change."""
    rows = [asdict(replace(change, before=None, after=None)) for change in changes.rows]
    for row, change in zip(rows, changes.rows, strict=True):
        del row["before"], row["after"]
        row |= {"day": change.day.isoformat(), "source_ids": list(change.source_ids)}
    return {
        "from": changes.start.isoformat(),
        "to": changes.end.isoformat(),
        "known": changes.known.isoformat() if changes.known else None,
        "looks_back": changes.back,
        "changes": rows,
        "left_out": changes.left_out,
        "hidden_by_filters": changes.hidden,
    }


def _differing(
    older: Mapping[str, Fact], newer: Mapping[str, Fact]
) -> tuple[dict[str, Fact], dict[str, Fact]]:
    """Both sides without what stands alike in both."""
    keys = [
        key for key in dict.fromkeys((*older, *newer)) if _value(older.get(key)) != _value(newer.get(key))
    ]
    first, second = ({key: side[key] for key in keys if key in side} for side in (older, newer))
    return first, second


def _changes(older: Mapping[str, Fact], newer: Mapping[str, Fact], *, back: bool) -> list[Change]:
    return [
        _change(key, older.get(key), newer.get(key), back=back) for key in dict.fromkeys((*older, *newer))
    ]


def _split(rows: Sequence[Change]) -> tuple[tuple[Change, ...], tuple[Change, ...]]:
    """The changes of which either side passes the filters, and the others; each sorted."""
    shown = [
        change
        for change in rows
        if any(side is not None and side.shown for side in (change.before, change.after))
    ]
    keys = {row.key for row in shown}
    return _sorted(shown), _sorted([row for row in rows if row.key not in keys])


def _value(fact: Fact | None) -> Value | None:
    return None if fact is None else fact.value


def _change(key: str, before: Fact | None, after: Fact | None, *, back: bool) -> Change:
    earlier, later = (after, before) if back else (before, after)
    tells = _teller(earlier, later)
    sentence = change_sentence(earlier, later)
    return Change(
        kind=_kind(earlier, later),
        key=key,
        topic=tells.topic,
        day=tells.turned if same_status(earlier, later) else tells.day,
        sentence=f"Not yet: {sentence}" if back else sentence,
        # What is no longer known rests on no source; the state it had before does.
        source_ids=tells.source_ids or (earlier.source_ids if earlier else ()),
        weight=_weight(earlier, later),
        before=before,
        after=after,
        doubt=tells.doubt,
    )


def _teller(earlier: Fact | None, later: Fact | None) -> Fact:
    """The fact a change is told by: the later one, where there is one."""
    fact = later or earlier
    if fact is None:
        raise ValueError("nothing changed from nothing to nothing")
    return fact


def _kind(earlier: Fact | None, later: Fact | None) -> str:
    """What sort of change it is: for roads an opening, a closure or another one."""
    tells = _teller(earlier, later)
    if tells.kind != "route":
        return tells.kind
    was, now = (_passable(item) for item in (earlier, later))
    if was is None or now is None or was == now:
        return "status"
    return "opening" if now > was else "closure"


def _passable(fact: Fact | None) -> int | None:
    """How far a road can be passed, from closed upwards; None where that is not known."""
    status = fact.value[0] if fact else "unknown"
    return None if status == "unknown" else STATUSES[str(status)].passable


def _weight(earlier: Fact | None, later: Fact | None) -> int:
    tells = _teller(earlier, later)
    lighter = tells.kind == "route" and (
        same_status(earlier, later) or counts_again(earlier, later) or tells.value[0] == "unknown"
    )
    return min(tells.weight, OTHER_WAY) if lighter else tells.weight


def _sorted(rows: Sequence[Change]) -> tuple[Change, ...]:
    return tuple(
        sorted(rows, key=lambda change: (-change.weight, change.day, -len(change.source_ids), change.key))
    )
