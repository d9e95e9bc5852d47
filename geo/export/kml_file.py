"""Events, roads and areas as KML for Google Earth: titles, words, days, colours, and every column beside."""

from __future__ import annotations

import html
from typing import TYPE_CHECKING, Any
from xml.sax.saxutils import escape

import geopandas as gpd
import pandas as pd

from geo.export.contents import plain, xml_text
from geo.export.csv_file import day_texts, in_words, number_text
from geo.signs import STATUSES

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from geo.export.contents import Contents
    from geo.signs import Category

_NAMESPACE = "http://www.opengis.net/kml/2.2"
# The column that names a row of each layer.
LAYERS = {"events": "title", "roads": "name", "areas": "name_en"}
_WORDS = ("when_in_words", "place_name", "summary", "status_in_words", "note")
_DAYS = (("first_day", "last_day"), ("reference_period_start", "reference_period_end"))
_STYLED = ("category", "event_type", "status")


def to_kml(contents: Contents) -> bytes:
    """Return a folder for each of events, roads and areas that has rows, and what the file is above them."""
    layers = {name: contents.tables[name] for name in LAYERS if name in contents.tables}
    shown = {name: rows for name, rows in layers.items() if isinstance(rows, gpd.GeoDataFrame) and len(rows)}
    lines = [in_words(contents.about), *contents.about.get("attribution", [])]
    parts = [
        f'<?xml version="1.0" encoding="UTF-8"?><kml xmlns="{_NAMESPACE}"><Document>',
        _tag("name", str(contents.about["title"])),
        _tag("description", _as_html(lines)),
        *_styles(contents.categories),
        *(_schema(name, plain(table)) for name, table in shown.items()),
        *(part for name, table in shown.items() for part in _folder(name, table)),
        "</Document></kml>",
    ]
    return "\n".join(parts).encode("utf-8")


def _tag(name: str, text: str) -> str:
    return f"<{name}>{escape(xml_text(text))}</{name}>"


def _as_html(lines: Iterable[str]) -> str:
    """Lines one below the other: a reader of KML shows a description as HTML."""
    return "<br>".join(html.escape(line, quote=False) for line in lines if line)


def _styles(categories: Iterable[Category]) -> Iterable[str]:
    """Our colours, in the light theme, for events of each category and roads of each status."""
    for category in categories:
        colour = _tag("color", _colour(category.colour_light))
        yield f'<Style id="{category.key}"><IconStyle>{colour}</IconStyle></Style>'
    for status in STATUSES.values():
        line = _tag("color", _colour(status.colour)) + _tag("width", f"{status.width:g}")
        yield f'<Style id="{status.key}"><LineStyle>{line}</LineStyle></Style>'


def _schema(name: str, table: pd.DataFrame) -> str:
    kinds = {
        column: "double" if pd.api.types.is_numeric_dtype(table[column]) else "string" for column in table
    }
    fields = "".join(f'<SimpleField name="{column}" type="{kind}"/>' for column, kind in kinds.items())
    return f'<Schema id="{name}.schema" name="{name}">{fields}</Schema>'


def _folder(name: str, table: gpd.GeoDataFrame) -> Iterator[str]:
    """A folder, one string a row: of a large table nothing stands twice."""
    yield f'<Folder id="{name}">{_tag("name", name)}'
    cells = {str(column): _cells(cells) for column, cells in plain(table).items()}
    begin, end = next(((first, last) for first, last in _DAYS if first in cells), ("", ""))
    key = next((column for column in _STYLED if column in cells), "")
    words = [column for column in _WORDS if column in cells]
    for shape, values in zip(table.geometry, zip(*cells.values(), strict=True), strict=True):
        row = dict(zip(cells, values, strict=True))
        parts = [
            "<Placemark>",
            _tag("name", row[LAYERS[name]]),
            _tag("description", _as_html(row[column] for column in words)),
        ]
        if begin and row[begin]:
            parts.append(f"<TimeSpan>{_tag('begin', row[begin])}{_tag('end', row[end])}</TimeSpan>")
        if key and row[key]:
            parts.append(_tag("styleUrl", f"#{row[key]}"))
        data = "".join(
            f'<SimpleData name="{column}">{escape(xml_text(value))}</SimpleData>'
            for column, value in row.items()
            if value
        )
        parts.append(
            f'<ExtendedData><SchemaData schemaUrl="#{name}.schema">{data}</SchemaData></ExtendedData>'
        )
        parts.append("" if shape is None or shape.is_empty else _geometry(shape))
        yield "".join([*parts, "</Placemark>"])
    yield "</Folder>"


def _cells(column: pd.Series) -> list[str]:
    if pd.api.types.is_datetime64_any_dtype(column):
        return list(day_texts(column))
    if pd.api.types.is_numeric_dtype(column):
        return [number_text(value) for value in column]
    return list(column.fillna("").astype("str"))


def _geometry(shape: Any) -> str:
    """A shape as KML, longitude and latitude in degrees."""
    if hasattr(shape, "geoms"):
        return f"<MultiGeometry>{''.join(map(_geometry, shape.geoms))}</MultiGeometry>"
    if shape.geom_type != "Polygon":
        return f"<{shape.geom_type}>{_coordinates(shape)}</{shape.geom_type}>"
    rings = [("outerBoundaryIs", shape.exterior), *(("innerBoundaryIs", ring) for ring in shape.interiors)]
    inside = (f"<{role}><LinearRing>{_coordinates(ring)}</LinearRing></{role}>" for role, ring in rings)
    return f"<Polygon>{''.join(inside)}</Polygon>"


def _coordinates(shape: Any) -> str:
    pairs = " ".join(f"{number_text(x)},{number_text(y)}" for x, y, *_ in shape.coords)
    return _tag("coordinates", pairs)


def _colour(text: str) -> str:
    """Opacity, blue, green, red: the order KML has.

    >>> _colour("#1b7837")
    'ff37781b'
    """
    return f"ff{text[5:7]}{text[3:5]}{text[1:3]}"
