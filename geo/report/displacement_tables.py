"""Tables of the Displacement page beyond its counts: provinces, waves, checks, and who the people were."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from geo.dates import Period, format_moment, format_period
from geo.facts import provenance
from geo.facts.claims import claims_of
from geo.facts.displacement import PRESENT_KINDS
from geo.facts.provenance import named, sources_of
from geo.names import names_by_id
from geo.report.listings import LEFT, ROWS, SOURCES, frame_of
from geo.words import number, stated

if TYPE_CHECKING:
    from collections.abc import Sequence

    from geo.case.case import Case
    from geo.facts.displacement import Accommodation
    from geo.facts.provinces import Rate, Slope
    from geo.facts.reconciliation import Check
    from geo.facts.waves import Wave

NOT_KNOWN = "not known"
NOT_FULLEST = "of a list that names fewer provinces, or as many on an earlier day"
PEOPLE_BY = ("registered_by_sex", "share_by_age")


def provinces(case: Case, rows: Sequence[Rate], names: str) -> pd.DataFrame:
    """People of one list by province, beside how many that is for every 1,000 inhabitants.

    A doubt that every row shares is about the list and stands elsewhere.
    """
    called = names_by_id(case.places, names)
    shared = len({one.row.doubt for one in rows}) == 1
    shown = {
        one.row.accommodation_id: {
            "Province": called.get(one.row.place_id, one.row.place_id),
            "People": number(one.row.persons),
            "Per 1,000 inhabitants": NOT_KNOWN if one.per_thousand is None else f"{one.per_thousand:.1f}",
            "Inhabitants": NOT_KNOWN if one.base is None else number(one.base.value or 0),
            "Doubt": "" if shared else one.row.doubt,
            SOURCES: (*one.row.source_ids, *(one.base.source_ids if one.base else ())),
            ROWS: (
                f"accommodation:{one.row.accommodation_id}",
                *((f"claim:{one.base.claim_id}",) if one.base else ()),
            ),
            LEFT: tuple((f"claim:{old.claim_id}", "an earlier count of inhabitants") for old in one.earlier),
        }
        for one in rows
    }
    return frame_of(shown, provenance.RATE)


def inhabitants_words(rows: Sequence[Rate]) -> str:
    """Of which day and by whom the inhabitants beside a list are; that no source gives them."""
    bases = dict.fromkeys((one.base.as_of, one.base.claimant) for one in rows if one.base is not None)
    if not bases:
        return "No source known by then gives the inhabitants of the provinces."
    told = "; ".join(f"{format_moment(as_of)}, {claimant}" for as_of, claimant in bases)
    return f"Inhabitants: {told}. They are of another day than the list and may hold some of the same people."


def list_title(case: Case, given: Accommodation) -> str:
    """Which list it is: its day, what it counts and who gave it."""
    when = format_moment(given.as_of, case.settings.zone)
    return f"{when}: {PRESENT_KINDS[given.kind]} ({given.claimant})"


def slopes(case: Case, lists: Sequence[Accommodation], rows: Sequence[Slope], names: str) -> pd.DataFrame:
    """Each province from list to list; an empty cell where a list does not name it."""
    called = names_by_id(case.places, names)
    heads = [list_title(case, one) for one in lists]
    shown = {
        one.place_id: {
            "Province": called.get(one.place_id, one.place_id),
            **{
                head: f"{number(row.persons)}{' (in doubt)' if row.uncertain else ''}" if row else ""
                for head, row in zip(heads, one.rows, strict=True)
            },
            SOURCES: sources_of(row for row in one.rows if row),
            ROWS: named("accommodation", (row.accommodation_id for row in one.rows if row)),
            LEFT: tuple((f"accommodation:{row}", NOT_FULLEST) for row in one.passed_over),
        }
        for one in rows
    }
    return frame_of(shown, provenance.FULLEST)


def waves(case: Case, rows: Sequence[Wave], names: str) -> pd.DataFrame:
    """Every movement of every wave, with who counted it and its range."""
    called = names_by_id(case.places, names)
    shown = {
        one.movement_id: {
            "Wave": wave_name(wave),
            "Who": one.people,
            "From": called.get(one.from_id, NOT_KNOWN),
            "To": called.get(one.to_id, NOT_KNOWN),
            "People": people_words(one.persons, one.low, one.high, one.qualifier),
            "As given by": one.claimant,
            "Doubt": one.doubt,
            SOURCES: one.source_ids,
            ROWS: named("movement", (one.movement_id,)),
        }
        for wave in rows
        for one in wave.movements
    }
    return frame_of(shown, provenance.WAVE)


def wave_name(wave: Wave) -> str:
    """A wave by the days it lasted."""
    return format_period(Period(wave.first, wave.last))


def checks(rows: Sequence[Check]) -> pd.DataFrame:
    """Both numbers of every check, the gap and what is known of it; gaps first."""
    ranked = sorted(enumerate(rows), key=lambda item: (item[1].gap == 0, item[0]))
    shown = {
        str(rank): {
            "What": one.what,
            "One figure": f"{number(one.first)}, {one.first_label}",
            "The other": f"{number(one.second)}, {one.second_label}",
            "Gap": "none" if one.gap == 0 else number(abs(one.gap)),
            "What is known of it": one.reason,
            SOURCES: one.source_ids,
            ROWS: one.rows,
            LEFT: one.left_out,
        }
        for rank, one in ranked
    }
    return frame_of(shown, provenance.CHECK)


def people(case: Case) -> pd.DataFrame:
    """Who the people were, by sex and age, as far as sources tell."""
    shown = {
        one.claim_id: {
            "Who": one.subject,
            "When": format_moment(one.as_of, case.settings.zone),
            "Figure": f"{stated(one.value or 0, one.qualifier)} {one.unit}",
            "As given by": one.claimant,
            SOURCES: one.source_ids,
            ROWS: named("claim", (one.claim_id,)),
        }
        for measure in PEOPLE_BY
        for one in claims_of(case, measure)
    }
    return frame_of(shown, provenance.AS_GIVEN)


def people_words(persons: float | None, low: float | None, high: float | None, qualifier: str) -> str:
    """A number of people as given, with its range where there is one."""
    told = stated(persons or 0, qualifier)
    return told if low is None or high is None else f"{told} ({number(low)} to {number(high)})"
