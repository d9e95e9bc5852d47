"""What a page says before it shows a map: a few sentences and a few figures, each with its sources."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from geo.facts.provenance import NOT_SAID, Basis

MOST_SENTENCES = 3
MOST_FIGURES = 4


@dataclass(frozen=True)
class KeyFigure:
    """One figure with what it counts, when it holds, and how it came about."""

    value: str
    """Number and unit as shown, such as "76,407" or "291 days"."""
    label: str
    when: str
    """The date the figure holds for, in words."""
    source_ids: tuple[str, ...] = ()
    explain: tuple[str, ...] = ()
    """Sentences on whose figure it is, what disagrees with it, and what was left out and why."""
    basis: Basis = NOT_SAID
    """The rows it was made of, by which rule, and those left out."""


Figures = Callable[[], tuple[KeyFigure, ...]]


def no_figures() -> tuple[KeyFigure, ...]:
    """Return what is to be explained where there is no figure: nothing."""
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
