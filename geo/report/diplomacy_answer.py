"""What the Diplomacy page says first: how many met or spoke, and who did most often."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from geo.dates import Period, format_date, format_period
from geo.facts.diplomacy import contacts, others, pairs, statements, together
from geo.facts.provenance import CONTACTS, LAST_CONTACT, PAIRS, Provenance, named, sources_of
from geo.facts.reports import EXACT, INEXACT, certainly_in, roughly_in
from geo.memo import once_per_case
from geo.report.answer import Answer, KeyFigure, Sentence
from geo.report.spoken import age, shortest_needed, since
from geo.view.select import at_rest, selected
from geo.words import counted, joined, plural

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from geo.case.case import Case
    from geo.facts.diplomacy import Contact, Pair
    from geo.view.view import ViewState

_MET = ("meeting, call or session", "meetings, calls and sessions")
_REST = ("document, court act or visit", "documents, court acts or visits")
_AGREED = ("event on an agreement", "events on agreements")
_ACTS = ("other event", "other events")
# Sentences at most.
_MOST = 3
# What the last of a kind is called, in full and in short.
_LAST_MET = ("Last meeting, call or joint session", "Last together")
_LAST_AGREED = ("Last event on an agreement", "Last on an agreement")
_NO_PARTY = ("event without a second party", "events without a second party")
_REST_FIGURE = ("document, court act, visit or what gives no second party",
                "documents, court acts, visits and what gives no second party")  # fmt: skip
_REST_FORMS = frozenset({"document", "court", "visit"})
# Views whose contacts are kept.
KEPT = 8


@once_per_case(KEPT)
def _contacts(case: Case, view: ViewState, at: datetime) -> tuple[Contact, ...]:
    return contacts(selected(case, view).events, at)


def contacts_of(case: Case, view: ViewState) -> tuple[Contact, ...]:
    """Return the contacts of a view up to its as-at moment, read once for the page and its map."""
    return _contacts(case, at_rest(case, view), view.at)


def certain_contacts(case: Case, view: ViewState) -> tuple[Contact, ...]:
    """Return the contacts of a view that certainly lie in its period."""
    return certainly_in(contacts_of(case, view), _period(view))


def _period(view: ViewState) -> Period:
    return Period(view.first, max(view.first, view.at.date()))


# The last contact bears its age where it is older than so many days.
_FRESH = 14


def answer_of(case: Case, view: ViewState) -> Answer:
    """Return what the page says first of a view."""
    return answer(contacts_of(case, view), _period(view))


def answer(rows: Sequence[Contact], period: Period) -> Answer:
    """How many contacts and statements there were, who came together most, and the last contact.

    What is dated so roughly that it may lie outside the period is counted apart.
    """
    if not rows:
        none = (
            f"No diplomatic meeting, call or statement is reported for {format_period(period)} in this view."
        )
        return Answer((Sentence(none),))
    certain, when = certainly_in(rows, period), format_period(period)
    met, spoken = together(certain), statements(certain)
    rough = roughly_in(rows, period)
    sentences = [Sentence(_count_words(certain, rough, period), figures=lambda: counts(certain, rough, when))]
    ranked = pairs(certain)
    meeting = _latest(met)
    agreed = _latest([row for row in _agreements(certain) if not row.uncertain])
    last = [_last(meeting, met, period, _LAST_MET)] if meeting else []
    # One event may be both: it is told once, as the meeting it was.
    if agreed and agreed != meeting:
        last.append(_last(agreed, _agreements(certain), period, _LAST_AGREED))
    if ranked and ranked[0].count > 1 and len(last) < _MOST - 1:
        first = ranked[0]
        who, how_often = " and ".join(first.actors), counted(first.count, "time")
        text = f"{since(period, period.last)} {who} met, spoke or sat together most often: {how_often}."
        sentences.append(Sentence(text, figures=partial(_of_pair, first, when)))
    sentences += last
    figures = (
        _figure(len(met), plural(len(met), *_MET), when, met),
        _figure(len(spoken), f"{plural(len(spoken), 'statement')}, told apart from meetings", when, spoken),
        _figure(len(ranked), f"{plural(len(ranked), 'pair')} who met or spoke", when, met, PAIRS),
    )
    return Answer(tuple(sentences), tuple(figure for figure in figures if figure.value != "0"))


def _agreements(rows: Sequence[Contact]) -> list[Contact]:
    """What an agreement between parties is about; an assembly's own vote is none."""
    return [row for row in rows if row.category == "agreement" and row.form != "session"]


def _latest(rows: Sequence[Contact]) -> Contact | None:
    """The last of those known to the day."""
    dated = [row for row in rows if row.precision in EXACT]
    return max(dated, key=lambda row: (row.first, row.event_id), default=None)


def _last(last: Contact, rows: Sequence[Contact], period: Period, words: tuple[str, str]) -> Sentence:
    """The last contact of a kind, with its days and how long ago they were."""
    days = format_period(Period(last.first, last.last))
    when = f"on {days}" if last.last <= period.last else f"since {format_date(last.first)}"
    old = age(last.last, period.last, _FRESH)
    when += f", {old} earlier" if old else ""
    text = shortest_needed(
        f"{words[0]} in these tables, {when}: {last.title}.",
        f"{words[1]} in these tables, {when}: {last.title}.",
        f"{words[1]}, {when}: {last.title}.",
        f"{words[0]} in these tables: {when}.",
    )
    return Sentence(text, last.source_ids, partial(_last_figure, last, rows, old))


def _count_words(certain: Sequence[Contact], rough: Sequence[Contact], period: Period) -> str:
    """The contacts of a period counted by what they were; what there was none of is left out."""
    are = _are(len(rough))
    roughly = f"{counted(len(rough), 'event')} {are} dated only roughly"
    if not certain:
        return f"No meeting, call or statement is certainly of {format_period(period)}; {roughly}."
    met, spoken = together(certain), statements(certain)
    agreed, acts = _rest(certain)
    first = [counted(len(met), *_MET)] if met else []
    first += [counted(len(spoken), "statement")] if spoken else []
    first += [counted(len(agreed), *_AGREED)] if agreed else []
    in_full, in_short = (
        joined([*first, *([counted(len(acts), *label)] if acts else [])]) for label in (_called(acts), _ACTS)
    )
    begun, reported = since(period, period.last), f"{_are(len(certain))} reported"
    texts = [
        f"{begun} {heard} {reported}{more}."
        for more in ((f"; {roughly}", f"; {len(rough)} more {are} dated only roughly") if rough else ("",))
        for heard in (in_full, in_short)
    ]
    return shortest_needed(*texts, f"{begun} {in_short} {reported}.")


def _rest(rows: Sequence[Contact]) -> tuple[list[Contact], list[Contact]]:
    """What was neither met nor stated: what an agreement is about, and all else."""
    rest = others(rows)
    agreed = _agreements(rest)
    return agreed, [row for row in rest if row not in agreed]


def _called(acts: Sequence[Contact]) -> tuple[str, str]:
    """Acts by their form where each has one, else as naming no second party or as others."""
    forms = sum(row.form in _REST_FORMS for row in acts)
    return _REST if forms == len(acts) else _ACTS if forms else _NO_PARTY


def _are(count: int) -> str:
    return plural(count, "is", "are")


def counts(certain: Sequence[Contact], rough: Sequence[Contact], when: str) -> tuple[KeyFigure, ...]:
    """How many contacts were met or called, stated or neither, and how many only possibly in the period."""
    agreed, acts = _rest(certain)
    kinds = (
        (together(certain), _MET),
        (statements(certain), ("statement", "statements")),
        (agreed, _AGREED),
        (acts, _REST_FIGURE),
        (rough, ("dated only roughly, possibly in this period",) * 2),
    )
    return tuple(_figure(len(rows), plural(len(rows), *label), when, rows) for rows, label in kinds if rows)


def _of_pair(pair: Pair, when: str) -> tuple[KeyFigure, ...]:
    label = f"times {' and '.join(pair.actors)} came together"
    return (
        KeyFigure(str(pair.count), label, when, (), (), Provenance(PAIRS, named("event", pair.event_ids))),
    )


def _last_figure(last: Contact, met: Sequence[Contact], old: str) -> tuple[KeyFigure, ...]:
    """The day of the last contact; those known to the month or year only cannot be the last."""
    left = tuple((f"event:{event.event_id}", INEXACT) for event in met if event.precision not in EXACT)
    when = f"the last contact, {old} earlier" if old else "the last contact"
    provenance = Provenance(LAST_CONTACT, named("event", (last.event_id,)), left)
    return (KeyFigure(format_date(last.first), last.title, when, last.source_ids, (), provenance),)


def _figure(count: int, label: str, when: str, rows: Sequence[Contact], rule: str = CONTACTS) -> KeyFigure:
    provenance = Provenance(rule, named("event", (event.event_id for event in rows)))
    return KeyFigure(str(count), label, when, sources_of(rows), (), provenance)
