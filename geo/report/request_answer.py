"""What was asked for and what was answered, in one sentence and one figure."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from geo.facts import provenance
from geo.facts.provenance import Provenance, named
from geo.facts.requests import NOT_STATED, Answers, answers, requests
from geo.report.answer import KeyFigure, Sentence
from geo.words import counted, joined, number

if TYPE_CHECKING:
    from geo.case.case import Case
    from geo.view.view import ViewState

NO_ANSWER = "outcome not stated"


@dataclass(frozen=True)
class Asked:
    """The sentence and the figure about requests."""

    sentence: Sentence
    figure: KeyFigure


def asked(case: Case, view: ViewState, period: str) -> Asked | None:
    """What was asked for in the period and what was answered; None in a case without requests."""
    rows = requests(case, view.first, view.last, view.at)
    if not rows:
        return None
    every = answers(case, rows)
    figures = request_figures(every, period)
    return Asked(Sentence(sentence_of(every), every.source_ids, lambda: figures), _first(every, period))


def sentence_of(every: Answers) -> str:
    """The requests for passage counted by answer, in one sentence."""
    stated = [(word, count) for word, count in every.by_outcome.items() if word != NOT_STATED]
    least = "at least " if every.at_least else ""
    begun = (
        f"In these tables {least}{counted(every.asked, 'movement')} {'was' if every.asked == 1 else 'were'}"
    )
    begun += " asked for"
    rest = every.by_outcome.get(NOT_STATED, 0)
    if not stated:
        return f"{begun}; no answer is stated."
    (first, many), *others = stated
    parts = [f"{number(many)} {'was' if many == 1 else 'were'} {first}"]
    parts += [f"{number(count)} {word}" for word, count in others]
    text = f"{begun}: {joined(parts)}"
    return f"{text}; of {number(rest)} the outcome is not stated." if rest else f"{text}."


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
