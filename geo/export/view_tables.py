"""The tables of a view's file: our own columns as they stand, beside them what a screen shows."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import geopandas as gpd
import pandas as pd
import shapely

from geo.case.licence import may_pass
from geo.case.meridian import parted
from geo.case.schema import BY_NAME
from geo.cells import items
from geo.export.contents import Contents
from geo.facts.state import state
from geo.names import names_by_id
from geo.picture.area_shapes import areas_on
from geo.picture.road_lines import status_lines
from geo.report.imprint import imprint
from geo.report.tables import after_as_at, event_table
from geo.view.join import join

if TYPE_CHECKING:
    from datetime import datetime

    from geo.case.case import Case
    from geo.export.shown_rows import Export
    from geo.view.view import ViewState

_BESIDE_CASE = {"From": "first_day", "To": "last_day", "When": "when_in_words"}
_SHOWN = {"Place": "place_name", "Place is": "place_is", "Sources": "source_names", "Doubt": "doubt_in_words"}
_CODES = {
    "pcode": "place_pcode", "admin_level": "place_admin_level", "provider_name": "place_provider_name",
}  # fmt: skip
# About a metre.
_DEGREES = 5


def contents(export: Export, created: datetime) -> Contents:
    """Return everything a file of the view may hold; ``created`` is the moment it was made."""
    roads, roads_withheld = _roads(export.case, export.view)
    areas, areas_withheld = _areas(export)
    tables = {
        "events": _events(export),
        "claims": _claims(export),
        "sources": _own(export.sources, "sources"),
        "places": _places(export),
        "roads": roads,
        "areas": areas,
    }
    more = {"roads": roads_withheld, "areas": areas_withheld}
    about = metadata(export, created) | {f"{name}_withheld": n for name, n in more.items()}
    return Contents(tables, about, export.case.settings.categories)


def metadata(export: Export, created: datetime) -> dict[str, Any]:
    """Return what an export carries about itself: view, dates, attribution, what was withheld."""
    return imprint(export.case, export.view, created) | {
        "rows": export.total,
        "rows_withheld": export.withheld,
        "claims": len(export.claims),
        "claims_withheld": export.claims_withheld,
        "licences": _licences(export),
        "attribution": _attribution(export),
    }


def _own(rows: pd.DataFrame, table: str) -> pd.DataFrame:
    """The columns a table has in its file, as they stand."""
    columns = BY_NAME[table].with_names(rows.columns).columns
    return pd.DataFrame(rows[list(columns)]).reset_index(drop=True)


def _places(export: Export) -> gpd.GeoDataFrame:
    places = export.places
    names = names_by_id(export.case.places, export.view.names)
    shown = pd.Series([names[place] for place in places["place_id"]], dtype="str")
    points = _rounded(places.geometry.reset_index(drop=True))
    own = _own(places, "places").assign(place_name=shown)
    return gpd.GeoDataFrame(own, geometry=points, crs="EPSG:4326")


def _events(export: Export) -> gpd.GeoDataFrame:
    """The events shown, each with its point (EPSG:4326), or without geometry where no place is known."""
    rows, case = export.rows, export.in_files
    placed = join(case.places, rows).placed
    shown = event_table(case, rows, export.view.names).reset_index(drop=True)
    points = placed.geometry.reindex(rows.index).reset_index(drop=True)
    beside = {name: placed[name].reindex(rows.index) for name in ("lat", "lon", "accuracy_m")}
    codes = case.places.set_index("place_id")[list(_CODES)]
    beside |= {_CODES[name]: rows["place_id"].map(codes[name]).fillna("") for name in codes.columns}
    table = pd.concat(
        [
            _own(rows, "events"),
            shown[list(_BESIDE_CASE)].rename(columns=_BESIDE_CASE),
            shown[list(_SHOWN)].rename(columns=_SHOWN),
            pd.DataFrame(
                {
                    "later_than_as_at": after_as_at(rows, export.view.at),
                    "source_addresses": _addresses(case, rows["source_ids"]),
                    "region": placed["place_region"].reindex(rows.index).fillna(""),
                    **beside,
                }
            ).reset_index(drop=True),
        ],
        axis=1,
    )
    return gpd.GeoDataFrame(table, geometry=_rounded(points), crs="EPSG:4326")


def _addresses(case: Case, cells: pd.Series) -> pd.Series:
    known = dict(zip(case.sources["source_id"], case.sources["url"], strict=True))
    words = {cell: " ".join(filter(None, (known.get(key) for key in items(cell)))) for cell in cells.unique()}
    return cells.map(words)


def _claims(export: Export) -> pd.DataFrame:
    claims = export.claims
    names = names_by_id(export.case.places, export.view.names)
    spelled = [names.get(place, "") for place in claims["place_id"]]
    return _own(claims, "claims").assign(
        place_name=pd.Series(spelled, dtype="str"),
        source_addresses=_addresses(export.case, claims["source_ids"]).reset_index(drop=True),
    )


def _roads(case: Case, view: ViewState) -> tuple[gpd.GeoDataFrame, int]:
    """The roads as at the date, one line each or one for each part, and how many roads are held back.

    The state of a road is that of all its rows: one worked out without those held back could be false.
    """
    now = state(case, view.at)
    roads = {road.route_id: road for road in now.routes}
    lines = status_lines(case, now)
    ids = [line.id for line in lines]
    own = _own(case.routes.set_index("route_id", drop=False).loc[ids], "routes").drop(columns="geometry")
    frame = own.assign(
        status=pd.Series([line.status for line in lines], dtype="str"),
        status_in_words=pd.Series([line.label for line in lines], dtype="str"),
        status_source_ids=pd.Series([";".join(roads[key].source_ids) for key in ids], dtype="str"),
    )
    shapes = parted(gpd.GeoSeries([shapely.LineString(line.coordinates) for line in lines], crs="EPSG:4326"))
    cited = pd.DataFrame({"source_ids": frame["status_source_ids"]})
    passing = may_pass(frame, case.sources) & may_pass(cited, case.sources)
    withheld = frame.loc[~passing, "route_id"].nunique()
    passed = gpd.GeoDataFrame(frame[passing], geometry=shapes[passing], crs="EPSG:4326")
    return passed.reset_index(drop=True), int(withheld)


def _areas(export: Export) -> tuple[gpd.GeoDataFrame, int]:
    """The areas that stand on the as-at day or are places of the rows, and how many are held back."""
    case, view = export.in_files, export.view
    drawn = {area.id for area in areas_on(export.case, view.names, view.at.date())}
    of_places = case.areas["place_id"].isin(export.places["place_id"])
    areas = case.areas[case.areas["area_id"].isin(drawn) | of_places]
    passing = may_pass(areas, case.sources)
    rows = gpd.GeoDataFrame(areas[passing].reset_index(drop=True), geometry="geometry", crs="EPSG:4326")
    return rows, int((~passing).sum())


def _licences(export: Export) -> list[str]:
    """Return each licence of the sources and coordinates in the file, with how many stand under it."""
    sources = export.sources["licence"].replace("", "not stated").value_counts()
    places = export.places["coordinate_licence"].replace("", "not stated").value_counts()
    lines = [f"Sources ({count:,}): {licence}" for licence, count in sources.items()]
    return lines + [f"Coordinates of places ({count:,}): {licence}" for licence, count in places.items()]


def _attribution(export: Export) -> list[str]:
    """Return each source cited in the file as one line, with its licence, and the origins of places."""
    columns = ["publisher", "title", "published", "url", "licence"]
    cited = export.sources[columns].itertuples(index=False, name=None)
    lines = [", ".join(part for part in parts if part) for parts in cited]
    places = export.places
    pairs = zip(places["coordinate_source"], places["coordinate_licence"], strict=True)
    return lines + sorted({f"Places: {source}, {licence}".rstrip(", ") for source, licence in pairs})


def _rounded(shapes: gpd.GeoSeries) -> gpd.GeoSeries:
    return shapely.transform(shapes.array, lambda degrees: degrees.round(_DEGREES))
