"""Schematic hulls hold their settlements, are measured in metres, and bad features are named."""

import json

import geopandas as gpd
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pyproj import Geod

from geo.case.areas import MARGIN_M, hull, read_areas
from geo.case.load import load_case
from geo.cells import items

GEOD = Geod(ellps="WGS84")
SPOTS = st.lists(
    st.tuples(st.floats(46, 47.5), st.floats(39, 40.5)).map(
        lambda spot: (round(spot[0], 4), round(spot[1], 4))
    ),
    min_size=1,
    max_size=12,
    unique=True,
)


def places_of(spots):
    frame = pd.DataFrame({"place_id": [f"p{n}" for n in range(len(spots))]})
    points = gpd.points_from_xy(*zip(*spots, strict=True))
    return gpd.GeoDataFrame(frame, geometry=points, crs="EPSG:4326")


def feature(area_id="a", geometry=None, **properties):
    ring = [[46, 39], [47, 39], [47, 40], [46, 39]]
    shape = geometry or {"type": "Polygon", "coordinates": [ring]}
    named = {"area_id": area_id, "name_en": "Area", "place_ids": "x;y"} | properties
    return {"type": "Feature", "properties": named, "geometry": shape}


def read(tmp_path, *features):
    path = tmp_path / "areas.geojson"
    path.write_text(json.dumps({"type": "FeatureCollection", "features": features}))
    return read_areas(path)


@given(SPOTS, st.sampled_from([0.3, 1.0]))
@settings(deadline=None)
def test_a_hull_holds_its_places_and_a_margin_round_them(spots, ratio):
    places = places_of(spots)
    area = hull(places, places["place_id"], ratio)
    assert area.is_valid
    assert area.geom_type == "Polygon"
    for point in places.geometry:
        assert area.contains(point)
        nearest = area.exterior.interpolate(area.exterior.project(point))
        # Nearest in degrees is not quite nearest in metres, so this only bounds from below.
        assert GEOD.inv(point.x, point.y, nearest.x, nearest.y)[2] > 0.95 * MARGIN_M


def test_the_hull_of_one_place_is_a_disc_of_the_margin():
    area = hull(places_of([(46.75, 39.82)]), ["p0"])
    area_km2 = abs(GEOD.geometry_area_perimeter(area)[0]) / 1e6
    assert area_km2 == pytest.approx(3.1416 * (MARGIN_M / 1000) ** 2, rel=0.02)


def test_places_that_are_not_there_are_named():
    with pytest.raises(KeyError, match="nowhere"):
        hull(places_of([(46, 39)]), ["p0", "nowhere"])
    with pytest.raises(KeyError, match="no place"):
        hull(places_of([(46, 39)]), [])


def test_the_shipped_hulls_hold_the_settlements_they_name(shipped_case):
    case = load_case(shipped_case)
    places = case.places.set_index("place_id").geometry
    assert len(case.areas) >= 1
    for area in case.areas.itertuples():
        assert area.kind == "schematic hull"
        for place in items(area.place_ids):
            assert area.geometry.contains(places[place]), (area.area_id, place)


def test_good_features_are_read_and_a_missing_file_means_no_areas(tmp_path):
    areas, found = read(tmp_path, feature("a"), feature("b", note=None))
    assert areas["area_id"].tolist() == ["a", "b"]
    assert areas["note"].tolist() == ["", ""]
    assert areas.crs.to_epsg() == 4326
    assert found == []
    empty, none = read_areas(tmp_path / "none.geojson")
    assert empty.empty
    assert none == []


@pytest.mark.parametrize(
    ("bad", "reason"),
    [
        (feature("a"), "another area above"),
        (feature(""), "area_id or name_en is empty"),
        (feature("b", {"type": "Point", "coordinates": [46, 39]}), "not a valid polygon"),
        (feature("b", {"type": "Polygon", "coordinates": [[[0, 0], [1, 1], [1, 0], [0, 1], [0, 0]]]}),
         "not a valid polygon"),
        (feature("b", {"type": "Polygon", "coordinates": [[[0, 95], [1, 95], [1, 96], [0, 95]]]}),
         "not degrees"),
        (feature("b", {"type": "Polygon", "coordinates": [[[0, 0], [1, 1]]]}), ""),
        ({"type": "Feature"}, "not a feature"),
        (None, "not a feature"),
    ],
)  # fmt: skip
def test_a_bad_feature_is_set_aside_by_its_number(tmp_path, bad, reason):
    areas, found = read(tmp_path, feature("a"), bad, feature("z"))
    assert areas["area_id"].tolist() == ["a", "z"]
    [report] = found
    assert report.row == 2
    assert reason in report.reason


def test_a_day_that_is_no_date_is_dropped_and_the_area_stands(tmp_path):
    bad = feature("a")
    bad["properties"] |= {"start": "2023-02-30", "end": "2023-03-01"}
    areas, [report] = read(tmp_path, bad)
    assert areas[["area_id", "start", "end"]].to_numpy().tolist() == [["a", "", "2023-03-01"]]
    assert (report.row, report.column, report.value, report.scope) == (1, "start", "2023-02-30", "value")


def test_bad_days_of_many_areas_are_one_report(tmp_path):
    areas = [feature(f"a{number}") for number in range(40)]
    for area in areas:
        area["properties"] |= {"end": f"{'9' * 3000} of {area['properties']['area_id']}"}
    read_in, [report] = read(tmp_path, *areas)
    assert read_in["end"].eq("").all()
    assert (report.count, report.row, report.further) == (40, 1, (2, 3, 4, 5))
    assert len(str(report)) < 300


def test_half_a_letter_is_none(tmp_path):
    areas, found = read(tmp_path, feature("a", note="\ud83d here"))
    assert areas["note"].tolist() == ["? here"]
    assert found == []


@pytest.mark.parametrize("text", ["{", "[]", '{"features": 3}', "Şuşa"])
def test_a_file_that_is_no_geojson_is_set_aside_whole(tmp_path, text):
    path = tmp_path / "areas.geojson"
    path.write_bytes(text.encode("cp1254"))
    areas, found = read_areas(path)
    assert areas.empty
    assert [one.scope for one in found] == ["table"]
