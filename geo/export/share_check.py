"""What whoever gets a file should not have, or must know: said before the file leaves.

It finds what rules can find; whether a text harms somebody a person must read.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from geo.cells import split_keys
from geo.dates import end_of_day
from geo.export.shown_rows import prepare
from geo.report.tables import BEGINS_LATER, after_as_at
from geo.view.view import opening
from geo.words import counted

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    import pandas as pd

    from geo.case.case import Case
    from geo.export.shown_rows import Export

# Kinds of places where people wait, shelter or are checked: an exact point may lead somebody to them.
SENSITIVE_KINDS = ("camp", "checkpoint", "border crossing", "shelter", "hospital", "school", "clinic")
EXACT_METRES = 2500
"""A point known at least so well, in metres, can be gone to."""
PERSON_KINDS = ("person", "individual", "private person")
_CONTACT = r"[\w.+-]+@[\w-]+\.\w{2,}|(?<![\w/.-])\+\d[\d ()-]{7,}\d"
_TERMS = (
    (re.compile(r"\bSA\b|share.?alike|ODbL", re.IGNORECASE), "To be passed on under the same terms"),
    (re.compile(r"\bNC\b|non.?commercial", re.IGNORECASE), "Not for commercial use"),
    (re.compile(r"\bND\b|no.?deriv", re.IGNORECASE), "Not to be changed"),
    (re.compile(r"^(?:not (?:known|stated).*)?$", re.IGNORECASE), "Licence not stated"),
)
_MOST_NAMED = 5
_TEXTS = ("title", "summary", "doubt", "note")
# What a file holds beside what the pages show.
_NOT_ON_PAGES = ("seed", "note")


def share_check(export: Export) -> tuple[str, ...]:
    """Return what in a view's file its reader may not expect, a sentence each; empty for nothing."""
    case, events, claims = export.case, export.rows, export.claims
    later = int(after_as_at(events, export.view.at).eq(BEGINS_LATER).sum())
    return tuple(
        filter(
            None,
            (
                _withheld(export.withheld, "event"),
                _withheld(export.claims_withheld, "claim"),
                _persons(case, events["actors"], claims["claimant"]),
                _contacts([*(events[name] for name in _TEXTS), claims["note"]]),
                _places(export),
                *_licences(export),
                _notes(events),
                f"Later than the as-at date: {counted(later, 'event')}." if later else "",
            ),
        )
    )


def whole_check(case: Case) -> tuple[str, ...]:
    """Return the same of a whole case: all of its events, and the claims of its period."""
    period = case.settings.period
    view = replace(opening(case.settings), first=period.first, last=period.last, at=end_of_day(period.last))
    return share_check(prepare(case, view, case.events))


def table_check(case: Case, rows: pd.DataFrame, source_ids: Iterable[str], withheld: int) -> tuple[str, ...]:
    """Return the same of a table as shown: rows held back, contact details, terms of its sources.

    Parameters
    ----------
    case
        The case as known.
    rows
        The rows that leave, as texts.
    source_ids
        Ids of the sources they rest on.
    withheld
        Rows held back.

    Returns
    -------
    tuple of str
        One sentence each; empty for nothing.
    """
    sources = case.sources[case.sources["source_id"].isin(set(source_ids))]
    texts = [rows[name].astype("str") for name in rows.columns]
    found_terms = _terms(sources["licence"], "source")
    return tuple(filter(None, (_withheld(withheld, "row"), _contacts(texts), *found_terms)))


def _withheld(count: int, noun: str) -> str:
    return f"Held back, since sources may not be passed on: {counted(count, noun)}." if count else ""


def _persons(case: Case, actors: pd.Series, claimants: pd.Series) -> str:
    """Actors the case lists as persons, where rows of the file name them."""
    persons = case.actors.loc[case.actors["kind"].str.casefold().isin(PERSON_KINDS), "actor"]
    present = set(split_keys(actors)) | set(claimants)
    named = [name for name in persons if name in present]
    return f"Names of persons: {_few(named)}." if named else ""


def _contacts(texts: Sequence[pd.Series]) -> str:
    count = sum(int(_likely(cells).str.contains(_CONTACT, regex=True).sum()) for cells in texts)
    return f"What looks like a mail address or phone number: in {counted(count, 'text')}." if count else ""


def _likely(cells: pd.Series) -> pd.Series:
    """The few cells worth a closer look: of a million the rest is passed over at once."""
    return cells[cells.str.contains("@", regex=False) | cells.str.contains("+", regex=False)]


def _places(export: Export) -> str:
    places = export.places
    exact = places["kind"].isin(SENSITIVE_KINDS) & ~places["accuracy_m"].gt(EXACT_METRES)
    names = places.loc[exact, "name_en"].tolist()
    return f"Exact points of places that may be sensitive: {_few(names)}." if names else ""


def _licences(export: Export) -> Iterable[str]:
    yield from _terms(export.sources["licence"], "source")
    yield from _terms(export.places["coordinate_licence"], "point")


def _terms(licences: pd.Series, noun: str) -> Iterable[str]:
    counts = licences.value_counts()
    for pattern, words in _TERMS:
        bound = {terms: count for terms, count in counts.items() if pattern.search(str(terms))}
        if bound:
            names = [str(terms) for terms in bound if terms]
            yield f"{words}: {counted(sum(bound.values()), noun)}{f' ({_few(names)})' if names else ''}."


def _notes(events: pd.DataFrame) -> str:
    filled = [name for name in _NOT_ON_PAGES if events[name].ne("").any()]
    return f"Columns that the pages do not show in whole: {', '.join(filled)}." if filled else ""


def _few(names: Sequence[str]) -> str:
    more = len(names) - _MOST_NAMED
    return ", ".join(names[:_MOST_NAMED]) + (f" and {more:,} more" if more > 0 else "")
