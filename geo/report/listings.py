"""Tables of each topic in plain words: one row each, indexed by the row's id.

The column ``SOURCES`` holds the ids of each row's sources, as a tuple, ``ROWS`` in the same way
the rows it was made of, as ``kind:id``, and ``LEFT`` those left out with the reason of each. By which
rule stands in the table's ``attrs[RULE]``.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from geo.dates import format_date, format_moment, format_span
from geo.facts import provenance
from geo.facts.diplomacy import FORM_LABELS
from geo.facts.provenance import named
from geo.facts.status import STATUS_LABELS
from geo.names import names_by_id, short_names
from geo.report.aid_words import came_words
from geo.report.dated_text import begun, joined_by, over
from geo.report.passage_words import lines, row_lines
from geo.report.road_words import since_words, status_words, traffic
from geo.words import capital, ended, number, stated

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

    from geo.case.case import Case
    from geo.facts.claims import Claim
    from geo.facts.diplomacy import Contact, Pair
    from geo.facts.displacement import Count, Movement, TermUse
    from geo.facts.road_state import RouteState
    from geo.facts.state import State
    from geo.facts.status import StatusSpan

NOT_KNOWN = "not known"
# Column that holds each row's source ids, as a tuple.
SOURCES = "source_ids"
ROWS = "made_of"
LEFT = "left_out"
# Columns that explain a row and are not shown themselves.
HIDDEN = (SOURCES, ROWS, LEFT)
RULE = "rule"


def routes(state: State) -> pd.DataFrame:
    """Each watched road as at the state's moment.

    Parameters
    ----------
    state
        The state at the as-at moment.

    Returns
    -------
    pandas.DataFrame
        One row a road, indexed by its id.
    """
    rows = {
        road.route_id: {
            "Road": road.short_name,
            "State": status_words(road),
            "Since": _since(road),
            "Who and what could pass": " ".join(lines(road)) or NOT_KNOWN,
            "More": "" if road.faded else road.who_could_pass,
            f"{capital(traffic(road))} until": format_moment(road.last_open_moment) or "none known",
            "Last shown by a source": _day(road.confirmed_on),
            "Doubt": road.doubt,
            SOURCES: road.source_ids,
            ROWS: _road_rows(road),
        }
        for road in state.routes
    }
    return frame_of(rows, provenance.STATUS_RUN)


def _since(road: RouteState) -> str:
    """Since when a road has its status: with the hour where it is known, or before the record."""
    known = road.since is not None and not road.faded
    return capital(since_words(road).removeprefix("since ")) if known else NOT_KNOWN


def _road_rows(road: RouteState) -> tuple[str, ...]:
    """The rows that tell a road's state: of its status, of its last open days, and of who could pass."""
    rows = named("status", (*road.status_ids, *road.open_ids))
    return tuple(dict.fromkeys((*rows, *(passing.row for passing in road.passings if passing.row))))


def passages(case: Case, state: State) -> pd.DataFrame:
    """The last passage of each kind on each road.

    Parameters
    ----------
    case
        The case as known.
    state
        The state at the as-at moment.

    Returns
    -------
    pandas.DataFrame
        One row a kind and road; "Days ago" counts to the as-at day.
    """
    names = short_names(case.routes)
    rows = {
        f"{passage.kind}-{passage.route_id}": {
            "Kind": passage.kind.capitalize(),
            "Road": names.get(passage.route_id, passage.route_id),
            "Last passed": came_words(
                passage.on, by=passage.by, uncertain=passage.uncertain, dated=passage.dated
            ),
            "Days ago": passage.days_ago,
            "What passed": passage.what,
            "Later but uncertain": _day(passage.later_on, ""),
            SOURCES: passage.source_ids,
            ROWS: passage.rows,
        }
        for passage in state.passages
    }
    return frame_of(rows, provenance.PASSED)


def statuses(case: Case, spans: Sequence[StatusSpan]) -> pd.DataFrame:
    """Periods of one status each.

    Parameters
    ----------
    case
        The case as known.
    spans
        The periods.

    Returns
    -------
    pandas.DataFrame
        One row a period, "From" and "To" days, both included. For the chart beside it also ``status``
        (key), ``start`` and ``end`` (half-open).
    """
    names, recorded = short_names(case.routes), set(case.route_status["status_id"])
    # Silence may part one status into several spans of the same id.
    rows = {
        f"{span.status_id} {span.start.isoformat()}": {
            "Road": begun(_road_or_part(case, names, span), span.first),
            "From": span.first,
            "To": span.last,
            "State": STATUS_LABELS[span.status],
            "Who could pass": _who(case, span),
            "Doubt": span.doubt,
            SOURCES: span.source_ids,
            ROWS: named("status", recorded & {span.status_id.removesuffix(f"-{span.first.isoformat()}")}),
            "status": span.status,
            "start": span.start,
            "end": span.end,
        }
        for span in spans
    }
    return frame_of(rows, provenance.SPANS)


def _road_or_part(case: Case, names: Mapping[str, str], span: StatusSpan) -> str:
    """The road a status is of, with the ends of the part it holds on where it is not all of it."""
    places = _places(case, "both")
    ends = " to ".join(places.get(end, end) for end in span.part if end)
    road = names.get(span.route_id, span.route_id)
    return f"{road}, {ends}" if ends else road


def _who(case: Case, span: StatusSpan) -> str:
    rows = row_lines(span.passages, case.settings.traffic)
    return joined_by((ended(span.who_could_pass) if rows else span.who_could_pass, *rows))


def claims(case: Case, counts: Sequence[Count]) -> pd.DataFrame:
    """Every published figure of the measures counted, with its claimant.

    Parameters
    ----------
    case
        The case as known.
    counts
        The measures.

    Returns
    -------
    pandas.DataFrame
        One row a claim, indexed by its id; "Headline" tells which claims led.
    """
    used = {step.claim.claim_id for count in counts for step in count.steps}
    shown = {
        claim.claim_id: {
            "Measure": counted.label,
            "Moment": format_moment(claim.as_of, case.settings.zone),
            "Figure": claim_words(claim),
            "As given by": claim.claimant,
            "Headline": "yes" if claim.claim_id in used else "",
            "Doubt": claim.doubt,
            SOURCES: claim.source_ids,
            ROWS: named("claim", (claim.claim_id,)),
        }
        for counted in counts
        for claim in counted.claims
    }
    return frame_of(shown, provenance.AS_GIVEN)


def movements(case: Case, rows: Sequence[Movement], names: str) -> pd.DataFrame:
    """Movements of people in the words of their sources.

    Parameters
    ----------
    case
        The case as known.
    rows
        The movements.
    names
        A name mode of ``geo.names``.

    Returns
    -------
    pandas.DataFrame
        One row a movement, indexed by its id; persons in words.
    """
    places = _places(case, names)
    shown = {
        movement.movement_id: {
            "When": over(_when(movement), movement.last),
            "Who": movement.people,
            "From": places.get(movement.from_id, NOT_KNOWN),
            "To": places.get(movement.to_id, NOT_KNOWN),
            "People": _people(movement),
            "Word used": movement.term,
            "As given by": movement.claimant,
            "Doubt": movement.doubt,
            SOURCES: movement.source_ids,
            ROWS: named("movement", (movement.movement_id,)),
        }
        for movement in rows
    }
    return frame_of(shown, provenance.AS_GIVEN)


def terms(rows: Sequence[TermUse]) -> pd.DataFrame:
    """The words used for the people displaced, and who used them.

    Parameters
    ----------
    rows
        The words.

    Returns
    -------
    pandas.DataFrame
        One row a word, indexed by it.
    """
    shown = {
        use.term: {
            "Word": use.term,
            "Used by": ", ".join(use.claimants),
            SOURCES: use.source_ids,
            ROWS: named("movement", use.movement_ids),
        }
        for use in rows
    }
    return frame_of(shown, provenance.AS_GIVEN)


def contacts(case: Case, rows: Sequence[Contact], names: str) -> pd.DataFrame:
    """Diplomatic events.

    Parameters
    ----------
    case
        The case as known.
    rows
        The events.
    names
        A name mode of ``geo.names``.

    Returns
    -------
    pandas.DataFrame
        One row an event, indexed by its id; "Date" is None where no day is known, "Place" empty where the
        event did not happen at it.
    """
    places = _places(case, names)
    shown = {
        contact.event_id: {
            "Date": contact.first if contact.precision in ("hour", "day") else None,
            "When": over(_when(contact), contact.last, _since_day(contact)),
            "Form": FORM_LABELS[contact.form],
            "Who": ", ".join(contact.actors),
            "What": contact.title,
            "Place": places.get(contact.place_id, "") if contact.place_role == "site" else "",
            "Doubt": contact.doubt,
            SOURCES: contact.source_ids,
        }
        for contact in rows
    }
    return frame_of(shown, provenance.CONTACTS)


def pairs(rows: Sequence[Pair]) -> pd.DataFrame:
    """How often each two actors came together.

    Parameters
    ----------
    rows
        The pairs.

    Returns
    -------
    pandas.DataFrame
        One row a pair, indexed by both names.
    """
    shown = {
        " and ".join(pair.actors): {
            "One": pair.actors[0],
            "Other": pair.actors[1],
            "Times": pair.count,
            ROWS: named("event", pair.event_ids),
        }
        for pair in rows
    }
    return frame_of(shown, provenance.PAIRS)


def frame_of(rows: Mapping[str, Mapping[str, object]], rule: str = "") -> pd.DataFrame:
    """Return rows as a table with the rule they follow.

    Parameters
    ----------
    rows
        Cells by column, for each id.
    rule
        Text of the rule, one of ``geo.facts.provenance``; empty for none.

    Returns
    -------
    pandas.DataFrame
        Indexed by the ids, cells as they are; without columns where there are no rows.
    """
    frame = pd.DataFrame(list(rows.values()), index=list(rows), dtype=object)
    frame.attrs[RULE] = rule
    return frame


def _day(day: date | None, otherwise: str = NOT_KNOWN) -> str:
    return otherwise if day is None else format_date(day)


def _when(row: Contact | Movement) -> str:
    first, last = (day.isoformat()[: _cut(row)] for day in (row.first, row.last))
    return format_span(first, last)


def _cut(row: Contact | Movement) -> int:
    """How many letters of a day are as exact as the row's dates."""
    return {"year": 4, "month": 7}.get(row.precision, 10)


def claim_words(claim: Claim) -> str:
    """The number or range of a claim with its qualifier: "at least 200", "50 to 1,000"."""
    if claim.value is not None:
        return stated(claim.value, claim.qualifier)
    if claim.low is not None and claim.high is not None:
        return f"{number(claim.low)} to {number(claim.high)}"
    bound = claim.low if claim.high is None else claim.high
    return NOT_KNOWN if bound is None else f"at {'least' if claim.high is None else 'most'} {number(bound)}"


def _since_day(contact: Contact) -> str:
    """What is said of a contact's days before the last of them."""
    return f"from {format_moment(contact.first.isoformat()[: _cut(contact)])}"


def _people(movement: Movement) -> str:
    low, high = movement.low, movement.high
    spread = "" if low is None or high is None else f"{number(low)} to {number(high)}"
    if movement.persons is None:
        return spread or NOT_KNOWN
    text = stated(movement.persons, movement.qualifier)
    return f"{text} ({spread})" if spread else text


def _places(case: Case, names: str) -> Mapping[str, str]:
    return names_by_id(case.places, names)
