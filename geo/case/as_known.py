"""A case as it was known at the end of a day: the rows, sources and numbers published by then.

Everything computed of such a case honours the as-known date without having to ask for it. Places,
areas, routes and actors stay: where a village lies or a road runs was no news. But they cite only
what had been published, and a road's stated length goes with its source.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from geo.case.cited_by import (
    known_mask,
    known_sources,
    last_day,
    publication_dates,
    withdrawal_dates,
)
from geo.case.road_status import last_moments
from geo.cells import items
from geo.dates import Period
from geo.memo import once_per_case

if TYPE_CHECKING:
    from collections.abc import Mapping

    from geo.case.case import Case
    from geo.case.settings import Settings

# Tables whose rows are news: one is known once a source of it is.
NEWS = (
    "events", "claims", "route_status", "passage", "consignments", "aid_stages", "requests",
    "accommodation", "movements",
)  # fmt: skip
_MARK = "@"
# As-known dates whose tables are kept; a session with one needs two, its own and the last publication's.
_KEPT_DAYS = 6


def as_known(case: Case, known: date | None) -> Case:
    """The case as known at the end of ``known``; the case as it holds now for None. A few are kept.

    Its version is that of the case with ``@`` and the date behind it. Rows keep their index.
    """
    if known is None and not withdrawal_dates(case.sources):
        return case
    return _cut(case, known)


@once_per_case(_KEPT_DAYS)
def _cut(case: Case, known: date | None) -> Case:
    version = case.version if known is None else case.version + _MARK + known.isoformat()
    cut = _as_held_now(case) if known is None else _known_by(case, known)
    return replace(cut, version=version, known=known)


def _as_held_now(case: Case) -> Case:
    """The case without rows that rest on nothing but editions withdrawn since."""
    gone = withdrawal_dates(case.sources)
    sources = frozenset(case.sources["source_id"]) - set(gone)
    tables = {name: _news(case.tables()[name], sources) for name in NEWS}
    return replace(case, sources=case.sources[~case.sources["source_id"].isin(list(gone))], **tables)


def _known_by(case: Case, known: date) -> Case:
    sources = known_sources(case.sources, known) or frozenset()
    published = publication_dates(case.sources)
    tables = {name: _news(case.tables()[name], sources) for name in NEWS}
    return replace(
        case,
        settings=_settings(case.settings, known),
        sources=case.sources[case.sources["source_id"].isin(list(sources))],
        routes=_standing(case.routes, sources),
        areas=_not_ended_later(_standing(case.areas, sources), known),
        **(tables | {
            "route_status": _seen_statuses(tables["route_status"], known, published),
            "consignments": _begun(_still_held(tables["consignments"], known), known),
            "aid_stages": _begun(tables["aid_stages"], known),
            "passage": _days_seen(tables["passage"], known),
            "events": _begun(tables["events"], known),
            "movements": _begun(tables["movements"], known),
        }),
    )  # fmt: skip


def _settings(settings: Settings, known: date) -> Settings:
    """The settings without key dates after ``known``, and with no offered period that reaches beyond it."""
    offered = [preset for preset in settings.presets if preset.period.first <= known]
    return replace(
        settings,
        key_dates=tuple(key_date for key_date in settings.key_dates if key_date.day <= known),
        presets=tuple(
            replace(preset, period=Period(preset.period.first, min(preset.period.last, known)))
            for preset in offered
        ),
    )


def last_published(case: Case) -> date:
    """The day by which every source that gives a publication date had been published."""
    return max((last_day(cell) for cell in case.sources["published"] if cell), default=date.min)


def known_of(version: str) -> tuple[str, date | None]:
    """The version of the whole case and the as-known date that a case's version names.

    >>> known_of("ab12@2023-09-19"), known_of("ab12")
    (('ab12', datetime.date(2023, 9, 19)), ('ab12', None))
    """
    full_version, _, known = version.partition(_MARK)
    return full_version, date.fromisoformat(known) if known else None


def _news(frame: pd.DataFrame, sources: frozenset[str]) -> pd.DataFrame:
    """The rows known from the sources, citing those only."""
    rows = frame[known_mask(frame, sources)]
    codes, cells = pd.factorize(rows["source_ids"])
    cited = np.array([*(_known_of(cell, sources) for cell in cells), ""])
    rows = rows.assign(source_ids=pd.Series(cited[codes], rows.index, dtype="str"))
    return _disputed_by_then(rows, sources) if "disputed_in" in rows else rows


def _disputed_by_then(rows: pd.DataFrame, sources: frozenset[str]) -> pd.DataFrame:
    """The rows without a dispute that only later sources tell of: it is younger than what it is about."""
    published = rows["disputed_in"].map(lambda cell: _known_of(cell, sources)).astype("str")
    later = rows["disputed_in"].ne("") & published.eq("")
    return rows.assign(disputed_in=published, disputed_by=rows["disputed_by"].mask(later, ""))


def _known_of(cell: str, sources: frozenset[str]) -> str:
    return ";".join(item for item in items(cell) if item in sources)


def _standing(frame: pd.DataFrame, sources: frozenset[str]) -> pd.DataFrame:
    """All rows, each citing known sources only; what a row says on unknown ones alone is emptied."""
    cells = frame["source_ids"].map(lambda cell: _known_of(cell, sources))
    unknown = cells.eq("")
    columns = {"source_ids": cells.astype("str")}
    if "note" in frame:
        columns["note"] = frame["note"].where(~unknown, "")
    if "stated_length_km" in frame:
        columns["stated_length_km"] = frame["stated_length_km"].where(~unknown)
    return frame.assign(**columns)


def _not_ended_later(areas: pd.DataFrame, known: date) -> pd.DataFrame:
    """Areas without a last day that came after ``known``."""
    return areas.assign(end=areas["end"].where(areas["end"] <= known.isoformat(), ""))


def _seen_statuses(frame: pd.DataFrame, known: date, published: Mapping[str, str]) -> pd.DataFrame:
    """Statuses up to ``known``: what held after that day nobody could have seen by then.

    An end counts once a source published after it is known, or a later row of the road: until then the
    status lasts. No source confirms a status after it was published itself.
    """
    rows = frame[frame["start"].dt.date <= known]
    newest = pd.Series(
        [max(last_day(published[source]) for source in items(cell)) for cell in rows["source_ids"]],
        index=rows.index,
        dtype="object",
    )
    last = (rows["end"] - pd.Timedelta(seconds=1)).dt.date
    followed = rows["end"] <= rows.groupby("route_id")["start"].transform("max")
    after = pd.Timestamp(known) + pd.Timedelta(days=1)
    end = rows["end"].where((newest > last) | rows["end_basis"].eq("record") | followed, after)
    end = end.clip(upper=after).astype(rows["end"].dtype)
    confirmed = [
        min(cell, day.isoformat()) if cell and begun <= day.isoformat() else ""
        for cell, day, begun in zip(rows["confirmed_on"], newest, rows["date_from"].str[:10], strict=True)
    ]
    return rows.assign(
        date_to=rows["date_to"].where(end.eq(rows["end"]), last_moments(end)),
        end=end,
        confirmed_on=pd.Series(confirmed, index=rows.index, dtype="str"),
    )


def _still_held(frame: pd.DataFrame, known: date) -> pd.DataFrame:
    """Consignments without a release that came after ``known``."""
    return frame.assign(held_until=frame["held_until"].where(frame["held_until"] <= known.isoformat(), ""))


def _days_seen(passages: pd.DataFrame, known: date) -> pd.DataFrame:
    """Passages that had begun by ``known``, without a last day that came after it."""
    rows = passages[passages["date_from"].str[:10] <= known.isoformat()]
    return rows.assign(date_to=rows["date_to"].where(rows["date_to"].str[:10] <= known.isoformat(), ""))


def _begun(frame: pd.DataFrame, known: date) -> pd.DataFrame:
    """What had begun by ``known``, without an end that came after it: nobody could have seen that."""
    after = pd.Timestamp(known) + pd.Timedelta(days=1)
    rows = frame[frame["start"] < after]
    return rows.assign(
        date_end=rows["date_end"].where(rows["end"] <= after, known.isoformat()),
        end=rows["end"].clip(upper=after).astype(rows["end"].dtype),
    )
