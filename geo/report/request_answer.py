"""What was asked for and what was answered, in one sentence and one figure."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from geo.dates import format_period
from geo.facts import provenance
from geo.facts.provenance import Provenance, named
from geo.facts.reports import certainly_in
from geo.facts.requests import NOT_STATED, Answers, answers, requests
from geo.report.answer import KeyFigure, Sentence
from geo.report.spoken import since
from geo.words import counted, joined, number

if TYPE_CHECKING:
    from geo.case.case import Case
    from geo.dates import Period
    from geo.view.view import ViewState

NO_ANSWER = "outcome not stated"


@dataclass(frozen=True)
class Asked:
    """The sentence and the figure about requests."""

    sentence: Sentence
    figure: KeyFigure


def asked(case: Case, view: ViewState, own: Period) -> Asked | None:
    """What was asked for in the period and what was answered; None in a case without requests.

    What is dated so roughly that it may lie outside the period is left out.
    """
    rows = certainly_in(requests(case, view.first, view.last, view.at), own)
    if not rows:
        return None
    every, period = answers(case, rows), format_period(own)
    figures = request_figures(every, period)
    text = sentence_of(every, since(own, view.at.date()))
    return Asked(Sentence(text, every.source_ids, lambda: figures), _first(every, period))


def sentence_of(every: Answers, when: str) -> str:
    """The requests for passage counted by answer, in one sentence that begins with the period."""
    stated = [(word, count) for word, count in every.by_outcome.items() if word != NOT_STATED]
    many = f"{'at least ' if every.at_least else ''}{counted(every.asked, 'movement')}"
    begun = f"{when} {many} {'was' if every.asked == 1 else 'were'} asked for"
    rest = every.by_outcome.get(NOT_STATED, 0)
    if not stated:
        return f"{begun}; no answer is stated."
    (first, count), *others = stated
    parts = [f"{number(count)} {'was' if count == 1 else 'were'} {first}"]
    parts += [f"{number(count)} {word}" for word, count in others]
    text = f"{begun}: {joined(parts)}"
    return f"{text}; of {number(rest)} no outcome is stated." if rest else f"{text}."


def request_figures(every: Answers, period: str) -> tuple[KeyFigure, ...]:
    """All requests, and those of each answer."""
    figures = [_figure(every, number(every.asked), "movements asked for", period)]
    figures += [
        _figure(every, number(count), word or NO_ANSWER, period) for word, count in every.by_outcome.items()
    ]
    return tuple(figures)


def _first(every: Answers, period: str) -> KeyFigure:
    """How many of all met with the first answer of the case's list: that which it counts as passage."""
    word = next(iter(every.by_outcome))
    lines = tuple(
        f"{counted(count, 'request')}: {name or NO_ANSWER}." for name, count in every.by_outcome.items()
    )
    label = f"movements {word}" if word else "movements without a stated outcome"
    return KeyFigure(
        f"{number(every.by_outcome[word])} of {number(every.asked)}", label, period, every.source_ids, lines,
        Provenance(provenance.REQUESTS, named("request", every.request_ids)),
    )  # fmt: skip


def _figure(every: Answers, value: str, label: str, period: str) -> KeyFigure:
    return KeyFigure(
        value, label, period, every.source_ids, (),
        Provenance(provenance.REQUESTS, named("request", every.request_ids)),
    )  # fmt: skip
