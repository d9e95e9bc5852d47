"""What had been published by an as-known date."""

from __future__ import annotations

from datetime import date, timedelta
from functools import lru_cache
from typing import TYPE_CHECKING, Any, ClassVar, Protocol, TypeVar

import numpy as np
import pandas as pd

from geo.cells import items
from geo.dates import bounds
from geo.memo import once_per_frame

if TYPE_CHECKING:
    import numpy.typing as npt


class Row(Protocol):
    """A frozen dataclass made of one row of a table, with the sources it rests on."""

    __dataclass_fields__: ClassVar[dict[str, Any]]

    @property
    def source_ids(self) -> tuple[str, ...]:
        """Ids of the row's sources."""


Sourced = TypeVar("Sourced", bound=Row)


def known_sources(sources: pd.DataFrame, known: date | None) -> frozenset[str] | None:
    """Ids of the sources published on or before a day.

    Parameters
    ----------
    sources
        The table of sources.
    known
        The as-known date; None where none is set.

    Returns
    -------
    frozenset of str or None
        The ids; None when no as-known date is set. A source dated by month or year alone is known from
        the last day of it; one without a date is never known while an as-known date is set.
    """
    if known is None:
        return None
    published = frozenset(
        str(source)
        for source, published in publication_dates(sources).items()
        if isinstance(published, str) and published and last_day(published) <= known
    )
    gone = withdrawal_dates(sources)
    return published - {source for source, day in gone.items() if last_day(day) <= known}


@once_per_frame
def withdrawal_dates(sources: pd.DataFrame) -> dict[str, str]:
    """When each source that was withdrawn, or followed by a newer edition, no longer held.

    Parameters
    ----------
    sources
        The table of sources.

    Returns
    -------
    dict of str to str
        ISO dates by source id; only those of sources that were withdrawn.
    """
    if "withdrawn" not in sources.columns:
        return {}
    dated = sources[sources["withdrawn"].fillna("").ne("")]
    return dict(zip(dated["source_id"].astype("str"), dated["withdrawn"], strict=True))


@once_per_frame
def publication_dates(sources: pd.DataFrame) -> dict[str, str]:
    """When each source was published, as its table has it.

    Parameters
    ----------
    sources
        The table of sources.

    Returns
    -------
    dict of str to str
        ISO dates by source id, as precise as they are known; empty where none is given.
    """
    return dict(zip(sources["source_id"], sources["published"], strict=True))


def known_mask(frame: pd.DataFrame, sources: frozenset[str] | None) -> npt.NDArray[np.bool_]:
    """Which rows of ``frame`` rest on at least one of ``sources`` (all of them for None).

    Parameters
    ----------
    frame
        Rows with ``source_ids`` parted by ";".
    sources
        Ids of the sources that count; None for all.

    Returns
    -------
    ndarray of bool, shape (rows,)
    """
    if sources is None:
        return np.ones(len(frame), dtype=bool)
    codes, cells = pd.factorize(frame["source_ids"])
    known = [any(source in sources for source in items(cell)) for cell in np.asarray(cells)]
    # An empty cell has the code -1, and so the last of these.
    mask: npt.NDArray[np.bool_] = np.array([*known, False], dtype=bool)[codes]
    return mask


@lru_cache(maxsize=4096)
def last_day(published: str) -> date:
    """The day from which a source counts as published: the last of its month or year.

    >>> last_day("2023-09")
    datetime.date(2023, 9, 30)
    """
    return (bounds(published)[1] - timedelta(seconds=1)).date()
