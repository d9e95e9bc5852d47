"""Movements of aid that were asked for, and what was answered: the denominator of access."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta
from statistics import median
from typing import TYPE_CHECKING, Any, Literal

from geo.case.rows import read_row
from geo.cells import as_number, as_text
from geo.dates import bounds
from geo.facts.provenance import sources_of
from geo.memo import once_per_frame

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime

    import pandas as pd

    from geo.case.case import Case

# The key of requests of which no source states what became.
NOT_STATED = ""
Group = Literal["place_id", "route_id", "carrier", "purpose"]


@dataclass(frozen=True)
class Request:
    """One request, or several of one answer; ``first``..``last`` are the days they were made for."""

    request_id: str
    first: date
    last: date
    precision: str
    carrier: str
    route_id: str
    place_id: str
    purpose: str
    count: int
    is_counted: bool
    """Whether it is stated how many were asked for; where not, it counts as one."""
    outcome: str
    answered: date | None
    uncertain: bool
    source_ids: tuple[str, ...]

    @property
    def days_waited(self) -> int | None:
        """Days from the request to its answer; None where the day of either is not known."""
        if self.answered is None or self.first != self.last:
            return None
        return (self.answered - self.first).days


@dataclass(frozen=True)
class Answers:
    """What was asked in one group, or in all, and how many met with each outcome, rarest words last."""

    key: str
    asked: int
    at_least: bool
    """Whether of some rows it is not stated how many were asked for; each counts as one."""
    by_outcome: Mapping[str, int]
    """By the case's own words, in its order; ``NOT_STATED`` last."""
    days_waited: float | None
    """The median over the requests whose days are known, each counted once."""
    request_ids: tuple[str, ...]
    source_ids: tuple[str, ...]


@dataclass(frozen=True)
class RequestCounts:
    """Requests made so far: all of them, and by what they were for."""

    every: Answers
    by_area: tuple[Answers, ...]
    by_road: tuple[Answers, ...]
    by_carrier: tuple[Answers, ...]
    by_purpose: tuple[Answers, ...]


def counts_so_far(case: Case, at: datetime) -> RequestCounts:
    """The requests made by ``at``, with what was answered by then."""
    return counts(case, requests(case, date.min, date.max, at))


def counts(case: Case, rows: Sequence[Request]) -> RequestCounts:
    """Requests counted by answer: all, and by area, road, carrier and purpose."""
    return RequestCounts(
        every=answers(case, rows),
        by_area=answers_by(case, rows, "place_id"),
        by_road=answers_by(case, rows, "route_id"),
        by_carrier=answers_by(case, rows, "carrier"),
        by_purpose=answers_by(case, rows, "purpose"),
    )


def requests(case: Case, first: date, last: date, at: datetime) -> tuple[Request, ...]:
    """Requests that touch ``first``..``last`` and were all made by ``at``; later answers are left out."""
    rows = (row for row in _read(case.requests) if row.last <= at.date())
    return tuple(_by(row, at) for row in rows if row.last >= first and row.first <= last)


def answers(case: Case, rows: Sequence[Request], key: str = "") -> Answers:
    """Requests counted by outcome, the uncertain ones too."""
    order = [
        *case.settings.request_outcomes,
        *sorted({row.outcome for row in rows if row.outcome}),
        NOT_STATED,
    ]
    counts = {word: sum(row.count for row in rows if row.outcome == word) for word in dict.fromkeys(order)}
    waits = [wait for row in rows if (wait := row.days_waited) is not None for _ in range(row.count)]
    return Answers(
        key=key,
        asked=sum(row.count for row in rows),
        at_least=not all(row.is_counted for row in rows),
        by_outcome={word: count for word, count in counts.items() if count},
        days_waited=float(median(waits)) if waits else None,
        request_ids=tuple(row.request_id for row in rows),
        source_ids=sources_of(rows),
    )


def answers_by(case: Case, rows: Sequence[Request], group: Group) -> tuple[Answers, ...]:
    """Requests counted by outcome for each area, road, carrier or purpose, the most requested first.

    The key is "" where none is stated.
    """
    own: dict[str, list[Request]] = {}
    for row in rows:
        own.setdefault(getattr(row, group), []).append(row)
    counted = [answers(case, part, key) for key, part in own.items()]
    return tuple(sorted(counted, key=lambda part: (-part.asked, part.key)))


def _by(row: Request, at: datetime) -> Request:
    """The request with its answer only where that was given by ``at``."""
    late = row.answered is not None and row.answered > at.date()
    if not late:
        return row
    return replace(row, outcome=NOT_STATED, answered=None)


@once_per_frame
def _read(frame: pd.DataFrame) -> tuple[Request, ...]:
    rows = (_request(row) for row in frame.to_dict("records"))
    return tuple(sorted(rows, key=lambda row: (row.first, row.request_id)))


def _request(row: Mapping[Any, Any]) -> Request:
    count, answered = as_number(row["requests"]), as_text(row["answered"])
    return read_row(
        Request,
        row,
        count=1 if count is None else int(count),
        is_counted=count is not None,
        answered=(bounds(answered)[1] - timedelta(seconds=1)).date() if answered else None,
    )
