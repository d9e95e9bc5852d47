"""Layers of vector files, each opened by the one driver its kind names, from a copy in a private folder."""

from __future__ import annotations

import json
import os
from contextlib import suppress
from typing import TYPE_CHECKING, Any

from geo.intake.file_kind import DRIVERS

# GDAL learns which drivers there are once, when pyogrio is first imported: those that ask a server, follow
# other files or run what a file says are never among them here.
_NEVER = (
    "OGR_VRT", "GDALG", "WFS", "OAPIF", "HTTP", "CSW", "Carto", "Elasticsearch", "AmigoCloud", "PLSCENES",
    "NGW", "EEDA", "OGCAPI", "ADBC", "CSV", "OSM", "GPSBabel", "PGDUMP", "SQLite", "XLSX", "ODS", "ESRIJSON",
    "GeoRSS", "GML", "GTFS", "MapInfo File", "DXF", "S57", "MVT", "PMTiles", "MBTiles", "PDF", "JSONFG",
    "VFK", "SXF", "LVBAG",
)  # fmt: skip
os.environ.setdefault("OGR_SKIP", ",".join(_NEVER))

import geopandas as gpd  # noqa: E402 - as above
import pandas as pd  # noqa: E402
import pyarrow as pa  # noqa: E402
import pyarrow.parquet as pq  # noqa: E402
import pyogrio  # noqa: E402
from pyogrio.errors import DataLayerError, DataSourceError  # noqa: E402
from pyproj.exceptions import CRSError  # noqa: E402
from shapely.errors import ShapelyError  # noqa: E402

from geo.intake import guard  # noqa: E402
from geo.intake.archive import MOST_RATIO, SMALL  # noqa: E402
from geo.intake.delimited import encoding_of_dbase  # noqa: E402
from geo.intake.in_degrees import in_degrees  # noqa: E402
from geo.intake.lost_shapes import lost_shapes  # noqa: E402
from geo.intake.source_sheet import MOST_CELLS, MOST_COLUMNS, RefusedFileError, Sheet, most_bytes, text_frame  # noqa: E402
from geo.intake.vector_columns import of_kml, unfolded  # noqa: E402

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

_OFFLINE = {
    "CPL_VSIL_CURL_ALLOWED_EXTENSIONS": ".none", "CPL_VSIL_CURL_ALLOWED_FILENAME": "none",
    "OGR_SQLITE_LOAD_EXTENSIONS": None, "GDAL_VRT_ENABLE_PYTHON": "NO", "LIBKML_RESOLVE_STYLE": "NO",
    "GML_DOWNLOAD_SCHEMA": "NO", "SHAPE_RESTORE_SHX": "YES", "OGR_GEOJSON_MAX_OBJ_SIZE": "100",
    "KML_NETWORK": "NO", "CPL_CURL_VERBOSE": "NO", "PROJ_NETWORK": "OFF",
    # As dates, days among hours would become midnights: the column of dates decides itself.
    "OGR_GEOJSON_DATE_AS_STRING": "YES",
}  # fmt: skip
_MOST_LAYERS = 100
_OF_GPX = ("waypoints", "routes", "tracks")
_OF_JSON = ("geojson", "geojsonseq", "topojson")
_STYLE_COLUMNS = {
    "tessellate", "extrude", "visibility", "drawOrder", "icon", "altitudeMode", "snippet",
}  # fmt: skip


def read_vector(path: Path, name: str, kind: str, tick: Callable[[], None]) -> list[Sheet]:
    """Every layer of a vector file that has rows.

    Parameters
    ----------
    path
        The file, or the folder of a FileGDB; in a folder with nothing of anybody else's.
    name
        What the user calls it.
    kind
        A key of ``DRIVERS``.
    tick
        Called between layers, so that a cancel is heard.

    Returns
    -------
    list of Sheet
        Attributes as text by number of the feature, and geometry in EPSG:4326; RefusedFileError where the
        file cannot be opened, is of another driver or has no rows.
    """
    guard.refuse_hostile(path, name, kind)
    pyogrio.set_gdal_config_options(
        {**_OFFLINE, "GDAL_DISABLE_READDIR_ON_OPEN": "FALSE" if kind in ("shp", "gdb") else "EMPTY_DIR"}
    )
    try:
        layers = _layers(path, name, kind)
        sheets = []
        for layer in layers:
            tick()
            sheet = _layer(path, name, kind, layer, alone=len(layers) == 1)
            sheets += [sheet] if sheet is not None else []
    except (
        DataSourceError,
        DataLayerError,
        RuntimeError,
        ValueError,
        TypeError,
        OSError,
        pa.ArrowException,
        ShapelyError,
    ) as error:
        if isinstance(error, RefusedFileError):
            raise
        raise RefusedFileError(f"'{name}' cannot be read as {kind}: it is damaged or was cut off.") from None
    if not sheets:
        raise RefusedFileError(f"'{name}' has no rows.")
    return sheets


def _layers(path: Path, name: str, kind: str) -> list[str]:
    layers = [str(layer) for layer, _ in pyogrio.list_layers(path)]
    if not layers and kind in ("fgb", "gdb"):
        raise DataSourceError("no layers")
    # How a layer is drawn is none of its rows.
    layers = [layer for layer in layers if layer != "layer_styles" and (kind != "gpx" or layer in _OF_GPX)]
    if len(layers) > _MOST_LAYERS:
        raise RefusedFileError(f"'{name}' has {len(layers):,} layers; at most {_MOST_LAYERS} are read.")
    return layers


def _layer(path: Path, name: str, kind: str, layer: str, *, alone: bool) -> Sheet | None:
    info = pyogrio.read_info(path, layer=layer)
    if info["driver"] != DRIVERS[kind]:
        raise RefusedFileError(f"'{name}' is of another kind than its ending says.")
    stated, fields = max(0, int(info["features"])), len(info["fields"])
    if fields > MOST_COLUMNS:
        raise RefusedFileError(f"'{name}' has {fields:,} columns: it is no table.")
    if stated * (fields + 1) > MOST_CELLS:
        raise RefusedFileError(f"'{name}' has more cells than can be held: split it.")
    encoding = encoding_of_dbase(path.with_suffix(".dbf")) if kind == "shp" else ""
    frame: Any = pyogrio.read_dataframe(
        path, layer=layer, datetime_as_string=True, on_invalid="ignore", encoding=encoding or None
    )
    if stated and not len(frame):
        raise RefusedFileError(f"'{name}' cannot be read as {kind}: it is damaged or was cut off.")
    if not len(frame):
        return None
    lacking = (f"{stated:,} rows are stated and {len(frame):,} can be read",) if len(frame) < stated else ()
    frame.index = pd.RangeIndex(1, len(frame) + 1)
    geometry = frame.geometry if isinstance(frame, gpd.GeoDataFrame) else None
    rest = pd.DataFrame(frame.drop(columns=geometry.name) if geometry is not None else frame)
    if kind == "kml":
        rest = of_kml(rest[[column for column in rest.columns if column not in _STYLE_COLUMNS]])
    if kind in _OF_JSON:
        rest = unfolded(rest)
        if len(rest.columns) > MOST_COLUMNS or rest.size > MOST_CELLS:
            raise RefusedFileError(f"'{name}' has {len(rest.columns):,} columns: it is no table.")
    if geometry is None and rest.empty:
        return None
    placed, notes = in_degrees(geometry, name) if geometry is not None else (None, ())
    placed, lost = lost_shapes(path, kind, layer, placed)
    guessed = (f"no .cpg says its encoding: read as {encoding.upper()}",) if encoding else ()
    how = (
        f"read by the driver {info['driver']}",
        *guessed,
        *lacking,
        *lost,
        *notes,
    )
    return Sheet(name, "" if alone else layer, text_frame(rest), placed, {}, (), how)


def read_parquet(path: Path, name: str) -> Sheet:
    """A GeoParquet file, or a Parquet table of columns of coordinates; its bbox columns are left out.

    RefusedFileError where it is damaged, would swell or has no rows.
    """
    try:
        file = pq.ParquetFile(path)
        _refuse_swelling(file, path.stat().st_size, name)
        spatial = b"geo" in (file.metadata.metadata or {})
        shapes = _shape_columns(file.metadata.metadata or {})
        plain = [
            field.name
            for field in file.schema_arrow
            if field.name in shapes or not pa.types.is_struct(field.type)
        ]
        left = [field.name for field in file.schema_arrow if field.name not in (*plain, "bbox")]
        frame = gpd.read_parquet(path, columns=plain) if spatial else file.read(columns=plain).to_pandas()
    except (pa.ArrowException, OSError, ValueError, TypeError, KeyError, CRSError, ShapelyError) as error:
        if isinstance(error, RefusedFileError):
            raise
        raise RefusedFileError(f"'{name}' cannot be read as Parquet: it is damaged or was cut off.") from None
    if not len(frame):
        raise RefusedFileError(f"'{name}' has no rows.")
    frame.index = pd.RangeIndex(1, len(frame) + 1)
    placed: gpd.GeoSeries | None = None
    notes: tuple[str, ...] = ()
    if spatial:
        placed, notes = in_degrees(frame.geometry, name)
        others = [column for column, dtype in frame.dtypes.items() if str(dtype) == "geometry"]
        frame = pd.DataFrame(frame.drop(columns=others))
    for column in frame.columns:
        with suppress(TypeError, AttributeError, ValueError):
            if getattr(frame[column].dtype, "tz", None) is not None:
                frame[column] = frame[column].map(
                    lambda moment: moment.isoformat() if pd.notna(moment) else ""
                )
    nested = (f"columns of several values each are left out: {', '.join(left)[:80]}",) if left else ()
    return Sheet(name, "", text_frame(frame), placed, {}, (), ("read as Parquet", *nested, *notes))


def _shape_columns(metadata: dict[bytes, bytes]) -> set[str]:
    """Columns of geometry, which GeoParquet may hold as structs of numbers too."""
    try:
        return set(json.loads(metadata.get(b"geo", b"{}"))["columns"])
    except (ValueError, KeyError, TypeError, RecursionError):
        return set()


def _refuse_swelling(file: pq.ParquetFile, packed: int, name: str) -> None:
    """Refuse a Parquet file that holds far more than its bytes, whatever its own statement of size says."""
    data = file.metadata
    size = sum(data.row_group(at).total_byte_size for at in range(data.num_row_groups))
    if size > most_bytes() or data.num_rows * data.num_columns > MOST_CELLS:
        raise RefusedFileError(f"'{name}' would swell to {size / 1e6:,.0f} MB and is not read.")
    if data.num_columns > MOST_COLUMNS:
        raise RefusedFileError(f"'{name}' has {data.num_columns:,} columns: it is no table.")
    unpacked = 0
    for batch in file.iter_batches(65_536):
        whole = (
            column.dictionary_decode() if pa.types.is_dictionary(column.type) else column
            for column in batch.columns
        )
        unpacked += sum(column.nbytes for column in whole)
        if unpacked > most_bytes() or (unpacked > SMALL and unpacked > MOST_RATIO * packed):
            raise RefusedFileError(f"'{name}' would swell to over {unpacked / 1e6:,.0f} MB and is not read.")
