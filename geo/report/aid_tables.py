"""Tables of aid in plain words, one row each, as ``geo.report.listings`` makes them."""

from __future__ import annotations

from datetime import datetime, time
from typing import TYPE_CHECKING

from geo.dates import end_of_day, format_date
from geo.facts import aid, provenance
from geo.facts.provenance import named, sources_of
from geo.facts.requests import NOT_STATED
from geo.names import names_by_id, short_names
from geo.report.aid_figures import gap_words, waiting_names
from geo.report.aid_words import OUTCOME_WORDS, came_words, day_words, quantity_words, waiting_amount
from geo.report.dated_text import Dated, begun
from geo.report.listings import LEFT, NOT_KNOWN, ROWS, SOURCES, frame_of
from geo.report.request_answer import NO_ANSWER
from geo.report.tables import when_in_words
from geo.words import number

if TYPE_CHECKING:
    from collections.abc import Sequence

    import pandas as pd

    from geo.case.case import Case
    from geo.facts.aid import Consignment
    from geo.facts.deliveries import LastDelivery
    from geo.facts.requests import Answers
    from geo.facts.state import State
    from geo.facts.waiting import Waiting

NO_ROAD = "no road of these"
# To sort by: of what is dated to a month it says more than is known.
FIRST_DAY = "First day"
_HEADS = {"route": "Road", "carrier": "Carrier"}


def consignments(case: Case, rows: Sequence[Consignment], names: str) -> pd.DataFrame:
    """Consignments as each stood, with what their amounts leave open.

    Parameters
    ----------
    case
        The case as known.
    rows
        Consignments as they stood at one moment.
    names
        A name mode of ``geo.names``.

    Returns
    -------
    pandas.DataFrame
        One row a consignment, indexed by its id, quantities in words with their unit. A running total is
        marked as such; "Amounts" is a column only where some amount does not add up.
    """
    roads, places = short_names(case.routes), names_by_id(case.places, names)
    gaps = any(gap_words(row) for row in rows)
    shown = {
        row.consignment_id: {
            "When": _when(row),
            "Carrier": begun(row.carrier, row.first),
            "Outcome": "running total" if row.cumulative else OUTCOME_WORDS[row.outcome],
            "Load": row.cargo,
            "Quantity": quantity_words(row),
            **({"Amounts": gap_words(row)} if gaps else {}),
            "Road": roads.get(row.route_id, NO_ROAD),
            "From": places.get(row.origin_id, ""),
            "To": places.get(row.destination_id, ""),
            "Held at": places.get(row.held_at_id, ""),
            FIRST_DAY: row.first,
            "Doubt": row.doubt,
            SOURCES: row.source_ids,
            ROWS: _names((row,)),
        }
        for row in rows
    }
    return frame_of(shown, provenance.AS_GIVEN)


def _when(row: Consignment) -> Dated:
    """The days of a consignment, no finer than its precision; until they are over the first alone."""
    first, last = row.first.isoformat(), row.last.isoformat()
    text = when_in_words(first, last, row.precision)
    begins = datetime.combine(row.first, time())
    from_then = (end_of_day(row.last), f"from {when_in_words(first, '', row.precision)}")
    return Dated(text, *((from_then,) if first != last else ()), (begins, None))


def _since(load: Waiting) -> str:
    """Since when a load waits: where that is when its row begins, no finer than the row is dated."""
    row = load.consignment
    precision = row.precision if load.since == row.first else "day"
    return when_in_words(load.since.isoformat(), "", precision)


def waiting(case: Case, state: State, names: str) -> pd.DataFrame:
    """Loads that came to a stand and of which no release is reported.

    Parameters
    ----------
    case
        The case as known.
    state
        The state at the as-at moment.
    names
        A name mode of ``geo.names``.

    Returns
    -------
    pandas.DataFrame
        One row a load or part of one, what is still shown waiting first, then the longest first. "Days"
        counts the as-at day too; it is not known where no source has lately shown the load there.
    """
    places = names_by_id(case.places, names)
    shown = {
        f"{load.consignment.consignment_id}{load.part}": {
            "Place": places[load.place_id],
            "Load": load.consignment.cargo + (f", {load.part}" if load.part else ""),
            "Quantity": waiting_amount(load) or NOT_KNOWN,
            "Carrier": load.consignment.carrier,
            "Since": _since(load) + (" (inferred)" if load.inferred else ""),
            "Days": NOT_KNOWN if load.faded else f"{load.days}",
            "Last shown waiting": format_date(load.reported),
            "Doubt": load.consignment.doubt,
            SOURCES: load.source_ids,
            ROWS: waiting_names((load,)),
        }
        for load in sorted(state.waiting, key=lambda load: (load.faded, -load.days))
    }
    return frame_of(shown, provenance.HELD)


def outcomes(case: Case, rows: Sequence[Consignment], state: State, *, group: str) -> pd.DataFrame:
    """Consignments counted by carrier or road and by outcome, with the last delivery of each kind.

    Parameters
    ----------
    case
        The case as known.
    rows
        Consignments as they stood at one moment; running totals are not counted.
    state
        The state at that moment.
    group
        ``carrier`` or ``route``.

    Returns
    -------
    pandas.DataFrame
        One row a carrier or road, most consignments first; one column of counts for each outcome that
        occurs.
    """
    roads = short_names(case.routes)
    own: dict[str, list[Consignment]] = {}
    for row in aid.without_running_totals(rows):
        own.setdefault(row.carrier if group == "carrier" else row.route_id, []).append(row)
    present = {row.outcome for part in own.values() for row in part}
    shown = {}
    for key, part in sorted(own.items(), key=lambda item: -len(item[1])):
        counts = {count.outcome: count.count for count in aid.by_outcome(part)}
        last = state.last_of(group, key) if key else ()
        shown[key or "none"] = {
            _HEADS[group]: key if group == "carrier" else roads.get(key, NO_ROAD),
            **{
                OUTCOME_WORDS[outcome].capitalize(): counts.get(outcome, 0)
                for outcome in aid.OUTCOMES
                if outcome in present
            },
            "Last came in these tables": "; ".join(_last(row) for row in last) or "none known",
            SOURCES: sources_of((*part, *last)),
            ROWS: tuple(dict.fromkeys((*_names(part), *(name for row in last for name in row.row_names)))),
        }
    return frame_of(shown, provenance.COUNTED)


def deliveries(case: Case, state: State, names: str) -> pd.DataFrame:
    """The last delivery of each kind of cargo that these tables hold.

    Parameters
    ----------
    case
        Not used: the tables of the page are all asked for in the same way.
    state
        The state at the as-at moment.
    names
        Not used either.

    Returns
    -------
    pandas.DataFrame
        One row a kind of cargo, indexed by it; "Days ago" from the day it came, or came by, to the as-at
        day.
    """
    del case, names
    shown = {
        row.kind: {
            "Kind": row.kind.capitalize(),
            "Last came": _day(row),
            "Days ago": row.days_ago,
            "Later but uncertain": ""
            if row.later is None
            else day_words(row.later.on, by=row.later.by).removeprefix("on "),
            SOURCES: row.source_ids,
            ROWS: row.row_names,
            LEFT: tuple((name, aid.DOUBTFUL) for name in (row.later.row_names if row.later else ())),
        }
        for row in state.deliveries
        if row.group == "kind"
    }
    return frame_of(shown, provenance.LAST_GOODS)


def requests(case: Case, rows: Sequence[Answers], names: str, *, head: str) -> pd.DataFrame:
    """Requests for passage in each group, by answer.

    Parameters
    ----------
    case
        The case as known.
    rows
        Counts of requests, one a group.
    names
        A name mode of ``geo.names``.
    head
        Heading of the column that names the group.

    Returns
    -------
    pandas.DataFrame
        One row a group, one column of counts for each answer that occurs, "not stated" last; the median
        of days waited where some group's is known.
    """
    called = {**short_names(case.routes), **names_by_id(case.places, names)}
    words = list(dict.fromkeys(word for row in rows for word in row.by_outcome))
    waits = any(row.days_waited is not None for row in rows)
    shown = {
        row.key or "none": {
            head: called.get(row.key, row.key) or "not stated",
            "Asked": row.asked,
            **{
                (word or NO_ANSWER).capitalize(): row.by_outcome.get(word, 0)
                for word in sorted(words, key=lambda word: word == NOT_STATED)
            },
            **({"Days waited, median": _median(row)} if waits else {}),
            SOURCES: row.source_ids,
            ROWS: named("request", row.request_ids),
        }
        for row in rows
    }
    return frame_of(shown, provenance.REQUESTS)


def _median(row: Answers) -> str:
    return NOT_KNOWN if row.days_waited is None else number(row.days_waited)


def _day(row: LastDelivery) -> str:
    return came_words(row.on, by=row.by, uncertain=row.uncertain, dated=row.dated)


def _last(row: LastDelivery) -> str:
    return f"{row.kind} {_day(row)}"


def _names(rows: Sequence[Consignment]) -> tuple[str, ...]:
    """What rows are called, and their stages."""
    return tuple(
        name
        for row in rows
        for name in (
            f"consignment:{row.consignment_id}", *(f"stage:{stage.stage_id}" for stage in row.own_stages)
        )
    )  # fmt: skip
