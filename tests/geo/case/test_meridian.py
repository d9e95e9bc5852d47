"""A case across the meridian of 180 degrees: one ground in memory, -180 to 180 in files."""

import json
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from geo.case.load import load_case
from geo.case.meridian import as_in_files
from geo.dates import parse_at
from geo.export.export_file import writer_for
from geo.export.shown_rows import prepare
from geo.export.view_tables import contents
from geo.export.whole_case import case_files
from geo.facts.network import network
from geo.facts.state import state
from geo.intake.coordinates import read_points
from geo.picture.base_picture import box_round
from geo.picture.road_lines import status_lines
from geo.view.event_columns import pack
from geo.view.join import join
from geo.view.view import opening
from tests.geo.small_case import TABLES, write_case

HEAD = TABLES["places.csv"].splitlines()[0]
PLACES = f"""{HEAD}
town,Reef Landing,,,,,,,-16.8,179.95,1000,village,Sea,,,,own,,CC0,
bay,Palm Bay,,,,,,,-16.6,-179.9,1000,town,Sea,,,,own,,CC0,
goris,Harbour,,,,,,,-18.1,178.4,1500,town,Coast,,,,own,,CC0,
"""
HOME = "home = [44.0, 38.5, 48.0, 41.5]"
AREA = {
    "type": "Feature",
    "properties": {"area_id": "sea", "name_en": "Sea", "place_ids": "town;bay"},
    "geometry": {
        "type": "MultiPolygon",
        "coordinates": [
            [[[179.5, -17], [180, -17], [180, -16], [179.5, -16], [179.5, -17]]],
            [[[-180, -17], [-179.5, -17], [-179.5, -16], [-180, -16], [-180, -17]]],
        ],
    },
}


@pytest.fixture
def case_of(tmp_path):
    def make(home="home = [177.0, -19.0, -179.0, -16.0]"):
        routes = TABLES["routes.csv"].replace("goris;town", "town;bay;goris")
        folder = write_case(
            tmp_path / "case", places=PLACES, routes=routes, case=TABLES["case.toml"].replace(HOME, home)
        )
        (folder / "areas.geojson").write_text(json.dumps({"type": "FeatureCollection", "features": [AREA]}))
        return load_case(folder)

    return make


@pytest.mark.parametrize("home", ["home = [177.0, -19.0, -179.0, -16.0]", "home = [177, -19, 181, -16]", ""])
def test_places_on_both_sides_stand_side_by_side(case_of, home):
    case = case_of(home)
    assert case.set_aside == ()
    west, _, east, _ = case.settings.home
    assert 177 <= west < 178.4
    assert 180.1 < east <= 181
    assert case.places["lon"].tolist() == pytest.approx([179.95, 180.1, 178.4])
    assert case.areas.geometry.item().bounds == pytest.approx((179.5, -17, 180.5, -16))


@pytest.mark.parametrize(
    ("home", "west"), [("home = [-180, -19, -178, -16]", 180), ("home = [178, -19, 180, -16]", 178)]
)
def test_a_home_on_one_side_of_it_takes_near_places_of_the_other(case_of, home, west):
    case = case_of(home)
    assert case.settings.home[0] == west
    assert case.places["lon"].tolist() == pytest.approx([179.95, 180.1, 178.4])
    assert case.routes.geometry.item().bounds[::2] == pytest.approx((178.4, 180.1))
    assert as_in_files(case).places["lon"].tolist() == pytest.approx([179.95, -179.9, 178.4])


def test_far_places_leave_a_home_as_it_is(case_of):
    case = case_of("home = [31, 13, 37, 20]")
    assert case.settings.home == (31, 13, 37, 20)
    assert case.places["lon"].tolist() == pytest.approx([179.95, -179.9, 178.4])


@pytest.mark.parametrize("home", [(177.0, -19.0, 181.0, -16.0), (180.0, -19.0, 182.0, -16.0)])
def test_points_of_a_file_on_either_side_lie_at_home(home):
    lat, lon = pd.Series(["-16.8", "-16.6"]), pd.Series(["179.95", "-179.9"])
    read = read_points(lat, lon, home, "", "")
    assert read.frame["reason"].tolist() == ["", ""]
    assert not any("outside" in note for note in read.notes)


def test_a_road_over_it_is_no_longer_than_the_way(case_of):
    case = case_of()
    lengths = [round(segment.length_km) for segment in network(case).segments]
    assert lengths == [27, 245]
    [line] = status_lines(case, state(case, parse_at("2023-03-01")))
    assert [lon for lon, _ in line.coordinates] == pytest.approx([179.95, 180.1, 178.4])


def test_files_have_longitudes_of_the_earth_and_shapes_parted(case_of):
    case = case_of()
    written = as_in_files(case)
    assert written.places["lon"].tolist() == pytest.approx([179.95, -179.9, 178.4])
    assert written.routes.geometry.item().geom_type == "MultiLineString"
    assert written.routes.total_bounds[[0, 2]].tolist() == [-180, 180]
    areas = json.loads(case_files(case)[0]["areas.geojson"])
    assert len(areas["features"][0]["geometry"]["coordinates"]) == 2


def test_a_box_ends_where_maps_do():
    assert box_round([(15.6, 78.2), (20.0, 89.9)], margin=2.0) == (13.6, 76.2, 22.0, 85.0)
    assert box_round([(20.0, 89.9)], margin=1.0) is None


def test_a_polar_case_opens_where_maps_end_and_says_what_lies_beyond(tmp_path):
    settings = TABLES["case.toml"].replace(HOME, "home = [0.0, 75.0, 40.0, 90.0]")
    places = PLACES.replace("-16.6,-179.9", "86.5,20").replace("-16.8,179.95", "78.2,15.6")
    case = load_case(write_case(tmp_path / "case", case=settings, places=places))
    assert case.settings.home == (0.0, 75.0, 40.0, 85.0)
    assert [(one.row, one.column, one.scope) for one in case.set_aside] == [(3, "lat", "note")]
    assert "lies off them" in case.set_aside[0].reason


def test_a_pole_itself_has_a_finite_point_on_the_map(tmp_path):
    places = PLACES.replace("-16.8,179.95", "90,0")
    case = load_case(write_case(tmp_path / "case", places=places))
    joined = join(case.places, case.events)
    with np.errstate(all="raise"):
        assert len(pack(joined.placed, joined.unplaced)) == len(case.events)


def test_every_file_of_a_view_across_it_is_written_with_its_roads_parted(case_of):
    case = case_of()
    view = replace(opening(case.settings), at=parse_at("2023-05-01"))
    export = prepare(case, view, case.events)
    told = contents(export, datetime(2023, 12, 31, tzinfo=UTC))
    [road] = told.tables["roads"].geometry
    assert road.geom_type == "MultiLineString"
    assert max(abs(part) for part in road.bounds) <= 180
    assert told.tables["places"].geometry.x.between(-180, 180).all()
    for ending in (".csv", ".geojson", ".kml", ".gpkg"):
        assert writer_for(Path(f"view{ending}"))(told)
