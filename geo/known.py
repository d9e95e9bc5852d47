"""What had been published by an as-known date."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

from geo.dates import bounds

if TYPE_CHECKING:
    import pandas as pd


def cited(source_ids: object) -> tuple[str, ...]:
    """Split a cell of source ids.

    >>> cited("a; b;")
    ('a', 'b')
    >>> cited(None)
    ()
    """
    if not isinstance(source_ids, str):
        return ()
    return tuple(part.strip() for part in source_ids.split(";") if part.strip())


def known_sources(sources: pd.DataFrame, known: date | None) -> frozenset[str] | None:
    """Ids of the sources published on or before ``known``; None when no as-known date is set.

    A source dated only by month or year is known from the last day of it, and one without
    a publication date is never known while an as-known date is set.
    """
    if known is None:
        return None
    dated = zip(sources["source_id"], sources["published"], strict=True)
    return frozenset(
        str(source)
        for source, published in dated
        if isinstance(published, str) and published and _last_day(published) <= known
    )


def known_rows(frame: pd.DataFrame, sources: frozenset[str] | None) -> pd.DataFrame:
    """Rows of ``frame`` that rest on at least one of ``sources`` (all of them for None)."""
    if sources is None or frame.empty:
        return frame
    cells = frame["source_ids"].dropna().unique()
    kept = [cell for cell in cells if any(source in sources for source in cited(cell))]
    return frame[frame["source_ids"].isin(kept)]


def known_cited(source_ids: object, sources: frozenset[str] | None) -> tuple[str, ...]:
    """The ids in a cell of source ids that belong to ``sources`` (all of them for None)."""
    ids = cited(source_ids)
    return ids if sources is None else tuple(one for one in ids if one in sources)


def _last_day(published: str) -> date:
    return (bounds(published)[1] - timedelta(seconds=1)).date()
