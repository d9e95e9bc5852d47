"""What the Diplomacy page says first: how many met or spoke, and who did most often."""

from __future__ import annotations

from typing import TYPE_CHECKING

from geo.answer import Answer, KeyFigure, Sentence
from geo.basis import CONTACTS, Basis, named
from geo.dates import format_date, format_period
from geo.diplomacy import pairs, statements, together

if TYPE_CHECKING:
    from collections.abc import Sequence

    from geo.dates import Period
    from geo.diplomacy import Contact


EXACT = ("hour", "day")


def answer(rows: Sequence[Contact], period: Period) -> Answer:
    """How many contacts and statements there were, who came together most, and the last contact."""
    if not rows:
        return Answer((Sentence("No meeting, call or statement is reported in this view."),))
    met, said = together(rows), statements(rows)
    when = format_period(period)
    rest = len(rows) - len(met) - len(said)
    sentences = [
        Sentence(
            f"{_counted(len(met), 'meeting, call or session', 'meetings, calls and sessions')} and"
            f" {_counted(len(said), 'statement', 'statements')} are reported;"
            f" {rest} more are documents, court acts or visits."
        )
    ]
    ranked = pairs(rows)
    if ranked and ranked[0].count > 1:
        first = ranked[0]
        sentences.append(
            Sentence(
                f"{' and '.join(first.actors)} came together most often:"
                f" {_counted(first.count, 'time', 'times')}."
            )
        )
    dated = [one for one in met if one.precision in EXACT]
    if dated:
        last = dated[-1]
        sentences.append(Sentence(f"The last, on {format_date(last.first)}: {last.title}.", last.source_ids))
    figures = (
        _figure(len(met), "meetings, calls and sessions", when, met),
        _figure(len(said), "statements, told apart from meetings", when, said),
        _figure(len(ranked), "pairs who met or spoke", when, met),
    )
    return Answer(tuple(sentences), tuple(one for one in figures if one.value != "0"))


def _figure(count: int, label: str, when: str, rows: Sequence[Contact]) -> KeyFigure:
    made = Basis(CONTACTS, named("event", (one.event_id for one in rows)))
    return KeyFigure(str(count), label, when, _cited(rows), (), made)


def _cited(rows: Sequence[Contact]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(source for one in rows for source in one.source_ids))


def _counted(count: int, one: str, several: str) -> str:
    return f"{count} {one if count == 1 else several}"
