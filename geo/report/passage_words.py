"""Who and what could pass a road and what not, in words: each kind of traffic apart, by direction."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from geo.dates import format_date
from geo.facts.traffic import FREE, LIMITED, NONE, NOT_KNOWN, OUT
from geo.words import joined, spoken_name

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping, Sequence

    from geo.facts.road_state import RouteState
    from geo.facts.traffic import PassageRow, Passing

PASSAGE_LABELS = {FREE: "free", LIMITED: "limited", NONE: "none", NOT_KNOWN: "not known"}
_GOING = {"out": "outgoing", "in": "incoming"}
_HOW = {FREE: "freely", LIMITED: "under restrictions"}
# Roads in these states are spoken of by their status alone.
_BY_STATUS = ("open", "closed", "unknown")
Key = tuple[str, str]


def groups(passings: Iterable[Passing]) -> str:
    """Traffic by name: "incoming aid, ordinary people and goods"; the direction where it is not both."""
    names: dict[str, str] = {}
    ways: dict[str, set[str]] = {}
    for passing in passings:
        names[passing.traffic] = passing.name or passing.traffic
        ways.setdefault(passing.traffic, set()).add(passing.direction)
    parts = []
    for way, going in _GOING.items():
        own = [names[traffic] for traffic, seen in ways.items() if seen == {way}]
        parts += [f"{going} {joined(own)}"] if own else []
    return joined([*parts, *(names[traffic] for traffic, seen in ways.items() if len(seen) > 1)])


def could_pass(roads: Sequence[RouteState], every: Sequence[RouteState]) -> str:
    """What could pass which of the roads, and what could pass none of ``every`` road, to be read aloud.

    A closed road is named only where no other lets anything pass; what rests on inference is said to.
    """
    opened = [road for road in roads if road.status == "open"]
    parts = [f"{named(opened)} {_were(opened)} open to ordinary traffic"] if opened else []
    passable = [road for road in roads if road.status not in _BY_STATUS]
    clauses = _clauses(passable)
    parts += [clauses] if clauses else []
    silent = [road for road in passable if not _known(road, (FREE, LIMITED))]
    for road in silent:
        if not _known(road, (NONE,)):
            parts.append(f"{named([road])} was restricted; who and what could pass is not reported")
    closed = [road for road in roads if road.status == "closed"]
    if not opened and passable:
        parts += _none_clause(every, silent, passing=bool(clauses))
    if closed and not clauses:
        parts += [_closed(own) for inferred in (False, True) if (own := _of_basis(closed, inferred))]
    return "; ".join(parts)


def _clauses(roads: Sequence[RouteState]) -> str:
    """What could pass each road; roads that let the same pass are named together."""
    by_words: dict[tuple[str, str], list[RouteState]] = {}
    for road in roads:
        for passage in (FREE, LIMITED):
            words = groups(_known(road, (passage,)))
            if words:
                by_words.setdefault((words, passage), []).append(road)
    text, last = "", ""
    for (words, passage), own in by_words.items():
        if passage == last:
            text += f", {words} {named(own)}"
        else:
            text += f"{'; ' if text else ''}{words} could pass {named(own)} {_HOW[passage]}"
        last = passage
    return text


def _none_clause(every: Sequence[RouteState], silent: Sequence[RouteState], *, passing: bool) -> list[str]:
    """What could pass no road; with the roads that only an inference says so of."""
    shut = set.intersection(*({_key(own) for own in _known(road, (NONE,))} for road in every))
    own = [passing for passing in every[0].passings if _key(passing) in shut]
    if not own:
        return []
    inferred = [road for road in every if road.inferred]
    basis = f" ({'partly ' if len(inferred) < len(every) else ''}inferred)" if inferred else ""
    where = "" if passing else f" pass {named(silent)}"
    return [f"{groups(own)} could not{where}{basis}"]


def _closed(roads: Sequence[RouteState]) -> str:
    how = "closed to all traffic" + (" (inferred)" if roads[0].inferred else "")
    return f"{named(roads)} {_were(roads)} {how}"


def _of_basis(roads: Sequence[RouteState], inferred: bool) -> list[RouteState]:  # noqa: FBT001 - a value
    return [road for road in roads if road.inferred == inferred]


def _known(road: RouteState, wanted: Collection[str]) -> list[Passing]:
    return [passing for passing in road.passings if passing.passage in wanted]


def _key(passing: Passing) -> Key:
    return passing.traffic, passing.direction


def named(roads: Sequence[RouteState]) -> str:
    """Roads by the names they are read with: "the new Lachin road and the Aghdam road"."""
    return joined([f"the {spoken_name(road.short_name)}" for road in roads])


def _were(roads: Sequence[RouteState]) -> str:
    return "were" if len(roads) > 1 else "was"


def only(road: RouteState) -> str:
    """What could pass a road in a few words: "only patients"; empty where its status says all there is."""
    could = [] if road.status in _BY_STATUS else _known(road, (FREE, LIMITED))
    return f"only {groups(could)}" if could else ""


def lines(road: RouteState) -> list[str]:
    """What is said of each kind of traffic, one line for each of its directions or for both."""
    by_traffic: dict[str, list[Passing]] = {}
    for passing in road.passings:
        by_traffic.setdefault(passing.traffic, []).append(passing)
    words = []
    for own in by_traffic.values():
        alike = len({detail(passing) for passing in own}) == 1
        for passing in own[:1] if alike else own:
            way = "out and in" if alike else ("out" if passing.direction == OUT else "in")
            words.append(f"{capital(passing.name)}, {way}: {detail(passing)}.")
    return words


def row_lines(rows: Iterable[PassageRow], names: Mapping[str, str]) -> list[str]:
    """What rows of passage.csv say, one line each: "Patients, out, 11 May 2023: limited (with the ICRC)."."""
    by_id: dict[str, list[PassageRow]] = {}
    for row in rows:
        by_id.setdefault(row.passage_id, []).append(row)
    words = []
    for own in by_id.values():
        first = own[0]
        kinds = joined(list(dict.fromkeys(names.get(row.traffic, row.traffic) for row in own)))
        ways = " and ".join(dict.fromkeys(row.direction for row in own))
        when = _when(first)
        words.append(f"{capital(kinds)}, {ways}{when}: {detail(first)}.")
    return words


def _when(row: PassageRow) -> str:
    """The days a row is about, where they are not those of its status."""
    first = format_date(row.start) if row.start else ""
    last = format_date(row.end - timedelta(seconds=1)) if row.end else ""
    if first and last:
        return f", {first}" if first == last else f", {first} to {last}"
    return f", from {first}" if first else f", to {last}" if last else ""


def detail(passing: Passing | PassageRow) -> str:
    """One passage with its conditions: "limited, with a permit, under escort (41 civilians)"."""
    words = [PASSAGE_LABELS[passing.passage]]
    words += ["with a permit"] if passing.permit == "yes" else []
    words += ["under escort"] if passing.escort == "yes" else []
    words += ["in doubt"] if passing.uncertain else []
    note = passing.note.removesuffix(".")
    return ", ".join(words) + (f" ({note})" if note else "")


def capital(text: str) -> str:
    """The text with a capital first letter."""
    return text[:1].upper() + text[1:]
