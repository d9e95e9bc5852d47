"""What a sentence says of a road as figures: since when, for how long, and when a source last showed it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from geo.dates import format_date
from geo.facts import provenance
from geo.facts.provenance import Basis, named
from geo.facts.reports import ROAD, reports_on
from geo.facts.status import STATUS_LABELS, status_spans
from geo.report.answer import KeyFigure
from geo.words import days, spoken_name

if TYPE_CHECKING:
    from geo.case.case import Case
    from geo.facts.state import State
    from geo.facts.status import RouteState

ONLY = {"outbound": ", outbound only", "inbound": ", inbound only"}


def lasted(one: RouteState, explain: tuple[str, ...] = ()) -> KeyFigure:
    """For how many days the road's last status had lasted, with since when."""
    when = f"since {format_date(one.since)}" if one.since else "not known since when"
    made = Basis(provenance.STATUS_RUN, named("status", one.status_ids))
    return KeyFigure(days(one.days or 0), _label(one), when, one.source_ids, explain, made)


def since(one: RouteState) -> KeyFigure:
    """The first day of the road's last status."""
    when = f"{days(one.days or 0)}, the as-at day included"
    made = Basis(provenance.STATUS_RUN, named("status", one.status_ids))
    day = format_date(one.since) if one.since else "not known"
    return KeyFigure(day, f"{_label(one)}, since this day", when, one.source_ids, (), made)


def since_open(one: RouteState) -> Basis:
    """What tells since when ordinary traffic could not pass: the last open rows, and those that hold."""
    return Basis(provenance.SINCE_OPEN, named("status", dict.fromkeys((*one.open_ids, *one.status_ids))))


def without_ordinary(one: RouteState, explain: tuple[str, ...] = ()) -> KeyFigure:
    """For how many days ordinary traffic could not pass both ways, with the last day it could."""
    when = f"last on {format_date(one.last_open)}" if one.last_open else "no day known"
    return KeyFigure(
        days(one.days_without_ordinary or 0), f"{_name(one)}: no ordinary traffic", when, one.source_ids,
        explain, since_open(one),
    )  # fmt: skip


def last_open(one: RouteState) -> KeyFigure:
    """The last day on which ordinary traffic could pass both ways."""
    return KeyFigure(
        format_date(one.last_open) if one.last_open else "not known",
        f"{_name(one)}: ordinary traffic last passed both ways",
        f"{days(one.days_without_ordinary or 0)} before the as-at day",
        one.source_ids, (), since_open(one),
    )  # fmt: skip


def last_shown(case: Case, state: State, one: RouteState) -> KeyFigure:
    """The day on which a source last showed the road's status; after the case's silence days it fades."""
    reports, left = reports_on(case, ROAD, one.route_id, state.at.date())
    day = one.confirmed_on or one.since
    shown = [row.row for row in reports if min(row.last, state.at.date()) == one.confirmed_on]
    rows = one.status_ids[-1:] if one.confirmed_on else one.status_ids
    made = Basis(provenance.CONFIRMED, (*named("status", rows), *shown), left)
    label = f"{_name(one)}: last shown {STATUS_LABELS[one.last_status]}"
    explain = f"After {days(case.settings.silence_days)} without such a day a status is not known any more."
    return KeyFigure(
        format_date(day) if day else "not known", label, "the last day a source shows", one.source_ids,
        (explain,), made,
    )  # fmt: skip


def watched_from(case: Case, state: State, one: RouteState) -> KeyFigure:
    """The first day of which anything is told of a road that no row shows open."""
    spans = status_spans(case, last=state.at.date())
    own = sorted((span for span in spans if span.route_id == one.route_id), key=lambda span: span.first)
    sources = own[0].source_ids if own else ()
    return KeyFigure(
        format_date(one.watched_from) if one.watched_from else "not known",
        f"{_name(one)}: no ordinary traffic known since at least this day", "the first row of its status",
        sources, (), Basis(provenance.WATCHED, named("status", [span.status_id for span in own])),
    )  # fmt: skip


def of_words(case: Case, state: State, one: RouteState) -> tuple[KeyFigure, ...]:
    """The figures of ``geo.report.blockade.road_words``, in their order."""
    if one.status not in ("open", "closed", "restricted", "humanitarian_only"):
        return (last_shown(case, state, one),) if one.faded else ()
    told = (lasted(one),) if one.status in ("open", "closed") and (one.days or 0) > 1 else ()
    if one.status == "open":
        return told
    if one.days_without_ordinary and one.days_without_ordinary != one.days:
        return (*told, without_ordinary(one))
    if one.last_open is None and one.watched_from and one.status != "closed":
        return (*told, watched_from(case, state, one))
    return told


def _label(one: RouteState) -> str:
    return f"{_name(one)}: {STATUS_LABELS[one.last_status]}{ONLY.get(one.direction, '')}"


def _name(one: RouteState) -> str:
    name = spoken_name(one.short_name)
    return name[:1].upper() + name[1:]
