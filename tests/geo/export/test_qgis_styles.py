"""QGIS finds a style for each layer, in our colours, signs and dashes."""

from __future__ import annotations

import base64
import sqlite3
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from xml.etree import ElementTree as ET

from geo.export.geopackage_file import to_geopackage
from geo.export.qgis_styles import styles, with_hapi_columns
from geo.export.shown_rows import prepare
from geo.export.view_tables import contents
from geo.signs import BY_KEY, CATEGORIES, STATUSES
from geo.view.select import select
from geo.view.view import opening
from tests.conftest import shipped


def option(layer: ET.Element, name: str) -> str:
    return next(item.get("value") for item in layer.iter("Option") if item.get("name") == name)


def parsed(qml: str) -> ET.Element:
    return ET.fromstring(qml)  # noqa: S314 - a document of our own


def test_each_category_has_its_sign_and_colour() -> None:
    root = parsed(styles()["events"])
    renderer = root.find("renderer-v2")
    assert renderer.get("attr") == 'if("place_role" = \'site\', "category", NULL)', "calls are no site"
    values = {item.get("value"): item.get("symbol") for item in renderer.iter("category")}
    assert set(values) == {category.key for category in CATEGORIES}
    symbols = {symbol.get("name"): symbol for symbol in renderer.find("symbols")}
    layer = symbols[values["aid"]].find("layer")
    assert option(layer, "color") == "27,120,55,255"
    svg = base64.b64decode(option(layer, "name").removeprefix("base64:")).decode()
    assert BY_KEY["aid"].path in svg


def test_each_status_of_a_road_has_its_dashes_and_marks() -> None:
    renderer = parsed(styles()["roads"]).find("renderer-v2")
    values = {item.get("value"): item.get("symbol") for item in renderer.iter("category")}
    assert set(values) == set(STATUSES)
    symbols = {symbol.get("name"): symbol for symbol in renderer.find("symbols")}
    kinds = {key: [layer.get("class") for layer in symbols[values[key]].findall("layer")] for key in STATUSES}
    assert kinds["open"] == ["SimpleLine", "SimpleLine"]
    assert kinds["closed"] == ["SimpleLine", "SimpleLine", "MarkerLine"]
    line = symbols[values["restricted"]].findall("layer")[1]
    assert (option(line, "customdash"), option(line, "use_custom_dash")) == ("16;7", "1")


def expressions(element: ET.Element) -> dict[str, str]:
    """What each row says of a sign or a label, by the name of the property."""
    entries = (item for item in element.iter("Option") if item.find("Option[@name='expression']") is not None)
    return {item.get("name"): option(item, "expression") for item in entries}


def test_a_road_that_is_not_known_lies_under_one_that_is() -> None:
    renderer = parsed(styles()["roads"]).find("renderer-v2")
    assert renderer.get("symbollevels") == "1"
    numbers = {item.get("value"): item.get("symbol") for item in renderer.iter("category")}
    symbols = {symbol.get("name"): symbol for symbol in renderer.find("symbols")}
    passes = {key: [int(layer.get("pass")) for layer in symbols[numbers[key]]] for key in STATUSES}
    assert max(passes.pop("unknown")) < min(min(levels) for levels in passes.values())


def test_doubt_is_drawn() -> None:
    symbols = parsed(styles()["events"]).find("renderer-v2").find("symbols")
    for symbol in symbols:
        assert expressions(symbol)["fillColor"].startswith("if(\"uncertain\" = 'yes', '255,255,255,255', ")
    ring, dot = parsed(styles()["places"]).find("renderer-v2").find("symbols").find("symbol")
    assert expressions(ring)["size"].endswith('2 * "accuracy_m", 0)')
    assert option(ring, "size_unit") == "RenderMetersInMapUnits"
    assert not expressions(dot)


def test_words_beside_a_place_are_its_names_as_shown_and_those_beside_events_their_number() -> None:
    words = {
        name: parsed(styles()[name]).find(".//text-style").get("fieldName")
        for name in ("places", "events", "roads")
    }
    assert (words["places"], words["roads"]) == ("place_name", "status_in_words")
    assert "count(" in words["events"]


def test_styles_of_files_with_hapi_names_look_in_the_renamed_column() -> None:
    root = parsed(with_hapi_columns(styles()["events"]))
    assert root.find("renderer-v2").get("attr") == 'if("place_role" = \'site\', "event_type", NULL)'


def test_a_geopackage_names_a_default_style_for_each_of_its_layers(tmp_path: Path) -> None:
    case = shipped()
    view = opening(case.settings)
    path = tmp_path / "out.gpkg"
    out = contents(prepare(case, view, select(case, view).events), datetime(2026, 1, 2, tzinfo=UTC))
    path.write_bytes(to_geopackage(out))
    with closing(sqlite3.connect(path)) as database:
        rows = database.execute(
            "select f_table_name, f_geometry_column, useAsDefault, styleQML from layer_styles"
        ).fetchall()
        columns = dict(database.execute("select table_name, column_name from gpkg_geometry_columns"))
        names = dict(database.execute("select place_id, place_name from places"))
    assert {name for name, *_ in rows} == {"events", "places", "roads", "areas"} == set(columns)
    for name, column, default, qml in rows:
        assert (column, default) == (columns[name], 1)
        assert parsed(qml).find("renderer-v2") is not None
    assert names["stepanakert"] == "Stepanakert / Khankendi"
