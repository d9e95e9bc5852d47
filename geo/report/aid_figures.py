"""The figures of aid with the rows they were made of: last deliveries, sums, and what waits."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from geo.dates import format_date
from geo.facts import provenance
from geo.facts.aid import (
    AMOUNT_NOT_STATED,
    DOUBTFUL,
    RUNNING_TOTAL,
    by_outcome,
    left_out_of_sum,
    running_totals,
    statements,
)
from geo.facts.provenance import Provenance, named, sources_of
from geo.facts.weights import TONNES, in_unit, is_weight, may_be_several
from geo.names import names_by_id
from geo.report.aid_words import (
    OUTCOME_WORDS,
    day_words,
    earlier,
    fewest_days,
    since_words,
    waiting_amount,
    waiting_words,
)
from geo.report.answer import KeyFigure
from geo.words import counted, days, number

if TYPE_CHECKING:
    from collections.abc import Sequence

    from geo.case.case import Case
    from geo.facts.aid import Consignment, OutcomeCount
    from geo.facts.deliveries import LastDelivery
    from geo.facts.state import State
    from geo.facts.waiting import Waiting
    from geo.view.view import ViewState

WEIGHT_NOT_STATED = "its weight is not stated"


def outcome_counts(rows: Sequence[Consignment], period: str) -> tuple[KeyFigure, ...]:
    """All single consignments, and those of each outcome."""
    counts = by_outcome(rows)
    left = tuple((f"consignment:{row.consignment_id}", RUNNING_TOTAL) for row in statements(rows))
    every = tuple(key for count in counts for key in count.consignment_ids)
    whole = KeyFigure(
        number(len(every)), "consignments reported", period, sources_of(counts), (),
        Provenance(provenance.COUNTED, named("consignment", every), left),
    )  # fmt: skip
    return whole, *(
        KeyFigure(
            number(count.count), OUTCOME_WORDS[count.outcome], period, count.source_ids, (),
            Provenance(provenance.COUNTED, named("consignment", count.consignment_ids)),
        )
        for count in counts
    )  # fmt: skip


def of_these(rows: Sequence[Consignment], label: str, period: str) -> KeyFigure:
    """How many consignments are of one kind, which the label says."""
    return KeyFigure(
        number(len(rows)), label, period, sources_of(rows), (),
        Provenance(provenance.COUNTED, named("consignment", (row.consignment_id for row in rows))),
    )  # fmt: skip


def last_came(last: LastDelivery) -> KeyFigure:
    """The day on which one kind of cargo last came in these tables, or by which it had."""
    when = f"{fewest_days(last.days_ago, by=last.by)} before the as-at day"
    return KeyFigure(
        format_date(last.on), _label(last, f"{last.kind} last came, in these tables{_way(last)}"), when,
        last.source_ids, _later(last), Provenance(provenance.LAST_GOODS, last.row_names),
    )  # fmt: skip


def days_since(last: LastDelivery, state: State) -> KeyFigure:
    """The days since one kind of cargo last came, with the last of the other kinds and of each carrier."""
    lines = tuple(
        f"{row.kind.capitalize()}{_whose(row)}: {day_words(row.on, by=row.by)},"
        f" {earlier(row.days_ago, by=row.by)}."
        for row in state.deliveries
        if row.group == "carrier" or (row.group == "kind" and row.kind != last.kind)
    )
    return KeyFigure(
        fewest_days(last.days_ago, by=last.by), _label(last, f"since {last.kind} last came, in these tables"),
        day_words(last.on, by=last.by), last.source_ids, (*_later(last), *lines),
        Provenance(provenance.LAST_GOODS, last.row_names),
    )  # fmt: skip


def _label(last: LastDelivery, label: str) -> str:
    return f"{label} (uncertain)" if last.uncertain else label


def _way(last: LastDelivery) -> str:
    return f", by {last.key}" if last.group == "carrier" else ""


def _whose(last: LastDelivery) -> str:
    return f", {last.key}" if last.group == "carrier" else ""


def _later(last: LastDelivery) -> tuple[str, ...]:
    dated = () if last.dated is None else (f"The last dated load: {format_date(last.dated)}.",)
    if last.later is None:
        return dated
    return (
        *dated,
        f"An uncertain report has it {day_words(last.later.on, by=last.later.by)}.",
    )


def waits_of(case: Case, load: Waiting, names: str) -> tuple[KeyFigure, ...]:
    """How much of a load waits at a place, and since when."""
    place = names_by_id(case.places, names)[load.place_id]
    since, origin = format_date(load.since), Provenance(provenance.HELD, waiting_names((load,)))
    label = f"{waiting_words(load)}, held at {place} since this day"
    day = KeyFigure(since, label, f"{days(load.days)}, the as-at day included", load.source_ids, (), origin)
    if load.amount is None:
        return (day,)
    cargo = f"{load.consignment.cargo}, held at {place}"
    return KeyFigure(waiting_amount(load), cargo, f"since {since}", load.source_ids, (), origin), day


def loads_waiting(loads: Sequence[Waiting], state: State) -> KeyFigure:
    """How many loads wait, each with where it stands and since when."""
    return KeyFigure(
        counted(len(loads), "load"), "held up, no release reported", f"on {format_date(state.at.date())}",
        sources_of(loads), waiting_lines(loads), Provenance(provenance.HELD, waiting_names(loads)),
    )  # fmt: skip


def weight_waiting(state: State) -> KeyFigure | None:
    """The weight of what waits, where it is stated, and of how many loads; None where none waits."""
    loads = state.waits
    if not loads:
        return None
    weighed = [load for load in loads if load.amount is not None and is_weight(load.unit)]
    if not weighed:
        return loads_waiting(loads, state)
    tonnes = sum(in_unit(load.amount or 0.0, load.unit, TONNES) or 0.0 for load in weighed)
    rest = [load for load in loads if load not in weighed]
    many = f"{len(weighed)} of {len(loads)} loads" if rest else counted(len(weighed), "load")
    return KeyFigure(
        f"{_rounded(weighed)}{number(round(tonnes, 3))} t",
        f"held up in {many}, no release reported",
        f"on {format_date(state.at.date())}",
        sources_of(loads),
        waiting_lines(loads),
        Provenance(
            provenance.HELD, waiting_names(weighed),
            tuple((f"consignment:{load.consignment.consignment_id}", WEIGHT_NOT_STATED) for load in rest),
        ),
    )  # fmt: skip


def _rounded(loads: Sequence[Waiting]) -> str:
    """How exact a sum is: "about" where a load of it is so, else "at least" where one is."""
    qualifiers = {load.qualifier for load in loads}
    return "about " if qualifiers & {"about", "at_most"} else "at least " if "at_least" in qualifiers else ""


def waiting_lines(loads: Sequence[Waiting]) -> tuple[str, ...]:
    """What waits, load by load."""
    return tuple(f"{waiting_words(load)}, {since_words(load)} ({days(load.days)})." for load in loads)


def waiting_names(loads: Sequence[Waiting]) -> tuple[str, ...]:
    """The names of the rows that show loads waiting."""
    return tuple(
        name
        for load in loads
        for name in (
            f"consignment:{load.consignment.consignment_id}",
            *(f"stage:{stage_id}" for stage_id in load.stage_ids),
        )
    )


def delivered_weight(
    rows: Sequence[Consignment], kind: str, kinds: frozenset[str], period: str
) -> KeyFigure | None:
    """The weight of one kind of goods delivered, where one is stated; None where none is."""
    steps = running_totals(rows, TONNES, kinds)
    if not steps:
        return None
    left = left_out_of_sum(rows, TONNES, kinds)
    explain = [f"The sum of {counted(len(steps), 'delivery', 'deliveries')} whose weight is stated."]
    explain += [
        line.format(count)
        for line, reason in (
            ("{} more, whose weight is not stated, came too.", AMOUNT_NOT_STATED),
            ("{} more, uncertain, left out.", DOUBTFUL),
            ("{} of the running totals that sources give, left out.", RUNNING_TOTAL),
        )
        if (count := sum(why == reason for _, why in left))
    ]
    other = sum(why.startswith("its amount is in") for _, why in left)
    explain += [f"{other} more in another unit, left out."] if other else []
    label = f"of {kind} delivered, where a weight is stated"
    if unclear := sum(may_be_several(row.unit) and why.startswith("its amount is in") for row, why in left):
        label += f"; {counted(unclear, 'load')} in tons or pounds of unstated kind left out"
    return KeyFigure(
        f"{number(steps[-1][1])} t", label, period,
        sources_of(row for _, _, row in steps), tuple(explain), sum_provenance(rows, TONNES, kinds),
    )  # fmt: skip


def sum_provenance(rows: Sequence[Consignment], unit: str, kinds: frozenset[str]) -> Provenance:
    """What the sum of single consignments in a unit was made of, and what was not added."""
    added = (
        name
        for _, _, row in running_totals(rows, unit, kinds)
        for name in (
            f"consignment:{row.consignment_id}",
            *(f"stage:{stage.stage_id}" for stage in row.own_stages if stage.stage == "delivered"),
        )
    )
    left = tuple(
        (f"consignment:{row.consignment_id}", why) for row, why in left_out_of_sum(rows, unit, kinds)
    )
    return Provenance(provenance.SUM, tuple(added), left)


def sum_figure(rows: Sequence[Consignment], unit: str, kinds: frozenset[str], view: ViewState) -> KeyFigure:
    """The sum of single consignments in a unit as a figure, also where nothing is added."""
    steps = running_totals(rows, unit, kinds)
    total = f"{number(steps[-1][1])} {unit}" if steps else "nothing"
    return KeyFigure(
        total, "delivered in single consignments with a stated amount", f"by {format_date(view.at.date())}",
        sources_of(row for _, _, row in steps), (), sum_provenance(rows, unit, kinds),
    )  # fmt: skip


def stated_totals(rows: Sequence[Consignment], unit: str, kind: str) -> list[Consignment]:
    """The running totals of one kind that sources state in a unit, or in another weight where it is one."""
    return [
        replace(row, quantity=amount, unit=unit)
        for row in statements(rows)
        if row.kind == kind
        and row.quantity is not None
        and (amount := in_unit(row.quantity, row.unit, unit)) is not None
    ]


def gap_words(row: Consignment) -> str:
    """What of an amount no stage accounts for: "15 tonnes not accounted for"; empty where all adds up."""
    ledger = row.ledger
    if ledger is None or not ledger.gap:
        return ""
    much = f"{number(abs(round(ledger.gap, 3)))} {ledger.unit}"
    return f"{much} not accounted for" if ledger.gap > 0 else f"{much} more than was sent"


def together(counts: Sequence[OutcomeCount], period: str) -> KeyFigure:
    """Consignments of several outcomes as one figure, where a sentence counts them together."""
    rows = named("consignment", (key for count in counts for key in count.consignment_ids))
    label = ", ".join(OUTCOME_WORDS[count.outcome] for count in counts)
    return KeyFigure(
        number(len(rows)), label, period, sources_of(counts), (), Provenance(provenance.COUNTED, rows)
    )  # fmt: skip


def last_reported(loads: Sequence[Waiting], state: State) -> tuple[KeyFigure, ...]:
    """How many loads were last reported waiting too long ago to count as known, and on which day the last."""
    origin = Provenance(provenance.HELD_LAST, waiting_names(loads))
    on = f"on {format_date(state.at.date())}"
    last = max(load.reported for load in loads)
    many = KeyFigure(
        counted(len(loads), "load"), "last reported waiting, not known any more", on, sources_of(loads),
        waiting_lines(loads), origin,
    )  # fmt: skip
    return many, KeyFigure(
        format_date(last), "a load was last reported waiting", on, sources_of(loads), (), origin
    )
