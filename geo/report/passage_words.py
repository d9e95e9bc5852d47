"""Who and what could pass a road and what not, in words: each kind of traffic apart, by direction."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from geo.dates import format_date
from geo.facts.passages import ORDINARY as ORDINARY_TRAFFIC
from geo.facts.traffic import FREE, LIMITED, NONE, NOT_KNOWN, OUT, Passing
from geo.report.dated_text import Dated
from geo.words import capital, counted, joined, plural, spoken_name, was, with_article

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

    from geo.facts.road_state import RouteState
    from geo.facts.traffic import PassageRow
    from geo.report.dated_text import Mark

PASSAGE_LABELS = {FREE: "free", LIMITED: "limited", NONE: "none", NOT_KNOWN: "not known"}
_LAST_SHOWN_NONE = "not known, last shown none"
_GOING = {"out": "outgoing", "in": "incoming"}
_HOW = {FREE: "freely", LIMITED: "under restrictions"}
# Roads in these states are spoken of by their status alone.
_BY_STATUS = ("open", "closed", "unknown")
_ONE_WAY = ("outbound", "inbound")
# Of roads closed alike so many are named, the others counted; in a sentence that grows long one.
_NAMED, _NAMED_SHORT = 2, 1
Key = tuple[str, str]


def groups(passings: Iterable[Passing]) -> str:
    """Traffic by name: "incoming aid, ordinary people and goods"; the direction where it is not both."""
    return joined(_groups(passings))


def _groups(passings: Iterable[Passing]) -> list[str]:
    names: dict[str, str] = {}
    ways: dict[str, set[str]] = {}
    for passing in passings:
        names[passing.traffic] = passing.name or passing.traffic
        ways.setdefault(passing.traffic, set()).add(passing.direction)
    both = [names[traffic] for traffic, own in ways.items() if len(own) > 1]
    by_way = [
        (going, own)
        for way, going in _GOING.items()
        if (own := [names[traffic] for traffic, seen in ways.items() if seen == {way}])
    ]
    if len(by_way) == 1 and not both:
        going, own = by_way[0]
        return [f"{going} {own[0]}", *own[1:]]
    return [*(f"{going} {name}" for going, own in by_way for name in own), *both]


def could_pass(roads: Sequence[RouteState], every: Sequence[RouteState]) -> list[str]:
    """What could pass which of ``roads`` and what none of ``every``, as texts from full to short.

    What only an uncertain row says stands last, marked so, and is the first to be left out. Closed roads are
    told only where one is asked for and no other lets anything pass; what rests on inference is said to.
    Where the state of one of ``every`` is not known, what could not pass is said of the roads named alone.
    """
    known = [road for road in every if road.status != "unknown"]
    opened = [road for road in roads if road.status == "open" and road.direction not in _ONE_WAY]
    passable = [road for road in roads if _lets_some_pass(road)]
    begun = [f"{named(opened)} {_were(opened)} open to {_for_whom(opened)}"] if opened else []
    begun += [
        f"{named([road])} {was(road.short_name)} restricted{said_of([road])}"
        + ("" if road.who_could_pass else "; who and what could pass is not reported")
        for road in passable
        if not _known(road, (FREE, LIMITED, NONE))
    ]
    could = _clauses(passable)
    shut = _shut(known) if passable and not opened else []
    if could:
        spoken = [road for road in passable if named([road]) in could]
        # What of all roads rests on inference may leave no room: then it is said of those named alone.
        abouts = [("could not", every)] if len(known) == len(every) else []
        could_not = [
            words
            for none, about in (*abouts, (_pass_none(spoken), spoken))
            for words in (
                f"{joined(shut)} {none}{rests_on(about)}",
                f"not {joined(shut, 'or')}{rests_on(about)}",
            )
        ]
        # Who disputes what one road let pass disputes what it kept out as well.
        mark = disputed(spoken) if len(spoken) == 1 else ""
        endings = [[could.removesuffix(mark), ending + mark] for ending in could_not] if shut else [[could]]
    else:
        closed = [road for road in known if road.status == "closed"]
        shut_roads = closed if any(road.status == "closed" for road in roads) else []
        endings = _nothing_passed(joined(shut), passable, shut_roads)
    texts = ["; ".join([*begun, *ending]) for ending in endings]
    doubt = _in_doubt(passable)
    return [*(f"{text}; {doubt}" for text in texts if doubt), *texts]


def _for_whom(opened: Sequence[RouteState]) -> str:
    return f"{opened[0].traffic or ORDINARY_TRAFFIC}{unsure(opened)}{disputed(opened)}"


def could_alone(roads: Sequence[RouteState]) -> str:
    """What could pass one road, or several of which one is disputed, without what could not."""
    passable = [road for road in roads if _lets_some_pass(road)]
    alone = len(roads) == 1 or any(road.disputed_by for road in passable)
    return _clauses(passable) if alone else ""


def _lets_some_pass(road: RouteState) -> bool:
    """Whether a road is to be spoken of by what could pass it, and not by its status alone."""
    some = road.status == "closed" and bool(_known(road, (FREE, LIMITED)))
    return some or road.status not in _BY_STATUS or road.direction in _ONE_WAY


def _clauses(roads: Sequence[RouteState]) -> str:
    """What could pass each road without doubt; roads that let the same pass are named together."""
    by_words: dict[tuple[str, str, str], list[RouteState]] = {}
    for road in roads:
        for passage in (FREE, LIMITED):
            words = groups(own for own in _known(road, (passage,)) if not own.uncertain)
            if words:
                by_words.setdefault((words, passage, disputed([road])), []).append(road)
    text, last = "", ""
    for (words, passage, disputers), own in by_words.items():
        if passage == last:
            text += f", {words} {named(own)}{unsure(own)}{disputers}"
        else:
            how = f"{_HOW[passage]}{unsure(own)}{disputers}"
            text += f"{'; ' if text else ''}{words} could pass {named(own)} {how}"
        last = passage
    return text


def _in_doubt(roads: Sequence[RouteState]) -> str:
    """What may have passed, by uncertain rows alone."""
    parts = []
    for road in roads:
        words = groups(own for own in _known(road, (FREE, LIMITED)) if own.uncertain)
        parts += [f"{words} on {named([road])}" if len(roads) > 1 else words] if words else []
    return f"uncertain: {joined(parts)}" if parts else ""


def _shut(every: Sequence[RouteState]) -> list[str]:
    """What could pass none of these roads."""
    shut = set.intersection(*({_key(own) for own in _known(road, (NONE,))} for road in every))
    return _groups(own for own in every[0].passings if _key(own) in shut)


def _pass_none(spoken: Sequence[RouteState]) -> str:
    """That something could pass none of the roads just named: of others it is not said."""
    words = {1: "could not pass it", 2: "could pass neither"}
    return words.get(len(spoken), "could pass none of these")


def rests_on(roads: Sequence[RouteState]) -> str:
    """That what is said of roads follows from something else, or is uncertain: of all of them or of some."""
    marks = _grounds(roads)
    return f" ({', '.join(marks)})" if marks else ""


def _grounds(roads: Sequence[RouteState]) -> list[str]:
    marks = []
    for word in ("inferred", "uncertain"):
        count = sum(getattr(road, word) for road in roads)
        marks += [f"{'partly ' if count < len(roads) else ''}{word}"] if count else []
    return marks


def unsure(roads: Sequence[RouteState]) -> str:
    """That the state of roads is uncertain, of all of them or of some: " (partly uncertain)"."""
    count = sum(road.uncertain for road in roads)
    return f" ({'partly ' if count < len(roads) else ''}uncertain)" if count else ""


def other_ways(roads: Sequence[RouteState]) -> str:
    """How many further roads, or ways where some are through the air: "2 other ways"."""
    return counted(len(roads), "other way" if any(road.by_air for road in roads) else "other road")


def disputed_by(roads: Sequence[RouteState]) -> str:
    """Who disputes what is said of roads, all of them being disputed alike: "disputed by the council"."""
    alike = len({road.disputed_by for road in roads}) == 1 and roads[0].disputed_by
    return f"disputed by {joined([with_article(name) for name in roads[0].disputed_by])}" if alike else ""


def disputed(roads: Sequence[RouteState]) -> str:
    """The same behind what is disputed: " (disputed by the council)"."""
    words = disputed_by(roads)
    return f" ({words})" if words else ""


def said_of(roads: Sequence[RouteState]) -> str:
    """What is said of roads rests on, and who disputes it."""
    marks = [*_grounds(roads), *filter(None, [disputed_by(roads)])]
    return f" ({', '.join(marks)})" if marks else ""


def _nothing_passed(
    shut: str, passable: Sequence[RouteState], closed: Sequence[RouteState]
) -> list[list[str]]:
    """Where nothing is known to have passed: what could not, and the closed roads; from full to short."""
    own = [f"{shut} could not pass {named(passable)}{said_of(passable)}"] if shut else []
    texts = [[*own, *ending] for ending in _closed_words(closed)] or [own]
    if not (shut and len(closed) == 1):
        return texts
    both = (*passable, *closed)
    neither = " nor ".join(named([road]) for road in both)
    return [*texts, [f"{shut} could pass neither {neither}{rests_on(both)}"]]


def _closed_words(closed: Sequence[RouteState]) -> Iterator[list[str]]:
    """That roads were closed, and to what, from full to short: at last only that they were."""
    alike, by_basis = closed_alike(closed), closed_alike(closed, by_traffic=False)
    if not alike:
        return
    yield [_closed(group, _NAMED, to=True) for group in alike]
    others = [road for group in alike[1:] for road in group]
    if others:
        are = plural(len(others), "was", "were")
        many = f"{other_ways(others)} {are} closed{said_of(others)}"
        yield [_closed(alike[0], _NAMED, to=True), many]
    for most in (_NAMED, _NAMED_SHORT):
        yield [_closed(group, most, to=False) for group in by_basis]


def closed_alike(closed: Sequence[RouteState], *, by_traffic: bool = True) -> list[list[RouteState]]:
    """Closed roads of which the same is said: by what cannot pass them, those closed by inference last."""
    alike: dict[tuple[bool, tuple[Key, ...], str], list[RouteState]] = {}
    for road in closed:
        shut = tuple(_key(own) for own in _known(road, (NONE,))) if by_traffic else ()
        alike.setdefault((road.inferred, shut, disputed([road])), []).append(road)
    return [own for (inferred, _, _), own in sorted(alike.items(), key=lambda pair: pair[0][0])]


def _closed(group: Sequence[RouteState], most: int, *, to: bool) -> str:
    """That roads were closed, and to what: all traffic only where of none it is not known."""
    first, rest = group[0], len(group) - most
    names = [with_part(road) for road in group[:most]]
    names += [f"{rest:,} {'other' if rest == 1 else 'others'}"] if rest > 0 else []
    whole = all(own.passage == NONE for own in first.passings)
    traffic = first.traffic or ("all traffic" if whole else joined(_shut([first])))
    return f"{joined(names)} {_were(group)} closed{f' to {traffic}' if to else ''}{said_of(group)}"


def _known(road: RouteState, wanted: Collection[str]) -> list[Passing]:
    return [passing for passing in road.passings if passing.passage in wanted]


def _key(passing: Passing) -> Key:
    return passing.traffic, passing.direction


def with_part(road: RouteState) -> str:
    """A road by the name it is read with, said to be a part of it where nothing is known of the rest."""
    return f"{'part of ' if road.in_part else ''}the {spoken_name(road.short_name)}"


def named(roads: Sequence[RouteState]) -> str:
    """Roads by the names they are read with: "the new Valley road and the River road"."""
    return joined([with_part(road) for road in roads])


def _were(roads: Sequence[RouteState]) -> str:
    return "were" if len(roads) > 1 else was(roads[0].short_name)


def only(road: RouteState) -> str:
    """What could pass a road in a few words: "only patients"; empty where its status says all there is."""
    could = [] if road.traffic or road.status in _BY_STATUS else _known(road, (FREE, LIMITED))
    certain = [own for own in could if not own.uncertain]
    doubt = "" if certain else ", uncertain"
    return f"only {groups(certain or could)}{doubt}" if could else ""


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
    """What rows of passage.csv say, one line each: "Patients, out, 11 May 2023: limited (escorted)."."""
    by_id: dict[str, list[PassageRow]] = {}
    for row in rows:
        by_id.setdefault(row.passage_id, []).append(row)
    words: list[str] = []
    for own in by_id.values():
        first = own[0]
        kinds = joined(list(dict.fromkeys(names.get(row.traffic, row.traffic) for row in own)))
        ways = " and ".join(dict.fromkeys(row.direction for row in own))
        when = _when(first)
        line = f"{capital(kinds)}, {ways}{when}: {detail(first)}."
        words.append(Dated(line, *_marks(first, f"{capital(kinds)}, {ways}")))
    return words


def _marks(row: PassageRow, words: str) -> list[Mark]:
    """From when a row's line holds as it is: until its own end it is told without it."""
    marks: list[Mark] = []
    if row.end is not None:
        since = f", from {format_date(row.start)}" if row.start is not None else ""
        marks.append((row.end - timedelta(minutes=1), f"{words}{since}: {detail(row)}."))
    return [*marks, (row.start, None)] if row.start is not None else marks


def _when(row: PassageRow) -> str:
    """The days a row is about, where they are not those of its status."""
    first = format_date(row.start) if row.start else ""
    last = format_date(row.end - timedelta(seconds=1)) if row.end else ""
    if first and last:
        return f", {first}" if first == last else f", {first} to {last}"
    return f", from {first}" if first else f", to {last}" if last else ""


def detail(passing: Passing | PassageRow) -> str:
    """One passage with its conditions: "limited, with a permit, under escort (41 civilians)"."""
    faded = isinstance(passing, Passing) and passing.faded
    words = [_LAST_SHOWN_NONE if faded else PASSAGE_LABELS[passing.passage]]
    words += ["with a permit"] if passing.permit == "yes" else []
    words += ["under escort"] if passing.escort == "yes" else []
    words += ["in doubt"] if passing.uncertain else []
    note = passing.note.removesuffix(".")
    return ", ".join(words) + (f" ({note})" if note else "")
