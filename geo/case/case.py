"""A case in memory: its tables, what was set aside, and the version that names this content."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date
    from pathlib import Path

    import geopandas as gpd
    import pandas as pd

    from geo.case.set_aside import SetAside
    from geo.case.settings import Settings


@dataclass(frozen=True)
class Case:
    """One crisis as loaded. Its frames are never changed: take copies.

    Columns are those of ``geo.case.schema``: empty text for an empty cell, NaN for an empty number,
    lists as text separated by ";". Dated tables have ``start`` and ``end`` beside (see
    ``geo.dates``); an empty publication date gives NaT. Every key leads to a row of its table,
    but actors may be named that the actors table does not list.
    """

    settings: Settings
    places: gpd.GeoDataFrame
    """Points, EPSG:4326; ``accuracy_m`` in metres."""
    sources: pd.DataFrame
    actors: pd.DataFrame
    events: pd.DataFrame
    claims: pd.DataFrame
    routes: gpd.GeoDataFrame
    """Lines through their way-points, EPSG:4326; empty where fewer than two are known."""
    route_status: pd.DataFrame
    passage: pd.DataFrame
    consignments: pd.DataFrame
    aid_stages: pd.DataFrame
    """What each consignment or part of one went through; empty in a case that has no such table."""
    requests: pd.DataFrame
    """Movements of aid that were asked for, and the answer; empty in a case that has no such table."""
    accommodation: pd.DataFrame
    movements: pd.DataFrame
    areas: gpd.GeoDataFrame
    """Polygons, EPSG:4326."""
    set_aside: tuple[SetAside, ...]
    version: str
    """SHA-256 (hex) over the names and bytes of the case's files; behind it ``@`` and the date where the
    case is as known on a day (geo.case.as_known)."""
    folder: Path
    known: date | None = None
    """The as-known date the case is cut at (geo.case.as_known); None for all that is known now."""
    traffic: str = ""
    """The kind of traffic the case is cut for (geo.facts.of_traffic); empty for all of them."""

    def tables(self) -> dict[str, pd.DataFrame]:
        """Every table by its name, in the order of the Data page.

        Returns
        -------
        dict of str to pandas.DataFrame
            The case's own tables; places, routes and areas carry geometry in EPSG:4326.
        """
        return {
            "places": self.places,
            "sources": self.sources,
            "actors": self.actors,
            "events": self.events,
            "claims": self.claims,
            "routes": self.routes,
            "route_status": self.route_status,
            "passage": self.passage,
            "consignments": self.consignments,
            "aid_stages": self.aid_stages,
            "requests": self.requests,
            "accommodation": self.accommodation,
            "movements": self.movements,
            "areas": self.areas,
        }
