"""The last passages of aid in words and figures."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from geo.dates import format_date
from geo.facts import provenance
from geo.facts.provenance import Provenance, sources_of
from geo.names import short_names
from geo.report.aid_words import day_words, fewest_days
from geo.report.answer import KeyFigure, Sentence
from geo.report.spoken import shortest_needed
from geo.words import joined, spoken_name

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from geo.case.case import Case
    from geo.facts.passages import Passage
    from geo.facts.state import State

SPOKEN = ("medical evacuation", "food or mixed aid")
# Of other aid the last is spoken of where it is later than all of these.
_ALONE = ("medical supplies alone", "fuel alone")


def sentence(case: Case, state: State) -> Sentence | None:
    """By when and by which road each spoken kind last passed; None where no passage is known."""
    last = [passage for kind in SPOKEN if (passage := _latest(state, kind))]
    alone = [passage for kind in _ALONE if (passage := _latest(state, kind)) and not passage.uncertain]
    newest = min(alone, key=lambda passage: passage.days_ago, default=None)
    choices = [last] if last else []
    if newest and all(newest.days_ago < passage.days_ago for passage in last):
        # Where there is no room for all, food goes before those taken out.
        choices = [[newest, *last], [newest, *last[-1:]]]
    if not choices:
        return None
    texts = {text: rows for rows in choices for text in _texts(case, state, rows)}
    text = shortest_needed(*texts)
    rows = [row for passage in texts[text] for row in _same_day(state, passage)]
    return Sentence(text, sources_of(rows), partial(_on_their_days, case, texts[text]))


def _texts(case: Case, state: State, last: Sequence[Passage]) -> tuple[str, str, str]:
    """The sentence from full to short."""
    full, certain = (_words(case, state, last, doubt=doubt) for doubt in (True, False))
    return full, certain, certain.replace("in these tables", "reported")


def _words(case: Case, state: State, last: Sequence[Passage], *, doubt: bool) -> str:
    names = short_names(case.routes)
    roads = [
        joined([spoken_name(names[other.route_id]) for other in _same_day(state, passage)])
        for passage in last
    ]
    came = [_came(passage, doubt=doubt) for passage in last]
    if len(set(roads)) == 1:
        return f"Last in these tables: {', '.join(came)}, by the {roads[0]}."
    parts = ", ".join(f"{words} ({road})" for words, road in zip(came, roads, strict=True))
    return f"Last in these tables: {parts}."


def figures(case: Case, state: State) -> list[KeyFigure]:
    """The days since each spoken kind last passed."""
    return [_figure(case, state, passage) for kind in SPOKEN if (passage := _latest(state, kind))]


def _latest(state: State, kind: str) -> Passage | None:
    """The last passage of a kind on any road: a certain one, unless all are uncertain."""
    own = [passage for passage in state.passages if passage.kind == kind]
    return min(own, key=lambda passage: (passage.uncertain, passage.days_ago), default=None)


def _same_day(state: State, last: Passage) -> list[Passage]:
    """The last passages of the kind on that very day, by whatever roads."""
    alike = (last.kind, last.on, last.by, last.uncertain)
    return [row for row in state.passages if (row.kind, row.on, row.by, row.uncertain) == alike]


def _came(passage: Passage, *, doubt: bool) -> str:
    words = f"{passage.kind} {day_words(passage.on, by=passage.by)}"
    if passage.uncertain:
        return f"{words} (uncertain)"
    if passage.later_on is None or not doubt:
        return words
    return f"{words} (uncertain: {format_date(passage.later_on)})"


def _on_their_days(case: Case, last: Sequence[Passage]) -> tuple[KeyFigure, ...]:
    """The days of the last passages, in the order of the sentence."""
    return tuple(
        replace(figure, value=format_date(passage.on), when=f"{figure.value} before the as-at day")
        for passage in last
        for figure in (_figure(case, None, passage),)
    )


def _figure(case: Case, state: State | None, passage: Passage) -> KeyFigure:
    names = short_names(case.routes)
    others = (passage,) if state is None else [row for row in state.passages if row.kind == passage.kind]
    lines = [_line(names, row) for row in others]
    if passage.later_on is not None:
        lines.append(f"An uncertain report has one on {format_date(passage.later_on)}.")
    if passage.dated is not None:
        lines.append(f"The last dated one: {format_date(passage.dated)}.")
    doubt = " (uncertain)" if passage.uncertain else ""
    return KeyFigure(
        fewest_days(passage.days_ago, by=passage.by), f"since the last {passage.kind} in these tables{doubt}",
        day_words(passage.on, by=passage.by).removeprefix("on "), passage.source_ids, tuple(lines),
        Provenance(provenance.PASSED, passage.rows),
    )  # fmt: skip


def _line(names: Mapping[str, str], passage: Passage) -> str:
    road = spoken_name(names[passage.route_id])
    return f"{road[:1].upper()}{road[1:]}, {day_words(passage.on, by=passage.by)}: {passage.what}."
