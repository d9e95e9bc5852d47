"""Tables of the Displacement page beyond its counts: provinces, waves, checks, and who the people were."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from geo.dates import Period, end_of_day, format_date, format_moment, format_period
from geo.facts import provenance
from geo.facts.claims import claims_of
from geo.facts.provenance import named, sources_of
from geo.facts.reconciliation import holds_from
from geo.names import names_by_id
from geo.report.dated_text import Dated
from geo.report.listings import LEFT, ROWS, SOURCES, frame_of
from geo.words import capital, number, stated

if TYPE_CHECKING:
    from collections.abc import Sequence

    from geo.case.case import Case
    from geo.facts.displacement import Accommodation, Movement
    from geo.facts.provinces import Rate, Slope
    from geo.facts.reconciliation import Check
    from geo.facts.waves import Wave

NOT_KNOWN = "not known"
NOT_FULLEST = "of a list that names fewer areas, or as many on an earlier day"
PEOPLE_BY = ("registered_by_sex", "share_by_age")


def provinces(case: Case, rows: Sequence[Rate], names: str) -> pd.DataFrame:
    """People of one list by province, beside how many that is for every 1,000 inhabitants.

    A doubt that every row shares is about the list and stands elsewhere.

    Parameters
    ----------
    case
        The case as known.
    rows
        The provinces of one list with their inhabitants.
    names
        A name mode of ``geo.names``.

    Returns
    -------
    pandas.DataFrame
        One row a province, indexed by the id of its row; "Per 1,000 inhabitants" to one decimal.
    """
    called = names_by_id(case.places, names)
    shared = len({row.row.doubt for row in rows}) == 1
    shown = {
        row.row.accommodation_id: {
            capital(case.settings.words.area): called.get(row.row.place_id, row.row.place_id),
            "People": number(row.row.persons),
            "Per 1,000 inhabitants": NOT_KNOWN if row.per_thousand is None else f"{row.per_thousand:.1f}",
            "Inhabitants": NOT_KNOWN if row.base is None else number(row.base.value or 0),
            "Doubt": "" if shared else row.row.doubt,
            SOURCES: (*row.row.source_ids, *(row.base.source_ids if row.base else ())),
            ROWS: (
                f"accommodation:{row.row.accommodation_id}",
                *((f"claim:{row.base.claim_id}",) if row.base else ()),
            ),
            LEFT: tuple((f"claim:{old.claim_id}", "an earlier count of inhabitants") for old in row.earlier),
        }
        for row in rows
    }
    return frame_of(shown, provenance.RATE)


def inhabitants_words(case: Case, rows: Sequence[Rate]) -> str:
    """Of which day and by whom the counts of inhabitants beside a list are, or that no source gives them."""
    claims = [row.base for row in rows if row.base is not None]
    bases = dict.fromkeys((claim.as_of, claim.claimant) for claim in claims)
    if not bases:
        return f"No source known by then gives the inhabitants of the {case.settings.words.areas}."
    whose = "; ".join(f"{format_moment(as_of)}, {claimant}" for as_of, claimant in bases)
    text = (
        f"Inhabitants: {whose}. They are of another day than the list and may hold some of the same people."
    )
    return Dated(text, (max(claim.moment for claim in claims), None))


def list_title(case: Case, listed: Accommodation) -> Dated:
    """The title of a list: its day, what it counts and who gave it."""
    when = format_moment(listed.as_of, case.settings.zone)
    return Dated(f"{when}: {listed.what} ({listed.claimant})", (listed.moment, None))


def slopes(case: Case, lists: Sequence[Accommodation], rows: Sequence[Slope], names: str) -> pd.DataFrame:
    """The people in each province from list to list.

    Parameters
    ----------
    case
        The case as known.
    lists
        The lists, in time order.
    rows
        The provinces, each with one entry a list.
    names
        A name mode of ``geo.names``.

    Returns
    -------
    pandas.DataFrame
        One row a province, indexed by its place id, one column of persons a list; an empty cell where the
        list does not name it.
    """
    called = names_by_id(case.places, names)
    heads = [list_title(case, list_) for list_ in lists]
    shown = {
        place.place_id: {
            capital(case.settings.words.area): called[place.place_id],
            **{
                head: f"{number(row.persons)}{' (in doubt)' if row.uncertain else ''}" if row else ""
                for head, row in zip(heads, place.rows, strict=True)
            },
            SOURCES: sources_of(row for row in place.rows if row),
            ROWS: named("accommodation", (row.accommodation_id for row in place.rows if row)),
            LEFT: tuple((f"accommodation:{row}", NOT_FULLEST) for row in place.passed_over),
        }
        for place in rows
    }
    frame = frame_of(shown, provenance.FULLEST)
    # As objects, or the names of the columns would lose their moments.
    frame.columns = pd.Index([name for row in list(shown.values())[:1] for name in row], dtype=object)
    return frame


def waves(case: Case, rows: Sequence[Wave], names: str) -> pd.DataFrame:
    """Every movement of every wave, with who counted it and its range.

    Parameters
    ----------
    case
        The case as known.
    rows
        Waves of movements.
    names
        A name mode of ``geo.names``.

    Returns
    -------
    pandas.DataFrame
        One row a movement, indexed by its id; persons in words.
    """
    called = names_by_id(case.places, names)
    shown = {
        movement.movement_id: {
            "Wave": wave_name(wave, movement),
            "Who": movement.people,
            "From": called.get(movement.from_id, NOT_KNOWN),
            "To": called.get(movement.to_id, NOT_KNOWN),
            "People": people_words(movement.persons, movement.low, movement.high, movement.qualifier),
            "As given by": movement.claimant,
            "Doubt": movement.doubt,
            SOURCES: movement.source_ids,
            ROWS: named("movement", (movement.movement_id,)),
        }
        for wave in rows
        for movement in wave.movements
    }
    return frame_of(shown, provenance.WAVE)


def wave_name(wave: Wave, movement: Movement) -> Dated:
    """The wave of a movement by the days it lasted: marked as later until the movement is over."""
    marks = ((end_of_day(wave.last), f"from {format_date(wave.first)}"), (end_of_day(movement.last), None))
    return Dated(format_period(Period(wave.first, wave.last)), *marks)


def checks(case: Case, rows: Sequence[Check]) -> pd.DataFrame:
    """Pairs of numbers that could be expected to agree, with the gap and what is known of it.

    Parameters
    ----------
    case
        The case as known.
    rows
        The checks.

    Returns
    -------
    pandas.DataFrame
        One row a check, those with a gap first; "Gap" is without a sign, and "What" marked as later
        until every number of it holds.
    """
    ranked = sorted(enumerate(rows), key=lambda item: (item[1].gap == 0, item[0]))
    shown = {
        str(rank): {
            "What": Dated(row.what, (holds_from(case, row), None)),
            "One figure": f"{number(row.first)}, {row.first_label}",
            "The other": f"{number(row.second)}, {row.second_label}",
            "Gap": "none" if row.gap == 0 else number(abs(row.gap)),
            "What is known of it": row.reason,
            SOURCES: row.source_ids,
            ROWS: row.rows,
            LEFT: row.left_out,
        }
        for rank, row in ranked
    }
    return frame_of(shown, provenance.CHECK)


def people(case: Case) -> pd.DataFrame:
    """Who the people were, by sex and age, as far as sources tell.

    Parameters
    ----------
    case
        The case as known.

    Returns
    -------
    pandas.DataFrame
        One row a claim, indexed by its id; empty where no source tells.
    """
    shown = {
        claim.claim_id: {
            "Who": Dated(claim.subject, (claim.moment, None)),
            "When": format_moment(claim.as_of, case.settings.zone),
            "Figure": f"{stated(claim.value or 0, claim.qualifier)} {claim.unit}",
            "As given by": claim.claimant,
            SOURCES: claim.source_ids,
            ROWS: named("claim", (claim.claim_id,)),
        }
        for measure in PEOPLE_BY
        for claim in claims_of(case, measure)
    }
    return frame_of(shown, provenance.AS_GIVEN)


def people_words(persons: float | None, low: float | None, high: float | None, qualifier: str) -> str:
    """A number of people as its source gives it, with its range where there is one.

    Parameters
    ----------
    persons
        How many persons; None counts as 0, so ask only where a number is given.
    low, high
        The least and the greatest number; None where the source gives no range.
    qualifier
        How the source gives it: ``exact``, ``about``, ``at_least`` or ``at_most``.

    Returns
    -------
    str
        The number, and the range in brackets where both its ends are given.
    """
    text = stated(persons or 0, qualifier)
    return text if low is None or high is None else f"{text} ({number(low)} to {number(high)})"
