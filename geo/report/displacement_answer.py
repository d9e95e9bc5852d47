"""What the Displacement page says first: how many arrived, were registered, were housed."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from geo.dates import Period, format_date, format_moment, format_period
from geo.facts.claims import claims_of, figures_of, headline, qualified
from geo.facts.displacement import accommodation_at, movements
from geo.facts.provenance import AS_GIVEN, AVERAGE, IN_LIST, LISTED, Provenance, named, sources_of
from geo.facts.reports import EXACT
from geo.report.answer import Answer, KeyFigure, Sentence, claimed_at, figure_moment, with_age
from geo.report.dated_text import Dated
from geo.report.spoken import age, shortest_needed
from geo.report.tables import when_in_words
from geo.words import capital, number, stated

if TYPE_CHECKING:
    from datetime import date, datetime

    from geo.case.case import Case
    from geo.facts.claims import Figure
    from geo.facts.displacement import Accommodation, DailyAverage, Movement
    from geo.facts.state import State
    from geo.view.view import ViewState

DISPLACED, ACCOMMODATED, STILL = "displaced", "accommodated", "still_displaced"


_MOST = 3


def answer(case: Case, view: ViewState, state: State) -> Answer:
    """How many had arrived, been registered and been housed by the as-at moment."""
    displaced = None if "arrivals" in state.arrivals else headline(case, DISPLACED, view.at)
    parts = [
        _crossed(case, state),
        _displaced(case, displaced, view.at) if displaced else None,
        _registered(case, state),
        _accommodated(case, view),
    ]
    sentences = [item for item in parts if item is not None]
    housed = accommodation_at(case, view.at)
    counted = [figure.claim.moment for figure in (displaced, *_counted(state)) if figure]
    counted += [housed.moment] if housed else []
    still = None if sentences else _latest(case, STILL, view.at)
    if not sentences:
        sentences = _before_counts(case, view, still)
    elif moved := _moved_since(case, view, max(counted).date()):
        # Counts of before say nothing of it, however many they are.
        sentences = [_moved(moved), *sentences][:_MOST]
    figures = [
        claimed_at(case, state.arrivals[measure], state.at)
        for measure in ("arrivals", "registered", "vehicles")
        if measure in state.arrivals
    ]
    figures += [claimed_at(case, figure, view.at) for figure in (displaced, still) if figure]
    if housed is not None:
        figures.append(_aged(case, housed, view.at)[0])
    return Answer(tuple(sentences), tuple(figures))


def _housed_figure(case: Case, housed: Accommodation) -> KeyFigure:
    since = (housed.moment, None)
    explain = [f"As given by: {housed.claimant}.", Dated(housed_words(case, housed), since)]
    if housed.doubt:
        explain.append(f"In doubt: {housed.doubt}")
    return KeyFigure(
        Dated(_total_words(case, housed), since),
        f"people {housed.what}",
        format_moment(housed.as_of, case.settings.zone),
        housed.source_ids,
        tuple(explain),
        Provenance(LISTED, named("accommodation", (row.accommodation_id for row in housed.rows))),
    )


def average_figure(case: Case, average: DailyAverage) -> KeyFigure:
    """The people a day by the counts, as a figure; the average as claimed is listed as left out."""
    first, last = average.between
    when = f"by {format_moment(last.as_of, case.settings.zone)}"
    claimed_by = f"{number(average.claimed.value or 0)} a day is what {average.claimed.claimant} gave."
    rows = named("claim", dict.fromkeys((last.claim_id, first.claim_id)))
    left = ((f"claim:{average.claimed.claim_id}", "an average as claimed, held against the counts"),)
    sources = sources_of((last, first, average.claimed))
    return KeyFigure(
        number(round(average.counted)), "people a day by the counts", when, sources, (claimed_by,),
        Provenance(AVERAGE, rows, left),
    )  # fmt: skip


def _crossed(case: Case, state: State) -> Sentence | None:
    figure = state.arrivals.get("arrivals")
    if figure is None:
        return None
    claim = figure.claim
    when = figure_moment(case, figure, state.at)
    text = f"{capital(qualified(figure))} {claim.subject} had been counted by {when} ({claim.claimant})"
    if figure.low != figure.high:
        text += f" (figures for that time run from {number(figure.low)} to {number(figure.high)})"
    return Sentence(f"{text}.", figure.source_ids, lambda: (claimed_at(case, figure, state.at),))


def _latest(case: Case, measure: str, at: datetime) -> Figure | None:
    """The latest headline of a measure that counts several groups of people."""
    own = (headline(case, measure, at, subject) for subject in figures_of(case).get(measure, ()))
    return max((row for row in own if row), key=lambda row: row.claim.moment, default=None)


def _displaced(case: Case, figure: Figure, at: datetime) -> Sentence:
    """The headline of the people displaced, or still so, where nobody counted arrivals."""
    claim = figure.claim
    usual = "Still displaced" if figure.measure == STILL else "Displaced"
    called = case.settings.words.labels.get(figure.measure, usual)
    when = figure_moment(case, figure, at)
    text = f"{called} as of {when}: {qualified(figure)} {claim.subject} ({claim.claimant}"
    spread = f"figures for that time run from {number(figure.low)} to {number(figure.high)}"
    texts = (f"{text}; {spread}).", f"{text}).") if figure.low != figure.high else (f"{text}).",)
    return Sentence(shortest_needed(*texts), figure.source_ids, lambda: (claimed_at(case, figure, at),))


def _registered(case: Case, state: State) -> Sentence | None:
    figure = state.arrivals.get("registered")
    if figure is None:
        return None
    when, dated = format_moment(figure.claim.as_of, case.settings.zone), figure_moment(case, figure, state.at)
    claim, words = figure.claim, case.settings.words.registration
    counted, beside = f"{qualified(figure)} {claim.subject} ({claim.claimant})", f"; {words}" if words else ""
    text, aged = f"Counted by {when} were {counted}{beside}.", f"Counted by {dated}: {counted}"
    # What is known of the register in general goes before the age of this count.
    texts = (f"{aged}{beside}.", f"{aged}.", text) if dated != when else (text,)
    return Sentence(shortest_needed(*texts), figure.source_ids, lambda: (claimed_at(case, figure, state.at),))


def _accommodated(case: Case, view: ViewState) -> Sentence | None:
    housed = accommodation_at(case, view.at)
    if housed is None:
        return None
    day = housed.moment.date()
    old = age(day, view.at.date(), case.settings.silence_days)
    # Of a list of long ago its age says more than its hour.
    begun = f"A list {old} old ({format_date(day)})" if old else _list_of(case, housed)
    return Sentence(_list_words(case, housed, begun), housed.source_ids, lambda: _aged(case, housed, view.at))


def _aged(case: Case, housed: Accommodation, at: datetime) -> tuple[KeyFigure, ...]:
    """The figures of a list as at a moment, with how old they are."""
    return tuple(
        replace(figure, when=with_age(case, figure.when, housed.moment, at))
        for figure in housed_figures(case, housed)
    )


def housed_figures(case: Case, housed: Accommodation) -> tuple[KeyFigure, ...]:
    """The total of a list as stated, and where it differs the areas named and what they add up to."""
    stated = _housed_figure(case, housed)
    if not housed.gap:
        return (stated,)
    rows = named("accommodation", (row.accommodation_id for row in housed.rows))
    provenance, where = Provenance(IN_LIST, rows), stated.when
    many = Dated(str(len(rows)), (housed.moment, None))
    return (
        stated,
        KeyFigure(
            many, f"{case.settings.words.areas} named in this list", where, housed.source_ids, (), provenance
        ),
        KeyFigure(
            Dated(number(housed.total), (housed.moment, None)),
            f"people, the {case.settings.words.areas} named added up",
            where,
            housed.source_ids,
            (),
            provenance,
        ),
    )


def housed_words(case: Case, housed: Accommodation) -> str:
    """A list of persons by area in one sentence, with what its total and its sum disagree by."""
    return _list_words(case, housed, _list_of(case, housed))


def _list_of(case: Case, housed: Accommodation) -> str:
    return f"A list of {format_moment(housed.as_of, case.settings.zone)}"


def _list_words(case: Case, housed: Accommodation, begun: str) -> str:
    """What a list says, after the words for which it is."""
    is_sum = housed.stated_total is None and len(housed.rows) > 1
    has = "adds up to" if is_sum else "has"
    text = f"{begun} {has} {_total_words(case, housed)} people {housed.what} ({housed.claimant})"
    if not housed.gap:
        return f"{text}."
    words, many = case.settings.words, len(housed.rows)
    doubt = " (uncertain)" if housed.uncertain else ""
    named_ = [
        f"{many} {words.areas} named add up to",
        f"{many} {words.areas} add up to",
        f"{many} {words.areas} add to",
    ]
    if many == 1:
        named_ = [f"the only {words.area} named has"]
    return shortest_needed(*(f"{text}; {adding} {number(housed.total)}{doubt}." for adding in named_))


def _total_words(case: Case, housed: Accommodation) -> str:
    """The total of a list, as exact as a claim of that moment gives it."""
    total = housed.total if housed.stated_total is None else housed.stated_total
    claims = claims_of(case, ACCOMMODATED, housed.moment)
    same = (claim.qualifier for claim in claims if (claim.value, claim.moment) == (total, housed.moment))
    return stated(total, next(same, "exact"))


def _counted(state: State) -> list[Figure]:
    return [state.arrivals[measure] for measure in ("arrivals", "registered") if measure in state.arrivals]


def _moved_since(case: Case, view: ViewState, day: date) -> Movement | None:
    """The movement of the period that was over last, after ``day``; of equals that of most people."""
    later = [row for row in _over(case, view) if row.last > day]
    return max(later, key=lambda row: (row.last, row.persons or 0), default=None)


def _before_counts(case: Case, view: ViewState, still: Figure | None) -> list[Sentence]:
    """The movements of the period and how many of those before still live elsewhere, what is newer first."""
    moved = _over(case, view)
    lines = [_moved(row) for row in moved[:_MOST]] or [_nothing_moved(case, view)]
    if still is None:
        return lines
    before = _displaced(case, still, view.at)
    newest = max((row.last for row in moved), default=view.at.date())
    return [before, *lines][:_MOST] if still.claim.moment.date() > newest else [*lines[: _MOST - 1], before]


def _over(case: Case, view: ViewState) -> list[Movement]:
    """Movements of the period with a number that are over by the as-at day."""
    until = view.at.date()
    begun = movements(case, view.first, min(view.last, until))
    return [movement for movement in begun if movement.persons is not None and movement.last <= until]


def _nothing_moved(case: Case, view: ViewState) -> Sentence:
    until = view.at.date()
    period = format_period(Period(min(view.first, until), until))
    begun = movements(case, view.first, min(view.last, until))
    uncounted = [row for row in begun if row.precision in EXACT and not row.uncertain]
    if uncounted:
        text = f"Movements of people are reported for {period}; these tables have no number by its end."
        return Sentence(text, sources_of(uncounted))
    return Sentence(f"No displacement is counted for {period}.")


def _moved(movement: Movement) -> Sentence:
    return Sentence(movement_words(movement), movement.source_ids, partial(_moved_figures, movement))


def _moved_figures(movement: Movement) -> tuple[KeyFigure, ...]:
    """The number of a movement as its source gives it."""
    when = _when(movement)
    provenance = Provenance(AS_GIVEN, named("movement", (movement.movement_id,)))
    return (
        KeyFigure(
            stated(movement.persons or 0, movement.qualifier),
            movement.people,
            when,
            movement.source_ids,
            (),
            provenance,
        ),
    )


def movement_words(movement: Movement) -> str:
    """A movement in one sentence: who, how many by whom, and when."""
    count = stated(movement.persons or 0, movement.qualifier)
    doubt = "; uncertain" if movement.uncertain else ""
    return f"{movement.people}: {count} ({movement.claimant}; {_when(movement)}{doubt})."


def _when(movement: Movement) -> str:
    """The days of a movement, no finer than its precision."""
    return when_in_words(movement.first.isoformat(), movement.last.isoformat(), movement.precision)
