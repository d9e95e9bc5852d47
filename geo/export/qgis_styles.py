"""How QGIS draws the layers of a file: the signs, colours and lines of our own map, as QML.

Lengths are pixels, as on our screen; QGIS takes them as such.
"""

from __future__ import annotations

import base64
from functools import cache
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

from geo.export.contents import HAPI_NAMES
from geo.picture.grammar import HALF, LEAST_RING, MOST_RING, RING_METRES, ROAD, THEMES
from geo.signs import CATEGORIES, STATUSES, Category

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from geo.signs import Status

_THEME = THEMES["light"]
_VERSION = "3.28.0"
_ROUND_A_SIGN = {
    "placement": 6, "predefinedPositionOrder": "TR,TL,BR,BL,L,R", "dist": HALF, "distUnits": "Pixel",
}  # fmt: skip
_OF_SYMBOL, _OF_LABELS = "data_defined_properties", "dd_properties"
_DOT, _HATCH_GAP, _RIM = 6.0, 9, (6, 5)
_SOFT = 0.38
_PASSES = 3
_PIXEL_METRES = 0.00028
"""What a pixel is for the scale of a map in QGIS."""
# Calls and statements are of a place, and nothing happened there: they stay in the table.
_SITED = 'if("place_role" = \'site\', "category", NULL)'
_AT_ONE_PLACE = 'count("event_id", "place_id", "place_role" = \'site\')'
_SEVERAL = f"if(\"place_role\" = 'site' AND {_AT_ONE_PLACE} > 1, {_AT_ONE_PLACE}, '')"
_RADIUS = f'"accuracy_m" / @map_scale / {_PIXEL_METRES}'
_DRAWN = f'"accuracy_m" >= {RING_METRES} AND {_RADIUS} >= {LEAST_RING} AND {_RADIUS} <= {MOST_RING}'
_RING = f'if({_DRAWN}, 2 * "accuracy_m", 0)'


@cache
def styles(categories: tuple[Category, ...] = CATEGORIES) -> Mapping[str, str]:
    """Return the QML document of each layer that has a style, by the layer's name."""
    return {
        "areas": _document(_single(_area())),
        "roads": _document(_roads(), _road_label()),
        "places": _document(_single(_place()), _label("place_name", **_ROUND_A_SIGN)),
        "events": _document(
            _categorized(_SITED, _events(categories)),
            _label(_SEVERAL, placement=1, quadOffset=5, xOffset=HALF, offsetUnits="Pixel"),
        ),
    }


def with_hapi_columns(qml: str) -> str:
    """Return a style that looks for categories in the column that bears HDX HAPI's name."""
    old, new = "category", HAPI_NAMES["category"]
    return qml.replace(f"&quot;{old}&quot;", f"&quot;{new}&quot;")


def _document(renderer: ET.Element, label: ET.Element | None = None) -> str:
    root = ET.Element("qgis", version=_VERSION, styleCategories="Symbology|Labeling")
    root.set("labelsEnabled", str(int(label is not None)))
    root.append(renderer)
    if label is not None:
        ET.SubElement(root, "labeling", type="simple").append(label)
    return "<!DOCTYPE qgis PUBLIC 'http://mrcc.com/qgis.dtd' 'SYSTEM'>\n" + ET.tostring(root, "unicode")


def _label(words: str, **placement: object) -> ET.Element:
    """Words beside each feature: a column, or an expression; no sign or line keeps words of others away."""
    settings = ET.Element("settings")
    style = ET.SubElement(
        settings, "text-style", fieldName=words, isExpression=str(int("(" in words)), fontSize="9",
        textColor=_colour(_THEME["text"]),
    )  # fmt: skip
    ET.SubElement(
        style, "text-buffer", bufferDraw="1", bufferSize="0.8", bufferColor=_colour(_THEME["place"])
    )
    ET.SubElement(settings, "placement", {name: str(value) for name, value in placement.items()})
    ET.SubElement(settings, "rendering", obstacle="0")
    return settings


def _road_label() -> ET.Element:
    """The state of a road on a plate upon it, where there is room for one that of a road that is known."""
    settings = _label("status_in_words", placement=4)
    plate = {
        "Type": 0,
        "SizeType": 0,
        "SizeX": 1,
        "SizeY": 0.5,
        "SizeUnit": "MM",
        "BorderWidth": 0.2,
        "Draw": 1,
    }
    plate |= {"FillColor": _colour(_THEME["place"]), "BorderColor": _colour(_THEME["soft"])}
    for style in settings.iter("text-style"):
        ET.SubElement(style, "background", {f"shape{name}": str(value) for name, value in plate.items()})
    ET.SubElement(settings, "text-format", autoWrapLength="30")
    return _by_row(settings, _OF_LABELS, Priority="if(\"status\" = 'unknown', 0, 10)")


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


def _layer(sort: str, *inside: ET.Element, level: int = 0, **options: object) -> ET.Element:
    layer = ET.Element("layer", {"class": sort, "enabled": "1", "locked": "0", "pass": str(level)})
    values = ET.SubElement(layer, "Option", type="Map")
    for name, value in options.items():
        ET.SubElement(values, "Option", name=name, type="QString", value=str(value))
    for number, symbol in enumerate(inside):
        symbol.set("name", f"@0@{number}")
        layer.append(symbol)
    return layer


def _by_row(owner: ET.Element, where: str, **expressions: str) -> ET.Element:
    """A layer of a symbol, or settings of labels, some of whose properties each row says."""
    collection = ET.SubElement(ET.SubElement(owner, where), "Option", type="Map")
    ET.SubElement(collection, "Option", name="name", type="QString", value="")
    properties = ET.SubElement(collection, "Option", name="properties", type="Map")
    for name, expression in expressions.items():
        entry = ET.SubElement(properties, "Option", name=name, type="Map")
        ET.SubElement(entry, "Option", name="active", type="bool", value="true")
        ET.SubElement(entry, "Option", name="expression", type="QString", value=expression)
        ET.SubElement(entry, "Option", name="type", type="int", value="3")
    ET.SubElement(collection, "Option", name="type", type="QString", value="collection")
    return owner


def _events(categories: Iterable[Category]) -> Iterable[tuple[str, str, ET.Element]]:
    for category in categories:
        sign = _layer(
            "SvgMarker", name=f"base64:{_svg(category)}", size=2 * HALF, size_unit="Pixel",
            color=_colour(category.colour_light), outline_color=_colour(_THEME["place"]), outline_width=0.8,
            outline_width_unit="Pixel", scale_method="diameter",
        )  # fmt: skip
        own, bare = (f"'{_colour(colour)}'" for colour in (category.colour_light, _THEME["place"]))
        # What is uncertain is hollow.
        _by_row(
            sign,
            _OF_SYMBOL,
            fillColor=f"if(\"uncertain\" = 'yes', {bare}, {own})",
            outlineColor=f"if(\"uncertain\" = 'yes', {own}, {bare})",
        )
        yield category.key, category.label, _symbol("marker", sign)


def _svg(category: Category) -> str:
    """The sign as an SVG whose colours QGIS sets."""
    text = (
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="-1.15 -1.15 2.3 2.3">'
        f'<path d="{category.path}" fill="param(fill) {category.colour_light}"'
        ' stroke="param(outline) #ffffff" stroke-width="0.12"/></svg>'
    )
    return base64.b64encode(text.encode()).decode()


def _roads() -> ET.Element:
    """Roads by status: one whose state is not known lies under one that runs along it and is known."""
    entries = [
        (status.key, status.label, _symbol("line", *_road(status, 0 if status.key == "unknown" else _PASSES)))
        for status in STATUSES.values()
    ]
    renderer = _categorized("status", entries)
    renderer.set("symbollevels", "1")
    return renderer


def _road(status: Status, level: int) -> Iterable[ET.Element]:
    """A casing, the line in its dashes, and along it the mark of its status."""
    yield _line(status.casing_light, status.width + ROAD["casing"], level=level)
    yield _line(status.colour, status.width, status.dash, level=level + 1)
    if status.mark:
        cross = status.mark == "cross"
        arm = ROAD["crossArm" if cross else "plusArm"]
        marker = _layer(
            "SimpleMarker", name="cross2" if cross else "cross", size=2 * arm,
            size_unit="Pixel", outline_color=_colour(status.colour if cross else status.casing_light),
            outline_width=ROAD["cross"], outline_width_unit="Pixel",
        )  # fmt: skip
        yield _layer(
            "MarkerLine", _symbol("marker", marker), placements="Interval", level=level + 2,
            interval=ROAD["crossGap" if cross else "plusGap"], interval_unit="Pixel", rotate=1,
        )  # fmt: skip


def _line(colour: str, width: float, dash: tuple[int, ...] = (), level: int = 0) -> ET.Element:
    return _layer(
        "SimpleLine", level=level, line_color=_colour(colour), line_width=round(width, 1),
        line_width_unit="Pixel", capstyle="round" if dash[:1] == (1,) else "flat", joinstyle="round",
        use_custom_dash=int(bool(dash)), customdash=";".join(map(str, dash or (5, 2))),
        customdash_unit="Pixel",
    )  # fmt: skip


def _place() -> ET.Element:
    """A dot, and round a place that is known roughly a ring to scale."""
    ring = _layer(
        "SimpleMarker", name="circle", size=1, size_unit="RenderMetersInMapUnits", color="0,0,0,0",
        outline_color=_colour(_THEME["soft"]), outline_style="dash", outline_width=1.3,
        outline_width_unit="Pixel", scale_method="diameter",
    )  # fmt: skip
    dot = _layer(
        "SimpleMarker", name="circle", size=_DOT, size_unit="Pixel", color=_colour(_THEME["place"]),
        outline_color=_colour(_THEME["edge"]), outline_width=1.4, outline_width_unit="Pixel",
    )  # fmt: skip
    return _symbol("marker", _by_row(ring, _OF_SYMBOL, size=_RING), dot)


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
