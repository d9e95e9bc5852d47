"""What a sentence says of a road as figures: since when, for how long, and when a source last showed it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from geo.dates import format_date, format_moment
from geo.facts import provenance
from geo.facts.provenance import Provenance, named
from geo.facts.reports import ROAD, reports_on
from geo.facts.status import STATUS_LABELS
from geo.report.answer import KeyFigure
from geo.report.passage_words import rests_on
from geo.report.road_words import BEFORE_RECORD, ONLY, free_passage, since_words, to_traffic, traffic
from geo.words import capital, days, spoken_name

if TYPE_CHECKING:
    from geo.case.case import Case
    from geo.facts.road_state import RouteState
    from geo.facts.state import State

NOT_REPORTED = "not reported"


def lasted(case: Case, road: RouteState, explain: tuple[str, ...] = ()) -> KeyFigure:
    """How many days the last status of a road had lasted, or that it began before the record."""
    origin = Provenance(provenance.STATUS_RUN, named("status", road.status_ids))
    if not road.days:
        label = f"{_name(road)}: its status"
        status = capital(STATUS_LABELS[road.last_status])
        return KeyFigure(status, label, BEFORE_RECORD, road.source_ids, explain, origin)
    value = days(road.days)
    return KeyFigure(
        value, _label(road), since_words(road, case.settings.zone), road.source_ids, explain, origin
    )


def since(case: Case, road: RouteState) -> KeyFigure:
    """The first day or hour of the road's last status."""
    origin = Provenance(provenance.STATUS_RUN, named("status", road.status_ids))
    value = "not known" if road.before_record else format_moment(road.since_moment, case.settings.zone)
    when = f"{days(road.days)}, the as-at day included" if road.days else BEFORE_RECORD
    return KeyFigure(value, f"{_label(road)}, since this day", when, road.source_ids, (), origin)


def since_open(road: RouteState) -> Provenance:
    """The rows that show since when ordinary traffic could not pass."""
    return Provenance(
        provenance.SINCE_OPEN, named("status", dict.fromkeys((*road.open_ids, *road.status_ids)))
    )


def without_ordinary(case: Case, road: RouteState, explain: tuple[str, ...] = ()) -> KeyFigure:
    """For how many days ordinary traffic could not pass both ways, with until when it could."""
    return KeyFigure(
        days(road.days_without_ordinary or 0), f"{_name(road)}: no {free_passage(road)}",
        f"until {_last_open(case, road)}", road.source_ids, explain, since_open(road),
    )  # fmt: skip


def last_open(case: Case, road: RouteState) -> KeyFigure:
    """Until when ordinary traffic could pass both ways."""
    return KeyFigure(
        _last_open(case, road), f"{_name(road)}: {traffic(road)} last passed both ways",
        f"{days(road.days_without_ordinary or 0)} without it by the as-at day",
        road.source_ids, (), since_open(road),
    )  # fmt: skip


def _last_open(case: Case, road: RouteState) -> str:
    return format_moment(road.last_open_moment, case.settings.zone) or "not known"


def last_shown(case: Case, state: State, road: RouteState) -> KeyFigure:
    """The day on which a source last showed the road's status; after the case's silence days it fades."""
    reports, left = reports_on(case, ROAD, road.route_id, state.at.date())
    day = road.confirmed_on or road.since
    shown = [row.row for row in reports if min(row.last, state.at.date()) == road.confirmed_on]
    rows = road.status_ids[-1:] if road.confirmed_on else road.status_ids
    origin = Provenance(provenance.CONFIRMED, (*named("status", rows), *shown), left)
    label = f"{_name(road)}: last shown {STATUS_LABELS[road.last_status]}"
    explain = f"After {days(case.settings.silence_days)} without such a day a status is not known any more."
    return KeyFigure(
        format_date(day) if day else "not known", label, "the last day a source shows", road.source_ids,
        (explain,), origin,
    )  # fmt: skip


def of_words(case: Case, state: State, road: RouteState) -> tuple[KeyFigure, ...]:
    """The figures of ``geo.report.road_words.road_words``, in their order."""
    if road.status == "unknown":
        return (last_shown(case, state, road),) if road.faded else ()
    counted = road.status in ("open", "closed") and (road.days or 0) > 1
    figures = (lasted(case, road),) if counted else ()
    if road.status != "open" and road.days_without_ordinary and road.days_without_ordinary != road.days:
        return (*figures, without_ordinary(case, road))
    return figures


def _label(road: RouteState) -> str:
    status = f"{STATUS_LABELS[road.last_status]}{to_traffic(road)}{ONLY.get(road.direction, '')}"
    return f"{_name(road)}: {status}{rests_on([road])}"


def _name(road: RouteState) -> str:
    return capital(spoken_name(road.short_name))
