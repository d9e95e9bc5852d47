"""The status of a road in words: since when, for how long, and what rests on inference or an old report."""

from __future__ import annotations

from typing import TYPE_CHECKING

from geo.dates import format_date, format_moment
from geo.facts.passages import ORDINARY as ORDINARY_TRAFFIC
from geo.facts.status import STATUS_LABELS
from geo.facts.traffic import FREE, IN, LIMITED, NONE, ORDINARY, OUT
from geo.report.passage_words import only, rests_on, unsure, with_part
from geo.words import days, spoken_name, was

if TYPE_CHECKING:
    from datetime import tzinfo

    from geo.facts.road_state import RouteState

ONLY = {"outbound": ", outbound only", "inbound": ", inbound only"}
SHORT_LABELS = STATUS_LABELS | {"humanitarian_only": "humanitarian only"}
_NO_WAY = {IN: "no way in", OUT: "no way out"}
BEFORE_RECORD = "since before the record"


def road_words(road: RouteState) -> str:
    """A road's status with its length of time, in words: "the River road had been closed ..."."""
    name = with_part(road)
    if way := no_way(road):
        return f"{way} for {road.traffic} was open on {name}, {_other(way)} was not known"
    if road.status == "unknown":
        return f"the state of {name} was {last_shown(road)}"
    if road.replaced:
        other = spoken_name(road.replaced_by)
        return f"{name} {was(road.short_name)} {_out_of_use(road)}, replaced by the {other}"
    if road.status in ("open", "closed"):
        without = "" if road.status == "open" else _without(road)
        return f"{name} {_lasted(road)}{without}"
    if road.status == "restricted":
        state = f"{was(road.short_name)} restricted"
    elif _had_stopped(road):
        state = f"{was(road.short_name)} not known to let anything through"
    else:
        state = "carried humanitarian traffic only"
    return f"{name} {state}{rests_on([road])}{to_traffic(road)}{ONLY.get(road.direction, '')}{_without(road)}"


def _had_stopped(road: RouteState) -> bool:
    """Whether what a road lets through beside ordinary traffic is reported not to have passed."""
    passages = {own.passage for own in road.passings if own.traffic not in ORDINARY}
    return NONE in passages and not passages & {FREE, LIMITED}


def _lasted(road: RouteState) -> str:
    """For how long a road was open or closed; of what held before the record begins no days are counted."""
    # Open in one direction, nothing being known of the other.
    way = ONLY.get(road.direction, "").removesuffix(" only") if road.status == "open" else ""
    state = f"{road.status}{rests_on([road])}{to_traffic(road) or _to_ordinary(road)}{way}"
    if road.before_record:
        return f"had been {state} {BEFORE_RECORD}"
    if road.days == 1:
        return f"{was(road.short_name)} {state}" + (" from that day" if road.status == "closed" else "")
    return f"had been {state} for {days(road.days or 0)}"


def _to_ordinary(road: RouteState) -> str:
    """Of a closed road that lets somebody through all the same that it is closed to ordinary traffic."""
    passed = {own.traffic for own in road.passings if own.passage in (FREE, LIMITED)}
    return f" to {ORDINARY_TRAFFIC}" if road.status == "closed" and passed - set(ORDINARY) else ""


def _without(road: RouteState) -> str:
    if road.days_without_ordinary and road.days_without_ordinary != road.days:
        return f", without {_ordinary(road)} for {days(road.days_without_ordinary)}"
    return ""


def _ordinary(road: RouteState) -> str:
    """What has not passed since the road was last open: where some people or goods did, only what is free."""
    now = any(own.traffic in ORDINARY and own.passage in (FREE, LIMITED) for own in road.passings)
    some = now or road.some_passed_since
    return "free passage" if some and not road.traffic else free_passage(road)


def to_traffic(road: RouteState) -> str:
    """For whom a status holds where that is one kind of traffic: " to aid"; of a restriction " for aid"."""
    how = "for" if road.last_status == "restricted" else "to"
    return f" {how} {road.traffic}" if road.traffic else ""


def traffic(road: RouteState) -> str:
    """What the state of a road is about: "ordinary traffic", or the one kind of traffic it is cut for."""
    return road.traffic or ORDINARY_TRAFFIC


def free_passage(road: RouteState) -> str:
    """What is missing since a road was last open both ways: "ordinary traffic", "free passage for aid"."""
    return f"free passage for {road.traffic}" if road.traffic else ORDINARY_TRAFFIC


def no_way(road: RouteState) -> str:
    """The one way that is known to be shut to the traffic a case is cut for: "no way in"; empty otherwise."""
    if not road.traffic or road.last_status != "unknown":
        return ""
    return next((_NO_WAY[own.direction] for own in road.passings if own.passage == NONE), "")


def _other(way: str) -> str:
    return "the way out" if way == _NO_WAY[IN] else "the way in"


def last_shown(road: RouteState) -> str:
    """The words for a road whose state is not known, with what a source last showed and when."""
    if way := no_way(road):
        return f"{way}, {_other(way)} not known"
    when = road.confirmed_on or road.since
    if not (road.faded and when):
        return "not known"
    return f"not known, last shown {STATUS_LABELS[road.last_status]}{unsure([road])} on {format_date(when)}"


def briefly(road: RouteState) -> str:
    """A road in few words, for one named after another: its status and for how long."""
    if road.replaced and road.status == "closed":
        return f"{with_part(road)} {was(road.short_name)} {_out_of_use(road)}, replaced"
    return road_words(road).removesuffix(_without(road))


def _out_of_use(road: RouteState) -> str:
    """That a road is out of use since another took its traffic over: no days are counted as of one shut."""
    since = BEFORE_RECORD if road.before_record else f"since {format_date(road.since)}" if road.since else ""
    return f"out of use {since}{rests_on([road])}"


def status_words(road: RouteState) -> str:
    """A road's state in one line for tables and the map: "closed for 95 days", "only patients ..."."""
    words, count = status_count(road)
    return words if count is None else f"{words} {days(count)}"


def status_count(road: RouteState) -> tuple[str, int | None]:
    """The status of a road as words that end in a count of days.

    The count is given apart, so that the words hold on other days too.

    Parameters
    ----------
    road
        The road at a moment.

    Returns
    -------
    tuple of str and int or None
        The words, and the days that follow them; None where the words stand alone.
    """
    if road.status == "unknown":
        return last_shown(road), None
    if road.replaced:
        return f"replaced, {_out_of_use(road)}", None
    label = only(road) or _short_label(road)
    label += rests_on([road])
    if road.status not in ("closed", "open") and road.days_without_ordinary:
        return f"{label}, no {_ordinary(road)} for", road.days_without_ordinary
    if road.days is None:
        return f"{label} {BEFORE_RECORD}" if road.before_record else label, None
    return f"{label} for", road.days


def _short_label(road: RouteState) -> str:
    if road.status == "humanitarian_only" and _had_stopped(road):
        return "nothing known to pass"
    return SHORT_LABELS[road.status] + ONLY.get(road.direction, "").removesuffix(" only")


def since_words(road: RouteState, zone: tzinfo | None = None) -> str:
    """Since when a road's last status lasts: with the hour where it is known, or since before the record."""
    if road.before_record:
        return BEFORE_RECORD
    return f"since {format_moment(road.since_moment, zone)}" if road.since_moment else "not known since when"
