"""Small files that no text can hold: workbooks, layers, archives and damaged or hostile ones."""

import base64
import io
import json
import sqlite3
import struct
import warnings
import zipfile
import zlib
from pathlib import Path

import geopandas as gpd
import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq
import shapely

from tests.geo.intake.workbook_makers import changed_xls, joined_cells, long_line, of_excel

PLACES = gpd.GeoDataFrame(
    {"name": ["Alpha", "Beta"], "date": ["2023-01-02", "2023-02-03"]},
    geometry=[shapely.Point(46.51234, 39.61234), shapely.Point(46.71234, 39.81234)],
    crs=4326,
)
ROADS = gpd.GeoDataFrame(
    {"road_name": ["North road"], "status": ["Closed"], "updated": ["2023-05-06"]},
    geometry=[shapely.LineString([(46.34168, 39.51111), (46.7528, 39.8177)])],
    crs=4326,
)
OVERPASS = {
    "version": 0.6,
    "generator": "Overpass API",
    "elements": [
        {
            "type": "node",
            "id": 1,
            "lat": 39.61234,
            "lon": 46.51234,
            "tags": {"place": "hamlet", "name": "Alpha"},
        },
        {"type": "node", "id": 2, "lat": 39.7, "lon": 46.6},
    ],
}
GPX = (
    '<?xml version="1.0"?><gpx version="1.1" creator="x" xmlns="http://www.topografix.com/GPX/1/1">'
    '<wpt lat="39.61234" lon="46.51234"><name>Alpha</name></wpt></gpx>'
)
KML = (
    '<?xml version="1.0"?><kml xmlns="http://www.opengis.net/kml/2.2"><Document><Placemark><name>Alpha</name>'
    "<Point><coordinates>46.51234,39.61234,900</coordinates></Point></Placemark></Document></kml>"
)
TRACK = (
    '<?xml version="1.0"?><kml xmlns="http://www.opengis.net/kml/2.2"'
    ' xmlns:gx="http://www.google.com/kml/ext/2.2"><Document><Placemark><name>Trip</name><gx:Track>'
    "<when>2023-01-01T00:00:00Z</when><when>2023-01-01T01:00:00Z</when><gx:coord>46.3123 39.5123 0</gx:coord>"
    "<gx:coord>46.4123 39.6123 0</gx:coord></gx:Track></Placemark></Document></kml>"
)
TABLE = [["Date", "Title", "Place"], ["2023-01-02", "Shelling", "Goris"], ["2023-01-03", "Convoy", "Moscow"]]


def layer(path: Path, driver: str, frame: gpd.GeoDataFrame = PLACES) -> None:
    frame.to_file(path, driver=driver, engine="pyogrio")


def of_driver(path: Path, content: str) -> None:
    """A layer by a driver: its name, then `roads`, or a CRS."""
    driver, _, rest = content.partition(":")
    frame = ROADS if rest == "roads" else PLACES.to_crs(int(rest)) if rest.isdecimal() else PLACES
    if rest == "high":
        frame = PLACES.set_geometry(shapely.force_3d(PLACES.geometry.array, 900.0))
    layer(path, driver, frame)


def shapefile_zip(path: Path, content: str) -> None:
    folder = path.parent / "parts"
    folder.mkdir()
    if content == "cp1251":
        words = PLACES.assign(name=["Горис", "Горис"], title=["Колонна прибыла", "Взрыв на складе"])
        words = words.set_geometry([shapely.Point(46.34168, 39.51111)] * 2)
        words.to_file(folder / "words.shp", driver="ESRI Shapefile", engine="pyogrio", encoding="cp1251")
        content = ".cpg"
    else:
        layer(folder / "roads.shp", "ESRI Shapefile", ROADS.to_crs(32638))
    with zipfile.ZipFile(path, "w") as archive:
        for part in sorted(folder.iterdir()):
            if part.suffix not in content.split():
                archive.write(part, f"inner/{part.name}")


def geodatabase_zip(path: Path, content: str) -> None:
    folder = path.parent / "base.gdb"
    layer(folder, "OpenFileGDB")
    with zipfile.ZipFile(path, "w") as archive:
        for part in sorted(folder.iterdir()):
            archive.write(part, f"base.gdb/{part.name}")


def parquet(path: Path, content: str) -> None:
    if content == "plain":
        frame = pd.DataFrame(PLACES.drop(columns="geometry")).assign(
            lat=[39.61234, 39.7123], lon=[46.51234, 46.61234]
        )
        frame.to_parquet(path)
    else:
        encoding = "geoarrow" if content == "geoarrow" else "WKB"
        PLACES.to_parquet(path, write_covering_bbox=content == "bbox", geometry_encoding=encoding)


def _sheet_xml(rows: list[list[object]]) -> str:
    def cell(value: object, at: str) -> str:
        if isinstance(value, int | float):
            return f'<c r="{at}"><v>{value}</v></c>'
        text = str(value).replace("&", "&amp;").replace("<", "&lt;")
        return f'<c r="{at}" t="inlineStr"><is><t>{text}</t></is></c>' if text else ""

    body = "".join(
        f'<row r="{number}">'
        + "".join(cell(value, f"{chr(65 + at)}{number}") for at, value in enumerate(row))
        + "</row>"
        for number, row in enumerate(rows, start=1)
    )
    return (
        '<?xml version="1.0" encoding="UTF-8"?><worksheet'
        f' xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>{body}</sheetData></worksheet>'
    )


def workbook(path: Path, content: str) -> None:
    """A workbook of sheets: JSON of a list of rows, or of an object with such a list for each sheet."""
    sheets = json.loads(content)
    named = sheets if isinstance(sheets, dict) else {"Sheet1": sheets}
    names = list(named)
    main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    rel = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    package = "http://schemas.openxmlformats.org/package/2006"
    entries = "".join(
        f'<sheet name="{name}" sheetId="{at}" r:id="rId{at}"/>' for at, name in enumerate(names, start=1)
    )
    links = "".join(
        f'<Relationship Id="rId{at}" Type="{rel}/worksheet" Target="worksheets/sheet{at}.xml"/>'
        for at in range(1, len(names) + 1)
    )
    types = "".join(
        f'<Override PartName="/xl/worksheets/sheet{at}.xml"'
        ' ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/>'
        for at in range(1, len(names) + 1)
    )
    parts = {
        "[Content_Types].xml": f'<Types xmlns="{package}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/>{types}</Types>',  # noqa: E501
        "_rels/.rels": f'<Relationships xmlns="{package}/relationships"><Relationship Id="rId1" Type="{rel}/officeDocument" Target="xl/workbook.xml"/></Relationships>',  # noqa: E501
        "xl/workbook.xml": f'<workbook xmlns="{main}" xmlns:r="{rel}"><sheets>{entries}</sheets></workbook>',
        "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{package}/relationships">{links}</Relationships>',  # noqa: E501
    }
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as book:
        for name, text in parts.items():
            book.writestr(name, text)
        for at, name in enumerate(names, start=1):
            book.writestr(f"xl/worksheets/sheet{at}.xml", _sheet_xml(named[name]))


def far_cells(path: Path, content: str) -> None:
    """A workbook whose second cell is the last there can be."""
    workbook(path, "[[1]]")
    parts = {}
    with zipfile.ZipFile(path) as book:
        parts = {name: book.read(name) for name in book.namelist()}
    last = b'<row r="1048576"><c r="XFD1048576"><v>1</v></c></row></sheetData>'
    parts["xl/worksheets/sheet1.xml"] = parts["xl/worksheets/sheet1.xml"].replace(b"</sheetData>", last)
    with zipfile.ZipFile(path, "w") as book:
        for name, part in parts.items():
            book.writestr(name, part)


def entity_workbook(path: Path, content: str) -> None:
    workbook(path, json.dumps(TABLE))
    with zipfile.ZipFile(path, "a") as book:
        book.writestr("xl/extra.xml", '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "b">]><x>&a;</x>')


def ods(path: Path, content: str) -> None:
    rows = "".join(
        "<table:table-row>"
        + "".join(
            f'<table:table-cell office:value-type="string"><text:p>{value}</text:p></table:table-cell>'
            for value in row
        )
        + "</table:table-row>"
        for row in TABLE
    )
    space = "urn:oasis:names:tc:opendocument:xmlns"
    text = (
        f'<office:document-content xmlns:office="{space}:office:1.0" xmlns:table="{space}:table:1.0"'
        f' xmlns:text="{space}:text:1.0"><office:body><office:spreadsheet><table:table table:name="One">'
        f"{rows}"
        "</table:table></office:spreadsheet></office:body></office:document-content>"
    )
    with zipfile.ZipFile(path, "w") as book:
        book.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        book.writestr("content.xml", text)
        book.writestr(
            "META-INF/manifest.xml",
            '<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0">'
            '<manifest:file-entry manifest:full-path="/" manifest:media-type="application/vnd.oasis'
            '.opendocument.spreadsheet"/></manifest:manifest>',
        )


def zipped(path: Path, content: str) -> None:
    """An archive: lines of name, a bar, and what is in it, ~ for a line break."""
    with zipfile.ZipFile(path, "w") as archive, warnings.catch_warnings(action="ignore"):
        for line in content.splitlines():
            name, _, inner = line.partition("|")
            archive.writestr(name, inner.replace("~", "\n"))


def bomb(path: Path, content: str) -> None:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("a.csv", b"0" * (64 * 1024 * 1024))


def nested(path: Path, content: str) -> None:
    inner = io.BytesIO()
    with zipfile.ZipFile(inner, "w") as archive:
        archive.writestr("a.csv", "date,title\n2023-01-02,x\n")
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("inner.zip", inner.getvalue())


def link(path: Path, content: str) -> None:
    entry = zipfile.ZipInfo("events.csv")
    entry.external_attr = 0o120777 << 16
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr(entry, "/etc/passwd")


def cut(path: Path, content: str) -> None:
    """The first half of a good file of the kind the content names."""
    MAKERS[content](path, {"driver": "GPKG", "workbook": json.dumps(TABLE)}.get(content, ""))
    raw = path.read_bytes()
    path.write_bytes(raw[: len(raw) // 2])


def cut_geojson(path: Path, content: str) -> None:
    text = PLACES.to_json()
    path.write_text(text[: len(text) // 2], "utf-8")


def with_sql(path: Path, content: str) -> None:
    """A GeoPackage with one more statement run in it."""
    layer(path, "GPKG")
    with sqlite3.connect(path) as base:
        base.execute(content)
    base.close()


def database(path: Path, content: str) -> None:
    with sqlite3.connect(path) as base:
        base.execute("CREATE TABLE t (a)")
    base.close()


def xlsb(path: Path, content: str) -> None:
    """The table as a binary workbook; with `far` one more cell in the last row and column there can be."""

    def record(kind: int, body: bytes = b"") -> bytes:
        head = bytes([kind]) if kind < 128 else bytes([kind & 0x7F | 0x80, kind >> 7])
        return head + bytes([len(body) & 0x7F | 0x80, len(body) >> 7]) + body

    def text(value: str) -> bytes:
        return struct.pack("<I", len(value)) + value.encode("utf-16-le")

    def row(number: int, cells: dict[int, str]) -> bytes:
        kept = [record(6, struct.pack("<II", at, 0) + text(value)) for at, value in cells.items()]
        return record(0, struct.pack("<II", number, 0) + bytes(9)) + b"".join(kept)

    rows = [row(number, dict(enumerate(cells))) for number, cells in enumerate(TABLE)]
    rows += [row(1_048_575, {16_383: "x"})] if content == "far" else []
    size = record(148, struct.pack("<IIII", 0, len(TABLE) - 1, 0, 2))
    sheet = record(129) + size + record(145) + b"".join(rows) + record(146) + record(130)
    bundle = record(156, struct.pack("<II", 0, 1) + text("rId1") + text("One"))
    package = "http://schemas.openxmlformats.org/package/2006/relationships"
    office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    with zipfile.ZipFile(path, "w") as book:
        book.writestr("xl/workbook.bin", record(131) + record(143) + bundle + record(144) + record(132))
        book.writestr("xl/worksheets/sheet1.bin", sheet)
        book.writestr(
            "xl/_rels/workbook.bin.rels",
            f'<Relationships xmlns="{package}"><Relationship Id="rId1" Type="{office}/worksheet"'
            ' Target="worksheets/sheet1.bin"/></Relationships>',
        )


def packed(path: Path, content: str) -> None:
    """The bytes of a file that another program made, as base 85 of what zlib made of them."""
    path.write_bytes(zlib.decompress(base64.b85decode(content)))


def changed_sheet(path: Path, content: str) -> None:
    """The table as XLSX or ODS by its ending, with something put before a text of it: text, a bar, what."""
    part = "content.xml" if path.suffix == ".ods" else "xl/worksheets/sheet1.xml"
    MAKERS["ods" if path.suffix == ".ods" else "table"](path, "")
    with zipfile.ZipFile(path) as book:
        parts = {name: book.read(name) for name in book.namelist()}
    before, _, what = content.partition("|")
    parts[part] = parts[part].replace(
        before.encode(), what.replace("~", "-" * 5000).encode() + before.encode(), 1
    )
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as book:
        for name, inner in parts.items():
            book.writestr(name, inner)


def damaged_parquet(path: Path, content: str) -> None:
    """A GeoParquet file whose geometry is cut off."""
    table = pa.table({"date": ["2023-01-02"], "title": ["a"], "geometry": [b"\x01\xff\xff"]})
    geo = {
        "version": "1.1.0",
        "primary_column": "geometry",
        "columns": {"geometry": {"encoding": "WKB", "geometry_types": []}},
    }
    pq.write_table(table.replace_schema_metadata({b"geo": json.dumps(geo).encode()}), path)


def swelling_parquet(path: Path, content: str) -> None:
    """A column that says one long text over and over, held once."""
    words = pa.DictionaryArray.from_arrays(pa.array([0] * 1_500_000, pa.int8()), pa.array(["x" * 200]))
    pq.write_table(pa.table({"title": words, "date": words}), path)


def encoded(encoding: str):
    def make(path: Path, content: str) -> None:
        path.write_bytes(content.encode(encoding))

    return make


def raw(path: Path, content: str) -> None:
    path.write_bytes(bytes.fromhex(content))


def dbase_alone(path: Path, content: str) -> None:
    """A .shp without its parts."""
    path.write_bytes(struct.pack(">i", 9994) + b"\0" * 200)


def big(path: Path, content: str) -> None:
    path.write_bytes(b"date,title\n" + b"2023-01-02,x\n" * 100_000)


MAKERS = {
    "text": encoded("utf-8"),
    "bom": encoded("utf-8-sig"),
    "utf16": encoded("utf-16"),
    "cp1252": encoded("cp1252"),
    "cp1251": encoded("cp1251"),
    "cp1256": encoded("cp1256"),
    "utf16le": encoded("utf-16-le"),
    "hex": raw,
    "driver": of_driver,
    "shapezip": shapefile_zip,
    "gdbzip": geodatabase_zip,
    "parquet": parquet,
    "workbook": workbook,
    "excel": of_excel,
    "joined": joined_cells,
    "xls": changed_xls,
    "longline": long_line,
    "koi8": encoded("koi8-r"),
    "macroman": encoded("mac_roman"),
    "far": far_cells,
    "entities": entity_workbook,
    "ods": ods,
    "xlsb": xlsb,
    "packed": packed,
    "changed": changed_sheet,
    "badparquet": damaged_parquet,
    "swelling": swelling_parquet,
    "columns": lambda path, content: path.write_text(
        ",".join(f"c{at}" for at in range(int(content))), "utf-8"
    ),
    "zip": zipped,
    "bomb": bomb,
    "nested": nested,
    "link": link,
    "cut": cut,
    "cutgeojson": cut_geojson,
    "sql": with_sql,
    "database": database,
    "shp": dbase_alone,
    "big": big,
    "table": lambda path, _: workbook(path, json.dumps(TABLE)),
    "gpx": lambda path, _: path.write_text(GPX, "utf-8"),
    "kml": lambda path, _: path.write_text(KML, "utf-8"),
    "track": lambda path, _: path.write_text(TRACK, "utf-8"),
    "overpass": lambda path, _: path.write_text(json.dumps(OVERPASS), "utf-8"),
}
