"""The tables of the page of one place: its ways, what was reported of it, its figures and its names."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from geo.cells import as_text
from geo.date_words import format_days, format_moment
from geo.facts import provenance
from geo.facts.access import access
from geo.facts.provenance import named
from geo.facts.reports import PLACE, reports_on
from geo.names import name_modes, names_by_id
from geo.report import closure_table
from geo.report.cards import card
from geo.report.listings import NOT_KNOWN, ROWS, SOURCES, frame_of
from geo.report.place_answer import figures_at, value_words
from geo.words import number

if TYPE_CHECKING:
    from geo.case.case import Case
    from geo.facts.state import State

# A reader wants the latest reports; the page Events, filtered by the place, has every one.
MOST_REPORTS = 12
_CODES = {
    "provider_name": "In common operational data", "pcode": "P-code", "admin_level": "Administrative level",
}  # fmt: skip
_KINDS = {"event": "event", "consignment": "aid", "stage": "aid", "claim": "figure"}


def ways(case: Case, state: State, place: str, names: str) -> pd.DataFrame:
    """The best way out of a place and into it for each kind of traffic.

    Parameters
    ----------
    case
        The case as known.
    state
        The state at the as-at moment.
    place
        Id of the place.
    names
        A name mode of ``geo.names``.

    Returns
    -------
    pandas.DataFrame
        One row; none where the case does not ask it for this place.
    """
    now = access(case, state.at)
    whole = closure_table.table(case, now, names_by_id(case.places, names))
    own = whole[whole.index == place]
    own.attrs = whole.attrs
    return own


def reports(case: Case, state: State, place: str, names: str) -> pd.DataFrame:
    """The latest reports of a place by the as-at day.

    Parameters
    ----------
    case
        The case as known.
    state
        The state at the as-at moment.
    place
        Id of the place.
    names
        A name mode of ``geo.names``.

    Returns
    -------
    pandas.DataFrame
        At most ``MOST_REPORTS`` rows, the latest first, indexed by ``kind:id``.
    """
    reported, _ = reports_on(case, PLACE, place, state.at.date())
    rows = {}
    for report in sorted(reported, key=lambda row: row.last, reverse=True)[:MOST_REPORTS]:
        kind, _, key = report.row.partition(":")
        content = card(case, kind, key, names)
        if content is not None:
            rows[report.row] = {
                "When": format_days(report.first, min(report.last, state.at.date())),
                "What": content["title"],
                "Kind": _KINDS.get(kind, kind),
                SOURCES: tuple(source["id"] for source in content["sources"]),
                ROWS: (report.row,),
            }
    return frame_of(rows, provenance.AS_GIVEN)


def figures(case: Case, state: State, place: str) -> pd.DataFrame:
    """The latest figure of each claimant for what was counted at a place, by the as-at moment.

    Parameters
    ----------
    case
        The case as known.
    state
        The state at the as-at moment.
    place
        Id of the place.

    Returns
    -------
    pandas.DataFrame
        One row a claim, indexed by its id, the latest first; figures in words.
    """
    rows = {
        claim.claim_id: {
            "Figure": value_words(claim),
            "What": claim.subject,
            "Moment": format_moment(claim.as_of, case.settings.zone),
            "As given by": claim.claimant,
            "Doubt": claim.doubt,
            SOURCES: claim.source_ids,
            ROWS: named("claim", (claim.claim_id,)),
        }
        for claim in figures_at(case, state, place)
    }
    return frame_of(rows, provenance.AS_GIVEN)


def all_names(case: Case, place: str) -> pd.DataFrame:
    """Every name of a place by language and script, its codes, and how exactly it is placed.

    Parameters
    ----------
    case
        The case as known.
    place
        Id of the place.

    Returns
    -------
    pandas.DataFrame
        One row a form of the name, a code or the level, and one with the accuracy in metres.

    Raises
    ------
    IndexError
        When the case has no such place.
    """
    row = case.places[case.places["place_id"] == place].iloc[0]
    modes = {f"name_{mode}": case.settings.name_form(mode).title for mode in name_modes(row.index)[1:]}
    titles = {"name_en": "In English texts", **modes, "other_names": "Other spellings", **_CODES}
    rows = {
        column: {"Form": title, "Name": as_text(row[column]).replace(";", ", ")}
        for column, title in titles.items()
        if column in row and as_text(row[column])
    }
    metres = row["accuracy_m"]
    exact = NOT_KNOWN if pd.isna(metres) else f"{number(metres)} m"
    rows["accuracy"] = {"Form": "Placed to within", "Name": exact}
    return frame_of(rows)
