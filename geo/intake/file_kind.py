"""What a file is: by its ending, held against its first bytes. Nothing is opened that is not what it says."""

from __future__ import annotations

import re
import stat
from pathlib import Path, PurePosixPath

from geo.intake.source_sheet import MEGABYTE, RefusedFileError, most_bytes

TEXT, WORKBOOK, PARQUET, ARCHIVE, ROWS, LINES = "text", "workbook", "parquet", "archive", "rows", "lines"
# The one driver that opens each kind of vector file.
DRIVERS = {
    "geojson": "GeoJSON", "geojsonseq": "GeoJSONSeq", "topojson": "TopoJSON", "gpkg": "GPKG",
    "gdb": "OpenFileGDB", "shp": "ESRI Shapefile", "fgb": "FlatGeobuf", "kml": "LIBKML", "gpx": "GPX",
}  # fmt: skip
ENDINGS = {
    "csv": TEXT, "tsv": TEXT, "txt": TEXT, "tab": TEXT, "psv": TEXT,
    "xlsx": WORKBOOK, "xlsm": WORKBOOK, "xls": WORKBOOK, "xlsb": WORKBOOK, "ods": WORKBOOK,
    "json": "geojson", "geojson": "geojson", "geojsonl": "geojsonseq", "geojsons": "geojsonseq",
    "ndjson": "geojsonseq", "jsonl": "geojsonseq", "ndgeojson": "geojsonseq", "topojson": "topojson",
    "gpkg": "gpkg", "shp": "shp", "fgb": "fgb", "kml": "kml", "kmz": ARCHIVE, "gpx": "gpx",
    "parquet": PARQUET, "geoparquet": PARQUET, "pq": PARQUET, "zip": ARCHIVE,
}  # fmt: skip
SHAPEFILE_PARTS = (".shp", ".shx", ".dbf", ".prj", ".cpg")
_SHOWN = (
    "CSV, XLSX, XLS, XLSB, ODS, GeoJSON, GeoPackage, FileGDB, shapefile, FlatGeobuf, KML, GPX,"
    " GeoParquet or a zip"
)
# What files begin with, and what they are then.
_MAGIC: tuple[tuple[bytes, str], ...] = (
    (b"PK\x03\x04", "a zip archive"), (b"PK\x05\x06", "an empty zip archive"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "an old Office file"),
    (b"SQLite format 3\x00", "an SQLite database"),
    (b"%PDF", "a PDF"), (b"\x89PNG", "a picture"), (b"\xff\xd8\xff", "a picture"), (b"GIF8", "a picture"),
    (b"\x1f\x8b", "a gzip archive"), (b"Rar!", "a RAR archive"), (b"7z\xbc\xaf", "a 7z archive"),
    (b"\x7fELF", "a program"), (b"MZ\x90", "a program"), (b"PAR1", "a Parquet file"),
    (b"fgb\x03", "a FlatGeobuf file"), (b"\x00\x00\x27\x0a", "a shapefile"), (b"BZh", "a bzip2 archive"),
    (b"\xfd7zXZ", "an xz archive"), (b"\x28\xb5\x2f\xfd", "a zstd archive"), (b"{\\rtf", "an RTF text"),
)  # fmt: skip
_EXPECTED = {
    "xlsx": "a zip archive", "xlsm": "a zip archive", "xlsb": "a zip archive", "ods": "a zip archive",
    "xls": "an old Office file", "gpkg": "an SQLite database", "shp": "a shapefile",
    "fgb": "a FlatGeobuf file", "parquet": "a Parquet file", "geoparquet": "a Parquet file",
    "pq": "a Parquet file", "zip": "a zip archive", "kmz": "a zip archive",
}  # fmt: skip
_REMOTE = re.compile(
    r"^(?:/vsi\w+|[a-z][a-z0-9+.-]+:/{1,2}|\\\\|//|(?:PG|MYSQL|WFS|GDALG|ODBC|MSSQL):)", re.IGNORECASE
)
_HEAD = 64 * 1024


def refuse_remote(name: str) -> None:
    """Refuse a name that leads to another machine or a virtual file system, by RefusedFileError."""
    if _REMOTE.match(name.strip()) or "/vsi" in name.lower() or "\0" in name:
        raise RefusedFileError(f"'{name[:80]}' is no file of this machine; bring the file itself.")


def ending_of(name: str) -> str:
    """The ending of a file's name, in small letters.

    >>> ending_of("Roads.GDB.zip"), ending_of("events.CSV"), ending_of("README")
    ('zip', 'csv', '')
    """
    return PurePosixPath(name.replace("\\", "/")).suffix.lower().lstrip(".")


def checked_size(path: Path, name: str) -> int:
    """Bytes of a regular file that is neither empty nor over the limit.

    Parameters
    ----------
    path
        The file.
    name
        What the user calls it.

    Returns
    -------
    int
        Its size in bytes.

    Raises
    ------
    RefusedFileError
        For any other thing.
    """
    try:
        stats = path.stat()
    except (OSError, ValueError):
        raise RefusedFileError(f"There is no file '{name}'.") from None
    if not stat.S_ISREG(stats.st_mode):
        raise RefusedFileError(f"'{name}' is no regular file.")
    if stats.st_size > most_bytes():
        size, most = stats.st_size / MEGABYTE, most_bytes() // MEGABYTE
        raise RefusedFileError(
            f"'{name}' has {size:,.0f} MB; files of up to {most:,} MB are read (PASSAGE_UPLOAD_MB)."
        )
    if not stats.st_size:
        raise RefusedFileError(f"'{name}' is empty.")
    return stats.st_size


_MARKUP = "XML or a web page"
_BOOKS = ("xls", "xlsx", "xlsm", "xlsb", "ods")


def kind_of(path: Path, name: str) -> str:
    """The kind of a file: its ending, where its first bytes agree.

    Parameters
    ----------
    path
        The file.
    name
        What the user calls it.

    Returns
    -------
    str
        ``text``, ``workbook``, ``parquet``, ``archive``, ``rows``, ``lines``, ``overpass`` or a key of
        ``DRIVERS``; RefusedFileError for a file of another kind.
    """
    ending = ending_of(name)
    if ending not in ENDINGS:
        raise RefusedFileError(f"'{name}' is of no kind that is read: bring {_SHOWN}.")
    try:
        with path.open("rb") as file:
            head = file.read(_HEAD)
    except OSError as error:
        raise RefusedFileError(
            f"'{name}' cannot be opened: {error.strerror or type(error).__name__}."
        ) from None
    if not head.strip(b"\x00 \t\r\n\xef\xbb\xbf"):
        raise RefusedFileError(f"'{name}' is empty.")
    really = next((what for mark, what in _MAGIC if head.startswith(mark)), "")
    expected = _EXPECTED.get(ending, "")
    if really == "an empty zip archive":
        raise RefusedFileError(f"'{name}' is an empty archive.")
    if ending == "xlsx" and really == "an old Office file":
        raise RefusedFileError(
            f"'{name}' is locked with a password, or an older workbook: save it as XLSX without one."
        )
    if really != expected:
        what = really or _as_text(head)
        # Many systems call a web page, or Excel's XML of 2003, a workbook.
        remedy = (
            ": open it in a spreadsheet program and save it as XLSX"
            if what == _MARKUP and ending in _BOOKS
            else ""
        )
        raise RefusedFileError(f"'{name}' is no {ending.upper()} file: it is {what}{remedy}.")
    kind = ENDINGS[ending]
    if kind == TEXT:
        _refuse_markup(head, name)
    if kind in ("kml", "gpx"):
        _refuse_other_root(head, kind, name)
    return _json_kind(head, kind, name) if kind in ("geojson", "topojson", "geojsonseq") else kind


def _as_text(head: bytes) -> str:
    if head.count(b"\0"):
        return "of another kind"
    start = head.lstrip(b"\xef\xbb\xbf \t\r\n")[:1]
    return {b"<": _MARKUP, b"{": "JSON", b"[": "JSON"}.get(start, "text")


def _refuse_markup(head: bytes, name: str) -> None:
    start = head.lstrip(b"\xef\xbb\xbf \t\r\n")[:200].lower()
    if start.startswith((b"<!doctype", b"<html", b"<?xml", b"<ogrvrt", b"<svg", b"<script")):
        raise RefusedFileError(f"'{name}' is no table: it is XML or a web page.")
    if start.startswith(b"{") and b'"' in start and b":" in start:
        raise RefusedFileError(f"'{name}' is no table: it is JSON.")


def _refuse_other_root(head: bytes, kind: str, name: str) -> None:
    text = head.decode("utf-16" if head[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8", "replace")
    root = re.search(r"<(?![?!])(?:[\w.-]+:)?([\w.-]+)", text)
    if root is None or root[1].lower() != kind:
        raise RefusedFileError(f"'{name}' is no {kind.upper()} file: its first element is not <{kind}>.")


def _json_kind(head: bytes, kind: str, name: str) -> str:
    """GeoJSON, TopoJSON or an answer of Overpass, which share an ending."""
    text = head.decode("utf-8-sig", "replace").lstrip("\x1e \t\r\n")
    if not text.startswith(("{", "[")):
        raise RefusedFileError(f"'{name}' is no JSON file: it is {_as_text(head)}.")
    types = set(re.findall(r'"type"\s*:\s*"(\w+)"', text))
    if text.startswith("["):
        types -= {"Feature", *_GEOMETRIES}
    if "Topology" in types:
        return "topojson"
    if re.search(r'"(?:elements|osm3s|generator)"\s*:', text) and "FeatureCollection" not in types:
        return "overpass"
    if kind == "geojsonseq":
        if "Feature" in types and "FeatureCollection" not in types:
            return kind
        if not types & {"FeatureCollection", *_GEOMETRIES} and text.startswith("{"):
            return LINES
    elif types & {"FeatureCollection", "Feature"} or (types & _GEOMETRIES and "coordinates" in text):
        lines = [line for line in text.splitlines()[:2] if line.strip()]
        several = len(lines) > 1 and all(
            line.lstrip("\x1e").startswith("{") and '"Feature"' in line for line in lines
        )
        return "geojsonseq" if several and "FeatureCollection" not in types else "geojson"
    # Rows as an interface answers: a list of objects or arrays, bare or under a name, or an array for each
    # column; Esri's have shapes of their own.
    if kind == "geojson" and _ROWS.search(text) and "esriGeometry" not in text:
        return ROWS
    raise RefusedFileError(
        f"'{name}' is JSON of another kind: GeoJSON, TopoJSON, Overpass JSON or a list of rows is read."
    )


_ROWS = re.compile(r"(?:^|:)\s*\[\s*[\[{]|\{\s*\"[^\"]*\"\s*:\s*\[\s*[\"\d+-]")
_GEOMETRIES = {
    "Point", "MultiPoint", "LineString", "MultiLineString", "Polygon", "MultiPolygon", "GeometryCollection",
}  # fmt: skip
