"""The words round a map that leaves the program: title, dates, sources, what it is and what it is not."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING

from geo.case.cited_by import last_day, publication_dates
from geo.case.inventory import losses, notice
from geo.case.sources import citations
from geo.dates import Period, format_date, format_moment, format_period
from geo.words import at_in_words

if TYPE_CHECKING:
    from collections.abc import Iterable
    from zoneinfo import ZoneInfo

    from geo.case.case import Case
    from geo.case.sources import Citation
    from geo.view.view import ViewState

_REPORT = "To report an error, name {map_id} and the source to whoever gave you this."
LONGEST_NAME = 40


@dataclass(frozen=True)
class Surround:
    """What stands round one map or slide, each part as a line ready to be set."""

    map_id: str
    case: str
    title: str
    period: str
    as_at: str
    as_known: str
    data_as_of: str
    created: str
    version: str
    disclaimer: str
    attribution: str
    sources: tuple[str, ...]
    """Publisher, date and title of each source, in the order they are met."""
    report: str

    @property
    def dates(self) -> str:
        """Period, as-at and as-known date in one line."""
        return f"{self.period} · {self.as_at} · {self.as_known}"

    @property
    def imprint(self) -> str:
        """Map id, and the two dates of its making, in one line."""
        return f"{self.map_id} · {self.data_as_of} · {self.created}"


def surround(
    case: Case,
    view: ViewState,
    source_ids: Iterable[str],
    *,
    title: str,
    map_id: str,
    created: datetime,
) -> Surround:
    """Return the words round a map of the view made at a moment, local to the case."""
    cited = citations(case, source_ids)
    zone, unseen = case.settings.zone, losses(case)
    lost = [notice(case)] if unseen.lost else []
    # Where nothing else is lost, what lies outside the period needs no line of its own.
    outside = f", {unseen}" if unseen.outside and not unseen.lost else ""
    return Surround(
        map_id=map_id,
        case=case.settings.title,
        title=title,
        period=f"Events of {format_period(Period(view.first, view.last))}",
        as_at=f"as at {at_in_words(view.at, zone)}{_compared(view, zone)}",
        as_known=_as_known(case, view),
        data_as_of=f"data as of {data_as_of(case)}",
        created=f"created {format_moment(created, zone)}",
        version=f"tables {case.version[:12]}{outside}",
        disclaimer=case.settings.disclaimer,
        attribution="",
        sources=tuple(dict.fromkeys(source_line(item) for item in cited)),
        report=" ".join([_REPORT.format(map_id=map_id), *lost]),
    )


def _as_known(case: Case, view: ViewState) -> str:
    """By when it was known, and for which traffic the roads are shown where that is not all."""
    known = f"as known {'now' if view.known is None else 'on ' + format_date(view.known)}"
    return (
        f"{known}; roads as {case.settings.traffic[case.traffic]} could use them" if case.traffic else known
    )


def source_line(source: Citation) -> str:
    """A source in one line: publisher, date and title; what may not be passed on is only named."""
    head = f"{source.publisher}, {source.published}"
    return f"{head}: {source.title}" if source.title else head


def data_as_of(case: Case) -> str:
    """When the newest source used was published, in words, as precisely as it says."""
    published = [moment for moment in publication_dates(case.sources).values() if moment]
    return format_moment(max(published, key=last_day)) if published else "no date given by any source"


def code(case: Case) -> str:
    """Return the prefix of a case's files: its own, such as three letters, or its id in capitals.

    >>> from types import SimpleNamespace
    >>> code(SimpleNamespace(settings=SimpleNamespace(id="south-sudan", file_prefix="")))
    'SOUTHSUDAN'
    """
    key = case.settings.id
    return case.settings.file_prefix or re.sub(r"[^A-Z0-9]", "", key.upper())[:12] or "CASE"


def map_id(case: Case, number: int) -> str:
    """Return what a map is called.

    Parameters
    ----------
    case
        The case.
    number
        Number of the scene, counted from 1; 0 for a view of no briefing.

    Returns
    -------
    str
        Such as `ABC003`.
    """
    return f"{code(case)}{number:03d}"


def file_name(case: Case, number: int, title: str, sheet: str, day: date, kind: str) -> str:
    """Return the name of a map's file.

    Parameters
    ----------
    case
        The case.
    number
        Number of the scene, counted from 1; 0 for a view of no briefing.
    title
        Title of the map; what is no Latin letter or digit becomes "_", and the end is cut off.
    sheet
        Size of the paper.
    day
        The as-at date.
    kind
        Ending of the file's name.

    Returns
    -------
    str
        Such as `ABC001_short_name_A4_20230928.pdf`.
    """
    words = re.sub(r"[^a-z0-9]+", "_", title.casefold()).strip("_")[:LONGEST_NAME].strip("_") or "map"
    return f"{map_id(case, number)}_{words}_{sheet}_{day:%Y%m%d}.{kind}"


def _compared(view: ViewState, zone: ZoneInfo) -> str:
    return "" if view.versus is None else f", compared with {at_in_words(view.versus, zone)}"
