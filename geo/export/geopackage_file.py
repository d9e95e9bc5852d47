"""All tables in one GeoPackage: layers in EPSG:4326 with the styles QGIS opens them in."""

from __future__ import annotations

import tempfile
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import geopandas as gpd
import pandas as pd

from geo.export.contents import about_rows
from geo.export.qgis_styles import styles, with_hapi_columns

if TYPE_CHECKING:
    from geo.export.contents import Contents

# Layers that hold shapes of one kind; any other takes what comes.
_SHAPES = {"events": "Point", "places": "Point", "roads": "LineString"}
STYLES = "layer_styles"


def to_geopackage(contents: Contents) -> bytes:
    """Return the tables as layers, what the file is as the table `about`, and a style for each layer."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "view.gpkg"
        for name, table in contents.tables.items():
            shapes: dict[str, str | bool] = {"geometry_type": _SHAPES.get(name, "Unknown")}
            if name == "roads" and table.geom_type.eq("MultiLineString").any():
                # Roads parted at 180 degrees are several lines, and then all of the layer are.
                shapes = {"geometry_type": "MultiLineString", "promote_to_multi": True}
            _add(path, name, table, **(shapes if isinstance(table, gpd.GeoDataFrame) else {}))
        about = pd.DataFrame(about_rows(contents.about), columns=["what", "value"], dtype="str")
        _add(path, "about", about)
        _add(path, STYLES, _style_rows(contents))
        return path.read_bytes()


def _add(path: Path, layer: str, table: pd.DataFrame, **options: str | bool) -> None:
    import pyogrio  # noqa: PLC0415 - slow to load

    pyogrio.write_dataframe(
        _in_milliseconds(table), path, layer=layer, driver="GPKG", append=path.exists(), **options
    )


def _style_rows(contents: Contents) -> pd.DataFrame:
    """The table in which QGIS looks for the style of a layer."""
    rows = [
        {
            "f_table_catalog": "",
            "f_table_schema": "",
            "f_table_name": name,
            "f_geometry_column": "geom",
            "styleName": f"Passage: {name}",
            "styleQML": qml if "category" in contents.first else with_hapi_columns(qml),
            "styleSLD": "",
            "useAsDefault": True,
            "description": "Drawn as on the map of Passage, light theme.",
            "owner": "",
            "ui": "",
            "update_time": pd.Timestamp(datetime.fromisoformat(contents.about["created"])).tz_localize(None),
        }
        for name, qml in styles(contents.categories).items()
        if isinstance(contents.tables.get(name), gpd.GeoDataFrame)
    ]
    return pd.DataFrame(rows)


def _in_milliseconds(table: pd.DataFrame) -> pd.DataFrame:
    """The table with its moments in the unit that GDAL writes."""
    moments = table.select_dtypes("datetime").columns
    return table.astype(dict.fromkeys(moments, "datetime64[ms]"))
