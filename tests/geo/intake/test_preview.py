"""What an import would do: the places it is set among."""

import json
from dataclasses import replace

import pytest

from geo.intake.layouts import bound, parsed
from geo.intake.mapping import mapping_text
from geo.intake.preview import preview
from geo.intake.reading import read_file
from tests.geo.intake.file_makers import workbook
from tests.geo.small_case import write_case


def test_a_name_of_several_places_is_asked_with_those_it_may_mean_and_where_they_lie(tmp_path):
    case = write_case(tmp_path / "small")
    with (case / "places.csv").open("a", encoding="utf-8") as places:
        places.write("upper,Goris,,,,,,,39.61,46.44,500,village,Home,no,,,GeoNames,,,\n")
    file = tmp_path / "list.csv"
    file.write_text("date,place,title\n2023-04-13,Goris,Convoy\n", "utf-8")
    seen = preview(read_file(file), case)
    assert seen.asked == {"Goris": ("goris", "upper")}
    meant = seen.known[seen.known["what"] == "may be meant"]
    assert meant[["name", "lat"]].to_numpy().tolist() == [["Goris", 39.51111], ["Goris", 39.61]]
    assert set(seen.known["what"]) == {"may be meant", "in the case"}


def test_the_cells_of_a_sheet_are_let_go_once_rows_are_made_of_them(tmp_path):
    case = write_case(tmp_path / "small")
    file = tmp_path / "list.csv"
    file.write_text("date,place,title,killed\n2023-04-13,Goris,Convoy,2\n2023-04-14,Goris,Fire,\n", "utf-8")
    sheets = read_file(file)
    seen = preview(sheets, case)
    assert sheets[0].cells.empty
    assert (sheets[0].rows, list(sheets[0].cells.columns)) == (2, ["date", "place", "title", "killed"])
    assert seen.counts()["rows"] == 2
    assert seen.tables["events"]["title"].tolist() == ["Convoy", "Fire"]
    assert seen.tables["claims"]["value"].tolist() == ["2"]


@pytest.mark.parametrize(
    ("axes", "point"),
    [("exchanged", ["39.61234", "46.51234"]), ("as written", ["46.51234", "39.61234"])],
)
def test_of_points_that_look_exchanged_somebody_says_whether_they_are(tmp_path, axes, point):
    case = write_case(tmp_path / "small")
    file = tmp_path / "list.csv"
    file.write_text("date,title,lat,lon\n2023-04-13,Convoy,46.51234,39.61234\n", "utf-8")
    asked = preview(read_file(file), case)
    assert asked.questions == (
        "Latitude and longitude of all points look exchanged: are they, or are they right (axes)?",
    )
    seen = preview(read_file(file), case, layout=replace(asked.layout, axes=axes))
    assert seen.questions == ()
    assert seen.tables["places"][["lat", "lon"]].to_numpy().tolist() == [point]
    assert f'axes = "{axes}"' in mapping_text(seen.layout)


def test_a_mapping_of_before_says_it_by_swap():
    assert parsed("x", {"table": "events", "swap": True}).axes == "exchanged"
    assert parsed("x", {"table": "events", "swap": False}).axes == ""


def test_a_mapping_of_one_sheet_leaves_the_others_to_their_own_columns(tmp_path):
    case = write_case(tmp_path / "small")
    file = tmp_path / "book.xlsx"
    incidents = [["Day", "Title", "Place"], ["2023-04-13", "Convoy", "Goris"]]
    arrivals = [["Date", "Place", "People arrived"], ["2023-04-14", "Goris", 12]]
    workbook(file, json.dumps({"incidents": incidents, "arrivals": arrivals}))
    seen = preview(read_file(file), case)
    columns = [guess.column for guess in seen.guesses]
    assert columns == ["Day", "Title", "Place"], "each once, since the page asks of each"
    assert "a mapping can mend 'incidents'" in "; ".join(seen.notes)
    again = preview(read_file(file), case, layout=replace(seen.layout, order="dmy"))
    assert {name: len(rows) for name, rows in again.tables.items()} == {
        name: len(rows) for name, rows in seen.tables.items()
    }
    assert again.guesses == seen.guesses, "so that it can be mended again"


def test_a_mapping_kept_from_a_file_before_names_what_it_leaves_unread(tmp_path):
    case = write_case(tmp_path / "small")
    file = tmp_path / "list.csv"
    file.write_text("date,title,end,Title\n2023-04-13,Convoy,,x\n", "utf-8")
    layout = preview(read_file(file), case).layout
    file.write_text("date,title,end,Title\n2023-04-13,Convoy,2023-04-15,x\n", "utf-8")
    seen = preview(read_file(file), case, layout=bound(layout, ["date", "title", "end", "Title"]))
    assert seen.tables["events"]["title"].tolist() == ["Convoy"]
    assert "columns that are not read: end, Title" in seen.notes
