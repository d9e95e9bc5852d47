"""The kinds of files that rows can leave as: what each is called, how its name ends, who writes it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from geo.export.contents import Contents
from geo.export.csv_file import to_csv, to_csv_with_bom
from geo.export.data_package import to_data_package
from geo.export.geojson_file import to_geojson
from geo.export.geopackage_file import to_geopackage
from geo.export.geoparquet_file import to_geoparquet
from geo.export.kml_file import to_kml
from geo.export.xlsx_file import to_xlsx


@dataclass(frozen=True)
class FileKind:
    """One kind of file."""

    label: str
    ending: str
    mime: str
    write: Callable[[Contents], bytes]
    mapped: bool = False
    """Whether it needs rows that have a place on the map."""


KINDS: tuple[FileKind, ...] = (
    FileKind("CSV for Excel", ".csv", "text/csv", to_csv_with_bom),
    FileKind("CSV (UTF-8 without a mark)", ".csv", "text/csv", to_csv),
    FileKind(
        "Excel workbook (XLSX)",
        ".xlsx",
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        to_xlsx,
    ),
    FileKind("Data package (CSV in a zip)", ".zip", "application/zip", to_data_package),
    FileKind("GeoJSON", ".geojson", "application/geo+json", to_geojson, mapped=True),
    FileKind("GeoPackage for QGIS", ".gpkg", "application/geopackage+sqlite3", to_geopackage, mapped=True),
    FileKind("GeoParquet", ".parquet", "application/vnd.apache.parquet", to_geoparquet, mapped=True),
    FileKind("KML for Google Earth", ".kml", "application/vnd.google-earth.kml+xml", to_kml, mapped=True),
)
ENDINGS = tuple(dict.fromkeys(kind.ending for kind in KINDS))


def by_ending(ending: str) -> FileKind | None:
    """Return the first kind whose files end so; None where nothing is written with that ending."""
    return next((kind for kind in KINDS if kind.ending == ending.lower()), None)
