"""Out and in again gives the same tables, for each kind of file, and for a whole case."""

from __future__ import annotations

import csv
import io
import json
import zipfile
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from xml.etree import ElementTree as ET

import geopandas as gpd
import numpy as np
import pandas as pd
import pytest

from geo.case.case import Case
from geo.case.load import load_case
from geo.case.schema import BY_NAME
from geo.case.set_aside import CaseError
from geo.export.contents import HAPI_NAMES, Contents, plain, with_hapi_names
from geo.export.csv_file import BOM, to_csv, to_csv_with_bom
from geo.export.data_package import to_data_package
from geo.export.geojson_file import to_geojson
from geo.export.geopackage_file import to_geopackage
from geo.export.geoparquet_file import METADATA, to_geoparquet
from geo.export.kml_file import to_kml
from geo.export.shown_rows import prepare
from geo.export.view_tables import contents
from geo.export.whole_case import write_whole_case, zip_whole_case
from geo.export.xlsx_file import to_xlsx
from geo.view.select import select
from geo.view.view import opening
from tests.conftest import shipped
from tests.geo.small_case import TABLES, write_case

CREATED = datetime(2026, 1, 2, 3, 4, tzinfo=UTC)
NASTY = "Line one\nline two; #hash, ]]> <b>bold</b> & Շուշի"
SHEET = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"


@pytest.fixture(scope="module")
def case(tmp_path_factory: pytest.TempPathFactory) -> Case:
    sources = TABLES["sources.csv"].replace(",,no,en", ",,yes,en")
    return load_case(write_case(tmp_path_factory.mktemp("small") / "case", sources=sources))


@pytest.fixture(scope="module")
def out(case: Case) -> Contents:
    view = replace(opening(case.settings), at=datetime(2023, 9, 10, 23, 59, 59))
    events = select(case, view).events
    events = events.assign(summary=events["summary"].mask(events["event_id"] == "e2", NASTY))
    whole = contents(prepare(case, view, events), CREATED)
    assert {name: len(frame) for name, frame in whole.tables.items()} == {
        "events": 3, "claims": 1, "sources": 2, "places": 2, "roads": 1, "areas": 0,
    }  # fmt: skip
    return whole


def own(table: pd.DataFrame, name: str) -> pd.DataFrame:
    """The columns of a case's table, empty cells as empty texts and unknown numbers as NaN."""
    columns = BY_NAME[name].with_names(table.columns).columns
    wanted = table[list(columns)].copy()
    for column, cells in wanted.items():
        if columns[column].kind == "number":
            wanted[column] = pd.to_numeric(cells, errors="coerce").astype(float)
        else:
            wanted[column] = cells.fillna("").astype("str")
    return pd.DataFrame(wanted).reset_index(drop=True)


def same(read: pd.DataFrame, out: Contents, name: str = "events") -> None:
    pd.testing.assert_frame_equal(own(read, name), own(plain(out.tables[name]), name))


def same_points(read: gpd.GeoDataFrame, out: Contents) -> None:
    assert read.crs.equals("EPSG:4326") or read.crs.equals("OGC:CRS84")
    for mine, theirs in zip(out.tables["events"].geometry, read.geometry, strict=True):
        assert (mine is None) == (theirs is None)
        if mine is not None:
            np.testing.assert_allclose((theirs.x, theirs.y), (mine.x, mine.y))


def days(frame: pd.DataFrame) -> list[str]:
    return [str(day)[:10] for day in frame["first_day"]]


@pytest.mark.parametrize("write", [to_csv, to_csv_with_bom])
def test_csv(out: Contents, write) -> None:
    content = write(out)
    assert content.startswith(BOM.encode()) == (write is to_csv_with_bom)
    read = pd.read_csv(io.BytesIO(content), dtype=str, keep_default_na=False, encoding="utf-8-sig")
    same(read, out)
    assert days(read) == days(out.first)


def test_a_data_package_holds_every_table_as_it_describes_it(out: Contents) -> None:
    with zipfile.ZipFile(io.BytesIO(to_data_package(out))) as archive:
        package = json.loads(archive.read("datapackage.json"))
        assert {one["name"] for one in package["resources"]} == set(out.tables)
        for resource in package["resources"]:
            read = pd.read_csv(archive.open(resource["path"]), dtype=str, keep_default_na=False)
            assert list(read.columns) == [field["name"] for field in resource["schema"]["fields"]]
            if resource["name"] in BY_NAME:
                same(read, out, resource["name"])
    fields = {f["name"]: f["type"] for f in package["resources"][0]["schema"]["fields"]}
    assert (fields["first_day"], fields["lat"], fields["title"]) == ("date", "number", "string")
    assert package["passage"]["as_at"].startswith("2023-09-10")
    assert "licenses" not in package
    assert [one["title"] for one in package["sources"]] == out.about["attribution"]
    assert package["resources"][0]["schema"]["primaryKey"] == "event_id"


def test_a_data_package_is_read_as_tables_of_a_case(case: Case, out: Contents, tmp_path: Path) -> None:
    folder = write_case(tmp_path / "case")
    with zipfile.ZipFile(io.BytesIO(to_data_package(out))) as archive:
        archive.extract("events.csv", folder)
    events = load_case(folder).events
    same(events, out)


def test_xlsx_has_a_sheet_each_with_typed_days_and_numbers(out: Contents) -> None:
    with zipfile.ZipFile(io.BytesIO(to_xlsx(out))) as archive:
        book = parsed(archive.read("xl/workbook.xml"))
        names = [sheet.get("name") for sheet in book.iter(f"{SHEET}sheet")]
        assert names == ["events", "claims", "sources", "about"]
        sheets = {name: archive.read(f"xl/worksheets/sheet{n}.xml") for n, name in enumerate(names, start=1)}
    tables = {name: cells_of(sheets[name]) for name in names[:3]}
    for name, read in tables.items():
        same(read, out, name)
    first_days = pd.to_datetime(tables["events"]["first_day"], unit="D", origin="1899-12-30")
    assert days(pd.DataFrame({"first_day": first_days})) == days(out.first)
    assert tables["claims"]["value"].tolist() == [1050.0]
    assert b"<f>" not in b"".join(sheets.values())
    about = cells_of(sheets["about"]).set_index("what")["value"]
    assert (about["as_known"], about["as_at"][:10]) == ("now", "2023-09-10")


def parsed(content: bytes) -> ET.Element:
    return ET.fromstring(content)  # noqa: S314 - a file of our own


def cells_of(sheet: bytes) -> pd.DataFrame:
    """A sheet as a table: texts as texts, numbers as numbers."""
    rows = []
    for row in parsed(sheet).iter(f"{SHEET}row"):
        cells = {}
        for cell in row:
            column = "".join(filter(str.isalpha, cell.get("r")))
            if cell.get("t") == "inlineStr":
                cells[column] = "".join(part.text or "" for part in cell.iter(f"{SHEET}t"))
            else:
                cells[column] = float(cell.find(f"{SHEET}v").text)
        rows.append(cells)
    head = rows[0]
    return pd.DataFrame(
        [[row.get(column) for column in head] for row in rows[1:]], columns=list(head.values())
    )


def test_geojson(out: Contents, tmp_path: Path) -> None:
    path = tmp_path / "out.geojson"
    path.write_bytes(to_geojson(out))
    read = gpd.read_file(path)
    same(read, out)
    same_points(read, out)
    assert days(read) == days(out.first)


def test_geopackage(out: Contents, tmp_path: Path) -> None:
    path = tmp_path / "out.gpkg"
    path.write_bytes(to_geopackage(out))
    read = gpd.read_file(path, layer="events")
    same(read, out)
    same_points(read, out)
    assert days(read) == days(out.first)
    same(gpd.read_file(path, layer="claims"), out, "claims")
    same(gpd.read_file(path, layer="sources"), out, "sources")
    same(gpd.read_file(path, layer="places"), out, "places")
    roads = gpd.read_file(path, layer="roads")
    assert roads["status"].tolist() == out.tables["roads"]["status"].tolist()
    assert roads.geometry.geom_equals(out.tables["roads"].geometry).all()
    about = gpd.read_file(path, layer="about").set_index("what")["value"]
    assert about["as_at"].startswith("2023-09-10")
    assert about["as_known"] == "now"


def test_geoparquet(out: Contents) -> None:
    content = io.BytesIO(to_geoparquet(out))
    read = gpd.read_parquet(content)
    same(read, out)
    same_points(read, out)
    assert days(read) == days(out.first)
    import pyarrow.parquet as pq

    about = json.loads(pq.read_schema(content).metadata[METADATA])
    assert about == out.about


def test_kml(out: Contents, tmp_path: Path) -> None:
    path = tmp_path / "out.kml"
    path.write_bytes(to_kml(out))
    read = gpd.read_file(path, layer="events")
    same(read, out)
    same_points(read, out)
    assert days(read) == days(out.first)
    assert read["Name"].tolist() == out.first["title"].tolist()
    # A reader of KML shows a description as HTML: only line breaks are of ours.
    assert not any("<b>" in words for words in read["description"])
    roads = gpd.read_file(path, layer="roads")
    assert roads["status"].tolist() == out.tables["roads"]["status"].tolist()


def test_hapi_names_rename_and_lose_nothing(out: Contents) -> None:
    renamed = with_hapi_names(out)
    read = pd.read_csv(io.BytesIO(to_csv(renamed)), dtype=str, keep_default_na=False)
    assert set(HAPI_NAMES.values()) <= set(read.columns)
    assert not set(HAPI_NAMES) & set(read.columns)
    same(read.rename(columns={new: old for old, new in HAPI_NAMES.items()}), out)
    for write in (to_geopackage, to_kml, to_geoparquet, to_xlsx, to_geojson, to_data_package):
        assert len(write(renamed)) > 500


def test_a_whole_case_with_cells_like_formulas_comes_back(case: Case, tmp_path: Path) -> None:
    cells = {
        "title": ["=1+1", "'=1+1", "@x"],
        "note": ["''-2", "+7", "\uff1d1"],
        "summary": ["'tis", "-", "x"],
    }
    changed = replace(case, events=case.events.assign(**cells))
    write_whole_case(changed, tmp_path / "out")
    with (tmp_path / "out" / "events.csv").open(encoding="utf-8", newline="") as file:
        written = [cell for row in csv.reader(file) for cell in row]
    assert "''=1+1" in written
    assert not any(cell.startswith(("=", "+", "-", "@", "\uff1d")) for cell in written)
    events = load_case(tmp_path / "out").events
    assert {name: events[name].tolist() for name in cells} == cells
    with zipfile.ZipFile(io.BytesIO(zip_whole_case(changed))) as archive:
        assert {name: archive.read(name) for name in archive.namelist()} == {
            path.name: path.read_bytes() for path in (tmp_path / "out").iterdir()
        }


def test_the_shipped_case_out_and_in_again_is_the_shipped_case(tmp_path: Path) -> None:
    assert write_whole_case(shipped(), tmp_path / "out") == 0
    again = load_case(tmp_path / "out")
    assert again.set_aside == shipped().set_aside
    assert again.settings == shipped().settings
    for name, table in shipped().tables().items():
        pd.testing.assert_frame_equal(again.tables()[name], table)


def test_a_whole_case_leaves_out_what_may_not_be_passed_on(tmp_path: Path) -> None:
    case = load_case(write_case(tmp_path / "case"))
    # e2, e3 and r2 rest on s2; the source itself goes with them.
    assert write_whole_case(case, tmp_path / "out") == 3
    again = load_case(tmp_path / "out")
    assert again.events["event_id"].tolist() == ["e1"]
    assert again.sources["source_id"].tolist() == ["s1"]
    assert "s2" not in (tmp_path / "out" / "route_status.csv").read_text(encoding="utf-8")


def test_a_whole_case_is_written_to_an_empty_folder_only(tmp_path: Path) -> None:
    case = load_case(write_case(tmp_path / "case"))
    with pytest.raises(CaseError, match="is not empty"):
        write_whole_case(case, tmp_path / "case")
