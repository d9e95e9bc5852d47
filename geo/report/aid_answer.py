"""What the Aid page says first: what came through, what was refused, what still waits."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING

from geo.dates import Period, format_date, format_period
from geo.facts.aid import (
    FOOD,
    GOODS,
    KINDS_OF,
    by_outcome,
    consignments,
    only_people,
    people_words,
    promised,
    with_people,
    without_running_totals,
)
from geo.facts.claims import headline
from geo.facts.provenance import sources_of
from geo.facts.reports import certainly_in, roughly_in
from geo.names import names_by_id
from geo.report import aid_figures, request_answer
from geo.report.aid_words import (
    OUTCOME_WORDS,
    last_words,
    latest_first,
    since_words,
    waiting_words,
)
from geo.report.answer import MOST_FIGURES, MOST_SENTENCES, Answer, KeyFigure, Sentence, claimed_at
from geo.report.spoken import fitting, shortest_needed, since
from geo.words import counted, days, joined, plural

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from geo.case.case import Case
    from geo.facts.aid import Consignment, OutcomeCount
    from geo.facts.deliveries import LastDelivery
    from geo.facts.state import State
    from geo.facts.waiting import Waiting
    from geo.view.view import ViewState

# How many outcomes the first sentence names, fewer where it is long; others are counted together.
_OUTCOMES_SPOKEN = (3, 2)
# What must not hide among the others, however seldom it was.
_SPOKEN_FIRST = ("delivered", "blocked", "returned", "seized", "lost")
# How the last deliveries are told, from full to short: how long ago the first came, and what of the others is
# uncertain.
_LAST = (
    ("The last deliveries in these tables:", True, True),
    ("Last deliveries in these tables:", False, True),
    ("Last deliveries in these tables:", False, False),
)
_PROMISES = "pledges and appeals, which are no consignments"
_ROUGH = "consignments dated only roughly, possibly of this period"


def answer(case: Case, view: ViewState, state: State) -> Answer:
    """What was asked for, delivered, refused or left waiting in the period up to the as-at date."""
    rows = consignments(case, view.first, view.last, view.at)
    until = min(view.last, view.at.date())
    own = Period(min(view.first, until), until)
    period = format_period(own)
    asked = request_answer.asked(case, view, own)
    reported = _reported(rows, own, view.at.date())
    sentences = [
        asked and asked.sentence,
        reported,
        last_sentence(state),
        waiting_sentence(case, view.names, state),
    ]
    if reported is None and asked is None:
        return Answer((Sentence(f"These tables have no consignment for {period}."),))
    figures = [
        asked and asked.figure,
        aid_figures.delivered_weight(rows, FOOD, KINDS_OF[FOOD], period),
        _patients(case, view),
        since_food(state),
        aid_figures.weight_waiting(state),
    ]
    return Answer(
        tuple(sentence for sentence in sentences if sentence)[:MOST_SENTENCES],
        tuple(figure for figure in figures if figure)[:MOST_FIGURES],
    )


def _reported(rows: Sequence[Consignment], own: Period, at: date) -> Sentence | None:
    """What became of the consignments that are certainly of a period; people who came through are told apart.

    What is dated only roughly is counted by itself; where the sentence grows long, this is left out first,
    and then how many are uncertain.
    """
    single = [row for row in without_running_totals(rows) if not promised(row)]
    certain, rough = certainly_in(single, own), roughly_in(single, own)
    if not certain:
        return _only_rough(rough, own) or _only_promised(rows, own)
    promises = [row for row in without_running_totals(rows) if promised(row)]
    aside = f"; {_promises(promises)} not counted" if promises else ""
    people = with_people(certain)
    none_else = len(only_people(certain)) == len(certain)
    listed = list(certain) if none_else else [row for row in certain if row not in people]
    doubtful = [row for row in certain if row.uncertain]
    begun, counts = _begun(certain, own, at), by_outcome(listed)
    doubt = f", {_share(len(doubtful), len(certain))}uncertain" if doubtful else ""
    whom = _with_people(certain, people)
    more = f"; {len(rough)} more {plural(len(rough), 'is', 'are')} dated only roughly" if rough else ""
    needed = sum(count.outcome in _SPOKEN_FIRST for count in counts)
    texts = {
        f"{begun}{also}{whom}: {_outcomes(counts, most)}{last}.": most
        for most in (max(needed, *_OUTCOMES_SPOKEN), *_OUTCOMES_SPOKEN)
        for also, last in dict.fromkeys(
            ((doubt, more + aside), (doubt, more), (doubt, aside), (doubt, ""), ("", ""))
        )
    }
    text = shortest_needed(*texts)
    rarer = _rarer(counts, texts[text])
    return Sentence(
        text,
        sources_of(
            (
                *by_outcome(certain),
                *(rough if more and more in text else ()),
                *(promises if aside and aside in text else ()),
            )
        ),
        partial(
            _counted, _Counted(certain, people, listed, doubtful, rough, promises), rarer, format_period(own)
        ),
    )


def _only_promised(rows: Sequence[Consignment], own: Period) -> Sentence | None:
    promises = [row for row in without_running_totals(rows) if promised(row)]
    if not promises:
        return None
    are = plural(len(promises), "is", "are")
    return Sentence(
        f"These tables have no consignment for {format_period(own)}; {_promises(promises)} {are} reported.",
        sources_of(promises),
        lambda: (aid_figures.of_these(promises, _PROMISES, format_period(own)),),
    )


def _promises(rows: Sequence[Consignment]) -> str:
    """Pledges and appeals by what they are: nothing of them was on its way."""
    pledges = sum(row.outcome == "pledged" for row in rows)
    parts = [counted(pledges, "pledge")] if pledges else []
    parts += [counted(len(rows) - pledges, "appeal")] if pledges < len(rows) else []
    return joined(parts)


def _only_rough(rough: Sequence[Consignment], own: Period) -> Sentence | None:
    if not rough:
        return None
    count = f"{len(rough)} {plural(len(rough), 'is', 'are')}"
    return Sentence(
        f"No consignment is certainly of {format_period(own)}; {count} dated only roughly.",
        sources_of(rough),
        lambda: (aid_figures.of_these(rough, _ROUGH, format_period(own)),),
    )


def _begun(certain: Sequence[Consignment], own: Period, at: date) -> str:
    total = len(certain)
    return f"{since(own, at)} {counted(total, 'consignment')} {plural(total, 'is', 'are')} reported"


def _with_people(certain: Sequence[Consignment], people: Sequence[Consignment]) -> str:
    """With how many people arrived, so that nobody hears of goods; a trip called off is with the rest."""
    if len(only_people(certain)) == len(certain):
        return f", {_share(len(certain), len(certain))}with {people_words(certain)}"
    return f"; {len(people)} with {people_words(people)} arrived; the rest" if people else ""


def _share(count: int, total: int) -> str:
    if total == 1:
        return ""
    return "all " if count == total else f"{count} "


def _outcomes(counts: Sequence[OutcomeCount], most: int) -> str:
    """The most frequent outcomes, in their order, and the others together."""
    rarer = _rarer(counts, most)
    parts = [f"{count.count} {OUTCOME_WORDS[count.outcome]}" for count in counts if count not in rarer]
    parts += [f"{sum(count.count for count in rarer)} otherwise"] if rarer else []
    return "; ".join(parts)


def _rarer(counts: Sequence[OutcomeCount], most: int) -> list[OutcomeCount]:
    """The outcomes beside what came through and what did not, and the most frequent of the others."""
    first = sorted(counts, key=lambda count: (count.outcome not in _SPOKEN_FIRST, -count.count))[:most]
    return [count for count in counts if count not in first]


@dataclass(frozen=True)
class _Counted:
    """The consignments a sentence counts: all, with people who arrived, and those whose outcomes it lists."""

    certain: Sequence[Consignment]
    people: Sequence[Consignment]
    listed: Sequence[Consignment]
    doubtful: Sequence[Consignment]
    rough: Sequence[Consignment]
    promises: Sequence[Consignment]


def _counted(rows: _Counted, rarer: Sequence[OutcomeCount], period: str) -> tuple[KeyFigure, ...]:
    groups = (
        (rows.people, f"consignments with {people_words(rows.people)} that arrived"),
        (rows.doubtful, "of these consignments are uncertain"),
        (rows.rough, _ROUGH),
        (rows.promises, _PROMISES),
    )
    return (
        aid_figures.outcome_counts(rows.certain, period)[0],
        *(aid_figures.of_these(group, label, period) for group, label in groups if group),
        *aid_figures.outcome_counts(rows.listed, period)[1:],
        *([aid_figures.together(rarer, period)] if rarer else []),
    )


def last_sentence(state: State) -> Sentence | None:
    """By when goods of each kind last came, the latest first, as far as a sentence holds them."""
    last = latest_first([state.last_delivery(kind) for kind in GOODS])
    if not last:
        return None
    texts = [
        fitting(
            begun,
            [
                last_words(row, ago=ago and rank == 0, doubt=doubt or rank == 0)
                for rank, row in enumerate(last)
            ],
        )
        for begun, ago, doubt in _LAST
    ]
    # When another kind came matters more than how many days ago the last one did, and its own doubt.
    text = max(texts, key=lambda words: sum(row.kind in words for row in last))
    mentioned = [row for row in last if row.kind in text]
    return Sentence(
        f"{text}.", sources_of(mentioned), lambda: tuple(aid_figures.last_came(row) for row in mentioned)
    )


def waiting_sentence(case: Case, names: str, state: State) -> Sentence | None:
    """How many loads wait and which has waited longest, or of how many nothing is known any more."""
    loads = state.waits
    if not loads:
        return _faded(state)
    longest, place = _longest(case, names, loads)
    what = f"{waiting_words(longest)} at {place} {since_words(longest)}"
    begun = "1 load is held up:" if len(loads) == 1 else f"{len(loads)} loads are held up, the longest-held"
    faded = [load for load in state.waiting if load.faded]
    end = f"of {counted(len(faded), 'other')} nothing is known" if faded else "no release is reported"
    text = shortest_needed(f"{begun} {what}; {end}.", f"{begun} {what}.")
    figures = partial(_waits, case, names, state, longest)
    if faded and end in text:
        return Sentence(
            text, sources_of((*loads, *faded)),
            lambda: (*figures(), aid_figures.last_reported(faded, state)[0]),
        )  # fmt: skip
    return Sentence(text, sources_of(loads), figures)


def _longest(case: Case, names: str, loads: Sequence[Waiting]) -> tuple[Waiting, str]:
    """The load that has waited longest, and what its place is called."""
    longest = max(loads, key=lambda load: load.days)
    return longest, names_by_id(case.places, names)[longest.place_id]


def _waits(case: Case, names: str, state: State, longest: Waiting) -> tuple[KeyFigure, ...]:
    return aid_figures.loads_waiting(state.waits, state), *aid_figures.waits_of(case, longest, names)


def _faded(state: State) -> Sentence | None:
    loads = state.waiting
    if not loads:
        return None
    last = max(load.reported for load in loads)
    many = "a load" if len(loads) == 1 else f"{len(loads)} loads"
    text = f"Of {many} last reported waiting, at the latest on {format_date(last)}, no later report tells."
    return Sentence(text, sources_of(loads), lambda: aid_figures.last_reported(loads, state))


def aid_sentence(case: Case, state: State, names: str) -> Sentence | None:
    """What came last and what has waited longest, in one sentence for a page on all topics."""
    last, loads = latest_first([state.last_delivery(kind) for kind in GOODS]), state.waits
    if not last:
        return waiting_sentence(case, names, state)
    rows = last[:1] if loads else last
    begun = "Last in these tables came"
    text = fitting(begun, [last_words(row) for row in rows])
    if loads:
        wait, begun_on = _wait_words(case, names, loads)
        bare = last_words(rows[0], doubt=False)
        # Since when it waits stands on the page of aid; what is in doubt goes with what is said.
        text = shortest_needed(
            f"{text}; {wait} {begun_on}", f"{text}; {wait}", f"{begun} {bare}; {wait} {begun_on}"
        )
    shown = [row for row in rows if row.kind in text]
    return Sentence(
        f"{text}.", sources_of((*shown, *loads)), partial(_aid_figures, case, names, state, shown)
    )


def _wait_words(case: Case, names: str, loads: Sequence[Waiting]) -> tuple[str, str]:
    """How many loads wait and where the longest does, and since when."""
    longest, place = _longest(case, names, loads)
    which = "" if len(loads) == 1 else ", the longest"
    return f"{counted(len(loads), 'load')} waited{which} at {place}", since_words(longest)


def _aid_figures(
    case: Case, names: str, state: State, shown: Sequence[LastDelivery]
) -> tuple[KeyFigure, ...]:
    """When goods last came, how many loads wait, and since when the longest does."""
    came = tuple(aid_figures.last_came(row) for row in shown)
    if not state.waits:
        return came
    longest = max(state.waits, key=lambda load: load.days)
    return *came, *_waits(case, names, state, longest)


def since_food(state: State) -> KeyFigure | None:
    """The days since food last came, else since the goods that came last."""
    last = latest_first([state.last_delivery(kind) for kind in GOODS])
    food = [row for row in last if row.kind == FOOD]
    return aid_figures.days_since((food or last)[0], state) if last else None


def loads_figure(case: Case, state: State, names: str) -> KeyFigure | None:
    """How many loads wait, and for how long the longest has; None where none is shown waiting."""
    loads = state.waits
    if not loads:
        return None
    longest, place = _longest(case, names, loads)
    which = "at" if len(loads) == 1 else "the longest at"
    figure = aid_figures.loads_waiting(loads, state)
    return replace(figure, label=f"of aid held up, {which} {place} for {days(longest.days)}")


def _patients(case: Case, view: ViewState) -> KeyFigure | None:
    figure = headline(case, "patients_moved", view.at)
    return None if figure is None else claimed_at(case, figure, view.at)
