"""Events, roads and areas as KML for Google Earth: titles, words, days, colours, and every column beside."""

from __future__ import annotations

import html
from typing import TYPE_CHECKING, Any
from xml.etree import ElementTree as ET

import geopandas as gpd
import pandas as pd

from geo.export.contents import plain, xml_text
from geo.export.csv_file import day_texts, in_words, number_text
from geo.signs import CATEGORIES, STATUSES

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from geo.export.contents import Contents

_NAMESPACE = "http://www.opengis.net/kml/2.2"
# The column that names a row of each layer.
LAYERS = {"events": "title", "roads": "name", "areas": "name_en"}
_WORDS = ("when_in_words", "place_name", "summary", "status_in_words", "note")
_DAYS = (("first_day", "last_day"), ("reference_period_start", "reference_period_end"))
_STYLED = ("category", "event_type", "status")


def to_kml(contents: Contents) -> bytes:
    """Return a folder for each of events, roads and areas that has rows, and what the file is above them."""
    root = ET.Element("kml", xmlns=_NAMESPACE)
    document = ET.SubElement(root, "Document")
    _text(document, "name", contents.about["title"])
    lines = [in_words(contents.about), *contents.about.get("attribution", [])]
    # A reader of KML shows a description as HTML.
    _text(document, "description", "<br>".join(html.escape(line, quote=False) for line in lines))
    document.extend(_styles())
    layers = {name: table for name, table in contents.tables.items() if name in LAYERS and len(table)}
    shown = {name: table for name, table in layers.items() if isinstance(table, gpd.GeoDataFrame)}
    document.extend(_schema(name, plain(table)) for name, table in shown.items())
    document.extend(_folder(name, table) for name, table in shown.items())
    text: bytes = ET.tostring(root, "utf-8", xml_declaration=True)
    return text


def _styles() -> Iterable[ET.Element]:
    """Our colours, in the light theme, for events of each category and roads of each status."""
    for category in CATEGORIES:
        style = ET.Element("Style", id=category.key)
        _text(ET.SubElement(style, "IconStyle"), "color", _colour(category.colour_light))
        yield style
    for status in STATUSES.values():
        style = ET.Element("Style", id=status.key)
        line = ET.SubElement(style, "LineStyle")
        _text(line, "color", _colour(status.colour))
        _text(line, "width", f"{status.width:g}")
        yield style


def _schema(name: str, table: pd.DataFrame) -> ET.Element:
    schema = ET.Element("Schema", id=f"{name}.schema", name=name)
    for column in table.columns:
        number = pd.api.types.is_numeric_dtype(table[column])
        ET.SubElement(schema, "SimpleField", name=column, type="double" if number else "string")
    return schema


def _folder(name: str, table: gpd.GeoDataFrame) -> ET.Element:
    folder = ET.Element("Folder", id=name)
    _text(folder, "name", name)
    cells = {column: _cells(cells) for column, cells in plain(table).items()}
    rows = zip(*cells.values(), strict=True)
    for shape, row in zip(table.geometry, rows, strict=True):
        folder.append(_placemark(name, dict(zip(map(str, cells), row, strict=True)), shape))
    return folder


def _cells(column: pd.Series) -> list[str]:
    if pd.api.types.is_datetime64_any_dtype(column):
        return list(day_texts(column))
    if pd.api.types.is_numeric_dtype(column):
        return [number_text(value) for value in column]
    return list(column.fillna("").astype("str"))


def _placemark(layer: str, row: Mapping[str, str], shape: Any) -> ET.Element:
    mark = ET.Element("Placemark")
    _text(mark, "name", row[LAYERS[layer]])
    words = [html.escape(row[column], quote=False) for column in _WORDS if row.get(column)]
    _text(mark, "description", "<br>".join(words))
    for begin, end in _DAYS:
        if row.get(begin):
            span = ET.SubElement(mark, "TimeSpan")
            _text(span, "begin", row[begin])
            _text(span, "end", row[end])
    key = next((row[column] for column in _STYLED if column in row), "")
    if key:
        _text(mark, "styleUrl", f"#{key}")
    extended = ET.SubElement(mark, "ExtendedData")
    data = ET.SubElement(extended, "SchemaData", schemaUrl=f"#{layer}.schema")
    for column, value in row.items():
        if value:
            ET.SubElement(data, "SimpleData", name=column).text = xml_text(value)
    if shape is not None and not shape.is_empty:
        mark.append(_geometry(shape))
    return mark


def _geometry(shape: Any) -> ET.Element:
    """A shape as KML, longitude and latitude in degrees."""
    if hasattr(shape, "geoms"):
        several = ET.Element("MultiGeometry")
        several.extend(_geometry(part) for part in shape.geoms)
        return several
    if shape.geom_type != "Polygon":
        simple = ET.Element(shape.geom_type)
        _text(simple, "coordinates", _coordinates(shape))
        return simple
    polygon = ET.Element("Polygon")
    rings = [("outerBoundaryIs", shape.exterior), *(("innerBoundaryIs", ring) for ring in shape.interiors)]
    for role, ring in rings:
        _text(ET.SubElement(ET.SubElement(polygon, role), "LinearRing"), "coordinates", _coordinates(ring))
    return polygon


def _coordinates(shape: Any) -> str:
    return " ".join(f"{number_text(x)},{number_text(y)}" for x, y, *_ in shape.coords)


def _text(parent: ET.Element, tag: str, text: object) -> None:
    ET.SubElement(parent, tag).text = xml_text(str(text))


def _colour(text: str) -> str:
    """Opacity, blue, green, red: the order KML has.

    >>> _colour("#1b7837")
    'ff37781b'
    """
    return f"ff{text[5:7]}{text[3:5]}{text[1:3]}"
