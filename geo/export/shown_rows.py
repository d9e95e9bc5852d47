"""The rows a view shows that may be passed on, and how many may not: what every file of it is made of."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

from geo.case.licence import may_pass
from geo.case.meridian import as_in_files
from geo.cells import split_keys
from geo.dates import Period, overlaps
from geo.report.imprint import FILTERS
from geo.report.surround import code
from geo.view.view import write

if TYPE_CHECKING:
    import geopandas as gpd
    import pandas as pd

    from geo.case.case import Case
    from geo.view.view import ViewState


@dataclass(frozen=True)
class Export:
    """The rows of a view that may be passed on, and how many may not."""

    case: Case
    """As it stands in memory: what is measured or drawn needs one unbroken ground."""
    view: ViewState
    rows: pd.DataFrame
    """Events, rows of the case's table with `possible` where the view tells it."""
    withheld: int
    """Events held back."""
    claims: pd.DataFrame
    claims_withheld: int

    @cached_property
    def in_files(self) -> Case:
        """The case with longitudes from -180 to 180, as files have them."""
        return as_in_files(self.case)

    @property
    def total(self) -> int:
        """How many events the files hold."""
        return len(self.rows)

    @property
    def sources(self) -> pd.DataFrame:
        """The sources cited by the rows, in the order of the case's table.

        Returns
        -------
        pandas.DataFrame
            Rows of the case's sources.
        """
        cited: set[str] = set()
        for frame in (self.rows, self.claims):
            cited |= set(split_keys(frame["source_ids"]))
        sources = self.case.sources
        return sources[sources["source_id"].isin(cited)]

    @property
    def places(self) -> gpd.GeoDataFrame:
        """The places that the rows name.

        Returns
        -------
        geopandas.GeoDataFrame
            Rows of the case's places, EPSG:4326.
        """
        named = set(self.rows["place_id"]) | set(self.claims["place_id"])
        places = self.in_files.places
        return places[places["place_id"].isin(named)]


def prepare(case: Case, view: ViewState, events: pd.DataFrame) -> Export:
    """Return the events shown, and the claims of the same view, that may be passed on.

    Parameters
    ----------
    case
        The case as known.
    view
        The view the files describe.
    events
        The events shown, rows of the case's table.

    Returns
    -------
    Export
        Those rows in their order and with their index, and the count of rows held back.
    """
    mask = may_pass(events, case.sources)
    claims = claims_of(case, view, events)
    passing = may_pass(claims, case.sources)
    return Export(
        case,
        view,
        events[mask],
        int(np.count_nonzero(~mask)),
        claims[passing],
        int(np.count_nonzero(~passing)),
    )


def claims_of(case: Case, view: ViewState, events: pd.DataFrame) -> pd.DataFrame:
    """Return the claims of a view: those of its period; where it has filters, those tied to an event shown.

    Parameters
    ----------
    case
        The case as known.
    view
        The view.
    events
        The events it shows.

    Returns
    -------
    pandas.DataFrame
        Rows of the case's claims.
    """
    claims = case.claims
    claims = claims[overlaps(claims["start"], claims["end"], Period(view.first, view.last))]
    if set(FILTERS) & set(write(view, case.settings)):
        claims = claims[claims["event_id"].isin(events["event_id"])]
    return claims


def file_name(case: Case, view: ViewState, ending: str, content: str = "events") -> str:
    """Return a name that says case, content and period, such as `ABC_events_20230912-20231004.csv`."""
    return f"{code(case)}_{content}_{view.first:%Y%m%d}-{view.last:%Y%m%d}{ending}"
