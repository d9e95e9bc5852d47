"""What changed as figures to be explained: how it stood before and after, and the rows that say so."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from geo.changes.changes_text import table
from geo.dates import format_date
from geo.facts.claims import headline
from geo.facts.provenance import CHANGED, Provenance, named
from geo.facts.state import state
from geo.report.answer import KeyFigure, Sentence, claimed
from geo.report.listings import ROWS, RULE
from geo.report.road_figures import since

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    import pandas as pd

    from geo.case.case import Case
    from geo.changes.changes import Change, Changes


def sentences(case: Case, changes: Changes, rows: Iterable[Change]) -> list[Sentence]:
    """The changes as sentences, each with what it was made of."""
    return [
        Sentence(change.sentence, change.source_ids, partial(_figures, case, changes, change))
        for change in rows
    ]


def explained(case: Case, changes: Changes) -> pd.DataFrame:
    """The list as a table, each change with the rows that say how it stood on either side.

    Parameters
    ----------
    case
        The case.
    changes
        A list of changes of it.

    Returns
    -------
    pandas.DataFrame
        One row a change, with the names of the rows it rests on.
    """
    shown = table(case, changes)
    rows_of_change = [
        tuple(
            dict.fromkeys(row for figure in _figures(case, changes, change) for row in figure.provenance.rows)
        )
        for change in changes.rows
    ]
    shown = shown.assign(**{ROWS: rows_of_change})
    shown.attrs[RULE] = CHANGED
    return shown


def _figures(case: Case, changes: Changes, change: Change) -> tuple[KeyFigure, ...]:
    kind, _, key = change.key.partition(":")
    sides = (changes.first, changes.last)
    if kind == "figure":
        return tuple(figure for at in sides for figure in _headline(case, key, at))
    if kind == "route":
        return tuple(figure for at in sides for figure in _road(case, key, at))
    doubt = (f"Not certain: {change.doubt}",) if change.doubt else ()
    provenance = Provenance(CHANGED, (change.key,))
    return (
        KeyFigure(
            format_date(change.day), "when it came to stand so", "", change.source_ids, doubt, provenance
        ),
    )


def _headline(case: Case, measure: str, at: datetime) -> list[KeyFigure]:
    figure = headline(case, measure, at)
    return [] if figure is None else [claimed(case, figure)]


def _road(case: Case, route: str, at: datetime) -> list[KeyFigure]:
    road = state(case, at).route(route)
    if road is None or not road.status_ids:
        return []
    spanned = since(case, road)
    provenance = Provenance(CHANGED, named("status", road.status_ids))
    when = f"as at {format_date(at.date())}"
    doubt = (f"In doubt: {road.doubt}",) if road.doubt else ()
    return [KeyFigure(spanned.value, spanned.label, when, road.source_ids, doubt, provenance)]
