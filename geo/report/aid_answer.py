"""What the Aid page says first: what came through, what was refused, what still waits."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from geo.dates import Period, format_date, format_period
from geo.facts import provenance
from geo.facts.aid import (
    AMOUNT_NOT_STATED,
    GOODS,
    RUNNING_TOTAL,
    by_outcome,
    consignments,
    left_out_of_sum,
    running_totals,
    statements,
)
from geo.facts.claims import headline
from geo.facts.provenance import Basis, named, sources_of
from geo.names import names_by_id
from geo.report.answer import Answer, KeyFigure, Sentence, claimed
from geo.words import days, number, stated

if TYPE_CHECKING:
    from collections.abc import Sequence

    from geo.case.case import Case
    from geo.facts.aid import Consignment, LastDelivery, Waiting
    from geo.facts.state import State
    from geo.view.view import ViewState

OUTCOME_WORDS = {
    "delivered": "delivered",
    "partial": "delivered in part",
    "passed": "passed",
    "blocked": "blocked",
    "suspended": "suspended",
    "pledged": "pledged",
}


def answer(case: Case, view: ViewState, state: State) -> Answer:
    """What was delivered, refused or left waiting in the period up to the as-at date."""
    rows = consignments(case, view.first, view.last, view.at)
    counted = by_outcome(rows)
    total = sum(one.count for one in counted)
    until = min(view.last, view.at.date())
    period = format_period(Period(min(view.first, until), until))
    if not total:
        return Answer((Sentence(f"No consignment is reported for {period}."),))
    parts = ", ".join(f"{one.count} {OUTCOME_WORDS[one.outcome]}" for one in counted)
    sources = sources_of(counted)
    told = f"For {period} {total} consignments are reported: {parts}."
    sentences = [Sentence(told, sources, partial(_counted, rows, period))]
    sentences += [one for one in (_delivered(state), _held(case, view, state)) if one]
    figures = [_tonnes(rows, period), _patients(case, view), _delivery(state), _waiting(state)]
    return Answer(tuple(sentences), tuple(one for one in figures if one is not None))


def _delivered(state: State) -> Sentence | None:
    last, icrc = state.last_delivery(), state.last_delivery("carrier", "ICRC")
    if last is None:
        return None
    text, found = f"Goods last came through on {format_date(last.on)}, {earlier(last.days_ago)}", [last]
    if icrc is not None and icrc.on != last.on:
        text += f"; the last ICRC delivery reported was on {format_date(icrc.on)}"
        found.append(icrc)
    return Sentence(f"{text}.", sources_of(found), lambda: tuple(last_goods(one) for one in found))


def last_goods(last: LastDelivery) -> KeyFigure:
    """The day on which goods last came through, overall or by one carrier."""
    by = f" by {last.key}" if last.key else ""
    made = Basis(provenance.LAST_GOODS, named("consignment", last.consignment_ids))
    when = f"{days(last.days_ago)} before the as-at day"
    return KeyFigure(format_date(last.on), f"goods last came through{by}", when, last.source_ids, (), made)


def _counted(rows: Sequence[Consignment], period: str) -> tuple[KeyFigure, ...]:
    """All single consignments, and those of each outcome."""
    counts = by_outcome(rows)
    left = tuple((f"consignment:{one.consignment_id}", RUNNING_TOTAL) for one in statements(rows))
    every = tuple(one for own in counts for one in own.consignment_ids)
    sources = sources_of(counts)
    whole = KeyFigure(
        number(len(every)), "consignments reported", period, sources, (),
        Basis(provenance.COUNTED, named("consignment", every), left),
    )  # fmt: skip
    return whole, *(
        KeyFigure(
            number(one.count), OUTCOME_WORDS[one.outcome], period, one.source_ids, (),
            Basis(provenance.COUNTED, named("consignment", one.consignment_ids)),
        )
        for one in counts
    )  # fmt: skip


def earlier(count: int) -> str:
    """How long before the as-at date, in words.

    >>> earlier(0), earlier(8)
    ('the same day', '8 days earlier')
    """
    return f"{days(count)} earlier" if count else "the same day"


def _held(case: Case, view: ViewState, state: State) -> Sentence | None:
    if not state.waiting:
        return None
    places = names_by_id(case.places, view.names)
    first_at: dict[str, Waiting] = {}
    for one in sorted(state.waiting, key=lambda one: -one.days):
        first_at.setdefault(one.place_id, one)
    parts = [
        f"{load_words(one.consignment)}, held at {places.get(one.place_id, one.place_id)} since"
        f" {format_date(one.since)}"
        for one in first_at.values()
    ]
    sources = sources_of(one.consignment for one in first_at.values())
    return Sentence(
        f"No release is reported of {' and of '.join(parts)}.", sources,
        lambda: tuple(found for one in first_at.values() for found in held_figures(case, one, view.names)),
    )  # fmt: skip


def held_figures(case: Case, one: Waiting, names: str) -> tuple[KeyFigure, ...]:
    """How much of a load is held at a place, and since when."""
    place = names_by_id(case.places, names).get(one.place_id, one.place_id)
    since, sources = format_date(one.since), one.consignment.source_ids
    made = Basis(provenance.HELD, named("consignment", (one.consignment.consignment_id,)))
    told = f"{load_words(one.consignment)}, held at {place} since this day"
    day = KeyFigure(since, told, f"{days(one.days)}, the as-at day included", sources, (), made)
    if one.consignment.quantity is None:
        return (day,)
    label = f"{one.consignment.cargo}, held at {place}"
    return KeyFigure(quantity_words(one.consignment), label, f"since {since}", sources, (), made), day


def load_words(one: Consignment) -> str:
    """A consignment's load in words: "361 tonnes (Government of Armenia)"."""
    return f"{quantity_words(one) or 'a load'} ({one.carrier})"


def quantity_words(one: Consignment) -> str:
    """A stated quantity with its qualifier and unit; empty when none is stated."""
    if one.quantity is None:
        return ""
    return f"{stated(one.quantity, one.qualifier)} {one.unit}".strip()


def _tonnes(rows: Sequence[Consignment], period: str) -> KeyFigure | None:
    steps = running_totals(rows, "tonnes", GOODS)
    if not steps:
        return None
    explain = (
        f"The sum of {len(steps)} deliveries whose weight in tonnes is stated.",
        f"{_unstated(rows, 'tonnes', GOODS)} other deliveries state no weight, so more came through.",
        "Running totals that sources give are not in it.",
    )
    return KeyFigure(
        f"{number(steps[-1][1])} t", "delivered, where a weight is stated", period,
        sources_of(one for _, _, one in steps), explain, sum_basis(rows, "tonnes", GOODS),
    )  # fmt: skip


def sum_basis(rows: Sequence[Consignment], unit: str, kinds: frozenset[str]) -> Basis:
    """What the sum of single consignments in a unit was made of, and what was not added."""
    added = (one.consignment_id for _, _, one in running_totals(rows, unit, kinds))
    left = tuple(
        (f"consignment:{one.consignment_id}", reason) for one, reason in left_out_of_sum(rows, unit, kinds)
    )
    return Basis(provenance.SUM, named("consignment", added), left)


def sum_figure(rows: Sequence[Consignment], unit: str, kinds: frozenset[str], view: ViewState) -> KeyFigure:
    """The sum of single consignments in a unit as a figure, also where nothing is added."""
    steps = running_totals(rows, unit, kinds)
    total = f"{number(steps[-1][1])} {unit}" if steps else "nothing"
    when = f"by {format_date(view.at.date())}"
    return KeyFigure(
        total, "delivered in single consignments with a stated amount", when,
        sources_of(one for _, _, one in steps), (), sum_basis(rows, unit, kinds),
    )  # fmt: skip


def _unstated(rows: Sequence[Consignment], unit: str, kinds: frozenset[str]) -> int:
    return sum(reason == AMOUNT_NOT_STATED for _, reason in left_out_of_sum(rows, unit, kinds))


def _patients(case: Case, view: ViewState) -> KeyFigure | None:
    figure = headline(case, "patients_moved", view.at)
    return None if figure is None else claimed(case, figure)


def _delivery(state: State) -> KeyFigure | None:
    last = state.last_delivery()
    if last is None:
        return None
    lines = tuple(
        f"{one.key}: {format_date(one.on)}, {earlier(one.days_ago)}."
        for one in state.deliveries
        if one.group == "carrier"
    )
    return KeyFigure(
        days(last.days_ago), "since goods last came through", format_date(last.on),
        last.source_ids, lines, Basis(provenance.LAST_GOODS, named("consignment", last.consignment_ids)),
    )  # fmt: skip


def _waiting(state: State) -> KeyFigure | None:
    if not state.waiting:
        return None
    weighed = [one for one in state.waiting if one.consignment.unit == "tonnes"]
    tonnes = sum(one.consignment.quantity or 0 for one in weighed)
    lines = tuple(
        f"{load_words(one.consignment)}, held since {format_date(one.since)} ({days(one.days)})."
        for one in state.waiting
    )
    sources = sources_of(one.consignment for one in state.waiting)
    rest = tuple(
        (f"consignment:{one.consignment.consignment_id}", "its weight in tonnes is not stated")
        for one in state.waiting
        if one not in weighed
    )
    return KeyFigure(
        f"{number(tonnes)} t",
        f"held up in {len(weighed)} loads, no release reported",
        f"on {format_date(state.at.date())}",
        sources,
        lines,
        Basis(
            provenance.HELD, named("consignment", [one.consignment.consignment_id for one in weighed]), rest
        ),
    )
