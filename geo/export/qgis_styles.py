"""How QGIS draws the layers of a file: the signs, colours and lines of our own map, as QML.

Lengths are pixels, as on our screen; QGIS takes them as such.
"""

from __future__ import annotations

import base64
from functools import cache
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

from geo.export.contents import HAPI_NAMES
from geo.picture.grammar import HALF, ROAD, THEMES
from geo.signs import CATEGORIES, STATUSES, Category

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from geo.signs import Status

_THEME = THEMES["light"]
_VERSION = "3.28.0"
_DOT, _HATCH_GAP, _RIM = 6.0, 9, (6, 5)
_SOFT = 0.38


@cache
def styles(categories: tuple[Category, ...] = CATEGORIES) -> Mapping[str, str]:
    """Return the QML document of each layer that has a style, by the layer's name."""
    return {
        "areas": _document(_single(_area())),
        "roads": _document(_categorized("status", _roads()), label="status_in_words"),
        "places": _document(_single(_place()), label="name_en"),
        "events": _document(_categorized("category", _events(categories))),
    }


def with_hapi_columns(qml: str) -> str:
    """Return a style that looks for categories in the column that bears HDX HAPI's name."""
    old, new = "category", HAPI_NAMES["category"]
    return qml.replace(f'attr="{old}"', f'attr="{new}"')


def _document(renderer: ET.Element, label: str = "") -> str:
    root = ET.Element("qgis", version=_VERSION, styleCategories="Symbology|Labeling")
    root.set("labelsEnabled", "1" if label else "0")
    root.append(renderer)
    if label:
        settings = ET.SubElement(ET.SubElement(root, "labeling", type="simple"), "settings")
        style = ET.SubElement(
            settings, "text-style", fieldName=label, fontSize="9", textColor=_colour(_THEME["text"])
        )
        ET.SubElement(
            style, "text-buffer", bufferDraw="1", bufferSize="0.8", bufferColor=_colour(_THEME["place"])
        )
    return "<!DOCTYPE qgis PUBLIC 'http://mrcc.com/qgis.dtd' 'SYSTEM'>\n" + ET.tostring(root, "unicode")


def _single(symbol: ET.Element) -> ET.Element:
    renderer = ET.Element("renderer-v2", type="singleSymbol")
    ET.SubElement(renderer, "symbols").append(symbol)
    return renderer


def _categorized(column: str, entries: Iterable[tuple[str, str, ET.Element]]) -> ET.Element:
    """A symbol for each value of a column, with the label its legend bears."""
    renderer = ET.Element("renderer-v2", type="categorizedSymbol", attr=column)
    categories, symbols = ET.SubElement(renderer, "categories"), ET.SubElement(renderer, "symbols")
    for number, (value, label, symbol) in enumerate(entries):
        ET.SubElement(categories, "category", symbol=str(number), value=value, label=label, render="true")
        symbol.set("name", str(number))
        symbols.append(symbol)
    return renderer


def _symbol(kind: str, *layers: ET.Element) -> ET.Element:
    symbol = ET.Element("symbol", type=kind, name="0", alpha="1", clip_to_extent="1")
    symbol.extend(layers)
    return symbol


def _layer(sort: str, *inside: ET.Element, **options: object) -> ET.Element:
    layer = ET.Element("layer", {"class": sort, "enabled": "1", "locked": "0", "pass": "0"})
    values = ET.SubElement(layer, "Option", type="Map")
    for name, value in options.items():
        ET.SubElement(values, "Option", name=name, type="QString", value=str(value))
    for number, symbol in enumerate(inside):
        symbol.set("name", f"@0@{number}")
        layer.append(symbol)
    return layer


def _events(categories: Iterable[Category]) -> Iterable[tuple[str, str, ET.Element]]:
    for category in categories:
        sign = _layer(
            "SvgMarker", name=f"base64:{_svg(category)}", size=2 * HALF, size_unit="Pixel",
            color=_colour(category.colour_light), outline_color=_colour(_THEME["place"]), outline_width=0.8,
            outline_width_unit="Pixel", scale_method="diameter",
        )  # fmt: skip
        yield category.key, category.label, _symbol("marker", sign)


def _svg(category: Category) -> str:
    """The sign as an SVG whose colours QGIS sets."""
    text = (
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="-1.15 -1.15 2.3 2.3">'
        f'<path d="{category.path}" fill="param(fill) {category.colour_light}"'
        ' stroke="param(outline) #ffffff" stroke-width="0.12"/></svg>'
    )
    return base64.b64encode(text.encode()).decode()


def _roads() -> Iterable[tuple[str, str, ET.Element]]:
    for status in STATUSES.values():
        yield status.key, status.label, _symbol("line", *_road(status))


def _road(status: Status) -> Iterable[ET.Element]:
    """A casing, the line in its dashes, and along it the mark of its status."""
    yield _line(status.casing_light, status.width + ROAD["casing"])
    yield _line(status.colour, status.width, status.dash)
    if status.mark:
        cross = status.mark == "cross"
        arm = ROAD["crossArm" if cross else "plusArm"]
        marker = _layer(
            "SimpleMarker", name="cross2" if cross else "cross", size=2 * arm,
            size_unit="Pixel", outline_color=_colour(status.colour if cross else status.casing_light),
            outline_width=ROAD["cross"], outline_width_unit="Pixel",
        )  # fmt: skip
        yield _layer(
            "MarkerLine", _symbol("marker", marker), placements="Interval",
            interval=ROAD["crossGap" if cross else "plusGap"], interval_unit="Pixel", rotate=1,
        )  # fmt: skip


def _line(colour: str, width: float, dash: tuple[int, ...] = ()) -> ET.Element:
    return _layer(
        "SimpleLine", line_color=_colour(colour), line_width=round(width, 1), line_width_unit="Pixel",
        capstyle="round" if dash[:1] == (1,) else "flat", joinstyle="round",
        use_custom_dash=int(bool(dash)), customdash=";".join(map(str, dash or (5, 2))),
        customdash_unit="Pixel",
    )  # fmt: skip


def _place() -> ET.Element:
    dot = _layer(
        "SimpleMarker", name="circle", size=_DOT, size_unit="Pixel", color=_colour(_THEME["place"]),
        outline_color=_colour(_THEME["edge"]), outline_width=1.4, outline_width_unit="Pixel",
    )  # fmt: skip
    return _symbol("marker", dot)


def _area() -> ET.Element:
    """Hatched, with a dashed rim: no boundary."""
    stroke = _symbol("line", _line(_THEME["soft"] + f"{round(_SOFT * 255):02x}", 1))
    fill = _layer(
        "LinePatternFill", stroke, angle=45, distance=_HATCH_GAP, distance_unit="Pixel",
        color=_colour(_THEME["soft"]), line_width=1, line_width_unit="Pixel",
    )  # fmt: skip
    return _symbol("fill", fill, _line(_THEME["soft"], 1.3, _RIM))


def _colour(text: str) -> str:
    """Red, green, blue and opacity, 0 to 255 each.

    >>> _colour("#1b7837"), _colour("#59636e61")
    ('27,120,55,255', '89,99,110,97')
    """
    parts = [int(text[at : at + 2], 16) for at in range(1, len(text), 2)]
    return ",".join(map(str, [*parts, 255][:4]))
