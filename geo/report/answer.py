"""What a page says before it shows a map: a few sentences and a few figures, each with its sources."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from geo.dates import format_moment
from geo.facts.claims import qualified
from geo.facts.provenance import HEADLINE, NOT_SAID, Provenance, named
from geo.report.dated_text import Dated
from geo.report.spoken import age
from geo.words import number

if TYPE_CHECKING:
    from datetime import datetime

    from geo.case.case import Case
    from geo.facts.claims import Figure

MOST_SENTENCES = 3
MOST_FIGURES = 4


@dataclass(frozen=True)
class KeyFigure:
    """One figure with what it counts, when it holds, and how it came about."""

    value: str
    """Number and unit as shown, such as "76,407" or "291 days"; `Dated` where it may be later."""
    label: str
    when: str
    """The date the figure holds for, in words."""
    source_ids: tuple[str, ...] = ()
    explain: tuple[str, ...] = ()
    """Sentences on whose figure it is, what disagrees with it, and what was left out and why."""
    provenance: Provenance = NOT_SAID
    """The rows it was made of, by which rule, and those left out."""


Figures = Callable[[], tuple[KeyFigure, ...]]


def no_figures() -> tuple[KeyFigure, ...]:
    """Return no figures, for a sentence that has none."""
    return ()


@dataclass(frozen=True)
class Sentence:
    """One sentence that can be read aloud, with the sources it rests on."""

    text: str
    source_ids: tuple[str, ...] = ()
    figures: Figures = field(default=no_figures, compare=False, repr=False)
    """Makes each number and date in it, in their order, as figures: only when somebody asks."""


@dataclass(frozen=True)
class Answer:
    """At most three sentences and four figures."""

    sentences: tuple[Sentence, ...]
    figures: tuple[KeyFigure, ...] = ()

    def __post_init__(self) -> None:
        """Refuse an answer too long to be read aloud or taken in at a glance."""
        if len(self.sentences) > MOST_SENTENCES or len(self.figures) > MOST_FIGURES:
            raise ValueError(f"an answer has at most {MOST_SENTENCES} sentences and {MOST_FIGURES} figures")


def claimed(case: Case, figure: Figure) -> KeyFigure:
    """Return a headline with its claimant, its range and what was passed over."""
    claim = figure.claim
    explain = [f"As given by: {claim.claimant}."]
    if figure.low != figure.high:
        explain.append(f"Figures for the same time run from {number(figure.low)} to {number(figure.high)}.")
    explain += [
        f"{number(other.value)}, as given by {other.claimant}, stands beside it."
        for other in figure.beside
        if other.value is not None
    ]
    when = format_moment(claim.as_of, case.settings.zone)
    return KeyFigure(
        Dated(qualified(figure), (claim.moment, None)),
        claim.subject,
        f"by {when}",
        figure.source_ids,
        tuple(explain),
        of_headline(figure),
    )


def claimed_at(case: Case, figure: Figure, at: datetime) -> KeyFigure:
    """Return a headline as at a moment: with how old it is, where it is older than a state may be."""
    return replace(claimed(case, figure), when=f"by {figure_moment(case, figure, at)}")


def figure_moment(case: Case, figure: Figure, at: datetime) -> str:
    """Return the moment a headline describes, in words: "4 Oct 2023, 88 days earlier" where it is old."""
    claim = figure.claim
    return with_age(case, format_moment(claim.as_of, case.settings.zone), claim.moment, at)


def with_age(case: Case, when: str, moment: datetime, at: datetime) -> str:
    """Return a figure's date with its age, so that nobody takes one of months ago for that of the day."""
    old = age(moment.date(), at.date(), case.settings.silence_days)
    return f"{when}, {old} earlier" if old else when


def of_headline(figure: Figure) -> Provenance:
    """The claims behind a headline and its range, and those passed over."""
    left = tuple((f"claim:{passed.claim.claim_id}", passed.reason) for passed in figure.left_out)
    return Provenance(HEADLINE, named("claim", figure.claim_ids), left)
