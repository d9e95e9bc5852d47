"""The shipped case, broken in each way a case breaks: the good rows load, the report is exact."""

import csv
import shutil

import pytest

from geo.case.load import load_case
from tests.conftest import shipped

MUCH = 150
"""More events than a broken row or two could cost."""


@pytest.fixture
def folder(tmp_path, shipped_case):
    return shutil.copytree(shipped_case, tmp_path / "broken")


def table(folder, file):
    with (folder / file).open(encoding="utf-8", newline="") as opened:
        return list(csv.DictReader(opened))


def write(folder, file, rows):
    with (folder / file).open("w", encoding="utf-8", newline="") as opened:
        writer = csv.DictWriter(opened, list(rows[0]), lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)


def change(folder, file, number, **cells):
    """Change row ``number`` (from 0) of a table and return the line it begins on."""
    rows = table(folder, file)
    rows[number] |= cells
    write(folder, file, rows)
    before = [rows[0].keys(), *[row.values() for row in rows[:number]]]
    return 1 + sum(1 + sum(cell.count("\n") for cell in cells) for cells in before)


def reports(case, file):
    return [one for one in case.set_aside if one.file == file]


def only_report(case, file):
    [report] = reports(case, file)
    assert {one.file for one in case.set_aside} == {file}
    assert report.reason
    assert report.remedy
    return report


def test_a_missing_column_is_named(folder):
    rows = table(folder, "events.csv")
    write(folder, "events.csv", [{k: v for k, v in row.items() if k != "summary"} for row in rows])
    case = load_case(folder)
    report = only_report(case, "events.csv")
    assert (report.column, report.row) == ("summary", None)
    assert len(case.events) == len(rows)


def test_a_missing_date_column_costs_its_table_only(folder):
    rows = table(folder, "claims.csv")
    write(folder, "claims.csv", [{k: v for k, v in row.items() if k != "as_of"} for row in rows])
    case = load_case(folder)
    report = only_report(case, "claims.csv")
    assert (report.column, report.scope) == ("as_of", "table")
    assert case.claims.empty
    assert len(case.events) > MUCH


@pytest.fixture(scope="module")
def faulty(tmp_path_factory, shipped_case):
    """The case with six faults, each in a row of its own, and the line of each row."""
    folder = shutil.copytree(shipped_case, tmp_path_factory.mktemp("faulty") / "case")
    lines = {
        "no such day": change(folder, "events.csv", 40, date_start="2023-02-30"),
        "no day": change(folder, "events.csv", 41, date_start=""),
        "ends first": change(folder, "events.csv", 7, date_start="2023-09-20", date_end="2023-09-19"),
        "place": change(folder, "events.csv", 12, place_id="atlantis"),
        "source": change(folder, "events.csv", 3, source_ids="nobody-2023"),
        "road": change(folder, "route_status.csv", 2, route_id="silk_road"),
    }
    return load_case(folder), lines


def test_a_bad_date_an_end_before_the_start_and_an_unknown_source_or_road_cost_their_rows_only(faulty):
    case, lines = faulty
    found = {
        (one.file, one.row, one.column, one.value, one.count)
        for one in case.set_aside
        if one.file in ("events.csv", "route_status.csv") and one.scope == "row"
    }
    assert found == {
        ("events.csv", lines["no such day"], "date_start", "2023-02-30", 1),
        ("events.csv", lines["no day"], "date_start", "", 1),
        ("events.csv", lines["ends first"], "date_end", "2023-09-19", 1),
        ("events.csv", lines["source"], "source_ids", "nobody-2023", 1),
        ("route_status.csv", lines["road"], "route_id", "silk_road", 1),
    }
    lost = set(shipped().events["event_id"]) - set(case.events["event_id"])
    assert lost == {shipped().events["event_id"].iloc[row] for row in (40, 41, 7, 3)}
    assert len(case.route_status) == len(shipped().route_status) - 1


def test_an_unknown_place_keeps_the_event_without_one(faulty):
    case, lines = faulty
    [report] = [one for one in reports(case, "events.csv") if one.column == "place_id"]
    assert (report.row, report.value, report.scope) == (lines["place"], "atlantis", "value")
    kept = case.events.set_index("event_id").loc[shipped().events["event_id"].iloc[12]]
    assert kept["place_id"] == ""


def test_a_duplicate_id_keeps_the_first(folder):
    rows = table(folder, "sources.csv")
    first = rows[4]
    line = change(folder, "sources.csv", 9, source_id=first["source_id"])
    case = load_case(folder)
    report = reports(case, "sources.csv")[0]
    assert (report.row, report.column, report.value) == (line, "source_id", first["source_id"])
    kept = case.sources.set_index("source_id").loc[first["source_id"]]
    assert kept["title"] == first["title"]
    assert len(case.events) > MUCH


def test_swapped_coordinates_are_noticed(folder):
    places = table(folder, "places.csv")
    number = next(n for n, row in enumerate(places) if row["place_id"] == "stepanakert")
    town = places[number]
    line = change(folder, "places.csv", number, lat=town["lon"], lon=town["lat"])
    case = load_case(folder)
    report = reports(case, "places.csv")[0]
    assert (report.row, report.column) == (line, "lat")
    assert "exchanged" in report.reason
    assert len(case.places) == len(places) - 1
    assert len(case.events) == len(table(folder, "events.csv"))
    assert not case.events["place_id"].eq("stepanakert").any()


@pytest.mark.parametrize("encoding", ["cp1251", "utf-16"])
def test_a_table_in_another_encoding_costs_no_row(folder, encoding):
    sound = shipped()
    path = folder / "places.csv"
    text = path.read_text(encoding="utf-8")
    path.write_bytes(text.encode(encoding, errors="replace"))
    case = load_case(folder)
    report = reports(case, "places.csv")[0]
    assert "UTF" in report.reason
    assert "UTF-8" in report.remedy
    assert len(case.places) == len(sound.places)
    assert len(case.events) == len(table(folder, "events.csv"))
    assert len(case.route_status) == len(table(folder, "route_status.csv"))


def test_a_cell_in_another_encoding_is_left_out_alone(folder):
    path = folder / "events.csv"
    lines = path.read_text(encoding="utf-8").splitlines(keepends=True)
    broken = lines[5].rstrip("\n").encode() + b" caf\xe9\n"
    path.write_bytes("".join(lines[:5]).encode() + broken + "".join(lines[6:]).encode())
    case = load_case(folder)
    assert [(one.row, one.column, one.scope) for one in reports(case, "events.csv")] == [(6, "note", "value")]
    assert len(case.events) > MUCH


def test_a_byte_order_mark_and_windows_line_ends_are_accepted(folder):
    path = folder / "places.csv"
    text = "\ufeff" + path.read_text(encoding="utf-8").replace("\n", "\r\n")
    path.write_bytes(text.encode("utf-8"))
    case = load_case(folder)
    assert case.set_aside == ()
    assert len(case.places) > 100


def test_a_quote_left_open_costs_its_row_only(folder):
    path = folder / "events.csv"
    lines = path.read_text(encoding="utf-8").splitlines(keepends=True)
    lines[9] = lines[9].replace(",", ',"', 1)
    path.write_text("".join(lines), encoding="utf-8")
    case = load_case(folder)
    assert [(one.row, one.scope) for one in reports(case, "events.csv")] == [(10, "row")]
    assert len(case.events) == len(lines) - 2


@pytest.mark.parametrize("files", [("events.csv",), ("routes.csv", "claims.csv", "areas.geojson")])
def test_a_missing_file_never_stops_the_case(folder, files):
    """Without the sources or the places: tests/geo/case/test_load.py."""
    for file in files:
        (folder / file).unlink()
    case = load_case(folder)
    assert case.settings.id == "karabakh"
    tables = {(file, "table") for file in files if file != "areas.geojson"}
    assert tables <= {(one.file, one.scope) for one in case.set_aside}
    if "events.csv" not in files:
        assert len(case.events) > MUCH


def test_everything_broken_at_once_still_loads(folder):
    for path in folder.glob("*.csv"):
        path.write_bytes(b"\xff\xfe\x00not a table")
    (folder / "areas.geojson").write_text("{")
    case = load_case(folder)
    assert all(frame.empty for frame in case.tables().values())
    assert {one.scope for one in case.set_aside} == {"table", "value"}
    # Each table, the areas, and the settings that name an area and forms of names.
    assert len(case.set_aside) == len(list(folder.glob("*.csv"))) + 3
