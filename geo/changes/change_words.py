"""The words of a list of changes: short sentences to read aloud, in a neutral voice."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from geo.dates import Period, format_date, format_moment, format_period, format_span
from geo.facts.aid import TRAVELLERS
from geo.facts.aid_stages import UNFINISHED
from geo.facts.status import STATUS_LABELS
from geo.report.aid_words import quantity_words
from geo.report.passage_words import only
from geo.words import is_several, spoken_name, stated, with_article

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import tzinfo

    from geo.changes.fact import Fact
    from geo.facts.aid import Consignment
    from geo.facts.claims import Figure
    from geo.facts.displacement import Movement
    from geo.facts.road_state import RouteState

_OUTCOMES = {
    "delivered": "delivered",
    "partial": "delivered in part",
    "passed": "passed",
    "blocked": "not let through",
    "waiting": "not let through",
    "released": "no longer held",
    "faded": "not let through",
    "sent": "sent, arrival not reported",
    "returned": "turned back",
    "seized": "seized",
    "lost": "lost",
    "approved": "approved",
    "requested": "asked for",
    "unknown": "outcome not stated",
    "suspended": "suspended",
    "ended": "no longer suspended",
    "pledged": "pledged",
    UNFINISHED: "not over yet,",
    "total": "running total reported",
}
# As a load stands until something else is reported: only the first day is told, as the end may lie ahead.
LASTING = frozenset({"blocked", "waiting", "faded", "suspended", UNFINISHED})
_MOVED = {"delivered": "moved", "partial": "moved in part"}


def route_words(road: RouteState) -> str:
    """How a road stands: "closed", "restricted, outbound only", "humanitarian traffic only (patients)"."""
    label = STATUS_LABELS.get(road.status, road.status)
    if road.direction in {"outbound", "inbound"}:
        label = f"{label.removesuffix(' only')}, {road.direction} only"
    # What is not known follows from nothing.
    inferred = road.inferred and road.status != "unknown"
    notes = (only(road).removeprefix("only "), "inferred" if inferred else "")
    words = "; ".join(note for note in notes if note)
    return f"{label} ({words})" if words else label


def figure_words(figure: Figure, zone: tzinfo) -> str:
    """How a figure stands: the number and when it holds."""
    claim = figure.claim
    value = claim.value if claim.value is not None else figure.low
    when = format_moment(claim.as_of, zone)
    return f"{stated(value, claim.qualifier)} by {when}"


def consignment_words(consignment: Consignment, stands: str, road: str, places: Mapping[str, str]) -> str:
    """A consignment in one sentence: whose, by which road, what, and what became of it when."""
    way = f", by the {spoken_name(road)}" if road else ""
    cargo, much = consignment.cargo.removesuffix(" (running total)"), quantity_words(consignment)
    # The first word of a sentence loses its capital, a name in capitals does not.
    load = cargo if cargo[1:2].isupper() else f"{cargo[:1].lower()}{cargo[1:]}"
    load += f" ({much})" if much else ""
    became = _MOVED.get(stands) if consignment.kind in TRAVELLERS else None
    when = _when(consignment, stands, places)
    return (
        f"{_capital(with_article(consignment.carrier))}{way}: {load}, {became or _OUTCOMES[stands]} {when}."
    )


def _when(consignment: Consignment, stands: str, places: Mapping[str, str]) -> str:
    """When it came to stand so."""
    if stands == "released":
        return f"after {format_moment(consignment.held_until)}"
    if stands == "ended":
        return f"after {format_date(consignment.last)}"
    if stands not in LASTING:
        return _within(happened(consignment))
    rough = {"month": "%Y-%m", "year": "%Y"}.get(consignment.precision)
    first = format_moment(f"{consignment.first:{rough}}") if rough else format_date(consignment.first)
    then = ""
    if stands == "waiting" and consignment.held_at_id in places:
        then = f" and held at {places[consignment.held_at_id]}"
    elif stands == "faded":
        then = "; no later report tells of it"
    return f"{'on' if consignment.first == consignment.last else 'from'} {first}{then}"


def happened(consignment: Consignment) -> Period:
    """The days in which it came to stand as it does: those of its last stage, else those of its row.

    Parameters
    ----------
    consignment
        A consignment as it stood at a moment, by what is over by then.

    Returns
    -------
    Period
        The days, both included.
    """
    if not consignment.own_stages:
        return Period(consignment.first, consignment.last)
    last = consignment.own_stages[-1]
    return Period(last.first, last.certain.date())


def _within(days: Period) -> str:
    """A day, or that it was one of several; whole months as such."""
    if days.first == days.last:
        return f"on {format_date(days.first)}"
    if days.first.day == 1 and (days.last + timedelta(days=1)).day == 1:
        return f"some time in {format_span(f'{days.first:%Y-%m}', f'{days.last:%Y-%m}')}"
    return f"within {format_period(days)}"


def movement_words(movement: Movement) -> str:
    """A movement of people that is over: who, how many by whose count, and when."""
    when = format_period(Period(movement.first, movement.last))
    if movement.persons is None:
        return f"{movement.people}, {when}; no number is given."
    by = f", as given by {with_article(movement.claimant)}" if movement.claimant else ""
    return f"{movement.people}, {when}: {stated(movement.persons, movement.qualifier)}{by}."


def change_sentence(older: Fact | None, newer: Fact | None) -> str:
    """What changed from one fact to a later one of the same key, in one sentence."""
    if newer is None:
        return f"No longer told: {older.subject or older.words}" if older else ""
    if newer.kind == "route":
        return _road(older, newer)
    if newer.kind == "figure":
        return _figure(older, newer)
    return newer.words


def _road(older: Fact | None, newer: Fact) -> str:
    name = spoken_name(newer.subject)
    since = f"since {format_date(newer.turned if same_status(older, newer) else newer.day)}"
    if older is None:
        return f"The {name} {'are' if is_several(name) else 'is'} {newer.words}, {since}."
    if counts_again(older, newer):
        verb = "count" if is_several(name) else "counts"
        return f"The {name} {verb} again as {newer.words}, as {since}: a report tells of it."
    if newer.value[0] == "unknown":
        return f"The {name} went from {older.words} to not known: no report confirms it any longer."
    return f"The {name} went from {older.words} to {newer.words}, {since}."


def counts_again(older: Fact | None, newer: Fact | None) -> bool:
    """Whether a road changed in nothing but that a report tells again of the status it was last shown in."""
    return (
        older is not None
        and newer is not None
        and older.last == newer.value[0]
        and older.value[0] != newer.value[0]
        and older.day == newer.day
    )


def same_status(older: Fact | None, newer: Fact | None) -> bool:
    """Whether a road has the same status in both facts, whichever way it may be passed."""
    return older is not None and newer is not None and older.value[0] == newer.value[0]


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _figure(older: Fact | None, newer: Fact) -> str:
    subject = _capital(newer.subject)
    if older is None:
        return f"{subject}: {newer.words}, as counted by {_claimant(newer)}; no count before."
    then = f" ({_claimant(older)})" if _claimant(older) != _claimant(newer) else ""
    return f"{subject}: from {older.words}{then} to {newer.words}, as counted by {_claimant(newer)}."


def _claimant(fact: Fact) -> str:
    return with_article(str(fact.value[-1]))
