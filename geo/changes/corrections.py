"""What was learned after an as-known date: figures revised, and rows nobody could have known.

The other side is what had been published by the last source that gives a date: rows that rest on
undated sources only are told apart, since nobody can say whether they were known.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

import pandas as pd

from geo.case.as_known import as_known, last_published
from geo.case.cited_by import known_mask, known_sources, last_day, publication_dates, withdrawal_dates
from geo.case.sources import RESTING
from geo.cells import items
from geo.dates import Period, end_of_day, overlaps
from geo.facts.claims import all_claims, authority, headline_of, latest_of_each, span
from geo.facts.provenance import sources_of
from geo.names import short_names
from geo.words import counted

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from datetime import datetime

    from geo.case.case import Case
    from geo.facts.claims import Claim, Figure

# Tables whose rows may be learned of later, in the order told.
LEARNED = ("events", "route_status", "consignments", "movements", "claims")
# Key of each table, the column that dates a row, and those that tell what it is about.
_COLUMNS = {
    "events": ("event_id", "date_start", "title"),
    "route_status": ("status_id", "date_from", "route_id", "status"),
    "consignments": ("consignment_id", "date_start", "cargo"),
    "movements": ("movement_id", "date_start", "people"),
    "claims": ("claim_id", "as_of", "claimant", "subject"),
}


@dataclass(frozen=True)
class Reading:
    """A figure as it could be read at one time: its headline, or only the range of what was claimed."""

    value: float | None
    low: float
    high: float
    claims: tuple[Claim, ...]
    """The headline first, where there is one, then what the range was taken from."""

    @property
    def source_ids(self) -> tuple[str, ...]:
        """Every source of the claims, the headline's first."""
        return sources_of(self.claims)


@dataclass(frozen=True)
class Revision:
    """One figure that reads differently now, for the same as-at moment."""

    measure: str
    subject: str
    unit: str
    then: Reading
    now: Reading
    reason: str


@dataclass(frozen=True)
class Learned:
    """One row of a table that became known later, with the first day a source told it."""

    table: str
    row_id: str
    title: str
    when: str
    first_told: str
    first_source: str
    """Id of the source that told it first; empty where none of its sources gives a date."""
    source_ids: tuple[str, ...]


@dataclass(frozen=True)
class LearnedSince:
    """What became known after an as-known date about the days of a period up to it."""

    known: date
    until: date
    """Day of the last publication that counts."""
    rows: tuple[Learned, ...]
    undated: int
    """Rows of these days that rest on undated sources only: left out whenever a date is set."""
    taken_back: tuple[Learned, ...] = ()
    """Rows that their source has withdrawn or worded anew since, each with the day and edition that did."""


@dataclass(frozen=True)
class Corrections:
    """What changed of a period's picture since the as-known date."""

    since: LearnedSince
    revised: tuple[Revision, ...]

    @property
    def learned(self) -> tuple[Learned, ...]:
        """Rows that became known later."""
        return self.since.rows

    def count(self, table: str) -> int:
        """How many rows of one table became known later.

        Parameters
        ----------
        table
            Name of a table.

        Returns
        -------
        int
            Number of rows.
        """
        return sum(row.table == table for row in self.learned)

    @property
    def nothing(self) -> bool:
        """Whether nothing was learned since."""
        return not (self.revised or self.learned or self.since.taken_back)


def corrections(case: Case, known: date, period: Period, at: datetime) -> Corrections:
    """What was published after ``known`` about the days of the period up to it."""
    since = learned_since(case, known, period)
    return Corrections(since, revised_since(case, since, at))


def corrections_between(case: Case, earlier: datetime, later: datetime, known: date | None) -> Corrections:
    """What was published from the day after one moment to the day of a later one about days up to the first.

    Figures are read as at the earlier moment; what was published after ``known`` is left out.
    """
    day, until = earlier.date(), min(later.date(), known or date.max)
    since = learned_since(case, day, Period(case.settings.period.first, day), max(day, until))
    return Corrections(since, revised_since(case, since, earlier))


def learned_since(case: Case, known: date, period: Period, until: date | None = None) -> LearnedSince:
    """Rows about the days of the period up to ``known`` that no source had told by then.

    What only happened later is no correction and is left out. With ``until`` only what was published by
    then counts.
    """
    if until is None:
        withdrawn = map(last_day, withdrawal_dates(case.sources).values())
        until = max(last_published(case), known, *withdrawn)
    if known < period.first:
        return LearnedSince(known, until, (), 0)
    then, now = as_known(case, known), as_known(case, until)
    past = Period(period.first, min(period.last, known))
    rows = [row for table in LEARNED for row in _learned(case, table, then, now, past)]
    taken_back = [row for table in LEARNED for row in _taken_back(case, table, then, now, past)]
    undated = sum(_undated(case, table, past) for table in LEARNED)
    return LearnedSince(known, until, tuple(rows), undated, tuple(taken_back))


def _undated(case: Case, table: str, period: Period) -> int:
    """How many rows about days of the period rest on sources without a date only."""
    rows = _of_period(case.tables()[table], period)
    return int(len(rows) - known_mask(rows, known_sources(case.sources, date.max)).sum())


def revised_since(case: Case, since: LearnedSince, at: datetime) -> tuple[Revision, ...]:
    """The figures revised since the as-known date, as at ``at`` or the end of that date if earlier.

    A measure that changes with time is held against itself at that moment, a settled fact by the latest
    claims, whenever they were made. A figure without any claim known by then is not revised but new.
    """
    then, now = as_known(case, since.known), as_known(case, since.until)
    return tuple(_revised(case, then, now, min(at, end_of_day(since.known))))


def sentence(corrections: Corrections) -> str:
    """What was learned since, in one line: "7 figures revised, 3 events added"."""
    counts = [(len(corrections.revised), ("figure revised", "figures revised"))]
    counts += [
        (corrections.count(table), (f"{RESTING[table][0]} {verb}", f"{RESTING[table][1]} {verb}"))
        for table, verb in zip(LEARNED, ("added", "learned", "learned", "learned", "added"), strict=True)
    ]
    back = "taken back or worded anew by its source"
    counts.append((len(corrections.since.taken_back), (f"row {back}", f"rows {back}")))
    parts = ", ".join(counted(count, *words) for count, words in counts if count)
    return parts or "nothing was revised or added"


def _learned(case: Case, table: str, then: Case, now: Case, period: Period) -> list[Learned]:
    rows = _of_period(now.tables()[table], period)
    new = rows[~rows.index.isin(then.tables()[table].index)]
    published = publication_dates(case.sources)
    return _rows(case, table, new, lambda sources: first_publication(sources, published))


def _taken_back(case: Case, table: str, then: Case, now: Case, period: Period) -> list[Learned]:
    """The rows known then that no source stands by any longer; the edition withdrawn last took them back."""
    days = withdrawal_dates(case.sources)
    if not days:
        return []
    rows = _of_period(then.tables()[table], period)
    gone = rows[~rows.index.isin(now.tables()[table].index)]
    return _rows(case, table, gone, lambda sources: max((days[key], key) for key in sources if key in days))


def _rows(
    case: Case, table: str, rows: pd.DataFrame, first_of: Callable[[tuple[str, ...]], tuple[str, str]]
) -> list[Learned]:
    roads = short_names(case.routes)
    columns = [rows[name].to_list() for name in ("source_ids", *_COLUMNS[table])]
    firsts = {cell: first_of(items(cell)) for cell in set(columns[0])}
    return [
        Learned(table, row_id, _title(table, words, roads), when or "", *firsts[cell], items(cell))
        for cell, row_id, when, *words in zip(*columns, strict=True)
    ]


def _title(table: str, words: list[str], roads: Mapping[str, str]) -> str:
    """What a row is about: its own words, a road with its status, or a claimant with what the claim is on."""
    if table == "route_status":
        road, status = words
        return f"{roads.get(road, road)}: {status.replace('_', ' ')}"
    return " on ".join(words)


def first_publication(sources: Sequence[str], published: Mapping[str, str]) -> tuple[str, str]:
    """The earliest publication date of the sources as their table has it, and the id of that source.

    A month counts as its last day, as everywhere where it is asked what was known.

    >>> first_publication(("a", "b", "c"), {"a": "2023-09", "b": "2023-09-20", "c": ""})
    ('2023-09-20', 'b')
    """
    dated = [
        (last_day(published[source_id]), published[source_id], source_id)
        for source_id in sources
        if published.get(source_id)
    ]
    _, day, source = min(dated, default=(None, "", ""))
    return day, source


def _of_period(frame: pd.DataFrame, period: Period) -> pd.DataFrame:
    return frame[overlaps(frame["start"], frame["end"], period)]


def _revised(case: Case, then: Case, now: Case, at: datetime) -> list[Revision]:
    before, after = _figures(then), _figures(now)
    revisions = []
    for key, old_claims in before.items():
        # A source that was withdrawn may leave fewer claims, other ones or none at all.
        old, new = (_standing(claims, at) for claims in (old_claims, after.get(key, [])))
        if not old or [claim.claim_id for claim in old] == [claim.claim_id for claim in new]:
            continue
        first, second = _reading(case, key[0], old), _reading(case, key[0], new)
        if (first.value, first.low, first.high) != (second.value, second.low, second.high):
            revisions.append(Revision(*key, old[0].unit, first, second, _reason(first, second)))
    return revisions


def _figures(case: Case) -> dict[tuple[str, str], list[Claim]]:
    figures: dict[tuple[str, str], list[Claim]] = {}
    for claim in all_claims(case):
        figures.setdefault((claim.measure, claim.subject), []).append(claim)
    return figures


def _standing(claims: list[Claim], at: datetime) -> list[Claim]:
    """The claims that say something of the as-at moment; a settled fact has first to be claimed by then."""
    standing = [claim for claim in claims if claim.moment <= at]
    return standing if not standing or claims[0].changing else claims


def _reading(case: Case, measure: str, claims: list[Claim]) -> Reading:
    figure: Figure | None = headline_of(measure, claims, authority(case, measure))
    if figure is not None:
        return Reading(figure.claim.value, figure.low, figure.high, (figure.claim, *figure.beside))
    latest = latest_of_each(claims)
    low, high = span(latest) or (0.0, 0.0)
    return Reading(None, low, high, latest)


def _reason(then: Reading, now: Reading) -> str:
    if not now.claims:
        return "no source stands by it any longer"
    if then.value is None or now.value is None:
        return "the claims range differently"
    if then.value == now.value:
        return "the range around the same headline changed"
    old, new = then.claims[0], now.claims[0]
    if old.moment == new.moment:
        return "another number for the same moment"
    if old.claimant == new.claimant:
        return "a later number by the same claimant"
    return "a later number by another claimant"
